package assess

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/internal/testkit"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func has(es []credence.Evidence, code, value string) *credence.Evidence {
	for i := range es {
		if es[i].Code == code && es[i].Value == value {
			return &es[i]
		}
	}
	return nil
}

func TestChooseTheatre(t *testing.T) {
	at := func(year int) time.Time { return time.Date(year, 6, 1, 0, 0, 0, 0, time.UTC) }
	tests := []struct {
		claimant, country string
		year              int
		want              string
	}{
		{"Islamic State", "GB", 2017, TheatreOutside},
		{"Islamic State", "IQ", 2006, TheatreBranch},
		{"ISIS", "AF", 2021, TheatreBranch},
		{"ETA", "ES", 1987, TheatreBranch},
		{"ETA", "ES", 2020, TheatreOutside},
		{"Provisional IRA", "GB", 1984, TheatreBranch},
		{"Red Brigades", "IT", 1978, TheatreBranch},
		{"Black September", "DE", 1972, TheatreBranch},
		{"al-Shabaab", "KE", 2013, TheatreBranch},
		{"al-Shabaab", "SE", 2013, TheatreOutside},
		{"Shining Path", "PE", 1992, TheatreBranch},
		{"Brigades of the Seventh Moon", "FR", 2015, TheatreUnknown},
		{"", "FR", 2015, TheatreUnknown},
	}
	for _, tt := range tests {
		if got, why := ChooseTheatre("", tt.claimant, tt.country, at(tt.year)); got != tt.want || why == "" {
			t.Errorf("ChooseTheatre(%q, %s, %d) = %s (%s), want %s", tt.claimant, tt.country, tt.year, got, why, tt.want)
		}
	}
	if got, _ := ChooseTheatre("islamic-state", "whatever it is called here", "IQ", at(2014)); got != TheatreBranch {
		t.Errorf("by register entry: %s", got)
	}
}

func TestWording(t *testing.T) {
	tests := []struct{ wording, want string }{
		{"A soldier of the caliphate carried it out in response to calls to target the coalition", "L01"},
		{"L'auteur est un soldat de l'Etat islamique qui a agi en réponse aux appels", "L01"},
		{"Der Täter war ein Soldat, der dem Aufruf folgte: eine Antwort auf die Aufrufe", "L01"},
		{"Un soldado del Estado Islámico en respuesta a los llamados", "L01"},
		{"منفذ الهجوم جندي نفذه استجابة لنداءات", "L01"},
		{"A security detachment placed the charges", "L02"},
		{"Our volunteers attacked the barracks", "L02"},
		{"Two supporters of the group did it", "L04"},
		{"The bomb at the bank was ours", ""},
	}
	for _, tt := range tests {
		d := dossierOf("Islamic State", "")
		d.Claim.Wording = tt.wording
		got := Propose(d)
		for _, code := range []string{"L01", "L02", "L04"} {
			if found := has(got, code, "present") != nil; found != (code == tt.want) {
				t.Errorf("%q: %s present = %v", tt.wording, code, found)
			}
		}
	}
}

func TestTimingAndClock(t *testing.T) {
	tests := []struct {
		hours int
		want  string
	}{{1, "under_3h"}, {5, "3_12h"}, {20, "12_36h"}, {90, "over_36h"}}
	for _, tt := range tests {
		d := dossierOf("Islamic State", "")
		d.Claim.At = credence.At(d.Scene.Date.From.Add(time.Duration(tt.hours)*time.Hour), "stated")
		if got := Propose(d); has(got, "T01", tt.want) == nil {
			t.Errorf("after %d hours: T01 %s is not proposed", tt.hours, tt.want)
		}
	}
	d := dossierOf("Islamic State", "")
	d.AsOf = d.Scene.Date.From.Add(4 * day)
	got := Propose(d)
	if has(got, "P03", "none_1d") == nil || has(got, "P03", "none_3d") == nil || has(got, "P03", "none_14d") != nil {
		t.Error("after four days the absence of a recording must count for one and three days, and no longer")
	}
	d.Theatre = TheatreBranch
	if has(Propose(d), "P03", "none_1d") != nil {
		t.Error("in its own theatre no recording is expected")
	}
}

