package event

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/credence-project/credence"
)

// entity is one participant of an incident: the phrases that mention it.
type entity struct {
	role     int
	mentions []int32
	named    int32   // phrase with the fullest name, -1 if it has none
	told     int32   // phrase that describes it best, -1
	p        float32 // largest probability of the role among its mentions
	keep     float32 // probability that it belongs to the incident
	plural   bool
	member   bool // told speaks of all the people that it is one of
}

// least is the probability from which a phrase counts as a mention, by role.
var least = [6]float32{roleIndividual: 0.12, roleOrganization: 1.1, rolePerson: 0.15, rolePhysical: 0.15, roleWeapon: 0.15}

// gather finds the participants in the sentences of a cluster.
func (r *reading) gather(c *cluster) []entity {
	var out []entity
	for s := range int32(len(r.sents)) {
		if !r.attached(c, s) {
			continue
		}
		rg := r.range_[s]
		for k := rg.phrases; k < rg.phrasesEnd; k++ {
			role, p := r.best(k)
			if role == roleNone {
				continue
			}
			if e := r.same(out, k, role); e >= 0 {
				r.extend(&out[e], k, p)
				continue
			}
			e := entity{role: role, named: -1, told: -1}
			r.extend(&e, k, p)
			out = append(out, e)
		}
	}
	return out
}

// A sentence that belongs to no cluster goes with one that stood at most reach
// sentences before it, or if it is warm with the only one there is.
const (
	reach         = 3
	warm  float32 = 0.1
)

// attached reports whether the sentence belongs to the cluster, or follows it
// closely and belongs to no other.
func (r *reading) attached(c *cluster, s int32) bool {
	if o := r.owners[s]; o.own != 0 {
		return o.own == c.number
	}
	o := r.owners[s]
	return o.near != 0 && s-o.at <= reach && o.near == c.number || len(r.clusters) == 1 && r.sents[s].heat > warm
}

// owner is the cluster that a sentence belongs to, counted from 1, and the
// last one spoken of before it, at sentence at.
type owner struct {
	own, near, at int32
}

// own notes which sentence belongs to which cluster.
func (r *reading) own() {
	r.owners = append(r.owners[:0], make([]owner, len(r.sents))...)
	for i := range r.clusters {
		r.clusters[i].number = int32(i + 1)
		for _, s := range r.clusters[i].sents {
			r.owners[s].own = int32(i + 1)
		}
	}
	var last owner
	for s := range r.owners {
		o := &r.owners[s]
		o.near, o.at = last.own, last.at
		if o.own != 0 {
			last = owner{own: o.own, at: int32(s)}
		}
	}
}

// owns reports whether sentence s belongs to cluster c.
func (r *reading) owns(c *cluster, s int32) bool { return r.owners[s].own == c.number }

// best is the likeliest part of phrase k, none if it is too unlikely.
func (r *reading) best(k int32) (role int, p float32) {
	for i := 1; i < len(roleNames); i++ {
		if v := r.roleP[k][i]; v > p {
			role, p = i, v
		}
	}
	if p < least[role] {
		return roleNone, 0
	}
	return role, p
}

func (r *reading) hasName(k int32) bool {
	p := &r.phrases[k]
	return p.name <= p.head && p.actor == 0
}

// extend adds phrase k to an entity.
func (r *reading) extend(e *entity, k int32, p float32) {
	e.mentions = append(e.mentions, k)
	e.p = max(e.p, p)
	ph := &r.phrases[k]
	if r.hasName(k) && e.role != rolePhysical && e.role != roleWeapon {
		if e.named < 0 || r.nameLen(k) > r.nameLen(e.named) {
			e.named = k
		}
		if ph.name > ph.first && r.describes(ph.first, ph.name) && e.told < 0 {
			e.told = k
		}
		return
	}
	if e.told < 0 || r.hasName(e.told) && r.phrases[e.told].name-r.phrases[e.told].first < 2 {
		e.told = k
		e.plural = ph.bits&isPlural != 0
	}
}

