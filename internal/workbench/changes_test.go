package workbench

import (
	"slices"
	"testing"
)

func told(f *Follower) (seqs []int64, open bool) {
	for {
		select {
		case c, ok := <-f.News():
			if !ok {
				return seqs, false
			}
			seqs = append(seqs, c.Seq)
		default:
			return seqs, true
		}
	}
}

func TestFollow(t *testing.T) {
	var c Changes
	late := c.Follow(-1)
	for range 3 {
		c.Tell(Change{Kind: ChangeJudgement})
	}
	if seqs, open := told(late); !slices.Equal(seqs, []int64{1, 2, 3}) || !open {
		t.Errorf("got %v, open %v; want 1 2 3 and open", seqs, open)
	}
	for _, tt := range []struct {
		name   string
		after  int64
		missed int
		gap    bool
	}{
		{"from now on", -1, 0, false},
		{"all", 0, 3, false},
		{"the last", 2, 1, false},
		{"up to date", 3, 0, false},
		{"a number from another run", 9, 0, true},
	} {
		f := c.Follow(tt.after)
		if len(f.Missed) != tt.missed || f.Gap != tt.gap {
			t.Errorf("%s: missed %d, gap %v; want %d, %v", tt.name, len(f.Missed), f.Gap, tt.missed, tt.gap)
		}
		f.Close()
		f.Close()
		if _, open := told(f); open {
			t.Errorf("%s: still open after Close", tt.name)
		}
	}
	late.Close()
	if len(c.followers) != 0 {
		t.Errorf("%d followers are left", len(c.followers))
	}
}

// Neither a slow follower nor a long run lets memory grow or holds others up.
func TestFollowIsBounded(t *testing.T) {
	var c Changes
	slow := c.Follow(-1)
	for range keptChanges*2 + 1 {
		c.Tell(Change{Kind: ChangeJudgement})
	}
	if seqs, open := told(slow); open || len(seqs) != waitingChanges {
		t.Errorf("a slow follower got %d changes, open %v; want %d and closed", len(seqs), open, waitingChanges)
	}
	if len(c.kept) > keptChanges {
		t.Errorf("%d changes are kept, want at most %d", len(c.kept), keptChanges)
	}
	if f := c.Follow(1); !f.Gap || f.Missed != nil {
		t.Errorf("what is no longer kept: gap %v with %d missed", f.Gap, len(f.Missed))
	}
	last := c.Last()
	if f := c.Follow(last - 5); f.Gap || len(f.Missed) != 5 {
		t.Errorf("gap %v with %d missed, want 5", f.Gap, len(f.Missed))
	}
}
