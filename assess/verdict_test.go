package assess_test

import (
	"math"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/assess"
	"github.com/credence-project/credence/casebook"
	"github.com/credence-project/credence/internal/testkit"
)

func TestAuthenticity(t *testing.T) {
	at := func(code, value string) credence.Evidence {
		return item(code, code, value, "B2", "claim", "claimant", 0)
	}
	tests := []struct {
		name string
		tier credence.Tier
		in   []credence.Evidence
		want credence.Authenticity
	}{
		{"by tier alone", credence.TierAuxiliary, nil, credence.AuxiliaryChannel},
		{"official tier", credence.TierOfficial, nil, credence.VerifiedOfficial},
		{"nobody knows the channel", credence.TierUnknown, nil, credence.AuthenticityOpen},
		{"an anonymous call", credence.TierAnonymous, nil, credence.AuthenticityOpen},
		{"the channel decides", credence.TierUnknown, []credence.Evidence{at("C01", "supporter_channel")}, credence.SupporterChannel},
		{"a code word", credence.TierAnonymous, []credence.Evidence{at("C01", "codeword_verified")}, credence.VerifiedOfficial},
		{"fabricated", credence.TierOfficial, []credence.Evidence{at("C02", "shown_fabricated")}, credence.Fabricated},
		{"not checked", credence.TierAuxiliary, []credence.Evidence{at("C02", "unverifiable")}, credence.AuthenticityOpen},
		{"denied by the claimant", credence.TierAuxiliary, []credence.Evidence{at("C08", "retracted_or_denied")}, credence.AuthenticityOpen},
	}
	for _, tt := range tests {
		a, err := assess.Judge(assess.Default(), assess.Input{Claim: credence.Claim{ID: "c-1", Tier: tt.tier}, Evidence: tt.in, Draws: 10})
		if err != nil {
			t.Fatal(err)
		}
		if a.Authenticity != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, a.Authenticity, tt.want)
		}
	}
	a, err := assess.Judge(assess.Default(), assess.Input{Draws: 10})
	if err != nil || a.Authenticity != credence.NoClaimHeld {
		t.Errorf("without a claim: %s %v, want %s", a.Authenticity, err, credence.NoClaimHeld)
	}
}

// No claim text alone moves the verdict past unverified, whatever it says.
func TestClaimOnlyRule(t *testing.T) {
	a := judged(t,
		item("1", "C01", "official_central", "A1", "claim", "claimant", 0), item("2", "C02", "authenticated", "A1", "claim", "claimant", 0),
		item("3", "T01", "specific_warning_before", "A1", "claim", "claimant", 0), item("4", "K01", "yes_confirmed", "A1", "claim", "claimant", 0),
		item("5", "P02", "authentic", "A1", "claim", "claimant", 0), item("6", "A07", "confirmed", "A1", "claim", "claimant", 0),
	)
	if a.Sufficiency != credence.Insufficient || a.Headline.State != "claim only" || !slices.Contains(a.Flags, assess.FlagClaimOnly) {
		t.Errorf("%s, headline %q, flags %v", a.Sufficiency, a.Headline.State, a.Flags)
	}
	if !strings.Contains(a.Headline.Allowed, "the Brigade says") || !slices.Contains(a.Headline.Blocked, "the Brigade attack") {
		t.Errorf("headline %+v does not name the claimant", a.Headline)
	}
}

