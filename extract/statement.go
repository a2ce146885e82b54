package extract

import (
	"fmt"
	"sort"
	"strings"

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
	link        string
	score       float64
	sent        int
	frame       int
	verb, tail  int // tokens of the verb and behind the clause
	listed      bool
	example     bool // an example of a general statement
	replaced    bool // by its examples
	mark        int  // token of the example
}

// statements reads the tagged text sentence by sentence.
func (s *scratch) statements() []credence.Statement {
	s.found = s.found[:0]
	s.resetFocus()
	for i := range s.text.Sentences {
		sent := &s.text.Sentences[i]
		s.limit = int(sent.Last)
		if sent.Form == lang.Dateline || s.question(sent) {
			continue
		}
		s.chunkSentence(int(sent.First), int(sent.Last))
		s.buildFrames()
		s.readSentence(i)
	}
	return s.write()
}

// question reports whether a sentence asks and so states nothing.
func (s *scratch) question(sent *lang.Sentence) bool {
	for j := int(sent.Last) - 1; j >= int(sent.First) && j >= int(sent.Last)-2; j-- {
		if s.text.Word(j) == "?" {
			return s.text.Tokens[j].Flags&lang.InQuote == 0 || s.quotedThroughout(int(sent.First), int(sent.Last))
		}
	}
	return false
}

// firing is a rule that made something of a frame for an entity.
type firing struct {
	rule   int
	entity int32
}

// readSentence applies rules and model to the frames of the sentence.
func (s *scratch) readSentence(i int) {
	sent := &s.text.Sentences[i]
	s.learnPeople()
	asks, before := s.question(sent), len(s.found)
	for fi := range s.frames {
		s.made = s.made[:0]
		s.feats.list = s.feats.list[:0]
		s.options = s.optionsOf(fi, s.options[:0])
		var k frameSketch
		if len(s.options) > 0 {
			k = s.sketch(fi, &s.feats)
		}
		f := &s.frames[fi]
		for ri := range s.x.rules {
			r := &s.x.rules[ri]
			if asks || !s.matches(r, f) {
				continue
			}
			if s.apply(ri, fi, i) {
				k.fired = append(k.fired, ri)
				if !r.goes {
					break
				}
			}
		}
		s.decide(fi, i, &k)
		s.attend(f)
	}
	s.exemplify(before)
	s.focusOnNames(int(sent.First), int(sent.Last))
	s.lastSpeaker(sent)
}

// decide lets the model judge the options of frame fi. Without a model what
// the rules made stands.
func (s *scratch) decide(fi, sent int, k *frameSketch) {
	if s.x.model == nil && s.collect == nil {
		for _, m := range s.made {
			r := &s.x.rules[m.rule]
			s.found = append(s.found, s.candidateOf(r.kind, r, m.entity, fi, sent))
		}
		return
	}
	if len(s.options) == 0 {
		return
	}
	s.relationFeatures(fi, k, &s.feats)
	if s.collect != nil {
		s.collect(s.example(fi, k))
		return
	}
	var p [kindCount]float32
	if !s.x.model.kinds(s.feats.list, &p) {
		return
	}
	for n, kind := range credence.Kinds {
		least := s.x.model.cut
		if r := s.ruleOf(kind, k); r != nil && r.sure {
			least /= 20
		} else if r != nil {
			least /= 2
		}
		if p[n] >= least {
			s.choosers(kind, float64(p[n]), fi, sent, k)
		}
	}
}

