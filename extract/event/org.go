package event

import (
	"github.com/credence-project/credence/lang"
	"github.com/credence-project/credence/lexicon"
)

// bodyMention is a place where the text names an organisation: an actor of the
// register, or a phrase or part of one that ends in a word for a body.
type bodyMention struct {
	first, last int32
	phrase      int32            // the phrase that holds it
	actor       *lexicon.Actor   // the first of those that bear the name
	actors      []*lexicon.Actor // all of them
	key         uint32           // the same for mentions of the same body
	head        bool             // it is the head of its phrase, not a modifier in it
	form        lexicon.FormKind
	probs       [6]float32
	cues        uint32     // of its sentence, see footing
	stance      [5]float32 // probability of each footing
	asked       bool       // stance is known
}

// knownName is the name of an actor of the register in tokens first..last-1.
type knownName struct {
	first, last int
	match       lexicon.ActorMatch
}

// markActors finds the names of known actors and keeps each together: no word
// of it is taken for a verb or a preposition.
func (r *reading) markActors() {
	r.known = r.known[:0]
	for i := 0; i < len(r.units); {
		u := &r.units[i]
		if u.hash == 0 || u.cat != catNominal && u.cat != catNumber && u.cat != catTime {
			i++
			continue
		}
		if r.startsNone(i, r.nameless.actors) {
			i++
			continue
		}
		m, ok := r.actors.Longest(r.wordAt, i)
		if !ok || m.Common || m.Kind == lexicon.FormChannel {
			i++
			continue
		}
		for j := i; j < i+m.Tokens; j++ {
			if v := &r.units[j]; v.hash != 0 || v.cat == catPoss {
				v.cat, v.actor = catNominal, true
			}
		}
		r.known = append(r.known, knownName{i, i + m.Tokens, m})
		i += m.Tokens
	}
}

// startsNone reports whether token i is one of the words, in its usual spelling.
func (r *reading) startsNone(i int, words lang.WordSet) bool {
	t := &r.text.Tokens[i]
	return words.Has(t.Word) && !t.Has(lang.Accent)
}

// bodies finds the organisations that the text names.
func (r *reading) bodies() {
	r.orgs = r.orgs[:0]
	next := 0
	for i := 0; i < len(r.units); {
		if next < len(r.known) && r.known[next].first == i {
			k := &r.known[next]
			next++
			if r.units[i].phrase >= 0 {
				r.addBody(i, k.last, k.match.Actors, k.match.Kind)
			}
			i = k.last
			continue
		}
		if u := &r.units[i]; u.phrase >= 0 && u.bits&isOrgHead != 0 && u.cat == catNominal {
			r.addHeaded(i)
		}
		i++
	}
}

// addBody notes an actor of the register at tokens first..last-1.
func (r *reading) addBody(first, last int, actors []*lexicon.Actor, form lexicon.FormKind) {
	k := r.units[first].phrase
	p := &r.phrases[k]
	r.orgs = append(r.orgs, bodyMention{first: int32(first), last: int32(last), phrase: k, actor: actors[0], actors: actors,
		key: hashForm(actors[0].ID), head: int32(last) > p.head, form: form})
	p.actor = int32(len(r.orgs))
}

// addHeaded notes a phrase, or the part of it, that ends in a word for a body.
func (r *reading) addHeaded(i int) {
	k := r.units[i].phrase
	p := &r.phrases[k]
	first := p.first
	for first < int32(i) && (r.units[first].cat == catDet || r.units[first].cat == catNumber) {
		first++
	}
	if n := len(r.orgs); n > 0 && r.orgs[n-1].last > first {
		if r.orgs[n-1].actor != nil || r.orgs[n-1].phrase != k {
			return
		}
		if int32(i) == r.orgs[n-1].last {
			r.orgs = r.orgs[:n-1]
		}
	}
	key := uint32(7)
	for j := first; j <= int32(i); j++ {
		key = mix(key, r.units[j].lemmaOr())
	}
	r.orgs = append(r.orgs, bodyMention{first: first, last: int32(i) + 1, phrase: k, key: key, head: int32(i) == p.head})
}

