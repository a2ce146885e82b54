package page

import (
	"strings"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/export/plain"
	"github.com/credence-project/credence/internal/workbench"
)

// claimRow is a claim in a list on the pages around the claim.
type claimRow struct {
	Address, Claimant, Title, Made string
	ClaimantID                     string
	Verdict                        string // the leading rung with its chance, if one stands out
	Enough                         string // whether that is enough to say; "" before there is a verdict
	Machine                        bool
	Reports, Voices                int
}

func (p *Pages) claimRows(rows []workbench.Row) []claimRow {
	out := make([]claimRow, 0, len(rows))
	for i := range rows {
		out = append(out, p.claimRow(&rows[i]))
	}
	return out
}

func (p *Pages) claimRow(r *workbench.Row) claimRow {
	row := claimRow{
		Address: "/claims/" + firstOf(r.Slug, string(r.Claim)), Claimant: r.Claimant, ClaimantID: p.registered(r.ClaimantID),
		Title: plain.Capital(strings.TrimSuffix(r.Title, ": claim by "+r.Claimant)),
		Made:  plain.Clock(r.Made), Machine: r.MachineCoded, Reports: r.Reports, Voices: r.Voices,
	}
	if len(r.Steps) == 0 {
		return row
	}
	last := r.Last()
	row.Enough = p.bench.Tables.Ladder.Sufficiency[last.Sufficiency]
	row.Verdict = "no rung stands out"
	if r.StandsOut {
		row.Verdict = p.rungName(last.Top.H) + ", " + plain.Chance(last.Top.Probability)
		if last.Sufficiency == credence.Open || last.Sufficiency == credence.Insufficient {
			row.Verdict = "leaning to “" + p.rungName(last.Top.H) + "”, " + plain.Chance(last.Top.Probability)
		}
	}
	return row
}

// rungName is a rung in words.
func (p *Pages) rungName(h credence.Hypothesis) string {
	for _, r := range p.bench.Tables.Ladder.Rungs {
		if r.H == h {
			return r.Name
		}
	}
	return string(h)
}

// registered is an entry of the register, or nothing if there is none of that
// name: only entries have pages.
func (p *Pages) registered(id string) string {
	if _, err := p.bench.Stages.Actors.Actor(id); err != nil {
		return ""
	}
	return id
}
