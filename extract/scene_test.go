package extract

import (
	"slices"
	"strings"
	"testing"
)

// turns are reports that a hasty reading gets wrong: how many incidents each
// must yield, and what the main one must say. None of it happened.
var turns = []struct {
	name, text string
	count      int
	want       []string
}{
	{"the city begins the text", "City hit by bomb attack in Iraq kills ten\n\nBAGHDAD, April 12, 2019 - Police blamed rebels.", 1, []string{"country IQ"}},
}

func TestTurns(t *testing.T) {
	for _, tt := range turns {
		t.Run(tt.name, func(t *testing.T) {
			list, i := reported(t, tt.text)
			have := outline(&list[i])
			for _, want := range tt.want {
				if !slices.Contains(have, want) {
					t.Errorf("no %q in %s", want, strings.Join(have, ", "))
				}
			}
			if len(list) != tt.count {
				t.Errorf("%d incidents, want %d", len(list), tt.count)
				for i := range list {
					t.Log(strings.Join(outline(&list[i]), ", "))
				}
			}
		})
	}
}
