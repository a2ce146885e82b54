package extract

import "testing"

// Those whom an attack hurt did not do it; those who did it and died with it may have.
func TestVictimsAreNoPerpetrators(t *testing.T) {
	for _, tt := range []struct{ name, want, text string }{
		{"officers", "", "He stabbed two officers near a metro station in Brussels on Monday."},
		{"soldiers", "man", "A man stabbed two soldiers near a metro station in Brussels on Monday."},
		{"gunmen", "Two gunmen", "Two gunmen killed five people in Kaduna on Monday and were shot dead, police said."},
	} {
		t.Run(tt.name, func(t *testing.T) {
			list, i := reported(t, tt.text)
			got := ""
			for _, p := range list[i].Perpetrators {
				got += p.Name
			}
			if got != tt.want {
				t.Errorf("perpetrators %v, want %q", list[i].Perpetrators, tt.want)
			}
		})
	}
}
