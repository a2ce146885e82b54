package knowledge

import (
	"slices"
	"strings"
	"testing"

	"github.com/credence-project/credence"
)

func TestStem(t *testing.T) {
	for _, same := range [][]string{
		{"stab", "stabbed", "stabbing"}, {"bomb", "bombs", "bombed", "bombing"}, {"attack", "attacks", "attacked"}, {"party", "parties"},
		{"rifle", "rifles"}, {"church", "churches"}, {"carry", "carries", "carried"},
	} {
		for _, w := range same[1:] {
			if stem(w) != stem(same[0]) {
				t.Errorf("stem(%q) = %q, stem(%q) = %q", w, stem(w), same[0], stem(same[0]))
			}
		}
	}
	for _, pair := range [][2]string{{"police", "policy"}, {"train", "trial"}, {"hotel", "hostel"}} {
		if stem(pair[0]) == stem(pair[1]) {
			t.Errorf("%q and %q have the stem %q", pair[0], pair[1], stem(pair[0]))
		}
	}
}

func TestFold(t *testing.T) {
	for in, want := range map[string]string{"Chérif": "cherif", "Ağca": "agca", "ISTANBUL": "istanbul", "Straße": "strasse", "Łódź": "lodz"} {
		if got := fold(in); got != want {
			t.Errorf("fold(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestSentences(t *testing.T) {
	text := "Gen. A. Ruiz spoke at 3.30 p.m. on Monday. Was it true? Nobody, he said, knew; police did.\nA new line"
	var got []string
	for _, s := range words().sentences(text) {
		got = append(got, text[s.start:s.end])
	}
	want := []string{"Gen. A. Ruiz spoke at 3.30 p.m. on Monday.", "Was it true?", "Nobody, he said, knew;", "police did.", "A new line"}
	if !slices.Equal(got, want) {
		t.Errorf("sentences = %q\nwant %q", got, want)
	}
}

func TestFigures(t *testing.T) {
	tests := []struct {
		text     string
		min, max int
	}{
		{"31 to 34 people", 31, 34}, {"six or seven gunmen", 6, 7}, {"more than a hundred", 100, 199}, {"twenty two", 22, 22}, {"two hundred", 200, 200},
		{"1,200 people", 1200, 1200}, {"dozens", 24, 80}, {"at least 14", 14, 0}, {"the 10th district", 10, 10}, {"a 100lb bomb", 100, 100},
	}
	l := words()
	for _, tt := range tests {
		fs := l.figures(l.terms(tt.text, 0, len(tt.text)))
		if len(fs) != 1 || fs[0].min != tt.min || fs[0].max != tt.max {
			t.Errorf("figures(%q) = %+v, want one from %d to %d", tt.text, fs, tt.min, tt.max)
		}
	}
}

func TestTolls(t *testing.T) {
	tests := []struct {
		text string
		want []toll
	}{
		{"A gunman killed about fifty people and hurt 53.", []toll{{killed: true, min: 45, max: 55}, {hurt: true, min: 53, max: 53}}},
		{"31 dead and 187 hurt", []toll{{killed: true, min: 31, max: 31}, {hurt: true, min: 187, max: 187}}},
		{"300 killed or hurt", []toll{{killed: true, hurt: true, min: 300, max: 300}}},
		{"37 people, most of them tourists, were dead", []toll{{killed: true, min: 37, max: 37}}},
		{"Police stopped 12 buses.", nil},
	}
	l := words()
	for _, tt := range tests {
		if got := l.tolls(l.terms(tt.text, 0, len(tt.text))); !slices.Equal(got, tt.want) {
			t.Errorf("tolls(%q) = %+v, want %+v", tt.text, got, tt.want)
		}
	}
}

func TestRoles(t *testing.T) {
	tests := []struct {
		name     string
		list     []Role
		min, max int
	}{
		{"sole", []Role{{"A B", "sole attacker"}}, 1, 1},
		{"sole with a helper", []Role{{"A B", "sole gunman"}, {"C D", "planner"}}, 1, 1},
		{"two gunmen", []Role{{"A B", "gunman"}, {"C D", "gunman"}}, 2, 2},
		{"number in words", []Role{{"", "four gunmen"}}, 4, 0},
		{"many, not counted", []Role{{"", "bombers"}}, 0, 0},
		{"leader and others", []Role{{"A B", "cell leader"}, {"C D", "driver"}}, 1, 0},
		{"nobody", nil, 0, 0},
	}
	for _, tt := range tests {
		if got, _ := Roles(tt.list); got.Min != tt.min || got.Max != tt.max && !(tt.max == 0 && got.Max >= got.Min) {
			t.Errorf("%s: attackers %+v, want %d to %d", tt.name, got, tt.min, tt.max)
		}
	}
}

// TestVoiceFromExtraction: where a claim was extracted, the sentence is the
// claimant's, also if its words do not show it.
func TestVoiceFromExtraction(t *testing.T) {
	text := "It was a lorry at the railway bridge, the men in the hills let it be known."
	r := report("Echo", 60, text)
	early := report("Courier", 2, "An attack was reported.")
	if got := ask("vehicle", "a lorry at the railway bridge", early, r); got.Later != credence.Confirmed {
		t.Fatalf("without extraction: %s", got.Reason)
	}
	r.Extraction = &credence.Extraction{Statements: []credence.Statement{{Kind: credence.KindClaim, Actor: "Front of the North", Span: credence.Span{Start: 0, End: len(text)}}}}
	if got := ask("vehicle", "a lorry at the railway bridge", early, r); got.Later != credence.Unresolved {
		t.Errorf("with extraction: %s", got.Reason)
	}
}

// TestDataFiles: classes have words, wider classes exist, slots have sane
// tolerances.
func TestDataFiles(t *testing.T) {
	l := words()
	used := map[class]bool{}
	for _, ps := range l.phrases {
		for _, p := range ps {
			used[p.class] = true
		}
	}
	for name, c := range l.class {
		if !used[c] {
			t.Errorf("class %s has no words", name)
		}
	}
	for slot, tol := range tolerances().Slots {
		if tol.States != 0 && (tol.Near <= 0 || tol.Near > tol.States || tol.States > 1) || tol.Ratio != 0 && tol.Ratio < 1 {
			t.Errorf("tolerance of %s: %+v", slot, tol)
		}
	}
	for _, line := range append(dataLines(conceptsFile), dataLines(wordsFile)...) {
		if !strings.Contains(line, ":") {
			t.Errorf("line without a name: %q", line)
		}
	}
}

// TestOtherIncidentsBearOnNothing: what a report says of another incident
// neither makes a detail public nor confirms it, and its claims are not this one.
func TestOtherIncidentsBearOnNothing(t *testing.T) {
	const ours, other = "A blast was heard in the town.", "A lorry at the railway bridge in the next town blew up, the men in the hills said in a claim."
	early, later := report("Courier", 2, ours+" "+other), report("Echo", 60, ours+" "+other)
	if got := ask("vehicle", "a lorry at the railway bridge", early, later); got.PublicBefore != credence.Yes {
		t.Fatalf("read as one incident: %s", got.Reason)
	}
	for _, r := range []*Report{&early, &later} {
		r.Scope = credence.Scope{Refs: []string{"i1"}, Elsewhere: []credence.Span{{Start: len(ours) + 1, End: len(ours) + 1 + len(other)}}}
	}
	if got := ask("vehicle", "a lorry at the railway bridge", early, later); got.PublicBefore != credence.No || got.Later != credence.Unresolved {
		t.Errorf("public %s, later %s: %s", got.PublicBefore, got.Later, got.Reason)
	}
}

// TestTieToAnotherBody: a statement that ties the attacker to another body says
// nothing of the tie that the claim asserts.
func TestTieToAnotherBody(t *testing.T) {
	const text = "The man had trained in a camp of the Valley Guard."
	r := report("Echo", 60, text)
	link := credence.Statement{Kind: credence.KindLink, Actor: "Valley Guard", Span: credence.Span{End: len(text)}}
	r.Extraction = &credence.Extraction{Statements: []credence.Statement{link}}
	if got := ask(credence.SlotAffiliation, "its fighter", report("Courier", 2, "An attack was reported."), r); got.Later != credence.Unresolved {
		t.Errorf("a tie to another body: %s, %s", got.Later, got.Reason)
	}
	r.Extraction.Statements[0].Actor = "Front of the North"
	if got := ask(credence.SlotAffiliation, "its fighter", report("Courier", 2, "An attack was reported."), r); got.Later != credence.Confirmed {
		t.Errorf("a tie to the claimant: %s, %s", got.Later, got.Reason)
	}
}

// TestCarOfACarBomb: that the attack was a bombing does not speak against a car.
func TestCarOfACarBomb(t *testing.T) {
	q := Question{
		Claim: credence.Claim{Claimant: "Front of the North", At: credence.At(claimAt, "stated"), Details: []credence.Detail{
			{ID: "t-1", Slot: credence.SlotVehicle, Value: "car", Stated: true, Checkable: true},
		}},
		Facts: Facts{Type: "bombing", Date: credence.At(attackAt, "stated")},
	}
	if got := Test(q)[0]; got.Later == credence.Contradicted {
		t.Errorf("contradicted: %s", got.Reason)
	}
	q.Facts.Weapons = []string{"knife"}
	if got := Test(q)[0]; got.Later != credence.Contradicted {
		t.Errorf("with a knife established: %s", got.Reason)
	}
}
