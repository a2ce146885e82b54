package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"sync"

	"github.com/spf13/cobra"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/extract"
	"github.com/credence-project/credence/ingest"
	"github.com/credence-project/credence/lang"
	"github.com/credence-project/credence/lexicon"
)

func extractCommand(e *env) *cobra.Command {
	o := extractOutput{env: e}
	c := &cobra.Command{
		Use:   "extract FILE...",
		Short: "print what documents say about responsibility, one JSON object a document; needs no store",
		Args:  arguments(1, many),
		RunE: func(cmd *cobra.Command, args []string) error {
			x, err := extractor()
			if err != nil {
				return err
			}
			o.extractor, o.ctx = x, cmd.Context()
			return e.readFiles(cmd.Context(), args, o.print)
		},
	}
	c.Flags().BoolVar(&o.withText, "with-text", false, "print the text that the offsets point into")
	c.Flags().BoolVar(&o.explain, "explain", false, "name the rule or model behind each result")
	return c
}

// extractor is the extraction stage for all languages with the built-in register,
// made at first use: it takes a tenth of a second, and some commands need it
// in several places.
var extractor = sync.OnceValues(func() (*extract.Extractor, error) {
	return extract.New(lang.English(), lexicon.Actors(), lang.Packs()[1:]...)
})

// readFiles reads the documents of files, or of standard input for "-", and
// hands them on. What cannot be read is named and the rest goes on.
func (e *env) readFiles(ctx context.Context, paths []string, each func(credence.Document) error) error {
	refused := false
	for _, path := range paths {
		r, err := e.openInput(path)
		if err != nil {
			fmt.Fprintf(e.err, "refused: %s: %s\n", path, reason(err))
			refused = true
			continue
		}
		for item, err := range ingest.Read(ingest.Input{Name: path}, r) {
			if ctx.Err() != nil {
				r.Close()
				return ctx.Err()
			}
			if err != nil {
				refused = true
				fmt.Fprintf(e.err, "refused: %v\n", err)
				continue
			}
			if err := each(item.Document); err != nil {
				r.Close()
				return err
			}
		}
		r.Close()
	}
	if refused {
		return errReported
	}
	return nil
}

func (e *env) openInput(path string) (io.ReadCloser, error) {
	if path == "-" {
		return io.NopCloser(e.in), nil
	}
	return os.Open(path)
}

// extractOutput prints extractions in the form that scripts rely on.
type extractOutput struct {
	*env
	ctx               context.Context // ends what is being read
	extractor         *extract.Extractor
	withText, explain bool
}

func (o *extractOutput) print(d credence.Document) error {
	d.Published = o.extractor.Published(d) // as when it is taken in
	x, err := o.extract(d)
	if err != nil {
		return err
	}
	if x.Unread != "" {
		fmt.Fprintf(o.err, "not read: %s: no language pack for %q\n", d.Name, x.Unread)
	}
	for i := range x.Incidents {
		m := &x.Incidents[i]
		m.Weapons, m.Targets, m.Perpetrators = notNil(m.Weapons), notNil(m.Targets), notNil(m.Perpetrators)
	}
	if !o.explain {
		for i := range x.Statements {
			x.Statements[i].Rule = ""
		}
		for i := range x.Incidents {
			x.Incidents[i].Rule = ""
		}
	}
	if !o.withText {
		d.Text = ""
	}
	if d.Name != "" {
		d.ID, d.Name = credence.DocumentID(d.Name), "" // the key that the input gave comes back
	}
	return json.NewEncoder(o.out).Encode(struct {
		credence.Document
		Statements []credence.Statement `json:"statements"`
		Incidents  []credence.Mention   `json:"incidents"`
		Unread     string               `json:"unread,omitempty"`
	}{d, notNil(x.Statements), notNil(x.Incidents), x.Unread})
}

// extract reads a document. It gives up at once when the program is told to end,
// however long the document is.
func (o *extractOutput) extract(d credence.Document) (credence.Extraction, error) {
	read := make(chan credence.Extraction, 1)
	go func() { read <- o.extractor.Extract(d) }()
	select {
	case x := <-read:
		return x, nil
	case <-o.ctx.Done():
		return credence.Extraction{}, o.ctx.Err()
	}
}

func notNil[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
