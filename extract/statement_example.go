package extract

import "github.com/credence-project/credence"

// exemplify gives each example of a general statement a statement of its own:
// "some attackers pledged allegiance, such as A and B" is a pledge by A and
// one by B; "few attacks were directed by the group, the examples coming in
// P and Q" names two that were. It reads the sentence in s.chunks.
func (s *scratch) exemplify(from int) {
	for i := from; i < len(s.found); i++ {
		c := s.found[i]
		if c.example || c.replaced || c.kind != credence.KindPledge && c.kind != credence.KindLink {
			continue
		}
		names := s.examples(c.first)
		if len(names) == 0 {
			continue
		}
		for _, ci := range names {
			n := &s.names[s.chunks[ci].name]
			d := c
			d.example = true
			if c.kind == credence.KindPledge {
				d.voice = voice{class: voiceAttacker, ent: noEntity, person: n.entity, chunk: ci, first: n.first, last: n.last, text: s.entities[n.entity].name}
				d.speaker = s.speaker(d.voice)
			} else {
				d.other = true
			}
			d.last = max(d.last, int(n.last))
			d.mark = int(n.first)
			s.found = append(s.found, d)
		}
		s.found[i].replaced = true
	}
}

// examples gives the noun phrases of the names listed behind "such as",
// "including", "the examples coming in" in the sentence, from token first on.
func (s *scratch) examples(first int) []int {
	var out []int
	open := false
	for ci := range s.chunks {
		c := &s.chunks[ci]
		if int(c.first) < first {
			continue
		}
		for j := c.first; j < c.last; j++ {
			switch s.text.Role(int(j)) {
			case "such", "including", "examples", "example", "notably", "namely":
				open = true
			}
		}
		if open && c.kind == chunkNoun && c.name >= 0 && s.entities[s.names[c.name].entity].kind != entityGroup {
			out = append(out, ci)
		}
	}
	return out
}
