package extract

import "testing"

// What an attack struck is where it was, wherever the news of it was sent from.
func TestStruckTown(t *testing.T) {
	for _, tt := range []struct{ place, text string }{
		{"Kharkiv", "KYIV - Missiles struck Kharkiv overnight, killing three people, the mayor said."},
		{"Sderot", "JERUSALEM - Rockets hit Sderot on Thursday, injuring two people. The River Front claimed responsibility."},
		{"Belgorod", "MOSCOW - Drones attacked Belgorod on Thursday, injuring two people. The River Front claimed responsibility."},
		{"Goma", "KINSHASA - Shells rained on Goma on Thursday, killing two people. The River Front claimed responsibility."},
		{"Kharkiv", "KYIV - Kharkiv was heavily shelled on Thursday, officials in Kyiv said. Three people were killed. Nobody has claimed responsibility."},
		{"Sderot", "Rockets hit Sderot on Thursday, injuring two people, police in Jerusalem said. The River Front claimed responsibility."},
		{"Nakuru", "NAIROBI - Gunmen attacked guards near Nakuru on Thursday, killing two people. The River Front claimed responsibility."},
		{"Kharkiv", "KYIV - Missiles struck a block of flats in Kharkiv overnight, killing three people, police said."},
		{"Kisumu", "NAIROBI - Gunmen attacked the Victoria Hospital in Kisumu on Thursday, injuring two people. The River Front claimed responsibility."},
	} {
		list, i := reported(t, tt.text)
		if got := list[i].Place.Name; got != tt.place {
			t.Errorf("%q: place %q, want %q", tt.text, got, tt.place)
		}
	}
}
