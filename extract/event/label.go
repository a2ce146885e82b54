package event

import (
	"math"
	"strings"
)

// labels are the gold answers for the sentences and phrases of a lesson.
type labels struct {
	sents  []int // index+1 of the gold incident a sentence is about, 0 for none
	weight []float32
	roles  []int // by phrase; -1 to leave out
	filler []*goldFiller
	incid  []int // gold incident of the role, -1
	gold   []goldIncident
	scores [][]float64 // by sentence and gold incident
	taken  []bool
}

// relevant is 1 if the lesson has an incident that counts.
func (lb *labels) relevant() int {
	for i := range lb.gold {
		if !lb.gold[i].Optional {
			return 1
		}
	}
	return 0
}

// label aligns the gold incidents with the sentences and phrases of the text.
func (r *reading) label(gold []goldIncident) labels {
	n := len(r.sents)
	lb := labels{gold: gold, sents: make([]int, n), weight: make([]float32, n), roles: make([]int, len(r.phrases)),
		filler: make([]*goldFiller, len(r.phrases)), incid: make([]int, len(r.phrases))}
	scores := make([][]float64, n)
	lb.scores, lb.taken = scores, make([]bool, len(gold))
	for s := range scores {
		scores[s] = make([]float64, len(gold))
	}
	for k := range r.phrases {
		p := &r.phrases[k]
		for g := range gold {
			for f := range gold[g].fillers {
				fl := &gold[g].fillers[f]
				if m := r.matches(p, fl); m > 0 {
					w := float64(m) * 0.5
					if p.name <= p.head {
						w *= 1.5
					}
					if fl.role == roleIndividual || fl.role == roleOrganization {
						w *= 0.6
					}
					scores[p.sent][g] += w
				}
			}
		}
	}
	r.scoreScenes(gold, scores)
	for s := range scores {
		best, at := 0.0, -1
		for g, v := range scores[s] {
			if r.sents[s].events != 0 {
				v *= 1.6
			}
			if v > 0 && s > 0 && lb.sents[s-1] == g+1 {
				v += 0.3
			}
			if v > best {
				best, at = v, g
			}
		}
		if best >= 1.5 {
			lb.sents[s] = at + 1
		}
		lb.weight[s] = 1
		switch {
		case best > 0 && best < 1.5:
			lb.weight[s] = 0.3
		case best == 0 && len(gold) > 0 && r.sents[s].events != 0:
			lb.weight[s] = 0.6
		}
	}
	r.labelRoles(&lb, scores)
	return lb
}

// scoreScenes adds to the scores of sentences that name the day or the place
// of an incident.
func (r *reading) scoreScenes(gold []goldIncident, scores [][]float64) {
	const scene = 0.6
	for g := range gold {
		for i := range r.dates {
			d := &r.dates[i]
			for _, day := range gold[g].Dates {
				if day[0] != "" && day[0] == d.date.From && day[1] == d.date.To {
					scores[r.text.Tokens[d.first].Sent][g] += scene
					break
				}
			}
		}
		for k := range r.phrases {
			p := &r.phrases[k]
			if p.name > p.head || p.prep < 0 {
				continue
			}
			for _, chain := range gold[g].Places {
				if len(chain) == 0 {
					continue
				}
				name, _, _ := strings.Cut(chain[len(chain)-1], "|")
				if strings.EqualFold(name, r.plain(p.name, p.head+1)) {
					scores[p.sent][g] += scene
					break
				}
			}
		}
	}
}

func (r *reading) labelRoles(lb *labels, scores [][]float64) {
	for k := range r.phrases {
		p := &r.phrases[k]
		lb.incid[k] = -1
		best := 0.0
		for g := range lb.gold {
			for f := range lb.gold[g].fillers {
				fl := &lb.gold[g].fillers[f]
				m := float64(r.matches(p, fl))
				if m == 0 {
					continue
				}
				m += math.Min(scores[p.sent][g], 5) * 0.1
				if m > best {
					best = m
					lb.roles[k], lb.filler[k], lb.incid[k] = fl.role, fl, g
				}
			}
		}
		if best > 0 && lb.sents[p.sent] == 0 {
			lb.roles[k] = -1
		}
	}
}

// answer is the role of phrase k and the weight of the case.
func (lb *labels) answer(k int) (int, float32) {
	if lb.roles[k] < 0 {
		return 0, 0
	}
	return lb.roles[k], 1
}
