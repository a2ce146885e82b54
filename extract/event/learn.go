package event

import (
	"cmp"
	"slices"
	"time"

	"github.com/credence-project/credence/lang"
	"github.com/credence-project/credence/lexicon"
)

// Lesson is a text with the incidents that an analyst found in it: what the
// models of the incident stage are trained on.
type Lesson struct {
	ID        string
	Text      string
	Published time.Time // zero: read it off the dateline
	Story     int       // the same for lessons that tell the same story
	Weight    float32   // how much it counts beside the others; 0 stands for 1
	Incidents []Gold
}

// Parts deals the stories to n parts, one or more, the largest first, each to the part that
// has the fewest lessons. It gives the part of every lesson.
func Parts(lessons []Lesson, n int) []int {
	size := map[int]int{}
	for i := range lessons {
		size[lessons[i].Story]++
	}
	order := make([]int, 0, len(size))
	for s := range size {
		order = append(order, s)
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Or(cmp.Compare(size[b], size[a]), cmp.Compare(a, b)) })
	part, full := map[int]int{}, make([]int, n)
	for _, s := range order {
		k := slices.Index(full, slices.Min(full))
		part[s], full[k] = k, full[k]+size[s]
	}
	out := make([]int, len(lessons))
	for i := range lessons {
		out[i] = part[lessons[i].Story]
	}
	return out
}

// Gold is one incident of a lesson. Where several answers are right, each
// list holds them all.
type Gold struct {
	Optional bool
	Type     []string
	Stage    []string
	Category []string
	Dates    [][2]string // first and last day, "2006-01-02"; first "" for "on or before"
	Country  []string
	Places   [][]string // chains of names, the largest place first
	Unnamed  []string   // classes of weapons that the text implies and does not name
	AllNamed bool       // weapons that the text only implies are not listed
	Fillers  []GoldFiller
}

// Roles of a phrase in an incident.
const (
	roleNone = iota
	roleIndividual
	roleOrganization
	rolePerson
	rolePhysical
	roleWeapon
)

var roleNames = []string{"none", "individual", "organization", "person", "physical", "weapon"}

// GoldFiller is one participant: its role and every wording that names it.
type GoldFiller struct {
	Role     string // one of individual, organization, person, physical, weapon
	Names    []string
	Texts    []string // descriptions and other wordings
	Optional bool
	Class    []string
	Effect   []string
	Nation   []string
}

// wording is a filler's text as word hashes.
type wording struct {
	words []uint32
	actor *lexicon.Actor
	head  int
	name  bool
}

// goldFiller is a GoldFiller made ready for comparison.
type goldFiller struct {
	*GoldFiller
	role     int
	wordings []wording
}

// goldIncident is a Gold made ready for comparison.
type goldIncident struct {
	*Gold
	fillers []goldFiller
}

// study prepares the gold incidents of a lesson.
func (r *reading) study(l *Lesson, a *lang.Analyser) []goldIncident {
	var out []goldIncident
	for i := range l.Incidents {
		g := goldIncident{Gold: &l.Incidents[i]}
		for j := range g.Fillers {
			f := goldFiller{GoldFiller: &g.Fillers[j]}
			for n, name := range roleNames {
				if name == f.Role {
					f.role = n
				}
			}
			for _, s := range f.Names {
				f.wordings = append(f.wordings, r.wording(a, s, true))
			}
			for _, s := range f.Texts {
				f.wordings = append(f.wordings, r.wording(a, s, false))
				if f.role == roleOrganization {
					if id, ok, _ := r.actors.Resolve(s, lexicon.Hints{}); ok && id != "" {
						f.wordings[len(f.wordings)-1].actor, _ = r.actors.Actor(id)
					}
				}
			}
			g.fillers = append(g.fillers, f)
		}
		out = append(out, g)
	}
	return out
}

// wording reads the words of a filler's text.
func (r *reading) wording(a *lang.Analyser, s string, name bool) wording {
	t := a.Analyse(s)
	r.text = t
	w := wording{name: name, head: -1}
	for i := range t.Tokens {
		u := r.unit(i)
		if t.Tokens[i].Has(lang.Punct) {
			if w.head < 0 && len(w.words) > 0 && !name && u.cat != catMark {
				w.head = len(w.words) - 1
			}
			continue
		}
		if len(w.words) == 0 && (u.cat == catDet || u.cat == catNumber) && u.bits&isAdv == 0 {
			continue
		}
		if u.cat == catPoss {
			continue
		}
		if w.head < 0 && len(w.words) > 0 && (u.cat == catPrep || u.cat == catSub) {
			w.head = len(w.words) - 1
		}
		w.words = append(w.words, u.hash)
	}
	if w.head < 0 {
		w.head = len(w.words) - 1
	}
	return w
}

// matches reports how well phrase p is a wording of the filler: 0 not, up to 3.
func (r *reading) matches(p *phrase, f *goldFiller) int {
	best := 0
	for i := range f.wordings {
		best = max(best, r.matchWording(p, &f.wordings[i]))
	}
	return best
}

func (r *reading) matchWording(p *phrase, w *wording) int {
	if len(w.words) == 0 {
		return 0
	}
	if w.name {
		return r.matchName(p, w)
	}
	head := w.words[w.head]
	if r.units[p.head].hash != head {
		return 0
	}
	// all words of the wording up to the head stand in the phrase, or all of
	// the phrase's in the wording
	missing, extra := 0, 0
	for _, h := range w.words[:w.head] {
		if !r.holds(p, h) {
			missing++
		}
	}
	for i := p.first; i < p.head; i++ {
		u := &r.units[i]
		if u.cat == catNominal && !contains(w.words, u.hash) {
			extra++
		}
	}
	switch {
	case missing == 0 && extra == 0:
		return 3
	case missing == 0:
		return 2
	case extra == 0:
		return 2
	}
	return 0
}

func (r *reading) matchName(p *phrase, w *wording) int {
	last := r.units[p.head].hash
	if !contains(w.words, last) {
		return 0
	}
	n := 0
	for i := p.head; i >= p.first; i-- {
		if !contains(w.words, r.units[i].hash) {
			break
		}
		n++
	}
	if n == len(w.words) {
		return 3
	}
	if int(p.head)-int(p.name)+1 <= n {
		return 2
	}
	return 0
}

func (r *reading) holds(p *phrase, h uint32) bool {
	for i := p.first; i < p.last; i++ {
		if r.units[i].hash == h {
			return true
		}
	}
	return false
}

func contains(list []uint32, h uint32) bool {
	for _, v := range list {
		if v == h {
			return true
		}
	}
	return false
}
