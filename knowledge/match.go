package knowledge

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/credence-project/credence"
)

// relation is what a passage does to a detail.
type relation int

const (
	silent    relation = iota
	near               // almost the same
	states             // says the same
	conflicts          // says something that cannot also be true
	denies             // says that it is not so
)

// hit is a passage of a report that bears on a detail.
type hit struct {
	rd       *reading
	from, to int // lines
	rel      relation
	score    float64
	rank     rank
	claim    bool // the passage only repeats the claim
}

// want is one word of a detail that a passage must meet.
type want struct {
	term
	weight float64
	must   bool
	near   float64 // how well the incident's own place meets it
}

// assertion is a detail made ready for matching.
type assertion struct {
	detail  *credence.Detail
	slot    credence.Slot
	terms   []term
	wants   []want
	total   float64
	count   *count
	tolls   []toll
	clocks  []clock
	names   [][]string // of the claimant
	context []term     // the incident's own place, known to every report about it
}

// weakWeight is what a word that says little by itself counts.
const weakWeight = 0.25

// assertion reads a detail's value.
func (l *lexicon) assertion(d *credence.Detail, context []term) assertion {
	value := d.Value
	if len(value) > maxValue {
		value = strings.ToValidUTF8(value[:maxValue], "")
	}
	for _, a := range d.Aliases {
		if len(value)+len(a) < 2*maxValue {
			value += ", " + a
		}
	}
	a := assertion{detail: d, slot: d.Slot, terms: l.terms(value, 0, len(value)), context: context}
	for i := range a.terms {
		if w, ok := l.wanted(a.terms, i, d.Slot); ok {
			if aside(value, w.start) || l.timeAgo(a.terms, i) {
				w.weight, w.must = weakWeight, false
			}
			if w.num < 0 {
				w.near, _ = l.meet(&w, context, &a)
			}
			a.wants = append(a.wants, w)
			a.total += w.weight
		}
	}
	switch {
	case d.Slot == credence.SlotAttackers:
		a.count = l.valueCount(a.terms, d)
	case d.Slot == credence.SlotTime:
		a.clocks = l.clocks(l.terms(d.TimeOfDay+" "+value, 0, len(d.TimeOfDay)+1+len(value)))
	case isFigure(d.Slot):
		a.tolls = l.valueTolls(a.terms, d)
	}
	return a
}

// aside reports whether byte i of a value stands in brackets: a remark on the
// detail and not the detail itself.
func aside(value string, i int) bool {
	open := strings.LastIndexByte(value[:i], '(')
	return open > 0 && !strings.Contains(value[open:i], ")")
}

// timeAgo reports whether the number at i counts days or hours before the
// claim.
func (l *lexicon) timeAgo(ts []term, i int) bool {
	return ts[i].num >= 0 && i+2 < len(ts) && l.lists["unit"][ts[i+1].stem] && (ts[i+2].word == "before" || ts[i+2].word == "ago" || ts[i+2].word == "earlier")
}

// isFigure reports whether a slot holds a number of victims.
func isFigure(s credence.Slot) bool {
	return s == credence.SlotKilled || s == credence.SlotInjured || s == "casualties" || s == "victims" || s == "toll"
}

// wanted weighs the word at i of a value.
func (l *lexicon) wanted(ts []term, i int, slot credence.Slot) (want, bool) {
	t := ts[i]
	w := want{term: t, weight: 1}
	switch {
	case t.num >= 0:
		w.must = slot != credence.SlotAlias && slot != credence.SlotMedia && slot != credence.SlotName
		w.weight = 0.75
	case l.lists["stop"][t.word]:
		return w, false
	case slot == credence.SlotTarget && l.lists["rhetoric"][t.stem]:
		w.weight = weakWeight
	case l.lists["weak"][t.stem], slot != credence.SlotMedia && l.is(&t, "media"), l.is(&t, "attacker") && len(t.classes) > 0 && !l.is(&t, "bomber"):
		w.weight = weakWeight
	case t.upper && len(t.classes) == 0:
		w.weight, w.must = 1.5, true
	case utf8.RuneCountInString(t.word) < 2:
		return w, false
	}
	return w, true
}

