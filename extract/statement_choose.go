package extract

import (
	"cmp"
	"slices"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/lang"
)

// candidate is a statement before it is written out.
type candidate struct {
	rule        *rule
	kind        credence.Kind
	actor       int32
	voice       voice
	speaker     credence.Speaker
	first, last int // tokens
	authority   bool
	hedged      bool
	sofar       bool
	other       bool
	hunted      int32 // whom a raid was made upon, see hunted
	link        string
	score       float64
	sent        int
	frame       int
	verb, tail  int // tokens of the verb and behind the clause
	asked       int // options among which to choose the actor, up to askedEnd; none if that is 0
	askedEnd    int
	bySubject   bool // the voice is that of the subject of the clause
	listed      bool
	example     bool // an example of a general statement
	replaced    bool // by its examples, or too unlikely in its sentence
	mark        int  // token of the example
}

// unfit reports whether an option cannot be whom a statement of the kind is
// about: who judges a claim or looks into a tie does not speak of himself.
func (s *scratch) unfit(kind credence.Kind, o *option) bool {
	switch kind {
	case credence.KindLink, credence.KindNoLink, credence.KindInspired, credence.KindDoubt, credence.KindEndorse:
		judge := o.roles&(roleSpeaker|roleVoice) != 0 || o.entity >= 0 && s.authorityName(o.entity)
		return judge && o.roles&(roleObject|roleAgent|rolePrep|roleOwner|roleClaimant|roleAccused) == 0
	case credence.KindClaim, credence.KindDenial, credence.KindRetraction:
		const before = roleEarlier | roleClaimant | roleLast | roleFocus | roleAccused
		return o.entity != noEntity && o.roles&^before == 0 && s.newcomer(&s.frames[o.frame])
	}
	return false
}

// newcomer reports whether the one who speaks for himself in the clause of f
// is a group brought in there, so none of those named before: "A Kurdish group
// said it had done it".
func (s *scratch) newcomer(f *frame) bool {
	ci := f.subj
	if ci >= 0 && s.chunks[ci].grams&gPronoun != 0 && f.gov >= 0 {
		ci = s.frames[f.gov].subj
	}
	if ci < 0 {
		return false
	}
	c := &s.chunks[ci]
	return c.name < 0 && c.cues&cGroup != 0 && c.cues&(cSpokes|cAuthority) == 0 && (s.indefinite(c) || s.text.Role(int(c.first)) == "another")
}

// ruleFor gives the rule that made the same of the frame, nil if only the
// model did.
func (s *scratch) ruleFor(kind credence.Kind, e int32, k *frameSketch) *rule {
	for _, m := range s.made {
		if r := &s.x.rules[m.rule]; r.kind == kind && m.entity == e {
			return r
		}
	}
	return s.ruleOf(kind, k)
}

// ruleOf gives a rule that made a statement of the kind of the frame, for
// whomever, or nil.
func (s *scratch) ruleOf(kind credence.Kind, k *frameSketch) *rule {
	for _, ri := range k.fired {
		if r := &s.x.rules[ri]; r.kind == kind {
			return r
		}
	}
	return nil
}

// candidateOf fills in who says so of entity e, where and with what reserve.
func (s *scratch) candidateOf(kind credence.Kind, r *rule, e int32, fi, sent int) candidate {
	c := s.candidateFrom(kind, r, fi, sent)
	s.ascribe(&c, e)
	return c
}

// candidateFrom fills in what does not depend on the entity.
func (s *scratch) candidateFrom(kind credence.Kind, r *rule, fi, sent int) candidate {
	f := &s.frames[fi]
	c := candidate{rule: r, kind: kind, voice: s.speakerOf(r, f), sent: sent, frame: fi, score: 0.8}
	c.first, c.last = s.extent(f)
	if c.voice.class == voiceNone {
		c.voice = s.subjectVoice(kind, f)
		c.bySubject = true
	}
	c.hedged = s.has(c.first, c.last, cHedge)
	c.sofar = s.has(c.first, c.last, cSofar)
	c.other = s.elsewhereIn(kind, f, c.first, c.last)
	c.hunted = s.hunted(kind, f)
	if r != nil {
		c.link = r.link
		c.hedged = c.hedged || r.hedged
	}
	if kind == credence.KindLink && c.link == "" {
		c.link = s.linkType(c.first, c.last)
	}
	return c
}

// ascribe makes a candidate one about entity e.
func (s *scratch) ascribe(c *candidate, e int32) {
	c.actor = e
	v := &c.voice
	if c.bySubject && judges(c.kind) && v.ent >= 0 && v.ent == e && v.text == "" {
		*v = voice{ent: noEntity, person: noEntity}
	}
	if v.text == "" && v.ent >= 0 && v.ent != e {
		v.text = s.entities[v.ent].name // a group speaks of another
	}
	if c.kind == credence.KindClaim && v.text == "" {
		if o, ok := s.outlet(e, c.first, min(c.last+8, s.limit)); ok {
			*v = o
		}
	}
	*v = s.teller(c.kind, &s.frames[c.frame], *v, e)
	c.authority = v.class == voiceAuthority || v.class == voiceState
	c.speaker = s.speaker(*v)
}

