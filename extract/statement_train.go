package extract

import (
	"bytes"
	"encoding/binary"
	"math"
	"math/rand/v2"
	"slices"
	"sort"
	"strings"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/lang"
)

// Marked is a text with its marked statements, to train on.
type Marked struct {
	Text  string
	Marks []Mark
}

// Mark is one marked statement.
type Mark struct {
	Kind     credence.Kind
	Names    []string // of the actor; none if the statement names nobody
	NullOK   bool     // leaving the actor empty is right as well
	Optional bool     // neither right nor wrong
	Other    bool
	credence.Span
}

// clauseExample is a clause with its features and options, and what the marks
// say of it.
type clauseExample struct {
	features    []uint32
	options     []optionExample
	first, last int // tokens
	verb        int
	ruled       uint32 // kinds that rules made of it, by class
	touching    []int  // marks it overlaps
	holding     []int  // marks that hold its verb, or whose kind a rule found in it
	optional    bool   // it touches a mark that is neither right nor wrong
}

// optionExample is an entity for a clause.
type optionExample struct {
	features []uint32
	entity   int32
	name     string
}

// rounds of training, and passes over the examples in each; more made no
// difference in cross-validation.
const (
	rounds = 2
	passes = 12
)

// TrainStatements gives the model file made from marked texts. cut is the
// least probability at which a statement is reported. The result depends on
// nothing else.
func (x *Extractor) TrainStatements(texts []Marked, cut float64) []byte {
	t := newTrainer()
	for i := range texts {
		t.texts = append(t.texts, x.clauses(&texts[i]))
		t.marks = append(t.marks, texts[i].Marks)
	}
	t.dropRare()
	for round := range rounds {
		t.label(round)
		t.learnKinds(round)
	}
	t.learnHidden()
	t.learnEntities()
	return t.file(float32(cut))
}

// WithModel gives a copy of the extractor that uses another model, as
// TrainStatements makes it; none if the file is empty.
func (x *Extractor) WithModel(file []byte) (*Extractor, error) {
	m, err := readModel(file)
	if err != nil {
		return nil, err
	}
	y := &Extractor{
		pack: x.pack, vocab: x.vocab, own: x.own, words: x.words, rules: x.rules, verbs: x.verbs, model: m,
		actors: x.actors, states: x.states, stateNames: x.stateNames,
		mutual: x.mutual, mistakes: x.mistakes, outlets: x.outlets, organs: x.organs,
	}
	y.pool.New = func() any { return y.newScratch() }
	return y, nil
}

// example copies what the scratch holds of frame fi.
func (s *scratch) example(fi int, k *frameSketch) *clauseExample {
	f := &s.frames[fi]
	c := &clauseExample{features: append([]uint32(nil), s.feats.list...), verb: int(s.chunks[f.verb].head)}
	c.first, c.last = s.extent(f)
	for _, m := range s.made {
		c.ruled |= 1 << classOf(s.x.rules[m.rule].kind)
	}
	s.plainNouns(f)
	for i := range s.options {
		s.feats.list = s.feats.list[:0]
		s.entityFeatures(&s.options[i], k, &s.feats)
		c.options = append(c.options, optionExample{features: append([]uint32(nil), s.feats.list...), entity: s.options[i].entity})
	}
	return c
}

// clauses reads a text into its clauses.
func (x *Extractor) clauses(text *Marked) []*clauseExample {
	var all []*clauseExample
	s := x.newScratch()
	s.collect = func(c *clauseExample) { all = append(all, c) }
	s.read(&credence.Document{Text: text.Text})
	s.statements()
	for _, c := range all {
		span, verb := s.text.Span(c.first, c.last), s.text.Tokens[c.verb].Span()
		for j := range text.Marks {
			m := &text.Marks[j]
			if !m.Overlaps(span) {
				continue
			}
			if m.Optional {
				c.optional = true
				continue
			}
			c.touching = append(c.touching, j)
			if m.Overlaps(verb) || c.ruled&(1<<classOf(m.Kind)) != 0 {
				c.holding = append(c.holding, j)
			}
		}
		for i := range c.options {
			if e := c.options[i].entity; e >= 0 {
				c.options[i].name = s.entities[e].name
			}
		}
	}
	return all
}

