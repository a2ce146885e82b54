package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/ingest"
	"github.com/credence-project/credence/internal/fetch"
	"github.com/credence-project/credence/internal/pipeline"
	"github.com/credence-project/credence/internal/store"
)

func ingestCommand(e *env) *cobra.Command {
	var private, takeOnly bool
	var format string
	c := &cobra.Command{
		Use:   "ingest PATH|URL...",
		Short: "take in documents: text, mail, pages, feeds, archives, exports, folders, - for standard input",
		Args:  arguments(1, many),
		RunE: func(cmd *cobra.Command, args []string) error {
			return e.withNewStore(cmd.Context(), func(db *store.DB) error {
				stages, err := e.stages(db)
				if err != nil {
					return err
				}
				in := &intake{env: e, db: db, stages: stages, json: format == "json", client: e.client(private)}
				return in.run(cmd.Context(), args, takeOnly)
			})
		},
	}
	c.Flags().BoolVar(&private, "allow-private", false, "also fetch private and loopback addresses")
	c.Flags().BoolVar(&takeOnly, "take-only", false, "keep the documents, read them later")
	formatFlag(c, &format, "text", "json")
	return c
}

func (e *env) client(private bool) *fetch.Client {
	agent := "credence"
	if e.conf.Contact != "" {
		agent += " (" + e.conf.Contact + ")"
	}
	return fetch.New(fetch.Options{Agent: agent, AllowPrivate: private, Now: e.now})
}

// intake takes in everything named on the command line.
type intake struct {
	*env
	db     *store.DB
	stages *pipeline.Stages
	client *fetch.Client
	json   bool
	tally  pipeline.Tally
	passed []string // the first parts that were passed over, and why
	bar    *bar
}

// maxPassed is how many parts that were passed over are named.
const maxPassed = 50

func (in *intake) run(ctx context.Context, args []string, takeOnly bool) error {
	defer in.client.Close()
	in.bar = in.newBar("taking in")
	for _, arg := range args {
		if err := in.one(ctx, arg); err != nil {
			in.bar.done()
			return err
		}
	}
	in.bar.done()
	fmt.Fprintf(in.err, "%d taken, %d held already, %d passed over; %d refused, %d faults got around\n",
		in.tally.Taken, in.tally.Held, in.tally.Skipped, in.tally.Refused, in.tally.Damaged)
	in.namePassed()
	if !takeOnly {
		if err := in.derive(ctx, in.stages); err != nil {
			return err
		}
	}
	if in.tally == (pipeline.Tally{}) {
		return &credence.InputError{Name: strings.Join(args, " "), Reason: "nothing to take in"}
	}
	if in.tally.Refused > 0 {
		return errReported
	}
	return nil
}

// namePassed says which parts were passed over and why, and how many more there
// are than it names.
func (in *intake) namePassed() {
	for _, p := range in.passed {
		fmt.Fprintf(in.err, "passed over: %s\n", p)
	}
	if more := in.tally.Skipped - len(in.passed); more > 0 {
		fmt.Fprintf(in.err, "passed over: %d more; --format json names each\n", more)
	}
}

func (in *intake) one(ctx context.Context, arg string) error {
	switch {
	case arg == "-":
		return in.take(ctx, ingest.Input{Name: "standard input", Retrieved: in.now()}, in.in)
	case strings.HasPrefix(arg, "http://"), strings.HasPrefix(arg, "https://"):
		return in.address(ctx, arg)
	}
	return in.path(ctx, arg)
}

// path takes in a file, or every file of a folder in order of name.
func (in *intake) path(ctx context.Context, root string) error {
	return filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			in.refuse(path, err)
			return nil
		}
		if path != root && strings.HasPrefix(d.Name(), ".") {
			if d.IsDir() {
				return filepath.SkipDir
			}
			return nil
		}
		if d.IsDir() {
			return nil
		}
		if st, err := os.Stat(path); err == nil && !st.Mode().IsRegular() {
			if path == root {
				in.refuse(path, errors.New("not a regular file; use - for a stream"))
			}
			return nil
		}
		f, err := os.Open(path)
		if err != nil {
			in.refuse(path, err)
			return nil
		}
		defer f.Close()
		return in.take(ctx, ingest.Input{Name: path, Retrieved: in.now()}, f)
	})
}

