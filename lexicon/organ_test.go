package lexicon

import "testing"

func TestOrgan(t *testing.T) {
	tests := []struct {
		name, text, country, class string
		tokens                     int
	}{
		{"adjective", "SALVADORAN ARMY TROOPS KILLED", "SV", "army", 3},
		{"possessive", "Peru's police said", "PE", "police", 2},
		{"possessive cut off", "Peru 's National Police said", "PE", "police", 4},
		{"two words after an abbreviation", "U.S. air force planes", "US", "army", 5},
		{"government", "Colombian government", "CO", "state", 2},
		{"not of the state", "Colombian guerrillas", "", "", 0},
		{"people are no organ", "Colombians police", "", "", 0},
		{"no country", "army troops", "", "", 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m, ok := Organ(tokens(tt.text), 0)
			if ok != (tt.tokens > 0) || m.Tokens != tt.tokens || m.Class.ID != tt.class || ok && m.Country.Code != tt.country {
				t.Errorf("Organ(%q) = %+v, %v", tt.text, m, ok)
			}
		})
	}
}
