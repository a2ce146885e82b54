package extract

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/credence-project/credence"
)

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

// Of whom nothing is known but that it denies an attack, or does not claim it, is at
// most suspected.
func TestDeniersDoNotClaim(t *testing.T) {
	const bomb = "A bomb killed four people in Sanaa on Monday. "
	for _, c := range []struct {
		name, text string
		want       map[string]credence.Confidence
	}{
		{"no hand", bomb + "Al Qaeda said it had no hand in the bombing.", map[string]credence.Confidence{"Al Qaeda": credence.Accused}},
		{"nothing to do", bomb + "Al Qaeda said it had nothing to do with the bombing.", map[string]credence.Confidence{"Al Qaeda": credence.Accused}},
		{"no comment", bomb + "Al Qaeda did not comment on the bombing. It often claims such attacks.", map[string]credence.Confidence{"Al Qaeda": credence.Accused}},
		{"blamed as well", bomb + "Al Qaeda denied involvement. Police blamed Al Qaeda.", map[string]credence.Confidence{"Al Qaeda": credence.AccusedByAuthorities}},
		{"another claims", bomb + "Al Qaeda denied involvement. Islamic State claimed the bombing.", map[string]credence.Confidence{"Islamic State": credence.ClaimedOrAdmitted}},
	} {
		t.Run(c.name, func(t *testing.T) {
			list, i := reported(t, c.text)
			got := map[string]credence.Confidence{}
			for _, p := range list[i].Perpetrators {
				got[p.Name] = p.Confidence
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}
