package extract

import (
	"slices"
	"sort"
	"strings"

	"github.com/credence-project/credence/lang"
)

// noEntity says that a phrase stands for nobody the text names.
const noEntity = int32(-1)

// focus is what a pronoun or "the group" may refer to at a point of the text.
type focus struct {
	group   int32   // the group, state or organ spoken of last
	claims  []int32 // who has claimed, last first
	accused []int32 // who was accused, last last
	person  int32   // the person spoken of last
	speaker voice   // who spoke last
	quoting bool    // the last sentence was a quotation of speaker

	topic     voice // the last one who may speak and was subject of a sentence
	topicLast bool  // nobody has spoken since
}

func (s *scratch) resetFocus() {
	s.focus.group, s.focus.person = noEntity, noEntity
	s.focus.accused = s.focus.accused[:0]
	s.focus.claims = s.focus.claims[:0]
	s.focus.speaker, s.focus.topic = voice{ent: noEntity}, voice{ent: noEntity}
	s.focus.quoting, s.focus.topicLast = false, false
}

// actorOf gives the entity that can be responsible and that the noun phrase
// stands for.
func (s *scratch) actorOf(ci int, f *frame) int32 {
	if ci < 0 || ci >= len(s.chunks) {
		return noEntity
	}
	return s.actorAt(ci, f, 0)
}

func (s *scratch) actorAt(ci int, f *frame, depth int) int32 {
	c := &s.chunks[ci]
	if c.kind != chunkNoun || depth > 3 {
		return noEntity
	}
	if e := s.meantBy(c); e != noEntity {
		return e
	}
	if c.name >= 0 {
		n := &s.names[c.name]
		if s.entities[n.entity].kind == entityOutlet && !n.channel {
			return noEntity
		}
		if s.place(ci) && n.kind != entityGroup {
			return noEntity
		}
		if e := &s.entities[n.entity]; e.kind == entityUnknown && n.last-n.first == 1 && s.modified(c, n) && s.pluralAt(int(n.first)) && strings.HasSuffix(e.words[len(e.words)-1], "s") {
			return s.described(c) // "radical Islamists"
		}
		if c.owner >= 0 && s.branch(c) {
			return s.described(c)
		}
		return n.entity
	}
	if c.neg && c.owner < 0 {
		return noEntity
	}
	if s.numeral(c) {
		if e := s.ofEntity(ci, f, depth); e != noEntity {
			return e
		}
	}
	if c.grams&(gPronoun|gPoss) != 0 && c.last-c.first == 1 {
		return s.pronoun(ci, f)
	}
	if e := s.apposed(ci, f); e != noEntity {
		return e
	}
	if s.branch(c) {
		return s.described(c)
	}
	if f != nil && ci == f.subj && !f.passive {
		if e := s.speaksFor(ci); e != noEntity {
			return e
		}
	}
	if c.ownedBy == ownedPronoun && s.organAt(c)&organCountry != 0 {
		if v := s.voiceBefore(f); v.class == voiceState {
			return v.ent // "his country"
		}
	}
	partOf := c.cues&(cMember|cGroup|cOrgan|cAttacker) != 0 || s.numeral(c)
	if c.owner >= 0 && partOf && (s.creed(&s.names[c.owner]) || s.ofOrigin(c)) {
		return s.described(c)
	}
	if e := s.ownerEntity(c, f); e != noEntity && partOf {
		if s.entities[e].kind == entityState && (c.cues&(cMember|cOrgan|cGroup) != 0) && c.ownedBy != ownedPronoun {
			return s.described(c)
		}
		return e
	}
	if !partOf {
		return s.machineOf(c)
	}
	if e := s.ofEntity(ci, f, depth); e != noEntity {
		return e
	}
	if w := s.text.Role(int(c.first)); c.cues&(cGroup|cMember|cOrgan) == 0 || w == "any" || w == "every" {
		return noEntity
	}
	if s.striped(c) || c.cues&cGroup != 0 && (c.quoted && s.indefinite(c) || s.introducedGroup(c)) {
		return s.described(c)
	}
	if c.cues&(cGroup|cOrgan) == 0 && !s.pluralAt(int(c.head)) {
		return noEntity // "the man" is no group
	}
	if s.definite(c) {
		e := s.groupBefore(c)
		if e != noEntity && c.cues&cOrgan != 0 && !strings.Contains(" "+strings.Join(s.entities[e].words, " ")+" ", " "+s.text.Role(int(c.head))+" ") {
			return noEntity // "the security service" is none of the groups
		}
		return e
	}
	return noEntity
}