// describes reports whether tokens first..last-1 hold a noun.
func (r *reading) describes(first, last int32) bool {
	for i := first; i < last; i++ {
		if r.units[i].cat == catNominal {
			return true
		}
	}
	return false
}

func (r *reading) nameLen(k int32) int32 { return r.phrases[k].head + 1 - r.phrases[k].name }

// same finds the entity that phrase k mentions again, -1 if it is a new one.
func (r *reading) same(list []entity, k int32, role int) int {
	p := &r.phrases[k]
	person := role == rolePerson || role == roleIndividual
	named := person && r.hasName(k)
	for i := len(list) - 1; i >= 0; i-- {
		e := &list[i]
		if e.role != role {
			continue
		}
		if named && e.named >= 0 {
			if r.sameName(k, e.named) {
				return i
			}
			continue
		}
		if person && r.apposition(e, k, named) || r.within(e, p) {
			return i
		}
		if !named && e.told >= 0 && r.sameHead(p, e) {
			return i
		}
	}
	return -1
}

// sameName reports whether one name is part of the other.
func (r *reading) sameName(a, b int32) bool {
	p, q := &r.phrases[a], &r.phrases[b]
	if r.nameLen(a) > r.nameLen(b) {
		p, q = q, p
	}
	for i := p.name; i <= p.head; i++ {
		found := false
		for j := q.name; j <= q.head; j++ {
			found = found || r.units[i].hash == r.units[j].hash
		}
		if !found {
			return false
		}
	}
	return true
}

// apposition reports whether phrase k stands beside a mention of e and adds
// the name, or the description, that it lacks.
func (r *reading) apposition(e *entity, k int32, named bool) bool {
	if named == (e.named >= 0) {
		return false
	}
	last := e.mentions[len(e.mentions)-1]
	return r.phrases[k].apposed == last && r.phrases[k].bits&isPlural == 0
}

// within reports whether p is what a mention of e is a group of: "a group of
// armed men".
func (r *reading) within(e *entity, p *phrase) bool {
	if p.prep < 0 || p.above < 0 || !slices.Contains(e.mentions, p.above) {
		return false
	}
	return r.text.Normal(int(p.prep)) == "of" && r.units[r.phrases[p.above].head].bits&isGroup != 0
}

func (r *reading) sameHead(p *phrase, e *entity) bool {
	for _, m := range e.mentions {
		q := &r.phrases[m]
		if r.hasName(m) && e.role != rolePhysical && e.role != roleWeapon {
			continue
		}
		if r.units[q.head].lemmaOr() == r.units[p.head].lemmaOr() && (q.bits^p.bits)&isPlural == 0 {
			return true
		}
	}
	return false
}

// fullName is the fullest form of an entity's name anywhere in the text.
func (r *reading) fullName(e *entity) (first, last int32) {
	best := e.named
	for k := range r.phrases {
		q := &r.phrases[k]
		if q.first < int32(r.body) || q.name > q.head || q.actor != 0 {
			continue
		}
		if n := r.nameLen(int32(k)); n > r.nameLen(best) && n <= 6 && r.sameName(int32(k), best) && r.endsAlike(int32(k), best) {
			best = int32(k)
		}
	}
	return r.phrases[best].name, r.phrases[best].head + 1
}

// elsewhere adds what the rest of the text says of a named person: mentions
// of the same name, and the words that describe it there.
func (r *reading) elsewhere(e *entity) {
	for i := range r.phrases {
		k, q := int32(i), &r.phrases[i]
		if q.first < int32(r.body) || q.name > q.head || q.actor != 0 || slices.Contains(e.mentions, k) {
			continue
		}
		if !r.sameName(k, e.named) || r.units[q.head].hash != r.units[r.phrases[e.named].head].hash {
			continue
		}
		e.mentions = append(e.mentions, k)
		if e.told < 0 && q.name > q.first && r.describes(q.first, q.name) {
			e.told = k
		}
	}
	if e.told >= 0 {
		return
	}
	for _, k := range e.mentions {
		if d := r.besides(k); d >= 0 {
			e.told = d
			return
		}
	}
}

