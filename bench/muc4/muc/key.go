// Package muc reads MUC-4 texts and answer keys, and writes responses.
package muc

import (
	"strings"
)

// Item is one news item of a text file.
type Item struct {
	ID   string
	Text string
}

// Items splits a text file into its items. An item starts on a line that
// begins with its identifier.
func Items(text string) []Item {
	var out []Item
	start := -1
	for at := 0; at < len(text); {
		end := strings.IndexByte(text[at:], '\n')
		if end < 0 {
			end = len(text) - at
		}
		line := text[at : at+end]
		if id := itemID(line); id != "" {
			if start >= 0 {
				out[len(out)-1].Text = text[start:at]
			}
			out = append(out, Item{ID: id})
			start = min(at+end+1, len(text))
		}
		at += end + 1
	}
	if start >= 0 {
		out[len(out)-1].Text = text[start:]
	}
	return out
}

// itemID is the identifier that begins the line, such as TST1-MUC3-0001.
func itemID(line string) string {
	id, _, _ := strings.Cut(line, " ")
	id = strings.TrimRight(id, "\r")
	if len(id) < 12 || strings.Count(id, "-") != 2 || !strings.Contains(id, "-MUC") {
		return ""
	}
	return id
}

// Filler is one answer of a slot: the values that count as right and the
// strings of the filler it belongs to.
type Filler struct {
	Values   []string
	Refs     []string
	Optional bool
}

// Template is one incident of a key.
type Template struct {
	Doc      string
	Optional bool
	Slots    map[int][]Filler
}

// Templates reads an answer key. Documents without an incident are absent.
func Templates(text string) map[string][]Template {
	out := map[string][]Template{}
	var lines map[int][]string
	slot := -1
	finish := func() {
		if t, ok := assemble(lines); ok {
			out[t.Doc] = append(out[t.Doc], t)
		}
		lines, slot = nil, -1
	}
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\r\n ")
		switch {
		case strings.HasPrefix(line, ";"):
		case line == "":
			finish()
		case line[0] >= '0' && line[0] <= '9':
			n, rest, ok := slotLine(line)
			if !ok {
				continue
			}
			if n == 0 {
				finish()
				lines = map[int][]string{}
			}
			if lines != nil {
				slot = n
				if rest != "" {
					lines[n] = append(lines[n], rest)
				}
			}
		case lines != nil && slot > 1:
			lines[slot] = append(lines[slot], strings.TrimSpace(line))
		}
	}
	finish()
	return out
}

// assemble makes a template of its lines by slot; not ok for a document without
// an incident.
func assemble(lines map[int][]string) (t Template, ok bool) {
	if len(lines[0]) == 0 || len(lines[1]) == 0 || lines[1][0] == "*" {
		return t, false
	}
	t = Template{Doc: strings.Fields(lines[0][0])[0], Optional: strings.Contains(lines[1][0], "OPTIONAL"), Slots: map[int][]Filler{}}
	for n := 2; n <= 24; n++ {
		for _, l := range lines[n] {
			if f, ok := parseFiller(n, l); ok {
				t.Slots[n] = append(t.Slots[n], f)
			}
		}
	}
	return t, true
}

// slotLine splits "12. PHYS TGT: ID   filler".
func slotLine(line string) (n int, rest string, ok bool) {
	num, _, ok := strings.Cut(line, ".")
	if !ok || len(num) > 2 {
		return 0, "", false
	}
	for _, c := range num {
		if c < '0' || c > '9' {
			return 0, "", false
		}
		n = n*10 + int(c-'0')
	}
	if len(line) < 36 {
		return n, "", true
	}
	return n, strings.TrimSpace(line[36:]), true
}

// parseFiller reads a filler line of slot n.
func parseFiller(n int, s string) (Filler, bool) {
	f := Filler{}
	if strings.HasPrefix(s, "?") {
		f.Optional = true
		s = strings.TrimSpace(s[1:])
	}
	if s == "" || s == "-" || s == "*" {
		return f, false
	}
	if n != 3 {
		if parts := splitTop(s, ':'); len(parts) > 1 {
			s = parts[0]
			for _, r := range splitTop(unwrap(parts[len(parts)-1]), '/') {
				f.Refs = append(f.Refs, clean(r))
			}
		}
	}
	for _, v := range splitTop(unwrap(s), '/') {
		if v = clean(unwrap(v)); v != "" {
			f.Values = append(f.Values, v)
		}
	}
	return f, len(f.Values) > 0
}

// splitTop splits at sep outside quotation marks and parentheses.
func splitTop(s string, sep byte) []string {
	var out []string
	depth, start := 0, 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '"':
			i = closing(s, i)
		case c == '(':
			depth++
		case c == ')':
			depth--
		case c == sep && depth <= 0:
			out = append(out, strings.TrimSpace(s[start:i]))
			start = i + 1
		}
	}
	return append(out, strings.TrimSpace(s[start:]))
}

// closing is where the quotation that opens at i ends: at a mark followed by
// a separator or the end.
func closing(s string, i int) int {
	for j := i + 1; j < len(s); j++ {
		if s[j] != '"' || s[j-1] == '\\' {
			continue
		}
		rest := strings.TrimLeft(s[j+1:], " ")
		if rest == "" || strings.IndexByte("/:)", rest[0]) >= 0 {
			return j
		}
	}
	return len(s)
}

func unwrap(s string) string {
	s = strings.TrimSpace(s)
	for len(s) > 1 && s[0] == '(' && s[len(s)-1] == ')' {
		depth := 0
		for i := 0; i < len(s); i++ {
			if s[i] == '(' {
				depth++
			} else if s[i] == ')' {
				depth--
			}
			if depth == 0 && i < len(s)-1 {
				return s
			}
		}
		s = strings.TrimSpace(s[1 : len(s)-1])
	}
	return s
}

func clean(s string) string {
	s = strings.TrimSpace(s)
	if len(s) >= 2 && s[0] == '"' && s[len(s)-1] == '"' {
		s = s[1 : len(s)-1]
	}
	s = strings.ReplaceAll(s, `\"`, `"`)
	return strings.Join(strings.Fields(s), " ")
}
