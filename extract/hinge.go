package extract

import (
	"fmt"
	"strings"
)

// hingesFile lists the words on which the reading of a clause or a name turns.
const hingesFile = "say_hinges.txt"

// hinge is a set of its classes.
type hinge uint32

var hingeNames = []string{
	"intend", "refuse", "contact", "tell", "seem", "sure", "guise", "order", "unnamed", "plain-people", "new-group", "part", "splinter", "institution",
	"folk", "title", "portfolio", "position", "particle", "numbered", "speaks-for", "goes-by", "before",
}

const (
	hIntend hinge = 1 << iota
	hRefuse
	hContact
	hTell
	hSeem
	hSure
	hGuise
	hOrder
	hUnnamed
	hPlainPeople
	hNewGroup
	hPart
	hSplinter
	hInstitution
	hFolk
	hTitle
	hPortfolio
	hPosition
	hParticle
	hNumbered
	hSpeaksFor
	hGoesBy
	hBefore
)

// hinges enters the words of the file.
func (l *loader) hinges(text string) error {
	class, verbs := hinge(0), false
	for line := range strings.Lines(text) {
		line, _, _ = strings.Cut(line, "#")
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		if name, sort, ok := strings.Cut(line, "]"); ok && line[0] == '[' {
			class, verbs = hinge(classBit(hingeNames, name[1:])), strings.TrimSpace(sort) == "verb"
			if class == 0 {
				return fmt.Errorf("%s: unknown class %q", hingesFile, name[1:])
			}
			continue
		}
		for entry := range strings.SplitSeq(line, ",") {
			entry = strings.TrimSpace(entry)
			l.words.put(l.vocab.Add(entry)).hinge |= class
			if !verbs {
				continue
			}
			for _, f := range l.vocab.Pack().Forms(entry) {
				l.words.put(l.vocab.Add(f.Text)).hinge |= class
			}
		}
	}
	return nil
}

// hinged reports whether token i is a word of one of the classes.
func (s *scratch) hinged(i int, class hinge) bool {
	return s.x.words.of(s.text.Tokens[i].Word).hinge&class != 0
}
