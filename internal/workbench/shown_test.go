package workbench

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/internal/store"
	"github.com/credence-project/credence/internal/testkit"
)

// What is shown under an identifier names only whom the pages name; the text
// of a report stays as it was published.
func TestShownByIdentifier(t *testing.T) {
	const name = "Jo Marlow"
	testkit.EachStore(t, func(t *testing.T, db *store.DB) {
		ctx := t.Context()
		w := bench(t, db)
		defer w.Intake.Close()
		task, err := w.Intake.AddText(ctx, Paste{Title: "Blast in the harbour", Outlet: "Harbour Post", Published: "2019-03-05",
			Text: harbour + "\n\nPolice named the attacker as " + name + ", and " + name + " was charged with the bombing on Wednesday."}, "ada")
		if err != nil {
			t.Fatal(err)
		}
		doc := over(t, w.Intake, task.ID).Taken[0].ID
		x, _, err := db.Extraction(ctx, doc)
		if err != nil {
			t.Fatal(err)
		}
		claims, _, err := db.Claims(ctx, store.ClaimQuery{})
		if err != nil || len(claims) != 1 {
			t.Fatalf("claims %+v, %v", claims, err)
		}
		ids := []string{string(doc), string(claims[0].ID), string(claims[0].Incident)}
		for _, s := range x.Statements {
			ids = append(ids, string(s.ID))
		}
		for _, m := range x.Incidents {
			ids = append(ids, string(m.ID))
		}
		named := func() (all string) {
			for _, id := range ids {
				v, err := w.Shown(ctx, id[:12])
				if err != nil {
					t.Fatalf("%s: %v", id, err)
				}
				if r, ok := v.(Reading); ok {
					if !strings.Contains(r.Text, name) {
						t.Errorf("the report is not as it was published: %s", r.Text)
					}
					r.Document = credence.Document{}
					v = r
				}
				b, err := json.Marshal(v)
				if err != nil {
					t.Fatal(err)
				}
				all += string(b)
			}
			return all
		}
		if got := named(); strings.Contains(got, "Marlow") || !strings.Contains(got, "[name withheld]") {
			t.Errorf("somebody is named for whom the gate is closed, or nobody was named at all: %s", got)
		}
		if _, err := w.RulePerson(ctx, string(claims[0].ID), name, "convicted", act("ana", "the court said so", 1)); err != nil {
			t.Fatal(err)
		}
		if got := named(); !strings.Contains(got, name) {
			t.Errorf("the gate is open and the name is missing: %s", got)
		}
	})
}
