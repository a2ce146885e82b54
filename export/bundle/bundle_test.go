package bundle

import (
	"archive/zip"
	"bytes"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"pgregory.net/rapid"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/export/internal/sample"
)

// replay takes a verdict for the outcome if it names what the input names.
func replay(input, verdict []byte) error {
	var in struct{ Claim, Evidence any }
	if err := json.Unmarshal(input, &in); err != nil {
		return err
	}
	if want := fmt.Sprintf("verdict on %d bytes\n", len(input)); string(verdict) != want {
		return errors.New("does not come out again")
	}
	return nil
}

// dossier is a made-up dossier with an entry of each kind in its journal.
func dossier(t testing.TB) *Dossier {
	t.Helper()
	d := &Dossier{Brief: sample.Brief(credence.H4, credence.Likely), Program: "v1", Entries: 6}
	recorded := sample.At("2019-05-01T12:00:00Z")
	item := d.Brief.Assessment.Evidence[0]
	item.RecordedAt = recorded
	input, err := json.Marshal(map[string]any{"claim": d.Brief.Assessment.Claim, "evidence": []credence.Evidence{item}})
	if err != nil {
		t.Fatal(err)
	}
	d.Input, d.Verdict = append(input, '\n'), []byte(fmt.Sprintf("verdict on %d bytes\n", len(input)+1))
	item.RecordedAt = time.Time{}
	body, _ := json.Marshal(item)
	var before []byte
	for i, kind := range []string{"evidence", "decision", "ruling", "assessment"} {
		e := credence.ChainEntry{Seq: int64(i + 1), Kind: kind, ID: string(item.ID), Recorded: recorded, Before: hex.EncodeToString(before), Body: body}
		if kind != "evidence" {
			e.ID, e.Body = kind+"-1", json.RawMessage(`{"note":"made up"}`)
		}
		before = credence.ChainLink(before, e.Kind, e.ID, e.Recorded, e.Body)
		e.Link = hex.EncodeToString(before)
		d.Journal = append(d.Journal, e)
	}
	d.Head = hex.EncodeToString(before)
	return d
}

func pack(t testing.TB, d *Dossier) []byte {
	t.Helper()
	b, err := Pack(d)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func verify(body []byte) []Fault {
	files, faults := ReadZip(body)
	_, more := Verify(files, replay)
	return append(faults, more...)
}

func TestPacksTheSameAndVerifies(t *testing.T) {
	one, two := pack(t, dossier(t)), pack(t, dossier(t))
	if !bytes.Equal(one, two) {
		t.Error("the same dossier gives other bytes")
	}
	if faults := verify(one); len(faults) > 0 {
		t.Error(faults)
	}
	files, _ := ReadZip(one)
	folder := fstest.MapFS{}
	for path, body := range files {
		folder[path] = &fstest.MapFile{Data: body}
	}
	unpacked, faults := ReadFolder(folder)
	if _, more := Verify(unpacked, replay); len(faults)+len(more) > 0 {
		t.Errorf("unpacked: %v %v", faults, more)
	}
	for path, body := range files { // of the brief its maker takes it out
		if strings.Contains(string(body), "front.example") && !strings.HasPrefix(path, "brief.") {
			t.Errorf("%s leads to the claimant's own page", path)
		}
	}
	if reports := string(files["documents.jsonl"]); strings.Contains(reports, "killing two") || !strings.Contains(reports, "found no link so far") || !strings.Contains(reports, "Two men were seen.") {
		t.Errorf("documents.jsonl reprints a report, or lacks a passage or a gist:\n%s", reports)
	}
}

// One byte changed anywhere in the file is named.
func TestOneByteAnywhere(t *testing.T) {
	body := pack(t, dossier(t))
	rapid.Check(t, func(t *rapid.T) {
		at := rapid.IntRange(0, len(body)-1).Draw(t, "at")
		changed := bytes.Clone(body)
		changed[at] ^= byte(rapid.IntRange(1, 255).Draw(t, "by"))
		if len(verify(changed)) == 0 {
			t.Fatalf("byte %d changed, and nothing was found", at)
		}
	})
	if len(verify(body[:len(body)-1])) == 0 || len(verify(append(bytes.Clone(body), 0))) == 0 {
		t.Error("a byte less, or more, was not found")
	}
}

// One byte changed in an unpacked file is named with the file.
func TestOneByteInAFile(t *testing.T) {
	files, _ := ReadZip(pack(t, dossier(t)))
	paths := files.paths()
	rapid.Check(t, func(t *rapid.T) {
		path := rapid.SampledFrom(paths).Draw(t, "path")
		changed := Files{}
		for p, b := range files {
			changed[p] = bytes.Clone(b)
		}
		changed[path][rapid.IntRange(0, len(changed[path])-1).Draw(t, "at")] ^= byte(rapid.IntRange(1, 255).Draw(t, "by"))
		_, faults := Verify(changed, replay)
		if !slices.ContainsFunc(faults, func(f Fault) bool { return f.Path == path }) {
			t.Fatalf("%s changed: %v", path, faults)
		}
	})
}

// Whoever changes a file and makes hashes and manifest fit is still caught
// where the contents hang together.
func TestForged(t *testing.T) {
	tests := []struct {
		name   string
		change func(d *Dossier)
		want   string
	}{
		{"a body", func(d *Dossier) { d.Journal[1].Body = json.RawMessage(`{"note":"otherwise"}`) }, "decision decision-1 is not as it was appended"},
		{"a time", func(d *Dossier) { d.Journal[2].Recorded = d.Journal[2].Recorded.Add(time.Microsecond) }, "ruling ruling-1 is not as it was appended"},
		{"an entry made anew", func(d *Dossier) {
			e := &d.Journal[1]
			e.Body = json.RawMessage(`{"note":"otherwise"}`)
			before, _ := hex.DecodeString(e.Before)
			e.Link = hex.EncodeToString(credence.ChainLink(before, e.Kind, e.ID, e.Recorded, e.Body))
		}, "ruling ruling-1 does not follow on decision-1"},
		{"evidence left out", func(d *Dossier) { d.Journal = d.Journal[1:] }, "evidence e-one is not in the journal"},
		{"evidence changed", func(d *Dossier) {
			d.Input = bytes.Replace(d.Input, []byte("no_evidence_of_link"), []byte("full_evidence_of_it"), 1)
		}, "evidence e-one is not what the journal has"},
		{"the verdict", func(d *Dossier) { d.Verdict = []byte("verdict on 1 bytes\n") }, "verdict.json: does not come out again"},
		{"the count", func(d *Dossier) { d.Entries = 3 }, "says that the journal has 3 entries"},
		{"withheld and there", func(d *Dossier) { d.Journal[1].Withheld = "names" }, "is withheld and not withheld"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := dossier(t)
			tt.change(d)
			if got := fmt.Sprint(verify(pack(t, d))); !strings.Contains(got, tt.want) {
				t.Errorf("faults %s, want %q", got, tt.want)
			}
		})
	}
	d := dossier(t)
	d.Journal[1].Withheld, d.Journal[1].Body, d.Journal[1].SHA256 = "names", nil, strings.Repeat("0", 64)
	if faults := verify(pack(t, d)); len(faults) > 0 {
		t.Errorf("a body that is withheld: %v", faults)
	}
	d.Journal[1].Kind = "gossip"
	if _, err := Pack(d); err == nil {
		t.Error("an entry of no known kind is packed")
	}
}