func TestDetailsToEvidence(t *testing.T) {
	detail := func(slot credence.Slot, stated bool, p credence.Answer, o credence.Outcome) credence.DetailTest {
		return credence.DetailTest{Detail: credence.Detail{Slot: slot, Value: "x", Stated: stated, Checkable: stated}, PublicBefore: p, Later: o}
	}
	tests := []struct {
		name    string
		details []credence.DetailTest
		want    []string
	}{
		{"nothing new", []credence.DetailTest{detail("place", true, credence.Yes, credence.Confirmed)}, []string{"K01.none", "K02.zero", "K04.none", "K05.not_identified"}},
		{"new and confirmed", []credence.DetailTest{detail("place", true, credence.No, credence.Confirmed)}, []string{"K01.yes_confirmed", "K02.high"}},
		{"new and open", []credence.DetailTest{detail("place", true, credence.No, credence.Unresolved)}, []string{"K01.specific_unconfirmed"}},
		{"a new recording is not a new detail", []credence.DetailTest{detail("media", true, credence.No, credence.Confirmed)}, []string{"K01.none", "K02.high"}},
		{"wrong method", []credence.DetailTest{detail("method", true, credence.Yes, credence.Contradicted)}, []string{"K04.major", "K08.wrong"}},
		{"wrong toll", []credence.DetailTest{detail("killed", true, credence.Yes, credence.Contradicted)}, []string{"K04.minor"}},
		{"name before others", []credence.DetailTest{detail("perpetrator_name", true, credence.No, credence.Confirmed)}, []string{"K05.correct_before_public"}},
		{"wrong name", []credence.DetailTest{detail("perpetrator_name", true, credence.No, credence.Contradicted)}, []string{"K05.name_or_kunya_wrong", "K04.major"}},
		{"alias", []credence.DetailTest{detail("perpetrator_alias", true, credence.No, credence.Unresolved)}, []string{"K05.kunya_consistent"}},
		{"name was public and is left out", []credence.DetailTest{detail("perpetrator_name", false, credence.Yes, credence.Unresolved)}, []string{"T02.yes_public", "K05.not_identified"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := dossierOf("Islamic State", "")
			d.Details = tt.details
			got := Propose(d)
			for _, w := range tt.want {
				code, value, _ := strings.Cut(w, ".")
				if has(got, code, value) == nil {
					t.Errorf("%s is not proposed", w)
				}
			}
		})
	}
}

// TestClaimAloneIsNoInvestigation: whatever a claim says, and however often it
// is repeated as the claimant's word, it answers no question of investigation.
func TestClaimAloneIsNoInvestigation(t *testing.T) {
	says := []string{
		"Islamic State said that its soldier had trained in Syria and was instructed by its commanders.",
		"The statement claims that the attacker had pledged allegiance before the attack and was in contact with Islamic State.",
		"According to Amaq the operation was ordered by the leadership of Islamic State.",
		"The claim says the attacker was a member of Islamic State.",
	}
	for _, text := range says {
		d := dossierOf("Islamic State", text)
		d.Claim.Wording = "our soldier, trained by us, pledged allegiance and was ordered by the emir"
		d.Names = []string{"Amaq"}
		for _, e := range Propose(d) {
			if e.Code[0] == 'A' || e.Code[0] == 'I' && e.Code != "I05" {
				t.Errorf("%q proposes %s.%s by %s", text, e.Code, e.Value, e.Rule)
			}
		}
	}
}

func TestStatements(t *testing.T) {
	text := "Nothing of note stands here."
	tests := []struct {
		s    credence.Statement
		want string
	}{
		{credence.Statement{Kind: credence.KindDoubt, Actor: "Islamic State"}, "I05.sceptical"},
		{credence.Statement{Kind: credence.KindDoubt, Actor: "Islamic State", Text: "which it was unable to verify"}, "I05.unverified"},
		{credence.Statement{Kind: credence.KindAccusation, Actor: "Islamic State", ByAuthority: true, Speaker: credence.Speaker{Role: "police chief"}}, "I01.directed_or_linked"},
		{credence.Statement{Kind: credence.KindAccusation, Actor: "Boko Haram", ByAuthority: true, Speaker: credence.Speaker{Role: "minister"}}, "I01.blames_other"},
		{credence.Statement{Kind: credence.KindAccusation, Actor: "jihadists", ByAuthority: true, Speaker: credence.Speaker{Role: "minister"}}, ""},
		{credence.Statement{Kind: credence.KindAccusation, Actor: "Valley Guard", ByAuthority: true, Speaker: credence.Speaker{Role: "minister"}}, "I01.blames_other"},
		{credence.Statement{Kind: credence.KindLink, Actor: "ISIS", Link: "contact"}, "A04.confirmed"},
		{credence.Statement{Kind: credence.KindLink, Actor: "Islamic State", Link: "directed"}, "A05.confirmed"},
		{credence.Statement{Kind: credence.KindNoLink, ByAuthority: true, SoFar: true, Speaker: credence.Speaker{Organisation: "FBI"}}, "I01.no_evidence_of_link"},
		{credence.Statement{Kind: credence.KindClaim, Actor: "Boko Haram"}, "C07.credible_competitor"},
		{credence.Statement{Kind: credence.KindDenial, Actor: "Islamic State"}, "C08.retracted_or_denied"},
		{credence.Statement{Kind: credence.KindPledge, Actor: "Boko Haram"}, ""},
		{credence.Statement{Kind: credence.KindLink, Actor: "Islamic State", Link: "training", Other: true}, ""},
	}
	for _, tt := range tests {
		d := dossierOf("Islamic State", text)
		tt.s.Span = credence.Span{Start: 0, End: 7}
		if tt.s.Text == "" {
			tt.s.Text = text[:7]
		}
		d.Reports[0].Extraction = &credence.Extraction{Statements: []credence.Statement{tt.s}}
		var got []string
		for _, e := range Propose(d) {
			if strings.HasPrefix(e.Rule, "statement:") {
				got = append(got, e.Code+"."+e.Value)
			}
		}
		if want := strings.Fields(tt.want); !slices.Equal(got, want) {
			t.Errorf("%s by %v: proposed %v, want %v", tt.s.Kind, tt.s.Speaker, got, want)
		}
	}
}

