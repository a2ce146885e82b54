package extract

import (
	"strings"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/lang"
)

// voiceClass says on what footing somebody speaks.
type voiceClass uint8

const (
	voiceNone      voiceClass = iota
	voiceSelf                 // a group, or somebody who speaks for it
	voiceState                // a state or somebody who speaks for it
	voiceAnonymous            // a caller, a leaflet: delivers a claim
	voiceAuthority            // police, court, minister
	voiceAttacker             // the attacker himself
	voiceOther                // experts, witnesses, relatives
	voiceNobody
)

// voice is who says something.
type voice struct {
	class  voiceClass
	ent    int32 // for whom, noEntity if for nobody the text names
	person int32 // the person who speaks
	chunk  int
	first  int32 // tokens of the mention; both 0 if resolved from elsewhere
	last   int32
	text   string
	role   string
	org    string
	plural bool // several speak
}

// voiceBefore gives the voice that reports frame f and stands before it, the
// one to which its pronouns refer.
func (s *scratch) voiceBefore(f *frame) voice {
	if f == nil || f.gov < 0 {
		return voice{ent: noEntity, person: noEntity}
	}
	return s.voiceOf(f.gov)
}

// maxVoices bounds how many voices may hang on one another: "we" may be the
// group of a speaker who is himself called after "our" group.
const maxVoices = 8

// voiceOf gives the voice of the speech frame g.
func (s *scratch) voiceOf(g int) voice {
	if s.voices == maxVoices {
		return voice{ent: noEntity, person: noEntity}
	}
	s.voices++
	defer func() { s.voices-- }()
	f := &s.frames[g]
	if f.subj < 0 || f.passive && s.chunks[f.verb].kind == chunkVerb {
		if f.by >= 0 && f.passive {
			return s.voiceAt(f.by, f)
		}
		return voice{ent: noEntity, person: noEntity}
	}
	return s.voiceAt(f.subj, f)
}

func (s *scratch) voiceAt(ci int, f *frame) voice {
	c := &s.chunks[ci]
	v := voice{class: voiceOther, ent: noEntity, person: noEntity, chunk: ci, first: c.first, last: c.last}
	v.text, v.plural = s.voiceText(c), c.name < 0 && s.pluralAt(int(c.head))
	switch {
	case c.neg:
		v.class = voiceNobody
		return v
	case c.name >= 0:
		s.namedVoice(&v, c, ci, f)
		v.role, v.org = s.roleOf(ci)
	case c.grams&gPronoun != 0 && c.last-c.first == 1:
		s.pronounVoice(&v, c, f)
	default:
		s.nounVoice(&v, c, ci, f)
	}
	return v
}

// namedVoice is a name that speaks: a group, a state, an outlet, a person.
func (s *scratch) namedVoice(v *voice, c *chunk, ci int, f *frame) {
	n := &s.names[c.name]
	e := &s.entities[n.entity]
	switch {
	case n.channel:
		v.class, v.ent = voiceSelf, n.entity
	case e.kind == entityState || e.kind == entityOrgan:
		v.class, v.ent = voiceState, n.entity
	case e.kind == entityGroup || e.kind == entityDescribed:
		v.class, v.ent, v.text = voiceSelf, n.entity, ""
	case e.of >= 0:
		v.class, v.ent, v.person = s.standing(e.of), e.of, n.entity
	default:
		s.strangerVoice(v, c, ci, f)
	}
}

// standing is the class of one who speaks for an entity.
func (s *scratch) standing(e int32) voiceClass {
	if s.entities[e].kind == entityState || s.entities[e].kind == entityOrgan {
		return voiceState
	}
	return voiceSelf
}

// strangerVoice is a name of unknown kind: the words around it tell what it
// is.
func (s *scratch) strangerVoice(v *voice, c *chunk, ci int, f *frame) {
	n := &s.names[c.name]
	v.person = n.entity
	cues := cue(0)
	for j := c.first; j < c.last; j++ {
		if s.tags[j].cues&(cAuthority|cExpert|cSpokes) != 0 && int(j) < int(c.head) {
			cues |= s.tags[j].cues
		}
	}
	if e := s.ownerEntity(c, nil); e != noEntity && c.owner >= 0 && cues&cSpokes != 0 {
		v.class, v.ent = s.standing(e), e
		s.entities[n.entity].of = e
		s.entities[n.entity].kind = entityPerson
		return
	}
	if f != nil && f.appos >= 0 && f.appos < len(s.chunks) && s.chunks[f.appos].kind == chunkNoun {
		a := &s.chunks[f.appos]
		if a.cues&(cSpokes) != 0 {
			if e := s.attached(f.appos, f); e != noEntity && e != n.entity {
				v.class, v.ent = s.standing(e), e
				s.entities[n.entity].of = e
				s.entities[n.entity].kind = entityPerson
				return
			}
		}
		cues |= a.cues
	}
	if s.entities[n.entity].kind == entityUnknown && (cues&(cAuthority|cExpert|cSpokes) == 0) && s.entities[n.entity].claimed {
		v.class, v.ent = voiceSelf, n.entity
		return
	}
	if cues&cAuthority != 0 || s.authorityName(n.entity) {
		v.class = voiceAuthority
		if s.entities[n.entity].kind == entityUnknown {
			s.entities[n.entity].kind = entityPerson
		}
		return
	}
	if s.entities[n.entity].kind == entityUnknown && cues == 0 {
		v.class, v.ent = voiceSelf, n.entity
	}
}

