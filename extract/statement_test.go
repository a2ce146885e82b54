package extract

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/internal/testkit"
	"github.com/credence-project/credence/lang"
	"github.com/credence-project/credence/lexicon"
)

var english = sync.OnceValues(func() (*Extractor, error) { return New(lang.English(), lexicon.Actors()) })

func extractor(t testing.TB) *Extractor {
	t.Helper()
	x, err := english()
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// brief is a statement as "kind actor", with the speaker behind a slash.
func brief(s *credence.Statement) string {
	out := string(s.Kind) + " " + s.Actor
	if sp := s.Speaker.String(); sp != "" {
		out += " / " + sp
	}
	return out
}

func TestStatements(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"claim", "In a fax to a radio station, the Blue Valley Front claimed responsibility for the bombing.", []string{"claim Blue Valley Front"}},
		{"pronoun", "The Blue Valley Front said it had planted the bomb that killed two soldiers.", []string{"claim Blue Valley Front"}},
		{"passive", "Responsibility for the bombing was claimed by the Blue Valley Front.", []string{"claim Blue Valley Front"}},
		{"silence", "A bomb killed two soldiers. No group has claimed responsibility for the attack.", []string{"no_claim "}},
		{"accusation", "A bomb killed two soldiers. Police blamed the Blue Valley Front for the attack.", []string{"accusation Blue Valley Front / Police"}},
		{"denial", "Police blamed the Blue Valley Front for the attack. The Front denied any involvement in the bombing.",
			[]string{"accusation Blue Valley Front / Police", "denial Blue Valley Front"}},
		{"acronym", "The National Valley Army (NVA) claimed responsibility for the bombing. The NVA denied any part in the murder of the mayor.",
			[]string{"claim National Valley Army", "denial National Valley Army"}},
		{"capitals", "THE POLICE BLAMED THE ELN FOR THE DYNAMITE ATTACK. NO GROUP HAS CLAIMED RESPONSIBILITY FOR THE ATTACK.",
			[]string{"accusation ELN / THE POLICE", "no_claim "}},
		{"flood", "The flood has claimed eleven lives. The mayor took the blame for the late warning.", nil},
		{"question", "Did the separatists do it? Nobody knows.", nil},
		{"condition", "If the Blue Valley Front claims responsibility, the talks are over.", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, s := range extractor(t).Statements(credence.Document{Text: c.text}) {
				got = append(got, brief(&s))
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestSeed holds what the first text of the project must yield.
func TestSeed(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(testkit.Shared(t, "seeds"), "*.txt"))
	if err != nil || len(files) == 0 {
		t.Skip("no seeds")
	}
	raw, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	_, body, _ := strings.Cut(string(raw), "\n")
	found := extractor(t).Statements(credence.Document{Text: body})
	for _, c := range []struct {
		kind            credence.Kind
		name, role, org string
		holds           []string
		link            string
		sofar           bool
		reason          string
	}{
		{kind: credence.KindClaim, holds: []string{"soldier", "in response to calls", "coalition nations"}, reason: "the wording of the claim"},
		{kind: credence.KindPledge, name: "Tashfeen Malik", reason: "the first pledge"},
		{kind: credence.KindPledge, name: "Amedy Coulibaly", reason: "the second pledge"},
		{kind: credence.KindLink, link: "directed", holds: []string{"Paris"}, reason: "an attack named as directed"},
		{kind: credence.KindLink, link: "directed", holds: []string{"Paris", "Brussels"}, reason: "an attack named as directed"},
		{kind: credence.KindLink, link: "directed", holds: []string{"Paris", "Brussels", "Tunisia"}, reason: "an attack named as directed"},
		{kind: credence.KindDoubt, name: "Charlie Winter", role: "senior research fellow", org: "International Centre", holds: []string{"gives no details"}, reason: "the claim shows no knowledge"},
		{kind: credence.KindNoLink, name: "Raffaello Pantucci", role: "Director", org: "Royal United Services Institute", holds: []string{"yet to be uncovered"}, sofar: true, reason: "the link is open"},
		{kind: credence.KindNoLink, holds: []string{"no evidence", "yet"}, sofar: true, reason: "no evidence yet"},
	} {
		ok := false
		for i := range found {
			s := &found[i]
			hit := s.Kind == c.kind && s.Link == c.link && (s.SoFar || !c.sofar) && s.Text == s.Of(body)
			hit = hit && (c.name == "" || s.Speaker.Name == c.name) && strings.Contains(s.Speaker.Role, c.role) && strings.Contains(s.Speaker.Organisation, c.org)
			for _, h := range c.holds {
				hit = hit && strings.Contains(s.Text, h)
			}
			ok = ok || hit
		}
		if !ok {
			t.Errorf("no %s: %s", c.kind, c.reason)
		}
	}
}

func TestDetails(t *testing.T) {
	doc := credence.Document{
		ID: "d1", Published: credence.Day(time.Date(2016, 7, 20, 0, 0, 0, 0, time.UTC), "stated"),
		Text: "The Blue Valley Front claimed responsibility for the bombing. The Front said two of its fighters had attacked soldiers with rifles in Larnova at 10:45 GMT on Tuesday, killing at least a dozen people, in response to air raids.",
	}
	x := extractor(t)
	got := map[credence.Slot]string{}
	for _, d := range x.Details(doc, x.Statements(doc)) {
		got[d.Slot] = d.Value
		if q := d.Quotes[0]; q.Text != q.Of(doc.Text) || d.ID == "" || !d.Stated {
			t.Errorf("%s: quotation %+v", d.Slot, q)
		}
		switch d.Slot {
		case credence.SlotKilled:
			if d.Number.Min != 12 || d.Number.Max != 0 {
				t.Errorf("killed %+v, want 12 or more", d.Number)
			}
		case credence.SlotDate:
			if d.Date != "2016-07-19" {
				t.Errorf("date %q, want 2016-07-19", d.Date)
			}
		case credence.SlotMotive:
			if d.Checkable {
				t.Error("a motive cannot be checked")
			}
		}
	}
	for _, slot := range []credence.Slot{credence.SlotKilled, credence.SlotWeapon, credence.SlotPlace, credence.SlotTime, credence.SlotTarget, credence.SlotMotive, credence.SlotDate} {
		if got[slot] == "" {
			t.Errorf("no detail for %s in %v", slot, got)
		}
	}
}

func TestModelFile(t *testing.T) {
	if m, err := readModel(nil); m != nil || err != nil {
		t.Errorf("an empty file gives %v, %v; want no model", m, err)
	}
	for _, b := range [][]byte{[]byte("x"), modelFile[:len(modelFile)/2], append([]byte("CSM9"), modelFile[4:]...)} {
		if _, err := readModel(b); err == nil {
			t.Errorf("%d bytes of a model are read without an error", len(b))
		}
	}
}

// TestTraining trains on a few sentences and wants the same model again.
func TestTraining(t *testing.T) {
	text := "The Blue Valley Front claimed responsibility for the bombing."
	marked := []Marked{
		{Text: text, Marks: []Mark{{Kind: credence.KindClaim, Names: []string{"Blue Valley Front"}, Span: credence.Span{Start: 0, End: len(text)}}}},
		{Text: "The flood claimed eleven lives on Tuesday."},
	}
	x := extractor(t)
	a, b := x.TrainStatements(marked, 0.3), x.TrainStatements(marked, 0.3)
	if string(a) != string(b) {
		t.Error("the same texts give two models")
	}
	y, err := x.WithModel(a)
	if err != nil {
		t.Fatal(err)
	}
	if got := y.Statements(credence.Document{Text: text}); len(got) != 1 || got[0].Kind != credence.KindClaim {
		t.Errorf("the model trained on a claim gives %v", got)
	}
}

// TestConcurrent shares an extractor.
func TestConcurrent(t *testing.T) {
	x := extractor(t)
	doc := credence.Document{Text: "The Blue Valley Front claimed responsibility for the bombing. Police blamed the Front for another attack."}
	want := x.Statements(doc)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for range 20 {
				if diff := cmp.Diff(want, x.Statements(doc)); diff != "" {
					t.Error(diff)
					return
				}
			}
		})
	}
	wg.Wait()
}