// foreign makes a zip file that this package would not write.
func foreign(t testing.TB, name string, method uint16, body []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	f, err := w.CreateHeader(&zip.FileHeader{Name: name, Method: method})
	if err == nil {
		_, err = f.Write(body)
	}
	if err != nil || w.Close() != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestHostileArchives(t *testing.T) {
	many := Files{}
	for i := range maxFiles + 1 {
		many[fmt.Sprint("f", i)] = nil
	}
	crowded, err := writeZip(many)
	if err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct {
		body []byte
		want string
	}{
		"out of the folder": {foreign(t, "../../etc/passwd", zip.Store, nil), "is no path inside a bundle"},
		"absolute":          {foreign(t, "/etc/passwd", zip.Store, nil), "is no path inside a bundle"},
		"backslashes":       {foreign(t, `..\..\x`, zip.Store, nil), "is not listed"},
		"bomb":              {foreign(t, "manifest.json", zip.Deflate, make([]byte, 1<<22)), "is compressed"},
		"crowd":             {crowded, "at most"},
		"no zip":            {[]byte("PK\x03\x04"), "is no dossier"},
		"empty":             {nil, "is no dossier"},
		"other format":      {foreign(t, "manifest.json", zip.Store, []byte(`{"format":"x"}`)), "this program reads"},
	} {
		t.Run(name, func(t *testing.T) {
			files, faults := ReadZip(tt.body)
			if len(files) > 0 {
				files[manifestPath] = cmpOr(files[manifestPath], sealed(t))
			}
			_, more := Verify(files, replay)
			if got := fmt.Sprint(append(faults, more...)); !strings.Contains(got, tt.want) {
				t.Errorf("faults %s, want %q", got, tt.want)
			}
		})
	}
}

func cmpOr(a, b []byte) []byte {
	if a != nil {
		return a
	}
	return b
}

func sealed(t *testing.T) []byte {
	t.Helper()
	m := Manifest{Format: Format}
	b, err := m.seal()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestShorten(t *testing.T) {
	long := strings.Repeat("word ", 30)
	quotes := []credence.Quote{{Document: "d-one", Text: long}, {Document: "d-gist", Text: long}}
	got, err := Shorten(quotes, func(id credence.DocumentID) int {
		if id == "d-gist" {
			return -1
		}
		return 5
	})
	if err != nil || got[0].Text != "word word word word word …" || got[1].Text != long {
		t.Errorf("Shorten = %v, %v", got, err)
	}
}

// FuzzVerify holds that nothing makes the reader fail, and that what verifies
// is what would be packed.
func FuzzVerify(f *testing.F) {
	f.Add(pack(f, dossier(f)))
	f.Add(foreign(f, "../x", zip.Deflate, []byte("x")))
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, body []byte) {
		files, faults := ReadZip(body)
		_, more := Verify(files, replay)
		if len(faults)+len(more) > 0 {
			return
		}
		if again, err := writeZip(files); err != nil || !bytes.Equal(again, body) {
			t.Errorf("verifies, and is not as it would be packed: %v", err)
		}
	})
}
