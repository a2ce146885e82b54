package lexicon

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed quarters.txt
var quarterFile string

// quarterOf maps the code of a country and the folded name of a quarter to its
// town.
var quarterOf = sync.OnceValue(func() map[string]string {
	out := map[string]string{}
	for _, line := range strings.Split(quarterFile, "\n") {
		head, names, ok := strings.Cut(line, ": ")
		i := strings.LastIndexByte(head, ' ')
		if strings.HasPrefix(line, "#") || !ok || i < 0 {
			continue
		}
		town, country := head[:i], head[i+1:]
		for _, name := range strings.Split(names, "; ") {
			out[country+Fold(name)] = town
		}
	}
	return out
})

// TownOf gives the town of which a quarter, street or site of that name is known
// to be in a country, by its code; "" if none is.
func TownOf(quarter, country string) string {
	return quarterOf()[country+Fold(quarter)]
}
