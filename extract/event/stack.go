package event

// mentionUse sums up the first answers for some phrases, such as all mentions
// of a name or head.
type mentionUse struct {
	top   [6]float32 // largest probability of each role
	at    [6]int32   // phrase that has it
	next  [6]float32 // second largest
	count int
}

// note adds the answers for phrase k.
func (u *mentionUse) note(k int32, answers *[6]float32) {
	u.count++
	for c, p := range answers {
		switch {
		case p > u.top[c]:
			u.next[c], u.top[c], u.at[c] = u.top[c], p, k
		case p > u.next[c]:
			u.next[c] = p
		}
	}
}

// others gives the largest probability of role c among the phrases without k.
func (u *mentionUse) others(k int32, c int) float32 {
	if u.at[c] == k {
		return u.next[c]
	}
	return u.top[c]
}

// sentUse sums up the first answers for the phrases of a sentence.
type sentUse struct {
	mentionUse
	likely [6]int // phrases that may well play each role
}

// likely is the probability from which a phrase may well play a part.
const likely float32 = 0.3

// sumSents fills sentUses from roleP.
func (r *reading) sumSents() {
	r.sentUses = r.sentUses[:0]
	for _, rg := range r.range_ {
		r.sentUses = append(r.sentUses, r.sumOf(rg.phrases, rg.phrasesEnd))
	}
}

// sumOf sums up phrases first..last-1.
func (r *reading) sumOf(first, last int32) (u sentUse) {
	for k := first; k < last; k++ {
		u.note(k, &r.roleP[k])
		for c, p := range r.roleP[k] {
			if p > likely {
				u.likely[c]++
			}
		}
	}
	return u
}

// mentionKey is the same for phrases that may mention the same thing.
func (r *reading) mentionKey(k int32) uint32 {
	p := &r.phrases[k]
	u := &r.units[p.head]
	if p.name <= p.head {
		return u.hash
	}
	h := u.lemmaOr()
	if p.bits&isPlural != 0 {
		h++
	}
	return h
}

// sumUp fills uses from roleP.
func (r *reading) sumUp() {
	r.uses.clear()
	for k := range r.phrases {
		r.uses.at(r.mentionKey(int32(k))).note(int32(k), &r.roleP[k])
	}
}

// stackFeatures adds to the features of phrase k what the first pass said of
// it, of its neighbours and of other mentions of the same.
func (r *reading) stackFeatures(f *featureSet, k int) {
	p := &r.phrases[k]
	class := r.classKey(p)
	r.heatFeatures(f, p)
	own := r.roleP[k]
	for c, v := range own {
		f.add2(600, uint32(c), uint32(v*10))
	}
	top := r.topRole(int32(k))
	f.add2(601, top, class)
	u := r.uses.at(r.mentionKey(int32(k)))
	for c := 1; c < 6; c++ {
		best := u.others(int32(k), c)
		f.add2(602, uint32(c), uint32(best*8))
		f.add2(603, uint32(c)<<8|uint32(best*4), mix(class, uint32(own[c]*4)))
	}
	f.add2(604, bucket(u.count), top)
	prev, next := uint32(0), uint32(0)
	if k > 0 && r.phrases[k-1].sent == p.sent {
		prev = r.topRole(int32(k-1))<<4 | r.glue(r.phrases[k-1].last, p.first)
	}
	if k+1 < len(r.phrases) && r.phrases[k+1].sent == p.sent {
		next = r.topRole(int32(k+1))<<4 | r.glue(p.last, r.phrases[k+1].first)
	}
	f.add2(605, prev, top)
	f.add2(606, next, top)
	f.add2(607, prev, class)
	f.add2(608, next, class)
	f.add2(609, mix(prev, next), top)
	if p.above >= 0 {
		f.add2(610, r.topRole(p.above), mix(top, r.units[p.prep].hash))
	}
	for j := k + 1; j < min(k+3, len(r.phrases)); j++ {
		if r.phrases[j].above == int32(k) && r.phrases[j].prep == p.last {
			f.add2(611, r.topRole(int32(j)), mix(top, r.units[r.phrases[j].prep].hash))
		}
	}
	// Has the sentence already got a better candidate for the role?
	for c := 1; c < 6; c++ {
		f.add2(612, uint32(c)<<8|uint32(r.sentUses[p.sent].others(int32(k), c)*5), top)
	}
}

// topRole is the likeliest role other than none with its strength.
func (r *reading) topRole(k int32) uint32 {
	p := &r.roleP[k]
	best := 1
	for c := 2; c < 6; c++ {
		if p[c] > p[best] {
			best = c
		}
	}
	return uint32(best)<<4 | uint32(p[best]*5)
}

// glue says what stands between two phrases.
func (r *reading) glue(from, to int32) uint32 {
	if from == to {
		return 1
	}
	if to-from > 2 {
		return 0
	}
	g := uint32(2)
	for i := from; i < to; i++ {
		g = g*3 + uint32(r.units[i].cat)
	}
	return g & 15
}

// sumFeatures adds the candidates for each role among some phrases: the
// strongest, and how many there are.
func (r *reading) sumFeatures(f *featureSet, base uint32, u *sentUse) {
	mask := uint32(0)
	for c := uint32(1); c < 6; c++ {
		f.add2(base, c, uint32(u.top[c]*10))
		f.add2(base+1, c, bucket(u.likely[c]))
		if u.top[c] > likely {
			mask |= 1 << c
			f.add2(base+2, c, r.classKey(&r.phrases[u.at[c]]))
		}
	}
	f.add(base+3, mask)
}
