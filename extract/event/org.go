package event

import (
	"github.com/credence-project/credence/lang"
	"github.com/credence-project/credence/lexicon"
)

// bodyMention is a place where the text names an organisation: an actor of the
// register, or a phrase or part of one that ends in a word for a body.
type bodyMention struct {
	first, last int32
	phrase      int32 // the phrase that holds it
	actor       *lexicon.Actor
	key         uint32 // the same for mentions of the same body
	head        bool   // it is the head of its phrase, not a modifier in it
	form        lexicon.FormKind
	probs       [6]float32
}

// bodies finds the organisations that the text names.
func (r *reading) bodies() {
	r.orgs = r.orgs[:0]
	t := r.text
	words := func(i int) string {
		if i >= len(t.Tokens) {
			return ""
		}
		return t.Raw[t.Tokens[i].Start:t.Tokens[i].End]
	}
	for i := 0; i < len(r.units); {
		u := &r.units[i]
		if u.phrase < 0 || u.cat == catDet && u.bits&isTalk == 0 || u.hash == 0 {
			i++
			continue
		}
		m, ok := r.actors.Longest(words, i)
		if ok && !m.Common && m.Kind != lexicon.FormChannel {
			r.addBody(i, i+m.Tokens, m.Actors[0], m.Kind)
			i += m.Tokens
			continue
		}
		if u.bits&isOrgHead != 0 && u.cat == catNominal {
			r.addHeaded(i)
		}
		i++
	}
}

// addBody notes an actor of the register at tokens first..last-1.
func (r *reading) addBody(first, last int, a *lexicon.Actor, form lexicon.FormKind) {
	k := r.units[first].phrase
	p := &r.phrases[k]
	r.orgs = append(r.orgs, bodyMention{first: int32(first), last: int32(last), phrase: k, actor: a,
		key: hashForm(a.ID), head: int32(last) > p.head, form: form})
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
	// What the sentence says about knowing: claims, suspicion, denial.
	s := &r.text.Sentences[r.phrases[o.phrase].sent]
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
		case u.bits&isEventVerb != 0, u.bits&isEventNoun != 0, u.cat == catAdv, u.cat == catVerb, u.bits&isTalk != 0:
			f.add2(205, u.lemmaOr(), side)
			f.add2(206, u.lemmaOr(), kind)
		case u.bits&(isPerson|isOrgHead) != 0:
			f.add2(207, u.lemmaOr(), side)
		}
	}
	// The pairing of kind with all that is known of the phrase.
	for _, h := range f.list[:min(base, 40)] {
		f.add2(208, h, kind)
	}
}

var bodyNames = []string{"none", "reported_as_fact", "suspected_or_accused", "suspected_or_accused_by_authorities", "claimed_or_admitted", "possible"}

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

var _ = lang.Punct