// sound checks what holds for the statements of any text.
func sound(t *testing.T, text string, found []credence.Statement) {
	t.Helper()
	kinds := map[credence.Kind]bool{}
	for _, k := range credence.Kinds {
		kinds[k] = true
	}
	for _, s := range found {
		if !kinds[s.Kind] || s.Text == "" || s.Text != s.Of(text) || s.Rule == "" || s.Confidence < 0 || s.Confidence > 1 {
			t.Fatalf("unsound statement %+v", s)
		}
		if s.Speaker.Span.Len() > 0 && s.Speaker.Span.Of(text) == "" {
			t.Fatalf("speaker outside the text: %+v", s.Speaker)
		}
	}
}

func TestLongLine(t *testing.T) {
	if testing.Short() {
		t.Skip("long")
	}
	line := strings.Repeat("The Blue Valley Front said it had planted the bomb, Ann Ruiz of Larnova and \"Green Hill\" said \xff\u200f ", 3000)
	sound(t, line, extractor(t).Statements(credence.Document{Text: line}))
}

func FuzzStatements(f *testing.F) {
	f.Add("Police blamed the NVA (National Valley Army), which \"denied\" it; nobody has claimed the attack, Gen. Ruiz said.")
	f.Add("The other no one and the last no group blamed the bomb on nobody.")
	f.Add("THE ELN SAID IT HAD NOT BLOWN UP THE 29 MAY FRONT'S OFFICE -- [TEXT] \"WE DID IT\" ?")
	if path := filepath.Join(testkit.Root(f), "..", "shared", "data", "statements", "dev.jsonl"); fileExists(path) {
		for _, text := range sharedTexts(f, path, 40) {
			f.Add(text)
		}
	}
	x := extractor(f)
	f.Fuzz(func(t *testing.T, text string) {
		doc := credence.Document{Text: text}
		found := x.Statements(doc)
		sound(t, text, found)
		for _, d := range x.Details(doc, found) {
			if q := d.Quotes[0]; q.Text == "" || q.Text != q.Of(text) {
				t.Fatalf("unsound detail %+v", d)
			}
		}
	})
}

