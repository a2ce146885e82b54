package lexicon

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed ordinary.txt
var ordinaryFile string

// ordinaryWords holds the hashes of ordinary words and names of persons that
// are also names of places or actors; true for those in capitals, which are no
// places but may be actors.
var ordinaryWords = sync.OnceValue(func() map[uint64]bool {
	out := map[uint64]bool{}
	for _, line := range strings.Split(ordinaryFile, "\n") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		for _, w := range strings.Fields(line) {
			out[hashText(w)] = w == strings.ToUpper(w)
		}
	}
	return out
})

// noPlace reports whether a word is more often something else than a place.
func noPlace(word string) bool {
	_, ok := ordinaryWords()[hashText(word)]
	return ok
}