// TestProposalsAreWellFormed: every proposal is known to the tables, can be
// pointed at or computed, and stands as proposed.
func TestProposalsAreWellFormed(t *testing.T) {
	texts := []string{
		"Police found no link to any group.", "The court convicted two members of Islamic State.", "Islamic State released a video of the attacker.",
		"He had sworn allegiance to Islamic State on Facebook before the attack.", "Boko Haram also claimed the attack.", "Witnesses saw two gunmen.",
	}
	rapid.Check(t, func(rt *rapid.T) {
		d := dossierOf("Islamic State", "")
		d.Reports = nil
		for i, n := 0, rapid.IntRange(0, 6).Draw(rt, "reports"); i < n; i++ {
			text := rapid.SampledFrom(texts).Draw(rt, "text")
			at := d.Scene.Date.From.Add(time.Duration(rapid.IntRange(1, 400).Draw(rt, "hours")) * time.Hour)
			doc := credence.Document{Outlet: "Post", Text: text, Published: credence.At(at, "feed")}
			doc.ID = credence.DocumentID(credence.ContentID("d", text, at.String()))
			d.Reports = append(d.Reports, Source{Document: doc})
		}
		want := Propose(d)
		for i := range want {
			e := &want[i]
			if err := Default().Check(e); err != nil {
				rt.Fatal(err)
			}
			if e.Status != credence.Proposed || e.By != "machine" || e.Rule == "" || e.KnownAt.IsZero() || e.Origin == "" || e.ID == "" {
				rt.Fatalf("incomplete proposal %+v", e)
			}
		}
		d.Reports = rapid.Permutation(append(slices.Clone(d.Reports), d.Reports...)).Draw(rt, "order")
		if diff := cmp.Diff(answers(want), answers(Propose(d))); diff != "" {
			rt.Fatalf("another order, and every report twice, gives other answers:\n%s", diff)
		}
		d.AsOf = d.Scene.Date.From.Add(100 * time.Hour)
		for _, e := range Propose(d) {
			if e.KnownAt.After(d.AsOf) {
				rt.Fatalf("%s.%s is known only at %s", e.Code, e.Value, e.KnownAt)
			}
		}
	})
}

func answers(es []credence.Evidence) []string {
	out := make([]string, len(es))
	for i, e := range es {
		out[i] = e.KnownAt.Format(time.RFC3339) + " " + e.Code + "." + e.Value + " " + e.Grade.String() + " " + string(e.Origin)
	}
	return out
}

func FuzzPropose(f *testing.F) {
	f.Add("Police said that there was no evidence; the claim was false.", "a soldier in response to calls")
	f.Add("“L’auteur” – n’a aucun lien.\n\nIS\x00 IS IS said", "\xff\xfe")
	f.Add("a.b.c. no no no evidence evidence of of link", "جنود استجابة")
	f.Fuzz(func(t *testing.T, text, wording string) {
		d := dossierOf("Islamic State", text)
		d.Claim.Wording = wording
		for _, e := range Propose(d) {
			for _, q := range e.Quotes {
				if q.Span.Of(text) != q.Text {
					t.Errorf("span %v of %s.%s gives %q, want %q", q.Span, e.Code, e.Value, q.Span.Of(text), q.Text)
				}
			}
		}
	})
}

// supports lists, by question, the kinds of marked statements that bear it out.
var supports = map[string][]string{
	"A01": {"pledge"}, "A02": {"pledge"}, "P03": {"pledge"}, "A04": {"link", "no_link"}, "A05": {"link", "no_link"}, "A06": {"link"}, "A07": {"link"},
	"C08": {"denial", "retraction"}, "I05": {"doubt", "endorse"},
}