func fileExists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// sharedTexts reads the first texts of a JSONL file.
func sharedTexts(t testing.TB, path string, n int) []string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []string
	scan := bufio.NewScanner(f)
	scan.Buffer(nil, 1<<24)
	for scan.Scan() && len(out) < n {
		var line struct{ Text string }
		if err := json.Unmarshal(scan.Bytes(), &line); err != nil {
			t.Fatal(err)
		}
		out = append(out, line.Text)
	}
	return out
}

// TestPlainRules holds that what is said in so many words is found even where
// a text says nothing else.
func TestPlainRules(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"The ELN has claimed responsibility for the bombing.", "claim ELN"},
		{"THE SHINING PATH CLAIMED RESPONSIBILITY FOR THE ATTACK.", "claim SHINING PATH"},
		{"Hamas denied any involvement in the attack.", "denial Hamas"},
		{"Nobody has claimed responsibility for the killing.", "no_claim "},
		{"A bomb killed nine people in Garissa on Monday. The River Front has claimed the attack.", "claim River Front"},
		{"A bomb killed nine people in Garissa on Monday. The bombing was claimed by the River Front.", "claim River Front"},
		{"A bomb killed nine people in Garissa on Monday. The River\u200f Front\u202c claimed responsibility.", "claim River Front"},
		{"A bomb killed nine people in Garissa on Monday. The River Front has claimed victory in the vote.", ""},
	} {
		got := extractor(t).Statements(credence.Document{Text: c.text})
		if c.want == "" && len(got) == 0 {
			continue
		}
		if len(got) != 1 || brief(&got[0]) != c.want {
			t.Errorf("%s: got %v, want %s", c.text, got, c.want)
		}
	}
}

// TestPlainlyTold reads plain sentences that one of the parts before got wrong.
func TestPlainlyTold(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"that and a noun", "A train was blown up near Dhadar. The BLA had claimed that attack.", []string{"claim BLA"}},
		{"that and a noun, more behind", "Gunmen killed two policemen in Kano. Boko Haram claimed that attack, which killed nine, on Monday.", []string{"claim Boko Haram"}},
		{"we know", `A bomb killed nine people. "We know that the Harvest Army planted it," the governor said.`, []string{"accusation Harvest Army / the governor"}},
		{"nobody named", "A bomb tore through a market in Kano, killing nine people. Police said the man acted alone.", []string{"no_link  / Police"}},
		{"an army that is no authority", "A bomb tore through a market in Kano, killing nine people. Police cast doubt on the New People's Army's claim.", []string{"doubt New People's Army / Police"}},
		{"of within a name", "A bomb tore through a market in Kano, killing nine people. According to the police chief, the Army of the Lake carried out the attack.", []string{"accusation Army of the Lake / the police chief"}},
		{"no name", "A bomb killed nine people in the bazaar on Monday. A statement on Telegram claimed the attack.", []string{"claim  / A statement"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, briefly(extractor(t), c.text)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestSupposed reads what would follow if somebody claimed an attack, which claims
// nothing; what is said whether or not is.
func TestSupposed(t *testing.T) {
	x := extractor(t)
	const lead = "A bomb killed two soldiers in Kaspi on Monday. "
	for text, want := range map[string]int{
		lead + "If the River Front claims responsibility for the bombing, the talks will end, a minister said.": 0,
		lead + "The talks will go on unless the River Front says it carried out the bombing, a minister said.":  0,
		lead + "The River Front claimed responsibility for the bombing.":                                        1,
	} {
		n := 0
		for _, st := range x.Statements(credence.Document{Text: text}) {
			if st.Kind == credence.KindClaim {
				n++
			}
		}
		if n != want {
			t.Errorf("%d claims in: %s", n, text)
		}
	}
}