// valueCount is the number of attackers a detail gives.
func (l *lexicon) valueCount(ts []term, d *credence.Detail) *count {
	if !d.Number.IsZero() {
		return &count{min: d.Number.Min, max: d.Number.Max}
	}
	for i := range ts {
		if l.lists["vague"][ts[i].stem] || l.is(&ts[i], "band") {
			return &count{min: 2}
		}
	}
	for _, f := range l.figures(ts) {
		if f.min > 0 && f.min < 1000 {
			if f.max == 0 {
				f.min++ // "more than one"
			}
			return &count{min: f.min, max: f.max}
		}
	}
	if cs := l.attackers(ts); len(cs) > 0 {
		return &cs[0]
	}
	return nil
}

// valueTolls is the figures a detail gives.
func (l *lexicon) valueTolls(ts []term, d *credence.Detail) []toll {
	kind := toll{killed: d.Slot == credence.SlotKilled, hurt: d.Slot == credence.SlotInjured}
	if !d.Number.IsZero() {
		kind.min, kind.max = d.Number.Min, d.Number.Max
		return []toll{kind}
	}
	if got := l.tolls(ts); len(got) > 0 {
		return got
	}
	fs := l.figures(ts)
	if len(fs) == 0 {
		return nil
	}
	if !kind.killed && !kind.hurt {
		kind.killed, kind.hurt, kind.loose = true, true, true
	}
	kind.min, kind.max = fs[0].min, fs[0].max
	return []toll{kind}
}

// search finds the passages that bear on a detail. A passage is a sentence, or
// two that follow each other.
func (l *lexicon) search(a *assertion, rds []reading) []hit {
	var out []hit
	for i := range rds {
		rd := &rds[i]
		if len(rd.lines) == 0 || !l.possible(a, rd) {
			continue
		}
		best := hit{rel: silent}
		for k := range rd.lines {
			for _, to := range [2]int{k + 1, k + 2} {
				if to > len(rd.lines) || to > k+1 && rd.lines[k+1].parted {
					continue
				}
				h := l.bear(a, rd, k, to)
				if h.rel == denies || h.rel == conflicts {
					out = append(out, h)
				} else if plainer(&h, &best) || h.rel > best.rel || h.rel == best.rel && (best.claim && !h.claim && h.rel != silent || h.score > best.score+0.05 && h.claim == best.claim) {
					best = h
				}
			}
		}
		if best.rel != silent {
			out = append(out, best)
		}
	}
	return out
}

// plainer reports whether a hit says the same as another in fewer sentences.
func plainer(h, best *hit) bool {
	return h.rel == best.rel && h.rel != silent && h.claim == best.claim && h.rank >= best.rank && h.score >= best.score && h.to-h.from < best.to-best.from
}

// possible reports whether a report has a word that could bear on the detail:
// a quick way to pass over most reports.
func (l *lexicon) possible(a *assertion, rd *reading) bool {
	if a.count != nil || len(a.tolls) > 0 || len(a.clocks) > 0 || a.slot == credence.SlotAffiliation || a.slot == "command" || a.slot == "perpetrator_status" {
		return true
	}
	strong := false
	for i := range a.wants {
		w := &a.wants[i]
		if w.weight <= weakWeight {
			continue
		}
		strong = true
		if rd.held[w.stem] || rd.held[w.word] || w.num >= 0 {
			return true
		}
		for _, c := range w.classes {
			if rd.classes[c] || l.parent[c] != 0 && rd.classes[l.parent[c]] {
				return true
			}
		}
		if w.must && slices.ContainsFunc(rd.terms, func(t term) bool { return sounds(w.word, t.word) }) {
			return true
		}
	}
	return !strong
}