// authorityName reports whether an entity is a service of a state by its name,
// as an army of liberation is not.
func (s *scratch) authorityName(e int32) bool {
	if s.entities[e].kind == entityGroup {
		return false
	}
	for _, w := range s.entities[e].words {
		switch w {
		case "fbi", "cia", "mi5", "mi6", "police", "ministry", "department", "court", "interpol", "europol", "homeland", "pentagon", "army", "un", "nato", "eu":
			return true
		}
	}
	return false
}

func (s *scratch) pronounVoice(v *voice, c *chunk, f *frame) {
	w := s.text.Role(int(c.first))
	if f != nil && f.gov >= 0 && !s.frames[f.gov].after {
		if g := s.voiceOf(f.gov); g.class != voiceNone {
			*v = g
			return
		}
	}
	switch w {
	case "it", "they", "them":
		if s.focus.speaker.class == voiceAuthority && w == "they" && s.focus.group < 0 {
			*v = s.focus.speaker
			return
		}
		v.ent = s.focus.group
		v.class = voiceOther
		if v.ent >= 0 {
			v.class, v.text = s.standing(v.ent), ""
		}
		if s.focus.speaker.class == voiceAuthority && w == "they" {
			keep := s.focus.speaker
			keep.first, keep.last = c.first, c.last
			*v = keep
		}
	case "he", "she", "him", "her", "one":
		keep := s.focus.speaker
		if keep.class != voiceNone {
			keep.first, keep.last = c.first, c.last
			*v = keep
			return
		}
		v.person = s.focus.person
	case "nobody", "none", "neither":
		v.class = voiceNobody
	}
}

// nounVoice is a common noun that speaks.
func (s *scratch) nounVoice(v *voice, c *chunk, ci int, f *frame) {
	if e := s.speaksFor(ci); e != noEntity {
		v.class, v.ent = voiceState, e
		return
	}
	e := s.attached(ci, f)
	switch {
	case c.cues&cSpokes != 0 && e != noEntity:
		v.class, v.ent = s.standing(e), e
	case c.cues&(cGroup|cMember|cOrgan) != 0 && c.cues&cAuthority == 0:
		if a := s.actorAt(ci, f, 0); a != noEntity {
			v.class, v.ent = s.standing(a), a
			return
		}
		if e != noEntity {
			v.class, v.ent = s.standing(e), e
		}
	case c.cues&cVoice != 0:
		v.class, v.ent = voiceAnonymous, e
	case c.cues&cAuthority != 0:
		v.class = voiceAuthority
		if e != noEntity && s.entities[e].kind == entityState {
			v.class, v.ent = voiceState, e
		}
	case c.cues&cAttacker != 0 && c.cues&cExpert == 0:
		v.class = voiceAttacker
		if e != noEntity && s.claimsToSpeak(ci, f) {
			v.class, v.ent = voiceAnonymous, e
		}
	case e != noEntity && s.entities[e].kind == entityGroup:
		v.class, v.ent = voiceSelf, e
	}
}

// claimsToSpeak reports whether "a man claiming to speak for" stands between
// the phrase and its verb.
func (s *scratch) claimsToSpeak(ci int, f *frame) bool {
	last := int32(s.limit)
	if f != nil && f.verb > ci {
		last = s.chunks[f.verb].first
	}
	for j := s.chunks[ci].last; j < last; j++ {
		if s.hinged(int(j), hSpeaksFor) {
			return true
		}
	}
	return false
}

// attached gives the entity to which a phrase for a person, a message or an
// outlet belongs: "the group's lawyer", "a leaflet signed by X", "a spokesman
// for X".
func (s *scratch) attached(ci int, f *frame) int32 {
	c := &s.chunks[ci]
	if e := s.ownerEntity(c, nil); e != noEntity {
		return e
	}
	if e := s.speaksFor(ci); e != noEntity {
		return e
	}
	last := s.limit
	if f != nil && f.verb > ci {
		last = int(s.chunks[f.verb].first)
	}
	linked := false
	best := noEntity
	for j := int(c.last); j < last; j++ {
		if s.tags[j].cues&cNaming != 0 {
			linked = true
			if best != noEntity && s.entities[best].kind != entityGroup {
				best = noEntity // "a letter to an Oslo paper signed Red Dawn"
			}
		}
		n := s.tags[j].name
		switch w := s.text.Role(j); {
		case n >= 0: // the "of" of "Army of the Lake" links nothing
		case w == "of", w == "for", w == "from", w == "by", w == "to", w == "as", w == "name":
			linked = true
		case w == "," && best != noEntity:
			return best
		}
		if n >= 0 && linked {
			e := s.names[n].entity
			if k := s.entities[e].kind; k == entityGroup || best == noEntity && k != entityPerson {
				if k == entityState && s.names[n].first > 0 && s.text.Role(int(s.names[n].first)-1) == "in" {
					continue
				}
				best = e
				if k == entityGroup {
					return best
				}
			}
		}
	}
	if best == noEntity && ci+2 < len(s.chunks) && s.chunks[ci+1].kind == chunkPrep && (f == nil || f.verb > ci+2 || f.verb < ci) {
		switch s.text.Role(int(s.chunks[ci+1].last) - 1) {
		case "of", "for", "from", "by":
			if e := s.actorAt(ci+2, nil, 1); e != noEntity {
				return e
			}
		}
	}
	return best
}

