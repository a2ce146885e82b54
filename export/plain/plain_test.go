package plain

import (
	"testing"
	"time"

	"github.com/credence-project/credence"
)

func at(s string) time.Time {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		panic(err)
	}
	return t
}

func TestPercent(t *testing.T) {
	for p, want := range map[float64]string{0: "< 1 %", .004: "< 1 %", .005: "1 %", .0149: "1 %", .5: "50 %", .994: "99 %", .996: "> 99 %", 1: "> 99 %"} {
		if got := Percent(p); got != want {
			t.Errorf("Percent(%g) = %q, want %q", p, got, want)
		}
	}
}

func TestChance(t *testing.T) {
	tests := map[string]struct {
		p    credence.Probability
		want string
	}{
		"in full":           {credence.Probability{P: .5, Lo: .2, Hi: .75, Word: "even chance"}, "even chance, 50 % (20 to 75 %)"},
		"narrow":            {credence.Probability{P: .5, Lo: .499, Hi: .501, Word: "even chance"}, "even chance, 50 % (50 %)"},
		"beyond the bounds": {credence.Probability{P: .999, Lo: .98, Hi: 1, Word: "almost certain"}, "almost certain, > 99 % (98 to > 99 %)"},
		"next to nothing":   {credence.Probability{P: .001, Lo: 0, Hi: .02, Word: "remote"}, "remote, < 1 % (< 1 to 2 %)"},
	}
	for name, tt := range tests {
		if got := Chance(tt.p); got != tt.want {
			t.Errorf("%s: got %q, want %q", name, got, tt.want)
		}
	}
}

func TestClock(t *testing.T) {
	day := at("2019-04-02T00:00:00Z")
	tests := []struct {
		name string
		v    credence.Interval
		want string
	}{
		{"nothing", credence.Interval{}, "time not known"},
		{"instant", credence.At(at("2019-04-02T20:05:00Z"), ""), "2 Apr 2019 20:05 UTC"},
		{"day", credence.Day(day, ""), "2 Apr 2019"},
		{"month", credence.Interval{From: at("2019-04-01T00:00:00Z"), To: at("2019-04-30T23:59:59Z")}, "Apr 2019"},
		{"days", credence.Interval{From: day, To: at("2019-04-04T23:59:59Z")}, "2 Apr 2019 to 4 Apr 2019"},
		{"open start", credence.Interval{To: at("2019-04-02T20:05:00Z")}, "by 2 Apr 2019 20:05 UTC"},
		{"open end", credence.Interval{From: at("2019-04-02T20:05:00Z")}, "from 2 Apr 2019 20:05 UTC"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := Clock(tt.v); got != tt.want {
				t.Errorf("Clock = %q, want %q", got, tt.want)
			}
		})
	}
}