// sameActor reports whether a name found is one of the names marked.
func sameActor(m *Mark, name string) bool {
	if len(m.Names) == 0 {
		return name == ""
	}
	if name == "" {
		return m.NullOK
	}
	for _, n := range m.Names {
		if plainName(n) == plainName(name) {
			return true
		}
	}
	return false
}

// plainName is a name without articles, marks and words such as "group".
func plainName(s string) string {
	w := strings.FieldsFunc(strings.ReplaceAll(strings.ReplaceAll(lang.Normal(s), "'s", ""), "'", ""), func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r > 127)
	})
	drop := func(x string) bool {
		switch x {
		case "the", "a", "an", "suspected", "alleged", "members", "member", "of", "militants", "fighters":
			return true
		}
		return false
	}
	for len(w) > 1 && drop(w[0]) {
		w = w[1:]
	}
	tail := func(x string) bool {
		switch x {
		case "group", "groups", "militants", "militant", "guerrillas", "rebels", "fighters", "gunmen", "insurgents", "terrorists", "members", "forces", "extremists", "movement",
			"organisation", "organization", "militia", "cartel", "gang", "network", "hackers", "jihadists", "separatists", "faction":
			return true
		}
		return false
	}
	for len(w) > 1 && tail(w[len(w)-1]) && !(len(w) == 2 && w[0] == "islamic") {
		w = w[:len(w)-1]
	}
	return strings.Join(w, " ")
}

// trainSize is the number of weights a feature may fall on; features that
// meet in one place share it.
const trainSize = 1 << bucketBits

// trainer learns the weights by stochastic gradient descent with a step of
// its own for each weight.
type trainer struct {
	texts  [][]*clauseExample
	marks  [][]Mark
	labels [][][kindCount]int8 // 1 yes, 0 no, -1 left out
	chosen [][]int             // clause of each mark, -1 if none
	clause descent
	hidden hiddenTrainer
	entity descent // behind the weights of the kinds one that all of them share
	bias   [kindCount]float32
}

// descent is the state of one linear model.
type descent struct {
	adaptive
	width int
	keys  []uint32
}

func newDescent(width int) descent {
	const rate = 0.015
	return descent{adaptive: newAdaptive(trainSize*width, rate), width: width, keys: make([]uint32, trainSize)}
}

func newTrainer() *trainer {
	return &trainer{clause: newDescent(kindCount), entity: newDescent(kindCount + 1)}
}

func (d *descent) at(f uint32) int { return int(f&(trainSize-1)) * d.width }

// adaptive is weights, each of which takes steps of its own: the smaller, the
// more it has been moved (Adagrad; Duchi, Hazan and Singer 2011).
type adaptive struct {
	weights []float32
	square  []float32 // sums of the squares of their gradients
	rate    float32
}

func newAdaptive(n int, rate float32) adaptive {
	return adaptive{make([]float32, n), make([]float32, n), rate}
}

// move takes a step against the gradient of one weight.
func (a *adaptive) move(i int, grad float32) {
	a.square[i] += grad * grad
	a.weights[i] -= a.rate * grad / float32(math.Sqrt(float64(a.square[i]))+1e-3)
}

// dropRare leaves out the features of clauses that occur no more than twice
// in all the texts: they teach nothing of other texts and would double the
// model.
func (t *trainer) dropRare() {
	const few = 2
	var n counter
	for _, list := range t.texts {
		for _, c := range list {
			n.count(c.features)
		}
	}
	for _, list := range t.texts {
		for _, c := range list {
			c.features = n.above(few, c.features)
		}
	}
}

// counter counts how often features occur, up to 255 times.
type counter [trainSize]uint8

func (n *counter) count(fs []uint32) {
	for _, f := range fs {
		if c := &n[f&(trainSize-1)]; *c < math.MaxUint8 {
			*c++
		}
	}
}

// above gives those of the features that occur more than so many times.
func (n *counter) above(few uint8, fs []uint32) []uint32 {
	return slices.DeleteFunc(fs, func(f uint32) bool { return n[f&(trainSize-1)] <= few })
}

