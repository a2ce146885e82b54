package workbench

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/assess"
	"github.com/credence-project/credence/internal/store"
)

// rulingPerson says who is named as an attacker and how that person stands;
// its subjects are an incident, a name, and a status of the naming gate.
const rulingPerson = "person"

// The statuses of the naming gate that the workbench gives by itself.
const (
	statusDeceased     = "deceased"
	statusUnidentified = "unidentified"
	statusSuspected    = "suspected"
	statusCleared      = "cleared"
)

// Person is somebody whom reports, the claim or a dossier name as an attacker.
type Person struct {
	Name   string `json:"name"`
	Status string `json:"status"` // of the naming gate; suspected until somebody says otherwise
	By     string `json:"by"`     // who says so; "machine" if nobody has
	Open   bool   `json:"open"`   // the gate is open: the name may be printed
}

// Living reports whether this may be an identifiable living person: anybody
// who is named and not known to be dead.
func (p Person) Living() bool { return p.Status != statusDeceased && p.Status != statusUnidentified }

// People lists who is named as an attacker in what was known of a claim at a
// time, by name. The machine takes whoever a report or the claim names and
// tells nothing of their standing; what a person ruled on it counts instead.
func (w *Workbench) People(ctx context.Context, claim string, at AsOf) ([]Person, error) {
	f, err := w.open(ctx, claim, at)
	if err != nil {
		return nil, err
	}
	return w.people(ctx, f, at)
}

func (w *Workbench) people(ctx context.Context, f *file, at AsOf) ([]Person, error) {
	held := map[string]Person{} // by folded name
	add := func(p Person) {
		p.Open = w.Tables.MayName(p.Status)
		held[foldName(p.Name)] = p
	}
	for _, p := range f.namedAttackers() {
		if before, ok := held[foldName(p.Name)]; !ok || before.Status == statusCleared {
			add(p) // one report that clears does not outweigh one that accuses
		}
	}
	incidents := f.everName(func(c *credence.Claim) string { return string(c.Incident) })
	rulings, err := w.rulingsOn(ctx, rulingPerson, incidents, at)
	if err != nil {
		return nil, err
	}
	for _, r := range rulings {
		if len(r.Subjects) == 3 {
			add(Person{Name: r.Subjects[1], Status: r.Subjects[2], By: r.By})
		}
	}
	if !at.Recorded.IsZero() {
		if rulings, err = w.rulingsOn(ctx, rulingPerson, incidents, AsOf{}); err != nil {
			return nil, err
		}
		w.closeFor(held, rulings)
	}
	out := make([]Person, 0, len(held))
	for _, p := range held {
		out = append(out, p)
	}
	slices.SortFunc(out, func(a, b Person) int { return cmp.Compare(a.Name, b.Name) })
	return out, nil
}

// closeFor closes the gate, in a look back, for those for whom it is closed by
// now: somebody cleared since is not named again because a page is old.
func (w *Workbench) closeFor(held map[string]Person, rulings []store.Ruling) {
	last := map[string]store.Ruling{}
	for _, r := range rulings {
		if len(r.Subjects) == 3 {
			last[foldName(r.Subjects[1])] = r
		}
	}
	for name, r := range last {
		if status := r.Subjects[2]; !w.Tables.MayName(status) {
			p, ok := held[name]
			if !ok {
				p = Person{Name: r.Subjects[1], Status: status, By: r.By}
			}
			p.Open = false
			held[name] = p
		}
	}
}

// namedAttackers are the people that reports joined to the incident, or the
// claim, name as attackers.
func (f *file) namedAttackers() []Person {
	var out []Person
	for _, t := range f.tellings() {
		for _, m := range t.Extraction.Incidents {
			if !slices.Contains(t.Scope.Refs, m.Ref) {
				continue
			}
			for _, p := range m.Perpetrators {
				status := statusSuspected
				if p.Confidence == credence.Acquitted {
					status = statusCleared
				}
				if p.Kind == "individual" && p.ActorID == "" && personal(p.Name) && !f.isClaimant(p.Name) {
					out = append(out, Person{p.Name, status, machine, false})
				}
			}
		}
	}
	for _, name := range slices.Concat(f.accusedBySpeakers(), f.claimingPeople()) {
		out = append(out, Person{name, statusSuspected, machine, false})
	}
	for _, d := range f.claim.Details {
		if d.Slot == credence.SlotName && personal(d.Value) {
			out = append(out, Person{d.Value, statusSuspected, machine, false})
		}
	}
	for _, d := range f.documents {
		for _, name := range accused(d.Text) {
			if !f.isClaimant(name) {
				out = append(out, Person{name, statusSuspected, machine, false})
			}
		}
	}
	return out
}

