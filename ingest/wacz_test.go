package ingest

import (
	"archive/zip"
	"bytes"
	"hash/crc32"
	"io"
	"strings"
	"testing"
)

// wacz makes a WACZ file. Sizes stand before the data where known is set, as
// writers of files have it, else after it, as writers of streams do.
func wacz(t *testing.T, method uint16, known bool) []byte {
	t.Helper()
	var b bytes.Buffer
	zw := zip.NewWriter(&b)
	add := func(name, body string, method uint16) {
		h := &zip.FileHeader{Name: name, Method: method}
		create := zw.CreateHeader
		if known && method == zip.Store {
			h.CRC32 = crc32.ChecksumIEEE([]byte(body))
			h.CompressedSize64, h.UncompressedSize64 = uint64(len(body)), uint64(len(body))
			create = zw.CreateRaw
		}
		w, err := create(h)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, body); err != nil {
			t.Fatal(err)
		}
	}
	add("datapackage.json", `{"profile": "data-package"}`, zip.Deflate)
	add("archive/one.warc.gz", packed(t, archiveSample()), method)
	add("pages/pages.jsonl", `{"format": "json-pages-1.0"}`+"\n", zip.Deflate)
	add("archive/two.warc", archiveSample(), method)
	if err := zw.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestReadWACZ(t *testing.T) {
	for _, c := range []struct {
		name   string
		method uint16
		known  bool
	}{{"stored", zip.Store, true}, {"stored, sizes after", zip.Store, false}, {"deflated", zip.Deflate, false}} {
		t.Run(c.name, func(t *testing.T) {
			in := wacz(t, c.method, c.known)
			got := read(Input{Name: "crawl.wacz"}, in)
			got.check(t, "crawl.wacz")
			if len(got.items) != 4 || len(got.faults) != 0 {
				t.Fatalf("%d documents, want 4; faults %v", len(got.items), got.faults)
			}
			for _, err := range got.skipped {
				if !strings.Contains(err.Error(), ".warc") {
					t.Errorf("%v does not name the archive within", err)
				}
			}
			// Cut within the second archive: the first is had.
			cut := read(Input{Name: "crawl.wacz"}, in[:bytes.Index(in, []byte("archive/two"))+200])
			cut.check(t, "crawl.wacz")
			if len(cut.items) < 2 || len(cut.faults) == 0 {
				t.Errorf("cut short: %d documents, faults %v", len(cut.items), cut.faults)
			}
		})
	}
	var b bytes.Buffer
	zw := zip.NewWriter(&b)
	if _, err := zw.Create("letter.txt"); err != nil {
		t.Fatal(err)
	}
	zw.Close()
	got := read(Input{Name: "x.zip"}, b.Bytes())
	got.check(t, "x.zip")
	if len(got.faults) != 1 || !strings.Contains(got.faults[0].Error(), "without a web archive") {
		t.Errorf("another ZIP file: %v", got.faults)
	}
}
