package extract

import (
	"slices"
	"strings"
	"testing"
)

// turns are reports that a hasty reading gets wrong: how many incidents each
// must yield, and what the main one must say, or behind a "!" must not. None of it happened.
var turns = []struct {
	name, text string
	count      int
	want       []string
}{
	{"the city begins the text", "City hit by bomb attack in Iraq kills ten\n\nBAGHDAD, April 12, 2019 - Police blamed rebels.", 1, []string{"country IQ"}},
	{"a judge killed on Thursday", "A bomb killed a judge in Kisumu on Thursday, officials told reporters. Nobody has claimed responsibility.", 1, []string{"date 2019-04-11", "killed 1"}},
	{"outside a court", "A car bomb killed nine people outside a court in Kisumu on Thursday, police said. Nobody has claimed responsibility.", 1, []string{"date 2019-04-11", "killed 9"}},
	{"an editor killed on Thursday", "Gunmen killed a newspaper editor in Kisumu on Thursday, police said. Nobody has claimed responsibility.", 1, []string{"date 2019-04-11"}},
	{"a funeral attacked", "Gunmen attacked a funeral in Kisumu on Thursday, killing six mourners, police said. Nobody has claimed responsibility.", 1, []string{"date 2019-04-11", "killed 6"}},
	{"an owner abducted", "Gunmen abducted a newspaper owner in Kisumu on Monday, police said. Nobody has claimed responsibility.", 1, []string{"date 2019-04-08", "type kidnapping"}},
	{"claimed in a letter on Thursday", "A bomb wrecked a bank in Kisumu on Monday, killing two. The River Front said in a letter to a newspaper on Thursday that it had planted the bomb.", 1, []string{"date 2019-04-08"}},
	{"in court on Thursday", "A bomb killed two people at a bank in Kisumu on Monday. Two men appeared in court on Thursday over the attack.", 1, []string{"date 2019-04-08"}},
	{"a court sits on Thursday", "A court in Kisumu on Thursday jailed a man for life for the bombing of a bus in which six people died. Nobody has claimed responsibility for the attack.", 1, []string{"killed 6", "!date 2019-04-11"}},
}

func TestTurns(t *testing.T) {
	for _, tt := range turns {
		t.Run(tt.name, func(t *testing.T) {
			list, i := reported(t, tt.text)
			have := outline(&list[i])
			for _, want := range tt.want {
				want, not := strings.CutPrefix(want, "!")
				if slices.Contains(have, want) == not {
					t.Errorf("%q: %t in %s", want, not, strings.Join(have, ", "))
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
