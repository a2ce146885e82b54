package assess

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/credence-project/credence"
)

// PastClaim is a claim a claimant made before, and what became of it.
type PastClaim struct {
	Claim   credence.ClaimID
	Attack  time.Time // when the attack began; zero if not known
	At      time.Time // when the claim came
	Region  string
	Top     credence.Hypothesis
	State   credence.Sufficiency
	Details []credence.DetailTest
}

// Record is the track record of a claimant. It is always shown with its
// numbers, and never decides alone: it may choose the prior, and is not scored
// again.
type Record struct {
	N            int           `json:"n"`
	Upheld       int           `json:"upheld"`       // a tie was found: H1 to H3, likely or established
	Inspired     int           `json:"inspired"`     // the cause and no tie: H4
	Contradicted int           `json:"contradicted"` // H5 to H7
	Open         int           `json:"open"`
	LagN         int           `json:"lag_n"` // claims whose lag is known
	LagMedian    time.Duration `json:"lag_median"`
	Checkable    int           `json:"checkable"` // stated details that can be checked
	News         int           `json:"news"`      // of them, not public before
	NewsRight    int           `json:"news_right"`
	By           []RecordPart  `json:"by,omitempty"` // by year and by region
}

// RecordPart is the record of a period or a region.
type RecordPart struct {
	Name   string `json:"name"`
	Record Record `json:"record"`
}

// Track sums up past claims: all of them, and by year and region. The order of
// the list does not matter.
func Track(past []PastClaim) Record {
	out := track(past)
	parts := make(map[string][]PastClaim)
	for _, p := range past {
		if !p.At.IsZero() {
			year := fmt.Sprintf("%04d", p.At.UTC().Year())
			parts[year] = append(parts[year], p)
		}
		if p.Region != "" {
			parts[p.Region] = append(parts[p.Region], p)
		}
	}
	for name, list := range parts {
		out.By = append(out.By, RecordPart{name, track(list)})
	}
	slices.SortFunc(out.By, func(a, b RecordPart) int { return cmp.Compare(a.Name, b.Name) })
	return out
}

func track(past []PastClaim) Record {
	r := Record{N: len(past)}
	var lags []time.Duration
	for i := range past {
		p := &past[i]
		r.count(p)
		if !p.Attack.IsZero() && !p.At.IsZero() {
			lags = append(lags, p.At.Sub(p.Attack))
		}
		for k := range p.Details {
			d := &p.Details[k]
			if !d.Detail.Stated || !d.Detail.Checkable {
				continue
			}
			r.Checkable++
			if d.PublicBefore == credence.No {
				r.News++
				if d.Later == credence.Confirmed {
					r.NewsRight++
				}
			}
		}
	}
	slices.Sort(lags)
	if r.LagN = len(lags); r.LagN > 0 {
		r.LagMedian = lags[r.LagN/2]
	}
	return r
}

func (r *Record) count(p *PastClaim) {
	settled := p.State == credence.Likely || p.State == credence.Established
	switch h := index(p.Top); {
	case !settled || h < 0:
		r.Open++
	case h < ties:
		r.Upheld++
	case p.Top == credence.H4:
		r.Inspired++
	default:
		r.Contradicted++
	}
}

// leastRecord is the number of settled claims below which a record says
// nothing.
const leastRecord = 5

// Standing answers C05, how the claimant's claims of the 24 months before a
// time have held up: good up to one in twenty contradicted, mixed up to one in
// four, poor above. With fewer than five settled claims it answers "".
func Standing(past []PastClaim, at time.Time) string {
	var recent []PastClaim
	for _, p := range past {
		if p.At.Before(at) && !p.At.Before(at.AddDate(-2, 0, 0)) {
			recent = append(recent, p)
		}
	}
	r := track(recent)
	settled := r.N - r.Open
	switch {
	case settled < leastRecord:
		return ""
	case r.Contradicted*20 <= settled:
		return "good"
	case r.Contradicted*4 <= settled:
		return "mixed"
	}
	return "poor"
}

// String gives the record in one sentence, with its numbers.
func (r Record) String() string {
	if r.N == 0 {
		return "no earlier claim is on record"
	}
	s := fmt.Sprintf("of %d claims on record %d were upheld, %d served the cause without a tie, %d were contradicted and %d are open",
		r.N, r.Upheld, r.Inspired, r.Contradicted, r.Open)
	if r.LagN > 0 {
		s += fmt.Sprintf("; half came within %.0f hours of the attack (n = %d)", r.LagMedian.Hours(), r.LagN)
	}
	if r.Checkable > 0 {
		s += fmt.Sprintf("; of %d details that could be checked %d were news, %d of these right", r.Checkable, r.News, r.NewsRight)
	}
	return s
}
