package credence

// Span points at bytes of a document's text: Start is the offset of the first
// byte, End of the byte after the last. Offsets count bytes of the UTF-8 text.
type Span struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// Len is the number of bytes.
func (s Span) Len() int { return s.End - s.Start }

// Overlaps reports whether the two have a byte in common.
func (s Span) Overlaps(t Span) bool { return s.Start < t.End && t.Start < s.End }

// Contains reports whether t lies within s.
func (s Span) Contains(t Span) bool { return s.Start <= t.Start && t.End <= s.End }

// Of gives the bytes of text that s points at, or "" if s lies outside it.
func (s Span) Of(text string) string {
	if s.Start < 0 || s.End > len(text) || s.Start >= s.End {
		return ""
	}
	return text[s.Start:s.End]
}

// Quote is a span together with its document and the words found there: what
// a printed statement rests on.
type Quote struct {
	Document DocumentID `json:"document"`
	Span
	Text string `json:"text"`
}
