package event

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestReadPlaces(t *testing.T) {
	for _, tc := range []struct {
		name, text string
		want       []string
	}{
		{"a town that a street goes with", "A BOMB WENT OFF IN A DOWNTOWN BOGOTA STREET IN COLOMBIA.", []string{"BOGOTA city"}},
		{"a town that a part goes with", "IT HAPPENED IN A SECTOR OF SAN SALVADOR.", []string{"SAN SALVADOR city"}},
		{"a quarter", "IT HAPPENED IN THE VISTA CLARA NEIGHBORHOOD OF BOGOTA.", []string{"VISTA CLARA neighborhood in BOGOTA", "BOGOTA city"}},
		{"a street with a name of its own", "IT HAPPENED ON VISTA CLARA AVENUE.", []string{"VISTA CLARA road"}},
		{"two side by side", "IT HAPPENED IN AREQUIPA AND CUSCO DEPARTMENT IN PERU.", []string{"AREQUIPA city", "CUSCO department"}},
	} {
		r := prepared(t, tc.text)
		r.readPlaces()
		var got []string
		for i := range r.places {
			u := &r.places[i]
			s := r.plain(u.first, u.last) + " " + u.kind
			if u.within >= 0 {
				w := &r.places[u.within]
				s += " in " + r.plain(w.first, w.last)
			}
			got = append(got, s)
		}
		if diff := cmp.Diff(tc.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tc.name, diff)
		}
	}
}

// Where a part of the town that is the scene is named with the incident, that
// is the scene.
func TestPartOf(t *testing.T) {
	for _, tc := range []struct {
		name, text string
		p          []float32
		want       int
	}{
		{"a quarter of the town", "IT HAPPENED IN THE VISTA CLARA NEIGHBORHOOD OF BOGOTA.", []float32{0.2, 0.6}, 0},
		{"an unlikely one", "IT HAPPENED IN THE VISTA CLARA NEIGHBORHOOD OF BOGOTA.", []float32{0.05, 0.6}, -1},
		{"a quarter of another town", "HE LIVED IN THE VISTA CLARA NEIGHBORHOOD OF LIMA. IT HAPPENED IN BOGOTA.", []float32{0.2, 0.1, 0.6}, -1},
	} {
		r := prepared(t, tc.text)
		r.readPlaces()
		if len(r.places) != len(tc.p) {
			t.Fatalf("%s: %d places, want %d", tc.name, len(r.places), len(tc.p))
		}
		r.siteP = append(r.siteP[:0], tc.p...)
		if got := r.partOf(len(tc.p) - 1); got != tc.want {
			t.Errorf("%s: %d, want %d", tc.name, got, tc.want)
		}
	}
}

func TestPlaceName(t *testing.T) {
	for text, want := range map[string]bool{
		"THE REBELS ATTACKED BOGOTA.":              true,
		"THE REBELS ATTACKED HONDURAS.":            true,
		"THE REBELS ATTACKED JUDGE JUAN SOTO.":     false,
		"THE REBELS ATTACKED BISHOP LIMA.":         false,
		"THE REBELS ATTACKED COLONEL PEDRO BOGOTA": false,
	} {
		r := prepared(t, "IT HAPPENED NEAR BOGOTA. "+text)
		r.readPlaces()
		k := int32(len(r.phrases) - 1)
		if got := r.placeName(&entity{role: rolePerson, mentions: []int32{k}, named: k, told: -1}); got != want {
			t.Errorf("%s %v, want %v", text, got, want)
		}
	}
}
