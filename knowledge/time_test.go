package knowledge

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/credence-project/credence"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

const bridge = "A lorry was driven into the railway bridge."

// TestDating is about when a report counts as earlier than the claim.
func TestDating(t *testing.T) {
	day := func(h int) credence.Interval {
		return credence.Day(attackAt.Add(time.Duration(h)*time.Hour), "text dateline")
	}
	at := func(h int) credence.Interval {
		return credence.At(attackAt.Add(time.Duration(h)*time.Hour), "archive capture")
	}
	early := report("Courier", 2, "An attack was reported in the north.")
	with := func(f func(*credence.Document)) Report {
		r := report("Echo", 4, bridge)
		f(&r.Document)
		return r
	}
	tests := []struct {
		name    string
		reports []Report
		want    credence.Answer
	}{
		{"surely before", []Report{report("Echo", 4, bridge)}, credence.Yes},
		{"surely after, and silence before", []Report{early, report("Echo", 40, bridge)}, credence.No},
		{"no report at all", nil, credence.Unknown},
		{"nothing from before", []Report{report("Echo", 40, bridge)}, credence.Unknown},
		{"the day of the claim, nothing else held", []Report{with(func(d *credence.Document) { d.Published = day(30) })}, credence.Unknown},
		{"the day of the claim, earlier reports silent", []Report{early, with(func(d *credence.Document) { d.Published = day(30) })}, credence.No},
		{"the day of the claim, but it speaks of the claim", []Report{early, with(func(d *credence.Document) {
			d.Published, d.Text = day(30), bridge+" The Front of the North claimed responsibility."
		})}, credence.No},
		{"changed after the claim", []Report{early, with(func(d *credence.Document) { d.Modified = at(50) })}, credence.Unknown},
		{"changed before the claim", []Report{early, with(func(d *credence.Document) { d.Modified = at(10) })}, credence.Yes},
		{"changed after the claim, captured before it", []Report{early, with(func(d *credence.Document) { d.Modified, d.Retrieved = at(50), at(12) })}, credence.Yes},
		{"no date at all", []Report{early, with(func(d *credence.Document) { d.Published = credence.Interval{} })}, credence.No},
		{"no date, captured before the claim", []Report{early, with(func(d *credence.Document) { d.Published, d.Retrieved = credence.Interval{}, at(12) })}, credence.Yes},
		{"early report held under the claimant's own voice", []Report{early, {Document: report("Echo", 4, bridge).Document, FromClaim: true}}, credence.Yes},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := ask("vehicle", "a lorry at the railway bridge", tt.reports...)
			if got.PublicBefore != tt.want {
				t.Errorf("public before = %s, want %s: %s", got.PublicBefore, tt.want, got.Reason)
			}
		})
	}
}

func TestFirstSightingIsTheEarliest(t *testing.T) {
	got := ask("vehicle", "a lorry", report("Late", 9, bridge), report("Early", 3, bridge), report("Middle", 5, bridge))
	if got.First == nil || got.First.Outlet != "Early" || got.First.Quote.Text != strings.TrimSuffix(bridge, ".")+"." {
		t.Errorf("first sighting = %+v", got.First)
	}
	if span := got.First.Quote.Span.Of(bridge); span != got.First.Quote.Text {
		t.Errorf("span gives %q, quote is %q", span, got.First.Quote.Text)
	}
}

func TestOneVoiceCountsOnce(t *testing.T) {
	a, b := report("Courier", 60, bridge), report("Echo", 61, bridge)
	a.Origin, b.Origin = "wire:agency", "wire:agency"
	got := ask("vehicle", "a lorry at the railway bridge", a, b, report("Herald", 62, bridge))
	if len(got.LaterBy) != 2 {
		t.Errorf("voices = %d, want 2: %v", len(got.LaterBy), got.LaterBy)
	}
}

func TestVoiceOfTheClaimConfirmsNothing(t *testing.T) {
	r := report("Bulletin", 60, bridge)
	r.FromClaim = true
	if got := ask("vehicle", "a lorry at the railway bridge", report("Courier", 2, "An attack was reported."), r); got.Later != credence.Unresolved {
		t.Errorf("later = %s by %v", got.Later, got.LaterBy)
	}
}

