package knowledge

import (
	"slices"
	"sort"
	"strings"
	"time"

	"github.com/credence-project/credence"
)

// rank is the weight of a voice; a higher one outranks a lower.
type rank int

const (
	rankNone rank = iota - 1
	rankPress
	rankOfficial
	rankPolice
	rankCourt
)

// line is a sentence with the voice that speaks in it.
type line struct {
	sentence
	lo, hi    int  // of the reading's terms
	fromClaim bool // says only what the claim or the claimant says
	parted    bool // from the line before it, by words about another incident
	rank      rank
	statement []*credence.Statement // extracted statements that overlap it
}

// reading is a report as the test reads it.
type reading struct {
	report  *Report
	seen    credence.Interval // when its text was public
	lines   []line
	terms   []term          // of all lines
	held    map[string]bool // its words and stems
	classes []bool          // the classes of its words, and all wider ones
	// ofClaim says that the text speaks of the claim, so that it cannot be
	// from before it, whatever its date leaves open.
	ofClaim bool
}

// seenAt is the interval in which the text at hand was surely public at its
// end. A page changed after it was published shows only that its present text
// was public when it was changed, unless a capture is older.
func seenAt(d *credence.Document) credence.Interval {
	v := d.Published
	if v.IsZero() {
		return d.Retrieved
	}
	if d.Modified.To.After(v.To) && !v.To.IsZero() {
		v.To, v.Basis = d.Modified.To, d.Modified.Basis
	}
	if !d.Retrieved.To.IsZero() && !v.To.IsZero() && d.Retrieved.To.Before(v.To) && !d.Retrieved.To.Before(v.From) {
		v.To, v.Basis = d.Retrieved.To, d.Retrieved.Basis
	}
	return v
}

// read prepares the reports known at asOf, oldest first.
func (q *Question) read(l *lexicon) []reading {
	names := l.claimantTerms(q)
	var out []reading
	for i := range q.Reports {
		r := &q.Reports[i]
		seen := seenAt(&r.Document)
		if !q.AsOf.IsZero() && (seen.IsZero() || startOf(seen).After(q.AsOf)) {
			continue
		}
		rd := reading{report: r, seen: seen}
		parted := false
		for _, s := range l.sentences(r.Document.Text) {
			if r.Scope.Leaves(s.start) {
				parted = true
				continue
			}
			line := l.voice(r, s, names)
			line.parted, parted = parted, false
			if n := len(rd.lines); n > 0 && !line.parted && rd.lines[n-1].fromClaim && l.goesOn(s.terms) {
				line.fromClaim = true
			}
			rd.lines = append(rd.lines, line)
			last := &rd.lines[len(rd.lines)-1]
			rd.ofClaim = rd.ofClaim || last.fromClaim || l.has("claimreport", last.terms)
		}
		rd.join(l)
		out = append(out, rd)
	}
	sort.SliceStable(out, func(i, j int) bool { return earlier(out[i].seen, out[j].seen, out[i].report, out[j].report) })
	return slices.CompactFunc(out, func(a, b reading) bool { // the same document, handed in twice
		return a.report.Document.ID == b.report.Document.ID && a.report.Document.Text == b.report.Document.Text
	})
}

// join puts the terms of the lines in one row, so that a passage of several
// lines is a part of it, and notes what words there are.
func (rd *reading) join(l *lexicon) {
	n := 0
	for k := range rd.lines {
		n += len(rd.lines[k].terms)
	}
	rd.terms, rd.held, rd.classes = make([]term, 0, n), make(map[string]bool, n), make([]bool, len(l.parent))
	for k := range rd.lines {
		ln := &rd.lines[k]
		ln.lo = len(rd.terms)
		rd.terms = append(rd.terms, ln.terms...)
		ln.hi = len(rd.terms)
		ln.terms = rd.terms[ln.lo:ln.hi]
	}
	for i := range rd.terms {
		t := &rd.terms[i]
		rd.held[t.stem], rd.held[t.word] = true, true
		for _, c := range t.classes {
			for ; c != 0; c = l.parent[c] {
				rd.classes[c] = true
			}
		}
	}
}

func startOf(v credence.Interval) time.Time {
	if v.From.IsZero() {
		return v.To
	}
	return v.From
}

func earlier(a, b credence.Interval, x, y *Report) bool {
	if a.IsZero() != b.IsZero() {
		return b.IsZero()
	}
	if s, t := startOf(a), startOf(b); !s.Equal(t) {
		return s.Before(t)
	}
	if !a.To.Equal(b.To) {
		return a.To.Before(b.To)
	}
	if x.Document.ID != y.Document.ID {
		return x.Document.ID < y.Document.ID
	}
	return x.Document.Text < y.Document.Text
}

// claimantTerms is the stems by which reports name the claimant.
func (l *lexicon) claimantTerms(q *Question) [][]string {
	var out [][]string
	for _, n := range append([]string{q.Claim.Claimant}, q.Claimant...) {
		if s := stemsOf(n); len(s) > 0 {
			out = append(out, s)
		}
	}
	return out
}