// lemmaOr is the hash of the base form, or of the word itself.
func (u *unit) lemmaOr() uint32 {
	if u.lexeme != &noLexeme {
		return u.lemma
	}
	return u.hash
}

// bodyFeatures describes a mention of an organisation.
func (r *reading) bodyFeatures(f *featureSet, o *bodyMention) {
	r.roleFeatures(f, int(o.phrase))
	r.heatFeatures(f, &r.phrases[o.phrase])
	kind := uint32(1)
	if o.actor != nil {
		kind = hashForm(string(o.actor.Kind))
		f.add(201, hashForm(o.actor.ID))
	}
	pos := uint32(o.form)
	if o.head {
		pos |= 8
	}
	base := len(f.list)
	f.add2(200, kind, pos)
	last := &r.units[o.last-1]
	f.add2(202, last.lemmaOr(), pos)
	if int(o.last) < len(r.units) {
		f.add2(203, kind, r.units[o.last].lemmaOr())
	}
	n := uint32(0)
	for i := range r.orgs {
		if r.orgs[i].key == o.key {
			n++
		}
	}
	f.add2(204, bucket(int(n)), kind)
	// The pairing of kind with all that is known of the phrase.
	for _, h := range f.list[:min(base, 40)] {
		f.add2(208, h, kind)
	}
}

// stanceFeatures describes a mention of an organisation for the question on
// what footing the text ties it to an act: claims, suspicion, who speaks.
func (r *reading) stanceFeatures(f *featureSet, o *bodyMention) {
	f.reset()
	f.add(210, 0)
	kind := uint32(1)
	if o.actor != nil {
		kind = hashForm(string(o.actor.Kind))
	}
	f.add(211, kind)
	p := &r.phrases[o.phrase]
	lp, le := r.verbKey(p.left)
	rp, re := r.verbKey(p.right)
	prep := uint32(0)
	if p.prep >= 0 {
		prep = r.units[p.prep].hash
	}
	f.add2(212, lp, prep)
	f.add2(213, rp, uint32(min(p.gapR, 2)))
	f.add2(214, le, re)
	s := &r.text.Sentences[p.sent]
	for i := s.First; i < s.Last; i++ {
		u := &r.units[i]
		if u.hash == 0 || u.name {
			continue
		}
		side := uint32(0)
		if i >= o.last {
			side = 1
		}
		switch {
		case u.bits&(isEventVerb|isEventNoun|isTalk) != 0, u.cat == catAdv, u.cat == catVerb, u.cat == catGerund, u.cat == catPrep && u.bits&isTime == 0:
			f.add(215, u.lemmaOr())
			f.add2(216, u.lemmaOr(), side)
			if d := max(i-o.last, o.first-i); d < 6 {
				f.add2(217, u.lemmaOr(), side)
			}
		case u.bits&(isPerson|isOrgHead|isPerp) != 0:
			f.add2(218, u.lemmaOr(), side)
		}
		if u.event == r.lex.claim || u.event == r.lex.accuse {
			f.add2(219, uint32(u.event), side)
		}
	}
	for d := int32(1); d <= 3; d++ {
		if o.first-d >= 0 {
			f.add2(220, r.units[o.first-d].lemmaOr(), uint32(d))
		}
	}
	f.add(221, r.claims)
	r.footingFeatures(f, o, kind)
}