func TestNearMissIsShown(t *testing.T) {
	got := ask("perpetrator_count", "four", report("Courier", 4, "Several gunmen attacked the post."))
	if got.PublicBefore != credence.No || len(got.NearMisses) != 1 {
		t.Errorf("public before = %s, near misses %v", got.PublicBefore, got.NearMisses)
	}
}

func TestAliasDoesNotContradictName(t *testing.T) {
	q := Question{
		Claim: credence.Claim{Claimant: "Front", At: credence.At(claimAt, "stated"), Details: []credence.Detail{
			{ID: "t-1", Slot: credence.SlotAlias, Value: "Abu Omar al-Shami", Stated: true, Checkable: true}}},
		Facts: Facts{Names: []string{"Peter Schmidt"}},
	}
	if got := Test(q)[0]; got.Later == credence.Contradicted {
		t.Errorf("an alias is contradicted by a legal name: %s", got.Reason)
	}
}

func TestAsOfLeavesOutWhatCameLater(t *testing.T) {
	q := Question{
		Claim: credence.Claim{Claimant: "Front of the North", At: credence.At(claimAt, "stated"), Details: []credence.Detail{
			{ID: "t-1", Slot: credence.SlotVehicle, Value: "a lorry at the railway bridge", Stated: true, Checkable: true},
			{ID: "t-2", Slot: credence.SlotWeapon, Value: "a mortar", Stated: true, Checkable: true, Asserted: credence.At(claimAt.Add(90*time.Hour), "stated")}}},
		Reports: []Report{report("Courier", 2, "An attack was reported."), report("Echo", 60, bridge)},
		AsOf:    attackAt.Add(50 * time.Hour),
	}
	got := Test(q)
	if len(got) != 1 || got[0].Later != credence.Unresolved {
		t.Fatalf("as of 50 hours: %+v", got)
	}
	q.AsOf = attackAt.Add(70 * time.Hour)
	if got = Test(q); got[0].Later != credence.Confirmed {
		t.Errorf("as of 70 hours: %s", got[0].Reason)
	}
}

func TestSum(t *testing.T) {
	test := func(p credence.Answer, o credence.Outcome, checkable bool) credence.DetailTest {
		return credence.DetailTest{Detail: credence.Detail{Stated: true, Checkable: checkable}, PublicBefore: p, Later: o}
	}
	got := Sum([]credence.DetailTest{
		test(credence.Yes, credence.Confirmed, true), test(credence.No, credence.Confirmed, true), test(credence.No, credence.Unresolved, true),
		test(credence.Unknown, credence.Contradicted, true), test(credence.No, credence.Contradicted, false),
	})
	want := Ledger{Checkable: 4, NotPublic: 2, Unknown: 1, Confirmed: 1, Open: 1, Wrong: 1}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("ledger (-want +got):\n%s", diff)
	}
	if share, ok := got.Novelty(); !ok || share != 0.5 {
		t.Errorf("novelty = %v, %v", share, ok)
	}
}

// TestOrderDoesNotMatter: the same reports in any order, also twice, give the
// same answers.
func TestOrderDoesNotMatter(t *testing.T) {
	texts := []string{bridge, "Three gunmen fled in a car.", "Police denied that a lorry was used.", "The Front of the North says that it used a lorry.", "A man died at the bridge."}
	rapid.Check(t, func(rt *rapid.T) {
		var rs []Report
		for i, n := 0, rapid.IntRange(1, 6).Draw(rt, "reports"); i < n; i++ {
			text := rapid.SampledFrom(texts).Draw(rt, "text")
			hours := rapid.IntRange(-20, 80).Draw(rt, "hours")
			rs = append(rs, report(text[:6]+string(rune('a'+i)), hours, text))
		}
		want := ask("vehicle", "a lorry at the railway bridge", rs...)
		mixed := rapid.Permutation(append(slices.Clone(rs), rs[0])).Draw(rt, "order")
		got := ask("vehicle", "a lorry at the railway bridge", mixed...)
		got.LaterBy, got.NearMisses = dedupe(got.LaterBy), dedupe(got.NearMisses)
		want.LaterBy, want.NearMisses = dedupe(want.LaterBy), dedupe(want.NearMisses)
		if diff := cmp.Diff(want.PublicBefore, got.PublicBefore) + cmp.Diff(want.Later, got.Later) + cmp.Diff(want.LaterBy, got.LaterBy) + cmp.Diff(want.NearMisses, got.NearMisses); diff != "" {
			rt.Fatalf("another order gives another answer:\n%s", diff)
		}
	})
}

