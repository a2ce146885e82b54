package extract

import (
	"slices"

	"github.com/credence-project/credence"
)

// alike gives those of whom the clause says the same as of the one chosen,
// without naming any: "believed neither", "blamed both groups". Whoever judges
// claims means those who claimed, else it is those named last.
func (s *scratch) alike(kind credence.Kind, chosen option) []int32 {
	f := &s.frames[chosen.frame]
	first, last := s.extent(f)
	n := s.speaksOfAll(first, last)
	if n == 0 || chosen.entity == noEntity || s.namedIn(chosen.entity, first, last) {
		return nil
	}
	if kind == credence.KindDoubt || kind == credence.KindEndorse || kind == credence.KindRetraction {
		claims := s.claimants()
		return claims[max(0, len(claims)-n):]
	}
	if n > 2 {
		return nil
	}
	out := []int32{chosen.entity}
	for i := s.namesBefore(first) - 1; i >= 0 && len(out) < n; i-- {
		e := s.names[i].entity
		if s.entities[e].kind == entityGroup && !slices.Contains(out, e) {
			out = append(out, e)
		}
	}
	return out
}

// claimants gives those who have claimed so far, by rule or by model.
func (s *scratch) claimants() []int32 {
	out := slices.Clone(s.focus.claims)
	for i := range s.found {
		if c := &s.found[i]; c.kind == credence.KindClaim && !c.replaced && c.askedEnd == 0 && c.actor >= 0 && !slices.Contains(out, c.actor) {
			out = append(out, c.actor)
		}
	}
	return out
}

func (s *scratch) namedIn(e int32, first, last int) bool {
	for j := first; j < last; j++ {
		if n := s.tags[j].name; n >= 0 && s.names[n].entity == e {
			return true
		}
	}
	return false
}

// speaksOfAll gives how many the words first..last-1 say something of without a
// name: 2 for "both" and "neither", many for "none of them", else 0.
func (s *scratch) speaksOfAll(first, last int) int {
	const many = 6
	for j := first; j < last; j++ {
		n := 2
		switch s.text.Role(j) {
		case "both", "neither", "either":
		case "none", "all", "any":
			n = many
		default:
			continue
		}
		if s.ofClaimants(j+1, last, n) {
			return n
		}
	}
	return 0
}

// ofClaimants reports whether groups, claims or nobody in particular stand
// behind a word such as "both" at i-1, and not a list of names or attacks.
func (s *scratch) ofClaimants(i, last, n int) bool {
	for j := i; j < last && j < i+4; j++ {
		t := &s.tags[j]
		switch {
		case t.name >= 0 || t.cues&cAttack != 0 && t.cues&(cClaimNoun|cVoice) == 0:
			return false
		case t.cues&(cGroup|cMember|cClaimNoun|cVoice) != 0, s.text.Role(j) == "them":
			return true
		case t.grams&(gVerb|gAux|gConj) != 0 && t.grams&gDet == 0:
			return n == 2 && j == i
		}
	}
	return n == 2 && i >= last
}
