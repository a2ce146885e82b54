package extract

import (
	"testing"

	"github.com/credence-project/credence"
)

// Who is meant by what a text says of a group that it has named.
func TestWhoIsMeant(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"same hand", "The minister blamed the River Front. Police said the same hand was behind a blast in May.", "River Front"},
		{"people of a country and creed", "Al-Shabaab has said nothing. The Somali Islamists claimed an attack in May.", "Al-Shabaab"},
		{"not those of another country", "Al-Shabaab has said nothing. Police said the Basque separatists had planted the bomb.", "Basque separatists"},
		{"creed alone", "The Shining Path is active there. The Maoist rebels said they had planted the bomb.", "Shining Path"},
		{"latter", "Hamas and Islamic Jihad are both active there. The latter claimed the bombing, police said.", "Islamic Jihad"},
		{"noun put beside the name", "The Sect of the Lake, a sect in the hills, fights the River Front. Police said the sect had planted the bomb.", "Sect of the Lake"},
		{"unit of a known group", "The army blamed the 33rd Front of the FARC. The FARC denied the bombing.", "FARC"},
	} {
		t.Run(c.name, func(t *testing.T) {
			list := extractor(t).Statements(credence.Document{Text: "A bomb killed two soldiers in Kaspi on Monday. " + c.text})
			if len(list) == 0 {
				t.Fatal("no statement")
			}
			if got := list[len(list)-1].Actor; got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}
