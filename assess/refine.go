package assess

import (
	"math"
	"time"

	"github.com/credence-project/credence"
)

// Refine holds what goes beyond the published arithmetic. Each has its reason
// in the method and none was fitted; the zero value is the published
// arithmetic.
type Refine struct {
	// Declared: once the criterion of a tie is met by definition (a pledge or
	// declaration on record, contact, training), silence of the claimant and
	// "no tie found" no longer tell tie from no tie. What is left against the
	// tie is the chance that the record is wrong, and the grade carries that.
	Declared bool `json:"declared"`
	// Screened: once verified content shows that the claimant knew more than
	// the public, what its first text left out or echoed weighs nothing.
	Screened bool `json:"screened"`
	// Newer: newer answers overtake older ones without being told to.
	Newer bool `json:"newer"`
	// Ageing: an absence recorded by the clock grows with it until a newer
	// answer comes, and a search that found nothing weighs less in the first
	// days.
	Ageing bool `json:"ageing"`
	// Opposed: while officials deny what the leading rung says, it is open.
	Opposed bool `json:"opposed"`
	// OneVoice: a verdict that would be insufficient without one voice is open,
	// unless that voice is a final finding.
	OneVoice bool `json:"one_voice"`
	// FinalHolds is what all capped clusters together may hold against the rung
	// that a final finding by an A source names, in decibans: such a finding
	// reverses any pile of weak answers, and is not left out in trials. 0 is off.
	FinalHolds float64 `json:"final_holds_db"`
	// WidenPrior is added to the noise of the prior, in decibans, for claimants
	// other than WellStudied: the priors rest on few cases of theirs.
	WidenPrior  float64  `json:"widen_prior_db"`
	WellStudied []string `json:"well_studied"`
}

// ties is the number of rungs, from the first, that mean a tie.
const ties = 3

// given is what other evidence already settles, so that an answer has to be
// weighed in its light.
type given struct {
	declared bool // the criterion of a tie is met
	insider  bool // verified content shows that the claimant knew more
}

// given looks at the standing evidence of at least the grade that makes a
// verdict possible: a poor record does not change how all else is weighed.
func (t *Tables) given(standing []credence.Evidence) given {
	var g given
	least := &t.Rules.Sufficiency
	for i := range standing {
		if !Reaches(standing[i].Grade, least.LeastReliability, least.LeastCredibility) {
			continue
		}
		code := t.Codes.Code(standing[i].Code)
		v := code.Value(standing[i].Value)
		g.declared = g.declared || (t.Rules.Refine.Declared && v.Meets != "")
		g.insider = g.insider || (t.Rules.Refine.Screened && v.Insider)
	}
	return g
}

// moot reports whether an answer weighs nothing any more.
func (g given) moot(v *Value) bool { return g.insider && v.Silence }

// mootWhy says so to a reader.
const mootWhy = "weighs nothing any more: verified content shows that the claimant knew more than its text said"

// lifts reports whether an answer may no longer tell tie from no tie.
func (g given) lifts(v *Value) bool { return g.declared && (v.Silence || v.NoTie) }

// lift takes the difference between tie and no tie out of a vector that speaks
// against a tie, and leaves the differences within the two.
func lift(db vector) vector {
	tie, none := db[0], db[ties]
	for h, x := range db {
		if h < ties {
			tie = max(tie, x)
		} else {
			none = max(none, x)
		}
	}
	if none > tie {
		for h := range ties {
			db[h] += none - tie
		}
	}
	return db
}

// aged gives the answer that the clock has made of an absence: "none after a
// day" is "none after three days" when three days have gone by and nothing
// newer stands. The steps are those of the code list.
func (t *Tables) aged(code *Code, v *Value, asOf, start time.Time) *Value {
	if !t.Rules.Refine.Ageing || v.AfterDays == 0 || asOf.IsZero() || start.IsZero() {
		return v
	}
	days := int(asOf.Sub(start) / (24 * time.Hour))
	for i := range code.Values {
		if w := &code.Values[i]; w.AfterDays > v.AfterDays && w.AfterDays <= days {
			v = w
		}
	}
	return v
}

// ripened gives the penalties of a search that found nothing, as of a time:
// 10 log10(1 - d F), with d the chance, by the code list, that what is looked
// for would have been found, and F the share of the finding that was possible
// by then.
func (t *Tables) ripened(v *Value, asOf, start time.Time) vector {
	if !t.Rules.Refine.Ageing || !v.Ages || asOf.IsZero() || start.IsZero() {
		return v.DB
	}
	a := &t.Rules.Ageing
	full := a.share(a.FullDays)
	if full <= 0 {
		return v.DB
	}
	share := min(a.share(int(asOf.Sub(start)/(24*time.Hour)))/full, 1)
	db := v.DB
	for h, x := range db {
		db[h] = 10 * math.Log10(1-(1-math.Pow(10, x/10))*share)
	}
	return shift(db)
}

// share is the share of the last step that was reached.
func (a *Ageing) share(days int) float64 {
	x := 0.0
	for _, s := range a.Steps {
		if s.Days <= days || x == 0 {
			x = s.Share
		}
	}
	return x
}

// Published gives the same tables with all refinements off: what the method
// states in its sections 5.2 to 5.4, and no more. It serves comparison.
func (t *Tables) Published() *Tables {
	out := *t
	out.Rules.Refine = Refine{}
	return &out
}
