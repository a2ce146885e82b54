package extract

import (
	"slices"
	"strings"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/lang"
)

// statements reads the tagged text sentence by sentence.
func (s *scratch) statements() []credence.Statement {
	s.found = s.found[:0]
	s.resetFocus()
	for i := range s.text.Sentences {
		sent := &s.text.Sentences[i]
		if sent.Form == lang.Dateline || s.question(sent) {
			continue
		}
		s.parse(int(sent.First), int(sent.Last))
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

// mostClaimants bounds how many of those who have claimed may be meant by a
// later sentence, so that a text full of claimants takes no longer for each.
const mostClaimants = 16

// mostAccused bounds how many of those who were accused are remembered.
const mostAccused = 64

// firing is a rule that made something of a frame for an entity.
type firing struct {
	rule   int
	entity int32
}

// readSentence applies rules and model to the frames of the sentence.
func (s *scratch) readSentence(i int) {
	sent := &s.text.Sentences[i]
	s.learnPeople()
	s.standBy(int(sent.First), int(sent.Last))
	asks, before := s.question(sent), len(s.found)
	for fi := range s.frames {
		s.made = s.made[:0]
		s.feats.list = s.feats.list[:0]
		s.options = s.optionsOf(fi, s.options[:0])
		f := &s.frames[fi]
		var k frameSketch
		if len(s.options) > 0 {
			k = s.sketch(fi, &s.feats)
		}
		s.behind = s.sumUp(int(s.chunks[f.verb].head)+1, s.tailEnd(f))
		s.aptRules(f)
		for _, ri := range s.apt {
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
	s.pool(before)
	s.settle(before)
	s.exemplify(before)
	s.accuseEachOther(before, i)
	s.ownMistakes(before, i)
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
	const faint = 0.25 // of the cut: too little to count even with other clauses
	supposed := s.supposed(&s.frames[fi])
	for n, kind := range credence.Kinds {
		if supposed && ofOneself(kind) {
			continue
		}
		least := s.x.model.cut * faint
		if r := s.ruleOf(kind, k); r != nil && r.sure {
			least /= 10
		}
		if p[n] >= least {
			s.choosers(kind, float64(p[n]), fi, sent, k)
		}
	}
}

// ofOneself reports whether who makes a statement of the kind speaks of his own
// deeds, or keeps silent of them.
func ofOneself(kind credence.Kind) bool {
	switch kind {
	case credence.KindClaim, credence.KindDenial, credence.KindRetraction, credence.KindNoClaim, credence.KindPledge:
		return true
	}
	return false
}

// pool weighs the candidates of the sentence, from the given one on, kind by
// kind: clauses that each half say so make a statement together.
func (s *scratch) pool(from int) {
	if s.x.model == nil {
		return
	}
	for _, kind := range credence.Kinds {
		s.poolKind(kind, s.found[from:])
	}
}

// poolKind keeps of the candidates of a kind the likeliest clause if the
// sentence holds such a statement at all, and any other that is likely enough
// by itself.
func (s *scratch) poolKind(kind credence.Kind, found []candidate) {
	none, best, most := 1.0, -1, (*rule)(nil)
	for i := range found {
		c := &found[i]
		if c.kind != kind {
			continue
		}
		if best < 0 || c.score > found[best].score {
			best = i
		}
		if i == 0 || found[i-1].kind != kind || found[i-1].frame != c.frame {
			none *= 1 - c.score
		}
		if c.rule != nil && (most == nil || c.rule.sure) {
			most = c.rule
		}
	}
	if best < 0 {
		return
	}
	enough, frame := 1-none >= s.x.model.least(most), found[best].frame
	for i := range found {
		c := &found[i]
		switch {
		case c.kind != kind:
		case !enough:
			c.replaced = true
		case c.frame == frame:
			c.score = 1 - none
		default:
			c.replaced = c.score < s.x.model.least(c.rule)
		}
	}
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
		if n := len(s.focus.claims); n > mostClaimants {
			s.focus.claims = append(kept[:0], s.focus.claims[n-mostClaimants:]...)
		}
	case credence.KindAccusation, credence.KindLink:
		accused := slices.DeleteFunc(s.focus.accused, func(e int32) bool { return e == a })
		s.focus.accused = append(accused[max(0, len(accused)-mostAccused+1):], a)
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
		if e == noEntity || n == len(to) || s.entities[e].outlet {
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
			add(s.accusable(f.also, f))
		}
		if f.subj >= 0 {
			if j := s.apposition(f.subj); j >= 0 && j < f.verb {
				list(j)
			}
			if r.subj != nil && r.subj.special&testPeople != 0 {
				add(s.accusable(f.subj, f))
			} else {
				add(s.actorOf(f.subj, f))
			}
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
		if n == 0 && r.link == "training" {
			add(s.trainedIn(f))
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

// trainedIn gives the state behind "in" in the tail of f.
func (s *scratch) trainedIn(f *frame) int32 {
	for j := f.verb + 1; j < f.end && j < len(s.chunks); j++ {
		c := &s.chunks[j]
		if c.name >= 0 && s.names[c.name].kind == entityState && s.place(j) {
			return s.names[c.name].entity
		}
	}
	return noEntity
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
		switch s.text.Role(j) {
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
		switch s.text.Role(int(s.chunks[ci+1].last) - 1) {
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
		w := s.text.Role(int(s.chunks[j].last) - 1)
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
		if k == chunkConj && s.text.Role(int(s.chunks[j].first)) != "but" || k == chunkComma && !s.chunks[j].paren {
			if s.chunks[j+1].kind == chunkConj {
				j++
			}
			if j+1 < len(s.chunks) && s.chunks[j+1].kind == chunkPrep && (s.x.words.repeats && s.text.Role(int(s.chunks[j+1].first)) == "to" || s.samePrep(ci, j+1)) {
				j++ // "to the group or to Ansaru"
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

// samePrep reports whether the preposition at chunk j is that before the phrase
// at ci.
func (s *scratch) samePrep(ci, j int) bool {
	if ci == 0 || s.chunks[ci-1].kind != chunkPrep {
		return false
	}
	a, b := &s.chunks[ci-1], &s.chunks[j]
	return a.last-a.first == 1 && b.last-b.first == 1 && s.text.Role(int(a.first)) == s.text.Role(int(b.first))
}

// accusable is actorOf, but takes a phrase for a group of people that has no
// name as well: "neighbouring troops", "a gang of thieves".
func (s *scratch) accusable(ci int, f *frame) int32 {
	if e := s.actorOf(ci, f); e != noEntity {
		return e
	}
	c := &s.chunks[ci]
	if s.hinged(int(c.first), hUnnamed) {
		return noEntity
	}
	if c.cues&cGroup != 0 && c.cues&cOrgan == 0 && s.plainGroup(c) {
		return noEntity
	}
	if c.kind == chunkNoun && c.name < 0 && !c.neg && c.cues&(cMember|cGroup|cOrgan) != 0 && (c.last-c.first > 1 || s.kindOfPeople(c)) {
		return s.described(c)
	}
	return noEntity
}

// plainGroup reports whether the phrase says no more than that it is a group:
// "the group", "the same movement".
func (s *scratch) plainGroup(c *chunk) bool {
	for j := c.first; j < c.head; j++ {
		if s.tags[j].grams&(gDet|gPoss) == 0 && s.tags[j].cues&cUnknown == 0 && s.text.Role(int(j)) != "same" {
			return false
		}
	}
	return true
}

// kindOfPeople reports whether a bare plural says what sort of people they are:
// "soldiers", "paramilitaries", but not "gunmen".
func (s *scratch) kindOfPeople(c *chunk) bool {
	return c.cues&cMember != 0 && s.pluralAt(int(c.head)) && !s.hinged(int(c.head), hPlainPeople)
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
