package extract

import (
	"fmt"
	"io/fs"
	"strings"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/lang"
)

// rule turns a frame into a statement. Its fields are those of a line of
// claim_rules.txt, which explains them; what is looked at first comes first.
type rule struct {
	above     cue // classes of the speech verb above the clause
	notVerb   cue
	aux       bool
	neg       int8 // 1 yes, -1 no, 0 either
	passive   int8
	subj      *nounTest
	obj       *nounTest
	by        *nounTest
	kind      credence.Kind
	tail      []tailTest
	notTail   []tailTest
	before    []tailTest
	notBefore []tailTest
	name      string
	verb      cue
	verbs     lang.WordSet
	gov       []string
	actor     string
	optional  bool // the actor may be unknown
	speaker   string
	link      string
	goes      bool // further rules are tried for the same frame
	hedged    bool
	sure      bool // stands unless the model is all but certain that it is wrong
	plain     bool // as sure, and enough for a text that says nothing else
}

// nounTest is a condition on a noun phrase.
type nounTest struct {
	absent  bool
	cues    cue
	special uint16 // of the tests in specials
}

// tailTest is a condition on the words of the clause: any of the classes or
// any of the words.
type tailTest struct {
	cues  cue
	words lang.WordSet
	some  uint64 // a bit for each of the words, shared by others
}

// loadRules reads the rules file.
func loadRules(v *lang.Vocabulary, files fs.FS) ([]rule, error) {
	const file = "claim_rules.txt"
	b, err := fs.ReadFile(files, file)
	if err != nil {
		return nil, err
	}
	var out []rule
	n := 0
	for line := range strings.Lines(string(b)) {
		n++
		line, _, _ = strings.Cut(line, "#")
		f := strings.Fields(line)
		if len(f) == 0 {
			continue
		}
		r, err := parseRule(f, v)
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", file, n, err)
		}
		out = append(out, r)
	}
	return out, nil
}

func parseRule(f []string, v *lang.Vocabulary) (rule, error) {
	if len(f) < 3 {
		return rule{}, fmt.Errorf("want a kind, a name and conditions, have %q", f)
	}
	r := rule{kind: credence.Kind(f[0]), name: f[1]}
	for _, cond := range f[2:] {
		key, val, _ := strings.Cut(cond, "=")
		if err := r.set(key, val, v); err != nil {
			return r, err
		}
	}
	return r, nil
}

func (r *rule) set(key, val string, v *lang.Vocabulary) error {
	var err error
	switch key {
	case "v":
		r.verb, err = classes(val)
	case "gv":
		r.above, err = classes(val)
	case "nv":
		r.notVerb, err = classes(val)
	case "vw":
		for base := range strings.SplitSeq(val, "|") {
			for _, form := range verbForms(v.Pack(), strings.ReplaceAll(base, "_", " ")) {
				r.verbs.Add(v.Add(form))
			}
		}
	case "aux":
		r.aux = true
	case "s":
		r.subj, err = parseNoun(val)
	case "o":
		r.obj, err = parseNoun(val)
	case "by":
		r.by, err = parseNoun(val)
	case "t":
		err = addTail(&r.tail, val, v)
	case "nt":
		err = addTail(&r.notTail, val, v)
	case "b":
		err = addTail(&r.before, val, v)
	case "nb":
		err = addTail(&r.notBefore, val, v)
	case "neg":
		r.neg = yesNo(val)
	case "pass":
		r.passive = yesNo(val)
	case "gov":
		r.gov = strings.Split(val, "|")
	case "a":
		r.actor, r.optional = strings.TrimSuffix(val, "?"), strings.HasSuffix(val, "?")
	case "sp":
		r.speaker = val
	case "link":
		r.link = val
	case "goes":
		r.goes = true
	case "sure":
		r.sure = true
	case "plain":
		r.sure, r.plain = true, true
	case "hedged":
		r.hedged = true
	default:
		return fmt.Errorf("unknown condition %q", key)
	}
	return err
}

func verbForms(p *lang.Pack, base string) []string {
	var out []string
	for _, f := range p.Forms(base) {
		out = append(out, f.Text)
	}
	return out
}

