package workbench

import (
	"testing"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/internal/testkit"
)

func TestPassage(t *testing.T) {
	db := testkit.OpenStore(t)
	w := bench(t, db)
	d := report("herald", "2019-05-01", "The police said, the police did,\n that “no link” was found.")
	if _, err := db.AddDocuments(t.Context(), []credence.Document{d}, noon); err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct {
		words, want string
	}{
		"as it stands":             {"police said", "police said"},
		"a later place":            {"police did, that", "police did,\n that"},
		"in quotation marks":       {"“the police did”", "the police did"},
		"nothing is all":           {" ", ""},
		"not there":                {"police denied", "error"},
		"words run together":       {"saidthe", "error"},
		"longer than the document": {"was found. And more", "error"},
	} {
		t.Run(name, func(t *testing.T) {
			q, err := w.Passage(t.Context(), string(d.ID)[:10], tt.words)
			got := q.Text
			if err != nil {
				got = "error"
			}
			if got != tt.want || err == nil && q.Of(d.Text) != tt.want && tt.want != "" {
				t.Errorf("got %q (%v), want %q", got, err, tt.want)
			}
		})
	}
}