func TestHeadlines(t *testing.T) {
	scene := item("m", "M06", "deliberate_confirmed", "A1", "scene", "press", 0)
	tests := []struct {
		finding string
		support credence.Evidence
		want    string
	}{
		{"alone_inspired", item("s", "A03", "substantial", "A2", "police", "police", 5), "inspired"},
		{"connected_own_initiative", item("s", "A01", "authenticated", "A2", "police", "police", 5), "declared"},
		{"directed", item("s", "A07", "confirmed", "A1", "police", "police", 5), "operational"},
		{"no_ideological_motive", item("s", "A09", "strong", "A2", "police", "police", 5), "false"},
		{"accident_or_hoax", item("m", "M06", "no_such_incident", "A1", "scene", "police", 0), "false"},
	}
	for _, tt := range tests {
		evidence := []credence.Evidence{tt.support, item("f", "I02", tt.finding, "A1", "court", "court", 300)}
		if tt.support.ID != "m" {
			evidence = append(evidence, scene)
		}
		a := judgedAt(t, noon.AddDate(2, 0, 0), evidence...)
		if a.Headline.State != tt.want || a.Sufficiency != credence.Established {
			t.Errorf("finding %s: headline %q, %s (%v); want %q, established", tt.finding, a.Headline.State, a.Sufficiency, a.Why, tt.want)
		}
	}
	if a := judged(t, scene, item("x", "I01", "directed_or_linked", "C3", "minister", "government", 1)); a.Headline.State != "open" {
		t.Errorf("on one weak statement the headline is %q, want open", a.Headline.State)
	}
}

// Whoever took a claim back does not claim it any more, and nobody may write so.
func TestHeadlineOfAWithdrawnClaim(t *testing.T) {
	scene, back := item("m", "M06", "deliberate_confirmed", "A1", "scene", "press", 0), item("b", "C08", "retracted_or_denied", "B2", "wire", "press", 5)
	for name, evidence := range map[string][]credence.Evidence{
		"nothing but the claim": {back}, "open": {scene, back, item("x", "I01", "directed_or_linked", "C3", "minister", "government", 1)},
	} {
		a := judged(t, evidence...)
		if a.Headline.State != "withdrawn" || !strings.Contains(a.Headline.Allowed, "took that back") || !slices.Contains(a.Headline.Blocked, "the Brigade claims") {
			t.Errorf("%s: headline %+v", name, a.Headline)
		}
	}
	court := item("f", "I02", "directed", "A1", "court", "court", 300)
	if a := judgedAt(t, noon.AddDate(2, 0, 0), scene, back, court, item("s", "A07", "confirmed", "A1", "police", "police", 5)); a.Headline.State != "operational" {
		t.Errorf("against a court: headline %+v", a.Headline)
	}
}

func TestNamingGate(t *testing.T) {
	tables := assess.Default()
	for status, want := range map[string]bool{"deceased": true, "convicted": true, "charged": false, "suspected": false, "cleared": false, "": false} {
		if tables.MayName(status) != want {
			t.Errorf("naming a person who is %q: %v", status, !want)
		}
	}
}

// Officials who deny what leads, and verdicts that hang on one voice, are open.
func TestOpenWhileDeniedOrOnOneVoice(t *testing.T) {
	strong := []credence.Evidence{
		item("1", "A01", "authenticated", "A1", "prosecutor", "prosecutor", 1), item("2", "A05", "searched_none", "A1", "police", "police", 1),
		item("3", "A02", "documented", "A1", "broadcaster", "press", 0), item("6", "A06", "none", "A1", "police", "police", 2), item("4", "M06", "deliberate_confirmed", "A1", "scene", "press", 0),
	}
	if a := judged(t, strong...); a.Sufficiency != credence.Likely && a.Sufficiency != credence.Established {
		t.Errorf("three voices: %s, %v", a.Sufficiency, a.Why)
	}
	if a := judged(t, append(strong, item("5", "I01", "blames_other", "D4", "minister", "government", 1))...); a.Sufficiency != credence.Open {
		t.Errorf("while the minister blames another: %s, %v", a.Sufficiency, a.Why)
	}
	if a := judged(t, item("1", "I01", "alone_inspired", "A1", "police", "police", 1)); a.Sufficiency == credence.Likely {
		t.Errorf("on the word of the police alone: %s", a.Sufficiency)
	}
}