// linkType reads the type of a link from the words of the clause.
func (s *scratch) linkType(first, last int) string {
	for _, t := range []struct {
		class, name string
	}{{"linkdirected", "directed"}, {"linktraining", "training"}, {"linksupport", "support"}, {"linkcontact", "contact"}} {
		if s.has(first, last, cueOf(t.class)) {
			return t.name
		}
	}
	return "unspecified"
}

// speakerOf gives who makes the statement: the subject of a clause that is
// itself an act of speech, else who reports the clause.
func (s *scratch) speakerOf(r *rule, f *frame) voice {
	if r != nil {
		return s.voiceFor(r, f)
	}
	return s.voiceFor(&rule{}, f)
}

// judges reports whether a statement of the kind is about somebody other than
// the one who makes it.
func judges(kind credence.Kind) bool {
	switch kind {
	case credence.KindAccusation, credence.KindDoubt, credence.KindEndorse, credence.KindOtherMotive, credence.KindNoLink:
		return true
	}
	return false
}

// subjectVoice gives the subject of f as the one who makes a statement of the
// kind, where no speech verb names anybody: "the army blamed X".
func (s *scratch) subjectVoice(kind credence.Kind, f *frame) voice {
	none := voice{ent: noEntity, person: noEntity}
	if f.subj < 0 || f.passive {
		return none
	}
	v := s.voiceAt(f.subj, f)
	c := &s.chunks[f.subj]
	switch {
	case v.class == voiceState && c.name >= 0:
		return v
	case judges(kind):
		if v.class == voiceNobody || v.class == voiceAttacker || c.name < 0 && c.cues&(cAuthority|cExpert|cSpokes|cGroup) == 0 && c.grams&gPronoun == 0 {
			return none
		}
		return v
	case kind == credence.KindClaim || kind == credence.KindDenial || kind == credence.KindRetraction:
		if c.name < 0 && c.cues&(cSpokes|cVoice|cAttacker|cAuthority) != 0 && c.cues&cGroup == 0 {
			return v
		}
	}
	return none
}

// outlet gives the outlet of the actor through which a claim was made: "in a
// statement on its Amaq agency".
func (s *scratch) outlet(e int32, first, last int) (voice, bool) {
	for j := first; j < last; j++ {
		if n := s.tags[j].name; n >= 0 && s.names[n].channel && s.names[n].entity == e {
			k := &s.names[n]
			return voice{class: voiceSelf, ent: e, person: noEntity, chunk: -1, first: k.first, last: k.last, text: s.text.Slice(int(k.first), int(k.last))}, true
		}
	}
	return voice{}, false
}

// extent gives the tokens of the clause of f, with who says so.
func (s *scratch) extent(f *frame) (first, last int) {
	first, last = int(s.chunks[f.verb].first), s.tailEnd(f)
	if f.subj >= 0 && f.subj < f.verb && s.near(f.subj, f.verb) {
		first = int(s.chunks[f.subj].first)
	}
	if f.gov >= 0 {
		g := &s.frames[f.gov]
		if g.after {
			last = max(last, min(s.tailEnd(g), int(s.chunks[g.verb].last)+12))
			if g.subj > g.verb {
				last = max(last, int(s.chunks[g.subj].last))
			}
		} else if g.subj >= 0 && s.chunks[g.subj].first < int32(first) && s.near(g.subj, f.verb) {
			first = int(s.chunks[g.subj].first)
		}
	}
	if f.lead {
		first = min(first, s.leadStart(f))
	}
	for last > first+1 && s.text.Tokens[last-1].Flags&(lang.Punct) != 0 && s.text.Tokens[last-1].Flags&lang.EndQuote == 0 {
		last--
	}
	return first, last
}

// leadStart gives the token where "there is no evidence that" before the
// clause of f begins.
func (s *scratch) leadStart(f *frame) int {
	for i := len(s.frames) - 1; i >= 0; i-- {
		p := &s.frames[i]
		if p.verb < f.subj && p.subj >= 0 && p.subj < p.verb && s.near(p.subj, f.verb) {
			return int(s.chunks[p.subj].first)
		}
	}
	return int(s.chunks[f.subj].first)
}

// near reports whether no semicolon and not too many words part two chunks.
func (s *scratch) near(a, b int) bool {
	return s.chunks[b].first-s.chunks[a].first < 40 && !s.stopBetween(a, b)
}

// even is how likely a statement must be that the model found and no rule: more
// likely than not, since what is said wrongly of somebody does more harm than
// what is left out.
const even = 0.5