func dedupe(ss []credence.Sighting) []credence.Sighting {
	var out []credence.Sighting
	for _, s := range ss {
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// TestLaterReportsDoNotChangeThePast: what is public before the claim does not
// depend on reports from after it.
func TestLaterReportsDoNotChangeThePast(t *testing.T) {
	texts := []string{bridge, "Nothing is known.", "Police denied that a lorry was used at the bridge."}
	rapid.Check(t, func(rt *rapid.T) {
		rs := []Report{report("Courier", 2, rapid.SampledFrom(texts).Draw(rt, "early"))}
		want := ask("vehicle", "a lorry at the railway bridge", rs...).PublicBefore
		for i, n := 0, rapid.IntRange(1, 4).Draw(rt, "later"); i < n; i++ {
			rs = append(rs, report("Echo", rapid.IntRange(31, 500).Draw(rt, "hours"), rapid.SampledFrom(texts).Draw(rt, "text")))
		}
		if got := ask("vehicle", "a lorry at the railway bridge", rs...).PublicBefore; got != want {
			rt.Fatalf("public before = %s, was %s", got, want)
		}
	})
}

func FuzzTest(f *testing.F) {
	f.Add("weapon", "a knife", bridge)
	f.Add("killed", "31 to 34 killed, 1,200 hurt", "More than a hundred and twenty people – dozens of them children – were killed; 40 hurt.")
	f.Add("perpetrator_name", "Абу Умар", "“Abu ‘Umar” … was named.\n\nالمهاجم")
	f.Add("date", "31 February", "On Sunday\x80\xff.")
	f.Add("", "((((", "a.b.c. 1.2,3 .")
	f.Fuzz(func(t *testing.T, slot, value, text string) {
		got := ask(credence.Slot(slot), value, report("Courier", 4, text), report("Echo", 50, text))
		if got.Reason == "" || got.PublicBefore == "" || got.Later == "" {
			t.Errorf("incomplete answer %+v", got)
		}
		for _, s := range append(got.LaterBy, got.NearMisses...) {
			if s.Quote.Start < 0 || s.Quote.End > len(text) || s.Quote.Start >= s.Quote.End {
				t.Errorf("span %v lies outside the text of %d bytes", s.Quote.Span, len(text))
			}
		}
	})
}

func BenchmarkTest(b *testing.B) {
	text := strings.Repeat("Police said on Tuesday that two gunmen had fired at the gates of the barracks in the north before they fled in a stolen car. Nobody was hurt. ", 6)
	var rs []Report
	for i := range 200 {
		rs = append(rs, report("Courier"+string(rune('a'+i)), i-20, text))
	}
	q := Question{Claim: credence.Claim{Claimant: "Front of the North", At: credence.At(claimAt, "stated")}, Reports: rs}
	for _, v := range []string{"a lorry at the railway bridge", "three rifles", "the northern barracks", "hand grenades"} {
		q.Claim.Details = append(q.Claim.Details, credence.Detail{Slot: credence.SlotWeapon, Value: v, Stated: true, Checkable: true})
	}
	for b.Loop() {
		Test(q)
	}
}

// What is cited for a confirmation says so itself: a number in so many words,
// a recording, somebody else than the claimant, and nothing put as a case.
func TestConfirmationsSayIt(t *testing.T) {
	tests := []struct {
		slot          credence.Slot
		value, report string
		outcome       credence.Outcome
		cited         string
	}{
		{"perpetrator_count", "one", "Police searched the home of the gunman. Police said that one gunman had fired.", credence.Confirmed, "Police said that one gunman had fired."},
		{"perpetrator_count", "one bomber", "More than one bomber took part, the prosecutor said.", credence.Contradicted, ""},
		{"perpetrator_count", "several", "If it was a team of gunmen, somebody led them, an analyst said.", credence.Unresolved, ""},
		{"perpetrator_alias", "Abu Yahya al-Masri", "The Front of the North has claimed the attack. It calls the gunman Abu Yahya al-Masri.", credence.Unresolved, ""},
		{"perpetrator_alias", "Abu Yahya al-Masri", "The Front of the North has claimed the attack. Neighbours knew the gunman as Abu Yahya al-Masri.", credence.Confirmed, "Neighbours knew the gunman as Abu Yahya al-Masri."},
		{"media", "a photograph of the gunman with two rifles", "A road was closed. The Front of the North has put out a photograph of the gunman.", credence.Confirmed, "The Front of the North has put out a photograph of the gunman."},
		{"media", "a photograph of the gunman with two rifles", "The ministry named the gunman, who had two rifles.", credence.Unresolved, ""},
		{"weapon", "a bomb", "The driver was charged in the spring and held in prison.", credence.Unresolved, ""},
	}
	for _, tt := range tests {
		got := ask(tt.slot, tt.value, report("Courier", 4, "An attack was reported in the north."), report("Echo", 72, tt.report))
		cited := ""
		if len(got.LaterBy) > 0 {
			cited = got.LaterBy[0].Quote.Text
		}
		if got.Later != tt.outcome || got.Later == credence.Confirmed && cited != tt.cited {
			t.Errorf("%s %q: %s by %q, want %s by %q (%s)", tt.slot, tt.value, got.Later, cited, tt.outcome, tt.cited, got.Reason)
		}
	}
}

// TestToldMarksTheClaim: a report counts as telling a detail itself where it
// has a place that does not only repeat the claimant.
func TestToldMarksTheClaim(t *testing.T) {
	const repeats = "The Front of the North said that a lorry was driven into the railway bridge."
	tests := []struct {
		name, text string
		want       bool // FromClaim
	}{
		{"only repeats the claimant", repeats, true},
		{"tells it too, behind", repeats + "\n\n" + bridge, false},
		{"tells it too, before", bridge + "\n\n" + repeats, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := ask("vehicle", "a lorry at the railway bridge", report("Echo", 40, tt.text)).Told
			if len(got) != 1 || got[0].FromClaim != tt.want {
				t.Errorf("told %+v, want one from the claim: %t", got, tt.want)
			}
		})
	}
}

// A day that is not the incident's is not confirmed; one day off is left open.
func TestDayOfTheIncident(t *testing.T) {
	tests := []struct {
		value string
		want  credence.Outcome
	}{
		{"Monday", credence.Confirmed}, // the attack was on Monday, 4 March, the claim on Tuesday
		{"4 March", credence.Confirmed},
		{"Sunday evening", credence.Unresolved},
		{"March 5", credence.Unresolved},
		{"2 March", credence.Contradicted},
	}
	for _, tt := range tests {
		if got := ask(credence.SlotDate, tt.value, report("Courier", 2, bridge)); got.Later != tt.want {
			t.Errorf("%s: later = %s (%s), want %s", tt.value, got.Later, got.Reason, tt.want)
		}
	}
}

// How many are suspected or held afterwards does not contradict how many came.
func TestSuspectsAreNotCounted(t *testing.T) {
	police := report("Courier", 60, "Police arrested three suspects in the town on Thursday. The ministry found no link between the suspects and the front.")
	if got := ask(credence.SlotAttackers, "one of its fighters", report("Echo", 2, bridge), police); got.Later != credence.Unresolved {
		t.Errorf("later = %s: %s", got.Later, got.Reason)
	}
}

// The numbers of an attack of an earlier year are not those of this one.
func TestNumbersOfAnEarlierYear(t *testing.T) {
	old := report("Echo", 60, "In 1991 a suicide bomber killed 50 people at a wedding in the town.")
	for slot, value := range map[credence.Slot]string{credence.SlotAttackers: "one of its fighters", credence.SlotKilled: "50 people"} {
		if got := ask(slot, value, report("Courier", 2, bridge), old); got.Later != credence.Unresolved || len(got.NearMisses) > 0 {
			t.Errorf("%s %s: later = %s, near misses %v", slot, value, got.Later, got.NearMisses)
		}
	}
}
