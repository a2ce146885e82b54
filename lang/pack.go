package lang

import (
	"embed"
	"io/fs"
	"strconv"
	"strings"
)

//go:embed en es
var packFiles embed.FS

// Pack is what the analysis knows of one language. It is read-only.
type Pack struct {
	Lang      string              // BCP 47
	abbrev    map[string]bool     // words whose full stop ends no sentence; true: may end one too
	starters  map[string]bool     // words that begin a sentence behind such a full stop
	numbers   map[string]quantity // number words
	calendar  map[string]calendar // months, days, units and words of time
	counted   map[string]bool     // what a figure counts that might be a year
	irregular map[string][3]string
	clitics   map[string]bool
	roles     map[string]string // small words to the English one that does the same
	endings   []ending
	listed    map[string][3]string // verbs with forms of their own, beside endings
	suffixes  []Suffix
	traits    map[Trait]bool
}

// Trait is a habit of a language that the stages ask about.
type Trait string

// The traits.
const (
	DropsSubjects   Trait = "drops-subjects"   // a verb may do without a pronoun: "dijo que atacó"
	LeadingSources  Trait = "leading-sources"  // a source named first answers for the sentence: "Según la policía, ..."
	HeadsFirst      Trait = "heads-first"      // a noun stands before what describes it: "grupo armado"
	RepeatsTo       Trait = "repeats-to"       // "a las unas y a las otras"
	BareInfinitives Trait = "bare-infinitives" // no "to" stands before an infinitive
)

// Has reports whether the language has a trait.
func (p *Pack) Has(t Trait) bool { return p.traits[t] }

// Suffix tells the grammar of a word that no list has by its ending.
type Suffix struct {
	Ending string
	Least  int // bytes of the shortest word it tells anything of
	Grams  []string
}

// Suffixes are the telling endings, the first that fits counts.
func (p *Pack) Suffixes() []Suffix { return p.suffixes }

// English is the pack for English.
func English() *Pack { return loadPack("en", packFiles) }

// Spanish is the pack for Spanish.
func Spanish() *Pack { return loadPack("es", packFiles) }

// Packs are the packs of all languages, English first.
func Packs() []*Pack { return []*Pack{English(), Spanish()} }

// Abbreviates reports whether a word is an abbreviation that ends no sentence by
// its full stop: "Gen".
func (p *Pack) Abbreviates(word string) bool {
	word = strings.ToLower(word)
	ends, known := p.abbrev[word]
	return known && !ends && word != "no" && word != "nos" // these only before a figure
}

func loadPack(name string, files fs.FS) *Pack {
	p := &Pack{
		Lang: name, abbrev: map[string]bool{}, starters: map[string]bool{}, numbers: map[string]quantity{},
		calendar: map[string]calendar{}, irregular: map[string][3]string{}, clitics: map[string]bool{},
		roles: map[string]string{}, listed: map[string][3]string{}, traits: map[Trait]bool{}, counted: map[string]bool{},
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
	p.shortenMonths()
	table(files, name+"/counted.txt", func(f []string) {
		for _, word := range f {
			p.counted[word] = true
		}
	})
	table(files, name+"/irregular.txt", func(f []string) {
		switch len(f) {
		case 3:
			p.irregular[f[0]] = [3]string{f[0], f[1], f[2]}
		case 4:
			p.listed[f[0]] = [3]string{f[1], f[2], f[3]}
		}
	})
	table(files, name+"/roles.txt", func(f []string) {
		for _, word := range f[1:] {
			p.roles[word] = f[0]
		}
	})
	table(files, name+"/traits.txt", func(f []string) { p.traits[Trait(f[0])] = true })
	table(files, name+"/endings.txt", func(f []string) {
		if len(f) == 3 {
			p.endings = append(p.endings, ending{f[0], FormKind(f[1]), strings.Split(f[2], ",")})
		}
	})
	table(files, name+"/suffixes.txt", func(f []string) {
		if len(f) > 2 {
			least, _ := strconv.Atoi(f[1])
			p.suffixes = append(p.suffixes, Suffix{f[0], least, f[2:]})
		}
	})
	return p
}

// shortenMonths marks the months that are shortened: "jan" beside "january".
func (p *Pack) shortenMonths() {
	for form, c := range p.calendar {
		for long, d := range p.calendar {
			if c.kind == "month" && c.kind == d.kind && c.n == d.n && len(long) > len(form) && strings.HasPrefix(long, form) {
				c.short = true
				p.calendar[form] = c
			}
		}
	}
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