// roleOf gives role and organisation from the words beside a name: "Ann Ruiz,
// a fellow at the Institute,", "police chief Ann Ruiz".
func (s *scratch) roleOf(ci int) (role, org string) {
	c := &s.chunks[ci]
	if n := &s.names[c.name]; n.first > c.first && !(s.x.words.heads && s.tags[n.first-1].grams&gDet != 0) {
		from := c.first
		for from < n.first && s.tags[from].grams&gDet != 0 {
			from++
		}
		role = strings.TrimSpace(s.text.Slice(int(from), int(n.first)))
	}
	if ci+2 >= len(s.chunks) || s.chunks[ci+1].kind != chunkComma || s.chunks[ci+1].paren || s.chunks[ci+2].kind != chunkNoun {
		return role, ""
	}
	a := &s.chunks[ci+2]
	if a.cues&(cAuthority|cExpert|cSpokes|cVoice) == 0 && !s.roleNoun(a) {
		return role, ""
	}
	first, at, end := int(a.first), -1, int(a.first)
	for end < s.limit && end < first+24 && s.text.Word(end) != "," && s.text.Tokens[end].Flags&(lang.OpenQuote|lang.EndQuote) == 0 && s.text.Word(end) != "." {
		if w := s.text.Role(end); at < 0 && end > first && (w == "at" || w == "with" || w == "for") {
			at = end
		}
		end++
	}
	if at < 0 {
		return s.text.Slice(first, end), ""
	}
	from := at + 1
	if from < end && s.tags[from].grams&gDet != 0 {
		from++
	}
	return s.text.Slice(first, at), s.text.Slice(from, end)
}

// roleNoun reports whether a phrase beside a name begins with a word for a
// position.
func (s *scratch) roleNoun(c *chunk) bool {
	for j := c.first; j < c.last; j++ {
		if s.hinged(int(j), hPosition) || s.tags[j].cues&(cAuthority|cExpert|cSpokes) != 0 {
			return true
		}
	}
	return false
}

// voiceText is the phrase that names a speaker, without marks.
func (s *scratch) voiceText(c *chunk) string {
	if c.name >= 0 {
		n := &s.names[c.name]
		if e := &s.entities[n.entity]; e.kind != entityState && !n.channel {
			if len(e.words) == 1 && s.authorityName(n.entity) && c.head+1 == n.last {
				return s.text.Slice(int(c.first), int(n.last)) // "The Interior Ministry"
			}
			return e.name
		}
		return s.text.Slice(int(n.first), int(n.last)) // "Washington", the outlet
	}
	return strings.Trim(s.text.Slice(int(c.first), int(c.head)+1), `"“”`)
}

// speaker renders a voice for the outside.
func (s *scratch) speaker(v voice) credence.Speaker {
	out := credence.Speaker{}
	if v.class == voiceNone || v.class == voiceNobody {
		return out
	}
	if v.last > v.first {
		out.Span = s.text.Span(int(v.first), int(v.last))
	}
	c := chunk{name: -1}
	if v.chunk >= 0 && v.chunk < len(s.chunks) {
		c = s.chunks[v.chunk]
	}
	switch {
	case v.text == "":
		if v.ent >= 0 {
			out.Name = ""
		}
		return credence.Speaker{}
	case c.name >= 0 || v.person >= 0:
		out.Name = v.text
	default:
		out.Role = v.text
	}
	if v.role != "" {
		out.Role = v.role
	}
	switch {
	case v.org != "":
		out.Organisation = v.org
	case v.ent >= 0 && v.text != s.entities[v.ent].name:
		out.Organisation = s.entities[v.ent].name
	}
	return out
}

// quotedThroughout reports whether all words of a sentence stand in quotation
// marks.
func (s *scratch) quotedThroughout(first, last int) bool {
	for j := first; j < last; j++ {
		if s.text.Tokens[j].Flags&(lang.InQuote|lang.OpenQuote|lang.EndQuote|lang.Punct) == 0 {
			return false
		}
	}
	return true
}
