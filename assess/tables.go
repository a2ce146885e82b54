package assess

import (
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"

	"sync"
	"time"

	"github.com/credence-project/credence"
)

//go:embed tables/*.json
var shipped embed.FS

// maxTable is the size of the largest table file that is read, in bytes.
const maxTable = 4 << 20

// Tables holds the rules of judgement as data. It is read-only once loaded and
// may be shared.
type Tables struct {
	Codes  CodeTable
	Priors PriorTable
	Grades GradeTable
	Words  WordTable
	Ladder LadderTable
	Rules  Rules
	Draft  DraftTable
}

// Class says how a piece of evidence is bundled and capped.
type Class string

// The classes. Exclusive, incident and final evidence is not capped.
const (
	ClassClaim         Class = "claimform"     // what the claim says, how and when, and what it leaves out
	ClassAttack        Class = "attackform"    // how the attack was done
	ClassInvestigation Class = "investigation" // what investigators, officials and experts found
	ClassExclusive     Class = "exclusive"     // verified content that only an insider could have
	ClassIncident      Class = "incident"      // what kind of event it was
	ClassFinal         Class = "final"         // final findings
)

// Detect says who may answer a question.
type Detect string

// The ways of answering.
const (
	Automatic Detect = "automatic" // the program
	Proposed  Detect = "proposed"  // the program proposes, a person confirms
	Human     Detect = "human"     // a person only
)

// CodeTable is the list of questions.
type CodeTable struct {
	Version string `json:"version"`
	Unit    string `json:"unit"`
	Source  string `json:"source"`
	Codes   []Code `json:"codes"`
	byID    map[string]*Code
}

// Code is one question with its possible answers.
type Code struct {
	ID       string  `json:"id"`
	Group    string  `json:"group"` // answers of one group and origin depend on each other
	Class    Class   `json:"class"`
	Detect   Detect  `json:"detect"`
	Weight   string  `json:"weight"` // the most an answer can weigh, in words
	Question string  `json:"question"`
	BearsOn  string  `json:"bears_on"`
	Hint     string  `json:"hint"` // where the answer may be found, and how
	Values   []Value `json:"values"`
}

// Value is one answer to a question.
type Value struct {
	Value     string   `json:"value"`
	DB        vector   `json:"db"` // penalties of H1 to H7 in decibans, the largest is 0
	Text      string   `json:"text"`
	Class     Class    `json:"class,omitempty"`      // if another than the question's
	Absence   bool     `json:"absence,omitempty"`    // something was looked for and not found (so far)
	Silence   bool     `json:"silence,omitempty"`    // the claimant shows nothing of its own: it is silent, or repeats what was public
	NoTie     bool     `json:"no_tie,omitempty"`     // a tie is denied or was not found, whatever its kind
	Meets     string   `json:"meets,omitempty"`      // the rung whose criterion this answer meets by definition
	Insider   bool     `json:"insider,omitempty"`    // verified content that the public did not have
	AfterDays int      `json:"after_days,omitempty"` // for an absence told by the clock: days after the attack
	Ages      bool     `json:"ages,omitempty"`       // an absence that weighs less while there was little time to find anything, see Ageing
	Open      bool     `json:"open,omitempty"`       // leaves the question open: what was answered to it before still stands
	Replaces  []string `json:"replaces,omitempty"`   // older answers that this one overtakes: "A04.searched_none", "I01.*"
}

// Scored reports whether the answer weighs anything.
func (v *Value) Scored() bool { return v.DB != vector{} }

// vector holds a number for each of H1 to H7.
type vector = [7]float64

// PriorTable is the list of dated prior sets.
type PriorTable struct {
	Version string     `json:"version"`
	Source  string     `json:"source"`
	Sets    []PriorSet `json:"sets"`
	Default string     `json:"default"` // where nothing is known of claimant and theatre
}

// PriorSet is a distribution over the rungs before any evidence, with its
// date: a replay as of a time may use only sets that existed then.
type PriorSet struct {
	Name  string    `json:"name"`
	Label string    `json:"label"`
	P     vector    `json:"p"`
	From  time.Time `json:"from,omitzero"`  // attacks from this time on
	Until time.Time `json:"until,omitzero"` // and before this one
	When  PriorRule `json:"when"`
	Basis string    `json:"basis"`
}

// PriorRule says for which claimants and theatres a set is meant.
type PriorRule struct {
	Theatre  string   `json:"theatre,omitempty"`   // branch, outside, unknown name
	Claimant []string `json:"claimant,omitempty"`  // register entries; empty for any
	StandsIn bool     `json:"stands_in,omitempty"` // also for known claimants for whom no set is meant
}

// GradeTable turns Admiralty grades into reliabilities.
type GradeTable struct {
	Version          string             `json:"version"`
	Source           string             `json:"source"`
	Reliability      map[string]float64 `json:"reliability"`
	Credibility      map[int]float64    `json:"credibility"`
	ReliabilityShare float64            `json:"reliability_share"` // of the log odds; the rest is the credibility's
	StakeStep        int                `json:"stake_step"`        // letters a source with a stake loses
	FinalReliability float64            `json:"final_reliability"` // of a published final finding by an A source
}

