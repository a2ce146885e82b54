package brief

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/export/plain"
)

// events puts the attack, the reports, the claim and the evidence in order.
func events(b *Brief) timeline {
	var t timeline
	if !b.Incident.Date.IsZero() {
		t = append(t, event{b.Incident.Date, "attack", b.AttackName()})
	}
	c := &b.Assessment.Claim
	t = append(t, event{c.At, "claim", c.Claimant + " claims it"})
	for _, d := range b.Documents {
		t = append(t, event{d.Published, "report", b.Name(d.ID) + " " + b.cite(d.ID)})
	}
	for _, e := range b.Assessment.Evidence {
		if e.Code[0] == 'I' || e.Code[0] == 'A' || e.Code == "M06" {
			t = append(t, event{credence.Day(e.KnownAt.UTC(), ""), "finding", fmt.Sprintf("%s: %s", b.VoiceName(&e), b.Labels.AnswerTo(e.Code, e.Value))})
		}
	}
	t = slices.DeleteFunc(t, func(e event) bool { return e.when.IsZero() })
	slices.SortStableFunc(t, func(x, y event) int {
		return cmp.Or(x.when.From.Compare(y.when.From), x.when.To.Compare(y.when.To))
	})
	return t
}

// AttackName is what the attack is called where its claim is not meant.
func (b *Brief) AttackName() string {
	return strings.TrimSuffix(b.Title, ": claim by "+b.Assessment.Claim.Claimant)
}

// Withdrawn reports whether the claimant took the claim back, or denies the attack.
func (b *Brief) Withdrawn() bool {
	return slices.ContainsFunc(b.Assessment.Evidence, func(e credence.Evidence) bool { return e.Code == "C08" && e.Value == "retracted_or_denied" })
}

// VoiceName is who gives an answer, in words.
func (b *Brief) VoiceName(e *credence.Evidence) string {
	if e.Outlet != "" {
		return e.Outlet
	}
	if len(e.Quotes) > 0 {
		id := e.Quotes[0].Document
		if d := b.document(id); d != nil && d.Outlet == "" && d.Title != "" {
			return "“" + d.Title + "”"
		}
		return b.Name(id)
	}
	if e.Origin == "scene" {
		return "the reports of the attack"
	}
	return cmp.Or(string(e.Authority), string(e.Origin))
}

func unknown(b *Brief) list {
	var l list
	for _, d := range b.Assessment.Details {
		name := SlotName(d.Detail.Slot)
		if d.Detail.Stated && d.PublicBefore == credence.Unknown {
			l = append(l, point{text: fmt.Sprintf("Whether the %s (“%s”) was public before the claim.", name, d.Detail.Value)})
		}
		if d.Detail.Stated && d.Detail.Checkable && d.Later == credence.Unresolved {
			l = append(l, point{text: fmt.Sprintf("Whether the %s (“%s”) is right.", name, d.Detail.Value)})
		}
	}
	seen := map[string]bool{}
	for _, q := range b.Assessment.LookFor {
		if !seen[q.Code] && len(seen) < 6 {
			seen[q.Code] = true
			l = append(l, point{text: b.Labels.question(q.Code)})
		}
	}
	return l
}

// maxQuestions is how many open questions are shown.
const maxQuestions = 8

func lookFor(b *Brief) []block {
	a := &b.Assessment
	var rows [][]string
	asked := map[string]bool{}
	for _, q := range a.LookFor {
		if asked[q.Code] || len(asked) == maxQuestions {
			continue // the answer that moves most stands for the question
		}
		asked[q.Code] = true
		rows = append(rows, []string{q.Question, q.Answer, fmt.Sprintf("%s leads", b.Labels.Rung[q.Top]), Moves(q.Moves)})
	}
	var pivots list
	for _, p := range a.Pivots {
		if p.Pivotal {
			pivots = append(pivots, point{text: fmt.Sprintf("Without %s: %s, and %s.", b.PivotName(p), b.Labels.Rung[p.Top], Moves(p.Moves))})
		}
	}
	blocks := []block{table{head: []string{"If this were answered", "with", "then", "and"}, rows: rows}}
	if len(pivots) > 0 {
		return append(blocks, para{text: "The verdict hangs on:", strong: true}, pivots)
	}
	return append(blocks, para{text: "No single item or voice carries the verdict alone."})
}

