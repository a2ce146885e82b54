package lexicon

import "strings"

// OrganMatch is a state organ that a text names by its country and its kind:
// "Salvadoran Army", "Peru's police", "the Colombian government".
type OrganMatch struct {
	Extent
	Country *Country
	Class   Class // of [Agents], below "state"
}

// Organ gives the state organ that is named from token i on. Organs with a
// name of their own ("Carabineros", "National Directorate of Investigation")
// are in the register of actors.
func Organ(words Words, i int) (m OrganMatch, ok bool) {
	c, ok := Countries().Longest(words, i)
	if !ok || c.Form == CountryPeople {
		return OrganMatch{}, false
	}
	next := i + c.Tokens
	switch s := words(next); {
	case s == "'s" || s == "’s" || s == "'S" || s == "'", s == "." && strings.Contains(words(i), "."):
		next++
	}
	a, ok := Agents().Longest(words, next)
	if !ok || !Agents().Is(a.Class.ID, "state") {
		return OrganMatch{}, false
	}
	return OrganMatch{Extent: Extent{next - i + a.Tokens, a.Tail}, Country: c.Country, Class: a.Class}, true
}
