package event

// docFeatures describes the whole text for the decision whether it reports an
// incident at all.
func (r *reading) docFeatures(f *featureSet) {
	f.reset()
	f.add(100, 0)
	r.seen.clear()
	events := 0
	for s := range r.sents {
		events += r.sents[s].count
		if s < 6 {
			for e := range uint32(32) {
				if r.sents[s].events&(1<<e) != 0 {
					f.add2(101, e, uint32(s/2))
				}
			}
		}
	}
	for i := range r.units {
		u := &r.units[i]
		if u.hash == 0 || u.name || u.cat == catDet || u.cat == catNumber {
			continue
		}
		h := u.hash
		if u.lexeme != &noLexeme {
			h = u.lemma
		}
		if seen := r.seen.at(h); !*seen {
			*seen = true
			f.add(102, h)
		}
		if r.text.Tokens[i].Sent < 3 {
			f.add(103, h)
		}
	}
	n := len(r.sents)
	all := r.sumOf(0, int32(len(r.phrases)))
	r.sumFeatures(f, 130, &all)
	f.add(104, bucket(events))
	f.add(105, bucket(n))
	f.add(106, bucket(events*20/(n+1)))
}

// bucket is a logarithmic class of a count.
func bucket(n int) uint32 {
	b := uint32(0)
	for n > 0 {
		b++
		n /= 2
	}
	return b
}

// sentFeatures describes sentence s for the decision whether it reports an
// incident.
func (r *reading) sentFeatures(f *featureSet, s int) {
	f.reset()
	f.add(110, 0)
	sr := &r.sents[s]
	for e := range uint32(32) {
		if sr.events&(1<<e) != 0 {
			f.add(111, e)
			f.add2(112, e, r.relevance)
		}
		if s > 0 && r.sents[s-1].events&(1<<e) != 0 {
			f.add(113, e)
		}
		if s+1 < len(r.sents) && r.sents[s+1].events&(1<<e) != 0 {
			f.add(114, e)
		}
	}
	f.add(115, r.relevance)
	f.add2(116, bucket(sr.count), r.relevance)
	f.add(117, bucket(s))
	if sr.quoted {
		f.add(118, 1)
	}
	sent := &r.text.Sentences[s]
	prev := uint32(0)
	for i := sent.First; i < sent.Last; i++ {
		u := &r.units[i]
		if u.hash == 0 || u.name {
			prev = 0
			continue
		}
		h := u.hash
		if u.lexeme != &noLexeme {
			h = u.lemma
		}
		f.add(120, h)
		f.add2(121, prev, h)
		prev = h
		if u.bits&isTime != 0 {
			f.add(122, 1)
		}
	}
	r.sumFeatures(f, 140, &r.sentUses[s])
	if s > 0 {
		r.sumFeatures(f, 144, &r.sentUses[s-1])
	}
	if s+1 < len(r.sentUses) {
		r.sumFeatures(f, 148, &r.sentUses[s+1])
	}
	rg := r.range_[s]
	for k := rg.phrases; k < rg.phrasesEnd; k++ {
		p := &r.phrases[k]
		cl := r.classKey(p)
		f.add(123, cl)
		_, le := r.verbKey(p.left)
		_, re := r.verbKey(p.right)
		f.add2(124, cl, mix(le, re))
	}
	for v := rg.verbs; v < rg.verbsEnd; v++ {
		g := &r.verbs[v]
		k, e := r.verbKey(v)
		t := uint32(0)
		if g.modal {
			t |= 1
		}
		if g.negated {
			t |= 2
		}
		if g.past {
			t |= 4
		}
		if g.infinitive {
			t |= 8
		}
		f.add2(125, e, t)
		f.add2(126, k, t)
	}
}

// decide settles relevance and heat with the models given.
func (r *reading) decide(m modelSet) {
	r.docFeatures(&r.set)
	r.probs = m["document"].probabilities(r.set.list, r.probs)
	r.relevance = uint32(r.probs[1] * 9.99)
	r.docP = r.probs[1]
	sentence := m["sentence"]
	for s := range r.sents {
		r.sentFeatures(&r.set, s)
		r.probs = sentence.probabilities(r.set.list, r.probs)
		r.sents[s].heat = r.probs[1]
	}
}
