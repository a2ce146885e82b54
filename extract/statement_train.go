package extract

import (
	"bytes"
	"encoding/binary"
	"math"
	"math/rand/v2"
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

// example is an option with its features and what the marks say of it.
type example struct {
	features []uint32
	marks    []int // marks of the text that it may stand for
	ignore   bool  // neither example nor counterexample
	ruled    uint32
}

// maxEpochs of training; more made no difference in cross-validation.
const maxEpochs = 10

// TrainStatements gives the model file made from marked texts. cut is the
// least probability at which a statement is reported. The result depends on
// nothing else.
func (x *Extractor) TrainStatements(texts []Marked, cut float64) []byte {
	t := trainer{weights: make([]float32, trainSize*classesCount), square: make([]float32, trainSize*classesCount), keys: make([]uint32, trainSize)}
	for i := range texts {
		t.texts = append(t.texts, x.examples(&texts[i]))
	}
	for i := range texts {
		t.marks = append(t.marks, texts[i].Marks)
	}
	for round := range 3 {
		t.label(round)
		t.learn(round)
	}
	return t.file(float32(cut))
}

// WithModel gives a copy of the extractor that uses another model, as
// TrainStatements makes it; none if the file is empty.
func (x *Extractor) WithModel(file []byte) (*Extractor, error) {
	m, err := readModel(file)
	if err != nil {
		return nil, err
	}
	y := &Extractor{vocab: x.vocab, words: x.words, rules: x.rules, actors: x.actors, states: x.states, stateNames: x.stateNames, model: m}
	y.pool.New = func() any { return y.newScratch() }
	return y, nil
}

// examples reads a text into its options.
func (x *Extractor) examples(text *Marked) []example {
	type raw struct {
		example
		entity      int32
		first, last int
		verb        int
	}
	var all []raw
	s := x.newScratch()
	s.collect = func(o *option, fs []uint32, first, last, verb int) {
		ruled := uint32(0)
		for _, m := range s.made {
			if m.entity == o.entity {
				ruled |= 1 << classOf(s.x.rules[m.rule].kind)
			}
		}
		all = append(all, raw{example{features: append([]uint32(nil), fs...), ruled: ruled}, o.entity, first, last, verb})
	}
	s.read(&credence.Document{Text: text.Text})
	s.statements()
	out := make([]example, 0, len(all))
	for i := range all {
		r := &all[i]
		span := s.text.Span(r.first, r.last)
		verb := s.text.Tokens[r.verb].Span()
		name := ""
		if r.entity >= 0 {
			name = s.entities[r.entity].name
		}
		for j := range text.Marks {
			m := &text.Marks[j]
			if !m.Overlaps(span) || !sameActor(m, name) {
				continue
			}
			if !m.Overlaps(verb) && r.ruled&(1<<classOf(m.Kind)) == 0 {
				r.ignore = true
				continue
			}
			if m.Optional {
				r.ignore = true
				continue
			}
			r.marks = append(r.marks, j)
		}
		out = append(out, r.example)
	}
	return out
}

func classOf(k credence.Kind) int {
	for i, other := range credence.Kinds {
		if other == k {
			return i + 1
		}
	}
	return 0
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
	for len(w) > 1 && tail(w[len(w)-1]) && w[0] != "islamic" {
		w = w[:len(w)-1]
	}
	return strings.Join(w, " ")
}

const trainSize = 1 << 20

// trainer learns the weights by stochastic gradient descent with a step for
// each weight.
type trainer struct {
	texts   [][]example
	marks   [][]Mark
	labels  [][]int // class of each example, -1 to leave it out
	weights []float32
	square  []float32
	keys    []uint32
	bias    [classesCount]float32
}

// label chooses for each mark the option that stands for it: at first those
// that a rule found or else all, later the one the model likes best. The other
// options of a mark are left out.
func (t *trainer) label(round int) {
	t.labels = make([][]int, len(t.texts))
	for i, list := range t.texts {
		labels := make([]int, len(list))
		for j := range list {
			if list[j].ignore || len(list[j].marks) > 0 {
				labels[j] = -1
			}
		}
		for m := range t.marks[i] {
			t.labelMark(list, labels, m, classOf(t.marks[i][m].Kind), round)
		}
		t.labels[i] = labels
	}
}

func (t *trainer) labelMark(list []example, labels []int, mark, class, round int) {
	best, top := -1, float32(math.Inf(-1))
	ruled := false
	for j := range list {
		ruled = ruled || has(list[j].marks, mark) && list[j].ruled&(1<<class) != 0
	}
	for j := range list {
		if !has(list[j].marks, mark) {
			continue
		}
		if round == 0 {
			if !ruled || list[j].ruled&(1<<class) != 0 {
				labels[j] = class
			}
			continue
		}
		score := t.scores(list[j].features)
		if s := score[class] - score[0]; s > top {
			best, top = j, s
		}
	}
	if best >= 0 {
		labels[best] = class
	}
}

func has(list []int, x int) bool {
	for _, y := range list {
		if x == y {
			return true
		}
	}
	return false
}

// at is the place of the weights of a feature; features that meet in one
// place share it.
func at(f uint32) int { return int(f&(trainSize-1)) * classesCount }

func (t *trainer) scores(fs []uint32) [classesCount]float32 {
	sum := t.bias
	for _, f := range fs {
		w := t.weights[at(f) : at(f)+classesCount]
		for c := range classesCount {
			sum[c] += w[c]
		}
	}
	return sum
}

// learn goes over all examples a few times in an order that is random but
// always the same.
func (t *trainer) learn(round int) {
	type ref struct{ i, j int }
	var order []ref
	for i := range t.texts {
		for j := range t.texts[i] {
			if t.labels[i][j] >= 0 {
				order = append(order, ref{i, j})
			}
		}
	}
	clear(t.weights)
	clear(t.square)
	t.bias = [classesCount]float32{}
	rng := rand.New(rand.NewPCG(1, uint64(round)))
	for range maxEpochs {
		rng.Shuffle(len(order), func(a, b int) { order[a], order[b] = order[b], order[a] })
		for _, r := range order {
			t.step(t.texts[r.i][r.j].features, t.labels[r.i][r.j])
		}
	}
}

func (t *trainer) step(fs []uint32, class int) {
	const rate, decay = 0.02, 1e-6
	score := t.scores(fs)
	top := score[0]
	for _, x := range score {
		top = max(top, x)
	}
	total := float32(0)
	for c := range score {
		score[c] = float32(math.Exp(float64(score[c] - top)))
		total += score[c]
	}
	var grad [classesCount]float32
	moved := false
	for c := range score {
		grad[c] = score[c] / total
		if c == class {
			grad[c]--
		}
		moved = moved || grad[c] > 0.01 || grad[c] < -0.01
		t.bias[c] -= 0.005 * grad[c]
	}
	if !moved {
		return
	}
	for _, f := range fs {
		k := at(f)
		t.keys[k/classesCount] = f
		for c := range classesCount {
			g := grad[c] + decay*t.weights[k+c]
			t.square[k+c] += g * g
			t.weights[k+c] -= rate * g / float32(math.Sqrt(float64(t.square[k+c]))+1e-3)
		}
	}
}

// file renders the model: a head, then the weights of each feature that
// matters as bytes.
func (t *trainer) file(cut float32) []byte {
	const least = 0.02 // smaller weights are dropped
	limit := float32(0)
	var kept []int
	for i := range trainSize {
		m := float32(0)
		for c := range classesCount {
			m = max(m, float32(math.Abs(float64(t.weights[i*classesCount+c]))))
		}
		if m > least && t.keys[i] != 0 {
			kept = append(kept, i)
			limit = max(limit, m)
		}
	}
	sort.Slice(kept, func(a, b int) bool { return t.keys[kept[a]] < t.keys[kept[b]] })
	scale := max(limit/127, 1e-9)
	var b bytes.Buffer
	binary.Write(&b, binary.LittleEndian, modelMagic)
	binary.Write(&b, binary.LittleEndian, uint32(len(kept)))
	binary.Write(&b, binary.LittleEndian, scale)
	binary.Write(&b, binary.LittleEndian, cut)
	binary.Write(&b, binary.LittleEndian, t.bias)
	for _, i := range kept {
		binary.Write(&b, binary.LittleEndian, t.keys[i])
		for c := range classesCount {
			b.WriteByte(byte(int8(math.Round(float64(t.weights[i*classesCount+c] / scale)))))
		}
	}
	return b.Bytes()
}
