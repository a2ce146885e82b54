package extract

import (
	"slices"
	"strings"

	"github.com/credence-project/credence/lexicon"
)

// creedsFile lists the words with which a text calls a group that it has named.
const creedsFile = "claim_creeds.txt"

// creeds gives the ideologies that a word for a group goes with.
type creeds map[string][]string

// anyCreed stands for all ideologies.
const anyCreed = "any"

func readCreeds(text string) creeds {
	to := creeds{}
	for line := range strings.Lines(text) {
		line, _, _ = strings.Cut(line, "#")
		words, ideologies, _ := strings.Cut(line, ":")
		for w := range strings.SplitSeq(words, ",") {
			if w = strings.TrimSpace(w); w != "" {
				to[w] = strings.Fields(ideologies)
			}
		}
	}
	return to
}

// of gives the ideologies of a word, in the singular or plural.
func (c creeds) of(word string) []string {
	if to := c[word]; to != nil {
		return to
	}
	return c[strings.TrimSuffix(word, "s")]
}

// meantBy gives the group named before that a phrase means by what it says of
// it: "the same people", "the latter", "the Basque separatists", "the Lebanese
// movement".
func (s *scratch) meantBy(c *chunk) int32 {
	switch s.text.Role(int(c.first)) {
	case "the", "this", "that", "these", "those", "same":
	default:
		return noEntity
	}
	const longest = 5 // words
	switch {
	case c.last-c.first > longest || c.last-c.first < 2 || s.compound(c):
		return noEntity
	case s.again(c):
		return s.namedAsCulprit()
	}
	switch s.text.Role(int(c.head)) {
	case "latter":
		return s.backInSentence(1)
	case "former":
		return s.backInSentence(2)
	}
	return s.groupCalled(c)
}

// again reports whether the phrase means those spoken of before by the word
// "same": "the same hand", "the same Uzbeks".
func (s *scratch) again(c *chunk) bool {
	if s.tags[c.head].cues&(cMember|cGroup|cAttacker) == 0 && s.tags[c.head].name < 0 {
		if m, ok := lexicon.Countries().Longest(s.wordAt, int(c.head)); !ok || m.Form == lexicon.CountryName {
			return false
		}
	}
	return s.text.Role(int(c.first)) == "same" || s.text.Role(int(c.first)+1) == "same"
}

// namedAsCulprit gives who was accused last, else who claimed last, else the
// group named last.
func (s *scratch) namedAsCulprit() int32 {
	if k := len(s.focus.accused); k > 0 {
		return s.focus.accused[k-1]
	}
	if k := len(s.focus.claims); k > 0 {
		return s.focus.claims[k-1]
	}
	return s.groupSoFar()
}

// backInSentence gives the n-th last of the groups and states named before the
// sentence being read, if one sentence names that many.
func (s *scratch) backInSentence(n int) int32 {
	seen, sent := [2]int32{noEntity, noEntity}, int32(-1)
	found := 0
	for i := s.namesFrom - 1; i >= 0 && found < len(seen); i-- {
		k := &s.names[i]
		if sent >= 0 && s.text.Tokens[k.first].Sent != sent {
			break
		}
		if e := &s.entities[k.entity]; e.kind != entityGroup && e.kind != entityState || slices.Contains(seen[:found], k.entity) {
			continue
		}
		sent = s.text.Tokens[k.first].Sent
		seen[found] = k.entity
		found++
	}
	if found < len(seen) {
		return noEntity
	}
	return seen[n-1]
}

// call is what a phrase says of the group that it means.
type call struct {
	countries  []string // codes
	ideologies []string
	words      [4]string // those that say so
	count      int
}

// groupCalled gives the group named before that fits best what the phrase says
// of it, the last of several.
func (s *scratch) groupCalled(c *chunk) int32 {
	k, ok := s.callOf(c)
	if !ok {
		return noEntity
	}
	best, most := noEntity, 0
	for i := s.namesBefore(int(c.first)) - 1; i >= max(0, s.namesFrom-namesBack); i-- {
		e := s.names[i].entity
		if kind := s.entities[e].kind; e == best || kind != entityGroup && !(s.entities[e].claimed && kind == entityUnknown) {
			continue
		}
		if n := s.fits(e, &k); n > most {
			best, most = e, n
		}
	}
	return best
}

