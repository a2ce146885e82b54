package extract

import "testing"

// Which of the places of a name is meant, and where something was of which the text
// does not say it outright.
func TestWhence(t *testing.T) {
	const claim = " The River Front claimed responsibility."
	for _, tt := range []struct{ name, place, country, text string }{
		{"date behind the town", "Mumbai", "IN", "MUMBAI, July 13: A bomb killed six people on Tuesday."},
		{"agency in brackets", "Mogadishu", "SO", "Mogadishu (Radio) - A bomb killed six people on Tuesday."},
		{"date and full stop", "Abuja", "NG", "Abuja, 8 July. A bomb killed six people on Tuesday."},
		{"letters of two bytes", "Éroule Île", "FR", "ÉROULE ÎLE, FRANCE (AFP) - A bomb killed six people on Tuesday."},
		{"state behind a village", "Hyder", "US", "HYDER, Arizona - A bomb killed six people on Tuesday."},
		{"country of the other names", "La Paz", "BO", "LA PAZ - A bomb killed six Bolivian soldiers on Tuesday. Troops came from Cochabamba and Oruro."},
		{"street", "Madrid", "ES", "MADRID - A bomb killed six people in the Calle Serrano on Tuesday."},
		{"where a victim is from", "Bogota", "CO", "BOGOTA - A bomb killed six cadets on Tuesday, among them a girl from Esmeraldas in Ecuador."},
		{"quarter", "Kampala", "UG", "KAMPALA - A bomb killed six people at a bar in Kabalagala on Tuesday."},
		{"where a victim died", "Multan", "PK", "LAHORE - A bomb went off in Multan on Tuesday. A guard died in a Faisalabad hospital on Thursday."},
		{"dateline told again", "Athens", "GR", "ATHENS - A bomb killed an officer of the United States Navy in a suburb of Athens on Tuesday."},
		{"flags of a country", "Dhaka", "BD", "DHAKA - Coffins in the flags of Italy stood in a row on Monday for those killed by a bomb in a cafe on Friday."},
		{"above", "Huanta", "PE", "LIMA - Rebels killed six peasants in a village above Huanta on Tuesday."},
		{"site of two words", "Torosk", "RU", "MOSCOW - A bomb killed six people at the bus park of Torosk on Tuesday."},
		{"small namesake elsewhere", "Jaji", "NG", "A bomb killed six worshippers at Jaji, in Kaduna state, on Tuesday."},
		{"feast", "Riyadh", "SA", "RIYADH - \"Who kills us in Ramadan?\" asked a grocer. A bomb killed six people on Tuesday."},
		{"hospital of a town", "Ouagadougou", "BF", "OUAGADOUGOU - A bomb killed six people on Tuesday and the hospital of Kaya took in ten."},
		{"town most named", "Benghazi", "LY", "A bomb tore the front off a bakery on Tuesday. In Benghazi such deeds are common. Nobody in Benghazi was surprised."},
	} {
		t.Run(tt.name, func(t *testing.T) {
			list, i := reported(t, tt.text+claim)
			if p := list[i].Place; p.Name != tt.place && p.Name != "Bogotá" || p.Country != tt.country {
				t.Errorf("place %q %s, want %q %s", p.Name, p.Country, tt.place, tt.country)
			}
		})
	}
}
