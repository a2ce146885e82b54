package cli

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/internal/store"
	"github.com/credence-project/credence/internal/workbench"
)

func showCommand(e *env) *cobra.Command {
	var original bool
	var purpose string
	c := &cobra.Command{
		Use:   "show ID",
		Short: "show a document, incident, claim, statement or mention as JSON; the beginning of an ID is enough",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if original {
				return e.withBench(cmd.Context(), func(w *workbench.Workbench) error { return e.showOriginal(cmd.Context(), w, args[0], purpose) })
			}
			return e.withStore(cmd.Context(), func(db *store.DB) error { return e.show(cmd.Context(), db, args[0]) })
		},
	}
	c.Flags().BoolVar(&original, "original", false, "of a document: the bytes it was taken from; needs --purpose")
	c.Flags().StringVar(&purpose, "purpose", "", "what the original is read for; it is written down with who reads it and when")
	return c
}

func (e *env) show(ctx context.Context, db *store.DB, prefix string) error {
	id, err := db.Resolve(ctx, prefix)
	if err != nil {
		return err
	}
	thing, err := held(ctx, db, id)
	if err != nil {
		return err
	}
	out := json.NewEncoder(e.out)
	out.SetIndent("", " ")
	return out.Encode(thing)
}

// held gives whatever the store holds under a whole identifier.
func held(ctx context.Context, db *store.DB, id string) (any, error) {
	switch id[0] {
	case 'd':
		return heldDocument(ctx, db, credence.DocumentID(id))
	case 'i':
		return db.Incident(ctx, credence.IncidentID(id))
	case 'c':
		return db.Claim(ctx, credence.ClaimID(id))
	case 's':
		return db.Statement(ctx, credence.StatementID(id))
	case 'm':
		return db.Mention(ctx, credence.MentionID(id))
	case 'a':
		v, err := db.Verdict(ctx, id)
		return v.Body, err
	}
	return nil, &credence.InputError{Name: id, Reason: "nothing of this kind can be shown"}
}

// heldDocument gives a document with what was found in it and the voice it
// goes back to.
func heldDocument(ctx context.Context, db *store.DB, id credence.DocumentID) (any, error) {
	d, err := db.Document(ctx, id)
	if err != nil {
		return nil, err
	}
	x, version, err := db.Extraction(ctx, id)
	if err != nil && !errors.Is(err, credence.ErrNotFound) {
		return nil, err
	}
	origin, err := db.Origin(ctx, id)
	if err != nil && !errors.Is(err, credence.ErrNotFound) {
		return nil, err
	}
	return struct {
		credence.Document
		Origin     credence.Origin      `json:"origin"`
		Extractor  string               `json:"extractor,omitempty"`
		Statements []credence.Statement `json:"statements"`
		Incidents  []credence.Mention   `json:"incidents"`
	}{d, origin, version, notNil(x.Statements), notNil(x.Incidents)}, nil
}

func (e *env) showOriginal(ctx context.Context, w *workbench.Workbench, document, purpose string) error {
	if strings.TrimSpace(purpose) == "" {
		return usageError{errors.New("--purpose: no original is read without one")}
	}
	act, err := e.act(purpose)
	if err != nil {
		return err
	}
	o, err := w.Original(ctx, document, act)
	if err != nil {
		return err
	}
	_, err = io.Copy(e.out, o)
	return err
}
