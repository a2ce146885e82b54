package lang

import (
	"strconv"
	"strings"

	"github.com/credence-project/credence"
)

// quantity is a number word of a pack.
type quantity struct {
	kind string // unit, ten, scale, many, order
	n    int
}

// most is the largest count that is read; larger figures are cut to it.
const most = 1_000_000_000_000

// Number is a count in a text, with what bounds it: "at least a dozen" is 12
// or more, "between 3 and 5" is 3 to 5, "dozens" is 24 or more and
// approximate.
type Number struct {
	credence.Number
	credence.Span
	First, Last int  // tokens First..Last-1, bounding words included
	Ordinal     bool // "third", "40th"
}

// grammar are the words the grammars of numbers and dates test for.
var grammar = []string{
	"a", "an", "at", "least", "most", "more", "fewer", "less", "than", "no", "not", "over", "above", "under", "below",
	"up", "to", "about", "around", "some", "approximately", "roughly", "nearly", "almost", "an", "estimated", "as",
	"many", "between", "and", "or", "of", "from", "the", "other", "others", "only", "just", "in", "on", "by",
	"before", "half", "well", "minimum", "maximum", "exactly", "circa", "close", "perhaps", "local", "time", "o'clock",
}

func (t *Text) quantity(i int) quantity {
	if w := t.Tokens[i].Word; int(w) < len(t.vocab.numbers) {
		return t.vocab.numbers[w]
	}
	return quantity{}
}

// counts reports whether a number or a date may begin with token i.
func (t *Text) counts(i int) bool {
	tok := &t.Tokens[i]
	return tok.Flags&(Digit|Hyphen) != 0 || int(tok.Word) < len(t.vocab.counts) && t.vocab.counts[tok.Word]
}

// is reports whether token i exists and has one of the normal forms.
func (t *Text) is(i int, forms ...string) bool {
	if i < 0 || i >= len(t.Tokens) {
		return false
	}
	n := t.Normal(i)
	for _, f := range forms {
		if n == f {
			return true
		}
	}
	return false
}

// Numbers appends the counts of the text to dst, in order. Figures that
// belong to dates are among them; Dates tells which those are.
func (t *Text) Numbers(dst []Number) []Number {
	for i := 0; i < len(t.Tokens); {
		if n, ok := t.NumberAt(i); ok {
			n.First = t.boundBefore(i, &n)
			n.Span = t.Span(n.First, n.Last)
			dst = append(dst, n)
			i = n.Last
			continue
		}
		i++
	}
	return dst
}

// NumberAt reads the count that begins at token i, without bounding words
// before it: "40", "forty-two", "a dozen", "3 to 5", "dozens of".
func (t *Text) NumberAt(i int) (Number, bool) {
	if i >= len(t.Tokens) || !t.counts(i) {
		return Number{}, false
	}
	v, last, ok := t.cardinal(i)
	if !ok {
		return Number{}, false
	}
	n := Number{First: i, Last: last}
	n.Min, n.Max, n.Approx, n.Known, n.Ordinal = v.n, v.n, v.kind == "many", true, v.kind == "order"
	if v.kind == "many" {
		n.Max = 0
	}
	if !n.Ordinal {
		t.boundAfter(&n)
	}
	n.Span = t.Span(n.First, n.Last)
	return n, true
}

// boundAfter reads "to 5", "-5", "or 5", "or more" behind a count.
func (t *Text) boundAfter(n *Number) {
	i := n.Last
	if t.is(i, "or") && t.is(i+1, "more") {
		n.Max, n.Last = 0, i+2
		return
	}
	if t.is(i, "to", "-", "\u2013", "or", "\u2014") && i+1 < len(t.Tokens) {
		if v, last, ok := t.cardinal(i + 1); ok && v.kind != "many" && v.kind != "order" && v.n > n.Min {
			if t.is(i, "or") && v.n > 3*n.Min+3 {
				return
			}
			if next := &t.Tokens[i+1]; !t.is(i, "or", "to") && next.Has(Capital) && !next.Has(AllCaps) {
				return // "BERLIN, June 2 - Three people"
			}
			n.Max, n.Last = v.n, last
		}
	}
}

// boundBefore reads "at least", "between", "about" before a count and gives
// the token where they begin.
func (t *Text) boundBefore(i int, n *Number) int {
	switch {
	case n.Ordinal:
		return i
	case t.is(i-1, "least") && t.is(i-2, "at"):
		n.Max = 0
		return i - 2
	case t.is(i-1, "most") && t.is(i-2, "at"):
		n.Min = 0
		return i - 2
	case t.is(i-1, "than"):
		return t.than(i, n)
	case t.is(i-1, "over", "above"):
		n.Max = 0
		return i - 1
	case t.is(i-1, "to") && t.is(i-2, "up"), t.is(i-1, "as") && t.is(i-2, "many"):
		n.Min, n.Approx = 0, true
		if t.is(i-1, "as") && t.is(i-3, "as") {
			return i - 3
		}
		return i - 2
	case t.is(i-1, "about", "around", "some", "approximately", "roughly", "nearly", "almost", "estimated", "circa", "perhaps"):
		n.Approx = true
		return i - 1
	case t.is(i-1, "between", "from"):
		return t.between(i, n)
	case t.is(i-1, "a", "an") && t.quantity(i).kind == "many":
		return i - 1
	}
	return i
}

