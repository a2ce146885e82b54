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
		c |= cue(s.x.words.cues.Of(s.x.vocab.Find(w)))
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
	back, last := 9, s.namesBefore(s.limit)
	for i := last - 1; i >= 0 && i > last-look; i-- {
		if s.names[i].entity == o.entity {
			back = here - int(s.text.Tokens[s.names[i].first].Sent)
			break
		}
	}
	fs.add(106, uint32(min(back, 4)), 0)
	fs.add(107, uint32(min(back, 4)), uint32(o.roles))
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
