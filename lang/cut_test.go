package lang

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestCut(t *testing.T) {
	known := func(word string) bool { return word == "Gen" }
	for _, tt := range []struct {
		name, text string
		want       []string
	}{
		{"marks", "It rained. It snowed! Did it? Yes", []string{"It rained.", "It snowed!", "Did it?", "Yes"}},
		{"small letter", "At 3 p.m. on Monday it rained.", []string{"At 3 p.m. on Monday it rained."}},
		{"initial", "J. Ryan spoke. K. Moss did not.", []string{"J. Ryan spoke.", "K. Moss did not."}},
		{"abbreviation", "Then Gen. Moss spoke.", []string{"Then Gen. Moss spoke."}},
		{"number", "It was 5. He left.", []string{"It was 5.", "He left."}},
		{"quotation", "“It rained.” He left. \"So?\" She went.", []string{"“It rained.”", "He left.", "\"So?\"", "She went."}},
		{"wrapped", "It rained\nall day.", []string{"It rained\nall day."}},
		{"empty line", "Rain\n\nIt rained", []string{"Rain", "It rained"}},
		{"indented line", "Rain\n\tIt rained", []string{"Rain", "It rained"}},
		{"no space", "It is 3.5 and a.b", []string{"It is 3.5 and a.b"}},
		{"semicolon", "It rained; she left.", []string{"It rained; she left."}},
		{"other marks", "雨。雪。", []string{"雨。", "雪。"}},
		{"blank", " \n ", nil},
	} {
		var got []string
		for _, p := range (Cutter{Abbreviated: known}).Cut(tt.text) {
			got = append(got, strings.TrimSpace(p.Of(tt.text)))
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
	for word, want := range map[string]bool{"Gen": true, "mr": true, "no": false, "Moss": false} {
		if got := English().Abbreviates(word); got != want {
			t.Errorf("%q is an abbreviation: %t", word, got)
		}
	}
	for i, p := range (Cutter{}).Cut("Rain. Snow.\n\nHail. Fog.") {
		if p.Opens != (i%2 == 0) {
			t.Errorf("piece %d opens a paragraph: %t", i, p.Opens)
		}
	}
}

// The pieces are in order, apart, and leave out only what is blank.
func FuzzCut(f *testing.F) {
	f.Add("It rained. “It snowed!” said J. Ryan;\n\n\tthen it 雨。")
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			return
		}
		at := 0
		for _, p := range (Cutter{Semicolons: true}).Cut(text) {
			if p.Start < at || p.End <= p.Start || strings.TrimSpace(text[at:p.Start]) != "" || !utf8.ValidString(p.Of(text)) {
				t.Fatalf("piece %v behind byte %d of %q", p, at, text)
			}
			at = p.End
		}
		if strings.TrimSpace(text[at:]) != "" {
			t.Fatalf("%q lost of %q", text[at:], text)
		}
	})
}
