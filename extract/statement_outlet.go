package extract

import "github.com/credence-project/credence/lang"

// The classes of say_outlets.txt.
const (
	outletName uint = 1 << iota
	outletDoubtful
	outletBefore
	outletBehind
)

var outletClasses = []string{"outlet", "doubtful", "before", "behind"}

// outletAt gives the length in tokens of the name of a platform or medium that
// stands for nobody and begins at token i, 0 if none does.
func (s *scratch) outletAt(i, last int) int {
	class, n := s.x.outlets.at(s.text, i)
	if n == 0 || class&(outletName|outletDoubtful) == 0 {
		return 0
	}
	end := s.domain(i+n, last)
	if end > last || end < last && s.capital(end) && s.linkable(end) && !s.functionWord(end) {
		return 0 // part of a longer name
	}
	if class&outletName != 0 {
		return end - i
	}
	if i > 0 {
		if before, _ := s.x.outlets.at(s.text, i-1); before&outletBefore != 0 {
			return end - i
		}
	}
	if behind, _ := s.x.outlets.at(s.text, end); end < last && behind&outletBehind != 0 {
		return end - i
	}
	return 0
}

// domain gives the token behind a name that goes on at token j with a dot:
// "Rocket.Chat".
func (s *scratch) domain(j, last int) int {
	if j+1 < last && s.text.Word(j) == "." && (s.text.Tokens[j].Flags|s.text.Tokens[j+1].Flags)&lang.Space == 0 {
		return j + 2
	}
	return j
}
