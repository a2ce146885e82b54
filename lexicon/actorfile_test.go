package lexicon

import (
	"errors"
	"strings"
	"testing"

	"github.com/credence-project/credence"
)

// registerOf is the register of an actor file.
func registerOf(file string) (*Register, error) {
	actors, err := readActors(strings.NewReader(file), "actor file")
	if err != nil {
		return nil, err
	}
	return NewRegister(actors)
}

func TestReadActors(t *testing.T) {
	const file = `# groups of a desk
id: harvest-brigade
name: Harvest Brigade
acronym: HBX
alias: {Sowers,Reapers} of the Plain
member: Harvester
kind: group
country: FJ
ideology: other
years: 2001-
channel: The Sickle = Sickle Radio (official 2002-2004)
`
	r, err := registerOf(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"Harvest Brigade", "HBX", "Reapers of the Plain", "sowers of the plain"} {
		if id, _, _ := r.Resolve(name, Hints{}); id != "harvest-brigade" {
			t.Errorf("Resolve(%q) = %q", name, id)
		}
	}
	if a, c, ok := r.Channel("Sickle Radio"); !ok || a.ID != "harvest-brigade" || c.Tier != credence.TierOfficial || c.Years != (Years{2002, 2004}) {
		t.Errorf("Channel = %+v, %+v, %v", a, c, ok)
	}
	if _, err := r.Actor("nobody"); !errors.Is(err, credence.ErrNotFound) {
		t.Errorf("unknown actor: error %v", err)
	}
	if _, _, ok := Actors().Channel("Reuters"); ok {
		t.Error("a news agency is the channel of an actor")
	}
}

func TestFaultyActorFiles(t *testing.T) {
	tests := []struct{ name, file, fault string }{
		{"no id first", "name: X\n", `begins with "id:"`},
		{"no colon", "id: x\nsomething\n", `want "key: value"`},
		{"empty value", "id: x\nname:\n", `want "key: value"`},
		{"unknown key", "id: x\nname: X\nkind: group\ncolour: red\n", `unknown key "colour"`},
		{"no kind", "id: x\nname: X\n", "lacks a name or a kind"},
		{"years", "id: x\nname: X\nkind: group\nyears: ninety\n", "years"},
		{"channel", "id: x\nname: X\nkind: group\nchannel: Radio\n", "channel"},
		{"two of one id", "id: x\nname: X\nkind: group\n\nid: x\nname: Y\nkind: group\n", "two entries"},
		{"too many alternatives", "id: x\nname: X\nkind: group\nalias: {a,b,c,d,e}{a,b,c,d,e}{a,b,c,d,e}\n", "alternatives"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := registerOf(tt.file)
			var input *credence.InputError
			if !errors.As(err, &input) || !strings.Contains(err.Error(), tt.fault) {
				t.Errorf("error %v, want an InputError with %q", err, tt.fault)
			}
		})
	}
	if _, err := registerOf("id: " + strings.Repeat("x", maxLine+1)); err == nil {
		t.Error("a line that is too long: no error")
	}
}

func TestChannels(t *testing.T) {
	for name, want := range map[string]struct {
		id   string
		tier credence.Tier
	}{
		"Amaq":             {"islamic-state", credence.TierAuxiliary},
		"AMAQ NEWS AGENCY": {"islamic-state", credence.TierAuxiliary},
		"Nashir":           {"islamic-state", credence.TierOfficial},
		"Radio Venceremos": {"fmln", credence.TierOfficial},
		"Al-Manar":         {"hezbollah", credence.TierOfficial},
		"Kavkaz Center":    {"chechen-republic-ichkeria", credence.TierAuxiliary},
	} {
		a, c, ok := Actors().Channel(name)
		if !ok || a.ID != want.id || c.Tier != want.tier {
			t.Errorf("Channel(%q) = %v, %v, %v", name, a, c, ok)
		}
	}
}
