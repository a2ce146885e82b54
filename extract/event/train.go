package event

import (
	"math"
	"strings"
	"sync"

	"github.com/credence-project/credence/lang"
	"github.com/credence-project/credence/lexicon"
)

// lessonTrainer holds the buffers of a training run.
type lessonTrainer struct {
	lex     *lexiconTables
	lessons []Lesson
	// predictions on lessons not trained on, as far as they are made
	relevance                   []uint32
	heat                        [][]float32
	roleP                       [][][6]float32
	bodyP                       [][][6]float32
	keep, party, place, country batch
}

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
	for s := range scores {
		best, at := 0.0, -1
		for g, v := range scores[s] {
			if r.sents[s].events != 0 {
				v *= 1.6
			}
			if v > best {
				best, at = v, g
			}
		}
		if best >= 1.5 {
			lb.sents[s] = at + 1
		}
		lb.weight[s] = 1
		if best > 0 && best < 1.5 {
			lb.weight[s] = 0.3
		}
	}
	r.labelRoles(&lb, scores)
	return lb
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

// inner is the number of parts for predictions on text not trained on.
const inner = 4

// Train learns the models of the incident stage. The same lessons
// give the same bytes.
func Train(lessons []Lesson) ([]byte, error) {
	t, err := newTrainer(lessons)
	if err != nil {
		return nil, err
	}
	return t.train().encode()
}

func newTrainer(lessons []Lesson) (*lessonTrainer, error) {
	pack := lang.English()
	vocab := lang.NewVocabulary(pack)
	lex, err := newLexicon(pack, vocab)
	return &lessonTrainer{lex: lex, lessons: lessons}, err
}

// eachLesson reads every lesson in turn, with its labels, and hands it to
// visit.
func (t *lessonTrainer) eachLesson(visit func(i int, r *reading, lb *labels)) {
	a := lang.NewAnalyser(t.lex.vocab)
	b := lang.NewAnalyser(t.lex.vocab)
	r := &reading{chunker: chunker{lex: t.lex}, actors: lexicon.Actors()}
	for i := range t.lessons {
		l := &t.lessons[i]
		gold := r.study(l, b)
		r.prepare(a.Analyse(l.Text), l.Published)
		lb := r.label(gold)
		if t.relevance != nil {
			r.relevance = t.relevance[i]
		}
		if t.heat != nil {
			for s := range r.sents {
				r.sents[s].heat = t.heat[i][s]
			}
		}
		if t.roleP != nil {
			r.roleP = append(r.roleP[:0], t.roleP[i]...)
		}
		if t.bodyP != nil {
			for o := range r.orgs {
				r.orgs[o].probs = t.bodyP[i][o]
			}
		}
		visit(i, r, &lb)
	}
}

// batch is the samples of one model, by lesson.
type batch [][]sample

func (b batch) add(i int, f *featureSet, class int, weight float32) {
	b[i] = append(b[i], sample{append([]uint32(nil), f.list...), class, weight})
}

// flat is the samples of the lessons that take accepts.
func (b batch) flat(take func(i int) bool) []sample {
	var out []sample
	for i := range b {
		if !take(i) {
			continue
		}
		for _, s := range b[i] {
			if s.weight > 0 {
				out = append(out, s)
			}
		}
	}
	return out
}

// crossfit learns a model from all samples, and predicts every sample by a
// model that has not seen its lesson.
func (b batch) crossfit(tr trainer) (*linear, [][][]float32) {
	out := make([][][]float32, len(b))
	var m *linear
	parallel(inner+1, func(k int) {
		part := tr.learn(b.flat(func(i int) bool { return k == inner || i%inner != k }))
		if k == inner {
			m = part
			return
		}
		for i := k; i < len(b); i += inner {
			for _, s := range b[i] {
				out[i] = append(out[i], part.probabilities(s.features, nil))
			}
		}
	})
	return m, out
}

func everything(int) bool { return true }

var yesNo = []string{"no", "yes"}

