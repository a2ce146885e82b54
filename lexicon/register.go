package lexicon

import (
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"sort"
	"strings"
	"sync"
	"unicode"

	"github.com/credence-project/credence"
)

//go:embed actors/*.txt
var actorFiles embed.FS

// ActorsVersion is the version of the built-in register.
const ActorsVersion = "2026.11"

// Actors is the built-in register, built at first use.
var Actors = sync.OnceValue(func() *Register {
	r, err := builtin()
	if err != nil {
		panic(err) // the files are part of the program and are read by its tests
	}
	return r
})

func builtin() (*Register, error) {
	paths, err := fs.Glob(actorFiles, "actors/*.txt")
	if err != nil {
		return nil, err
	}
	sort.Strings(paths)
	var all []*Actor
	for _, p := range paths {
		f, err := actorFiles.Open(p)
		if err != nil {
			return nil, err
		}
		some, err := readActors(f, p)
		f.Close()
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
	}
	return NewRegister(all)
}

// FormKind says what a name is to its actor.
type FormKind uint8

// The kinds of form.
const (
	FormName    FormKind = iota // name, alias or native name
	FormAcronym                 // acronym
	FormMember                  // word for its people, or adjective
	FormChannel                 // outlet that speaks for it
)

// form is what a name in the index stands for.
type form struct {
	text    string
	kind    FormKind
	common  bool
	actors  []*Actor
	channel *Channel
}

// Register is a set of actors with the index of their names.
type Register struct {
	actors []*Actor // by ID
	byID   map[string]*Actor
	forms  []form
	index  *index
}

// NewRegister makes a register of the actors, which it keeps. Two entries with
// one ID are an error.
func NewRegister(actors []*Actor) (*Register, error) {
	r := &Register{actors: append([]*Actor(nil), actors...), byID: make(map[string]*Actor, len(actors))}
	sort.SliceStable(r.actors, func(i, j int) bool { return r.actors[i].ID < r.actors[j].ID })
	for _, a := range r.actors {
		if r.byID[a.ID] != nil {
			return nil, &credence.InputError{Name: "actor " + a.ID, Reason: "two entries with this id"}
		}
		r.byID[a.ID] = a
	}
	r.index = newIndex(len(actors) * 20)
	for _, a := range r.actors {
		r.enter(a)
	}
	for _, f := range r.forms {
		sort.SliceStable(f.actors, func(i, j int) bool { return f.actors[i].Years.length() > f.actors[j].Years.length() })
	}
	return r, nil
}

// enter puts all names of a into the index.
func (r *Register) enter(a *Actor) {
	common := map[uint64]bool{}
	for _, c := range a.Common {
		common[hashText(c)] = true
	}
	put := func(names []string, kind FormKind, ch *Channel) {
		for _, n := range names {
			for _, s := range respell(n) {
				r.put(form{text: s, kind: kind, common: common[hashText(n)], actors: []*Actor{a}, channel: ch})
			}
		}
	}
	put([]string{a.Name}, FormName, nil)
	put(a.Aliases, FormName, nil)
	put(a.Native, FormName, nil)
	put(a.Acronyms, FormAcronym, nil)
	put(a.Members, FormMember, nil)
	for i := range a.Channels {
		put(a.Channels[i].Names, FormChannel, &a.Channels[i])
	}
}

// put enters one form, or adds its actor to the form that is there.
func (r *Register) put(f form) {
	next := int32(len(r.forms))
	val := r.index.add(f.text, next, f.style())
	if val == next {
		r.forms = append(r.forms, f)
		return
	}
	old := &r.forms[val]
	old.kind = min(old.kind, f.kind)
	old.common = old.common && f.common // one bearer who needs no backing is enough
	if !slices.Contains(old.actors, f.actors[0]) {
		old.actors = append(old.actors, f.actors[0])
	}
}