// WordTable holds the yardsticks of probability.
type WordTable struct {
	Version    string      `json:"version"`
	Yardsticks []Yardstick `json:"yardsticks"`
}

// Yardstick is one way to put a probability in words. Word i is used up to
// and including Cuts[i]; the last word has no cut.
type Yardstick struct {
	Name   string    `json:"name"`
	Label  string    `json:"label"`
	Source string    `json:"source"`
	Words  []string  `json:"words"`
	Cuts   []float64 `json:"cuts"`
}

// LadderTable names the rungs, the roll-ups and what may be written.
type LadderTable struct {
	Version      string                           `json:"version"`
	Rungs        []RungName                       `json:"rungs"`
	RollUps      []RollUpName                     `json:"rollups"`
	Authenticity map[credence.Authenticity]string `json:"authenticity"`
	Sufficiency  map[credence.Sufficiency]string  `json:"sufficiency"`
	Headlines    []Headline                       `json:"headlines"`
	Naming       map[string]bool                  `json:"naming"` // status of a person: may the name be given
}

// RungName names a rung.
type RungName struct {
	H         credence.Hypothesis `json:"h"`
	Name      string              `json:"name"`
	Criterion string              `json:"criterion"`
}

// RollUpName names a set of rungs.
type RollUpName struct {
	Name  string                `json:"name"`
	Label string                `json:"label"`
	Rungs []credence.Hypothesis `json:"rungs"`
	set   [7]bool
}

// Headline is what one state of the verdict lets a newsroom write.
type Headline struct {
	State   string   `json:"state"`
	Allowed string   `json:"allowed"`
	Blocked []string `json:"blocked"`
}

// Default gives the tables that come with the program.
func Default() *Tables { return defaultTables() }

var defaultTables = sync.OnceValue(func() *Tables {
	t, err := Load(nil)
	if err != nil {
		panic("assess: shipped tables: " + err.Error()) // found by the tests of this package
	}
	return t
})

// Load reads the tables. A file of user (codes.json, priors.json, grades.json,
// words.json, ladder.json, rules.json, draft.json) replaces the shipped one of that name;
// user may be nil. A table that does not hold together gives an InputError.
func Load(user fs.FS) (*Tables, error) {
	t := new(Tables)
	files := []struct {
		name string
		into any
	}{
		{"codes.json", &t.Codes}, {"priors.json", &t.Priors}, {"grades.json", &t.Grades},
		{"words.json", &t.Words}, {"ladder.json", &t.Ladder}, {"rules.json", &t.Rules}, {"draft.json", &t.Draft},
	}
	for _, f := range files {
		b, err := readTable(user, f.name)
		if err != nil {
			return nil, fmt.Errorf("table %s: %w", f.name, err)
		}
		if err := json.Unmarshal(b, f.into); err != nil {
			return nil, &credence.InputError{Name: f.name, Reason: err.Error(), Err: err}
		}
	}
	if err := t.check(); err != nil {
		return nil, err
	}
	return t, nil
}

func readTable(user fs.FS, name string) ([]byte, error) {
	if user != nil {
		info, err := fs.Stat(user, name)
		switch {
		case err == nil && info.Size() > maxTable:
			return nil, credence.ErrTooLarge
		case err == nil:
			return fs.ReadFile(user, name)
		case !errors.Is(err, fs.ErrNotExist):
			return nil, err
		}
	}
	return shipped.ReadFile("tables/" + name)
}

// With gives the same table with other codes. They must satisfy what Load
// checks.
func (c CodeTable) With(codes []Code) CodeTable {
	c.Codes = codes
	c.byID = make(map[string]*Code, len(codes))
	for i := range codes {
		c.byID[codes[i].ID] = &codes[i]
	}
	return c
}

// Code gives the question with that identifier, or nil.
func (c *CodeTable) Code(id string) *Code { return c.byID[id] }

// Value gives the answer of that name, or nil.
func (c *Code) Value(name string) *Value {
	if c == nil {
		return nil
	}
	for i := range c.Values {
		if c.Values[i].Value == name {
			return &c.Values[i]
		}
	}
	return nil
}

func (c *Code) class(v *Value) Class {
	if v.Class != "" {
		return v.Class
	}
	return c.Class
}

// Set gives the prior set of that name, or nil.
func (p *PriorTable) Set(name string) *PriorSet {
	for i := range p.Sets {
		if p.Sets[i].Name == name {
			return &p.Sets[i]
		}
	}
	return nil
}

// Title puts a prior set in words; the name of one that is not in the table
// stands for itself.
func (p *PriorTable) Title(name string) string {
	if s := p.Set(name); s != nil {
		return s.Label
	}
	return name
}

// index is the place of a hypothesis on the ladder, -1 if it is none.
func index(h credence.Hypothesis) int {
	for i, x := range credence.Hypotheses {
		if x == h {
			return i
		}
	}
	return -1
}