// choosers makes the candidates of one kind for frame fi: for the entity the
// model ranks first, and those listed with it.
func (s *scratch) choosers(kind credence.Kind, p float64, fi, sent int, k *frameSketch) {
	best, top := -1, float32(0)
	for i := range s.options {
		s.feats.list = s.feats.list[:0]
		s.entityFeatures(&s.options[i], k, &s.feats)
		if r := s.x.model.rank(s.feats.list, classOf(kind)); best < 0 || r > top {
			best, top = i, r
		}
	}
	f := &s.frames[fi]
	for i := range s.options {
		o := &s.options[i]
		if i != best && !(o.listed && s.options[best].listed && o.roles&s.options[best].roles&(roleSubject|roleObject|roleAgent|rolePrep) != 0) {
			continue
		}
		c := s.candidateOf(kind, s.ruleFor(kind, o.entity, k), o.entity, fi, sent)
		c.score, c.listed = p, o.listed
		c.verb, c.tail = int(s.chunks[f.verb].first), s.tailEnd(f)
		s.found = append(s.found, c)
	}
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

// candidateOf fills in who says so, where and with what reserve.
func (s *scratch) candidateOf(kind credence.Kind, r *rule, e int32, fi, sent int) candidate {
	f := &s.frames[fi]
	v := s.speakerOf(kind, r, e, f)
	first, last := s.extent(f)
	c := candidate{rule: r, kind: kind, actor: e, voice: v, first: first, last: last, sent: sent, frame: fi, score: 0.8}
	c.authority = v.class == voiceAuthority || v.class == voiceState
	c.speaker = s.speaker(v)
	c.hedged = s.has(first, last, cHedge)
	c.sofar = s.has(first, last, cSofar)
	c.other = s.elsewhereIn(kind, f, first, last)
	if r != nil {
		c.link = r.link
		c.hedged = c.hedged || r.hedged
	}
	if kind == credence.KindLink && c.link == "" {
		c.link = s.linkType(first, last)
	}
	return c
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
func (s *scratch) speakerOf(kind credence.Kind, r *rule, e int32, f *frame) voice {
	if r != nil {
		return s.voiceFor(r, f)
	}
	v := s.voiceFor(&rule{}, f)
	if v.class == voiceNone && f.speech && f.subj >= 0 {
		return s.voiceAt(f.subj, f)
	}
	return v
}

// apply notes what a rule that matches frame fi makes of it. It reports
// whether that is anything.
func (s *scratch) apply(ri, fi, sent int) bool {
	r, f := &s.x.rules[ri], &s.frames[fi]
	var actors [8]int32
	n := s.actors(r, f, actors[:])
	if n == 0 && !r.optional && r.actor != "none" {
		return false
	}
	if n == 0 {
		actors[0], n = noEntity, 1
	}
	if r.gov != nil && !contains(r.gov, s.relation(actors[0], s.voiceFor(r, f), f)) {
		return false
	}
	for _, a := range actors[:n] {
		s.made = append(s.made, firing{ri, a})
		s.note(r, a)
	}
	return true
}

func contains(list []string, x string) bool {
	for _, y := range list {
		if x == y {
			return true
		}
	}
	return false
}

// note remembers who has claimed and who was accused.
func (s *scratch) note(r *rule, a int32) {
	if a < 0 {
		return
	}
	s.entities[a].claimed = true
	switch r.kind {
	case credence.KindClaim, credence.KindDoubt, credence.KindEndorse, credence.KindRetraction:
		kept := s.focus.claims[:0]
		for _, e := range s.focus.claims {
			if e != a {
				kept = append(kept, e)
			}
		}
		s.focus.claims = append(kept, a)
	case credence.KindAccusation, credence.KindLink:
		s.focus.accused = append(s.focus.accused, a)
	}
	if s.entities[a].kind != entityPerson {
		s.focus.group = a
	}
}

// actors fills in who is responsible according to the rule and gives their
// number.
func (s *scratch) actors(r *rule, f *frame, to []int32) int {
	n := 0
	add := func(e int32) {
		if e == noEntity || n == len(to) {
			return
		}
		for _, old := range to[:n] {
			if old == e {
				return
			}
		}
		to[n] = e
		n++
	}
	list := func(ci int) {
		for _, e := range s.listed(ci, f) {
			add(e)
		}
	}
	switch r.actor {
	case "subj":
		if f.also >= 0 {
			add(s.actorOf(f.also, f))
		}
		if f.subj >= 0 {
			if j := s.apposition(f.subj); j >= 0 && j < f.verb {
				list(j)
			}
			add(s.actorOf(f.subj, f))
		}
	case "obj":
		list(f.obj)
	case "by":
		list(f.by)
	case "tail":
		for j := f.verb + 1; j < f.end && n == 0; j++ {
			if s.chunks[j].kind == chunkNoun && j != f.subj {
				list(j)
			}
		}
	case "speaker":
		if v := s.voiceFor(r, f); v.ent >= 0 && (v.class != voiceState || s.wasAccused(v.ent) || s.has(int(s.chunks[f.verb].first), s.tailEnd(f), cAttack)) {
			add(v.ent)
		}
	case "owner":
		for _, ci := range []int{f.obj, f.subj} {
			if ci >= 0 && n == 0 {
				add(s.attached(ci, nil))
			}
		}
	case "claim":
		for _, e := range s.claimed(f) {
			add(e)
		}
	case "group":
		add(s.focus.group)
	case "accused":
		if k := len(s.focus.accused); k > 0 {
			add(s.focus.accused[k-1])
		}
	case "none":
	default:
		if prep := r.actor; len(prep) > 5 && prep[:5] == "prep:" {
			if ci := s.prepNoun(f, prep[5:]); ci >= 0 {
				list(ci)
			}
		}
	}
	return n
}

// claimed gives those whose claim frame f speaks of: the one named beside the
// word "claim", a claimant named in the clause, all for "neither" and "both",
// otherwise the last one to claim.
func (s *scratch) claimed(f *frame) []int32 {
	claims := s.focus.claims
	near := []int{f.obj, f.subj}
	for j := f.verb + 1; j < f.end && j < len(s.chunks); j++ {
		near = append(near, j)
	}
	for _, ci := range near {
		if ci < 0 || s.chunks[ci].kind != chunkNoun || s.chunks[ci].cues&(cClaimNoun|cClaimOnly) == 0 {
			continue
		}
		if e := s.claimOf(ci, f); e != noEntity {
			return []int32{e}
		}
	}
	first, last := s.extent(f)
	for j := first; j < last; j++ {
		switch s.text.Normal(j) {
		case "neither", "both", "none", "them", "all":
			if len(claims) > 1 {
				return claims
			}
		}
		if n := s.tags[j].name; n >= 0 {
			for _, e := range claims {
				if e == s.names[n].entity {
					return []int32{e}
				}
			}
		}
	}
	if k := len(claims); k > 0 {
		return claims[k-1:]
	}
	if g := s.focus.group; g >= 0 && s.entities[g].kind == entityGroup {
		return []int32{g}
	}
	return nil
}

// claimOf gives the group whose claim the phrase is: "the Front's claim", "a
// claim by the Front".
func (s *scratch) claimOf(ci int, f *frame) int32 {
	e := s.ownerEntity(&s.chunks[ci], f)
	if e == noEntity && ci+2 < len(s.chunks) && s.chunks[ci+1].kind == chunkPrep {
		switch s.text.Normal(int(s.chunks[ci+1].last) - 1) {
		case "by", "of", "from":
			e = s.actorAt(ci+2, f, 1)
		}
	}
	if e != noEntity && (s.entities[e].kind == entityState || s.entities[e].kind == entityPerson) {
		return noEntity
	}
	return e
}

// prepNoun gives the noun phrase behind one of the prepositions, apart by
// slashes, in the tail of f.
func (s *scratch) prepNoun(f *frame, preps string) int {
	for j := f.verb + 1; j+1 < len(s.chunks) && j < f.end; j++ {
		if s.chunks[j].kind != chunkPrep {
			continue
		}
		w := s.text.Normal(int(s.chunks[j].last) - 1)
		for p := range strings.SplitSeq(preps, "/") {
			if p != w {
				continue
			}
			k := j + 1
			for k < len(s.chunks) && (s.chunks[k].kind == chunkQuote || s.chunks[k].kind == chunkTime) {
				k++
			}
			if k < len(s.chunks) && s.chunks[k].kind == chunkNoun && s.actorLike(k, f) {
				return k
			}
		}
	}
	return -1
}

// listed gives the actors of a list that begins with chunk ci: "A, B and C".
func (s *scratch) listed(ci int, f *frame) []int32 {
	var out []int32
	if ci < 0 {
		return out
	}
	if e := s.accusable(ci, f); e != noEntity {
		out = append(out, e)
	}
	for j := ci + 1; j+1 < len(s.chunks) && len(out) < 6; j++ {
		k := s.chunks[j].kind
		if k == chunkConj && s.text.Normal(int(s.chunks[j].first)) == "and" || k == chunkComma && !s.chunks[j].paren {
			if s.chunks[j+1].kind == chunkConj {
				j++
			}
			if j+1 < len(s.chunks) && s.chunks[j+1].kind == chunkNoun && (j+2 >= len(s.chunks) || s.chunks[j+2].kind != chunkVerb) {
				if s.chunks[j+1].name < 0 && k == chunkComma {
					break
				}
				if e := s.accusable(j+1, f); e != noEntity && s.entities[e].kind != entityOutlet {
					out = append(out, e)
					j++
					continue
				}
			}
		}
		break
	}
	return out
}

// accusable is actorOf, but takes a phrase for a group of people that has no
// name as well: "neighbouring troops", "a gang of thieves".
func (s *scratch) accusable(ci int, f *frame) int32 {
	if e := s.actorOf(ci, f); e != noEntity {
		return e
	}
	c := &s.chunks[ci]
	switch s.text.Normal(int(c.first)) {
	case "any", "no", "every", "some", "other", "another", "organised", "organized", "foreign", "terrorist", "terror", "extremist", "militant":
		return noEntity
	}
	if c.kind == chunkNoun && c.name < 0 && !c.neg && c.cues&(cMember|cGroup|cOrgan) != 0 && c.last-c.first > 1 {
		return s.described(c)
	}
	return noEntity
}

// actorLike reports whether a noun phrase may stand for an actor.
func (s *scratch) actorLike(ci int, f *frame) bool {
	c := &s.chunks[ci]
	return c.name >= 0 || c.owner >= 0 || c.cues&(cMember|cGroup|cOrgan) != 0 || c.grams&gPronoun != 0 && c.grams&gRel == 0
}

// relation says how the speaker of f stands to the actor.
func (s *scratch) relation(actor int32, v voice, f *frame) string {
	switch {
	case v.class == voiceNone:
		return "none"
	case v.class == voiceNobody:
		return "nobody"
	case v.ent >= 0 && v.ent == actor:
		return "self"
	case v.class == voiceAnonymous && (v.ent < 0 || actor < 0):
		return "self"
	case v.class == voiceAnonymous:
		return "voice"
	case v.person >= 0 && v.person == actor:
		return "self"
	case v.class == voiceSelf && actor >= 0 && v.ent >= 0 && s.related(v.ent, actor):
		return "self"
	case v.class == voiceAttacker:
		return "attacker"
	}
	return "other"
}

// related reports whether one entity is described as part of the other:
// "Iran's naval guards" and "Iran".
func (s *scratch) related(a, b int32) bool {
	x, y := &s.entities[a], &s.entities[b]
	return within(x.words, y.words) || within(y.words, x.words)
}

// voiceFor gives who says what frame f says.
func (s *scratch) voiceFor(r *rule, f *frame) voice {
	switch r.speaker {
	case "subj":
		if f.subj >= 0 {
			return s.voiceAt(f.subj, f)
		}
	case "by":
		if f.by >= 0 {
			return s.voiceAt(f.by, f)
		}
	default:
		if f.gov >= 0 {
			return s.voiceOf(f.gov)
		}
		if s.focus.quoting && s.quotedThroughout(int(s.chunks[0].first), s.limit) {
			return s.focus.speaker
		}
	}
	return voice{ent: noEntity, person: noEntity}
}

// speakerFor renders the speaker; a group that speaks for itself is none.
func (s *scratch) speakerFor(r *rule, v voice, rel string) credence.Speaker {
	return s.speaker(v)
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

// write chooses among the candidates and renders them in the order of the
// text.
func (s *scratch) write() []credence.Statement {
	s.choose()
	sort.SliceStable(s.found, func(i, j int) bool { return s.found[i].first < s.found[j].first })
	out := []credence.Statement{}
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
		st.Actor = e.name
		if e.actor != nil {
			st.ActorID = e.actor.ID
		}
	}
	st.ID = credence.StatementID(credence.ContentID("s", string(st.Kind), st.Actor, fmt.Sprint(st.Start), fmt.Sprint(st.End), st.Text))
	return st
}

// choose drops candidates that say the same as a surer one.
func (s *scratch) choose() {
	sort.SliceStable(s.found, func(i, j int) bool { return s.found[i].score > s.found[j].score })
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
	if s.x.model != nil && s.doubtful() {
		s.found = kept[:0]
	}
}

// doubtful reports whether all the statements found may well be none: texts
// that use the same words for something else have one or two weak ones.
func (s *scratch) doubtful() bool {
	const least = 0.85 // probability that at least one is right
	none := 1.0
	for i := range s.found {
		none *= 1 - s.found[i].score
	}
	return 1-none < least
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