// OriginName is what a voice is called.
func (b *Brief) OriginName(id credence.OriginID) string {
	for _, e := range b.Assessment.Evidence {
		if e.Origin != id {
			continue
		}
		switch name := b.VoiceName(&e); name {
		case string(credence.AuthorityComputed):
			return "what was computed"
		case string(e.Authority):
			return "the " + name
		default:
			return name
		}
	}
	return string(id)
}

// PivotName says in words what a verdict hangs on.
func (b *Brief) PivotName(p credence.Pivot) string {
	if p.Evidence == "" {
		return "everything from " + b.OriginName(p.Origin)
	}
	for _, e := range b.Assessment.Evidence {
		if e.ID == p.Evidence {
			return fmt.Sprintf("the answer “%s” to %s (%s)", b.Labels.AnswerTo(e.Code, e.Value), e.Code, b.VoiceName(&e))
		}
	}
	return string(p.Evidence)
}

// rollUpName is what a roll-up is called where there is little room.
var rollUpName = map[string]string{"operational": "“took part”", "any_tie": "“any tie”", "cause": "“in its cause”", "false": "“claim false”"}

// Moves writes the changes of roll-ups that can be seen.
func Moves(ms []credence.Move) string {
	var parts []string
	for _, m := range ms {
		if plain.Percent(m.From) != plain.Percent(m.To) {
			parts = append(parts, fmt.Sprintf("%s %s to %s", rollUpName[m.Name], plain.Percent(m.From), plain.Percent(m.To)))
		}
	}
	if len(parts) == 0 {
		return "nothing moves by a point"
	}
	return strings.Join(parts, ", ")
}

// voices draws the tree of the reports, then counts the voices of each detail
// and statement and draws those that more than one document tells.
func voices(b *Brief) []block {
	blocks := []block{pre(b.Voices)}
	counts := table{caption: "Voices of each detail and statement", head: []string{"What", "Documents", "Origins", "Independent"}}
	for _, h := range b.Heard {
		counts.rows = append(counts.rows, []string{plain.Capital(h.What), fmt.Sprint(h.Documents), fmt.Sprint(h.Origins), fmt.Sprint(h.Independent)})
	}
	blocks = append(blocks, counts)
	for _, h := range b.Heard {
		if h.Documents > 1 {
			blocks = append(blocks, para{text: plain.Capital(h.What), strong: true}, pre(h.Tree))
		}
	}
	return blocks
}

func history(b *Brief) table {
	t := table{head: []string{"As of", "Leading", "Enough to say?", "What changed"}}
	for _, s := range b.History {
		t.rows = append(t.rows, []string{
			plain.Instant(s.AsOf), fmt.Sprintf("%s: %s", b.Labels.Rung[s.Top.H], plain.Chance(s.Top.Probability)), b.Labels.Sufficiency[s.Sufficiency], strings.Join(s.Changed, " "),
		})
	}
	return t
}

func sources(b *Brief) table {
	t := table{head: []string{"No.", "Outlet and title", "Published", "Goes back to", "Address"}}
	for i, d := range b.Documents {
		o := b.Origins[d.ID]
		back := o.Name
		if o.Reason != "" && back != "" {
			back += " (" + o.Reason + ")"
		}
		back = cmp.Or(back, o.Reason)
		title := b.Name(d.ID)
		if d.Title != "" && d.Outlet != "" {
			title += ": " + d.Title
		}
		published := plain.Clock(d.Published)
		if d.Published.Basis != "" {
			published += " (" + d.Published.Basis + ")"
		}
		t.rows = append(t.rows, []string{fmt.Sprintf("[%d]", i+1), title, published, back, d.URL})
	}
	return t
}

