package casebook

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/credence-project/credence"
)

// ReadFolder reads the case files of a folder, in the order of their names.
// Answer keys (files ending in .key.json) are left alone. A file that is no
// case, or has the identifier of another, is named in refused with the reason
// and does not stop the rest.
func ReadFolder(fsys fs.FS) (cases []*Case, refused []error, err error) {
	names, err := caseFiles(fsys)
	if err != nil {
		return nil, nil, err
	}
	held := make(map[string]string)
	for _, name := range names {
		c, err := readCase(fsys, name)
		if err == nil && held[c.ID] != "" {
			err = &credence.InputError{Name: name, Reason: fmt.Sprintf("has the id %q, as %s has", c.ID, held[c.ID])}
		}
		if err != nil {
			refused = append(refused, err)
			continue
		}
		held[c.ID] = name
		cases = append(cases, c)
	}
	return cases, refused, nil
}

// caseFiles lists the case files of a folder, sorted.
func caseFiles(fsys fs.FS) ([]string, error) {
	names, err := fs.Glob(fsys, "*.json")
	if err != nil {
		return nil, fmt.Errorf("case folder: %w", err)
	}
	names = slices.DeleteFunc(names, func(name string) bool { return strings.HasSuffix(name, keySuffix) })
	if len(names) == 0 {
		return nil, &credence.InputError{Name: "case folder", Reason: "holds no case files", Err: credence.ErrEmpty}
	}
	return names, nil
}

func readCase(fsys fs.FS, name string) (*Case, error) {
	b, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, fmt.Errorf("case %s: %w", name, err)
	}
	return Read(bytes.NewReader(b), name)
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
		if err != nil && !strings.HasSuffix(name, keySuffix) {
			continue // a case file without its key
		}
		return k, err
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
