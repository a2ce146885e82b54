package extract

import (
	"github.com/credence-project/credence"
)

// teller settles who is shown as making a statement of the kind about entity
// e, given the voice that the clause is heard in: the person for whom a pronoun
// stands, the one outside who reports what a group says of itself, the name
// behind "the farmer, Ann Ruiz".
func (s *scratch) teller(kind credence.Kind, f *frame, v voice, e int32) voice {
	if kind == credence.KindPledge {
		v = s.swearer(f, v)
	}
	if c := s.spoken(&v); c != nil && kind != credence.KindPledge && v.class == voiceSelf && c.name < 0 && c.cues&(cGroup|cMember) != 0 && c.cues&(cSpokes|cVoice) == 0 {
		v.text = "" // the group itself, by another word
	}
	if v.text == "" && v.ent == e {
		v = s.mouthpiece(f, v)
	}
	if s.firstPerson(&v) || v.text == "" || v.class == voiceState && v.ent == e {
		v = s.reporter(f, v)
	}
	if v.class == voiceNone && kind != credence.KindClaim && kind != credence.KindPledge && kind != credence.KindAttribution && kind != credence.KindNoClaim {
		v = s.viewpoint(f, e)
	}
	v = s.meant(s.partOf(v, f))
	s.apposeName(&v, f)
	return v
}

// swearer gives the one who pledges: the subject of the clause, not who tells
// of it.
func (s *scratch) swearer(f *frame, v voice) voice {
	if f.subj < 0 || f.passive || s.chunks[f.subj].cues&cVoice != 0 {
		return v
	}
	u := s.voiceAt(f.subj, f)
	if u.class == voiceNobody || u.text == "" {
		return v
	}
	return u
}

// spoken gives the phrase of the sentence in which a voice was heard, or nil.
func (s *scratch) spoken(v *voice) *chunk {
	if v.class == voiceNone || v.last <= v.first || v.chunk < 0 || v.chunk >= len(s.chunks) {
		return nil
	}
	return &s.chunks[v.chunk]
}

// firstPerson reports whether the voice is "we" or "our men", within words
// that somebody else reports.
func (s *scratch) firstPerson(v *voice) bool {
	c := s.spoken(v)
	if c == nil {
		return false
	}
	switch s.text.Role(int(c.first)) {
	case "i", "we", "us", "our", "my", "me":
		return true
	}
	return false
}

// reporter gives the nearest voice around frame f that is not the group
// itself nor in the first person, else who spoke last if the words are quoted,
// else v.
func (s *scratch) reporter(f *frame, v voice) voice {
	g := f.gov
	for range s.frames { // no chain is longer
		if g < 0 {
			break
		}
		if u := s.voiceOf(g); u.text != "" && u.class != voiceNone && u.class != voiceNobody && !s.firstPerson(&u) && (u.first != v.first || v.text == "") {
			return u
		}
		g = s.frames[g].gov
	}
	if s.firstPerson(&v) && s.focus.speaker.class != voiceNone {
		return s.focus.speaker
	}
	return v
}

// viewpoint gives the one from whose view the sentence is told, other than
// entity e: "For the prosecutor there is no doubt", "The police were more
// guarded, calling ...".
func (s *scratch) viewpoint(f *frame, e int32) voice {
	const people = cAuthority | cExpert | cSpokes
	if len(s.chunks) > 1 && s.chunks[0].kind == chunkPrep && s.chunks[1].kind == chunkNoun && s.chunks[1].cues&people != 0 {
		if w := s.text.Role(int(s.chunks[0].first)); w == "for" || w == "to" {
			return s.voiceAt(1, f)
		}
	}
	for g := len(s.frames) - 1; g >= 0; g-- {
		p := &s.frames[g]
		if p.subj < 0 || p.passive || p.verb > f.verb || p.subj > f.verb || s.stopBetween(p.verb, f.verb) || s.chunks[p.subj].cues&people == 0 {
			continue
		}
		if v := s.voiceAt(p.subj, p); v.class != voiceNobody && v.class != voiceAttacker && v.text != "" && (v.ent < 0 || v.ent != e) {
			return v
		}
	}
	return voice{ent: noEntity, person: noEntity}
}

// mouthpiece gives the person or outlet through which a group speaks in the
// clause of f, else v: "admitted through an intermediary".
func (s *scratch) mouthpiece(f *frame, v voice) voice {
	if f.gov >= 0 && !s.frames[f.gov].after {
		f = &s.frames[f.gov] // "said through a lawyer that"
	}
	for j := f.verb + 1; j+1 < min(f.end, len(s.chunks)); j++ {
		if s.chunks[j].kind != chunkPrep || s.chunks[j+1].kind != chunkNoun {
			continue
		}
		c := &s.chunks[j+1]
		w := s.text.Role(int(s.chunks[j].last) - 1)
		if (w == "through" || w == "via") && c.cues&(cSpokes|cVoice|cExpert) != 0 || w == "by" && s.text.Role(int(s.chunks[j].first)-1) == "signed" && c.cues&cSpokes != 0 {
			u := s.voiceAt(j+1, nil)
			u.class, u.ent = v.class, v.ent
			return u
		}
	}
	return v
}