// strictLetters is the length up to which an acronym must be in capitals: "ETA",
// but also "Farc" and "Isis".
const strictLetters = 3

func (f form) style() style {
	if f.kind == FormAcronym || f.common {
		letters, small := 0, false
		for _, r := range f.text {
			if unicode.IsLetter(r) {
				letters++
				small = small || unicode.IsLower(r)
			}
		}
		if !small && (letters <= strictLetters || f.common) {
			return styleStrict
		}
	}
	return styleProper
}

// respellings are words that are written in more than one way; each spelling
// of them is tried in every name.
var respellings = [][]string{
	{"Organization", "Organisation"}, {"organization", "organisation"}, {"Defense", "Defence"}, {"defense", "defence"},
	{"Labor", "Labour"}, {"labor", "labour"}, {"Center", "Centre"}, {"center", "centre"}, {"Muslim", "Moslem"},
	{"Qaeda", "Qaida"}, {"People's", "Peoples"}, {"Sandinista", "Sandinist"}, {"armored", "armoured"},
	{"Mujahideen", "Mujahedeen", "Mujahidin", "Mujahedin"},
}

// spellings gives for each of these words the other spellings.
var spellings = func() map[string][]string {
	out := map[string][]string{}
	for _, group := range respellings {
		for i, w := range group {
			out[w] = append(append([]string{}, group[:i]...), group[i+1:]...)
		}
	}
	return out
}()

// respell gives a name in all its spellings; itself first.
func respell(name string) []string {
	for start := 0; start < len(name); {
		end := len(name)
		if n := strings.IndexAny(name[start:], " -/"); n >= 0 {
			end = start + n
		}
		if others := spellings[name[start:end]]; others != nil {
			var out []string
			tails := respell(name[end:])
			for _, w := range append([]string{name[start:end]}, others...) {
				for _, tail := range tails {
					out = append(out, name[:start]+w+tail)
				}
			}
			return out
		}
		start = end + 1
	}
	return []string{name}
}

// All lists the actors by ID. The slice and what it holds must not be changed.
func (r *Register) All() []*Actor { return r.actors }

// Actor gives the entry with the ID, or [credence.ErrNotFound].
func (r *Register) Actor(id string) (*Actor, error) {
	a := r.byID[id]
	if a == nil {
		return nil, fmt.Errorf("actor %q: %w", id, credence.ErrNotFound)
	}
	return a, nil
}

// Channel gives the outlet of that name and the actor it speaks for. ok is
// false if the name is not that of a channel.
func (r *Register) Channel(name string) (a *Actor, c *Channel, ok bool) {
	val, found := r.index.lookup(name)
	if !found || r.forms[val].channel == nil {
		return nil, nil, false
	}
	f := &r.forms[val]
	return f.actors[0], f.channel, true
}

// Forms is the number of names in the index.
func (r *Register) Forms() int { return len(r.forms) }

// ActorMatch is a name of the register found in a text.
type ActorMatch struct {
	Extent
	Actors  []*Actor // whom the name may denote; if several share it, the longest-lived first
	Form    string   // the name as the register has it
	Kind    FormKind
	Common  bool     // the name is an ordinary word or has other meanings
	Channel *Channel // for FormChannel
}

// Longest gives the longest name that starts at token i. ok is false if none
// does.
func (r *Register) Longest(words Words, i int) (m ActorMatch, ok bool) {
	val, e := r.index.longest(words, i)
	if e.Tokens == 0 {
		return ActorMatch{}, false
	}
	return r.match(val, e), true
}

// Starts reports whether a name may start with the token, in whatever case the
// token is written.
func (r *Register) Starts(token string) bool { return r.index.starts(token) }

func (r *Register) match(val int32, e Extent) ActorMatch {
	f := &r.forms[val]
	return ActorMatch{Extent: e, Actors: f.actors, Form: f.text, Kind: f.kind, Common: f.common, Channel: f.channel}
}
