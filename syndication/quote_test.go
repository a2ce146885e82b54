package syndication

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/credence-project/credence"
)

func TestQuotes(t *testing.T) {
	cases := []struct{ name, text, want string }{
		{"straight", `She said "we saw it" and left. "Twice," she added.`, "we saw it Twice"},
		{"curly", "He said: “We saw it.” Then he left.", "We saw it"},
		{"German", "Er sagte: „Wir sahen es.“ Dann ging er.", "Wir sahen es"},
		{"French", "Il a dit : « Nous l'avons vu. » Puis il partit.", "Nous l'avons vu"},
		{"each paragraph opens anew", "“First part.\n\n“Second part,” he said.", "First part Second part"},
		{"not closed before the paragraph ends", "“First part.\n\nNo quotation here.", "First part"},
		{"a mark left out does not turn the text around", `He said "this is odd. Nobody knew. "That is all," she said and left.`, "That is all"},
		{"a mark too many", `The 5" pipe broke. "We fixed it," he said.`, "We fixed it"},
		{"a statement given in full", "The force said in a statement:\n\nThe road is closed. It stays so.\n\nDrivers waited.", "The road is closed It stays so"},
		{"a list is no statement", "He brought three things:\n\nA rope and a lamp.", ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			x := Default().Prepare(credence.Document{Text: c.text})
			var got []string
			for _, w := range x.words {
				if w.mark&quoted != 0 {
					got = append(got, c.text[w.start:w.end])
				}
			}
			if diff := cmp.Diff(c.want, strings.Join(got, " ")); diff != "" {
				t.Errorf("quoted words (-want +got):\n%s", diff)
			}
		})
	}
}
