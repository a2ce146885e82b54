package extract

import (
	"fmt"
	"io/fs"
	"strings"

	"github.com/credence-project/credence/lang"
)

// stateName is what a phrase of the states file stands for.
type stateName struct {
	name      string
	adjective bool
}

// loadStates reads the names of states, their capitals and their adjectives.
func (x *Extractor) loadStates(files fs.FS) error {
	const file = "claim_states.txt"
	b, err := fs.ReadFile(files, file)
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	x.states = lang.NewPhrases(x.vocab)
	put := func(phrase, name string, adjective bool) {
		if phrase = strings.TrimSpace(phrase); phrase != "" {
			x.states.Add(phrase, len(x.stateNames))
			x.stateNames = append(x.stateNames, stateName{name, adjective})
		}
	}
	for line := range strings.Lines(string(b)) {
		line, _, _ = strings.Cut(line, "#")
		f := strings.Split(strings.TrimSpace(line), "|")
		if len(f) != 3 {
			continue
		}
		put(f[0], f[0], false)
		for alias := range strings.SplitSeq(f[1], ",") {
			put(alias, f[0], false)
		}
		for adj := range strings.SplitSeq(f[2], ",") {
			put(adj, f[0], true)
		}
	}
	return nil
}
