package credence

import "slices"

// Scope is which parts of a document are about one of the incidents that it
// reports. The zero Scope says that this is not known: then all parts count.
type Scope struct {
	Refs      []string // the mentions of its extraction that are the incident; none if that is not known
	Elsewhere []Span   // stretches of its text that plainly are about another, in order and apart
}

// About reports whether a statement of the document is about the incident. One
// that is tied to no mention is, unless it stands in words about another.
func (s *Scope) About(st *Statement) bool {
	return !st.Other && (len(s.Refs) == 0 || st.Incident == "" || slices.ContainsFunc(s.Refs, st.Ties)) && !s.Leaves(st.Start)
}

// Leaves reports whether what begins at a byte of the text stands in a stretch
// about another incident, and so is left out.
func (s *Scope) Leaves(start int) bool {
	i, exact := slices.BinarySearchFunc(s.Elsewhere, start, func(v Span, at int) int { return v.Start - at })
	return exact || i > 0 && start < s.Elsewhere[i-1].End
}
