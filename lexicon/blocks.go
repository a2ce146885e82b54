package lexicon

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/credence-project/credence"
)

// The data files of this package are texts for people. An entry is a block of
// lines "key: value", and an empty line ends it. Lists are separated by "; ",
// a key may come again and adds to its list, "#" begins a comment line. A name
// may hold alternatives in braces: "Al-Q{ae,ai}da" is two names.

const (
	maxFile    = 64 << 20 // bytes of a file
	maxLine    = 64 << 10 // bytes of a line
	maxEntries = 200_000
	maxForms   = 64 // spellings of one name
)

// field is a line of a block.
type field struct {
	key, value string
	line       int
}

// readBlocks reads the entries of a data file in order. Each must begin with
// the key first. The name of the file is used in faults.
func readBlocks(r io.Reader, file, first string) ([][]field, error) {
	var out [][]field
	open := false
	limited := &io.LimitedReader{R: r, N: maxFile}
	lines := bufio.NewScanner(limited)
	lines.Buffer(make([]byte, 0, 4096), maxLine)
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(lines.Text())
		if strings.HasPrefix(line, "#") {
			continue
		}
		if line == "" {
			open = false
			continue
		}
		key, value, ok := strings.Cut(line, ":")
		f := field{key, strings.TrimSpace(value), n}
		switch {
		case !ok || f.value == "":
			return nil, fault(file, n, `want "key: value"`)
		case open:
			out[len(out)-1] = append(out[len(out)-1], f)
		case key != first:
			return nil, fault(file, n, fmt.Sprintf("an entry begins with %q", first+":"))
		case len(out) == maxEntries:
			return nil, fmt.Errorf("%s line %d: %w", file, n, credence.ErrTooLarge)
		default:
			out, open = append(out, []field{f}), true
		}
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	if limited.N <= 0 {
		return nil, fmt.Errorf("%s: %w", file, credence.ErrTooLarge)
	}
	return out, nil
}

func fault(file string, line int, reason string) error {
	return &credence.InputError{Name: fmt.Sprintf("%s line %d", file, line), Reason: reason}
}

// list splits at semicolons.
func list(s string) []string {
	var out []string
	for _, p := range strings.Split(s, ";") {
		if p = strings.TrimSpace(p); p != "" {
			out = append(out, p)
		}
	}
	return out
}

// names splits at semicolons and writes out alternatives in braces.
func names(s string) ([]string, error) {
	var out []string
	for _, p := range list(s) {
		all := spellOut(p)
		if len(all) > maxForms {
			return nil, fmt.Errorf("%q has too many alternatives", p)
		}
		out = append(out, all...)
	}
	return out, nil
}

// spellOut writes out "a{b,c}d" as abd and acd. Braces do not nest.
func spellOut(s string) []string {
	open := strings.IndexByte(s, '{')
	if open < 0 {
		return []string{s}
	}
	end := strings.IndexByte(s[open:], '}')
	if end < 0 {
		return []string{s}
	}
	end += open
	var out []string
	for _, tail := range spellOut(s[end+1:]) {
		for _, alt := range strings.Split(s[open+1:end], ",") {
			if len(out) > maxForms {
				return out
			}
			out = append(out, s[:open]+alt+tail)
		}
	}
	return out
}
