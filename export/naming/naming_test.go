package naming

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestText(t *testing.T) {
	g := New([]string{"Jo Marlow", "Änne Öster", "Li", "  ", "x", "Name"}, []string{"Sam Marlow Reed", "Tom Oster"})
	tests := []struct{ name, in, want string }{
		{"whole", "Police named Jo Marlow today.", "Police named [name withheld] today."},
		{"any case", "JO MARLOW", "[name withheld]"},
		{"two in a row", "Jo Marlow Jo Marlow", "[name withheld] [name withheld]"},
		{"over lines", "Jo\n Marlow", "[name withheld]"},
		{"in an address", "http://kell.example/jo-marlow-held", "http://kell.example/[name withheld]-held"},
		{"last word that is open for another", "Marlow was seen", "Marlow was seen"},
		{"last word", "Öster fled", "[name withheld] fled"},
		{"part of a word", "Lisa, Ostern and Marlowe", "Lisa, Ostern and Marlowe"},
		{"short name", "Li said", "[name withheld] said"},
		{"no name", "x marks it", "x marks it"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := g.Text(tt.in); got != tt.want {
				t.Errorf("Text(%q) = %q, want %q", tt.in, got, tt.want)
			}
		})
	}
	if !(Gate{}).Lets("Jo Marlow") || (Gate{}).Text("Jo Marlow") != "Jo Marlow" {
		t.Error("the zero gate keeps something out")
	}
}

// Nothing held is left, whatever stands around it, and a second pass changes nothing.
func TestNothingHeldIsLeft(t *testing.T) {
	g := New([]string{"Jo Marlow", "Öster"}, nil)
	rapid.Check(t, func(t *rapid.T) {
		parts := rapid.SliceOf(rapid.SampledFrom([]string{"Jo Marlow", "marlow", "Öster", " ", "-", ".", "a", "é", "\n", "[name withheld]"})).Draw(t, "parts")
		once := g.Text(strings.Join(parts, ""))
		if !g.Lets(once) || g.Text(once) != once {
			t.Errorf("%q still holds a name", once)
		}
	})
}

func TestThrough(t *testing.T) {
	type inner struct {
		Names []string
		Count int64
	}
	g := New([]string{"Jo Marlow"}, nil)
	got, err := Through(g, map[string]inner{"k": {[]string{"Jo Marlow", "Ann"}, 1<<62 + 1}})
	if err != nil || got["k"].Names[0] != Withheld || got["k"].Names[1] != "Ann" || got["k"].Count != 1<<62+1 {
		t.Errorf("Through = %v, %v", got, err)
	}
}
