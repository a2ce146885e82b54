package event

import (
	"testing"
	"time"
)

// A report that nobody was hurt is a stated zero, not silence.
func TestNoneHurt(t *testing.T) {
	x := newReader(t)
	for _, tc := range []struct {
		name, said      string
		killed, injured bool
	}{
		{"no casualties", "There were no casualties.", true, true},
		{"nobody", "Nobody was injured.", false, true},
		{"no one", "No one was killed or injured.", true, true},
		{"no deaths", "The blast caused no deaths.", true, false},
		{"silence", "The blast broke windows.", false, false},
		{"another no", "No group has claimed the attack.", false, false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			text := "LIMA, 3 Apr 90 -- A powerful bomb exploded last night in front of the Industrial Bank in Lima and damaged the building. " + tc.said
			list := x.Read(text, time.Time{})
			if len(list) != 1 {
				t.Fatalf("%d incidents, want 1", len(list))
			}
			if k := list[0].Killed; (k.Known && k.Max == 0) != tc.killed {
				t.Errorf("killed %+v", k)
			}
			if k := list[0].Injured; (k.Known && k.Max == 0) != tc.injured {
				t.Errorf("injured %+v", k)
			}
		})
	}
}