// creed reports whether a name is but the adjective of a creed or a people:
// "Maoist", "Basque".
func (s *scratch) creed(n *name) bool {
	return n.last-n.first == 1 && s.tags[n.first].cues&cStripe != 0 && s.entities[n.entity].actor == nil
}

// ofOrigin reports whether the name before a noun for people but says whence
// they are: "Tebu militias", "the Scognamiglio clan", "the Oslo bomber".
func (s *scratch) ofOrigin(c *chunk) bool {
	n := &s.names[c.owner]
	e := &s.entities[n.entity]
	if c.ownedBy != ownedNot || n.last != c.head && n.last+1 != c.head || s.text.Tokens[n.first].Flags&lang.AllCaps != 0 {
		return false
	}
	switch {
	case e.actor != nil || e.claimed:
		return false
	case e.kind == entityUnknown:
		return c.cues&(cGroup|cAttacker) != 0 || c.cues&cMember != 0 && s.pluralAt(int(c.head))
	}
	return e.kind == entityState && c.cues&cAttacker != 0 && c.cues&cMember == 0
}

// modified reports whether a word that is no article stands between the
// beginning of the phrase and its name.
func (s *scratch) modified(c *chunk, n *name) bool {
	for j := c.first; j < n.first; j++ {
		if s.tags[j].grams&(gDet|gPoss) == 0 && s.text.Tokens[j].Flags&lang.Punct == 0 {
			return true
		}
	}
	return false
}

// machineOf gives the state whose planes or guns the phrase is for: "Israeli
// warplanes".
func (s *scratch) machineOf(c *chunk) int32 {
	switch s.text.Role(int(c.head)) {
	case "warplanes", "warplane", "jets", "jet", "planes", "plane", "aircraft", "bombers", "helicopters", "helicopter", "gunships", "gunboats", "warships", "warship",
		"drones", "drone", "artillery", "gunners", "batteries", "tanks", "fighters", "frogmen", "divers", "raiders", "forces":
	default:
		return noEntity
	}
	for j := c.first; j < c.head; j++ {
		if v, n := s.x.states.Match(s.text, int(j)); n > 0 && s.x.stateNames[v].adjective {
			return s.stateEntity(v, j, n)
		}
	}
	return noEntity
}

// wasAccused reports whether the text has accused an entity before.
func (s *scratch) wasAccused(e int32) bool {
	for _, a := range s.focus.accused {
		if a == e || s.related(a, e) {
			return true
		}
	}
	return false
}

// apposed gives the entity named beside a common noun for it: "a rival
// faction, the Red Front", "a group calling itself the Front".
func (s *scratch) apposed(ci int, f *frame) int32 {
	if j := s.apposition(ci); j >= 0 {
		return s.names[s.chunks[j].name].entity
	}
	return noEntity
}

// apposition gives the noun phrase of the name beside a common noun, or -1.
func (s *scratch) apposition(ci int) int {
	const noEntity = -1
	c := &s.chunks[ci]
	if c.cues&(cGroup|cOrgan|cMember|cAuthority) == 0 && s.text.Role(int(c.head)) != "something" || ci+2 >= len(s.chunks) {
		return noEntity
	}
	next := &s.chunks[ci+1]
	j := ci + 2
	if next.kind == chunkComma && ci+4 < len(s.chunks) && s.chunks[j].kind == chunkWho {
		next, j = &s.chunks[j], j+1 // ", who call themselves"
	}
	switch {
	case next.kind == chunkComma && !next.paren && c.cues&cAuthority == 0:
	case next.kind == chunkVerb && next.cues&cNaming != 0, s.tags[next.first].cues&cNaming != 0:
	case next.kind == chunkWho && s.chunks[j].kind == chunkVerb && s.chunks[j].cues&cNaming != 0:
		j++
		for j < len(s.chunks) && s.chunks[j].kind == chunkNoun && s.chunks[j].name < 0 && s.chunks[j].grams&gPronoun != 0 {
			j++
		}
	default:
		return noEntity
	}
	if j >= len(s.chunks) || s.chunks[j].kind != chunkNoun || s.chunks[j].name < 0 {
		return noEntity
	}
	n := &s.names[s.chunks[j].name]
	e := &s.entities[n.entity]
	if e.kind == entityPerson || e.kind == entityState {
		return noEntity
	}
	if e.kind == entityUnknown && c.cues&cGroup != 0 {
		e.kind = entityGroup
	}
	return j
}