// write chooses among the candidates and renders them in the order of the
// text.
func (s *scratch) write() []credence.Statement {
	if len(s.found) > 0 {
		at := s.violence()
		s.choose(at)
		s.found = slices.DeleteFunc(s.found, func(c candidate) bool {
			return c.rule == nil && c.score < even || c.hunted != noEntity && c.hunted != c.actor || !s.speaksOfViolence(&c, at)
		})
	}
	slices.SortStableFunc(s.found, func(a, b candidate) int { return cmp.Compare(a.first, b.first) })
	out := make([]credence.Statement, 0, len(s.found))
	for i := range s.found {
		out = append(out, s.render(&s.found[i]))
	}
	return out
}

func (s *scratch) render(c *candidate) credence.Statement {
	st := credence.Statement{
		Kind: c.kind, Speaker: c.speaker, Span: s.text.Span(c.first, c.last), ByAuthority: c.authority && c.kind == credence.KindAccusation,
		Link: c.link, Other: c.other, Hedged: c.hedged, SoFar: c.sofar, Confidence: c.score, Rule: "model",
	}
	if c.rule != nil {
		st.Rule = c.rule.name
	}
	st.Text = st.Of(s.text.Raw)
	if c.actor >= 0 {
		e := &s.entities[c.actor]
		st.Actor = unmarked(e.name)
		if e.actor != nil {
			st.ActorID = e.actor.ID
		}
	}
	st.ID = statementID(&st)
	return st
}

// choose drops candidates that say the same as a surer one, and all of them if
// they are doubtful beside the words of violence, given by their tokens.
func (s *scratch) choose(violence []int) {
	slices.SortStableFunc(s.found, func(a, b candidate) int { return cmp.Compare(b.score, a.score) })
	kept := s.found[:0]
	for i := range s.found {
		c := s.found[i]
		ok := !c.replaced
		for j := range kept {
			if excludes(&kept[j], &c) {
				ok = false
				break
			}
		}
		if ok {
			kept = append(kept, c)
		}
	}
	s.found = kept
	if s.x.model != nil && s.doubtful(violence) {
		s.found = kept[:0]
	}
}

// doubtful reports whether all the statements found may well be none: texts
// that use the same words for something else have one or two weak ones.
func (s *scratch) doubtful(violence []int) bool {
	const (
		least  = 0.85 // probability that at least one is right
		told   = 0.7  // the same where an attack is told of and a group named
		agreed = 0.1  // less, where an attack is told of and a rule agrees
		ruled  = 0.86 // of one that a rule found as well
	)
	if s.ofNobody(violence) {
		return true
	}
	none, fired := 1.0, false
	for i := range s.found {
		c := &s.found[i]
		fired = fired || c.rule != nil
		if r := c.rule; r != nil && (c.score >= ruled || r.plain && (s.acts > 0 || c.beside(violence))) {
			return false
		}
		none *= 1 - c.score
	}
	bound := least
	if s.hasGroup && s.acts > 0 {
		bound = told
	}
	if fired && s.acts > 0 {
		bound -= agreed
	}
	return 1-none < bound
}

// beside reports whether one of the tokens stands outside the words of a
// candidate.
func (c *candidate) beside(tokens []int) bool {
	return slices.ContainsFunc(tokens, func(i int) bool { return i < c.first || i >= c.last })
}

// ofNobody reports whether a text that names no group yields no more than a
// line or two about nobody: a fire without arson, a columnist who takes back
// her words.
func (s *scratch) ofNobody(violence []int) bool {
	const (
		few  = 2
		sure = 0.98 // of a line that needs no group to be believed
		told = 0.94 // of one beside an attack that is told of
		fits = 0.8  // the same where a rule agrees
	)
	if s.hasGroup || len(s.found) > few {
		return false
	}
	for i := range s.found {
		c := &s.found[i]
		beside := s.acts > 0 && c.beside(violence)
		if c.score >= sure || beside && (c.score >= told || c.score >= fits && c.rule != nil) {
			return false
		}
		switch c.kind {
		case credence.KindRetraction, credence.KindNoLink, credence.KindOtherMotive:
			if c.actor >= 0 || c.rule != nil && c.rule.plain {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// excludes reports whether the surer candidate d rules out c: the same kind
// for the same actor, or for another one that is not listed with it, in the
// same words.
func excludes(d, c *candidate) bool {
	if d.kind != c.kind || d.sent != c.sent || d.first >= c.last || c.first >= d.last {
		return false
	}
	if d.actor == c.actor {
		return !d.example || !c.example || d.mark == c.mark
	}
	if d.actor < 0 || c.actor < 0 {
		return true
	}
	if d.verb == d.tail {
		return false // made by rules alone
	}
	if d.frame == c.frame {
		return !(d.listed && c.listed)
	}
	return d.verb < c.tail && c.verb < d.tail
}
