package incident

import (
	"fmt"
	"math/rand"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/credence-project/credence"
)

// report makes a mention in a document of its own, published the day after.
func report(name, kind, day, place, target, weapon string, killed int) Report {
	published, _ := time.Parse(time.DateOnly, day)
	m := credence.Mention{
		ID: credence.MentionID(credence.ContentID("m", name)), Ref: "i1", Main: true, Type: kind, Stage: credence.StageAccomplished,
		Date:  credence.DateMention{From: day, To: day},
		Place: credence.PlaceMention{Name: place, Country: "XX"},
	}
	if weapon != "" {
		m.Weapons = []credence.Weapon{{Text: weapon, Class: weapon}}
	}
	if target != "" {
		m.Targets = []credence.Target{{Kind: "physical", Description: target}}
	}
	if killed >= 0 {
		m.Killed = credence.Number{Min: killed, Max: killed, Known: true}
	}
	return Report{Mention: m, Document: credence.DocumentID(credence.ContentID("d", name)), Published: credence.Day(published.AddDate(0, 0, 1), "feed")}
}

func with(r Report, change func(*Report)) Report {
	change(&r)
	return r
}

func TestJoin(t *testing.T) {
	bombA := report("a", "bombing", "2005-07-07", "Harbourtown", "railway station", "bomb", 12)
	bombB := report("b", "bombing", "2005-07-07", "Harbourtown", "the central railway station", "bomb", 14)
	vague := report("c", "attack", "2005-07-07", "Harbourtown", "railway station", "", -1)
	nextDay := report("d", "bombing", "2005-07-08", "Harbourtown", "railway station", "bomb", 12)
	later := report("e", "bombing", "2005-07-11", "Harbourtown", "railway station", "bomb", 12)
	market := report("f", "attack", "2005-07-07", "Harbourtown", "fish market", "knife", 1)
	kidnap := report("g", "kidnapping", "2005-07-07", "Harbourtown", "judge", "", -1)
	elsewhere := report("h", "bombing", "2005-07-07", "Hilltown", "railway station", "bomb", 12)
	abroad := with(report("j", "bombing", "2005-07-07", "Harbourtown", "railway station", "bomb", 12), func(r *Report) { r.Mention.Place.Country = "YY" })
	second := with(report("k", "bombing", "2005-07-07", "Harbourtown", "railway station", "bomb", 12), func(r *Report) { r.Document = bombA.Document })
	tests := []struct {
		name    string
		reports []Report
		rulings []Ruling
		want    int
	}{
		{"same attack", []Report{bombA, bombB}, nil, 1},
		{"same attack told vaguely", []Report{bombA, vague}, nil, 1},
		{"counted a day later", []Report{bombA, nextDay}, nil, 1},
		{"same place four days on", []Report{bombA, later}, nil, 2},
		{"same day, other target and weapon", []Report{bombA, market}, nil, 2},
		{"same day, other kind", []Report{bombA, kidnap}, nil, 2},
		{"other town", []Report{bombA, elsewhere}, nil, 2},
		{"other country", []Report{bombA, abroad}, nil, 2},
		{"two incidents of one text", []Report{bombA, second}, nil, 2},
		{"a third report does not bridge two incidents of one text", []Report{bombA, second, bombB}, nil, 2},
		{"ruled different", []Report{bombA, bombB}, []Ruling{{bombA.Mention.ID, bombB.Mention.ID, false}}, 2},
		{"ruled the same", []Report{bombA, elsewhere}, []Ruling{{bombA.Mention.ID, elsewhere.Mention.ID, true}}, 1},
		{"told twice", []Report{bombA, bombA}, nil, 1},
		{"nothing", nil, nil, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := Join(tt.reports, tt.rulings); len(got) != tt.want {
				t.Errorf("Join gives %d incidents, want %d: %+v", len(got), tt.want, got)
			}
		})
	}
}

func TestJoinKeepsDisagreement(t *testing.T) {
	in := Join([]Report{
		report("a", "bombing", "2005-07-07", "Harbourtown", "railway station", "bomb", 12),
		report("b", "attack", "2005-07-07", "Harbourtown", "railway station", "", 14),
	}, nil)
	if len(in) != 1 {
		t.Fatalf("got %d incidents, want 1", len(in))
	}
	if got, want := in[0].Killed, (credence.Number{Min: 12, Max: 14, Known: true}); got != want {
		t.Errorf("killed %+v, want %+v", got, want)
	}
	if in[0].Type != "bombing" || in[0].Place.Name != "Harbourtown" || len(in[0].Mentions) != 2 {
		t.Errorf("summary %+v", in[0])
	}
}

// The order in which reports arrive never matters, and an identifier once
// given leads to the incident for ever.
func TestOrderAndAlias(t *testing.T) {
	places := []string{"Harbourtown", "Hilltown", ""}
	kinds := []string{"bombing", "attack", "kidnapping"}
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 12).Draw(t, "n")
		var reports []Report
		for i := range n {
			day := fmt.Sprintf("2005-07-%02d", rapid.IntRange(5, 9).Draw(t, "day"))
			r := report(fmt.Sprint(i), rapid.SampledFrom(kinds).Draw(t, "kind"), day, rapid.SampledFrom(places).Draw(t, "place"),
				rapid.SampledFrom([]string{"", "bridge", "fish market"}).Draw(t, "target"), "", rapid.IntRange(-1, 3).Draw(t, "killed"))
			if rapid.Bool().Draw(t, "copied") {
				r.Voice = "o-wire"
			}
			reports = append(reports, r)
		}
		want := Join(reports, nil)
		seed := rapid.Int64().Draw(t, "seed")
		rand.New(rand.NewSource(seed)).Shuffle(n, func(i, j int) { reports[i], reports[j] = reports[j], reports[i] })
		if diff := cmp.Diff(want, Join(reports, nil)); diff != "" {
			t.Fatalf("the order changed the result (-want +got):\n%s", diff)
		}
		mentions := 0
		for _, in := range want {
			named := false
			for _, m := range in.Mentions {
				named = named || Alias(m.Mention) == in.ID
			}
			if !named {
				t.Fatalf("incident %s is named after none of its mentions", in.ID)
			}
			mentions += len(in.Mentions)
		}
		if mentions != n {
			t.Fatalf("%d mentions went in, %d came out", n, mentions)
		}
	})
}

func BenchmarkJoin(b *testing.B) {
	var reports []Report
	rng := rand.New(rand.NewSource(1))
	for i := range 5000 {
		day := time.Date(2005, 1, 1+rng.Intn(365), 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
		reports = append(reports, report(fmt.Sprint(i), "bombing", day, fmt.Sprintf("Town %d", rng.Intn(40)), fmt.Sprintf("target%d", rng.Intn(9)), "bomb", rng.Intn(5)))
	}
	for b.Loop() {
		Join(reports, nil)
	}
	b.ReportMetric(float64(len(reports)), "mentions")
}