// train learns all models, each from what the ones before it give.
func (t *lessonTrainer) train() modelSet {
	set := modelSet{}
	n := len(t.lessons)
	guess, docs, sents := make(batch, n), make(batch, n), make(batch, n)
	t.eachLesson(func(i int, r *reading, lb *labels) {
		for k := range r.phrases {
			y, w := lb.answer(k)
			r.set.reset()
			if r.candidate(k) {
				r.roleFeatures(&r.set, k)
			} else {
				w = 0
			}
			guess.add(i, &r.set, y, w)
		}
	})
	var p [][][]float32
	set["guess"], p = guess.crossfit(trainer{roleNames, 18, 5, 0.03, 1e-6})
	t.roleP = make([][][6]float32, n)
	for i := range p {
		t.roleP[i] = guess.fixed(i, p[i])
	}
	t.eachLesson(func(i int, r *reading, lb *labels) {
		r.docFeatures(&r.set)
		docs.add(i, &r.set, lb.relevant(), 1)
	})
	set["document"], p = docs.crossfit(trainer{yesNo, 16, 6, 0.03, 1e-5})
	t.relevance = make([]uint32, n)
	for i := range p {
		t.relevance[i] = uint32(p[i][0][1] * 9.99)
	}
	t.eachLesson(func(i int, r *reading, lb *labels) {
		for s := range r.sents {
			r.sentFeatures(&r.set, s)
			sents.add(i, &r.set, min(lb.sents[s], 1), lb.weight[s])
		}
	})
	set["sentence"], p = sents.crossfit(trainer{yesNo, 18, 5, 0.03, 1e-6})
	t.heat = make([][]float32, n)
	for i := range p {
		for _, q := range p[i] {
			t.heat[i] = append(t.heat[i], q[1])
		}
	}
	t.trainRoles(set)
	t.trainLink(set)
	t.trainClusters(set)
	return set
}

// answer is the role of phrase k and the weight of the case.
func (lb *labels) answer(k int) (int, float32) {
	if lb.roles[k] < 0 {
		return 0, 0
	}
	return lb.roles[k], 1
}

// fixed turns the predictions for lesson i into role probabilities; what has
// no features plays no part.
func (b batch) fixed(i int, p [][]float32) [][6]float32 {
	out := make([][6]float32, len(p))
	for k := range p {
		if len(b[i][k].features) == 0 {
			out[k][0] = 1
			continue
		}
		copy(out[k][:], p[k])
	}
	return out
}

// trainRoles learns what part phrases and organisations play.
func (t *lessonTrainer) trainRoles(set modelSet) {
	n := len(t.lessons)
	role, body := make(batch, n), make(batch, n)
	pc, pe, tc, te := make(batch, n), make(batch, n), make(batch, n), make(batch, n)
	names := map[string]*classNames{"person-class": {}, "person-effect": {"none"}, "thing-class": {}, "thing-effect": {"none"}}
	t.eachLesson(func(i int, r *reading, lb *labels) {
		r.sumUp()
		for k := range r.phrases {
			y, w := lb.answer(k)
			r.set.reset()
			if r.roleP[k][roleNone] <= surely {
				r.roleFeatures(&r.set, k)
				r.stackFeatures(&r.set, k)
			} else {
				w = 0
			}
			role.add(i, &r.set, y, w)
			f := lb.filler[k]
			if f == nil || y <= 0 {
				continue
			}
			r.roleFeatures(&r.set, k)
			switch f.role {
			case rolePerson:
				if len(f.Class) > 0 {
					pc.add(i, &r.set, int(names["person-class"].number(lower(f.Class[0]))), 1)
				}
				pe.add(i, &r.set, int(names["person-effect"].number(first(f.Effect))), 1)
			case rolePhysical:
				if len(f.Class) > 0 {
					tc.add(i, &r.set, int(names["thing-class"].number(lower(f.Class[0]))), 1)
				}
				te.add(i, &r.set, int(names["thing-effect"].number(first(f.Effect))), 1)
			}
		}
		for o := range r.orgs {
			y, w := r.labelBody(&r.orgs[o], lb)
			r.set.reset()
			if r.orgs[o].first >= int32(r.body) {
				r.bodyFeatures(&r.set, &r.orgs[o])
			} else {
				w = 0
			}
			body.add(i, &r.set, y, w)
		}
	})
	var rp, bp [][][]float32
	set["role"], rp = role.crossfit(trainer{roleNames, 18, 5, 0.03, 1e-6})
	set["body"], bp = body.crossfit(trainer{bodyNames, 18, 5, 0.03, 1e-6})
	for name, b := range map[string]batch{"person-class": pc, "person-effect": pe, "thing-class": tc, "thing-effect": te} {
		set[name] = trainer{*names[name], 16, 6, 0.03, 1e-5}.learn(b.flat(everything))
	}
	t.bodyP = make([][][6]float32, n)
	for i := range rp {
		for k := range rp[i] {
			if len(role[i][k].features) > 0 {
				copy(t.roleP[i][k][:], rp[i][k])
			}
		}
		t.bodyP[i] = body.fixed(i, bp[i])
	}
}

func lower(s string) string { return strings.ReplaceAll(strings.ToLower(s), " ", "_") }

func first(list []string) string {
	if len(list) == 0 {
		return "none"
	}
	return lower(list[0])
}