func yesNo(val string) int8 {
	if val == "1" {
		return 1
	}
	return -1
}

func classes(val string) (cue, error) {
	var c cue
	for name := range strings.SplitSeq(val, "|") {
		b := cueOf(name)
		if b == 0 {
			return 0, fmt.Errorf("unknown class %q", name)
		}
		c |= b
	}
	return c, nil
}

// specials are the tests of a noun phrase that are not lexicon classes.
var specials = map[string]uint16{
	"actor": testActor, "any": testAny, "pronoun": testPronoun, "person": testPerson, "we": testWe, "name": testName, "it": testIt, "he": testHe,
	"there": testThere, "people": testPeople, "named": testNamed, "armed": testArmed, "accused": testAccused, "noclaim": testNoClaim,
}

const (
	testActor uint16 = 1 << iota
	testAny
	testPronoun
	testPerson
	testWe
	testName
	testIt
	testHe
	testThere
	testArmed
	testAccused
	testNoClaim
	testPeople
	testNamed
)

func parseNoun(val string) (*nounTest, error) {
	t := &nounTest{}
	for name := range strings.SplitSeq(val, "|") {
		switch {
		case name == "none":
			t.absent = true
		case specials[name] != 0:
			t.special |= specials[name]
		default:
			c, err := classes(name)
			if err != nil {
				return nil, err
			}
			t.cues |= c
		}
	}
	return t, nil
}

func addTail(to *[]tailTest, val string, v *lang.Vocabulary) error {
	t := tailTest{}
	for name := range strings.SplitSeq(val, "|") {
		if c := cueOf(name); c != 0 {
			t.cues |= c
			continue
		}
		w := v.Add(strings.TrimPrefix(name, "'"))
		t.words.Add(w)
		t.some |= 1 << (w % 64)
	}
	*to = append(*to, t)
	return nil
}

// matches reports whether the parts of frame f that need no actor fulfil the
// rule, of which the verb is known to.
func (s *scratch) matches(r *rule, f *frame) bool {
	c := &s.chunks[f.verb]
	if c.kind != chunkVerb {
		return false
	}
	if r.above != 0 && (f.gov < 0 || s.chunks[s.frames[f.gov].verb].cues&r.above == 0) {
		return false
	}
	if r.aux && !c.aux || r.notVerb != 0 && c.cues&r.notVerb != 0 {
		return false
	}
	if r.neg == 1 && !f.neg || r.neg == -1 && f.neg || r.passive == 1 && !f.passive || r.passive == -1 && f.passive {
		return false
	}
	if s.unsaid(r.kind, f) || f.unreal && r.kind != credence.KindDenial && !(r.kind == credence.KindNoClaim && f.subj >= 0 && s.chunks[f.subj].neg) {
		return false
	}
	if r.subj != nil && !s.nounIs(r.subj, f.subj, f) || r.obj != nil && !s.nounIs(r.obj, f.obj, f) || r.by != nil && !s.nounIs(r.by, f.by, f) {
		return false
	}
	first, last := int(c.head)+1, s.tailEnd(f)
	for i := range r.tail {
		if t := &r.tail[i]; !s.behind.mayHave(t) || !s.tailHas(t, first, last) {
			return false
		}
	}
	for i := range r.notTail {
		if t := &r.notTail[i]; s.behind.mayHave(t) && s.tailHas(t, first, last) {
			return false
		}
	}
	for i := range r.before {
		if !s.tailHas(&r.before[i], s.clauseStart(f), int(c.head)+1) {
			return false
		}
	}
	for i := range r.notBefore {
		if s.tailHas(&r.notBefore[i], s.clauseStart(f), int(c.head)+1) {
			return false
		}
	}
	return true
}

// unsaid reports whether f hangs on a verb that takes back what it reports: "did
// not say that it had", "denies that it has".
func (s *scratch) unsaid(k credence.Kind, f *frame) bool {
	if f.gov < 0 {
		return false
	}
	switch k {
	case credence.KindClaim, credence.KindAccusation, credence.KindAttribution, credence.KindLink, credence.KindEndorse:
	default:
		return false
	}
	g := &s.frames[f.gov]
	denies := s.chunks[g.verb].cues&cDenyVerb != 0 && s.chunks[g.verb].cues&cThink == 0
	if g.neg && g.subj >= 0 && s.chunks[g.subj].neg {
		return true // "nobody said"
	}
	return !g.after && g.neg != denies
}

