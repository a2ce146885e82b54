package event

import (
	"slices"
	"strings"

	"github.com/credence-project/credence/lang"
)

// manyNamed is the largest number of people that a text names one by one.
const manyNamed = 12

// nameMembers replaces people counted together by the names that follow: "three
// engineers: Ruiz, Soto and Vega" are three persons, each an engineer. Only
// where there are just as many names as people.
func (r *reading) nameMembers(list []entity) []entity {
	list = slices.Clone(list)
	for i := 0; i < len(list); i++ {
		e := &list[i]
		if e.role != rolePerson || e.named >= 0 || !e.plural {
			continue
		}
		names := r.namesBehind(e)
		if names == nil {
			continue
		}
		group := *e
		list = slices.Delete(list, i, i+1)
		i--
		for _, k := range names {
			list = r.addMember(list, k, &group)
		}
	}
	return list
}

// addMember makes the person named in phrase k one of the group.
func (r *reading) addMember(list []entity, k int32, group *entity) []entity {
	for j := range list {
		e := &list[j]
		if e.named < 0 || e.role != rolePerson || !r.sameName(k, e.named) {
			continue
		}
		if e.told < 0 && r.tells(group) {
			e.told, e.member = group.told, true
		}
		e.p, e.keep = max(e.p, group.p), max(e.keep, group.keep)
		return list
	}
	e := entity{role: rolePerson, named: -1, told: -1}
	r.extend(&e, k, group.p)
	e.keep = group.keep
	if e.told < 0 && r.tells(group) {
		e.told, e.member = group.told, true
	}
	return append(list, e)
}

// tells reports whether what a group is called says more than that it is
// people.
func (r *reading) tells(group *entity) bool {
	p := &r.phrases[group.told]
	return r.lex.person[r.units[p.head].person] != "plain" || p.head > p.first && r.units[p.head-1].cat == catNominal
}

// namesBehind is the phrases that name the people of an entity, as many as it
// counts, in its sentence or the next; nil if there are not as many.
func (r *reading) namesBehind(e *entity) []int32 {
	for _, g := range e.mentions {
		n, ok := r.countIn(g)
		if !ok || n.Min != n.Max || n.Min < 2 || n.Min > manyNamed {
			continue
		}
		for s := r.phrases[g].sent; s <= r.phrases[g].sent+1 && int(s) < len(r.sents); s++ {
			if names := r.namesIn(s, g); len(names) == n.Min {
				return names
			}
		}
	}
	return nil
}

// namesIn is the phrases behind phrase g in sentence s that name a person each.
func (r *reading) namesIn(s, g int32) []int32 {
	var out []int32
	rg := r.range_[s]
next:
	for k := max(rg.phrases, g+1); k < rg.phrasesEnd; k++ {
		p := &r.phrases[k]
		if !r.hasName(k) || p.prep >= 0 || p.bits&(isPlaceWord|isOrgHead|isThing) != 0 || r.nameLen(k) < 2 {
			continue
		}
		for _, j := range out {
			if r.sameName(k, j) {
				continue next
			}
		}
		out = append(out, k)
	}
	return out
}

// uncounted is the text of phrase k without its article and number.
func (r *reading) uncounted(k int32) string {
	p := &r.phrases[k]
	first := p.first
	for first < p.head && (r.units[first].cat == catDet || r.units[first].cat == catNumber) {
		first++
	}
	return r.plain(first, r.withOf(k))
}

// singularEnds are ends of plurals and of the singulars that they belong to.
var singularEnds = [...][2]string{{"children", "child"}, {"people", "person"}, {"wives", "wife"}, {"men", "man"}, {"ies", "y"}, {"sses", "ss"},
	{"ches", "ch"}, {"shes", "sh"}, {"xes", "x"}, {"ss", "ss"}, {"s", ""}}

// singular is one of what the last word of s, before what hangs on it, means:
// "engineer of the plant" for "engineers of the plant".
func singular(s string) string {
	head, rest := s, ""
	if i := strings.Index(lang.Normal(s), " of "); i > 0 && len(lang.Normal(s)) == len(s) {
		head, rest = s[:i], s[i:]
	}
	at := strings.LastIndexByte(head, ' ') + 1
	word := head[at:]
	for _, end := range singularEnds {
		stem, ok := strings.CutSuffix(strings.ToLower(word), end[0])
		if !ok {
			continue
		}
		one := word[:len(stem)] + end[1]
		if word == strings.ToUpper(word) {
			one = strings.ToUpper(one)
		}
		return head[:at] + one + rest
	}
	return s
}