func (t *Text) than(i int, n *Number) int {
	switch {
	case t.is(i-2, "fewer", "less") && t.is(i-3, "no", "not"):
		n.Max = 0
		return i - 3
	case t.is(i-2, "fewer", "less"):
		n.Min, n.Max = 0, max(n.Max-1, 0)
		return i - 2
	case t.is(i-2, "more") && t.is(i-3, "no", "not"):
		n.Min = 0
		return i - 3
	case t.is(i-2, "more"):
		n.Max = 0
		if n.Min < most {
			n.Min++
		}
		return i - 2
	}
	return i
}

func (t *Text) between(i int, n *Number) int {
	if n.Max == n.Min && t.is(n.Last, "and") && t.is(i-1, "between") && n.Last+1 < len(t.Tokens) {
		if v, last, ok := t.cardinal(n.Last + 1); ok && v.n > n.Min {
			n.Max, n.Last = v.n, last
			return i - 1
		}
	}
	if n.Max > n.Min {
		return i - 1
	}
	return i
}

// cardinal reads one figure or number word sequence at token i.
func (t *Text) cardinal(i int) (v quantity, last int, ok bool) {
	if i >= len(t.Tokens) {
		return v, i, false
	}
	tok := &t.Tokens[i]
	if tok.Flags&Digit != 0 {
		return t.figure(i)
	}
	if tok.Flags&(Punct|Clitic) != 0 {
		return v, i, false
	}
	if t.is(i, "a", "an") && i+1 < len(t.Tokens) {
		if q := t.quantity(i + 1); q.kind == "scale" && q.n < 1000 || q.kind == "scale" && t.is(i, "a") {
			v, last = quantity{"unit", q.n}, i+2
			return v, last, !t.is(i+1, "score") || t.is(i+2, "of", "or")
		}
		return v, i, false
	}
	if tok.Flags&Hyphen != 0 {
		if n, ok := t.compound(t.Normal(i)); ok {
			return n, i + 1, true
		}
	}
	return t.words(i)
}

// words reads "two hundred and six".
func (t *Text) words(i int) (v quantity, last int, ok bool) {
	q := t.quantity(i)
	switch q.kind {
	case "many", "order":
		return q, i + 1, true
	case "unit", "ten":
	default:
		return v, i, false
	}
	total, part := 0, 0
	for last = i; last < len(t.Tokens); last++ {
		q := t.quantity(last)
		switch {
		case q.kind == "unit" && (last == i || part%10 == 0 && q.n < 10 || part%100 == 0 && part > 0):
			part += q.n
		case q.kind == "ten" && (last == i || part%100 == 0 && part > 0):
			part += q.n
		case q.kind == "scale" && q.n == 100 && part > 0 && part < 100:
			part *= 100
		case q.kind == "scale" && q.n == 12 && part > 0 && part < 12:
			part *= 12
		case q.kind == "scale" && q.n >= 1000 && part > 0:
			total, part = min(total+part*q.n, most), 0
		case t.is(last, "and") && part >= 100 && part%100 == 0 && last+1 < len(t.Tokens) && (t.quantity(last+1).kind == "unit" || t.quantity(last+1).kind == "ten"):
		default:
			return quantity{"unit", total + part}, last, true
		}
	}
	return quantity{"unit", total + part}, last, true
}

// compound reads "forty-two", "half-dozen", "twenty-first".
func (t *Text) compound(form string) (quantity, bool) {
	head, tail, _ := strings.Cut(form, "-")
	if q, ok := t.vocab.pack.numbers[form]; ok {
		return q, true
	}
	a, b := t.vocab.pack.numbers[head], t.vocab.pack.numbers[tail]
	if a.kind == "ten" && (b.kind == "unit" || b.kind == "order") && b.n < 10 {
		return quantity{b.kind, a.n + b.n}, true
	}
	return quantity{}, false
}

// figure reads "1,200", "40th", "1.5 million".
func (t *Text) figure(i int) (v quantity, last int, ok bool) {
	s := t.Normal(i)
	kind, n := "unit", len(s)
	for n > 0 && s[n-1] >= 'a' {
		n--
	}
	switch s[n:] {
	case "":
	case "st", "nd", "rd", "th":
		kind = "order"
	default:
		return v, i, false
	}
	whole := s[:n]
	if strings.ContainsAny(whole, ":/-") || len(whole) > 20 {
		return v, i, false
	}
	f, err := strconv.ParseFloat(strings.ReplaceAll(whole, ",", ""), 64)
	if err != nil {
		return v, i, false
	}
	last = i + 1
	if last < len(t.Tokens) {
		if q := t.quantity(last); q.kind == "scale" && q.n >= 100 || q.kind == "scale" && t.is(last, "dozen") {
			f *= float64(q.n)
			last++
		}
	}
	return quantity{kind, int(min(f, most))}, last, true
}
