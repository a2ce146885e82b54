// Package naming keeps the names of people out of what is handed over unless
// the naming gate is open for them (doc/method.md, section 3.3): open for
// attackers who are dead or convicted, closed for everybody else who is named
// as an attacker, and for everybody named as a victim.
//
// The gate works on text and on the strings of a value, so that a name stays
// out wherever it stands: in a quotation, a title, a detail or an address.
package naming

import (
	"bytes"
	"cmp"
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Withheld stands in the place of a name.
const Withheld = "[name withheld]"

// Gate keeps names out. The zero Gate keeps none.
type Gate struct {
	held *regexp.Regexp
}

// placeholder is what a gate may not look for, since it writes it.
var placeholder = []string{strings.Trim(Withheld, "[]")}

// maxNames bounds how many names a gate looks for.
const maxNames = 2000

// New makes a gate that keeps out the names in held and the last word of each,
// unless it is part of a name in open. What has no letter, or one letter only,
// is no name.
func New(held, open []string) Gate {
	var forms []string
	add := func(s string) {
		if utf8.RuneCountInString(s) > 1 && strings.ContainsFunc(s, unicode.IsLetter) && !partOf(s, open) && !partOf(s, placeholder) {
			forms = append(forms, s)
		}
	}
	for _, name := range held {
		words := strings.Fields(name)
		if len(words) == 0 {
			continue
		}
		add(strings.Join(words, " "))
		if last := words[len(words)-1]; len(words) > 1 && surname(last) {
			add(last)
		}
	}
	// The longest first, so that a whole name goes before a part of it.
	slices.SortFunc(forms, func(a, b string) int { return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a, b)) })
	forms = slices.Compact(forms)
	forms = forms[:min(len(forms), maxNames)]
	if len(forms) == 0 {
		return Gate{}
	}
	for i, f := range forms {
		forms[i] = strings.ReplaceAll(regexp.QuoteMeta(f), " ", `[\s_+-]+`)
	}
	// Words may hold letters of any script, which \b does not know.
	return Gate{regexp.MustCompile(`(?i)(^|[^\p{L}\p{N}])(?:` + strings.Join(forms, "|") + `)($|[^\p{L}\p{N}])`)}
}

// surname reports whether the last word of a name is worth looking for alone.
func surname(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return utf8.RuneCountInString(s) >= 4 && !unicode.IsLower(r)
}

// partOf reports whether s stands as words in one of the names.
func partOf(s string, names []string) bool {
	for _, n := range names {
		if strings.Contains(" "+strings.ToLower(strings.Join(strings.Fields(n), " "))+" ", " "+strings.ToLower(s)+" ") {
			return true
		}
	}
	return false
}

// Text gives s with every name that is kept out replaced by [Withheld].
func (g Gate) Text(s string) string {
	if g.held == nil {
		return s
	}
	for g.held.MatchString(s) { // again, for a name may end where the next begins
		s = g.held.ReplaceAllString(s, "${1}"+Withheld+"${2}")
	}
	return s
}

// Lets reports whether nothing in s is kept out.
func (g Gate) Lets(s string) bool { return g.held == nil || !g.held.MatchString(s) }

// Through gives v as it may be handed over: all its strings, as JSON has them,
// without the names that are kept out. Fields that JSON leaves out are lost.
func Through[T any](g Gate, v T) (T, error) {
	var out T
	if g.held == nil {
		return v, nil
	}
	body, err := json.Marshal(v)
	if err != nil {
		return out, err
	}
	var plain any
	read := json.NewDecoder(bytes.NewReader(body))
	read.UseNumber() // a count may be larger than a float holds
	if err := read.Decode(&plain); err != nil {
		return out, err
	}
	clean, changed := g.walk(plain)
	if !changed {
		return v, nil
	}
	if body, err = json.Marshal(clean); err != nil {
		return out, err
	}
	return out, json.Unmarshal(body, &out)
}

// walk cleans the strings of a decoded value. Keys are left alone.
func (g Gate) walk(v any) (any, bool) {
	changed := false
	switch v := v.(type) {
	case string:
		s := g.Text(v)
		return s, s != v
	case []any:
		for i := range v {
			var c bool
			v[i], c = g.walk(v[i])
			changed = changed || c
		}
	case map[string]any:
		for k := range v {
			var c bool
			v[k], c = g.walk(v[k])
			changed = changed || c
		}
	}
	return v, changed
}
