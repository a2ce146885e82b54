package event

import (
	"cmp"
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
	vocab := lang.NewVocabulary(lang.English())
	lex, err := newLexicon(vocab)
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
			r.sumSents()
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
func (t *lessonTrainer) flat(b batch, take func(i int) bool) []sample {
	var out []sample
	for i := range b {
		if !take(i) {
			continue
		}
		for _, s := range b[i] {
			if s.weight *= cmp.Or(t.lessons[i].Weight, 1); s.weight > 0 {
				out = append(out, s)
			}
		}
	}
	return out
}

// crossfit learns a model from all samples, and predicts every sample by a
// model that has not seen its lesson. Parts by story would be stricter and are
// worse: later models then expect less of the earlier ones than those give.
func (t *lessonTrainer) crossfit(b batch, tr trainer) (*linear, [][][]float32) {
	out := make([][][]float32, len(b))
	var m *linear
	parallel(inner+1, func(k int) {
		part := tr.learn(t.flat(b, func(i int) bool { return k == inner || i%inner != k }))
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

// learn learns a model from all samples.
func (t *lessonTrainer) learn(tr trainer, b batch) *linear {
	return tr.learn(t.flat(b, func(int) bool { return true }))
}

// modelNames lists the models that reading needs.
var modelNames = []string{"body", "category", "country", "date", "document", "guess", "gun", "keep", "link", "party",
	"person-class", "person-effect", "place", "report", "role", "sentence", "stage", "stance", "thing-class", "thing-effect", "type"}

// few, some and many are the settings for models with that many samples,
// chosen by cross-validation: the fewer there are, the shorter the training.
func few(classes []string) trainer { return trainer{classes, 16, 3, 0.02, 1e-5, 3} }

func some(classes []string) trainer { return trainer{classes, 16, 6, 0.03, 1e-5, 2} }

func many(classes []string) trainer { return trainer{classes, 18, 3, 0.01, 1e-6, 3} }

// calling is the setting where a few features say it outright.
func calling(classes []string) trainer { return trainer{classes, 16, 10, 0.1, 1e-5, 2} }

var yesNo = []string{"no", "yes"}

// train learns all models, each from what the ones before it give.
func (t *lessonTrainer) train() modelSet {
	set := modelSet{}
	t.trainParts(set)
	t.trainCalls(set)
	t.trainStance(set)
	t.trainLink(set)
	t.trainClusters(set)
	return set
}

// trainParts learns which texts and sentences report an incident, and what
// part phrases play in it.
func (t *lessonTrainer) trainParts(set modelSet) {
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
	set["guess"], p = t.crossfit(guess, trainer{roleNames, 18, 3, 0.02, 1e-6, 3})
	t.roleP = make([][][6]float32, n)
	for i := range p {
		t.roleP[i] = guess.fixed(i, p[i])
	}
	t.eachLesson(func(i int, r *reading, lb *labels) {
		r.docFeatures(&r.set)
		docs.add(i, &r.set, lb.relevant(), 1)
	})
	set["document"], p = t.crossfit(docs, trainer{yesNo, 17, 4, 0.01, 1e-6, 2})
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
	set["sentence"], p = t.crossfit(sents, many(yesNo))
	t.heat = make([][]float32, n)
	for i := range p {
		for _, q := range p[i] {
			t.heat[i] = append(t.heat[i], q[1])
		}
	}
	t.trainRoles(set)
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

func lower(s string) string { return strings.ReplaceAll(strings.ToLower(s), " ", "_") }

func first(list []string) string {
	if len(list) == 0 {
		return "none"
	}
	return lower(list[0])
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
