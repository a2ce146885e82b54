package assess

import (
	_ "embed" // the register of theatres
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

//go:embed proposals/theatres.txt
var theatresFile string

// The theatres that a prior set may be meant for.
const (
	TheatreBranch  = "branch"       // the claimant carries out attacks there itself
	TheatreOutside = "outside"      // the claimant is known, and not for attacks there
	TheatreUnknown = "unknown name" // nobody has heard of the claimant
)

// Operator is a group with the places where it carried out attacks itself.
type operator struct {
	id    string
	names []name
	where []campaign
}

// campaign is a stretch of years in some countries.
type campaign struct {
	from, to  int // years, inclusive; to 0 is open
	countries []string
}

var operators = sync.OnceValue(func() []operator {
	ops, err := parseOperators(theatresFile)
	if err != nil {
		panic("assess: theatres.txt: " + err.Error()) // an embedded file; a test reads it
	}
	return ops
})

func parseOperators(file string) ([]operator, error) {
	var out []operator
	for i, line := range strings.Split(file, "\n") {
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		f := strings.Split(line, "|")
		if len(f) != 3 {
			return nil, fmt.Errorf("line %d: want id | names | campaigns", i+1)
		}
		o := operator{id: strings.TrimSpace(f[0])}
		for _, n := range strings.Split(f[1], ";") {
			if w := nameOf(n); len(w.words) > 0 {
				o.names = append(o.names, w)
			}
		}
		for _, c := range strings.Split(f[2], ";") {
			v, err := parseCampaign(strings.Fields(c))
			if err != nil {
				return nil, fmt.Errorf("line %d: %w", i+1, err)
			}
			o.where = append(o.where, v)
		}
		out = append(out, o)
	}
	return out, nil
}

func parseCampaign(f []string) (campaign, error) {
	if len(f) < 2 {
		return campaign{}, fmt.Errorf("campaign %q: want years and countries", strings.Join(f, " "))
	}
	from, to, _ := strings.Cut(f[0], "-")
	c := campaign{countries: f[1:]}
	var err error
	if c.from, err = strconv.Atoi(from); err != nil {
		return c, fmt.Errorf("campaign %q: %w", f[0], err)
	}
	if to != "" {
		if c.to, err = strconv.Atoi(to); err != nil {
			return c, fmt.Errorf("campaign %q: %w", f[0], err)
		}
	}
	return c, nil
}

// findOperator looks a claimant up by register entry or name.
func findOperator(id, name string) *operator {
	ops := operators()
	for i := range ops {
		if id != "" && ops[i].id == id {
			return &ops[i]
		}
	}
	want := bare(nameWords(strings.SplitN(name, "(", 2)[0]))
	if len(want) == 0 {
		return nil
	}
	for i := range ops {
		for _, n := range ops[i].names {
			if slices.Equal(bare(n.words), want) {
				return &ops[i]
			}
		}
	}
	return nil
}

// ChooseTheatre tells where an attack lies for a claimant, by the record of
// where it struck itself before, and why. It looks at nothing that bears on
// the outcome. The claimant is looked up by register entry, then by name.
func ChooseTheatre(claimantID, claimant, country string, attack time.Time) (theatre, why string) {
	o := findOperator(claimantID, claimant)
	if o == nil {
		return TheatreUnknown, fmt.Sprintf("no record of attacks under the name %q", claimant)
	}
	year, code := attack.Year(), strings.ToLower(country)
	if attack.IsZero() {
		return TheatreOutside, "the time of the attack is not known"
	}
	for _, c := range o.where {
		if year >= c.from && (c.to == 0 || year <= c.to) && (slices.Contains(c.countries, code) || slices.Contains(c.countries, "*")) {
			return TheatreBranch, fmt.Sprintf("%s carried out attacks in %s itself in those years", claimant, country)
		}
	}
	return TheatreOutside, fmt.Sprintf("%s is known, and not for attacks of its own in %s in %d", claimant, country, year)
}

// bare takes the article off a name.
func bare(words []string) []string {
	if len(words) > 1 && (words[0] == "the" || words[0] == "los" || words[0] == "las" || words[0] == "el" || words[0] == "la") {
		return words[1:]
	}
	return words
}
