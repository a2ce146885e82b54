package casebook

import (
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"strings"

	"github.com/credence-project/credence"
)

// MaxSize is the size of the largest case file that is read, in bytes.
const MaxSize = 8 << 20

// Read reads a case file and leaves out its answer key, if it holds one. A
// file that is no case gives an InputError.
func Read(r io.Reader, name string) (*Case, error) {
	b, err := readAll(r, name)
	if err != nil {
		return nil, err
	}
	c := new(Case)
	if err := json.Unmarshal(b, c); err != nil {
		return nil, &credence.InputError{Name: name, Reason: "no case file: " + err.Error(), Err: err}
	}
	if c.ID == "" {
		return nil, &credence.InputError{Name: name, Reason: "no case file: it has no id"}
	}
	if strings.ContainsAny(c.ID, `/\`) || !fs.ValidPath(c.ID) || c.ID == "." { // answers are filed under it
		return nil, &credence.InputError{Name: name, Reason: fmt.Sprintf("the id %q cannot name a file", c.ID)}
	}
	c.index = &caseIndex{documents: make(map[string]credence.DocumentID, len(c.Reports))}
	for i := range c.Reports {
		d := c.document(&c.Reports[i])
		c.index.documents[c.Reports[i].ID] = d.ID
	}
	return c, nil
}

func readAll(r io.Reader, name string) ([]byte, error) {
	b, err := io.ReadAll(io.LimitReader(r, MaxSize+1))
	if err != nil {
		return nil, fmt.Errorf("case %s: %w", name, err)
	}
	if len(b) > MaxSize {
		return nil, &credence.InputError{Name: name, Reason: fmt.Sprintf("larger than %d bytes", MaxSize), Err: credence.ErrTooLarge}
	}
	return b, nil
}
