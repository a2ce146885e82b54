package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"sort"
	"strings"
	"unicode"
)

// item is a development text: paragraphs of sentences.
type item struct {
	id        string
	title     string
	publisher string // "" for one of many outlets
	paras     []string
	event     []string // keys of the incidents it reports, if the answer key names their victims
}

func (it item) text() string { return strings.Join(it.paras, "\n\n") }

func (it item) words() int { return len(strings.Fields(it.text())) }

var itemStart = regexp.MustCompile(`(?m)^(DEV-MUC3-\d+).*$`)

// readItems reads the MUC items, the articles of the statement set and the
// reports of the reference cases under dir, those long enough to be news.
func readItems(dir string) ([]item, error) {
	body, err := os.ReadFile(filepath.Join(dir, "muc4", "dev.txt"))
	if err != nil {
		return nil, err
	}
	events, err := readEvents(filepath.Join(dir, "muc4", "dev.key"))
	if err != nil {
		return nil, err
	}
	var items []item
	starts := itemStart.FindAllSubmatchIndex(body, -1)
	for i, s := range starts {
		end := len(body)
		if i+1 < len(starts) {
			end = starts[i+1][0]
		}
		id := string(body[s[2]:s[3]])
		items = append(items, item{id: id, paras: unwrap(string(body[s[1]:end])), event: events[id]})
	}
	articles, err := readArticles(filepath.Join(dir, "statements", "dev.jsonl"))
	if err != nil {
		return nil, err
	}
	items = append(items, articles...)
	out := items[:0]
	for _, it := range items {
		if it.words() >= 80 {
			it.title = headlineOf(it, 0)
			out = append(out, it)
		}
	}
	return out, nil
}

// unwrap joins broken lines to paragraphs and writes capitals small, but for
// the beginnings of sentences: most of today's text is not in capitals.
func unwrap(s string) []string {
	var out []string
	for p := range strings.SplitSeq(strings.ReplaceAll(s, "\n   ", "\n\n"), "\n\n") {
		if p = strings.Join(strings.Fields(p), " "); len(p) > 30 {
			out = append(out, sentenceCase(p))
		}
	}
	return out
}

func sentenceCase(s string) string {
	b := []rune(strings.ToLower(s))
	up := true
	for i, r := range b {
		if up && unicode.IsLetter(r) {
			b[i] = unicode.ToUpper(r)
			up = false
		}
		if (r == '.' || r == '?' || r == '!') && i+1 < len(b) && b[i+1] == ' ' {
			up = true
		}
	}
	return string(b)
}

func readArticles(path string) ([]item, error) {
	body, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var out []item
	for line := range strings.Lines(string(body)) {
		var row struct{ ID, Type, Text string }
		if err := json.Unmarshal([]byte(line), &row); err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		if row.Type == "article" {
			out = append(out, item{id: row.ID, paras: strings.Split(row.Text, "\n\n")})
		}
	}
	return out, nil
}

// readEvents gives for each item the incidents in the answer key: type, date
// and name of a victim. Two items that share one report the same event.
func readEvents(path string) (map[string][]string, error) {
	body, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	out := map[string][]string{}
	var id, date, kind string
	name := regexp.MustCompile(`"([^"]+)"`)
	for line := range strings.Lines(string(body)) {
		line = strings.TrimRight(line, "\r\n")
		value := ""
		if len(line) > 36 {
			value = strings.TrimSpace(line[36:])
		}
		switch {
		case strings.HasPrefix(line, "0."):
			id = strings.Fields(value)[0]
		case strings.HasPrefix(line, "2."):
			date = value
		case strings.HasPrefix(line, "4."):
			kind = value
		case strings.HasPrefix(line, "18."):
			for _, m := range name.FindAllStringSubmatch(value, -1) {
				out[id] = append(out[id], kind+"|"+date+"|"+m[1])
			}
		}
	}
	return out, nil
}

// sameEvent gives the pairs of items, by place, that report the same event.
func sameEvent(items []item) [][2]int {
	by := map[string][]int{}
	for i, it := range items {
		for _, e := range it.event {
			by[e] = append(by[e], i)
		}
	}
	seen := map[[2]int]bool{}
	var out [][2]int
	for _, list := range by {
		for x := range list {
			for y := range x {
				p := [2]int{list[y], list[x]}
				if p[0] != p[1] && !seen[p] {
					seen[p] = true
					out = append(out, p)
				}
			}
		}
	}
	sort.Slice(out, func(i, j int) bool { return out[i][0] < out[j][0] || out[i][0] == out[j][0] && out[i][1] < out[j][1] })
	return out
}

// headlineOf makes a headline of long words of the text, beginning with the
// n-th of them.
func headlineOf(it item, n int) string {
	var out []string
	for w := range strings.FieldsSeq(it.text()) {
		if w = strings.Trim(w, ".,:;\"“”()[]"); len(w) < 6 || strings.ContainsAny(w, "-/]") {
			continue
		}
		if n--; n < 0 {
			out = append(out, w)
		}
		if len(out) == 6 {
			break
		}
	}
	return strings.Join(out, " ")
}

// sentences splits a paragraph after full stops.
func sentences(p string) []string {
	var out []string
	from := 0
	for i := 0; i+2 < len(p); i++ {
		if strings.IndexByte(".?!", p[i]) >= 0 && p[i+1] == ' ' && p[i+2] >= 'A' && p[i+2] <= 'Z' {
			out = append(out, p[from:i+1])
			from = i + 2
		}
	}
	return append(out, p[from:])
}
