package event

// mentionUse sums up the first answers for all mentions of a name or head.
type mentionUse struct {
	top   [6]float32 // largest probability of each role
	at    [6]int32   // phrase that has it
	next  [6]float32 // second largest
	count int
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
	if r.uses == nil {
		r.uses = map[uint32]mentionUse{}
	}
	clear(r.uses)
	for k := range r.phrases {
		key := r.mentionKey(int32(k))
		u := r.uses[key]
		u.count++
		for c, p := range r.roleP[k] {
			switch {
			case p > u.top[c]:
				u.next[c], u.top[c], u.at[c] = u.top[c], p, int32(k)
			case p > u.next[c]:
				u.next[c] = p
			}
		}
		r.uses[key] = u
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
	u := r.uses[r.mentionKey(int32(k))]
	for c := 1; c < 6; c++ {
		best := u.top[c]
		if u.at[c] == int32(k) {
			best = u.next[c]
		}
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
	rg := r.range_[p.sent]
	var best [6]float32
	for j := rg.phrases; j < rg.phrasesEnd; j++ {
		if int(j) != k {
			for c, v := range r.roleP[j] {
				best[c] = max(best[c], v)
			}
		}
	}
	for c := 1; c < 6; c++ {
		f.add2(612, uint32(c)<<8|uint32(best[c]*5), top)
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

// sumFeatures adds the candidates for each role among phrases first..last-1:
// the strongest, and how many there are.
func (r *reading) sumFeatures(f *featureSet, base uint32, first, last int32) {
	var top [6]float32
	var at [6]int32
	var n [6]int
	for k := first; k < last; k++ {
		for c := 1; c < 6; c++ {
			v := r.roleP[k][c]
			if v > top[c] {
				top[c], at[c] = v, k
			}
			if v > 0.3 {
				n[c]++
			}
		}
	}
	mask := uint32(0)
	for c := uint32(1); c < 6; c++ {
		f.add2(base, c, uint32(top[c]*10))
		f.add2(base+1, c, bucket(n[c]))
		if top[c] > 0.3 {
			mask |= 1 << c
			f.add2(base+2, c, r.classKey(&r.phrases[at[c]]))
		}
	}
	f.add(base+3, mask)
}
