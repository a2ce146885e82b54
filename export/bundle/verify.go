package bundle

import (
	"bytes"
	"cmp"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/credence-project/credence"
)

// Replay judges again what a verdict was judged from, and says how the outcome
// differs from it; nil if it is the same to the byte.
type Replay func(input, verdict []byte) error

// Verify checks a bundle by itself and names each thing that does not fit:
// files that are missing, added or changed, entries of the journal that are not
// as they were appended, evidence that the journal does not have, and a verdict
// that does not come out again. It gives the manifest as far as it can be read.
//
// A bundle without a fault is as whoever made it left it, or was made anew by
// somebody else: only a digest, or a link of the journal, noted elsewhere tells.
func Verify(f Files, replay Replay) (Manifest, []Fault) {
	m, faults := f.manifest()
	if m.Format == "" && len(faults) > 0 {
		return m, faults // there is nothing to compare with
	}
	if m.Format != Format {
		return m, append(faults, Fault{manifestPath, fmt.Sprintf("has format %q; this program reads %q", m.Format, Format)})
	}
	faults = append(faults, f.listed(&m)...)
	held, more := f.journal(&m)
	faults = append(faults, more...)
	faults = append(faults, f.recorded(held)...)
	if err := replay(f[inputPath], f[verdictPath]); err != nil {
		faults = append(faults, Fault{verdictPath, err.Error()})
	}
	return m, faults
}

func (f Files) manifest() (Manifest, []Fault) {
	var m Manifest
	body, ok := f[manifestPath]
	if !ok {
		return m, []Fault{{manifestPath, "is missing"}}
	}
	if err := json.Unmarshal(body, &m); err != nil {
		return m, []Fault{{manifestPath, "is no manifest: " + err.Error()}}
	}
	again := m
	if sealed, err := again.seal(); err != nil || !bytes.Equal(sealed, body) {
		return m, []Fault{{manifestPath, "is not as it was written: its digest is of another content"}}
	}
	return m, nil
}

// listed compares the files with the list.
func (f Files) listed(m *Manifest) []Fault {
	var faults []Fault
	known := map[string]bool{manifestPath: true}
	for _, e := range m.Files {
		body, ok := f[e.Path]
		switch {
		case known[e.Path]:
			faults = append(faults, Fault{manifestPath, "lists " + e.Path + " twice"})
		case !ok:
			faults = append(faults, Fault{e.Path, "is missing"})
		case len(body) != e.Size:
			faults = append(faults, Fault{e.Path, fmt.Sprintf("has %d bytes; the manifest says %d", len(body), e.Size)})
		case digest(body) != e.SHA256:
			faults = append(faults, Fault{e.Path, "is not as it was packed: its SHA-256 is another"})
		}
		known[e.Path] = true
	}
	for _, path := range f.paths() {
		if !known[path] {
			faults = append(faults, Fault{path, "is not listed in the manifest"})
		}
	}
	for _, path := range []string{inputPath, verdictPath} {
		if !known[path] {
			faults = append(faults, Fault{path, "is not listed in the manifest"})
		}
	}
	return faults
}

// journal recomputes the link of every entry and gives the entries by ID.
func (f Files) journal(m *Manifest) (map[string]credence.ChainEntry, []Fault) {
	var faults []Fault
	var all []credence.ChainEntry
	held := map[string]credence.ChainEntry{}
	for _, kind := range []string{"evidence", "decision", "ruling", "assessment"} {
		path := journalPaths[kind]
		entries, err := parseLines[credence.ChainEntry](f[path])
		if err != nil {
			faults = append(faults, Fault{path, err.Error()})
		}
		for _, e := range entries {
			if why := broken(&e, kind); why != "" {
				faults = append(faults, Fault{path, fmt.Sprintf("%s %s %s", kind, e.ID, why)})
			}
			held[e.ID] = e
		}
		all = append(all, entries...)
	}
	slices.SortStableFunc(all, func(a, b credence.ChainEntry) int { return cmp.Compare(a.Seq, b.Seq) })
	for i, e := range all {
		if i > 0 && all[i-1].Seq+1 == e.Seq && all[i-1].Link != e.Before {
			faults = append(faults, Fault{journalPaths[e.Kind], fmt.Sprintf("%s %s does not follow on %s", e.Kind, e.ID, all[i-1].ID)})
		}
	}
	if len(all) > m.Journal.Entries {
		faults = append(faults, Fault{manifestPath, fmt.Sprintf("says that the journal has %d entries; the bundle holds %d of them", m.Journal.Entries, len(all))})
	}
	return held, faults
}

// broken says what is wrong with an entry, "" if nothing.
func broken(e *credence.ChainEntry, kind string) string {
	if e.Kind != kind {
		return "is of kind " + e.Kind
	}
	if e.Withheld != "" {
		if len(e.Body) > 0 || len(e.SHA256) != 64 {
			return "is withheld and not withheld"
		}
		return ""
	}
	before, err := hex.DecodeString(e.Before)
	if err != nil || hex.EncodeToString(credence.ChainLink(before, e.Kind, e.ID, e.Recorded, e.Body)) != e.Link {
		return "is not as it was appended"
	}
	return ""
}

// recorded compares the evidence that the verdict was judged from with the
// journal. What the machine proposes is in no journal.
func (f Files) recorded(held map[string]credence.ChainEntry) []Fault {
	var in struct {
		Evidence []credence.Evidence `json:"evidence"`
	}
	if err := json.Unmarshal(f[inputPath], &in); err != nil {
		return []Fault{{inputPath, "cannot be read: " + err.Error()}}
	}
	var faults []Fault
	for _, e := range in.Evidence {
		if e.RecordedAt.IsZero() {
			continue
		}
		entry, ok := held[string(e.ID)]
		var was credence.Evidence
		switch {
		case !ok || entry.Kind != "evidence":
			faults = append(faults, Fault{inputPath, fmt.Sprintf("evidence %s is not in the journal", e.ID)})
		case entry.Withheld != "":
		case json.Unmarshal(entry.Body, &was) != nil || was.Code != e.Code || was.Value != e.Value || was.Grade != e.Grade || was.Origin != e.Origin || !was.KnownAt.Equal(e.KnownAt):
			faults = append(faults, Fault{inputPath, fmt.Sprintf("evidence %s is not what the journal has", e.ID)})
		}
	}
	return faults
}

// parseLines reads one value a line.
func parseLines[T any](body []byte) ([]T, error) {
	var out []T
	n := 0
	for line := range bytes.Lines(body) {
		n++
		var v T
		if err := json.Unmarshal(line, &v); err != nil {
			return out, fmt.Errorf("line %d: %w", n, err)
		}
		out = append(out, v)
	}
	return out, nil
}