func TestMachineCoded(t *testing.T) {
	proposed := item("1", "A04", "confirmed", "B2", "paper", "press", 0)
	proposed.Status = credence.Proposed
	if a := judged(t, proposed); !a.MachineCoded {
		t.Error("a verdict on proposals alone is machine-coded")
	}
	if a := judged(t, proposed, item("2", "M02", "low", "A1", "scene", "press", 0)); a.MachineCoded || !slices.ContainsFunc(a.Flags, func(s string) bool { return strings.HasPrefix(s, "1 of 2 answers") }) {
		t.Errorf("machine-coded %v, flags %v", a.MachineCoded, a.Flags)
	}
}

func TestLookFor(t *testing.T) {
	a := judged(t, item("1", "A04", "searched_none", "B2", "police", "police", 1), item("2", "A02", "documented", "A1", "police", "police", 0))
	asked := make(map[string]bool)
	for i, l := range a.LookFor {
		asked[l.Code] = true
		if i > 0 && l.Shift > a.LookFor[i-1].Shift {
			t.Error("the list is not ranked by the largest move")
		}
		if l.Question == "" || l.Answer == "" {
			t.Errorf("%s %s has no words", l.Code, l.Value)
		}
	}
	if !asked["A05"] || asked["A02"] {
		t.Errorf("look for %v: instructions may still come, and the declaration is answered", asked)
	}
	if len(a.Flips) == 0 || a.Flips[0].Code != "A02" {
		t.Errorf("flips %v: the declaration is the coding that matters", a.Flips)
	}
}

// An absence is no end: the list asks for what was not found so far.
func TestLookForAsksAgain(t *testing.T) {
	a := judged(t, item("1", "P03", "none_1d", "B2", "claim", "claimant", 1), item("2", "M02", "low", "A1", "scene", "press", 0))
	if !slices.ContainsFunc(a.LookFor, func(l credence.LookFor) bool { return l.Code == "P03" && l.Value == "authentic" }) {
		t.Errorf("look for %v: a recording may still come", a.LookFor)
	}
}

func TestWords(t *testing.T) {
	words := &assess.Default().Words
	tests := []struct {
		yardstick string
		p         float64
		want      string
	}{
		{"icd203", .03, "almost no chance"}, {"icd203", .15, "very unlikely"}, {"icd203", .5, "roughly even chance"},
		{"icd203", .84, "very likely"}, {"icd203", .97, "almost certain"},
		{"phia", .01, "remote chance"}, {"phia", .15, "highly unlikely"}, {"phia", .24, "unlikely"}, {"phia", .45, "realistic possibility"},
		{"phia", .6, "likely"}, {"phia", .84, "highly likely"}, {"phia", .93, "almost certain"}, {"no such", .84, "very likely"},
	}
	for _, tt := range tests {
		if got := words.Yardstick(tt.yardstick).Word(tt.p); got != tt.want {
			t.Errorf("%s %.2f is %q, want %q", tt.yardstick, tt.p, got, tt.want)
		}
	}
	if got := assess.Phrase(credence.Probability{P: .839, Lo: .004, Hi: .963, Word: "very likely"}); got != "very likely (84 %, < 1 to 96 %)" {
		t.Errorf("Phrase = %q", got)
	}
}

