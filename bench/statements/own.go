package main

import (
	"embed"
	"fmt"
	"slices"
	"strings"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/bench/own"
	"github.com/credence-project/credence/bench/reports"
	"github.com/credence-project/credence/extract"
)

//go:embed texts clauses gaps
var ownFiles embed.FS

// readOwn reads all that is our own to train on: texts, reports and clauses, in
// the order of their files.
func readOwn() ([]extract.Marked, error) {
	texts, err := own.Read(ownFiles, "texts/*.txt", ownTexts)
	if err != nil {
		return nil, err
	}
	prose, err := own.Read(reports.Files, "develop.txt", reportTexts)
	if err != nil {
		return nil, err
	}
	fill, err := readGaps(ownFiles)
	if err != nil {
		return nil, err
	}
	clauses, err := own.Read(ownFiles, "clauses/*.txt", fill.texts)
	return slices.Concat(texts, prose, clauses), err
}

// ownTexts reads texts apart by empty lines, with statements in braces as
// texts/mixed.txt explains. A line of its own is a paragraph.
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
				return m, fmt.Errorf("malformed mark in %q", para)
			}
			kind, optional := strings.CutSuffix(f[0], "?")
			kind, other := strings.CutSuffix(kind, "*")
			k := extract.Mark{Kind: credence.Kind(kind), Other: other, Optional: optional}
			if f[1] != "" {
				k.Names = strings.Split(f[1], "/")
			}
			k.Start = text.Len()
			open = append(open, len(m.Marks))
			m.Marks = append(m.Marks, k)
			i += len(f[0]) + len(f[1]) + 2
		case '}':
			if len(open) == 0 {
				return m, fmt.Errorf("brace closed twice in %q", para)
			}
			m.Marks[open[len(open)-1]].End = text.Len()
			open = open[:len(open)-1]
		case '\n':
			text.WriteString("\n\n")
		default:
			text.WriteByte(para[i])
		}
	}
	if len(open) > 0 {
		return m, fmt.Errorf("brace not closed in %q", para)
	}
	m.Text = text.String()
	return m, nil
}

// unnamed is a name that nobody in a text bears.
const unnamed = "(unnamed)"

// reportTexts reads reports. They leave out who is blamed where he has no name
// ("drug traffickers"), so that those marks teach nothing of who it is.
func reportTexts(file string) ([]extract.Marked, error) {
	list, err := reports.Read(file)
	if err != nil {
		return nil, err
	}
	out := make([]extract.Marked, len(list))
	for i, r := range list {
		out[i].Text = r.Text
		for _, s := range r.Said {
			m := extract.Mark{Span: s.Span, Kind: s.Kind, Names: s.Names, Other: !slices.Contains(s.About, 1)}
			if len(m.Names) == 0 && s.Kind != credence.KindNoClaim && s.Kind != credence.KindNoLink && s.Kind != credence.KindOtherMotive {
				m.Names = []string{unnamed}
			}
			out[i].Marks = append(out[i].Marks, m)
		}
	}
	return out, nil
}
