package assess_test

import (
	"math"
	"slices"
	"testing"
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/assess"
)

// item is an answer on a day after noon, written short.
func item(id, code, value, grade, origin string, authority credence.Authority, day int) credence.Evidence {
	g, err := assess.ParseGrade(grade)
	if err != nil {
		panic(err)
	}
	return credence.Evidence{
		ID: credence.EvidenceID(id), Claim: "c-1", Code: code, Value: value, Grade: g, Origin: credence.OriginID(origin),
		Authority: authority, KnownAt: noon.AddDate(0, 0, day), Status: credence.Accepted,
	}
}

func judged(t *testing.T, evidence ...credence.Evidence) credence.Assessment {
	t.Helper()
	return judgedAt(t, noon.AddDate(0, 0, 30), evidence...)
}

func judgedAt(t *testing.T, at time.Time, evidence ...credence.Evidence) credence.Assessment {
	t.Helper()
	a, err := assess.Judge(assess.Default(), assess.Input{
		Claim: credence.Claim{ID: "c-1", Claimant: "the Brigade", ClaimantID: "islamic-state", Tier: credence.TierAuxiliary}, Evidence: evidence, AsOf: at,
		Prior: "west_IS_2014_mid2017", Attack: credence.At(noon, "stated"), Draws: 100,
	})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func ids(list []credence.Evidence) []string {
	var out []string
	for _, e := range list {
		out = append(out, string(e.ID))
	}
	slices.Sort(out)
	return out
}

func TestWhatReplacesWhat(t *testing.T) {
	tests := []struct {
		name string
		in   []credence.Evidence
		want []string
	}{
		{"a newer answer of the same authority", []credence.Evidence{
			item("old", "I01", "alone_inspired", "B2", "police 1", "police", 1),
			item("new", "I01", "no_evidence_of_link", "B2", "police 2", "police", 3),
		}, []string{"new"}},
		{"a newer answer of a lower authority stays beside", []credence.Evidence{
			item("old", "I01", "alone_inspired", "B2", "police", "police", 1),
			item("new", "I01", "directed_or_linked", "B2", "paper", "press", 3),
		}, []string{"new", "old"}},
		{"a newer answer with a worse grade stays beside", []credence.Evidence{
			item("old", "I01", "alone_inspired", "B2", "police 1", "police", 1),
			item("new", "I01", "directed_or_linked", "C2", "police 2", "police", 3),
		}, []string{"new", "old"}},
		{"equal answers of two voices corroborate", []credence.Evidence{
			item("one", "A04", "confirmed", "B2", "police", "police", 1),
			item("two", "A04", "confirmed", "B2", "prosecutor", "prosecutor", 3),
		}, []string{"one", "two"}},
		{"the same voice again", []credence.Evidence{
			item("old", "A04", "searched_none", "B2", "police", "police", 1),
			item("new", "A04", "searched_none", "B2", "police", "police", 3),
		}, []string{"new"}},
		{"contact found settles none so far and no link", []credence.Evidence{
			item("none", "A04", "searched_none", "B2", "police", "police", 1),
			item("link", "I01", "no_evidence_of_link", "B2", "minister", "government", 1),
			item("found", "A04", "confirmed", "B3", "weekly", "press", 12),
		}, []string{"found"}},
		{"instructions found settle that there was no contact", []credence.Evidence{
			item("none", "A04", "searched_none", "B2", "police", "police", 1),
			item("found", "A05", "confirmed", "B2", "court", "court", 300),
		}, []string{"found"}},
		{"a final finding settles interim statements and readings", []credence.Evidence{
			item("interim", "I01", "directed_or_linked", "B2", "police", "police", 1),
			item("reading", "I05", "credible", "C3", "expert", "expert", 1),
			item("final", "I02", "alone_inspired", "A1", "court", "court", 400),
		}, []string{"final"}},
		{"older does not replace newer", []credence.Evidence{
			item("new", "I01", "no_evidence_of_link", "B2", "police 2", "police", 3),
			item("old", "I01", "alone_inspired", "A1", "police 1", "police", 1),
		}, []string{"new", "old"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := judgedAt(t, noon.AddDate(2, 0, 0), tt.in...)
			if got := ids(a.Evidence); !slices.Equal(got, tt.want) {
				t.Errorf("counted %v, want %v", got, tt.want)
			}
			if len(a.Evidence)+len(a.SetAside) != len(tt.in) {
				t.Errorf("%d counted and %d set aside of %d", len(a.Evidence), len(a.SetAside), len(tt.in))
			}
		})
	}
}

// Who could not verify a claim takes back no doubt, not even one's own.
func TestOpenAnswerReplacesNothing(t *testing.T) {
	a := judged(t, item("doubt", "I05", "sceptical", "C3", "paper", "press", 1), item("open", "I05", "unverified", "C3", "paper", "press", 2))
	if got := ids(a.Evidence); !slices.Equal(got, []string{"doubt"}) {
		t.Errorf("counted %v, set aside %v", got, a.SetAside)
	}
}

func TestRejectedAndCorrected(t *testing.T) {
	proposal := item("proposal", "A04", "confirmed", "B2", "paper", "press", 1)
	proposal.Status = credence.Proposed
	rejection := proposal
	rejection.ID, rejection.Status, rejection.Supersedes = "rejection", credence.Rejected, []credence.EvidenceID{"proposal"}
	correction := item("correction", "A04", "searched_none", "B2", "paper", "press", 1)
	correction.Supersedes = []credence.EvidenceID{"proposal"}
	if got := ids(judged(t, proposal, rejection).Evidence); len(got) != 0 {
		t.Errorf("after a rejection %v counts", got)
	}
	if got := ids(judged(t, proposal, correction).Evidence); !slices.Equal(got, []string{"correction"}) {
		t.Errorf("after a correction %v counts", got)
	}
}

func TestUnknownAnswers(t *testing.T) {
	for _, e := range []credence.Evidence{
		item("code", "Z99", "yes", "B2", "o", "", 0), item("value", "A04", "perhaps", "B2", "o", "", 0),
		{ID: "grade", Claim: "c-1", Code: "A04", Value: "confirmed", Grade: credence.Grade{Reliability: "Q", Credibility: 9}},
	} {
		if _, err := assess.Judge(assess.Default(), assess.Input{Claim: credence.Claim{ID: "c-1"}, Evidence: []credence.Evidence{e}}); err == nil {
			t.Errorf("%s: no error", e.ID)
		}
	}
}

// Once a declaration is on record, silence of the claimant and "no contact
// found" no longer tell a tie from none: they do not raise H4 above H3.
func TestDeclarationOutlivesSilence(t *testing.T) {
	declared := item("call", "A02", "documented", "A2", "police", "police", 0)
	silence := []credence.Evidence{
		item("k", "K01", "none", "B2", "claim", "claimant", 1), item("p", "P03", "none_3d", "B2", "claim", "claimant", 3),
		item("i", "I01", "no_evidence_of_link", "B2", "agency", "intelligence", 3),
	}
	alone := judged(t, declared)
	with := judged(t, append(silence, declared)...)
	ratio := func(a credence.Assessment) float64 { return a.Rungs[2].P / a.Rungs[3].P }
	if with.Top != credence.H3 || ratio(with) < ratio(alone)*0.99 {
		t.Errorf("H3 to H4 is %.2f with the declaration alone and %.2f with silence; top %s", ratio(alone), ratio(with), with.Top)
	}
	if without := judged(t, silence...); ratio(without) > ratio(judged(t)) {
		t.Errorf("without a declaration silence must speak against H3")
	}
}

// Verified content the public did not have makes moot what the first text left
// out.
func TestInsiderContentScreensSilence(t *testing.T) {
	a := judged(t,
		item("k", "K01", "none", "B2", "claim", "claimant", 0), item("l", "L01", "present", "A1", "claim", "claimant", 0),
		item("v", "P03", "authentic", "B2", "police", "police", 2),
	)
	if got := ids(a.Evidence); !slices.Equal(got, []string{"v"}) {
		t.Errorf("counted %v, want the recording only", got)
	}
	poor := judged(t, item("k", "K01", "none", "B2", "claim", "claimant", 0), item("v", "P02", "authentic", "D5", "blog", "press", 2))
	if got := ids(poor.Evidence); !slices.Equal(got, []string{"k", "v"}) {
		t.Errorf("beside a poorly graded find %v counts, want both", got)
	}
	if !slices.Contains(a.Flags, assess.FlagGuidance) && a.Top != credence.H2 {
		t.Errorf("top %s, flags %v: remote guidance is open", a.Top, a.Flags)
	}
}

func TestAbsenceAges(t *testing.T) {
	none := item("p", "P03", "none_1d", "B2", "claim", "claimant", 1)
	day, fortnight := judgedAt(t, noon.AddDate(0, 0, 2), none), judgedAt(t, noon.AddDate(0, 0, 20), none)
	if fortnight.Inconsistency[1] <= day.Inconsistency[1] {
		t.Errorf("after 20 days the absence weighs %.2f, after 2 days %.2f", fortnight.Inconsistency[1], day.Inconsistency[1])
	}
	for days, want := range map[int]string{1: "none_1d", 2: "none_1d", 3: "none_3d", 13: "none_3d", 14: "none_14d", 400: "none_14d"} {
		at := noon.AddDate(0, 0, days)
		stated := judgedAt(t, at, item("p", "P03", want, "B2", "claim", "claimant", 1))
		if got := judgedAt(t, at, none); got.Inconsistency != stated.Inconsistency {
			t.Errorf("after %d days the absence weighs %v, as %s it weighs %v", days, got.Inconsistency, want, stated.Inconsistency)
		}
	}
}

// A search that found no contact weighs less on the first days than by the
// code list, by the same formula, and never more. The published arithmetic
// knows nothing of it.
func TestSearchRipens(t *testing.T) {
	for _, code := range []string{"A01", "A03", "A04", "A05"} {
		none := item("s", code, "searched_none", "A2", "police", "police", 0)
		listed := assess.Discount(assess.Default().Codes.Code(code).Value("searched_none").DB, chanceOf(t, "A2"))
		for days, share := range map[int]float64{0: .4 / .65, 2: .4 / .65, 3: 1, 13: 1, 14: 1, 1000: 1} {
			got := judgedAt(t, noon.AddDate(0, 0, days), none)
			want := assess.Default().Codes.Code(code).Value("searched_none").DB
			for h, x := range want {
				want[h] = 10 * math.Log10(1-(1-math.Pow(10, x/10))*share)
			}
			want = assess.Discount(want, chanceOf(t, "A2"))
			for h := range want {
				if math.Abs(got.Inconsistency[h]+want[h]) > 1e-5 || got.Inconsistency[h] > 1e-5-listed[h] {
					t.Errorf("%s after %d days weighs %.4f under H%d, want %.4f", code, days, got.Inconsistency[h], h+1, -want[h])
				}
			}
		}
	}
}

func chanceOf(t *testing.T, grade string) float64 {
	t.Helper()
	g, err := assess.ParseGrade(grade)
	if err != nil {
		t.Fatal(err)
	}
	r, err := assess.Default().Grades.Chance(g)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// The penalties of P03 are those of the formula of the method: 10 log10 of
// 1 - d F(t), with d the chance that a recording would ever surface under each
// tie, rounded.
func TestAbsenceFollowsTheFormula(t *testing.T) {
	surfaces := []float64{.7, .75, .55}
	for value, share := range map[string]float64{"none_1d": .4, "none_3d": .65, "none_14d": .9, "none_final": 1} {
		db := assess.Default().Codes.Code("P03").Value(value).DB
		for h, d := range surfaces {
			if want := math.Round(10 * math.Log10(1-d*share)); db[h] != want {
				t.Errorf("%s under H%d is %.0f, the formula gives %.0f", value, h+1, db[h], want)
			}
		}
	}
}