// bear judges lines[from:to] of a report against a detail.
func (l *lexicon) bear(a *assertion, rd *reading, from, to int) hit {
	h := hit{rd: rd, from: from, to: to, claim: true}
	ts := rd.terms[rd.lines[from].lo:rd.lines[to-1].hi]
	for k := from; k < to; k++ {
		h.claim = h.claim && rd.lines[k].fromClaim
	}
	h.rank = min(rd.lines[from].rank, rd.lines[to-1].rank)
	if to-from > 1 && rd.lines[from].fromClaim != rd.lines[to-1].fromClaim {
		return h // a claim and a comment on it are not one passage
	}
	switch {
	case a.count != nil:
		l.bearCount(a, ts, &h)
	case len(a.tolls) > 0 && to-from == 1:
		l.bearToll(a, ts, &h)
	case len(a.tolls) > 0:
	case len(a.clocks) > 0:
		l.bearTime(a, ts, &h)
	case a.slot == credence.SlotAffiliation:
		l.bearTie(a, ts, &h)
	case a.slot == "command":
		l.bearCommand(a, ts, &h)
	default:
		l.bearWords(a, ts, &h)
	}
	if h.rel == states && ts[0].word == "if" {
		h.rel = near // put as a case, not said
	}
	return h
}

// bearWords measures how much of a detail a passage says.
func (l *lexicon) bearWords(a *assertion, ts []term, h *hit) {
	score, denied := l.cover(a, ts)
	h.score = score
	tol := tolerance(a.slot)
	switch {
	case l.sameFate(a, ts):
		h.rel, h.score = states, 1
	case l.opposed(a, ts):
		h.rel = conflicts
	case score >= tol.States && a.slot == credence.SlotPlace && !l.eventful(ts):
		h.rel = near // the place is named, and not as where it happened
	case score >= tol.States && denied:
		h.rel = denies
	case score >= tol.States:
		h.rel = states
	case score >= tol.Near:
		h.rel = near
	}
}

// eventful reports whether a passage speaks of an act and not only of places
// and people.
func (l *lexicon) eventful(ts []term) bool {
	return l.has("event", ts) || l.any(ts, "weapon") || l.any(ts, "dead") || l.any(ts, "hurt") || l.any(ts, "kidnap") || l.any(ts, "storm") || l.any(ts, "assassinate") || l.any(ts, "ambush")
}

// fates are the classes of words for what became of the attackers.
var fates = [...]string{"escaped", "caught", "shotdead", "dead"}

// sameFate reports whether a passage tells the same of the attackers' fate as
// a detail that is about nothing else.
func (l *lexicon) sameFate(a *assertion, ts []term) bool {
	if a.slot != "perpetrator_status" || !l.any(ts, "attacker") && !l.any(ts, "person") {
		return false
	}
	for _, f := range fates {
		if l.any(a.terms, f) {
			return l.any(ts, f)
		}
	}
	return false
}

// opposed reports whether a passage tells the contrary of what a detail says
// became of the attackers: caught or dead, and not escaped.
func (l *lexicon) opposed(a *assertion, ts []term) bool {
	if a.slot != "perpetrator_status" || !l.any(a.terms, "escaped") {
		return false
	}
	return l.any(ts, "attacker") && (l.any(ts, "caught") || l.any(ts, "shotdead")) && !l.any(ts, "escaped")
}

