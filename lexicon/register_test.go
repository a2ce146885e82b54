package lexicon

import (
	"strings"
	"testing"
)

// tokens cuts at spaces and takes commas and full stops off as tokens of their
// own, as a plain tokeniser would.
func tokens(s string) Words {
	var out []string
	for _, f := range strings.Fields(s) {
		end := strings.TrimRight(f, ",.;:?!")
		if end != "" {
			out = append(out, end)
		}
		for _, c := range f[len(end):] {
			out = append(out, string(c))
		}
	}
	return func(i int) string {
		if i < 0 || i >= len(out) {
			return ""
		}
		return out[i]
	}
}

// found lists the IDs of the matches of a text, from left to right.
func found(text string) []string {
	w := tokens(text)
	var out []string
	for i := 0; w(i) != ""; {
		m, ok := Actors().Longest(w, i)
		if !ok {
			i++
			continue
		}
		var ids []string
		for _, a := range m.Actors {
			ids = append(ids, a.ID)
		}
		out = append(out, strings.Join(ids, "|"))
		i += m.Tokens
	}
	return out
}

func TestLongest(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"full name before its part", "The Farabundo Marti National Liberation Front attacked.", "fmln"},
		{"acronym in capitals", "A FARC column and the ELN", "farc eln-colombia|eln-bolivia|eln-peru"},
		{"acronym in small letters is a word", "far from the mir and eln", ""},
		{"longer acronym capitalised", "Farc fighters", "farc"},
		{"wire capitals", "THE SHINING PATH CLAIMED CREDIT", "shining-path"},
		{"no gap may be added", "people in a Mrt a town", ""},
		{"a name may lose its hyphen", "the M19 and the M-19 and the M 19", "m-19 m-19 m-19"},
		{"possessive", "the Extraditables' letter, Shining Path's cell", "extraditables shining-path"},
		{"compound", "an FMLN-led raid", "fmln"},
		{"punctuation ends a name", "He walked a shining, path of stones", ""},
		{"accents do not matter", "el Ejército Revolucionario del Pueblo Insurgente", "revolutionary-army-of-the-insurgent-people"},
		{"British spelling", "the Panama Defence Forces", "panama-defense-forces"},
		{"member word", "three Senderistas", "shining-path"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := strings.Join(found(tt.text), " "); got != tt.want {
				t.Errorf("found(%q) = %q, want %q", tt.text, got, tt.want)
			}
		})
	}
}

func TestResolve(t *testing.T) {
	tests := []struct {
		name      string
		in        string
		hints     Hints
		id        string
		ambiguous bool
	}{
		{"plain", "Shining Path", Hints{}, "shining-path", false},
		{"article and case", "the shining path", Hints{}, "shining-path", false},
		{"acronym behind", "Shining Path (SL)", Hints{}, "shining-path", false},
		{"name behind", "M-19 [19 APRIL MOVEMENT]", Hints{}, "m-19", false},
		{"general words around", "the Marxist guerrillas of the FMLN", Hints{}, "fmln", false},
		{"shared acronym", "ELN", Hints{}, "", true},
		{"shared acronym and country", "ELN", Hints{Countries: []string{"CO"}}, "eln-colombia", false},
		{"shared acronym and known actor", "ERP", Hints{Known: []string{"erp-el-salvador"}}, "erp-el-salvador", false},
		{"shared acronym and year", "ERP", Hints{Year: 1988}, "erp-el-salvador", false},
		{"shared acronym and nation", "the Colombian ELN guerrillas", Hints{}, "eln-colombia", false},
		{"unknown", "Harvest Brigade", Hints{}, "", false},
		{"known within unknown words", "Friends of the Shining Path Museum", Hints{}, "", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			id, ok, ambiguous := Actors().Resolve(tt.in, tt.hints)
			if id != tt.id || ok != (tt.id != "") || ambiguous != tt.ambiguous {
				t.Errorf("Resolve(%q) = %q, %v, %v; want %q, ambiguous %v", tt.in, id, ok, ambiguous, tt.id, tt.ambiguous)
			}
		})
	}
}
