package event

import (
	"slices"

	"strings"

	"github.com/credence-project/credence/lexicon"
)

// trainLink learns which sentences go on about an incident.
func (t *lessonTrainer) trainLink(set modelSet) {
	link := make(batch, len(t.lessons))
	t.eachLesson(func(i int, r *reading, lb *labels) {
		r.clusters = r.clusters[:0]
		last := -1
		for s := range r.sents {
			g := lb.sents[s]
			if g == 0 {
				continue
			}
			r.digestOf(s, &r.digest)
			at := -1
			for j := range r.clusters {
				y := 0
				if r.clusters[j].gold == g {
					y, at = 1, j
				}
				r.linkFeatures(&r.set, s, &r.digest, &r.clusters[j], j == last, len(r.clusters))
				link.add(i, &r.set, y, 1)
			}
			if at < 0 {
				r.clusters = append(r.clusters, cluster{gold: g})
				at = len(r.clusters) - 1
			}
			r.clusters[at].merge(s, &r.digest)
			last = at
		}
	})
	set["link"] = t.learn(few(yesNo), link)
}

// trainClusters learns the decisions about whole incidents.
func (t *lessonTrainer) trainClusters(set modelSet) {
	n := len(t.lessons)
	rep, kind, stage, cat, date, gun := make(batch, n), make(batch, n), make(batch, n), make(batch, n), make(batch, n), make(batch, n)
	t.keep, t.party, t.place, t.country = make(batch, n), make(batch, n), make(batch, n), make(batch, n)
	kinds, stages, cats := classNames{}, classNames{}, classNames{""}
	t.eachLesson(func(i int, r *reading, lb *labels) {
		r.join(set["link"], linkLearnt)
		r.alignClusters(lb)
		if len(r.clusters) > 0 && len(lb.gold) > 0 {
			r.readPlaces()
		}
		for j := range r.clusters {
			c := &r.clusters[j]
			list := r.gather(c)
			r.clusterFeatures(&r.set, j, list)
			if c.gold == 0 {
				rep.add(i, &r.set, 0, 1)
				continue
			}
			g := &lb.gold[c.gold-1]
			w := float32(1)
			if g.Optional {
				w = 0
			}
			rep.add(i, &r.set, 1, w)
			kind.add(i, &r.set, int(kinds.number(lower(g.Type[0]))), 1)
			if len(g.Stage) > 0 {
				stage.add(i, &r.set, int(stages.number(lower(g.Stage[0]))), 1)
			}
			name := ""
			if len(g.Category) > 0 {
				name = g.Category[0]
			}
			cat.add(i, &r.set, int(cats.number(name)), 1)
			if !g.AllNamed {
				shot := 0
				if slices.Contains(g.Unnamed, "GUN") {
					shot = 1
				}
				gun.add(i, &r.set, shot, 1)
			}
			r.labelDates(date, i, c, g)
			t.labelEntities(i, r, j, list, g)
			t.labelPlaces(i, r, c, g)
		}
	})
	set["report"] = t.learn(few(yesNo), rep)
	set["gun"] = t.learn(few(yesNo), gun)
	set["type"] = t.learn(few(kinds), kind)
	set["stage"] = t.learn(few(stages), stage)
	set["category"] = t.learn(few(cats), cat)
	set["keep"] = t.learn(few(yesNo), t.keep)
	set["party"] = t.learn(few(yesNo), t.party)
	set["place"] = t.learn(few(yesNo), t.place)
	set["country"] = t.learn(some(yesNo), t.country)
	set["date"] = t.learn(some(yesNo), date)
}

// labelEntities adds the entities and organisations of cluster j with whether
// the gold incident has them.
func (t *lessonTrainer) labelEntities(i int, r *reading, j int, list []entity, g *goldIncident) {
	used := map[*goldFiller]bool{}
	for e := range list {
		y, w := 0, float32(1)
		for f := range g.fillers {
			fl := &g.fillers[f]
			if fl.role != list[e].role {
				continue
			}
			for _, k := range list[e].mentions {
				if r.matches(&r.phrases[k], fl) > 0 && y == 0 {
					if used[fl] {
						continue
					}
					y, used[fl] = 1, true
					if fl.Optional {
						w = 0.5
					}
				}
			}
		}
		r.keepFeatures(&r.set, j, list, e)
		t.keep.add(i, &r.set, y, w)
	}
	r.here = &r.clusters[j]
	parties := r.parties(r.here)
	for p := range parties {
		if 1-r.innocence(&parties[p], false) < 0.08 {
			continue
		}
		y := 0
		for f := range g.fillers {
			fl := &g.fillers[f]
			for o := range r.orgs {
				if r.orgs[o].key == parties[p].key && r.matchBody(&r.orgs[o], fl) {
					y = 1
				}
			}
		}
		r.partyFeatures(&r.set, j, parties, &parties[p], list)
		t.party.add(i, &r.set, y, 1)
	}
}

// labelPlaces adds the places and countries of a cluster with whether they
// are the scene of the gold incident.
func (t *lessonTrainer) labelPlaces(i int, r *reading, c *cluster, g *goldIncident) {
	rank := 0
	for p := range r.places {
		u := &r.places[p]
		if !r.mayBeScene(p, c) {
			continue
		}
		y := 0
		for _, chain := range g.Places {
			if n := len(chain); n > 0 {
				name, _, _ := strings.Cut(chain[n-1], "|")
				if lexicon.Fold(name) == lexicon.Fold(r.plain(u.first, u.last)) {
					y = 1
				}
			}
		}
		r.placeFeatures(&r.set, p, c, rank)
		rank++
		t.place.add(i, &r.set, y, 1)
	}
	for _, code := range r.codes() {
		y := 0
		for _, name := range g.Country {
			if k, ok := lexicon.Countries().Lookup(name); ok && k.Code == code {
				y = 1
			}
		}
		r.countryFeatures(&r.set, code, c)
		t.country.add(i, &r.set, y, 1)
	}
}

// labelDates adds the dates of a cluster with whether they are the incident's.
func (r *reading) labelDates(b batch, i int, c *cluster, g *goldIncident) {
	rank := 0
	for j := range r.dates {
		d := &r.dates[j]
		if d.from == 0 || !r.attached(c, r.text.Tokens[d.first].Sent) {
			continue
		}
		y := 0
		for _, gd := range g.Dates {
			if gd[0] == d.date.From && gd[1] == d.date.To {
				y = 1
			}
		}
		r.dateFeatures(&r.set, j, c, rank)
		rank++
		b.add(i, &r.set, y, 1)
	}
}

// alignClusters gives each cluster the gold incident it tells of, at most one
// cluster an incident.
func (r *reading) alignClusters(lb *labels) {
	for {
		best, bj, bg := 0.9, -1, -1
		for j := range r.clusters {
			if r.clusters[j].gold != 0 {
				continue
			}
			for g := range lb.gold {
				if lb.taken[g] {
					continue
				}
				v := 0.0
				for _, s := range r.clusters[j].sents {
					v += lb.scores[s][g]
				}
				if v > best {
					best, bj, bg = v, j, g
				}
			}
		}
		if bj < 0 {
			return
		}
		r.clusters[bj].gold = bg + 1
		lb.taken[bg] = true
	}
}
