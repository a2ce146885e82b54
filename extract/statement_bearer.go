package extract

// nameFeatures adds what the text and the register tell of the bearer of a
// name: what its name is made of, how it is brought in, how often and how
// lately it was spoken of.
func (s *scratch) nameFeatures(o *option, fs *features) {
	if o.entity < 0 {
		return
	}
	e := &s.entities[o.entity]
	if e.actor != nil {
		fs.add(100, hashWord(string(e.actor.Kind)), 0)
	} else {
		fs.add(100, 0, uint32(e.kind))
	}
	var c cue
	for _, w := range e.words {
		c |= s.x.words.of(s.x.vocab.Find(w)).cues
	}
	const telling = cGroup | cAuthority | cExpert | cSpokes | cVoice | cStripe | cMember | cOrgan
	fs.eachCue(101, c&telling, 0)
	fs.add(102, uint32(c&telling), boolBit(e.actor != nil))
	fs.add(103, uint32(min(e.count, 4)), 0)
	if e.kind == entityDescribed {
		return
	}
	if i := int(e.first); i > 0 {
		fs.add(104, s.text.RoleHash(i-1), 0)
		fs.add(105, s.text.RoleHash(i-1), uint32(e.kind))
	}
	verb := int(s.chunks[s.frames[o.frame].verb].first)
	here := int(s.text.Tokens[verb].Sent)
	const look = 64
	back, last := 9, s.namesTo
	for i := last - 1; i >= 0 && i > last-look; i-- {
		if s.names[i].entity == o.entity {
			back = here - int(s.text.Tokens[s.names[i].first].Sent)
			break
		}
	}
	fs.add(106, uint32(min(back, 4)), 0)
	fs.add(107, uint32(min(back, 4)), uint32(o.roles))
}

// choiceFeatures adds among whom is to choose: how many groups there are, and
// where in the row of those named about the sentence the entity stands. Of a
// clause that may name nobody it adds the words.
func (s *scratch) choiceFeatures(o *option, fs *features) {
	groups := uint32(0)
	for i := range s.options {
		if e := s.options[i].entity; e >= 0 && s.entities[e].kind == entityGroup && groups < 3 {
			groups++
		}
	}
	if o.entity < 0 {
		for j, last := s.extent(&s.frames[o.frame]); j < last; j++ {
			if s.tags[j].name < 0 {
				fs.add(123, s.text.RoleHash(j), 0)
			}
		}
		fs.add(124, groups, 0)
		return
	}
	kind := uint32(s.entities[o.entity].kind)
	fs.add(120, groups, kind)
	for i := range s.bystanders {
		if s.bystanders[i].entity == o.entity {
			fs.add(122, uint32(i), uint32(s.bystanders[i].role))
			fs.add(125, uint32(i), kind)
		}
	}
}

// mentionFeatures adds where the sentence names the bearer: how far from the
// verb and on which side, between which words, as whose subject.
func (s *scratch) mentionFeatures(o *option, k *frameSketch, fs *features) {
	if o.entity < 0 {
		return
	}
	f := &s.frames[o.frame]
	verb := int(s.chunks[f.verb].head)
	at, near := s.nearestName(o.entity, verb)
	if at < 0 {
		fs.add(110, 99, 0)
		return
	}
	n := &s.names[at]
	first, last := s.extent(f)
	side := boolBit(int(n.first) > verb) | boolBit(int(n.first) >= first && int(n.last) <= last)<<1
	fs.add(110, side, near)
	fs.add(126, side, uint32(s.entities[o.entity].kind))
	s.besideFeatures(n, side, k, fs)
	fs.add(114, s.namesBetween(n, verb), side)
	for i := range s.frames {
		g := &s.frames[i]
		for r, ci := range [...]int{g.subj, g.obj, g.by} {
			if ci >= 0 && s.chunks[ci].name == int32(at) {
				part := uint32(r)<<1 | boolBit(i == o.frame)
				fs.add(115, hashWord(s.text.Role(int(s.chunks[g.verb].head))), part)
				fs.eachCue(116, s.chunks[g.verb].cues, part)
			}
		}
	}
	for i, c := range s.senseAt(verb) {
		fs.eachCue(118, cue(c), side<<1|uint32(i))
	}
}

// nearestName gives the occurrence of an entity in the sentence that is nearest
// to token verb, -1 if there is none, and how near it is: 0 beside it, 3 far
// away.
func (s *scratch) nearestName(entity int32, verb int) (at int, near uint32) {
	const beside, close, apart = 1, 4, 10 // tokens
	at = -1
	best := len(s.tags)
	last := s.namesTo
	for i := last - 1; i >= max(0, last-namesBack); i-- {
		n := &s.names[i]
		if s.text.Tokens[n.first].Sent != s.text.Tokens[verb].Sent {
			break
		}
		if d := max(int(n.first)-verb, verb-int(n.last)); n.entity == entity && d <= best {
			at, best = i, d
		}
	}
	switch {
	case best <= beside:
		return at, 0
	case best <= close:
		return at, 1
	case best <= apart:
		return at, 2
	}
	return at, 3
}

// besideFeatures adds the words on both sides of a name.
func (s *scratch) besideFeatures(n *name, side uint32, k *frameSketch, fs *features) {
	before := int(n.first) - 1
	if before > 0 && s.text.Role(before) == "the" {
		before--
	}
	if before >= 0 && s.text.Tokens[before].Sent == s.text.Tokens[n.first].Sent {
		w := s.text.RoleHash(before)
		fs.add(111, w, side)
		fs.add(112, w, k.word)
		fs.eachCue(119, s.tags[before].cues, side)
	}
	if int(n.last) < s.limit {
		fs.add(113, s.text.RoleHash(int(n.last)), side)
	}
}

// namesBetween counts, up to 3, the names of others between a name and token
// verb.
func (s *scratch) namesBetween(n *name, verb int) uint32 {
	from, to := int(n.last), verb
	if int(n.first) > verb {
		from, to = verb+1, int(n.first)
	}
	count := uint32(0)
	for i := s.namesBefore(from); i < len(s.names) && int(s.names[i].first) < to && count < 3; i++ {
		if s.names[i].entity != n.entity {
			count++
		}
	}
	return count
}

// located reports whether the name n, of no known kind, stands behind a
// preposition of place: "in Nangarhar".
func (s *scratch) located(n int32) bool {
	at := int(s.names[n].first) - 1
	if s.entities[s.names[n].entity].kind != entityUnknown || at < 0 {
		return false
	}
	if s.text.Role(at) == "the" && at > 0 {
		at--
	}
	return s.ofPlace(at)
}
