package lexicon

import (
	"strings"
	"testing"
)

func TestHead(t *testing.T) {
	tests := []struct {
		name   string
		table  *Taxonomy
		phrase string
		class  string
		muc    string
	}{
		{"longest noun at the end", Weapons(), "a homemade pipe bomb", "bomb", "BOMB"},
		{"plural", Weapons(), "TWO HAND GRENADES", "grenade", "GRENADE"},
		{"knife by its parent's value", Weapons(), "kitchen knives", "knife", "CUTTING DEVICE"},
		{"modern weapon without a MUC-4 value", Weapons(), "explosive-laden drones", "drone", ""},
		{"make", Weapons(), "an AK-47 rifle", "rifle", "RIFLE"},
		{"vest", Weapons(), "suicide vest", "suicide-vest", "BOMB"},
		{"method", Methods(), "a series of car bombings", "bombing", "BOMBING"},
		{"attack by vehicle", Methods(), "vehicle-ramming attack", "vehicle-ramming", "ATTACK"},
		{"civilian", HumanTargets(), "14 villagers", "civilian", "CIVILIAN"},
		{"soldier", HumanTargets(), "three off-duty soldiers", "military", "ACTIVE MILITARY"},
		{"once a soldier", HumanTargets(), "a retired general", "former-military", "FORMER ACTIVE MILITARY"},
		{"judge", HumanTargets(), "public order judges", "legal", "LEGAL OR JUDICIAL"},
		{"guard", HumanTargets(), "his bodyguards", "security-guard", "SECURITY GUARD"},
		{"mayor", HumanTargets(), "the mayor", "government-official", "GOVERNMENT OFFICIAL"},
		{"once a mayor", HumanTargets(), "former mayor", "former-government-official", "FORMER GOVERNMENT OFFICIAL"},
		{"embassy", PhysicalTargets(), "the U.S. embassy", "diplomat-office", "DIPLOMAT OFFICE OR RESIDENCE"},
		{"pylons", PhysicalTargets(), "five high-voltage pylons", "energy", "ENERGY"},
		{"pipeline", PhysicalTargets(), "Cano Limon oil pipeline", "energy", "ENERGY"},
		{"precinct", PhysicalTargets(), "police station", "law-enforcement-facility", "LAW ENFORCEMENT FACILITY"},
		{"army", Agents(), "army troops", "army", "STATE-SPONSORED VIOLENCE"},
		{"death squad", Agents(), "rightist death squads", "death-squad", "TERRORIST ACT"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c, ok := tt.table.Head(tt.phrase)
			if !ok || c.ID != tt.class || c.MUC != tt.muc {
				t.Errorf("Head(%q) = %s %q, %v; want %s %q", tt.phrase, c.ID, c.MUC, ok, tt.class, tt.muc)
			}
		})
	}
	if _, ok := Weapons().Head("a bunch of flowers"); ok {
		t.Error("flowers are a weapon")
	}
}

func TestSpeakersHaveStanding(t *testing.T) {
	for phrase, want := range map[string]bool{
		"police spokesman": true, "the federal prosecutor": true, "Interior Minister": true, "army communique": true,
		"intelligence service": true, "terrorism expert": false, "Chatham House": false, "defense lawyer": false,
		"anonymous caller": false, "Associated Press": false, "human rights group": false, "eyewitnesses": false,
	} {
		c, ok := Speakers().Head(phrase)
		if !ok || c.Authority != want {
			t.Errorf("%q: %+v, %v; want authority %v", phrase, c, ok, want)
		}
	}
}

func TestIs(t *testing.T) {
	for _, tt := range []struct {
		class, ancestor string
		want            bool
	}{
		{"vehicle-bomb", "explosive", true}, {"bomb", "bomb", true}, {"bomb", "gun", false}, {"nothing", "weapon", false}, {"", "", false},
	} {
		if got := Weapons().Is(tt.class, tt.ancestor); got != tt.want {
			t.Errorf("Is(%q, %q) = %v", tt.class, tt.ancestor, got)
		}
	}
}

func TestFaultyClassFiles(t *testing.T) {
	for fault, file := range map[string]string{
		"comes twice":  "class: a\nform: x\n\nclass: a\n",
		"no class b":   "class: a\nparent: b\n",
		"unknown key":  "class: a\ncolour: red\n",
		"begins with":  "form: x\n",
		`"key: value"`: "class: a\nform\n",
		"alternatives": "class: a\nform: {1,2,3,4,5}{1,2,3,4,5}{1,2,3,4,5}\n",
	} {
		if _, err := readTaxonomy([]byte(file), "test"); err == nil || !strings.Contains(err.Error(), fault) {
			t.Errorf("%q: error %v, want one with %q", file, err, fault)
		}
	}
}