// voice judges who speaks in a sentence.
func (l *lexicon) voice(r *Report, s sentence, names [][]string) line {
	out := line{sentence: s, fromClaim: r.FromClaim}
	out.fromClaim = out.fromClaim || l.claimSpeaks(s.terms, names)
	switch {
	case l.has("court", s.terms):
		out.rank = rankCourt
	case l.has("police", s.terms):
		out.rank = rankPolice
	case l.has("official", s.terms):
		out.rank = rankOfficial
	}
	if r.Extraction != nil {
		for i := range r.Extraction.Statements {
			st := &r.Extraction.Statements[i]
			if st.Start < s.end && s.start < st.End && (len(r.Scope.Refs) == 0 || r.Scope.About(st)) {
				out.statement = append(out.statement, st)
				out.fromClaim = out.fromClaim || st.Kind == credence.KindClaim && !st.Other && !l.otherSpeaker(s.terms, len(s.terms))
			}
		}
	}
	return out
}

// claimSpeaks reports whether the sentence only tells what the claimant says:
// the claimant, or a word for its message, is followed by a verb of speech
// before any other speaker comes.
func (l *lexicon) claimSpeaks(ts []term, names [][]string) bool {
	if n, _ := l.find("claimreport", ts, 0); n >= 0 && !l.otherSpeaker(ts, n) {
		return true
	}
	for i := range ts {
		n := nameAt(ts, i, names)
		if n == 0 && l.lists["claimvoice"][ts[i].stem] {
			n = 1
		}
		if n == 0 {
			continue
		}
		for j := i + n; j < len(ts) && j <= i+n+3; j++ {
			if (l.lists["speech"][ts[j].stem] || j == i+n && l.reckons(ts[j:])) && !l.otherSpeaker(ts, j) {
				return true
			}
		}
	}
	return false
}

// reckons reports whether the words begin as an account of figures: "has 200
// dead", "puts the dead at 200", "counts three".
func (l *lexicon) reckons(ts []term) bool {
	switch ts[0].word {
	case "has", "had", "puts", "put", "counts", "counted", "gives":
		for i := 1; i < len(ts) && i < 6; i++ {
			if ts[i].num > 0 && l.any(ts[:min(i+5, len(ts))], "dead") || ts[i].num > 0 && l.any(ts[:min(i+5, len(ts))], "attacker") {
				return true
			}
		}
	}
	return false
}

// goesOn reports whether a sentence goes on with what the one before it tells
// from the claim: "It calls the gunman ...", "They also said ...".
func (l *lexicon) goesOn(ts []term) bool {
	if len(ts) < 2 {
		return false
	}
	switch ts[0].word {
	case "it", "they", "he", "she":
		for j := 1; j < len(ts) && j <= 2; j++ {
			if l.lists["speech"][ts[j].stem] || j == 1 && l.reckons(ts[j:]) {
				return true
			}
		}
	}
	return false
}

// namedIn reports whether the words name the claimant.
func namedIn(ts []term, names [][]string) bool {
	for i := range ts {
		if nameAt(ts, i, names) > 0 {
			return true
		}
	}
	return false
}

// nameAt gives how many terms from i on name the claimant: a full name, or
// "the" with one of its words in capitals ("the Front").
func nameAt(ts []term, i int, names [][]string) int {
	for _, n := range names {
		if matchStems(ts[i:], n) {
			return len(n)
		}
		if ts[i].word != "the" || i+1 >= len(ts) || !ts[i+1].upper {
			continue
		}
		for _, part := range n {
			if len(part) > 3 && ts[i+1].stem == part {
				return 2
			}
		}
	}
	return 0
}

// otherSpeaker reports whether an authority is the subject before term j, or
// comes as the speaker of a later clause of the sentence.
func (l *lexicon) otherSpeaker(ts []term, j int) bool {
	if j > len(ts) {
		j = len(ts)
	}
	lead := ts[:j]
	return l.has("police", lead) || l.has("court", lead) || l.has("official", lead) && !l.has("spokesman", lead)
}

// origin names the voice of a report.
func (r *Report) origin() credence.OriginID {
	if r.Origin != "" {
		return r.Origin
	}
	return credence.OriginID(r.Document.ID)
}

// sighting makes the place in a report that lines[from:to] cover quotable.
func (rd *reading) sighting(from, to int) credence.Sighting {
	d := &rd.report.Document
	span := credence.Span{Start: rd.lines[from].start, End: rd.lines[to-1].end}
	return credence.Sighting{
		Quote:  credence.Quote{Document: d.ID, Span: span, Text: strings.TrimSpace(span.Of(d.Text))},
		Outlet: d.Outlet, URL: d.URL, Origin: rd.report.origin(), Published: rd.seen,
	}
}