// tailEnd is the token behind the clause of f.
func (s *scratch) tailEnd(f *frame) int {
	if f.end >= len(s.chunks) {
		return s.limit
	}
	return int(s.chunks[f.end].first)
}

// clauseStart is the first token of the clause of f.
func (s *scratch) clauseStart(f *frame) int {
	i := f.verb
	for i > 0 && i > f.subj && s.chunks[i-1].kind != chunkStop && s.chunks[i-1].kind != chunkThat {
		i--
	}
	return int(s.chunks[i].first)
}

// wordSum sums up a run of words: their classes, and a bit for each that others
// share.
type wordSum struct {
	cues cue
	some uint64
}

func (s *scratch) sumUp(first, last int) (sum wordSum) {
	for i := first; i < last; i++ {
		sum.cues |= s.tags[i].cues
		sum.some |= 1 << (s.text.Tokens[i].Word % 64)
	}
	return sum
}

// mayHave is false if none of the words fulfils the test.
func (w wordSum) mayHave(t *tailTest) bool { return w.cues&t.cues != 0 || w.some&t.some != 0 }

func (s *scratch) tailHas(t *tailTest, first, last int) bool {
	for i := first; i < last; i++ {
		if s.tags[i].cues&t.cues != 0 || t.words.Has(s.text.Tokens[i].Word) {
			return true
		}
	}
	return false
}

func (s *scratch) nounIs(t *nounTest, ci int, f *frame) bool {
	if ci < 0 {
		return t.absent
	}
	if t.special&testAny != 0 {
		return true
	}
	c := &s.chunks[ci]
	if c.cues&t.cues != 0 && (c.name < 0 || t.cues&cNobody != 0) {
		return true
	}
	single := c.last-c.first == 1
	switch {
	case t.cues&cNobody != 0 && c.neg:
		return true
	case t.special&testNoClaim != 0 && c.neg && c.cues&(cClaimNoun|cClaimOnly|cResp) != 0:
		return true
	case t.special&testPronoun != 0 && single && c.grams&gPronoun != 0:
		return true
	case t.special&testIt != 0 && single && (s.text.Role(int(c.first)) == "it" || s.text.Role(int(c.first)) == "this" || s.text.Role(int(c.first)) == "them" || s.text.Role(int(c.first)) == "that" || s.text.Role(int(c.first)) == "one"):
		return true
	case t.special&testHe != 0 && single && (s.text.Role(int(c.first)) == "he" || s.text.Role(int(c.first)) == "she" || s.text.Role(int(c.first)) == "they"):
		return true
	case t.special&testWe != 0 && single && (s.text.Role(int(c.first)) == "we" || s.text.Role(int(c.first)) == "i" || s.text.Role(int(c.first)) == "us"):
		return true
	case t.special&testThere != 0 && s.text.Role(int(c.first)) == "there":
		return true
	case t.special&testPeople != 0 && single && s.kindOfPeople(c):
		return true
	case t.special&testNamed != 0:
		e := s.actorOf(ci, f)
		return e != noEntity && s.entities[e].kind == entityGroup
	case t.special&testName != 0 && c.name >= 0:
		return true
	case t.special&testPerson != 0 && c.name >= 0 && s.entities[s.names[c.name].entity].kind != entityGroup && s.entities[s.names[c.name].entity].kind != entityState:
		e := &s.entities[s.names[c.name].entity]
		return e.kind == entityPerson || len(e.words) > 1 && !strings.HasSuffix(e.words[len(e.words)-1], "s")
	}
	if t.special&testArmed != 0 || t.special&testAccused != 0 {
		e := s.actorOf(ci, f)
		if e == noEntity {
			return false
		}
		if t.special&testAccused != 0 {
			return s.wasAccused(e)
		}
		k := s.entities[e].kind
		return k == entityGroup || k == entityOrgan || k == entityDescribed || s.entities[e].claimed && k != entityState
	}
	return t.special&testActor != 0 && s.actorOf(ci, f) != noEntity
}
