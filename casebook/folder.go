package casebook

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/credence-project/credence"
)

// ReadFolder reads the case files of a folder, in the order of their names.
// Answer keys (files ending in .key.json) are left alone.
func ReadFolder(fsys fs.FS) ([]*Case, error) {
	names, err := fs.Glob(fsys, "*.json")
	if err != nil {
		return nil, fmt.Errorf("case folder: %w", err)
	}
	var out []*Case
	for _, name := range names { // sorted by Glob
		if strings.HasSuffix(name, keySuffix) {
			continue
		}
		b, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, fmt.Errorf("case %s: %w", name, err)
		}
		c, err := Read(bytes.NewReader(b), name)
		if err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	if len(out) == 0 {
		return nil, &credence.InputError{Name: "case folder", Reason: "holds no case files", Err: credence.ErrEmpty}
	}
	return out, nil
}

const keySuffix = ".key.json"

// ReadKeyOf reads the answer key of a case from a folder: from <id>.key.json,
// or from the case file itself. Without either it gives ErrNotFound.
func ReadKeyOf(fsys fs.FS, id string) (*Key, error) {
	for _, name := range []string{id + keySuffix, id + ".json"} {
		b, err := fs.ReadFile(fsys, path.Clean(name))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("answer key of %s: %w", id, err)
		}
		k, err := ReadKey(bytes.NewReader(b), name)
		if err != nil {
			continue // a case file without its key
		}
		return k, nil
	}
	return nil, fmt.Errorf("answer key of %s: %w", id, credence.ErrNotFound)
}

// ReadOutput reads what casebook run wrote for a case, or ErrNotFound.
func ReadOutput(fsys fs.FS, id string) (*Output, error) {
	b, err := fs.ReadFile(fsys, id+".json")
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("output of %s: %w", id, credence.ErrNotFound)
	}
	if err != nil {
		return nil, fmt.Errorf("output of %s: %w", id, err)
	}
	out := new(Output)
	if err := json.Unmarshal(b, out); err != nil {
		return nil, &credence.InputError{Name: id + ".json", Reason: "no output of a run: " + err.Error(), Err: err}
	}
	return out, nil
}

// Write gives the output as the bytes of its file.
func (o *Output) Write() ([]byte, error) {
	b, err := json.MarshalIndent(o, "", " ")
	if err != nil {
		return nil, fmt.Errorf("output of %s: %w", o.Case, err)
	}
	return append(b, '\n'), nil
}