// besides is a phrase in apposition to the name in phrase k that says who the
// person is, -1 if there is none.
func (r *reading) besides(k int32) int32 {
	for _, d := range [2]int32{k + 1, k - 1} {
		if d < 0 || int(d) >= len(r.phrases) || r.phrases[d].sent != r.phrases[k].sent {
			continue
		}
		q := &r.phrases[d]
		if q.apposed != k && r.phrases[k].apposed != d {
			continue
		}
		if q.name > q.head && q.bits&isPerson != 0 && q.bits&isPlural == 0 {
			return d
		}
	}
	return -1
}

// endsAlike keeps "GARCIA" from becoming "GARCIA MARQUEZ STREET": the shorter
// name must hold one of the last two words of the longer.
func (r *reading) endsAlike(long, short int32) bool {
	q, p := &r.phrases[long], &r.phrases[short]
	for i := max(q.name, q.head-1); i <= q.head; i++ {
		if r.units[i].hash == r.units[p.head].hash || r.units[i].hash == r.units[p.name].hash {
			return true
		}
	}
	return false
}

// wordingOf is the text of a phrase without its article, with what hangs on
// it by "of".
func (r *reading) wordingOf(k int32, upto int32) string {
	p := &r.phrases[k]
	first, last := p.first, p.last
	if upto > 0 {
		last = upto
	}
	for first < last-1 && (r.units[first].cat == catDet || r.units[first].cat == catTime) {
		if first++; r.text.Normal(int(first-1)) == "at" && first < last-1 {
			first++ // "least"
		}
	}
	if upto <= 0 {
		last = r.withOf(k)
	}
	return r.plain(first, last)
}

// withOf is the token behind phrase k and what hangs on it by "of".
func (r *reading) withOf(k int32) int32 {
	last := r.phrases[k].last
	for n := 0; n < 2; n++ {
		if int(last)+1 >= len(r.units) || r.text.Normal(int(last)) != "of" || r.units[last+1].phrase < 0 {
			break
		}
		q := &r.phrases[r.units[last+1].phrase]
		if q.first != last+1 || q.date || r.units[q.head].cat == catDet {
			break
		}
		last = q.last
	}
	return last
}

// plain is the text of tokens first..last-1 on one line.
func (r *reading) plain(first, last int32) string {
	text := r.text.Slice(int(first), int(last))
	for i := range len(text) {
		if c := text[i]; c < ' ' || c >= utf8.RuneSelf || c == ' ' && (i == 0 || text[i-1] == ' ') {
			return strings.Join(strings.Fields(text), " ")
		}
	}
	return text
}

// numberOf counts the people or things of an entity.
func (r *reading) numberOf(e *entity) credence.Number {
	if e.named >= 0 {
		return credence.Number{Min: 1, Max: 1, Known: true}
	}
	for _, k := range e.mentions {
		if n, ok := r.countIn(k); ok {
			return n
		}
	}
	p := &r.phrases[e.told]
	if p.bits&isPlural != 0 {
		return credence.Number{Min: 2, Approx: true}
	}
	return credence.Number{Min: 1, Max: 1, Known: true}
}

// countIn reads the number that stands in phrase k.
func (r *reading) countIn(k int32) (credence.Number, bool) {
	p := &r.phrases[k]
	for i := p.first; i < p.head; i++ {
		if cat := r.units[i].cat; cat != catNumber && cat != catDet {
			continue
		}
		n, ok := r.text.NumberAt(int(i))
		if !ok || int32(n.Last) > p.head {
			continue
		}
		return r.bounded(i, n.Number), true
	}
	return credence.Number{}, false
}

// bounded widens the number at token i by the words before it.
func (r *reading) bounded(i int32, n credence.Number) credence.Number {
	if i == 0 || n.Max == 0 {
		return n
	}
	switch r.text.Normal(int(i - 1)) {
	case "least", "over", "above":
		n.Max = 0
	case "than":
		if i > 1 && r.text.Normal(int(i-2)) == "more" {
			n.Max = 0
		}
	case "about", "around", "some", "approximately", "roughly", "nearly", "almost", "estimated":
		n.Approx = true
	}
	return n
}
