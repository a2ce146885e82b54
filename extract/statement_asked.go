package extract

import (
	"slices"

	"github.com/credence-project/credence"
)

// asked is an option among which the model is to choose.
type asked struct {
	option
	from, to int // its features in asking, none if it cannot be the one
}

// choosers makes the candidates of one kind for frame fi: for the entity the
// model ranks first, and those listed with it. Where no rule says so, the choice
// is put off until the sentence is read: it is costly, and most such candidates
// come to nothing.
func (s *scratch) choosers(kind credence.Kind, p float64, fi, sent int, k *frameSketch) {
	from, feats := len(s.asked), len(s.asking.list)
	s.plainNouns(&s.frames[fi])
	for i := range s.options {
		a := asked{option: s.options[i], from: len(s.asking.list)}
		if len(s.options) > 1 && !s.unfit(kind, &a.option) && !(a.entity >= 0 && s.entities[a.entity].outlet) {
			s.entityFeatures(&s.options[i], k, &s.asking)
		}
		a.to = len(s.asking.list)
		s.asked = append(s.asked, a)
	}
	verb, tail := int(s.chunks[s.frames[fi].verb].first), s.tailEnd(&s.frames[fi])
	if s.ruleOf(kind, k) == nil && feats < mostAsked {
		c := s.candidateFrom(kind, nil, fi, sent)
		c.score, c.verb, c.tail, c.asked, c.askedEnd = p, verb, tail, from, len(s.asked)
		s.found = append(s.found, c)
		return
	}
	for _, o := range s.chosen(kind, s.asked[from:]) {
		c := s.candidateOf(kind, s.ruleFor(kind, o.entity, k), o.entity, fi, sent)
		c.score, c.verb, c.tail, c.listed = p, verb, tail, o.listed
		s.found = append(s.found, c)
	}
	s.asked, s.asking.list = s.asked[:from], s.asking.list[:feats]
}

// mostAsked bounds the features that are kept for later in one sentence.
const mostAsked = 1 << 16

// settle makes, of the candidates from the given one on for which no entity has
// been chosen, those for the entities that are chosen now.
func (s *scratch) settle(from int) {
	if len(s.asked) == 0 {
		return
	}
	open := append(s.unsettled[:0], s.found[from:]...)
	s.unsettled, s.found = open, s.found[:from]
	for i := range open {
		c := &open[i]
		if c.askedEnd == 0 {
			s.found = append(s.found, *c)
			continue
		}
		if c.replaced {
			continue
		}
		for _, o := range s.chosen(c.kind, s.asked[c.asked:c.askedEnd]) {
			d := *c
			d.listed, d.asked, d.askedEnd = o.listed, 0, 0
			s.ascribe(&d, o.entity)
			s.found = append(s.found, d)
		}
	}
	s.asked, s.asking.list = s.asked[:0], s.asking.list[:0]
}

// chosen gives the option that the model ranks first for a statement of the
// kind, and those listed with it.
func (s *scratch) chosen(kind credence.Kind, list []asked) []asked {
	best, top := -1, float32(0)
	if len(list) == 1 {
		best = 0 // nobody to choose from
	}
	for i := range list {
		fs := s.asking.list[list[i].from:list[i].to]
		if len(fs) == 0 {
			continue
		}
		if r := s.x.model.rank(fs, classOf(kind)); best < 0 || r > top {
			best, top = i, r
		}
	}
	const named = roleSubject | roleObject | roleAgent | rolePrep
	out := list[:0]
	first := list[best]
	others := s.alike(kind, first.option)
	for i, o := range list {
		if i == best || o.listed && first.listed && o.roles&first.roles&named != 0 || slices.Contains(others, o.entity) {
			o.listed = o.listed || len(others) > 0
			out = append(out, o)
		}
	}
	return out
}
