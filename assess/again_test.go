package assess

import (
	"testing"
	"time"

	"github.com/credence-project/credence"
)

// The claimant's latest word counts: a claim that was denied and made again stands.
func TestClaimMadeAgain(t *testing.T) {
	const (
		denied  = "Islamic State denied that it had carried out the stabbing."
		claimed = "Islamic State claimed the stabbing again on Friday, after denying it two days before."
		renewed = "Islamic State reaffirmed its claim of responsibility."
	)
	for _, c := range []struct {
		name    string
		reports []string // a day apart
		version int      // days after the claim when it was made again, 0 if it was not
		want    string   // state of the headline
	}{
		{"never denied", nil, 0, "open"},
		{"denied", []string{denied}, 0, "withdrawn"},
		{"denied and made again", []string{denied, claimed}, 0, "open"},
		{"denied and reaffirmed", []string{denied, renewed}, 0, "open"},
		{"reaffirmed and denied", []string{renewed, denied}, 0, "withdrawn"},
		{"denied at last", []string{denied, claimed, denied}, 0, "withdrawn"},
		{"a version after the denial", []string{denied}, 9, "open"},
		{"again in other words", []string{denied, "Islamic State said again on Friday that it was behind the stabbing."}, 0, "open"},
		{"after all", []string{denied, "Islamic State, which denied the stabbing on Wednesday, said on Friday that its fighters had done it after all."}, 0, "open"},
		{"denial taken back", []string{denied, "Islamic State withdrew its denial on Friday."}, 0, "open"},
		{"somebody else denies it in the same report", []string{"Islamic State claimed the stabbing, though the mayor denied that. Later " + denied}, 0, "withdrawn"},
		{"reaffirmed, then denied, in one sentence", []string{"Islamic State, which reaffirmed its claim on Tuesday, denied on Friday that it had carried out the stabbing."}, 0, "withdrawn"},
		{"claimed before something else was denied", []string{denied, "Islamic State claimed responsibility on Monday, after police denied that a second man was sought."}, 0, "withdrawn"},
		{"denied again", []string{denied, "Islamic State has claimed many attacks before and denied this one again."}, 0, "withdrawn"},
		{"responsibility denied again", []string{denied, "Islamic State repeated that it had no responsibility for the stabbing."}, 0, "withdrawn"},
		{"somebody else speaks again", []string{denied, "The Islamic State claims are false, the mayor said again on Friday."}, 0, "withdrawn"},
		{"something else is taken again", []string{denied, "Islamic State, which took the town again last month, is fighting on."}, 0, "withdrawn"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := dossierOf("Islamic State", "")
			first := d.Reports[0].Document.Published.From
			d.Reports = nil
			for i, text := range c.reports {
				doc := credence.Document{ID: credence.DocumentID("d-" + string(rune('1'+i))), Outlet: "Evening Post", Text: text, Published: credence.At(first.Add(time.Duration(i+1)*day), "feed")}
				d.Reports = append(d.Reports, Source{Document: doc})
			}
			if c.version > 0 {
				next := d.Claim
				next.ID, next.At = "c-2", credence.At(d.Claim.At.From.Add(time.Duration(c.version)*day), "stated")
				d.Versions = []credence.Claim{d.Claim, next}
			}
			items := Propose(d)
			for i := range items {
				items[i].ID, items[i].Status = credence.EvidenceID("e-"+string(rune('a'+i))), credence.Accepted
			}
			a, err := Judge(Default(), Input{Claim: d.Claim, Evidence: items, Draws: 10})
			if err != nil {
				t.Fatal(err)
			}
			if a.Headline.State != c.want {
				t.Errorf("%s, want %s: %v", a.Headline.State, c.want, answers(items))
			}
		})
	}
}
