package main

import (
	_ "embed"
	"fmt"
	"strings"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/extract"
)

//go:embed own.txt
var ownFile string

// ownTexts reads the texts of our own: paragraphs apart by empty lines, with
// statements in braces as own.txt explains.
func ownTexts(file string) ([]extract.Marked, error) {
	var out []extract.Marked
	for para := range strings.SplitSeq(file, "\n\n") {
		if strings.HasPrefix(strings.TrimSpace(para), "#") || strings.TrimSpace(para) == "" {
			continue
		}
		m, err := unmark(strings.TrimSpace(para))
		if err != nil {
			return nil, err
		}
		out = append(out, m)
	}
	return out, nil
}

// unmark takes the braces out of a paragraph.
func unmark(para string) (extract.Marked, error) {
	var m extract.Marked
	var text strings.Builder
	var open []int // marks not closed yet
	for i := 0; i < len(para); i++ {
		switch para[i] {
		case '{':
			f := strings.SplitN(para[i+1:], ":", 3)
			if len(f) < 3 {
				return m, fmt.Errorf("own texts: malformed mark in %q", para)
			}
			k := extract.Mark{Kind: credence.Kind(strings.TrimSuffix(f[0], "*")), Other: strings.HasSuffix(f[0], "*")}
			if f[1] != "" {
				k.Names = strings.Split(f[1], "/")
			}
			k.Start = text.Len()
			open = append(open, len(m.Marks))
			m.Marks = append(m.Marks, k)
			i += len(f[0]) + len(f[1]) + 2
		case '}':
			if len(open) == 0 {
				return m, fmt.Errorf("own texts: brace closed twice in %q", para)
			}
			m.Marks[open[len(open)-1]].End = text.Len()
			open = open[:len(open)-1]
		default:
			text.WriteByte(para[i])
		}
	}
	if len(open) > 0 {
		return m, fmt.Errorf("own texts: brace not closed in %q", para)
	}
	m.Text = text.String()
	return m, nil
}
