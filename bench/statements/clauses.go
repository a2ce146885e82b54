package main

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"strings"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/extract"
)

// copies is how often a clause whose gaps can be filled in many ways is told,
// each time of other groups, attacks, times and people.
const copies = 2

// gaps holds what stands in the gaps of a clause, and the sentences that lead
// up to one, by the name of the file.
type gaps map[string][]string

// readGaps reads the files of the folder of that name.
func readGaps(files fs.FS) (gaps, error) {
	g := gaps{}
	for _, name := range []string{"groups", "states", "acts", "objects", "officials", "times", "media", "places", "reports", "leads", "neutral"} {
		b, err := fs.ReadFile(files, "gaps/"+name+".txt")
		if err != nil {
			return nil, err
		}
		for line := range strings.Lines(string(b)) {
			if line = strings.TrimSuffix(line, "\n"); line != "" && line[0] != '#' {
				g[name] = append(g[name], line)
			}
		}
	}
	return g, nil
}

// texts makes texts of the clauses of a file: a sentence that leads up to it,
// one that names the actor if the clause does not, and the clause, marked.
func (g gaps) texts(file string) ([]extract.Marked, error) {
	var out []extract.Marked
	kind := ""
	n := uint64(0)
	for line := range strings.Lines(file) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '[':
			kind = strings.Trim(line, "[]")
		case kind == "":
			return nil, fmt.Errorf("%q stands before any kind", line)
		default:
			n++
			times := 1
			if strings.Contains(line, "%N") || strings.Contains(line, "%P") || strings.Contains(line, "%O") {
				times = copies
			}
			for i := range times {
				f := filler{gaps: g, rng: rand.New(rand.NewPCG(n, uint64(i)))}
				out = append(out, f.text(line, kind))
			}
		}
	}
	return out, nil
}

// filler fills the gaps of one clause.
type filler struct {
	gaps
	rng *rand.Rand
}

// pick gives a line of one of the files.
func (f *filler) pick(file string) string {
	list := f.gaps[file]
	return list[f.rng.IntN(len(list))]
}

// text makes one text of a clause.
func (f *filler) text(clause, kind string) extract.Marked {
	kind, nobody := strings.CutSuffix(kind, "-")
	clause = f.reported(clause, kind)
	group, state := f.pick("groups"), f.pick("states")
	actor := strings.TrimPrefix(group, "the ")
	text := f.pick("leads") + " "
	if strings.Contains(clause, "%S") && !strings.Contains(clause, "%A") {
		actor = strings.TrimPrefix(state, "the ")
	} else if !nobody && !strings.Contains(clause, "%A") {
		text += f.fill(f.pick("neutral"), group, state) + " "
	}
	clause = f.fill(clause, group, state)
	m := extract.Marked{Text: text + clause + "."}
	if kind == "none" {
		return m
	}
	mark := extract.Mark{Kind: credence.Kind(kind), Span: credence.Span{Start: len(text), End: len(text) + len(clause)}}
	if !nobody {
		mark.Names = []string{actor}
	}
	m.Marks = []extract.Mark{mark}
	return m
}

// fill fills the gaps, each where it stands: % and a capital letter.
func (f *filler) fill(clause, group, state string) string {
	other := f.pick("groups")
	for other == group {
		other = f.pick("groups")
	}
	var b strings.Builder
	for {
		before, behind, found := strings.Cut(clause, "%")
		b.WriteString(before)
		if !found || behind == "" {
			break
		}
		word := ""
		switch behind[0] {
		case 'A':
			word = group
		case 'B':
			word = other
		case 'S':
			word = state
		case 'N':
			word = f.pick("acts")
		case 'P':
			word = f.pick([]string{"acts", "objects", "objects"}[f.rng.IntN(3)])
		case 'O':
			word = f.pick("officials")
		case 'W':
			word = f.pick("times")
		case 'M':
			word = f.pick("media")
		case 'L':
			word = f.pick("places")
		}
		if strings.IndexByte("ABS", behind[0]) >= 0 && !f.takesArticle(b.String()) {
			word = strings.TrimPrefix(word, "the ")
		}
		b.WriteString(word)
		clause = behind[1:]
	}
	s := b.String()
	return strings.ToUpper(s[:1]) + s[1:]
}

// takesArticle reports whether an article may stand behind these words: not
// behind another one or an adjective, and only now and then at the beginning of
// what may be a headline.
func (f *filler) takesArticle(before string) bool {
	w := strings.Fields(before)
	if len(w) == 0 {
		return f.rng.IntN(3) > 0
	}
	switch w[len(w)-1] {
	case "that", "by", "of", "for", "to", "on", "with", "from", "and", "in", "against", "behind", "blamed", "accused", "said", "suspect", "suspected", "believe", "blames", "or", "nor", "when", "after", "because", "while", "if":
		return true
	}
	return strings.HasSuffix(before, ", ")
}

// reported puts somebody who says so to every second clause that names no
// speaker yet, if anybody may say it, and to every fourth otherwise.
func (f *filler) reported(clause, kind string) string {
	often := 2
	switch kind {
	case "claim", "denial", "retraction", "pledge", "no_claim":
		often = 4
	case "attribution", "doubt", "endorse", "none":
		return clause
	}
	if f.rng.IntN(often) > 0 || strings.Contains(clause, "said") || strings.ContainsAny(clause, ",\":") || strings.Contains(clause, "%O") || strings.Contains(clause, "think") || strings.Contains(clause, "believe") {
		return clause
	}
	by := f.pick("reports")
	if rest, ok := strings.CutPrefix(by, "..."); ok {
		return clause + rest
	}
	if strings.HasPrefix(clause, "%") {
		return by + " " + clause
	}
	return by + " " + strings.ToLower(clause[:1]) + clause[1:]
}
