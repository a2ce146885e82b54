package brief

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/internal/testkit"
)

func at(s string) time.Time {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		panic(err)
	}
	return t
}

// sample is a small made-up brief in which every kind of block occurs.
func sample() *Brief {
	text := "A bomb went off at the mill at noon.\n\nThe River Front said it had \"struck the mill\". <b>Police</b> have found no link so far."
	doc := credence.Document{ID: "d-one", Outlet: "Kell Herald", Title: "Blast at the mill", URL: "http://kell.example/1", Text: text, Published: credence.Day(at("2019-04-02T00:00:00Z"), "feed")}
	gist := credence.Document{ID: "d-two", Outlet: "Radio Kell", Text: "Two men were seen.", Format: credence.FormatGist, Published: credence.At(at("2019-04-03T08:00:00Z"), "page metadata")}
	quote := func(words string) credence.Quote {
		i := strings.Index(text, words)
		return credence.Quote{Document: doc.ID, Span: credence.Span{Start: i, End: i + len(words)}, Text: words}
	}
	sighting := credence.Sighting{Quote: quote("A bomb went off at the mill at noon."), Outlet: "Kell Herald", Published: doc.Published}
	a := credence.Assessment{
		Claim: credence.Claim{
			ID: "c-one", Claimant: "River Front", Channel: "Radio Kell", Tier: credence.TierAnonymous, At: credence.At(at("2019-04-02T20:00:00Z"), "first report of it"),
			Wording: "struck the mill", Quotes: []credence.Quote{quote(`The River Front said it had "struck the mill"`)},
		},
		AsOf: at("2019-04-04T23:59:59Z"), Authenticity: credence.AuthenticityOpen, Sufficiency: credence.Insufficient, Why: []string{"nothing outside the claim is graded C3 or better"},
		Top: credence.H1, Prior: credence.PriorUse{Set: "even", Why: "for the test"}, MachineCoded: true, Flags: []string{"remote guidance cannot be excluded"},
		Headline: credence.Permission{State: "claim only", Allowed: "River Front says", Blocked: []string{"confirmed"}},
		Evidence: []credence.Evidence{{ID: "e-one", Code: "I01", Value: "no_evidence_of_link", Grade: credence.Grade{Reliability: "C", Credibility: 3}, Outlet: "police", KnownAt: at("2019-04-03T10:00:00Z"), Status: credence.Proposed, Quotes: []credence.Quote{quote("found no link so far")}}},
		SetAside: []credence.SetAside{{Evidence: credence.Evidence{Code: "I01", Value: "old", Outlet: "mayor"}, Why: "replaced by a newer entry"}},
		Details: []credence.DetailTest{
			{Detail: credence.Detail{Slot: credence.SlotPlace, Value: "the mill", Stated: true, Checkable: true}, PublicBefore: credence.Yes, First: &sighting, Later: credence.Unresolved, NearMisses: []credence.Sighting{sighting}},
			{Detail: credence.Detail{Slot: credence.SlotName}, PublicBefore: credence.No, Reason: "no report names anybody"},
		},
		Pivots:   []credence.Pivot{{Evidence: "e-one", Top: credence.H5, Pivotal: true, Moves: []credence.Move{{Name: "any_tie", From: .4, To: .2}}}},
		LookFor:  []credence.LookFor{{Code: "P01", Value: "authentic", Question: "Is there a picture?", Answer: "a genuine one", Top: credence.H1, Moves: []credence.Move{{Name: "operational", From: .3, To: .999}}}},
		Clusters: []credence.Cluster{{Key: "investigation/police", DB: [7]float64{-3, -1.25}}}, UnderPriors: map[string][]credence.Rung{},
		Versions: credence.Versions{Codes: "codes-1", Priors: "priors-1", Words: "words-1"}, Seed: 1, Draws: 4000,
	}
	labels := Labels{Rung: map[credence.Hypothesis]string{}, Question: map[string]string{"I01": "What do officials say?", "P01": "Is there a picture?"}, Sufficiency: map[credence.Sufficiency]string{credence.Insufficient: "not enough to say"}, Authentic: map[credence.Authenticity]string{credence.AuthenticityOpen: "cannot be told"}, Prior: map[string]string{"even": "no opinion"}}
	for i, h := range credence.Hypotheses {
		labels.Rung[h] = "rung " + string(h)
		p := []float64{.40, .2, .2, .1, .096, .0035, .0005}[i]
		a.Rungs = append(a.Rungs, credence.Rung{H: h, Probability: credence.Probability{P: p, Lo: p / 2, Hi: min(1, p*2), Word: "word"}})
	}
	a.UnderPriors["even"] = a.Rungs
	a.RollUps = []credence.RollUp{{Name: "operational", Label: "it took part", Probability: credence.Probability{P: .6, Lo: .3, Hi: .998, Word: "likely"}}}
	return &Brief{
		Title: "Blast at the mill, Kellington, 2 April 2019", Assessment: a, Labels: labels, Documents: []credence.Document{doc, gist},
		Incident: credence.Incident{Type: "bombing", Killed: credence.Number{Min: 2, Max: 3}, Place: credence.PlaceMention{Name: "Kellington", Country: "XX"}, Date: credence.Day(at("2019-04-02T00:00:00Z"), "")},
		Origins:  map[credence.DocumentID]credence.Origin{doc.ID: {ID: "o-one", Name: "Kell Herald", Reason: "own reporting"}, gist.ID: {ID: "o-two", Name: "Radio Kell"}},
		Said: []Said{{doc.ID, credence.Statement{Kind: credence.KindNoLink, Actor: "River Front", Speaker: credence.Speaker{Role: "Police"}, SoFar: true, Span: quote("found no link so far").Span, Text: "found no link so far"}},
			{gist.ID, credence.Statement{Kind: credence.KindAccusation, Text: "Two men", Span: credence.Span{End: 7}}}},
		Changed: []string{"New: the police spoke"}, History: []Step{{AsOf: at("2019-04-03T00:00:00Z"), Top: a.Rungs[1], Sufficiency: credence.Insufficient, RollUps: []credence.RollUp{{Name: "operational", Probability: credence.Probability{P: .2, Lo: .1, Hi: .4}}}}},
		Voices: "two voices\n  Kell Herald\n  Radio Kell",
		Record: &Record{Summary: "of 6 claims on record 5 were upheld, 0 served the cause without a tie, 1 were contradicted and 0 are open", Standing: "mixed",
			Parts: []RecordPart{{Name: "2018", N: 6, Upheld: 5, Contradicted: 1}}},
		Context: []Month{{Table: "kell.csv", GroupMonth: credence.GroupMonth{Group: "River Front", Month: "2019-03", Attacks: 4, Claims: 1, Told: 2, Killed: 3}},
			{Table: "other.csv", GroupMonth: credence.GroupMonth{Group: "River Front", Month: "2019-03", Attacks: 5}}},
	}
}

