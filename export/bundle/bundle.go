// Package bundle packs a verdict with all that it rests on into one file that
// can be handed over and checked without the store it came from: the brief,
// what the verdict was judged from, the part of the journal that concerns the
// claim, the reports as references with the passages that count, the verdict
// in the forms of others, and a manifest with the hash of each.
//
// [Pack] writes the file and [Verify] checks it. The same dossier gives the
// same bytes. A bundle hosts no report and no propaganda: of a third-party text
// it has short passages with their places, the hash of the whole and, unless
// the claimant published it, the address.
package bundle

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/export/brief"
	"github.com/credence-project/credence/export/claimreview"
	"github.com/credence-project/credence/export/gtd"
	"github.com/credence-project/credence/export/stix"
	"github.com/credence-project/credence/export/table"
)

// Format names the layout of a bundle.
const Format = "credence-dossier-1"

// Dossier is what a bundle is made from. Everything in it is as it may be
// handed over: names kept out, passages shortened ([Shorten]), and documents of
// the claimant without their address.
type Dossier struct {
	Brief    *brief.Brief
	Input    []byte                // what the verdict was judged from, as JSON
	Verdict  []byte                // the verdict on it, as JSON
	Journal  []credence.ChainEntry // what was recorded on the claim, in the order of the journal
	Entries  int                   // of the whole journal
	Head     string                // link of its last entry
	Recorded time.Time             // the bound on recording that was looked from, zero if none
	Program  string                // version of the program
	By       string                // who publishes
	Page     string                // where the review is published, "" if nowhere
}

// Manifest lists what is in a bundle.
type Manifest struct {
	Format   string            `json:"format"`
	Program  string            `json:"program"`
	Claim    credence.ClaimID  `json:"claim"`
	Title    string            `json:"title"`
	AsOf     time.Time         `json:"as_of"`
	Recorded time.Time         `json:"recorded_at,omitzero"`
	Versions credence.Versions `json:"versions"`
	Journal  Head              `json:"journal"`
	Files    []Entry           `json:"files"`
	Digest   string            `json:"digest"` // SHA-256 of the manifest with this left empty: note it elsewhere to know the bundle again
}

// Head is the state of the whole journal when the bundle was made.
type Head struct {
	Entries int    `json:"entries"`
	Link    string `json:"link,omitempty"`
}

// Entry is a file of the bundle.
type Entry struct {
	Path   string `json:"path"`
	Size   int    `json:"size"`
	SHA256 string `json:"sha256"`
}

// Files are the contents of a bundle by path.
type Files map[string][]byte

// The paths that Verify looks into.
const (
	manifestPath = "manifest.json"
	inputPath    = "input.json"
	verdictPath  = "verdict.json"
)

// journalPaths say where the entries of each kind stand.
var journalPaths = map[string]string{
	"evidence": "journal/evidence.jsonl", "decision": "journal/decisions.jsonl", "ruling": "journal/rulings.jsonl", "assessment": "journal/verdicts.jsonl",
}

const readme = `This is a dossier on a claim of responsibility, made by Credence.

brief.html, brief.md   the verdict and what it rests on, to read
verdict.json           the verdict, to compute with
input.json             what it was judged from: claim, details, evidence, starting point
documents.jsonl        the reports: where they stand, their hashes, and the passages that count
statements.jsonl       who says what, with the place of the words in the report
journal/               what people recorded on the claim, each entry with its link in the chain
forms/                 the verdict as STIX, ClaimReview, in the form of the GTD, and as tables
manifest.json          what is in here, with sizes and hashes

No report is reprinted here; what stands as passage is a short quotation, or our own gist.
Check it with: credence verify FILE
`

// Pack gives the bundle as a zip file.
func Pack(d *Dossier) ([]byte, error) {
	files, err := contents(d)
	if err != nil {
		return nil, fmt.Errorf("bundle of %s: %w", d.Brief.Assessment.Claim.ID, err)
	}
	a := &d.Brief.Assessment
	m := Manifest{
		Format: Format, Program: d.Program, Claim: a.Claim.ID, Title: d.Brief.Title, AsOf: a.AsOf.UTC(), Recorded: d.Recorded,
		Versions: a.Versions, Journal: Head{d.Entries, d.Head},
	}
	for _, path := range files.paths() {
		m.Files = append(m.Files, Entry{path, len(files[path]), digest(files[path])})
	}
	if files[manifestPath], err = m.seal(); err != nil {
		return nil, err
	}
	return writeZip(files)
}

// seal fills in the digest and gives the manifest as it stands in the bundle.
func (m *Manifest) seal() ([]byte, error) {
	m.Digest = ""
	open, err := indented(m)
	if err != nil {
		return nil, err
	}
	m.Digest = digest(open)
	return indented(m)
}

func indented(v any) ([]byte, error) {
	body, err := json.MarshalIndent(v, "", " ")
	return append(body, '\n'), err
}

func digest(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// paths are the paths in order, the manifest first.
func (f Files) paths() []string {
	var out []string
	for p := range f {
		out = append(out, p)
	}
	slices.SortFunc(out, func(a, b string) int {
		if (a == manifestPath) != (b == manifestPath) {
			if a == manifestPath {
				return -1
			}
			return 1
		}
		return bytes.Compare([]byte(a), []byte(b))
	})
	return out
}

func contents(d *Dossier) (Files, error) {
	f := Files{"README.txt": []byte(readme), inputPath: d.Input, verdictPath: d.Verdict}
	b, all := d.Brief, []*brief.Brief{d.Brief}
	for path, write := range map[string]func(*bytes.Buffer) error{
		"brief.html":          func(w *bytes.Buffer) error { return brief.HTML(w, b) },
		"brief.md":            func(w *bytes.Buffer) error { return brief.Markdown(w, b) },
		"forms/gtd.csv":       func(w *bytes.Buffer) error { return gtd.CSV(w, all) },
		"forms/claim.csv":     func(w *bytes.Buffer) error { return table.CSV(w, table.Claims(all)) },
		"forms/details.csv":   func(w *bytes.Buffer) error { return table.CSV(w, table.Details(all)) },
		"documents.jsonl":     func(w *bytes.Buffer) error { return lines(w, documents(b)) },
		"statements.jsonl":    func(w *bytes.Buffer) error { return lines(w, statements(b)) },
		"forms/stix.json":     made(func() ([]byte, error) { return stix.Bundle(b, stix.Publisher{Name: d.By}) }),
		"forms/review.jsonld": made(func() ([]byte, error) { return claimreview.Review(b, claimreview.Publisher{Name: d.By, Page: d.Page}) }),
	} {
		var w bytes.Buffer
		if err := write(&w); err != nil {
			return nil, err
		}
		f[path] = w.Bytes()
	}
	journal := map[string][]credence.ChainEntry{}
	for _, e := range d.Journal {
		path, ok := journalPaths[e.Kind]
		if !ok {
			return nil, fmt.Errorf("journal entry %s: unknown kind %q", e.ID, e.Kind)
		}
		journal[path] = append(journal[path], e)
	}
	for _, path := range journalPaths {
		var w bytes.Buffer
		if err := lines(&w, journal[path]); err != nil {
			return nil, err
		}
		f[path] = w.Bytes()
	}
	return f, nil
}

func made(body func() ([]byte, error)) func(*bytes.Buffer) error {
	return func(w *bytes.Buffer) error {
		b, err := body()
		w.Write(b)
		return err
	}
}

func lines[T any](w *bytes.Buffer, list []T) error {
	out := json.NewEncoder(w)
	for i := range list {
		if err := out.Encode(&list[i]); err != nil {
			return err
		}
	}
	return nil
}
