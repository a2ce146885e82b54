package lexicon

import (
	"strings"
	"testing"
)

// TestQuarters finds quarters in their country alone, and every town of the file
// in the gazetteer.
func TestQuarters(t *testing.T) {
	for _, tt := range []struct{ quarter, country, want string }{
		{"Karol Bagh", "IN", "New Delhi"},
		{"karol bagh", "IN", "New Delhi"},
		{"Karol Bagh", "PK", ""},
		{"Breña", "PE", "Lima"},
		{"Nowhere", "GB", ""},
	} {
		if got := TownOf(tt.quarter, tt.country); got != tt.want {
			t.Errorf("%s in %s: %q, want %q", tt.quarter, tt.country, got, tt.want)
		}
	}
	for key, town := range quarterOf() {
		code := key[:2]
		if p, score := Gazetteer().Lookup(town, PlaceHints{Countries: []string{code}}); score == 0 || p.Country != code {
			t.Errorf("%s: no town %s in %s", key, town, code)
		}
		if strings.TrimSpace(key[2:]) == "" {
			t.Errorf("%s: a quarter without a name", town)
		}
	}
}