func TestChoosePrior(t *testing.T) {
	day := func(s string) time.Time { v, _ := credence.ParseTime(s); return v.From }
	tests := []struct{ claimant, theatre, at, want string }{
		{"islamic-state", "outside", "2017-03-22", "west_IS_2014_mid2017"}, {"islamic-state", "outside", "2017-07-01", "west_IS_after_mid2017"},
		{"islamic-state", "outside", "2013-01-01", assess.Uniform}, {"islamic-state", "branch", "2017-01-01", "active_branch"},
		{"eln", "branch", "2019-01-17", "active_branch"}, {"", "unknown name", "2004-03-11", "unknown_name"}, {"eln", "outside", "2019-01-17", "west_IS_after_mid2017"},
		{"aqap", "outside", "2015-01-07", "west_IS_2014_mid2017"}, {"al-qaeda", "outside", "2005-07-07", assess.Uniform}, {"eln", "outside", "", assess.Uniform},
	}
	for _, tt := range tests {
		set, why := assess.Default().Priors.Choose(tt.claimant, tt.theatre, day(tt.at))
		if set.Name != tt.want || why == "" {
			t.Errorf("%s %s %s: %s (%q), want %s", tt.claimant, tt.theatre, tt.at, set.Name, why, tt.want)
		}
		if borrowed := strings.HasPrefix(set.Name, "west_IS") && tt.claimant != "islamic-state"; strings.Contains(why, "It stands in") != borrowed {
			t.Errorf("%s %s: the reason is %q", tt.claimant, tt.theatre, why)
		}
	}
	if _, why := assess.Default().Priors.Choose("islamic-state", "outside", day("2016-01-01")); !strings.Contains(why, "from 1 January 2014 to before 1 July 2017") {
		t.Errorf("the reason has no dates: %s", why)
	}
}