// callOf reads a phrase for a group or its people, if all its words say of what
// country or creed it is.
func (s *scratch) callOf(c *chunk) (k call, ok bool) {
	head := &s.tags[c.head]
	told := false
	for j := int(c.first) + 1; j <= int(c.head); {
		if m, ok := lexicon.Countries().Longest(s.wordAt, j); ok && m.Form != lexicon.CountryName && j+m.Tokens <= int(c.head) {
			k.countries = append(k.countries, m.Country.Code)
			told = k.put(s.text.Role(j)) || told
			j += m.Tokens
			continue
		}
		if s.ownName(j) {
			return k, false
		}
		w := s.text.Role(j)
		ideologies := s.x.words.creeds.of(w)
		switch {
		case ideologies == nil && j == int(c.head) && head.cues&(cGroup|cMember) != 0 && head.cues&(cAuthority|cOrgan) == 0:
		case ideologies == nil && s.tags[j].cues&cStripe != 0:
			told = k.put(w) || told
		case ideologies == nil:
			return k, false
		case ideologies[0] == anyCreed:
		default:
			k.ideologies = ideologies
			told = k.put(w) || told
		}
		j++
	}
	return k, told
}

// ownName reports whether the word at token j is part of the name of a group: one
// that the register knows, or a capitalised noun for a group.
func (s *scratch) ownName(j int) bool {
	n := s.tags[j].name
	return n >= 0 && (s.entities[s.names[n].entity].actor != nil || s.tags[j].cues&cGroup != 0)
}

// put notes a word that says what the group is, false if there are too many.
func (k *call) put(word string) bool {
	if k.count == len(k.words) {
		return false
	}
	k.words[k.count] = word
	k.count++
	return true
}

// fits counts what a phrase says of an entity that holds, 0 if something does
// not.
func (s *scratch) fits(e int32, k *call) int {
	a, own, n := s.entities[e].actor, s.entities[e].words, 0
	if !slices.ContainsFunc(own, func(w string) bool { return !slices.Contains(k.words[:k.count], w) }) {
		return 0 // the phrase itself, taken for a name
	}
	for _, w := range k.words[:k.count] {
		if s.besideName(e, w) || slices.Contains(own, w) {
			n++
		}
	}
	if a == nil {
		return n
	}
	for _, code := range k.countries {
		if !slices.Contains(a.Countries, code) {
			return 0
		}
		n++
	}
	if k.ideologies != nil {
		if !slices.Contains(k.ideologies, a.Ideology) {
			return 0
		}
		n++
	}
	return n
}

// recall makes the phrases of the sentence that read as a name but mean a group
// named before stand for it: "the Somali Islamists".
func (s *scratch) recall() {
	for i := range s.chunks {
		c := &s.chunks[i]
		if c.kind != chunkNoun || c.name < 0 {
			continue
		}
		if e := s.meantBy(c); e != noEntity {
			s.names[c.name].entity = e
		}
	}
}

// calledBeside gives the group named last that the text has called by a noun,
// the one spoken of last before others: "the sect", "that militia".
func (s *scratch) calledBeside(noun string) int32 {
	switch strings.TrimSuffix(noun, "s") {
	case "group", "organisation", "organization", "movement", "outfit", "member", "men", "people", "force", "hand":
		return noEntity // any group is called so
	}
	if g := s.focus.group; g >= 0 && s.besideName(g, noun) {
		return g
	}
	for i, last := s.namesFrom-1, noEntity; i >= max(0, s.namesFrom-namesBack); i-- {
		e := s.names[i].entity
		if kind := s.entities[e].kind; e == last || kind != entityGroup && !(s.entities[e].claimed && kind == entityUnknown) {
			continue
		}
		if last = e; s.besideName(e, noun) {
			return e
		}
	}
	return noEntity
}