// label says for each clause of which kinds it is an example. Of the clauses
// that may stand for a mark those count that a rule found, or else all; from
// the second round the one the model likes best. The others are left out.
func (t *trainer) label(round int) {
	t.labels, t.chosen = make([][][kindCount]int8, len(t.texts)), make([][]int, len(t.texts))
	for i, list := range t.texts {
		labels := make([][kindCount]int8, len(list))
		for j, c := range list {
			for _, m := range c.touching {
				labels[j][classOf(t.marks[i][m].Kind)] = -1
			}
			if c.optional {
				for k := range labels[j] {
					labels[j][k] = -1
				}
			}
		}
		t.chosen[i] = make([]int, len(t.marks[i]))
		for m := range t.marks[i] {
			t.chosen[i][m] = -1
			if !t.marks[i][m].Optional {
				t.labelMark(i, m, labels, round)
			}
		}
		t.labels[i] = labels
	}
}

func (t *trainer) labelMark(i, m int, labels [][kindCount]int8, round int) {
	class := classOf(t.marks[i][m].Kind)
	list := t.texts[i]
	held, ruled := false, false
	for _, c := range list {
		if has(c.holding, m) {
			held = true
			ruled = ruled || c.ruled&(1<<class) != 0
		}
	}
	top := float32(math.Inf(-1))
	for j, c := range list {
		if !has(c.holding, m) && (held || !has(c.touching, m)) {
			continue
		}
		found := c.ruled&(1<<class) != 0
		if round == 0 {
			if found || !ruled {
				labels[j][class] = 1
			}
			continue
		}
		score := t.score(c.features, class)
		if t.names(i, m, c) {
			score += 1
		}
		if score > top {
			top = score
			t.chosen[i][m] = j
		}
	}
	if j := t.chosen[i][m]; j >= 0 {
		labels[j][class] = 1
	}
}

// names reports whether an option of the clause has the actor of the mark.
func (t *trainer) names(i, m int, c *clauseExample) bool {
	for k := range c.options {
		if sameActor(&t.marks[i][m], c.options[k].name) {
			return true
		}
	}
	return false
}

func has(list []int, x int) bool {
	for _, y := range list {
		if x == y {
			return true
		}
	}
	return false
}

func (t *trainer) score(fs []uint32, class int) float32 {
	sum := t.bias[class]
	for _, f := range fs {
		sum += t.clause.weights[t.clause.at(f)+class]
	}
	return sum
}

// learnKinds goes over all clauses a few times in an order that is random but
// always the same.
func (t *trainer) learnKinds(round int) {
	type ref struct{ i, j int }
	var order []ref
	for i := range t.texts {
		for j := range t.texts[i] {
			order = append(order, ref{i, j})
		}
	}
	clear(t.clause.weights)
	clear(t.clause.square)
	t.bias = [kindCount]float32{}
	rng := rand.New(rand.NewPCG(1, uint64(round)))
	mean := make([]float32, len(t.clause.weights))
	for pass := range passes {
		rng.Shuffle(len(order), func(a, b int) { order[a], order[b] = order[b], order[a] })
		for _, r := range order {
			t.step(t.texts[r.i][r.j].features, &t.labels[r.i][r.j])
		}
		if pass >= passes/2 {
			for i, w := range t.clause.weights {
				mean[i] += w / float32(passes-passes/2)
			}
		}
	}
	t.clause.weights = mean
}

func (t *trainer) step(fs []uint32, labels *[kindCount]int8) {
	score := t.bias
	for _, f := range fs {
		w := t.clause.weights[t.clause.at(f) : t.clause.at(f)+kindCount]
		for c := range score {
			score[c] += w[c]
		}
	}
	for c := range score {
		if labels[c] < 0 {
			continue
		}
		grad := float32(1/(1+math.Exp(-float64(score[c])))) - float32(labels[c])
		if grad > -0.005 && grad < 0.005 {
			continue
		}
		t.bias[c] -= 0.01 * grad
		for _, f := range fs {
			i := t.clause.at(f)
			t.clause.keys[i/kindCount] = f
			t.clause.move(i+c, grad)
		}
	}
}

