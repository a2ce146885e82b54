package extract

import (
	"testing"

	"github.com/credence-project/credence"
)

// A town is one though a word of its name may head that of a group, or stands in
// small letters.
func TestTownNames(t *testing.T) {
	for _, c := range []struct{ name, country string }{
		{"Lashkar Gah", "AF"}, {"Lashkargah", "AF"}, {"Lashkar-Gah", "AF"}, {"Mazar i Sharif", "AF"}, {"Mazar-i-Sharif", "AF"}, {"Port au Prince", "HT"}, {"Deir ez Zor", "SY"},
	} {
		doc := credence.Document{ID: "d-report", Text: "A car bomb killed six policemen in " + c.name + " on Monday, officials said.", Published: newsDay}
		found := extractor(t).Extract(doc).Incidents
		if len(found) != 1 || found[0].Place.Name != c.name || found[0].Place.Country != c.country || found[0].Place.Lat == 0 {
			t.Errorf("%s: %+v", c.name, found)
		}
	}
}
