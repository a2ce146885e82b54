package extract

import (
	"fmt"
	"io/fs"
	"math/bits"
	"strings"

	"github.com/credence-project/credence/lang"
)

// sensesFile lists the meanings of plain words from which the model learns.
const sensesFile = "claim_senses.txt"

// senseLimit is the number of meanings there may be.
const senseLimit = 128

// senses tells the meanings of words, by number. It is read-only.
type senses struct {
	names []string
	of    []sense // by lang.Word, as far as one has meanings
}

// loadSenses reads the meanings; a language without the file has none.
func loadSenses(v *lang.Vocabulary, files fs.FS) (*senses, error) {
	m := &senses{}
	b, err := fs.ReadFile(files, sensesFile)
	if err != nil {
		return m, nil
	}
	n, pos := -1, ""
	for line := range strings.Lines(string(b)) {
		line, _, _ = strings.Cut(line, "#")
		line = strings.TrimSpace(line)
		switch {
		case line == "":
		case line[0] == '[':
			var name string
			name, pos, _ = strings.Cut(line[1:], "]")
			pos = strings.TrimSpace(pos)
			if n = m.number(name); n < 0 {
				return nil, fmt.Errorf("%s: more than %d meanings", sensesFile, senseLimit)
			}
		default:
			for entry := range strings.SplitSeq(line, ",") {
				m.put(v, strings.TrimSpace(entry), pos, n)
			}
		}
	}
	return m, nil
}

// number gives the number of a meaning, a new one if need be, -1 if there are
// too many.
func (m *senses) number(name string) int {
	for i, n := range m.names {
		if n == name {
			return i
		}
	}
	if len(m.names) == senseLimit {
		return -1
	}
	m.names = append(m.names, name)
	return len(m.names) - 1
}

// put enters the forms of a word.
func (m *senses) put(v *lang.Vocabulary, word, pos string, n int) {
	if word == "" {
		return
	}
	set := func(form string) {
		w := int(v.Add(form))
		if w >= len(m.of) {
			m.of = append(m.of, make([]sense, w+1-len(m.of))...)
		}
		m.of[w][n/64] |= 1 << (n % 64)
	}
	switch pos {
	case "verb":
		for _, f := range v.Pack().Forms(word) {
			set(f.Text)
		}
	case "noun":
		set(word)
		set(v.Pack().Plural(word))
	default:
		set(word)
	}
}

// sense is the set of meanings of a word or of several.
type sense [senseLimit / 64]uint64

// at gives the meanings of a word.
func (m *senses) at(w lang.Word) sense {
	if int(w) >= len(m.of) || w == 0 {
		return sense{}
	}
	return m.of[w]
}

// join adds the meanings of another word.
func (x *sense) join(y sense) {
	for i := range x {
		x[i] |= y[i]
	}
}

// eachSense adds a feature for each meaning of a set.
func (fs *features) eachSense(kind uint32, x sense, with uint32) {
	for i, c := range x {
		fs.eachCue(kind, cue(c), with<<1|uint32(i))
	}
}

// senseSketch adds the meanings of the words of the clause.
func (s *scratch) senseSketch(f *frame, first, last, tail int, fs *features) {
	denied := uint32(0)
	var all, inside sense
	head := int(s.chunks[f.verb].head)
	for j := first; j < last; j++ {
		if s.tags[j].name >= 0 {
			continue
		}
		x := s.senseAt(j)
		all.join(x)
		if j > head && j < tail {
			inside.join(x)
		}
		if s.tags[j].grams&gNeg != 0 || s.tags[j].cues&cNobody != 0 {
			denied = 1
		}
	}
	verb := s.senseAt(head)
	fs.eachSense(80, all, 0)
	fs.eachSense(81, all, 1+denied)
	fs.eachSense(82, verb, 0)
	fs.eachSense(83, inside, 0)
	fs.eachSense(84, s.headSense(f.subj), 0)
	fs.eachSense(85, s.headSense(f.obj), 0)
	if f.gov >= 0 {
		g := &s.frames[f.gov]
		fs.eachSense(86, s.senseAt(int(s.chunks[g.verb].head)), 0)
		fs.eachSense(87, s.headSense(g.subj), 0)
	}
	for i, c := range verb {
		for ; c != 0; c &= c - 1 {
			v := uint32(i<<6 | bits.TrailingZeros64(c))
			fs.eachSense(88, inside, 1+v)
			fs.eachSense(89, s.headSense(f.subj), 1+v)
		}
	}
}

// senseAt gives the meanings of token j.
func (s *scratch) senseAt(j int) sense {
	return s.x.words.senses.at(s.text.Tokens[j].Word)
}

// headSense gives the meanings of the head of a noun phrase without a name.
func (s *scratch) headSense(ci int) sense {
	if ci < 0 || s.chunks[ci].name >= 0 {
		return sense{}
	}
	return s.senseAt(int(s.chunks[ci].head))
}