// partOf takes "one of the officers" whole, and "much of the opposition" for
// the opposition.
func (s *scratch) partOf(v voice, f *frame) voice {
	c := s.spoken(&v)
	if c == nil || c.name >= 0 || v.chunk+2 >= len(s.chunks) || s.chunks[v.chunk+1].kind != chunkPrep || s.chunks[v.chunk+2].kind != chunkNoun || s.text.Role(int(s.chunks[v.chunk+1].first)) != "of" {
		return v
	}
	of := &s.chunks[v.chunk+2]
	if !s.numeral(c) && s.text.Role(int(c.head)) != "much" || of.last-of.first == 1 && of.name < 0 {
		return v
	}
	u := s.voiceAt(v.chunk+2, f)
	u.text, u.first = s.text.Slice(int(c.first), int(of.last)), c.first
	return u
}

// meant puts in place of a pronoun that was left as it is the one for whom it
// stands, and drops what is nobody: "there", "this".
func (s *scratch) meant(v voice) voice {
	c := s.spoken(&v)
	if c == nil || c.last-c.first > 1 || c.name >= 0 {
		return v
	}
	switch s.text.Role(int(c.first)) {
	case "he", "she", "him", "her":
		return s.antecedentVoice(v, false)
	case "they", "them":
		return s.antecedentVoice(v, true)
	case "there", "here":
		if v.chunk > 0 && s.chunks[v.chunk-1].kind == chunkNoun {
			return s.voiceAt(v.chunk-1, nil) // "police there said"
		}
		return voice{ent: noEntity, person: noEntity}
	case "this", "that", "which", "what", "more", "further":
		return voice{ent: noEntity, person: noEntity}
	}
	return v
}

// antecedentVoice gives who was spoken of last, one or several as the pronoun
// of v wants, or v if nobody was.
func (s *scratch) antecedentVoice(v voice, several bool) voice {
	u := s.focus.speaker
	if t := s.focus.topic; t.class != voiceNone && (s.focus.topicLast || u.class == voiceNone || u.plural != several) && t.plural == several {
		u = t
	}
	if u.class == voiceNone || u.text == "" || u.plural != several {
		return v
	}
	u.chunk, u.first, u.last = -1, 0, 0
	return u
}

// apposeName takes the name behind a phrase for the one who speaks: "the
// farmer, Giles Tarrant, said", "a man identified as Abu Omar".
func (s *scratch) apposeName(v *voice, f *frame) {
	c := s.spoken(v)
	if c == nil || c.name >= 0 || v.role != "" {
		return
	}
	at := s.apposedName(v.chunk)
	if at < 0 {
		at = s.calledBehind(v.chunk)
	}
	if at < 0 {
		return
	}
	n := &s.names[at]
	v.role, v.text, v.chunk = v.text, s.text.Slice(int(n.first), int(n.last)), -1
	v.person, v.last = n.entity, n.last
}

// apposedName gives the name in apposition to the phrase at ci, with at most a
// few words of description between, or -1.
func (s *scratch) apposedName(ci int) int32 {
	for j := ci + 1; j+1 < len(s.chunks) && j < ci+6; j++ {
		switch k := &s.chunks[j]; k.kind {
		case chunkPrep, chunkNoun, chunkTime:
			continue
		case chunkVerb:
			if k.grams&gPart == 0 || k.aux {
				return -1
			}
			continue
		case chunkComma:
			n := &s.chunks[j+1]
			if n.kind != chunkNoun || n.name < 0 || s.place(j+1) || n.head+1 != s.names[n.name].last {
				return -1
			}
			if j+2 < len(s.chunks) && s.chunks[j+2].kind != chunkComma && s.chunks[j+2].kind != chunkStop {
				return -1 // "according to the police, Red Dawn did it"
			}
			if s.names[n.name].first > n.first+1 {
				return -1 // "the Front's lawyer"
			}
			return n.name
		}
		return -1
	}
	return -1
}

// calledBehind gives the name by which the one of the phrase at ci goes, or
// -1: "known as Boro Bhai", "who identified himself as Commander Elias".
func (s *scratch) calledBehind(ci int) int32 {
	called, first := false, int(s.chunks[ci].last)
	for j := first; j < min(first+12, s.limit); j++ {
		if s.hinged(j, hGoesBy) {
			called = true
			continue
		}
		switch s.text.Role(j) {
		case "himself", "herself":
			called = called || s.text.Role(j-1) == "calling" || s.text.Role(j-1) == "called"
			continue
		case "spokesman", "spokeswoman", "member", "of", "for", ".", ";":
			if called && s.text.Role(j) != "of" {
				return -1
			}
			continue
		}
		if n := s.tags[j].name; n >= 0 {
			if k := s.entities[s.names[n].entity].kind; called && k != entityGroup && k != entityState && k != entityOrgan {
				return n
			}
			if called {
				return -1
			}
		}
	}
	return -1
}
