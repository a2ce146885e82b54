// Package own reads the texts of our own that models are trained on.
package own

import (
	"fmt"
	"io/fs"
)

// Read reads the files that match a pattern, in the order of their names, and
// gives what read makes of each, joined. An error names the file.
func Read[T any](files fs.FS, pattern string, read func(text string) ([]T, error)) ([]T, error) {
	names, err := fs.Glob(files, pattern)
	if err != nil {
		return nil, err
	}
	var out []T
	for _, name := range names {
		b, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		list, err := read(string(b))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		out = append(out, list...)
	}
	return out, nil
}