// learnEntities trains the ranking on the clauses chosen for the marks.
func (t *trainer) learnEntities() {
	rng := rand.New(rand.NewPCG(2, 0))
	type ref struct{ i, m int }
	var order []ref
	for i := range t.marks {
		for m := range t.marks[i] {
			if j := t.chosen[i][m]; j >= 0 && t.names(i, m, t.texts[i][j]) {
				order = append(order, ref{i, m})
			}
		}
	}
	const few = 6
	var n counter
	each := func(do func(o *optionExample)) {
		for _, r := range order {
			c := t.texts[r.i][t.chosen[r.i][r.m]]
			for i := range c.options {
				do(&c.options[i])
			}
		}
	}
	each(func(o *optionExample) { n.count(o.features) })
	each(func(o *optionExample) { o.features = n.above(few, o.features) })
	mean := make([]float32, len(t.entity.weights))
	for pass := range passes {
		rng.Shuffle(len(order), func(a, b int) { order[a], order[b] = order[b], order[a] })
		for _, r := range order {
			t.rankStep(t.texts[r.i][t.chosen[r.i][r.m]], &t.marks[r.i][r.m])
		}
		if pass >= passes/2 {
			for i, w := range t.entity.weights {
				mean[i] += w / float32(passes-passes/2)
			}
		}
	}
	t.entity.weights = mean
}

func (t *trainer) rankStep(c *clauseExample, m *Mark) {
	class := classOf(m.Kind)
	p := make([]float32, len(c.options))
	top := float32(math.Inf(-1))
	for i := range c.options {
		for _, f := range c.options[i].features {
			w := t.entity.weights[t.entity.at(f):]
			p[i] += w[class] + w[kindCount]
		}
		top = max(top, p[i])
	}
	all, right := float32(0), float32(0)
	for i := range p {
		p[i] = float32(math.Exp(float64(p[i] - top)))
		all += p[i]
		if sameActor(m, c.options[i].name) {
			right += p[i]
		}
	}
	for i := range p {
		grad := p[i] / all
		if sameActor(m, c.options[i].name) {
			grad -= p[i] / right
		}
		if grad > -0.005 && grad < 0.005 {
			continue
		}
		for _, f := range c.options[i].features {
			k := t.entity.at(f)
			t.entity.keys[k/t.entity.width] = f
			t.entity.move(k+class, grad)
			t.entity.move(k+kindCount, grad)
		}
	}
}

// file renders the model: a head, then for both tables the weights of each
// feature that matters as bytes, with the hidden layer behind the first.
func (t *trainer) file(cut float32) []byte {
	var b bytes.Buffer
	binary.Write(&b, binary.LittleEndian, modelMagic)
	binary.Write(&b, binary.LittleEndian, cut)
	binary.Write(&b, binary.LittleEndian, t.bias)
	t.hidden.write(&b, t.clause.write(&b))
	t.entity.write(&b)
	return b.Bytes()
}

// write renders the weights of the kinds, each with the one they share, and
// gives the keys in their order.
func (d *descent) write(b *bytes.Buffer) []uint32 {
	const least = 0.02 // smaller weights are dropped
	limit := float32(0)
	var kept []int
	for i := range trainSize {
		if d.keys[i] == 0 {
			continue
		}
		m := float32(0)
		for c := range kindCount {
			m = max(m, float32(math.Abs(float64(d.weight(i, c)))))
		}
		if m > least {
			kept = append(kept, i)
			limit = max(limit, m)
		}
	}
	sort.Slice(kept, func(a, b int) bool { return d.keys[kept[a]] < d.keys[kept[b]] })
	scale := max(limit/127, 1e-9)
	binary.Write(b, binary.LittleEndian, uint32(len(kept)))
	binary.Write(b, binary.LittleEndian, scale)
	keys := make([]uint32, len(kept))
	for n, i := range kept {
		keys[n] = d.keys[i]
		binary.Write(b, binary.LittleEndian, keys[n])
		for c := range kindCount {
			b.WriteByte(byte(int8(math.Round(float64(d.weight(i, c) / scale)))))
		}
	}
	return keys
}

// weight gives the weight of a kind, with the one that all kinds share.
func (d *descent) weight(i, kind int) float32 {
	w := d.weights[i*d.width+kind]
	if d.width > kindCount {
		w += d.weights[i*d.width+kindCount]
	}
	return w
}
