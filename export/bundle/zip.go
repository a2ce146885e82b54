package bundle

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"time"
)

// Limits on what is read as a bundle.
const (
	MaxSize  = 256 << 20 // bytes of the whole, packed or not
	maxFiles = 64
)

// Fault is something in a bundle that does not fit.
type Fault struct {
	Path string `json:"path"` // of the file, or "archive"
	What string `json:"what"`
}

func (f Fault) String() string { return f.Path + ": " + f.What }

const archive = "archive"

// firstDay is the first that a zip file can name.
var firstDay = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// writeZip packs files without compressing them and without their times, so that
// the bytes depend on the contents alone, and not on who compresses.
func writeZip(f Files) ([]byte, error) {
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, path := range f.paths() {
		file, err := w.CreateHeader(&zip.FileHeader{Name: path, Method: zip.Store, Modified: firstDay})
		if err == nil {
			_, err = file.Write(f[path])
		}
		if err != nil {
			return nil, err
		}
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// ReadZip reads the files of a bundle and names what is wrong with the archive
// itself. Nothing is unpacked to disk. A file that was compressed, and so could
// be a bomb, is not read.
func ReadZip(b []byte) (Files, []Fault) {
	if len(b) > MaxSize {
		return nil, []Fault{{archive, "is larger than a bundle may be"}}
	}
	r, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return nil, []Fault{{archive, "is no dossier: it is not a whole ZIP file"}}
	}
	if len(r.File) > maxFiles {
		return nil, []Fault{{archive, fmt.Sprintf("holds %d files; a bundle has at most %d", len(r.File), maxFiles)}}
	}
	var faults []Fault
	files := Files{}
	left := len(b)
	for _, f := range r.File {
		body, err := readEntry(f, &left)
		if err == nil && files[f.Name] != nil {
			err = errors.New("stands in it twice")
		}
		if err != nil {
			faults = append(faults, Fault{f.Name, err.Error()})
			continue
		}
		files[f.Name] = body
	}
	if len(faults) == 0 {
		if again, err := writeZip(files); err != nil || !bytes.Equal(again, b) {
			faults = append(faults, Fault{archive, "is not byte for byte as it was packed: " + difference(again, b)})
		}
	}
	return files, faults
}

func readEntry(f *zip.File, left *int) ([]byte, error) {
	switch {
	case !fs.ValidPath(f.Name) || f.Name == ".":
		return nil, errors.New("is no path inside a bundle")
	case f.Method != zip.Store:
		return nil, errors.New("is compressed, which a bundle never is")
	case f.UncompressedSize64 > uint64(*left):
		return nil, errors.New("says that it is larger than the archive")
	}
	in, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer in.Close()
	body, err := io.ReadAll(io.LimitReader(in, int64(*left)+1))
	if errors.Is(err, zip.ErrChecksum) {
		err = nil // the manifest knows better which file was changed
	}
	if *left -= len(body); err == nil && *left < 0 {
		err = errors.New("is larger than the archive")
	}
	return body, err
}

func difference(want, got []byte) string {
	for i := range min(len(want), len(got)) {
		if want[i] != got[i] {
			return fmt.Sprintf("byte %d differs", i)
		}
	}
	return fmt.Sprintf("%d bytes instead of %d", len(got), len(want))
}

// ReadFolder reads the files of a bundle that was unpacked.
func ReadFolder(dir fs.FS) (Files, []Fault) {
	files := Files{}
	var faults []Fault
	left := MaxSize
	err := fs.WalkDir(dir, ".", func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir():
			return nil
		case len(files) == maxFiles:
			return fmt.Errorf("holds more than %d files", maxFiles)
		case !d.Type().IsRegular():
			faults = append(faults, Fault{path, "is no plain file"})
			return nil
		}
		in, err := dir.Open(path)
		if err != nil {
			return err
		}
		defer in.Close()
		body, err := io.ReadAll(io.LimitReader(in, int64(left)+1))
		if left -= len(body); err == nil && left < 0 {
			err = errors.New("is larger than a bundle may be")
		}
		files[path] = slices.Clip(body)
		return err
	})
	if err != nil {
		faults = append(faults, Fault{archive, err.Error()})
	}
	return files, faults
}
