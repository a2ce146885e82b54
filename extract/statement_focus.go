package extract

import "github.com/credence-project/credence/lang"

// learnPeople notes for whom the persons of the sentence speak: "Abu Talha,
// the group's spokesman", "ETA leader Ruiz".
func (s *scratch) learnPeople() {
	for i := range s.chunks {
		c := &s.chunks[i]
		if c.kind != chunkNoun || c.name < 0 {
			continue
		}
		e := s.names[c.name].entity
		s.learnKind(i, e)
		if s.entities[e].of >= 0 || s.entities[e].kind == entityGroup || s.entities[e].kind == entityState {
			continue
		}
		if of := s.employer(i); of != noEntity && of != e {
			s.entities[e].of = of
			s.entities[e].kind = entityPerson
		}
	}
}

// learnKind takes a name of unknown kind for a group if it has an article
// ("the Freedom Caravan said") or a noun for a group beside it.
func (s *scratch) learnKind(i int, e int32) {
	c := &s.chunks[i]
	if s.entities[e].kind != entityUnknown {
		return
	}
	if i+2 < len(s.chunks) && s.chunks[i+1].kind == chunkComma && s.chunks[i+2].kind == chunkNoun && s.chunks[i+2].name < 0 && s.chunks[i+2].cues&cGroup != 0 && s.chunks[i+2].cues&(cSpokes|cAuthority) == 0 {
		s.entities[e].kind = entityGroup
		return
	}
	for j := c.first + 1; j < s.names[c.name].first; j++ {
		if s.tags[j].cues&cGroup != 0 && s.tags[j].cues&(cSpokes|cAuthority) == 0 {
			s.entities[e].kind = entityGroup
			return
		}
	}
	if s.text.Role(int(c.first)) == "the" && c.first+1 == s.names[c.name].first && !s.place(i) && i+1 < len(s.chunks) {
		if n := &s.chunks[i+1]; n.kind == chunkVerb && n.cues&(cSay|cClaimVerb|cDenyVerb|cAttackVerb) != 0 {
			s.entities[e].kind = entityGroup
		}
	}
}

// employer gives the group or state for which the person of chunk i speaks,
// as the words beside the name tell.
func (s *scratch) employer(i int) int32 {
	c := &s.chunks[i]
	spokes := false
	for j := c.first; j < s.names[c.name].first; j++ {
		spokes = spokes || s.tags[j].cues&cSpokes != 0
	}
	if spokes {
		if e := s.ownerEntity(c, nil); e != noEntity {
			return e
		}
		if g := s.focus.group; g >= 0 && s.entities[g].kind == entityGroup && c.first+1 == s.names[c.name].first {
			return g // "spokesman Ruiz" right after the group
		}
		return noEntity
	}
	if i+2 < len(s.chunks) && s.chunks[i+1].kind == chunkComma {
		a := &s.chunks[i+2]
		if a.kind == chunkNoun && a.cues&cSpokes != 0 && a.name < 0 {
			return s.attached(i+2, nil)
		}
	}
	return noEntity
}

// attend moves the focus to what frame f speaks of.
func (s *scratch) attend(f *frame) {
	if f.subj < 0 {
		return
	}
	c := &s.chunks[f.subj]
	if c.name >= 0 {
		e := s.names[c.name].entity
		switch k := s.entities[e].kind; {
		case k == entityGroup || k == entityDescribed || s.entities[e].claimed && k != entityPerson:
			if f.gov < 0 || s.focus.group < 0 {
				s.focus.group = e
			}
		case k == entityPerson || k == entityUnknown:
			s.focus.person = e
		}
	}
}

// focusOnNames moves the focus to the last group named in the sentence if no
// subject did.
func (s *scratch) focusOnNames(first, last int) {
	subject := noEntity
	for i := range s.frames {
		f := &s.frames[i]
		if f.subj >= 0 && s.chunks[f.subj].name >= 0 && !f.rel {
			e := s.names[s.chunks[f.subj].name].entity
			if k := s.entities[e].kind; k == entityGroup || s.entities[e].claimed && k != entityPerson && k != entityState {
				subject = e
				break
			}
		}
	}
	if subject != noEntity {
		s.focus.group = subject
		return
	}
	for i := s.namesBefore(last) - 1; i >= 0; i-- {
		n := &s.names[i]
		if int(n.first) < first {
			return
		}
		if s.entities[n.entity].kind == entityGroup {
			s.focus.group = n.entity
			return
		}
	}
}

// lastSpeaker remembers who spoke in the sentence, for "he said" and for
// quotations that go on.
func (s *scratch) lastSpeaker(sent *lang.Sentence) {
	if s.quotedThroughout(int(sent.First), int(sent.Last)) && s.focus.speaker.class != voiceNone {
		s.focus.quoting = true
		return
	}
	s.focus.quoting = s.text.Tokens[sent.Last-1].Flags&(lang.EndQuote|lang.InQuote) != 0
	s.lastTopic()
	for i := range s.frames {
		f := &s.frames[i]
		if !f.speech || f.subj < 0 || f.rel {
			continue
		}
		if v := s.voiceOf(i); v.class != voiceNone && v.class != voiceNobody {
			v.chunk = -1
			v.first, v.last = 0, 0
			s.focus.speaker = v
			s.focus.topicLast = false
		}
	}
	for j := int(sent.First); j < int(sent.Last) && !s.focus.quoting; j++ {
		s.focus.quoting = s.text.Tokens[j].Flags&lang.InQuote != 0
	}
}

// lastTopic remembers the subject of the sentence if it may speak, for "he" in
// the next.
func (s *scratch) lastTopic() {
	const people = cAuthority | cExpert | cSpokes | cVoice | cAttacker | cMember
	for i := range s.frames {
		f := &s.frames[i]
		if f.subj < 0 || f.rel || f.gov >= 0 || s.chunks[f.subj].grams&gPronoun != 0 {
			continue
		}
		c := &s.chunks[f.subj]
		if v := s.voiceAt(f.subj, f); v.text != "" && v.class != voiceNobody && (c.cues&people != 0 || v.person >= 0) {
			v.chunk, v.first, v.last = -1, 0, 0
			s.focus.topic, s.focus.topicLast = v, true
		}
		return
	}
}
