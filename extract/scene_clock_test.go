package extract

import (
	"testing"

	"github.com/credence-project/credence"
)

func TestHours(t *testing.T) {
	for text, want := range map[string]string{
		"LIMA - A bomb went off in a market in Lima at ten past three in the afternoon on Tuesday, killing two people.":                                                 "15:10",
		"LIMA - A bomb went off in a market in Lima on Tuesday night, killing two people. It exploded at a quarter to ten.":                                             "21:45",
		"LIMA - A bomb killed two people in a market in Lima on Tuesday. It happened at half past eight, outside a bar.":                                                "08:30",
		"LIMA - A bomb killed two people in a market in Lima on Tuesday evening. About ten o'clock three men drove up. They threw a bomb from their car and were gone.": "22:00",
		"LIMA - A bomb killed two people in a market in Lima on Tuesday.":                                                                                               "",
		"LIMA - A bomb killed two people in a market in Lima on Tuesday. The Lake Front claimed the attack in a call at ten past three.":                                "",
		"LIMA - A bomb killed five to ten people in a market in Lima on Tuesday.":                                                                                       "",
		"LIMA - Gunmen fired at two checkpoints near Lima on Tuesday, killing three policemen. The Lake Front claimed the attacks on Wednesday.":                        "",
	} {
		got := extractor(t).Extract(credence.Document{ID: "d-report", Text: text, Published: newsDay}).Incidents
		if len(got) != 1 || got[0].Date.Time != want {
			t.Errorf("%s: read as %+v, want one incident at %q", text, got, want)
		}
	}
}

func TestCaptions(t *testing.T) {
	const text = "MEXICO CITY - What happened this week:\n\n- MONDAY, Cuernavaca, Morelos. A teacher was shot dead on her doorstep.\n\n" +
		"- TUESDAY, Acapulco, Guerrero. Gunmen killed two policemen at a roadblock.\n\nThe Lake Front has claimed neither."
	got := extractor(t).Extract(credence.Document{ID: "d-report", Text: text, Published: newsDay}).Incidents
	if len(got) != 2 || got[0].Place.Name != "Cuernavaca" || got[1].Place.Name != "Acapulco" || got[0].Date.From >= got[1].Date.From {
		t.Errorf("read as %+v, want one incident in each town, a day apart", got)
	}
}
