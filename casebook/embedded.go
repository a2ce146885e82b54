package casebook

import (
	"bytes"
	"embed"
	"fmt"
	"io/fs"
	"strings"

	"github.com/credence-project/credence"
)

//go:embed cases/*.json
var embedded embed.FS

// Folder is the project's own cases as a folder of case files and answer keys.
func Folder() fs.FS {
	sub, err := fs.Sub(embedded, "cases")
	if err != nil {
		panic("casebook: " + err.Error()) // the folder is embedded above
	}
	return sub
}

// Cases lists the project's own cases by name.
func Cases() []string {
	names, _ := fs.Glob(Folder(), "*.json") // the pattern is well formed
	var out []string
	for _, n := range names {
		if !strings.HasSuffix(n, keySuffix) {
			out = append(out, strings.TrimSuffix(n, ".json"))
		}
	}
	return out
}

// Embedded gives one of the project's own cases, or ErrNotFound.
func Embedded(id string) (*Case, error) {
	b, err := fs.ReadFile(Folder(), id+".json")
	if err != nil {
		return nil, fmt.Errorf("case %s: %w", id, credence.ErrNotFound)
	}
	return Read(bytes.NewReader(b), id)
}