// claimingPeople are the claimants, of this claim and of others, who are people
// and not groups, as the age tells that a report gives: whoever says that he did
// it may have made it up, and has been charged with nothing.
func (f *file) claimingPeople() []string {
	var out []string
	for _, c := range append([]credence.Claim{f.claim}, f.rivals...) {
		if c.ClaimantID != "" || !personal(c.Claimant) {
			continue
		}
		aged := assess.AgeOf(c.Claimant)
		if slices.ContainsFunc(f.documents, func(d credence.Document) bool { return aged(d.Text) }) {
			out = append(out, c.Claimant)
		}
	}
	return out
}

// accusedBySpeakers are the people whom somebody quoted accuses of the act.
// Who claims it is told apart: most are groups.
func (f *file) accusedBySpeakers() []string {
	var out []string
	for _, t := range f.tellings() {
		for i := range t.Extraction.Statements {
			s := &t.Extraction.Statements[i]
			if s.Kind != credence.KindAccusation || s.ActorID != "" || !t.Scope.About(s) || !personal(s.Actor) || f.isClaimant(s.Actor) {
				continue
			}
			if !slices.ContainsFunc(f.rivals, func(c credence.Claim) bool { return sameName(c.Claimant, s.Actor) }) {
				out = append(out, s.Actor)
			}
		}
	}
	return out
}

// Words before or after which a text names somebody who is held to be the
// attacker.
var (
	attackers = []string{"attacker", "assailant", "gunman", "bomber", "suspect", "shooter", "knifeman", "perpetrator", "killer", "driver"}
	held      = []string{"charged", "arrested", "detained", "convicted", "accused", "indicted", "sentenced", "jailed", "suspected"}
)

// Where the name stands: the first group, which must still be personal. Each
// is tried only beside one of the words, since it takes long over a whole text.
const fullName = `((?:\p{Lu}[\p{L}'’-]+|al-\p{Lu}[\p{L}'’-]+)(?: (?:\p{Lu}[\p{L}'’-]+|al-\p{Lu}[\p{L}'’-]+|(?:(?:bin|ibn|van|von|de|del|la|da|el|al) ){1,2}\p{Lu}[\p{L}'’-]+)){1,4})`

var (
	namedAs    = regexp.MustCompile(`^s?(?:[ ,][^.\n]{0,60}?)?(?:named|identified)(?: by [^.,\n]{1,40}?)? as ["“‘']?` + fullName)
	asName     = regexp.MustCompile(`^s? as ["“‘']?` + fullName)
	nameAfter  = regexp.MustCompile(`^,? ` + fullName)
	nameBefore = regexp.MustCompile(fullName + `(?:, (?:aged )?\d{1,2},| \(\d{1,2}\))? (?:was|has been|is) $`)
)

// nameReach is how far from a word, in bytes, a name may end or begin.
const nameReach = 300

// accused are the names of which a text says that they are held to be an
// attacker's.
func accused(text string) []string {
	var out []string
	try := func(said *regexp.Regexp, in string) {
		if m := said.FindStringSubmatch(in); m != nil && personal(m[1]) {
			out = append(out, m[1])
		}
	}
	for n, word := range attackers {
		for i := range occurrences(text, word) {
			rest := text[i+len(word):]
			rest = rest[:min(len(rest), nameReach)]
			if strings.Contains(rest, "ed as ") || strings.Contains(rest, "ed by ") {
				try(namedAs, rest)
			}
			if before := text[max(0, i-nameReach/10):i]; strings.HasSuffix(before, " ") && (strings.Contains(before, " named ") || strings.Contains(before, " identified ")) {
				try(asName, rest)
			}
			if n < 7 { // the word alone says that it is an attacker
				try(nameAfter, rest)
			}
		}
	}
	for _, word := range held {
		for i := range occurrences(text, word) {
			if rest := text[i+len(word):]; strings.HasPrefix(rest, " ") {
				try(nameAfter, rest[:min(len(rest), nameReach)])
			}
			if before := text[max(0, i-nameReach/2):i]; endsIn(before, " was ", " is ", " has been ") {
				try(nameBefore, before)
			}
		}
	}
	return out
}

