package extract

import (
	"fmt"
	"io/fs"
	"strings"

	"github.com/credence-project/credence/lang"
)

// The classes of say_states.txt.
const (
	organHome uint = 1 << iota
	organAbroad
	organCountry
)

var organClasses = []string{"home", "abroad", "country"}

// stateName is what a phrase of the states file stands for.
type stateName struct {
	name      string
	adjective bool
}

// loadStates reads the names of states, their capitals and their adjectives.
func (x *Extractor) loadStates(files fs.FS) error {
	const file = "claim_states.txt"
	b, err := fs.ReadFile(files, file)
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	x.states = lang.NewPhrases(x.vocab)
	put := func(phrase, name string, adjective bool) {
		if phrase = strings.TrimSpace(phrase); phrase != "" {
			x.states.Add(phrase, len(x.stateNames))
			x.stateNames = append(x.stateNames, stateName{name, adjective})
		}
	}
	for line := range strings.Lines(string(b)) {
		line, _, _ = strings.Cut(line, "#")
		f := strings.Split(strings.TrimSpace(line), "|")
		if len(f) != 3 {
			continue
		}
		put(f[0], f[0], false)
		for alias := range strings.SplitSeq(f[1], ",") {
			put(alias, f[0], false)
		}
		for adj := range strings.SplitSeq(f[2], ",") {
			put(adj, f[0], true)
		}
	}
	return nil
}

// speaksFor gives the state for which the phrase at ci speaks, noEntity if it
// does for none: "the Iranian embassy", "Tehran's foreign minister", "a
// presidential aide in Moscow".
func (s *scratch) speaksFor(ci int) int32 {
	c := &s.chunks[ci]
	class := s.organAt(c)
	if class&(organHome|organAbroad) == 0 {
		return noEntity
	}
	if c.owner >= 0 {
		return s.stateNamed(c.owner)
	}
	for j := c.first; j < c.head; j++ {
		if v, n := s.x.states.Match(s.text, int(j)); n > 0 && s.x.stateNames[v].adjective {
			return s.stateEntity(v, j, n)
		}
	}
	return s.seatBehind(ci, class)
}

// seatBehind gives the state whose organ the phrase at ci is by the words behind
// it: "of Chad", "in Kyiv", "to the Russian president". One abroad is not that
// of the country it is in.
func (s *scratch) seatBehind(ci int, class uint) int32 {
	if ci+2 >= len(s.chunks) || s.chunks[ci+1].kind != chunkPrep || s.chunks[ci+2].kind != chunkNoun {
		return noEntity
	}
	switch s.text.Role(int(s.chunks[ci+1].last) - 1) {
	case "of", "to", "for":
	case "in":
		if class&organAbroad != 0 || ci+3 < len(s.chunks) && s.chunks[ci+3].kind == chunkPrep {
			return noEntity // "a spokesman in London for the Front"
		}
	default:
		return noEntity
	}
	if n := s.chunks[ci+2].name; n >= 0 {
		return s.stateNamed(n)
	}
	return s.speaksFor(ci + 2)
}

// stateNamed gives the entity of a name if that is a state.
func (s *scratch) stateNamed(n int32) int32 {
	if e := s.names[n].entity; s.entities[e].kind == entityState {
		return e
	}
	return noEntity
}

// stateEntity gives the entity of the state whose adjective stands at token j.
func (s *scratch) stateEntity(state int, j int32, tokens int) int32 {
	return s.entityOf(foundName{name: name{first: j, last: j + int32(tokens), kind: entityState}, text: s.x.stateNames[state].name})
}

// organAt gives the classes of the head of a noun phrase as one that speaks
// for a state.
func (s *scratch) organAt(c *chunk) uint {
	for j := c.first; j <= c.head; j++ {
		if class, n := s.x.organs.at(s.text, int(j)); n > 0 && j+int32(n) == c.head+1 {
			return class
		}
	}
	return 0
}
