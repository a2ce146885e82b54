package extract

import "github.com/credence-project/credence"

// hunted gives whom a clause that looks like a claim says was gone after in
// hiding, anyEntity if that is not said and noEntity if nobody was: who says to
// have raided a hideout, or a house that another group used, or to have killed
// militants there, has gone after those who attack and claims no attack.
func (s *scratch) hunted(kind credence.Kind, f *frame) int32 {
	if kind != credence.KindClaim || f.passive || f.obj < 0 {
		return noEntity
	}
	o := &s.chunks[f.obj]
	if next := f.obj + 1; int(next) < len(s.chunks) && o.name >= 0 && s.chunks[next].first == o.last && s.chunks[next].kind == chunkNoun {
		o = &s.chunks[next] // "Islamic State" "hideouts"
	}
	switch {
	case s.turns(int(o.head), tLair), s.is(int(o.head), wOwn) && s.lairBefore(int(o.first)):
		return anyEntity
	case s.turns(int(s.chunks[f.verb].head), tSearch):
		return s.ownerBehind(int(o.last))
	}
	return noEntity
}

// anyEntity stands for an entity that is not told.
const anyEntity = noEntity - 1

// ownerBehind is the group that the words from token k on call the owner of what
// stands before them, noEntity if they do not: "of", "used by", "belonging to".
func (s *scratch) ownerBehind(k int) int32 {
	const reach = 5
	owned := false
	for j := k; j < min(k+reach, s.limit); j++ {
		if n := s.tags[j].name; n >= 0 {
			if e := s.names[n].entity; owned && s.entities[e].kind == entityGroup {
				return e
			}
			return noEntity
		}
		switch s.text.Role(j) {
		case "of", "by", "to":
			owned = true
		case "in", "near", "at", "and", "with", "on":
			return noEntity
		}
	}
	return noEntity
}

// lairBefore reports whether a hideout is named before token k in its sentence.
func (s *scratch) lairBefore(k int) bool {
	for j := k - 1; j >= int(s.text.Sentences[s.text.Tokens[k].Sent].First); j-- {
		if s.turns(j, tLair) {
			return true
		}
	}
	return false
}