func endsIn(s string, ends ...string) bool {
	return slices.ContainsFunc(ends, func(end string) bool { return strings.HasSuffix(s, end) })
}

// occurrences gives where a word begins in a text.
func occurrences(text, word string) iter.Seq[int] {
	return func(yield func(int) bool) {
		for at := 0; ; at++ {
			i := strings.Index(text[at:], word)
			if i < 0 || !yield(at+i) {
				return
			}
			at += i
		}
	}
}

func (f *file) isClaimant(name string) bool {
	return slices.ContainsFunc(append(f.names, f.claim.Claimant), func(n string) bool { return sameName(n, name) })
}

// particles stand in personal names with a small letter.
var particles = []string{"abu", "al", "bin", "bint", "da", "de", "del", "den", "der", "di", "dos", "du", "e", "el", "ibn", "la", "le", "van", "von", "y"}

// bodies are last words of names that are not those of people.
var bodies = []string{
	"accords", "agency", "alliance", "army", "bombers", "branch", "brigade", "brigades", "bureau", "cartel", "cell", "cells", "column", "command",
	"commandos", "committee", "council", "faction", "fighters", "force", "forces", "fraction", "front", "group", "guard", "guerrillas", "gunmen",
	"insurgents", "league", "martyrs", "men", "militia", "militias", "movement", "network", "organisation", "organization", "outfit", "party", "path",
	"people", "police", "province", "rebels", "resistance", "separatists", "soldiers", "squad", "state", "troops", "union", "unit", "wing", "workers",
}

// personal reports whether words may be the name of a person: two to six, each
// with a capital but for particles, the last not that of a body of people. It
// would rather take a name too many, since a person can say that it is none.
func personal(name string) bool {
	words := strings.Fields(name)
	if len(words) < 2 || len(words) > 6 || slices.Contains(bodies, strings.ToLower(words[len(words)-1])) {
		return false
	}
	for i, word := range words {
		first, _ := utf8.DecodeRuneInString(word)
		if strings.ContainsFunc(word, unicode.IsDigit) || !unicode.IsUpper(first) && (i == 0 || !slices.Contains(particles, strings.SplitN(word, "-", 2)[0])) {
			return false
		}
	}
	return true
}

// foldName is a name as it is compared.
func foldName(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }

// PersonStatuses are the words of the naming gate, in order.
func (w *Workbench) PersonStatuses() []string {
	return slices.Sorted(maps.Keys(w.Tables.Ladder.Naming))
}

// PeopleRuled gives what was laid down of people in connection with a claim's
// incident, oldest first; each has an incident, a name and a status for
// subjects.
func (w *Workbench) PeopleRuled(ctx context.Context, claim string) ([]store.Ruling, error) {
	f, err := w.open(ctx, claim, AsOf{})
	if err != nil {
		return nil, err
	}
	rulings, err := w.rulingsOn(ctx, rulingPerson, f.everName(func(c *credence.Claim) string { return string(c.Incident) }), AsOf{})
	return slices.DeleteFunc(rulings, func(r store.Ruling) bool { return len(r.Subjects) != 3 }), err
}

// RulePerson lays down how somebody stands who is, or might be, named as an
// attacker of the claim's incident, in the words of the naming gate; who is
// none gets "unidentified". It holds for all claims of the incident.
func (w *Workbench) RulePerson(ctx context.Context, claim, name, status string, act Act) (store.Ruling, error) {
	if err := act.check(); err != nil {
		return store.Ruling{}, err
	}
	if _, known := w.Tables.Ladder.Naming[status]; !known {
		return store.Ruling{}, &credence.InputError{Name: "status " + status, Reason: "want one of " + strings.Join(w.PersonStatuses(), ", ")}
	}
	if name = strings.Join(strings.Fields(name), " "); name == "" {
		return store.Ruling{}, &credence.InputError{Name: "person", Reason: "say who"}
	}
	c, err := w.claim(ctx, claim)
	if err != nil {
		return store.Ruling{}, err
	}
	r, err := w.DB.AddRuling(ctx, store.Ruling{What: rulingPerson, Subjects: []string{string(c.Incident), name, status}, By: act.By, At: act.At, Reason: act.Reason})
	if err != nil {
		return r, fmt.Errorf("person: %w", err)
	}
	return r, w.judged(ctx, string(c.ID), act)
}