// indefinite reports whether the phrase begins with "a".
func (s *scratch) indefinite(c *chunk) bool {
	w := s.text.Role(int(c.first))
	return w == "a" || w == "an"
}

// introducedGroup reports whether the phrase brings in a group by what it is:
// "a climate group".
func (s *scratch) introducedGroup(c *chunk) bool {
	if !s.indefinite(c) || c.last-c.first < 3 {
		return false
	}
	for j := c.first + 1; j < c.head; j++ {
		if s.tags[j].cues&cUnknown != 0 || s.tags[j].grams&gDet != 0 || s.hinged(int(j), hNewGroup) {
			return false
		}
	}
	return true
}

// branch reports whether the phrase is for a named part of a group: "Islamic
// State's Khorasan chapter".
func (s *scratch) branch(c *chunk) bool {
	if c.owner < 0 || c.cues&cGroup == 0 {
		return false
	}
	switch head := int(c.head); {
	case s.hinged(head, hSplinter):
		return true
	case !s.hinged(head, hPart):
		return false
	}
	for j := s.names[c.owner].last; j < c.head; j++ {
		if s.capital(int(j)) {
			return true
		}
	}
	return s.names[c.owner].first > c.first && s.text.Role(int(s.names[c.owner].first)-1) == "'s"
}

// place reports whether a name stands behind a preposition of place.
func (s *scratch) place(ci int) bool {
	if ci == 0 || s.chunks[ci-1].kind != chunkPrep {
		return false
	}
	prep := int(s.chunks[ci-1].last) - 1
	if s.text.Role(prep) == "from" {
		return s.chunks[ci].name >= 0 && s.entities[s.names[s.chunks[ci].name].entity].kind == entityState
	}
	return s.ofPlace(prep)
}

// ofPlace reports whether token i is a preposition of place alone.
func (s *scratch) ofPlace(i int) bool {
	switch s.text.Role(i) {
	case "in", "at", "near", "outside", "inside", "across", "around", "into", "within", "toward", "towards":
		return true
	}
	return false
}

// numeral reports whether the phrase is a bare count, "one", "two", "some".
func (s *scratch) numeral(c *chunk) bool {
	return c.last-c.first <= 2 && (s.tags[c.head].grams&gDet != 0 || s.text.Role(int(c.head)) == "one")
}

// ownerEntity gives the entity in the possessive or modifying place: "the
// ETA gunmen", "its fighters", "the group's men".
func (s *scratch) ownerEntity(c *chunk, f *frame) int32 {
	if c.owner >= 0 {
		return s.names[c.owner].entity
	}
	switch c.ownedBy {
	case ownedPronoun:
		switch s.text.Role(int(c.first)) {
		case "its", "their":
			return s.it(f)
		case "our", "my":
			return s.we(f)
		case "his", "her":
			if v := s.voiceBefore(f); v.ent >= 0 && (v.class == voiceSelf || v.class == voiceAnonymous) {
				return v.ent
			}
			return s.representedBy(s.focus.person)
		}
	case ownedNoun:
		for j := c.first; j < c.head; j++ {
			if s.tags[j].cues&(cGroup|cMember) != 0 && s.text.Role(int(j)+1) != "" {
				return s.groupNamed(s.text.Role(int(j)), s.tags[j].cues)
			}
		}
	}
	return noEntity
}

