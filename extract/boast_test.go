package extract

import (
	"testing"

	"github.com/credence-project/credence"
)

// Who claims an attack speaks of others too: their dead are not those of this one.
func TestDeadOfOtherDeeds(t *testing.T) {
	const news = "NAIROBI - A bomb went off at a bank in Kisumu on Monday. The River Front claimed responsibility. "
	for said, killed := range map[string]string{
		`"We killed 40 soldiers last month in Garissa," it said.`:                        "",
		`"This year we have killed 40 soldiers," it said.`:                               "",
		`"So far we have killed 40 soldiers," it said.`:                                  "",
		`"We have killed 40 soldiers since Ramadan," it said.`:                           "",
		`The statement said that 40 soldiers had died in its attacks in the past month.`: "",
		`"We killed 12 guards," it said.`:                                                "12",
		`So far twelve people have died, the police said.`:                               "12",
		`The blast killed twelve people, the police said.`:                               "12",
	} {
		out := extractor(t).Extract(credence.Document{ID: "d", Text: news + said, Published: newsDay})
		if len(out.Incidents) == 0 || shown(out.Incidents[0].Killed) != killed {
			t.Errorf("%s: %+v, want %q killed", said, out.Incidents, killed)
		}
	}
}