// address fetches a page and takes it in, unless it is as it was.
func (in *intake) address(ctx context.Context, url string) error {
	known, err := in.db.Fetch(ctx, url)
	if err != nil && !errors.Is(err, credence.ErrNotFound) {
		return err
	}
	page, err := in.client.Get(ctx, url, fetch.Validator{ETag: known.ETag, LastModified: known.LastModified})
	if err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		in.refuse(url, err)
		return nil
	}
	if page.NotModified {
		in.tally.Held++
		return nil
	}
	before := in.tally
	input := ingest.Input{Name: url, URL: page.URL, MediaType: page.MediaType, Retrieved: page.Retrieved}
	if err := in.take(ctx, input, bytes.NewReader(page.Body)); err != nil {
		return err
	}
	if in.tally.Taken+in.tally.Held == before.Taken+before.Held {
		return nil // nothing came of it: ask for all of it again next time
	}
	return in.db.SaveFetch(ctx, store.Fetch{URL: url, ETag: page.Validator.ETag, LastModified: page.Validator.LastModified, At: page.Retrieved, Status: 200})
}

func (in *intake) take(ctx context.Context, input ingest.Input, r io.Reader) error {
	tally, err := in.stages.Take(ctx, input, r, in.now(), in.report)
	in.tally.Add(tally)
	return err
}

func (in *intake) refuse(name string, err error) {
	var input *credence.InputError
	if !errors.As(err, &input) {
		err = &credence.InputError{Name: name, Reason: reason(err), Err: err}
	}
	in.tally.Refused++
	in.say("refused", &pipeline.Outcome{Err: err})
}

// reason leaves out what a PathError says twice.
func reason(err error) string {
	var pathError *fs.PathError
	if errors.As(err, &pathError) {
		return pathError.Err.Error()
	}
	return err.Error()
}

func (in *intake) report(o pipeline.Outcome) {
	in.bar.step()
	in.say(outcome(&o), &o)
}

// say tells what became of a document or input.
func (in *intake) say(what string, o *pipeline.Outcome) {
	if in.json {
		in.sayJSON(what, o)
	}
	switch {
	case o.Err == nil:
	case errors.Is(o.Err, credence.ErrSkipped):
		if len(in.passed) < maxPassed {
			in.passed = append(in.passed, o.Err.Error())
		}
	default:
		in.bar.clear()
		fmt.Fprintf(in.err, "%s: %v\n", what, o.Err)
	}
}

// outcome is what became of a document or input in one word.
func outcome(o *pipeline.Outcome) string {
	switch {
	case errors.Is(o.Err, credence.ErrSkipped):
		return "passed over"
	case o.Err != nil && o.Refused():
		return "refused"
	case o.Err != nil:
		return "fault"
	case o.New:
		return "taken"
	}
	return "held"
}

func (in *intake) sayJSON(what string, o *pipeline.Outcome) {
	line := struct {
		Outcome string              `json:"outcome"`
		ID      credence.DocumentID `json:"id,omitempty"`
		Title   string              `json:"title,omitempty"`
		URL     string              `json:"url,omitempty"`
		Reason  string              `json:"reason,omitempty"`
	}{Outcome: what, ID: o.Document.ID, Title: o.Document.Title, URL: o.Document.URL}
	if o.Err != nil {
		line.Reason = o.Err.Error()
	}
	json.NewEncoder(in.out).Encode(line)
}

// formatFlag adds --format with its choices, the first being the default.
func formatFlag(c *cobra.Command, into *string, choices ...string) {
	c.Flags().StringVar(into, "format", choices[0], "one of "+strings.Join(choices, ", "))
	check := c.PreRunE
	c.PreRunE = func(cmd *cobra.Command, args []string) error {
		if !slices.Contains(choices, *into) {
			return usageError{fmt.Errorf("--format %s: want one of %s", *into, strings.Join(choices, ", "))}
		}
		if check != nil {
			return check(cmd, args)
		}
		return nil
	}
}
