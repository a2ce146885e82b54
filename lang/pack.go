package lang

import (
	"embed"
	"io/fs"
	"strconv"
	"strings"
)

//go:embed en
var packFiles embed.FS

// Pack is what the analysis knows of one language. It is read-only.
type Pack struct {
	Lang      string              // BCP 47
	abbrev    map[string]bool     // words whose full stop ends no sentence; true: may end one too
	starters  map[string]bool     // words that begin a sentence behind such a full stop
	numbers   map[string]quantity // number words
	calendar  map[string]calendar // months, days, units and words of time
	irregular map[string][3]string
	clitics   map[string]bool
}

// English is the pack for English.
func English() *Pack { return loadPack("en", packFiles) }

func loadPack(name string, files fs.FS) *Pack {
	p := &Pack{
		Lang: name, abbrev: map[string]bool{}, starters: map[string]bool{}, numbers: map[string]quantity{},
		calendar: map[string]calendar{}, irregular: map[string][3]string{}, clitics: map[string]bool{},
	}
	table(files, name+"/abbreviations.txt", func(f []string) { p.abbrev[f[0]] = len(f) > 1 && f[1] == "end" })
	table(files, name+"/starters.txt", func(f []string) { p.starters[f[0]] = true })
	table(files, name+"/clitics.txt", func(f []string) { p.clitics[f[0]] = true })
	table(files, name+"/numbers.txt", func(f []string) {
		if len(f) == 3 {
			n, _ := strconv.Atoi(f[2])
			p.numbers[f[0]] = quantity{f[1], n}
		}
	})
	table(files, name+"/calendar.txt", func(f []string) {
		if len(f) >= 2 {
			c := calendar{kind: f[1]}
			if len(f) > 2 {
				c.n, _ = strconv.Atoi(f[2])
			}
			p.calendar[f[0]] = c
		}
	})
	table(files, name+"/irregular.txt", func(f []string) {
		if len(f) == 3 {
			p.irregular[f[0]] = [3]string{f[0], f[1], f[2]}
		}
	})
	return p
}

// table reads the lines of a data file: fields apart by white space, what
// follows # is a remark. A file that a language does without is empty.
func table(files fs.FS, name string, row func(fields []string)) {
	b, err := fs.ReadFile(files, name)
	if err != nil {
		return
	}
	for line := range strings.Lines(string(b)) {
		line, _, _ = strings.Cut(line, "#")
		if f := strings.Fields(line); len(f) > 0 {
			row(f)
		}
	}
}