// representedBy gives the group for which a person speaks, or the person.
func (s *scratch) representedBy(e int32) int32 {
	if e >= 0 && s.entities[e].of >= 0 {
		return s.entities[e].of
	}
	return noEntity
}

// ofEntity gives the entity behind "of" or "from": "fighters of the Front".
func (s *scratch) ofEntity(ci int, f *frame, depth int) int32 {
	j := ci + 1
	for j+1 < len(s.chunks) && s.chunks[j].kind == chunkTime {
		j++
	}
	if j+1 >= len(s.chunks) || s.chunks[j].kind != chunkPrep {
		return noEntity
	}
	switch s.text.Role(int(s.chunks[j].last) - 1) {
	case "of", "from", "for", "with", "to", "in":
		if s.chunks[j+1].kind == chunkNoun {
			e := s.actorAt(j+1, f, depth+1)
			if e != noEntity && s.entities[e].kind == entityPerson {
				return noEntity
			}
			return e
		}
		if s.chunks[j+1].kind == chunkQuote && j+2 < len(s.chunks) && s.chunks[j+2].kind == chunkNoun {
			return s.actorAt(j+2, f, depth+1)
		}
	}
	return noEntity
}

// pronoun resolves a phrase that is a single pronoun.
func (s *scratch) pronoun(ci int, f *frame) int32 {
	switch s.text.Role(int(s.chunks[ci].first)) {
	case "it", "they", "them", "itself", "themselves":
		return s.it(f)
	case "we", "us", "i", "me":
		return s.we(f)
	case "he", "she", "him", "her", "himself", "herself":
		if v := s.voiceBefore(f); v.class == voiceSelf && v.ent >= 0 && v.person >= 0 {
			return v.person
		}
		return s.focus.person
	}
	return noEntity
}

// it resolves "it" and "they": within what somebody says, the one that says
// it if that is a group; otherwise the group spoken of last.
func (s *scratch) it(f *frame) int32 {
	if f != nil {
		if v := s.voiceBefore(f); (v.class == voiceSelf || v.class == voiceAnonymous || v.class == voiceState) && v.ent >= 0 {
			return v.ent
		}
		if f.speech || f.gov < 0 {
			if f.rel && f.subj >= 0 && f.subj < f.verb && s.chunks[f.subj].name >= 0 {
				return s.names[s.chunks[f.subj].name].entity
			}
		}
	}
	return s.focus.group
}

// we resolves the first person: the group for which the speaker speaks.
func (s *scratch) we(f *frame) int32 {
	v := s.focus.speaker
	if f != nil && f.gov >= 0 {
		v = s.voiceOf(f.gov)
	}
	if v.ent >= 0 {
		return v.ent
	}
	return noEntity
}

// definite reports whether the phrase refers back: "the group", "this
// movement", "the same organisation", "both outfits".
func (s *scratch) definite(c *chunk) bool {
	switch s.text.Role(int(c.first)) {
	case "the", "this", "that", "these", "those", "both", "same", "said":
		return c.last-c.first <= 4 && !s.compound(c)
	}
	return false
}

// compound reports whether a noun before the head makes the phrase one of its
// own: "the army command", "the landowners' league".
func (s *scratch) compound(c *chunk) bool {
	for j := c.first + 1; j < c.head; j++ {
		t := &s.tags[j]
		if t.name < 0 && t.cues&(cAuthority|cOrgan) != 0 {
			return true
		}
		if w := s.text.Role(int(j)); w == "'s" || w == "'" || w == "’" {
			return true
		}
	}
	return false
}

