package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"github.com/credence-project/credence/export/bundle"
	"github.com/credence-project/credence/internal/store"
	"github.com/credence-project/credence/internal/workbench"
)

func verifyCommand(e *env) *cobra.Command {
	var format string
	c := &cobra.Command{
		Use:   "verify [FILE]",
		Short: "check a dossier that was handed over, or without a file the store and the chain of its journal",
		Long: "Checks a dossier by itself, packed or unpacked into a folder: hashes, entries of the journal, and\n" +
			"that the verdict comes out again, to the byte, from what it was judged from. Names each thing\n" +
			"that does not fit and exits with 1. Compare the digest or the head it prints with one noted\n" +
			"elsewhere: only that tells a dossier from one that was made anew.",
		Args: arguments(0, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 1 {
				return e.verifyDossier(args[0], format)
			}
			return e.withStore(cmd.Context(), func(db *store.DB) error { return e.verifyStore(cmd.Context(), db, format) })
		},
	}
	formatFlag(c, &format, "text", "json")
	return c
}

func (e *env) verifyStore(ctx context.Context, db *store.DB, format string) error {
	if err := db.Check(ctx); err != nil {
		return err
	}
	head, err := db.VerifyJournal(ctx)
	if err != nil {
		return err
	}
	if format == "json" {
		return json.NewEncoder(e.out).Encode(bundle.Head{Entries: head.Entries, Link: head.Link})
	}
	if head.Entries == 0 {
		fmt.Fprintln(e.out, "sound: nothing was entered in the journal yet")
		return nil
	}
	fmt.Fprintf(e.out, "sound: %d entries in the journal, head %s\n", head.Entries, head.Link)
	return nil
}

func (e *env) verifyDossier(path, format string) error {
	files, faults, err := readDossier(path)
	if err != nil {
		return err
	}
	var m bundle.Manifest
	if files != nil || faults == nil {
		var more []bundle.Fault
		m, more = bundle.Verify(files, workbench.Rejudge)
		faults = append(faults, more...)
	}
	if format == "json" {
		err = json.NewEncoder(e.out).Encode(struct {
			Sound    bool            `json:"sound"`
			Faults   []bundle.Fault  `json:"faults"`
			Manifest bundle.Manifest `json:"manifest"`
		}{len(faults) == 0, notNil(faults), m})
	} else {
		for _, f := range faults {
			fmt.Fprintln(e.out, f)
		}
		if len(faults) == 0 {
			fmt.Fprintf(e.out, "sound: %d files on %s as of %s\ndigest %s\n", len(files), m.Claim, stamp(m.AsOf), m.Digest)
		}
	}
	if err == nil && len(faults) > 0 {
		err = errReported
	}
	return err
}

func readDossier(path string) (bundle.Files, []bundle.Fault, error) {
	if st, err := os.Stat(path); err == nil && st.IsDir() {
		files, faults := bundle.ReadFolder(os.DirFS(path))
		return files, faults, nil
	}
	body, err := readBounded(path, bundle.MaxSize)
	if err != nil {
		return nil, nil, err
	}
	files, faults := bundle.ReadZip(body)
	return files, faults, nil
}
