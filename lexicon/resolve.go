package lexicon

import (
	"strings"
)

// Hints is what is known around a name.
type Hints struct {
	Countries []string // ISO 3166 alpha-2 codes of the places the text is about, likeliest first
	Year      int      // of the text, 0 if unknown
	Known     []string // IDs of actors that the text names in an unmistakable way
}

// Pick chooses among the actors that share a name by the hints: one the text
// names elsewhere, then one of the country, then one active in the year. It
// gives nil if the hints do not tell them apart.
func Pick(actors []*Actor, h Hints) *Actor {
	var best *Actor
	top, tie := -1, false
	for _, a := range actors {
		switch s := fitness(a, h); {
		case s > top:
			best, top, tie = a, s, false
		case s == top:
			tie = true
		}
	}
	if tie {
		return nil
	}
	return best
}

// fitness weighs what speaks for an actor, the stronger sign always above all
// weaker ones together.
func fitness(a *Actor, h Hints) int {
	s := 0
	for _, id := range h.Known {
		if id == a.ID {
			s += 1000
		}
	}
	for i, c := range h.Countries {
		for j, d := range a.Countries {
			if strings.EqualFold(c, d) {
				w := 100 - 8*min(i, 8) - min(j, 4)
				if s%1000 < w {
					s += w - s%1000
				}
			}
		}
	}
	if h.Year != 0 && a.Years != (Years{}) && a.Years.Holds(h.Year) {
		s += 2
	}
	return s
}

// Resolve finds the actor that name denotes. The name may carry an article,
// an acronym in brackets, quotation marks and general words ("the Marxist
// guerrillas of the ELN", "Shining Path (SL)"). ambiguous is true if several
// entries bear the name and the hints do not tell them apart; id is then "".
func (r *Register) Resolve(name string, h Hints) (id string, ok, ambiguous bool) {
	outside, inside := brackets(name)
	seen := false
	for _, part := range append([]string{name, outside}, inside...) {
		actors, nations := r.denoted(part)
		if len(actors) == 0 {
			continue
		}
		seen = true
		h := h
		if len(nations) > 0 {
			h.Countries = nations
		}
		if a := Pick(actors, h); a != nil {
			return a.ID, true, false
		}
	}
	return "", false, seen
}

// denoted gives the actors that bear name, or, failing that, those of the one
// name within it if all the rest is general words, and the countries that
// these name ("the Colombian ELN").
func (r *Register) denoted(name string) (actors []*Actor, nations []string) {
	name = strings.Trim(strings.TrimSpace(name), `"'“”‘’«».,;:`)
	for _, article := range []string{"", "the ", "a ", "an ", "el ", "la ", "los ", "las "} {
		if len(name) > len(article) && strings.EqualFold(name[:len(article)], article) {
			if val, ok := r.index.lookup(name[len(article):]); ok {
				return r.forms[val].actors, nil
			}
		}
	}
	return r.within(strings.Fields(name))
}

// within finds the single name among words that are otherwise general.
func (r *Register) within(words []string) (found []*Actor, nations []string) {
	at := func(i int) string {
		if i >= len(words) {
			return ""
		}
		return strings.ToUpper(strings.Trim(words[i], `"'“”‘’«».,;:()[]`))
	}
	for i := 0; i < len(words); {
		if val, e := r.index.longest(at, i); e.Tokens > 0 {
			if found != nil && !same(found, r.forms[val].actors) {
				return nil, nil
			}
			found = r.forms[val].actors
			i += e.Tokens
			continue
		}
		if word := strings.ToLower(at(i)); !general[word] {
			c, ok := Countries().Lookup(word)
			if !ok {
				return nil, nil
			}
			nations = append(nations, c.Code)
		}
		i++
	}
	return found, nations
}

// same reports whether two forms have an actor in common.
func same(a, b []*Actor) bool {
	for _, x := range a {
		for _, y := range b {
			if x == y {
				return true
			}
		}
	}
	return false
}

// brackets parts a name from what it has in round or square brackets.
func brackets(name string) (outside string, inside []string) {
	var b strings.Builder
	for {
		open := strings.IndexAny(name, "([")
		if open < 0 {
			break
		}
		end := strings.IndexAny(name[open:], ")]")
		if end < 0 {
			break
		}
		b.WriteString(name[:open])
		inside = append(inside, name[open+1:open+end])
		name = name[open+end+1:]
	}
	b.WriteString(name)
	return strings.Join(strings.Fields(b.String()), " "), inside
}

// general holds words that may surround the name of an actor and say nothing
// about which one it is.
var general = wordSet(`a an and the of in by for group groups organization organisation movement faction wing
	guerrilla guerrillas rebel rebels militant militants militia militias fighter fighters gunman gunmen member
	members insurgent insurgents insurgency terrorist terrorists extremist extremists separatist separatists
	commando commandos cell cells column columns unit units troops forces force squad squads leader leaders
	militiamen activists supporters spokesman network command clandestine outlawed banned armed underground
	marxist maoist leftist rightist leninist trotskyist castroist pro-castroite pro-castro islamist jihadist islamic
	nationalist radical communist socialist so-called self-styled self-proclaimed alleged suspected calling itself
	fascist subversive subversives paramilitary paramilitaries drug traffickers traffickers mafia hitmen assassins
	pro-castrist pro-iranian shiite shia sunni maoists sinister feared little-known shadowy previously unknown
	people peoples left-wing right-wing ultra-left ultraleftist far-right far-left national local`)

func wordSet(s string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(s) {
		out[w] = true
	}
	return out
}