// striped reports whether a word before the head makes the phrase an actor of
// its own: "Maoist rebels", "Tuareg fighters".
func (s *scratch) striped(c *chunk) bool {
	if s.tags[c.head].cues&cStripe != 0 && c.cues&cMember != 0 && c.last-c.first > 1 {
		return true
	}
	if w := s.text.Role(int(c.head)); !(s.definite(c) && s.focus.group >= 0) && len(w) > 4 && w[len(w)-1] == 's' && c.cues&cMember != 0 {
		// "leftists", "separatists": a creed alone
		if s.x.words.of(s.x.vocab.Find(w[:len(w)-1])).cues&cStripe != 0 {
			return true
		}
	}
	for j := c.first; j < c.head; j++ {
		if s.tags[j].cues&cStripe != 0 {
			return true
		}
		if _, n := s.x.states.Match(s.text, int(j)); n > 0 {
			return true
		}
		if s.capital(int(j)) && !s.common(int(j)) && s.tags[j].grams == 0 && !s.text.Sentences[s.text.Tokens[j].Sent].Upper {
			return true
		}
	}
	return false
}

// described gives an entity for a phrase that has no name: "Tuareg rebels".
func (s *scratch) described(c *chunk) int32 {
	first := int(c.first)
	for first < int(c.head) && (s.tags[first].grams&(gDet|gPoss) != 0 || s.tags[first].cues&(cHedge|cUnknown) != 0 || s.text.Tokens[first].Flags&lang.Punct != 0) {
		first++
	}
	text := strings.Trim(s.text.Slice(first, int(c.head)+1), `"“”' `)
	words := s.nameWords(text)
	if len(words) == 0 {
		return noEntity
	}
	const look = 512
	for i := max(0, len(s.entities)-look); i < len(s.entities); i++ {
		e := &s.entities[i]
		if len(e.words) > 0 && (slices.Equal(e.words, words) || e.kind == entityDescribed && within(words, e.words)) {
			return int32(i)
		}
	}
	s.entities = append(s.entities, entity{name: text, words: s.keepWords(words), kind: entityDescribed, of: -1, count: 1, first: c.first})
	return int32(len(s.entities) - 1)
}

// groupBefore resolves "the group", "the rebels".
func (s *scratch) groupBefore(c *chunk) int32 {
	return s.groupNamed(s.text.Role(int(c.head)), c.cues)
}

// groupNamed resolves a common noun for a group: an entity whose name holds
// the noun, else the group spoken of last.
func (s *scratch) groupNamed(noun string, cues cue) int32 {
	const look = 512
	best := noEntity
	for i := max(0, len(s.entities)-look); i < len(s.entities); i++ {
		e := &s.entities[i]
		if e.kind == entityPerson || e.kind == entityState || len(e.words) == 0 {
			continue
		}
		for _, w := range e.words {
			if w == noun || strings.TrimSuffix(w, "s") == strings.TrimSuffix(noun, "s") {
				if s.seen(int32(i)) {
					if int32(i) == s.focus.group {
						return int32(i)
					}
					best = int32(i)
				}
			}
		}
	}
	if best != noEntity {
		return best
	}
	switch strings.TrimSuffix(noun, "s") {
	case "coalition", "alliance", "council", "committee", "congres", "federation", "society", "office", "association", "guard", "family", "tribe", "republic", "board", "corp", "directorate":
		return noEntity // what bears no such name is not called so
	}
	if e := s.calledBeside(noun); e != noEntity {
		return e
	}
	if g := s.focus.group; g >= 0 && s.entities[g].kind != entityState {
		if k := s.entities[g].kind; k == entityDescribed && cues&cGroup != 0 && !s.entities[g].claimed {
			if last := s.groupSoFar(); last != noEntity {
				return last
			}
		}
		return g
	}
	return s.groupSoFar()
}

// seen reports whether an entity has been named before the sentence being
// read ends.
func (s *scratch) seen(e int32) bool {
	return s.entities[e].kind == entityDescribed || int(s.entities[e].first) < s.limit
}

// namesBefore is the number of names that begin before token i.
func (s *scratch) namesBefore(i int) int {
	return sort.Search(len(s.names), func(k int) bool { return int(s.names[k].first) >= i })
}

// groupSoFar gives the group named last before the end of the sentence.
func (s *scratch) groupSoFar() int32 {
	const back = 512
	from := s.namesBefore(s.limit)
	for i := from - 1; i >= 0 && i > from-back; i-- {
		n := &s.names[i]
		if e := &s.entities[n.entity]; e.kind == entityGroup || e.claimed {
			return n.entity
		}
	}
	return noEntity
}
