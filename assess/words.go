package assess

import (
	"fmt"
	"strings"

	"github.com/credence-project/credence"
)

// Yardstick gives the yardstick of that name, the first if there is none.
func (w *WordTable) Yardstick(name string) *Yardstick {
	for i := range w.Yardsticks {
		if w.Yardsticks[i].Name == name {
			return &w.Yardsticks[i]
		}
	}
	return &w.Yardsticks[0]
}

// Word is the word of the yardstick for a probability.
func (y *Yardstick) Word(p float64) string {
	for i, cut := range y.Cuts {
		if p <= cut {
			return y.Words[i]
		}
	}
	return y.Words[len(y.Words)-1]
}

// Phrase writes a probability as word, number and interval: "very likely
// (84 %, 46 to 96 %)". Only the numbers stand where there is no word.
func Phrase(p credence.Probability) string {
	numbers := fmt.Sprintf("%s, %s to %s", credence.Percent(p.P), strings.TrimSuffix(credence.Percent(p.Lo), " %"), credence.Percent(p.Hi))
	if p.Word == "" {
		return numbers
	}
	return p.Word + " (" + numbers + ")"
}

func probability(p, lo, hi float64, y *Yardstick) credence.Probability {
	return credence.Probability{P: round(p), Lo: round(lo), Hi: round(hi), Word: y.Word(p)}
}