// footingFeatures are whether the sentence claims, accuses, doubts and leans
// on an authority, what the organisation is to that, and whether the text does
// so of the same organisation elsewhere.
func (r *reading) footingFeatures(f *featureSet, o *bodyMention, kind uint32) {
	p := &r.phrases[o.phrase]
	here := o.cues
	f.add(222, here)
	f.add2(223, here&0xff, kind)
	near := uint32(0)
	for d := int32(1); d <= 4; d++ {
		for side, i := range [2]int32{o.first - d, o.last - 1 + d} {
			if i >= 0 && int(i) < len(r.units) && r.units[i].bits&isHedge != 0 {
				near |= 1 << side
			}
		}
	}
	f.add2(224, near, here)
	all, times := uint32(0), 0
	for i := range r.orgs {
		if q := &r.orgs[i]; q.key == o.key && q.first >= int32(r.body) {
			all |= q.cues
			times++
		}
	}
	f.add(225, all)
	f.add2(226, all, here)
	f.add2(227, bucket(times), all)
	f.add2(228, all&0xff, kind)
	_, le := r.verbKey(p.left)
	prep := uint32(0)
	if p.prep >= 0 {
		prep = r.units[p.prep].hash
	}
	f.add2(229, mix(le, prep), here)
}

// footings sums up the sentences of all organisations.
func (r *reading) footings() {
	for i := range r.orgs {
		o := &r.orgs[i]
		o.cues = r.footing(r.phrases[o.phrase].sent, o)
	}
}

// footing sums up a sentence in bits, from the view of an organisation in it.
func (r *reading) footing(sent int32, o *bodyMention) uint32 {
	v := uint32(0)
	s := &r.text.Sentences[sent]
	for i := s.First; i < s.Last; i++ {
		u := &r.units[i]
		behind := i >= o.last
		switch {
		case u.event != 0 && u.event == r.lex.claim && behind:
			v |= 1
		case u.event != 0 && u.event == r.lex.claim:
			v |= 2
		case u.event != 0 && u.event == r.lex.accuse && behind:
			v |= 4
		case u.event != 0 && u.event == r.lex.accuse:
			v |= 8
		}
		if u.bits&isHedge != 0 {
			v |= 16
		}
		if u.bits&isAuthority != 0 && (i < o.first || behind) {
			v |= 32
		}
	}
	if r.sents[sent].heat > 0.4 {
		v |= 64
	}
	return v
}

var stanceNames = []string{"reported_as_fact", "suspected_or_accused", "suspected_or_accused_by_authorities", "claimed_or_admitted", "possible"}

// stance asks every mention of an organisation, those in the cluster most, and
// adds the answers up.
func (r *reading) stance(m *linear, key uint32, c *cluster) string {
	var sums [8]float32
	for i := range r.orgs {
		o := &r.orgs[i]
		if o.key != key || o.first < int32(r.body) {
			continue
		}
		w := 1 - o.probs[0] + 0.02
		if !r.owns(c, r.phrases[o.phrase].sent) {
			w *= 0.4
		}
		if !o.asked {
			r.stanceFeatures(&r.set, o)
			r.probs = m.probabilities(r.set.list, r.probs)
			o.asked = copy(o.stance[:], r.probs) > 0
		}
		for j, p := range o.stance {
			sums[j] += p * w
		}
	}
	return m.classes[argmax(sums[:len(m.classes)])]
}

var bodyNames = append([]string{"none"}, stanceNames...)

// matchBody reports whether o is a wording of the organisation filler.
func (r *reading) matchBody(o *bodyMention, f *goldFiller) bool {
	if f.role != roleOrganization {
		return false
	}
	for i := range f.wordings {
		w := &f.wordings[i]
		if len(w.words) == 0 {
			continue
		}
		if w.actor != nil && w.actor == o.actor {
			return true
		}
		if w.actor != nil && o.actor != nil {
			continue
		}
		// every word of one stands in the other, and the heads agree
		if r.units[o.last-1].hash != w.words[w.head] {
			continue
		}
		all := true
		for j := o.first; j < o.last; j++ {
			if !contains(w.words, r.units[j].hash) {
				all = false
			}
		}
		rev := true
		for _, h := range w.words[:w.head] {
			found := false
			for j := o.first; j < o.last; j++ {
				found = found || r.units[j].hash == h
			}
			rev = rev && found
		}
		if all || rev {
			return true
		}
	}
	return false
}