// TestPhrasebookOnMarkedTexts measures the phrasebook on news texts that were
// marked for another purpose, statement by statement.
func TestPhrasebookOnMarkedTexts(t *testing.T) {
	b, err := os.ReadFile(testkit.Shared(t, "data/statements/dev.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	right, all := 0, 0
	for line := range strings.Lines(string(b)) {
		var doc struct {
			Text       string
			Statements []struct {
				Kind, Actor string
				Aliases     []string `json:"actor_aliases"`
				Start, End  int
			}
		}
		if err := json.Unmarshal([]byte(line), &doc); err != nil {
			t.Fatal(err)
		}
		if len(doc.Statements) == 0 {
			continue
		}
		d := dossierOf(doc.Statements[0].Actor, doc.Text)
		d.Names = doc.Statements[0].Aliases
		for _, e := range Propose(d) {
			kinds := supports[e.Code]
			if kinds == nil || !strings.HasPrefix(e.Rule, "phrase:") {
				continue
			}
			all++
			if slices.ContainsFunc(doc.Statements, func(s struct {
				Kind, Actor string
				Aliases     []string `json:"actor_aliases"`
				Start, End  int
			}) bool {
				return slices.Contains(kinds, s.Kind) && s.Start < e.Quotes[0].End && e.Quotes[0].Start < s.End
			}) {
				right++
			}
		}
	}
	t.Logf("%d of %d proposals rest on a marked statement of the right kind", right, all)
	if all < 80 || float64(right) < 0.8*float64(all) {
		t.Errorf("%d of %d proposals rest on a marked statement of the right kind; want at least 80, four in five right", right, all)
	}
}

// TestRulesNameKnownAnswers: a rule with a misspelt question, answer or voice
// would never be heard of again.
func TestRulesNameKnownAnswers(t *testing.T) {
	codes := &Default().Codes
	voices := map[credence.Authority]bool{credence.AuthorityPress: true}
	for _, v := range phrasebook().voices {
		voices[v.authority] = true
	}
	names := map[string]bool{}
	for _, r := range phrasebook().rules {
		if c := codes.Code(r.Code); c == nil || c.Value(r.Value) == nil {
			t.Errorf("rule %s: no answer %s.%s", r.Name, r.Code, r.Value)
		}
		if r.Name == "" || names[r.Name] {
			t.Errorf("rule %s.%s: name %q is missing or taken", r.Code, r.Value, r.Name)
		}
		names[r.Name] = true
		if len(r.Any) == 0 {
			t.Errorf("rule %s has no pattern", r.Name)
		}
		for _, v := range r.Voice {
			if !voices[v] {
				t.Errorf("rule %s: nobody speaks as %q", r.Name, v)
			}
		}
	}
}

// The whole list of the method is there, each question with where to look.
func TestCodesAreComplete(t *testing.T) {
	codes := Default().Codes.Codes
	scored := 0
	for i := range codes {
		c := &codes[i]
		if c.Question == "" || c.Hint == "" || c.BearsOn == "" || len(c.Values) == 0 {
			t.Errorf("%s lacks its question, hint, bearing or answers", c.ID)
		}
		if slices.ContainsFunc(c.Values, func(v Value) bool { return v.Scored() }) {
			scored++
		}
	}
	if len(codes) != 61 || scored != 50 {
		t.Errorf("%d codes, %d of them scored; want 61 and 50", len(codes), scored)
	}
}

func TestTheatresHoldTogether(t *testing.T) {
	seen := map[string]bool{}
	for _, o := range operators() {
		if seen[o.id] || len(o.names) == 0 || len(o.where) == 0 {
			t.Errorf("%s: twice in the file, or without a name or a campaign", o.id)
		}
		seen[o.id] = true
		for _, c := range o.where {
			if c.from < 1945 || c.to != 0 && c.to < c.from {
				t.Errorf("%s: years %d-%d", o.id, c.from, c.to)
			}
			for _, land := range c.countries {
				if land != "*" && len(land) != 2 {
					t.Errorf("%s: country %q", o.id, land)
				}
			}
		}
	}
	for _, id := range causes()["jihadist"] {
		if !seen[id] {
			t.Errorf("causes.txt names %s, which is not in theatres.txt", id)
		}
	}
	if len(seen) < 100 {
		t.Errorf("%d groups, want at least 100", len(seen))
	}
}

func TestBadTheatreLines(t *testing.T) {
	for _, line := range []string{"id | name", "id | name | 1990", "id | name | x- fr", "id | name | 1990-y fr"} {
		if _, err := parseOperators(line); err == nil {
			t.Errorf("%q is accepted", line)
		}
	}
}