func TestGolden(t *testing.T) {
	for name, write := range map[string]func(*bytes.Buffer, *Brief) error{
		"brief.txt":  func(w *bytes.Buffer, b *Brief) error { return Text(w, b) },
		"brief.md":   func(w *bytes.Buffer, b *Brief) error { return Markdown(w, b) },
		"brief.html": func(w *bytes.Buffer, b *Brief) error { return HTML(w, b) },
	} {
		t.Run(name, func(t *testing.T) {
			var w bytes.Buffer
			if err := write(&w, sample()); err != nil {
				t.Fatal(err)
			}
			testkit.Golden(t, name, w.Bytes())
		})
	}
}

// Nothing from outside is markup, and nothing leads outside.
func TestHTMLIsSafe(t *testing.T) {
	b := sample()
	evil := `<script>alert(1)</script><img src=x onerror=y>"'`
	b.Title, b.Assessment.Claim.Claimant, b.Assessment.Claim.Wording = evil, evil, evil
	b.Documents[0].Title, b.Documents[0].URL, b.Said[0].Text, b.Voices = evil, `javascript:alert(1)`, evil, evil
	var w bytes.Buffer
	if err := HTML(&w, b); err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{"<script", "<img", `href="javascript`, `href="http`} {
		if strings.Contains(w.String(), bad) {
			t.Errorf("the page contains %q", bad)
		}
	}
}

// A claim that was taken back is not told as one that stands.
func TestStandfirstOfAWithdrawnClaim(t *testing.T) {
	b := sample()
	if s := b.Standfirst(); !strings.HasPrefix(s, "River Front says that it did it.") {
		t.Errorf("standfirst %q", s)
	}
	b.Assessment.Evidence = append(b.Assessment.Evidence, credence.Evidence{Code: "C08", Value: "retracted_or_denied"})
	if s := b.Standfirst(); !strings.HasPrefix(s, "River Front said that it did it, and took that back or denied it.") {
		t.Errorf("standfirst %q", s)
	}
}

func TestOriginName(t *testing.T) {
	b := &Brief{Assessment: credence.Assessment{Evidence: []credence.Evidence{
		{Origin: "claimant", Authority: credence.AuthorityClaimant}, {Origin: "computed", Authority: credence.AuthorityComputed},
		{Origin: "scene", Authority: credence.AuthorityPress}, {Origin: "o-1", Authority: credence.AuthorityPress, Outlet: "Kell Herald"},
	}}}
	for id, want := range map[credence.OriginID]string{"claimant": "the claimant", "computed": "what was computed", "scene": "the reports of the attack", "o-1": "Kell Herald"} {
		if got := b.OriginName(id); got != want {
			t.Errorf("OriginName(%s) = %q, want %q", id, got, want)
		}
	}
}

func TestStart(t *testing.T) {
	l := Labels{Prior: map[string]string{"even_odds": "no opinion"}}
	for name, tt := range map[string]struct {
		use  credence.PriorUse
		want string
	}{
		"a reason of its own":       {credence.PriorUse{Set: "even_odds", Why: "nothing is known"}, "No opinion: nothing is known"},
		"the reason names the set":  {credence.PriorUse{Set: "even_odds", Why: "no opinion: for contrast"}, "No opinion: for contrast"},
		"the reason comes after it": {credence.PriorUse{Set: "even_odds", Why: "far from home; no opinion: for contrast"}, "Far from home; no opinion: for contrast"},
		"a set of another table":    {credence.PriorUse{Set: "own", Why: "as agreed"}, "Own: as agreed"},
	} {
		if got := l.Start(&tt.use); got != tt.want {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
	}
}