// cover is the weighted share of a detail's words that a passage meets, and
// whether a negation stands over them.
func (l *lexicon) cover(a *assertion, ts []term) (score float64, denied bool) {
	if a.total == 0 {
		return 0, false
	}
	got, own, names, met, named, namedMet := 0.0, 0.0, 0, 0, 0, 0
	shared, solid := 0, false // words met, and whether one is more than the name of a country
	first := len(ts)
	for i := range a.wants {
		w := &a.wants[i]
		best, at := l.meet(w, ts, a)
		if best > 0 {
			own += best * w.weight
			shared++
			solid = solid || !l.isLand(&ts[at])
			if at < first {
				first = at
			}
		} else {
			best = w.near
		}
		got += best * w.weight
		if w.must {
			names++
			if best > 0 {
				met++
			}
		}
		if w.upper && w.num < 0 {
			named++
			if best > 0 {
				namedMet++
			}
		}
	}
	score = got / a.total
	if own == 0 {
		return 0, false
	}
	if a.slot == credence.SlotPlace && named > 0 && namedMet == named {
		score = max(score, tolerance(a.slot).States) // the place by its name, whatever is said around it
	}
	if names > 0 && met == 0 {
		score = min(score, 0.3)
	}
	if shared == 1 && !solid && len(a.wants) > 1 && a.slot != credence.SlotPlace && a.slot != credence.SlotOriginOf {
		score = min(score, 0.25) // a country in common is not enough
	}
	return score, l.negated(ts, first)
}

// meet gives how well the best word of ts meets a wanted word: 1 the same or
// a narrower one, less for a wider one and for a sister of the same class.
func (l *lexicon) meet(w *want, ts []term, a *assertion) (float64, int) {
	best, pos := 0.0, 0
	for i := range ts {
		s := 0.0
		switch {
		case w.num >= 0:
			if ts[i].num == w.num && (w.term.word == ts[i].word && len(w.term.word) > 2 || l.sameNoun(a.terms, w, ts, i)) {
				s = 1
			}
		case ts[i].stem == w.stem || ts[i].word == w.word:
			s = 1
		case w.must && sounds(w.word, ts[i].word):
			s = 0.9
		default:
			s = l.kin(w.classes, ts[i].classes)
		}
		if s > best {
			best, pos = s, i
		}
	}
	return best, pos
}

// sameNoun reports whether a number stands before the same kind of thing in
// both texts.
func (l *lexicon) sameNoun(value []term, w *want, ts []term, i int) bool {
	next := func(ts []term, i int) []term { return ts[min(i+1, len(ts)):min(i+4, len(ts))] }
	at := 0
	for k := range value {
		if value[k].start == w.start {
			at = k
		}
	}
	for _, x := range next(value, at) {
		for _, y := range next(ts, i) {
			if x.stem == y.stem && !l.lists["stop"][x.word] || l.kin(x.classes, y.classes) > 0.5 {
				return true
			}
		}
	}
	return false
}

// kin compares two sets of classes.
func (l *lexicon) kin(want, have []class) float64 {
	if len(want) == 0 || len(have) == 0 {
		return 0
	}
	best := 0.0
	for _, w := range want {
		for _, h := range have {
			switch {
			case l.within(h, w):
				return 1
			case l.within(w, h):
				best = max(best, 0.45)
			default:
				if p := l.parent[w]; p != 0 && !l.apart[p] && p == l.parent[h] {
					best = max(best, 0.5)
				}
			}
		}
	}
	return best
}

// negated reports whether a word of negation stands close before term i, or a
// word of denial anywhere in the passage.
func (l *lexicon) negated(ts []term, i int) bool {
	from := max(0, i-4)
	if at, _ := l.find("not", ts[:min(i, len(ts))], from); at >= 0 {
		return true
	}
	return l.has("denial", ts)
}

// sounds reports whether two names may be spellings of one: at most one letter
// in five differs.
func sounds(a, b string) bool {
	a, b = strings.TrimPrefix(a, "al"), strings.TrimPrefix(b, "al")
	n := max(len(a), len(b))
	return n >= 5 && len(a) > 3 && len(b) > 3 && a[0] == b[0] && distance(a, b) <= n/5
}

// distance is the number of letters to change, add or drop.
func distance(a, b string) int {
	x, y := []rune(a), []rune(b)
	if len(x) > 40 || len(y) > 40 {
		return 40
	}
	row := make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i := range x {
		diag := row[0]
		row[0] = i + 1
		for j := range y {
			cost := diag
			if x[i] != y[j] {
				cost++
			}
			diag = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(y)]
}
