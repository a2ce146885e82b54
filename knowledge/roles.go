package knowledge

import (
	"strings"

	"github.com/credence-project/credence"
)

// Role is a perpetrator as a record lists one: the name, if it may be given,
// and the part in a few words ("sole attacker", "planner", "four gunmen").
type Role struct {
	Name string
	Role string
}

// Roles reads how many took part in the act itself, and the names, from a
// list of perpetrators. Helpers and planners are named but not counted. A
// "sole" attacker settles the number; else the number is a lower bound, since
// a list is seldom complete.
func Roles(list []Role) (attackers credence.Number, names []string) {
	l := words()
	total, sole, others := 0, false, false
	for i, r := range list {
		if i == 200 {
			break
		}
		if r.Name != "" {
			names = append(names, r.Name)
		}
		role := r.Role
		if len(role) > maxValue {
			role = role[:maxValue]
		}
		ts := l.terms(strings.ToLower(role), 0, len(role))
		if l.has("helper", ts) {
			others = true
			continue
		}
		n := 1
		for _, f := range l.figures(ts) {
			n = f.min
			others = others || f.max != f.min
		}
		for k := range ts {
			sole = sole || ts[k].word == "sole"
			if r.Name == "" && plural(ts[k].word) && l.is(&ts[k], "attacker") && n == 1 {
				n, total = 0, -1000 // "bombers": how many is not said
			}
		}
		total += n
	}
	switch {
	case sole:
		return credence.Number{Min: 1, Max: 1}, names
	case total <= 0:
		return credence.Number{}, names
	case !others && total <= 3:
		return credence.Number{Min: total, Max: total, Approx: true}, names // as far as the list is complete
	}
	return credence.Number{Min: total}, names
}
