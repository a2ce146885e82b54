package page

import (
	"fmt"
	"strings"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/assess"
	"github.com/credence-project/credence/export/brief"
	"github.com/credence-project/credence/export/plain"
)

// whyVerdict says in a few lines why the verdict is what it is.
type whyVerdict struct {
	Rung         string   // the leading one, in words
	Enough       []string // why it is enough to say so, or not
	For, Against []pulling
	Change       []string // what would change it
}

// pulling is what one voice says on a matter that speaks for the leading rung
// or against it.
type pulling struct {
	ID                  credence.EvidenceID
	Answer, Voice, More string
	Grade               string
}

// How much the first screen shows, and from how many decibans on something
// speaks for a rung rather than fits it.
const (
	shownFor     = 3
	shownAgainst = 2
	telling      = 0.5
)

func (v *sheetView) why(t *assess.Tables) whyVerdict {
	out := whyVerdict{Rung: v.b.Labels.Rung[v.a.Top], Change: v.wouldChange()}
	for _, s := range append(append([]string{}, v.a.Why...), v.a.Flags...) {
		out.Enough = append(out.Enough, together(plain.Capital(s)))
	}
	held := map[credence.EvidenceID]*credence.Evidence{}
	for i := range v.a.Evidence {
		held[v.a.Evidence[i].ID] = &v.a.Evidence[i]
	}
	for _, p := range assess.Pulls(t, v.a) {
		if len(p.Evidence) == 0 || held[p.Evidence[0]] == nil {
			continue
		}
		e := held[p.Evidence[0]]
		row := pulling{ID: e.ID, Answer: plain.Capital(v.b.Labels.AnswerTo(e.Code, e.Value)), Voice: v.b.VoiceName(e), Grade: e.Grade.String()}
		if n := len(p.Evidence) - 1; n > 0 {
			row.More = "and " + plural(n, "more answer")
		}
		switch {
		case p.For >= telling && len(out.For) < shownFor:
			out.For = append(out.For, row)
		case p.For <= -telling && len(out.Against) < shownAgainst:
			out.Against = append(out.Against, row)
		}
	}
	return out
}

// wouldChange names the answer to an open question that would bring another
// rung to the front, or that no single one would; and what the verdict hangs on.
func (v *sheetView) wouldChange() []string {
	var out []string
	for _, p := range v.a.Pivots {
		if p.Pivotal && len(out) == 0 {
			out = append(out, together(fmt.Sprintf("Without %s: %s.", v.b.PivotName(p), v.outcome(p.Top, p.Sufficiency))))
		}
	}
	for _, q := range v.a.LookFor {
		if q.Top != v.a.Top {
			return append(out, fmt.Sprintf("If the answer to “%s” were “%s”, “%s” would lead.", q.Question, q.Answer, v.b.Labels.Rung[q.Top]))
		}
	}
	if len(v.a.LookFor) > 0 {
		q := v.a.LookFor[0]
		out = append(out, together(fmt.Sprintf("No single answer to an open question would bring another rung to the front. The most would move with “%s”: %s.", q.Answer, brief.Moves(q.Moves))))
	}
	return out
}

// outcome is a verdict in brief: what leads, and whether that is enough to say.
func (v *sheetView) outcome(top credence.Hypothesis, s credence.Sufficiency) string {
	return v.b.Labels.Rung[top] + ", " + v.b.Labels.Sufficiency[s]
}

// together keeps figures and their signs on one line.
func together(s string) string {
	for _, sign := range []string{" %", "< ", "> "} {
		s = strings.ReplaceAll(s, sign, strings.ReplaceAll(sign, " ", plain.Space))
	}
	return s
}

func allTogether(lines []string) []string {
	out := make([]string, 0, len(lines))
	for _, l := range lines {
		out = append(out, together(l))
	}
	return out
}