// labelBody is the right answer for a mention of an organisation.
func (r *reading) labelBody(o *bodyMention, lb *labels) (class int, weight float32) {
	sent := r.phrases[o.phrase].sent
	class, weight = 0, 1
	for g := range lb.gold {
		for f := range lb.gold[g].fillers {
			fl := &lb.gold[g].fillers[f]
			if len(fl.Class) == 0 || !r.matchBody(o, fl) {
				continue
			}
			if class == 0 || lb.sents[sent] == g+1 {
				for c, name := range bodyNames {
					if name == lower(fl.Class[0]) {
						class = c
					}
				}
			}
		}
	}
	if class > 0 && lb.sents[sent] == 0 {
		weight = 0
	}
	return class, weight
}

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
	set["link"] = trainer{yesNo, 16, 6, 0.05, 1e-5}.learn(link.flat(everything))
}

// trainClusters learns the decisions about whole incidents.
func (t *lessonTrainer) trainClusters(set modelSet) {
	n := len(t.lessons)
	report, kind, stage, cat, date := make(batch, n), make(batch, n), make(batch, n), make(batch, n), make(batch, n)
	t.keep, t.party, t.place, t.country = make(batch, n), make(batch, n), make(batch, n), make(batch, n)
	kinds, stages, cats := classNames{}, classNames{}, classNames{""}
	t.eachLesson(func(i int, r *reading, lb *labels) {
		r.join(set["link"])
		r.alignClusters(lb)
		if len(r.clusters) > 0 && len(lb.gold) > 0 {
			r.readPlaces()
		}
		for j := range r.clusters {
			c := &r.clusters[j]
			list := r.gather(c)
			r.clusterFeatures(&r.set, j, list)
			if c.gold == 0 {
				report.add(i, &r.set, 0, 1)
				continue
			}
			g := &lb.gold[c.gold-1]
			w := float32(1)
			if g.Optional {
				w = 0
			}
			report.add(i, &r.set, 1, w)
			kind.add(i, &r.set, int(kinds.number(lower(g.Type[0]))), 1)
			if len(g.Stage) > 0 {
				stage.add(i, &r.set, int(stages.number(lower(g.Stage[0]))), 1)
			}
			name := ""
			if len(g.Category) > 0 {
				name = lower(g.Category[0])
			}
			cat.add(i, &r.set, int(cats.number(name)), 1)
			r.labelDates(date, i, c, g)
			t.labelEntities(i, r, j, list, g)
			t.labelPlaces(i, r, c, g)
		}
	})
	set["report"] = trainer{yesNo, 16, 6, 0.05, 1e-5}.learn(report.flat(everything))
	set["type"] = trainer{kinds, 16, 6, 0.05, 1e-5}.learn(kind.flat(everything))
	set["stage"] = trainer{stages, 16, 6, 0.05, 1e-5}.learn(stage.flat(everything))
	set["category"] = trainer{cats, 16, 6, 0.05, 1e-5}.learn(cat.flat(everything))
	set["keep"] = trainer{yesNo, 16, 6, 0.03, 1e-5}.learn(t.keep.flat(everything))
	set["party"] = trainer{bodyNames, 16, 6, 0.03, 1e-5}.learn(t.party.flat(everything))
	set["place"] = trainer{yesNo, 16, 6, 0.03, 1e-5}.learn(t.place.flat(everything))
	set["country"] = trainer{yesNo, 14, 6, 0.03, 1e-5}.learn(t.country.flat(everything))
	set["date"] = trainer{yesNo, 16, 6, 0.05, 1e-5}.learn(date.flat(everything))
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
		if 1-r.least0(&parties[p], false) < 0.08 {
			continue
		}
		y := 0
		for f := range g.fillers {
			fl := &g.fillers[f]
			for o := range r.orgs {
				if r.orgs[o].key == parties[p].key && len(fl.Class) > 0 && r.matchBody(&r.orgs[o], fl) {
					for c, name := range bodyNames {
						if name == lower(fl.Class[0]) {
							y = c
						}
					}
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
		if !c.has(r.phrases[u.phrase].sent) || u.first < int32(r.body) {
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
	for n, u := range r.countries {
		seen := false
		for _, v := range r.countries[:n] {
			seen = seen || v.code == u.code
		}
		if seen {
			continue
		}
		y := 0
		for _, name := range g.Country {
			if k, ok := lexicon.Countries().Lookup(name); ok && k.Code == u.code {
				y = 1
			}
		}
		r.countryFeatures(&r.set, u.code, c)
		t.country.add(i, &r.set, y, 1)
	}
}

// labelDates adds the dates of a cluster with whether they are the incident's.
func (r *reading) labelDates(b batch, i int, c *cluster, g *goldIncident) {
	rank := 0
	for j := range r.dates {
		d := &r.dates[j]
		if d.from == 0 || !c.has(r.text.Tokens[d.first].Sent) {
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

// parallel runs jobs on two goroutines.
func parallel(n int, job func(i int)) {
	var wg sync.WaitGroup
	gate := make(chan struct{}, 2)
	for i := range n {
		wg.Add(1)
		gate <- struct{}{}
		go func() {
			defer wg.Done()
			job(i)
			<-gate
		}()
	}
	wg.Wait()
}
