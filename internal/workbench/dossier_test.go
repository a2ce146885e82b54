package workbench

import (
	"errors"
	"testing"

	"github.com/credence-project/credence/casebook"
	"github.com/credence-project/credence/internal/testkit"
)

// A dossier that another version of the program brought is left as it is, and
// the desk opens it all the same.
func TestOtherDossier(t *testing.T) {
	const name = "london-westminster-2017"
	changes := map[string]func(*casebook.Case){
		"an answer":  func(c *casebook.Case) { c.Evidence[0].Note += " Put otherwise." },
		"one report": func(c *casebook.Case) { c.Reports = c.Reports[:len(c.Reports)-1] },
	}
	for what, change := range changes {
		t.Run(what, func(t *testing.T) {
			w := bench(t, testkit.OpenStore(t))
			c, err := casebook.Embedded(name)
			if err != nil {
				t.Fatal(err)
			}
			change(c)
			held, err := w.LoadCase(t.Context(), c, "ana", noon)
			if err != nil {
				t.Fatal(err)
			}
			if c, err = casebook.Embedded(name); err != nil {
				t.Fatal(err)
			}
			if _, err := w.LoadCase(t.Context(), c, "ana", noon); !errors.Is(err, ErrOtherDossier) {
				t.Errorf("LoadCase over another version: %v", err)
			}
			if id, err := w.LoadDossier(t.Context(), name, "ana", noon); err != nil || id != held.ID {
				t.Errorf("LoadDossier over another version: %s, %v; want %s", id, err, held.ID)
			}
		})
	}
}

// Whoever loads a dossier can follow its short name at once.
func TestDossierHasName(t *testing.T) {
	w := bench(t, testkit.OpenStore(t))
	id, err := w.LoadDossier(t.Context(), "london-westminster-2017", "ana", noon)
	if err != nil {
		t.Fatal(err)
	}
	slug, err := w.DB.Slug(t.Context(), id)
	if err != nil || slug == string(id) {
		t.Fatalf("short name %q, %v", slug, err)
	}
	if found, err := w.FindClaim(t.Context(), slug); found != id || err != nil {
		t.Errorf("FindClaim(%s) = %s, %v; want %s", slug, found, err, id)
	}
}