func method(b *Brief) []block {
	a := &b.Assessment
	rows := [][]string{
		{"Starting point", b.Labels.Start(&a.Prior)},
		{"Information gained", fmt.Sprintf("%.2f bits over the starting point", a.Information)},
		{"Tables", fmt.Sprintf("codes %s, starting points %s, words %s", a.Versions.Codes, a.Versions.Priors, a.Versions.Words)},
		{"Intervals", fmt.Sprintf("%d draws from seed %d", a.Draws, a.Seed)},
	}
	if a.Versions.Extractor != "" {
		rows = append(rows, []string{"Extraction", a.Versions.Extractor})
	}
	var under [][]string
	for _, name := range sortedKeys(a.UnderPriors) {
		best := slices.MaxFunc(a.UnderPriors[name], func(x, y credence.Rung) int { return cmp.Compare(x.P, y.P) })
		under = append(under, []string{b.Labels.StartingPoint(name), b.Labels.Rung[best.H], plain.Percent(best.P)})
	}
	var clusters [][]string
	for _, c := range a.Clusters {
		class, origin, _ := strings.Cut(c.Key, "/")
		row := []string{class + ": " + b.OriginName(credence.OriginID(origin))}
		for _, v := range c.DB {
			row = append(row, decibans(v))
		}
		clusters = append(clusters, row)
	}
	head := []string{"Weight in decibans"}
	for _, h := range credence.Hypotheses {
		head = append(head, string(h))
	}
	return []block{
		table{head: []string{"What", "Value"}, rows: rows},
		table{caption: "The same evidence from other starting points", head: []string{"Starting point", "Leading", "Probability"}, rows: under},
		table{caption: "What each group of evidence weighs", head: head, rows: clusters},
	}
}

func decibans(v float64) string {
	if s := fmt.Sprintf("%.1f", v); s != "-0.0" {
		return s
	}
	return "0.0"
}

// passage prints what a statement rests on: the words in quotation marks, or,
// where the document is a gist in our own words, the gist without them.
func (b *Brief) passage(q credence.Quote, words int) string {
	text := squeeze(q.Text, words)
	if b.gist(q.Document) {
		return fmt.Sprintf("(gist) %s %s", text, b.cite(q.Document))
	}
	return fmt.Sprintf("“%s” %s", text, b.cite(q.Document))
}

// pointAt is a point that rests on a passage.
func (b *Brief) pointAt(text string, q credence.Quote, words int) point {
	if b.gist(q.Document) {
		return point{text: text + ": " + b.passage(q, words)}
	}
	return point{text: text, quote: squeeze(q.Text, words), source: b.cite(q.Document)}
}

// gist reports whether the text of a document is not the publisher's, but says
// in our own words what it holds.
func (b *Brief) gist(id credence.DocumentID) bool {
	d := b.document(id)
	return d != nil && d.Format == credence.FormatGist
}

// Name is how a document is called in running text.
func (b *Brief) Name(id credence.DocumentID) string {
	if d := b.document(id); d != nil {
		return cmp.Or(d.Outlet, d.Title, d.URL, d.Name, string(id))
	}
	return string(id)
}

// cite is the number of a document in the list of sources.
func (b *Brief) cite(id credence.DocumentID) string {
	if i := slices.IndexFunc(b.Documents, func(d credence.Document) bool { return d.ID == id }); i >= 0 {
		return fmt.Sprintf("[%d]", i+1)
	}
	return "[" + string(id) + "]"
}

func (b *Brief) document(id credence.DocumentID) *credence.Document {
	if i := slices.IndexFunc(b.Documents, func(d credence.Document) bool { return d.ID == id }); i >= 0 {
		return &b.Documents[i]
	}
	return nil
}

func firstFew[T any](xs []T, n int) []T { return xs[:min(n, len(xs))] }

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
