package extract

import (
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/credence-project/credence"
)

// What claims assert, published on Friday, 12 April 2019. None of it happened.
func TestClaimedDetails(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want, not  []string
	}{
		{"day of the claim is none of the attack",
			"The Brigade of the Coast said on Friday that its men had fired on a convoy near Gao on Tuesday.",
			[]string{"date 2019-04-09", "place Gao"}, []string{"date 2019-04-12"}},
		{"time with zone, range, weapons by their longest names",
			"The Brigade of the Coast said its men had fired RPG-7 rockets at a convoy near Gao at 0530 GMT on Tuesday, killing between 12 and 15 soldiers and wounding dozens.",
			[]string{"time 05:30", "killed 12-15", "injured 24-0", "weapon rocket RPG-7 rockets"}, []string{"place GMT", "weapon rocket rockets"}},
		{"attackers of its own",
			"The Brigade of the Coast said three of its fighters had attacked the barracks in Gao.",
			[]string{"perpetrator_count 3-3"}, []string{"killed 3-3"}},
		{"a party of four",
			"The Brigade of the Coast said a commando of four had attacked the barracks in Gao.",
			[]string{"perpetrator_count 4-4"}, nil},
		{"the time that opens an entry",
			"16:00 The Brigade of the Coast said it had bombed the barracks in Gao at 05:30.",
			[]string{"time 05:30", "place Gao"}, []string{"time 16:00"}},
		{"a make is no place",
			"The Brigade of the Coast said it had left a bomb in a Fiat Punto outside the barracks in Gao.",
			[]string{"place Gao", "weapon bomb bomb"}, []string{"place Fiat Punto"}},
		{"opened fire", "The Brigade of the Coast said its men had opened fire on the barracks in Gao.", []string{"place Gao"}, []string{"weapon fire fire"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			day := time.Date(2019, 4, 12, 18, 0, 0, 0, time.UTC)
			doc := credence.Document{ID: "d-claim", Text: c.text, Published: credence.Interval{From: day, To: day}}
			claim := credence.Statement{Kind: credence.KindClaim, Span: credence.Span{End: len(c.text)}}
			var have []string
			for _, d := range extractor(t).Details(doc, []credence.Statement{claim}) {
				line := string(d.Slot) + " "
				switch d.Slot {
				case credence.SlotDate:
					line += d.Date
				case credence.SlotTime:
					line += d.TimeOfDay
				case credence.SlotKilled, credence.SlotInjured, credence.SlotAttackers:
					line += strconv.Itoa(d.Number.Min) + "-" + strconv.Itoa(d.Number.Max)
				case credence.SlotWeapon:
					line += d.Class + " " + d.Value
				default:
					line += d.Value
				}
				have = append(have, line)
			}
			for _, w := range c.want {
				if !slices.Contains(have, w) {
					t.Errorf("no %q in %q", w, have)
				}
			}
			for _, n := range c.not {
				if slices.Contains(have, n) {
					t.Errorf("%q in %q", n, have)
				}
			}
		})
	}
}

// TestDetailsGoOn holds that what the claim says besides counts, but not what
// others say.
func TestDetailsGoOn(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       bool
	}{
		{"pronoun", "The Brigade of the Coast claimed the ambush. It said that twelve soldiers were killed.", true},
		{"message", "The Brigade of the Coast claimed the ambush. The statement said that twelve soldiers were killed.", true},
		{"somebody else", "The Brigade of the Coast claimed the ambush. The army said that twelve soldiers were killed.", false},
		{"the text itself", "The Brigade of the Coast claimed the ambush. Twelve soldiers were killed.", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc := credence.Document{ID: "d-claim", Text: c.text}
			x := extractor(t)
			got := slices.ContainsFunc(x.Details(doc, x.Statements(doc)), func(d credence.Detail) bool { return d.Slot == credence.SlotKilled })
			if got != c.want {
				t.Errorf("%q: killed found %v, want %v", c.text, got, c.want)
			}
		})
	}
}