func TestLoad(t *testing.T) {
	file := func(name, text string) fstest.MapFS { return fstest.MapFS{name: {Data: []byte(text)}} }
	good := `{"version": "words-mine", "yardsticks": [{"name": "two", "words": ["low", "high"], "cuts": [0.5]}]}`
	tables, err := assess.Load(file("words.json", good))
	if err != nil || tables.Words.Version != "words-mine" || tables.Codes.Version != assess.Default().Codes.Version {
		t.Errorf("own words: %v", err)
	}
	for name, fs := range map[string]fstest.MapFS{
		"not JSON":             file("codes.json", "{"),
		"code named twice":     file("codes.json", `{"codes":[{"id":"A","class":"claimform"},{"id":"A","class":"claimform"}]}`),
		"unknown class":        file("codes.json", `{"codes":[{"id":"A","class":"other"}]}`),
		"penalty above 0":      file("codes.json", `{"codes":[{"id":"A","class":"claimform","values":[{"value":"x","db":[0,0,0,0,0,0,3]}]}]}`),
		"no hypothesis at 0":   file("codes.json", `{"codes":[{"id":"A","class":"claimform","values":[{"value":"x","db":[-1,-1,-1,-1,-1,-1,-3]}]}]}`),
		"prior not a sum of 1": file("priors.json", `{"default":"uniform","sets":[{"name":"uniform","p":[0.1,0.1,0.1,0.1,0.1,0.1,0.1]}]}`),
		"prior with a 0":       file("priors.json", `{"default":"uniform","sets":[{"name":"uniform","p":[0,0.2,0.2,0.2,0.2,0.1,0.1]}]}`),
		"no even prior":        file("priors.json", `{"sets":[]}`),
		"reliability of 1":     file("grades.json", `{"reliability":{"A":1}}`),
		"cuts that fall":       file("words.json", `{"yardsticks":[{"name":"x","words":["a","b","c"],"cuts":[0.5,0.2]}]}`),
		"six rungs":            file("ladder.json", `{"rungs":[]}`),
	} {
		if _, err := assess.Load(fs); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// TestChangeInWords holds what changed in the Westminster case from date to
// date.
func TestChangeInWords(t *testing.T) {
	c, err := casebook.Embedded("london-westminster-2017")
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	var before credence.Assessment
	for i, date := range []string{"2017-03-23", "2017-03-25", "2017-03-27", "2018-10-12"} {
		at, _ := casebook.ParseWhen(date)
		after, err := casebook.Replay{Draws: 500}.Judge(c, at.AsOf())
		if err != nil {
			t.Fatal(err)
		}
		if i > 0 {
			b.WriteString("to " + date + "\n" + strings.Join(assess.Compare(assess.Default(), &before, &after).Lines, "\n") + "\n\n")
		}
		before = after
	}
	testkit.Golden(t, "westminster-changes.txt", []byte(b.String()))
	if same := assess.Compare(assess.Default(), &before, &before); !slices.Equal(same.Lines, []string{"Nothing changed."}) {
		t.Errorf("compared with itself: %v", same.Lines)
	}
}

func TestPool(t *testing.T) {
	one := judged(t, item("1", "A04", "confirmed", "B2", "police", "police", 1))
	two := judged(t, item("1", "A04", "searched_none", "B2", "police", "police", 1))
	list := []assess.Coding{{Analyst: "b", Assessment: two, Dissent: "the contact was not the attacker's"}, {Analyst: "a", Assessment: one}}
	p := assess.Pool(assess.Default(), list)
	sum := 0.0
	for h, r := range p.Rungs {
		sum += r.P
		if r.Least > r.Linear+1e-9 || r.Linear > r.Most+1e-9 || r.P > 1 {
			t.Errorf("%s: %+v", r.H, r)
		}
		if want := (one.Rungs[h].P + two.Rungs[h].P) / 2; math.Abs(r.Linear-want) > 1e-6 {
			t.Errorf("%s: linear pool %.6f, want %.6f", r.H, r.Linear, want)
		}
	}
	if math.Abs(sum-1) > 1e-5 {
		t.Errorf("the pooled rungs add up to %.6f", sum)
	}
	if len(p.Points) != 1 || p.Points[0].Code != "A04" || p.Points[0].Answers["b"] != "searched_none" || len(p.Dissents) != 1 || !p.Split {
		t.Errorf("points %+v, dissents %d, split %v", p.Points, len(p.Dissents), p.Split)
	}
	if alone := assess.Pool(assess.Default(), list[1:]); math.Abs(alone.Rungs[2].P-one.Rungs[2].P) > 1e-5 {
		t.Errorf("one analyst pooled: %.6f, alone %.6f", alone.Rungs[2].P, one.Rungs[2].P)
	}
}

func TestTrackRecord(t *testing.T) {
	tested := func(public credence.Answer, later credence.Outcome) credence.DetailTest {
		return credence.DetailTest{Detail: credence.Detail{Stated: true, Checkable: true}, PublicBefore: public, Later: later}
	}
	past := []assess.PastClaim{
		{Attack: noon, At: noon.Add(2 * time.Hour), Region: "Europe", Top: credence.H1, State: credence.Established,
			Details: []credence.DetailTest{tested(credence.No, credence.Confirmed), tested(credence.Yes, credence.Confirmed)}},
		{Attack: noon, At: noon.Add(20 * time.Hour), Region: "Europe", Top: credence.H4, State: credence.Likely,
			Details: []credence.DetailTest{tested(credence.No, credence.Contradicted)}},
		{Attack: noon, At: noon.AddDate(0, 0, 5), Region: "Asia", Top: credence.H5, State: credence.Established},
		{At: noon, Top: credence.H1, State: credence.Insufficient},
	}
	r := assess.Track(past)
	if r.N != 4 || r.Upheld != 1 || r.Inspired != 1 || r.Contradicted != 1 || r.Open != 1 || r.LagN != 3 || r.LagMedian != 20*time.Hour {
		t.Errorf("record %+v", r)
	}
	if r.Checkable != 3 || r.News != 2 || r.NewsRight != 1 {
		t.Errorf("details %+v", r)
	}
	if len(r.By) != 3 || r.By[0].Name != "2020" || r.By[2].Record.N != 2 {
		t.Errorf("parts %+v", r.By)
	}
	if !strings.Contains(r.String(), "of 4 claims") {
		t.Errorf("%q does not say on how many claims it rests", r)
	}
	if got := assess.Standing(past, noon.AddDate(0, 0, 6)); got != "" {
		t.Errorf("on three settled claims the standing is %q, want none", got)
	}
	many := slices.Repeat(past[:3], 4)
	if got := assess.Standing(many, noon.AddDate(0, 0, 6)); got != "poor" {
		t.Errorf("with a third contradicted the standing is %q, want poor", got)
	}
}
