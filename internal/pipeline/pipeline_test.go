package pipeline_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/extract"
	"github.com/credence-project/credence/ingest"
	"github.com/credence-project/credence/internal/pipeline"
	"github.com/credence-project/credence/internal/store"
	"github.com/credence-project/credence/internal/testkit"
	"github.com/credence-project/credence/lang"
	"github.com/credence-project/credence/lexicon"
)

var now = time.Date(2024, 5, 1, 12, 0, 0, 0, time.UTC)

func stages(t *testing.T, db *store.DB) *pipeline.Stages {
	t.Helper()
	x, err := extract.New(lang.English(), lexicon.Actors())
	if err != nil {
		t.Fatal(err)
	}
	return &pipeline.Stages{DB: db, Extractor: x, Actors: lexicon.Actors(), Workers: 2}
}

func take(t *testing.T, db *store.DB, text string) (pipeline.Tally, []pipeline.Outcome) {
	t.Helper()
	var outcomes []pipeline.Outcome
	tally, err := stages(t, db).Take(t.Context(), ingest.Input{Name: "in"}, strings.NewReader(text), now, func(o pipeline.Outcome) { outcomes = append(outcomes, o) })
	if err != nil {
		t.Fatal(err)
	}
	return tally, outcomes
}

// Faults are told in their place, between the documents around them.
func TestTakeTellsInOrder(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, db *store.DB) {
		tally, outcomes := take(t, db, `{"id":"a","text":"The first text."}
not json at all
{"id":"b","text":"The second text."}
`)
		var got []string
		for _, o := range outcomes {
			if o.Err != nil {
				got = append(got, "fault")
			} else {
				got = append(got, o.Document.Name)
			}
		}
		if want := []string{"a", "fault", "b"}; !slices.Equal(got, want) {
			t.Errorf("told %v, want %v", got, want)
		}
		if tally.Taken != 2 || tally.Refused+tally.Damaged != 1 {
			t.Errorf("tally %+v, want 2 taken and one fault", tally)
		}
		again, _ := take(t, db, `{"id":"a","text":"The first text."}`)
		if again != (pipeline.Tally{Held: 1}) {
			t.Errorf("taken twice: %+v, want one held", again)
		}
	})
}

// The reports are of two attacks: a bombing in Medellin told twice and
// claimed, and a kidnapping in Lima a week later.
var reports = []string{
	`{"id":"r1","outlet":"Radio One","published_at":"1989-03-02","text":"MEDELLIN, 2 MAR 89 -- A BOMB EXPLODED AT A BANK IN MEDELLIN TODAY. TWO GUARDS WERE KILLED. THE NATIONAL LIBERATION ARMY (ELN) CLAIMED RESPONSIBILITY FOR THE ATTACK IN A CALL TO A RADIO STATION."}`,
	`{"id":"r2","outlet":"The Courier","published_at":"1989-03-03","text":"MEDELLIN, 3 MAR 89 -- THE POLICE SAID THAT THE BOMB THAT EXPLODED YESTERDAY AT A BANK IN MEDELLIN KILLED TWO GUARDS. THE ELN HAS CLAIMED RESPONSIBILITY FOR THE BOMBING."}`,
	`{"id":"r3","outlet":"Radio Two","published_at":"1989-03-10","text":"LIMA, 10 MAR 89 -- A BUSINESSMAN WAS KIDNAPPED IN LIMA TODAY BY THREE ARMED MEN. NO GROUP HAS CLAIMED RESPONSIBILITY FOR THE KIDNAPPING."}`,
}

// derived is what the stages made, in a form that can be compared.
func derived(t *testing.T, db *store.DB) (incidents []credence.Incident, claims []credence.Claim) {
	t.Helper()
	incidents, _, err := db.Incidents(t.Context(), store.IncidentQuery{Limit: 100})
	if err != nil {
		t.Fatal(err)
	}
	claims, _, err = db.Claims(t.Context(), store.ClaimQuery{Limit: 100})
	if err != nil {
		t.Fatal(err)
	}
	return incidents, claims
}

func TestDerive(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, db *store.DB) {
		take(t, db, strings.Join(reports, "\n"))
		if err := stages(t, db).Derive(t.Context()); err != nil {
			t.Fatal(err)
		}
		incidents, claims := derived(t, db)
		if len(incidents) != 2 {
			t.Fatalf("%d incidents, want 2: %+v", len(incidents), incidents)
		}
		together := slices.IndexFunc(incidents, func(in credence.Incident) bool { return len(in.Mentions) == 2 })
		if together < 0 {
			t.Fatalf("the two reports on the bombing did not meet: %+v", incidents)
		}
		if len(claims) != 1 || claims[0].Incident != incidents[together].ID || len(claims[0].Quotes) != 2 {
			t.Errorf("claims %+v, want one, of the bombing, reported twice", claims)
		}
	})
}

// However the documents arrive, what is derived is the same, and deriving
// again changes nothing.
func TestDeriveInAnyOrder(t *testing.T) {
	var want string
	for _, order := range [][]int{{0, 1, 2}, {2, 1, 0}, {1, 2, 0}} {
		t.Run(fmt.Sprint(order), func(t *testing.T) {
			testkit.EachStore(t, func(t *testing.T, db *store.DB) {
				s := stages(t, db)
				for _, i := range order {
					take(t, db, reports[i])
					if err := s.Derive(t.Context()); err != nil {
						t.Fatal(err)
					}
				}
				if err := s.Derive(t.Context()); err != nil {
					t.Fatal(err)
				}
				incidents, claims := derived(t, db)
				got := fmt.Sprintf("%+v\n%+v", incidents, claims)
				if want == "" {
					want = got
				}
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("differs from the first order (-want +got):\n%s", diff)
				}
			})
		})
	}
}

// A person's ruling splits what the machine joined; undoing it joins again.
func TestRulingSplits(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, db *store.DB) {
		take(t, db, strings.Join(reports[:2], "\n"))
		s := stages(t, db)
		if err := s.Derive(t.Context()); err != nil {
			t.Fatal(err)
		}
		incidents, _ := derived(t, db)
		if len(incidents) != 1 || len(incidents[0].Mentions) != 2 {
			t.Fatalf("incidents %+v, want one with two mentions", incidents)
		}
		a, b := incidents[0].Mentions[0], incidents[0].Mentions[1]
		r, err := s.Rule(t.Context(), store.Ruling{What: pipeline.RulingApart, Subjects: []string{string(a.Mention), string(b.Mention)}, By: "ann", At: now, Reason: "two banks"})
		if err != nil {
			t.Fatal(err)
		}
		if incidents, _ = derived(t, db); len(incidents) != 2 {
			t.Fatalf("after the ruling %d incidents, want 2", len(incidents))
		}
		if _, err := s.Rule(t.Context(), store.Ruling{What: pipeline.RulingApart, Undoes: r.ID, Subjects: r.Subjects, By: "ann", At: now.Add(time.Hour), Reason: "one after all"}); err != nil {
			t.Fatal(err)
		}
		if incidents, _ = derived(t, db); len(incidents) != 1 {
			t.Fatalf("after undoing it %d incidents, want 1", len(incidents))
		}
	})
}

func TestDeriveStops(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, db *store.DB) {
		take(t, db, strings.Join(reports, "\n"))
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if err := stages(t, db).Derive(ctx); err == nil {
			t.Error("a cancelled run reports success")
		}
	})
}

func TestClaimWording(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, db *store.DB) {
		take(t, db, `{"id":"q","published_at":"2016-07-19","text":"WUERZBURG - A man attacked passengers of a train with an axe on Monday. The Islamic State claimed responsibility for the attack on Tuesday and called the man a \"soldier\" who \"answered the calls to strike\" its enemies."}`)
		if err := stages(t, db).Derive(t.Context()); err != nil {
			t.Fatal(err)
		}
		_, claims := derived(t, db)
		if len(claims) != 1 || claims[0].ClaimantID != "islamic-state" {
			t.Fatalf("claims %+v, want one of islamic-state", claims)
		}
		if got, want := claims[0].Wording, "soldier … answered the calls to strike"; got != want {
			t.Errorf("wording %q, want %q", got, want)
		}
	})
}

// A run that is stopped between joining and gathering the claims is made good
// by the next.
func TestStoppedBeforeClaims(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, db *store.DB) {
		take(t, db, strings.Join(reports, "\n"))
		s := stages(t, db)
		if err := s.Derive(t.Context()); err != nil {
			t.Fatal(err)
		}
		_, want := derived(t, db)
		ids := []credence.ClaimID{}
		for _, c := range want {
			ids = append(ids, c.ID)
		}
		if err := db.SaveClaims(t.Context(), pipeline.ExtractorVersion, nil, ids); err != nil { // as if they had never been gathered
			t.Fatal(err)
		}
		take(t, db, strings.Replace(reports[1], "r2", "r4", 1)) // and one more document of the same incident is still to be joined
		if err := s.Derive(t.Context()); err != nil {
			t.Fatal(err)
		}
		if _, got := derived(t, db); len(got) != len(want) {
			t.Errorf("%d claims after the next run, want %d", len(got), len(want))
		}
	})
}

// A sentence may tell of two claims: what it says of the other attack is no
// detail of this one.
func TestDetailsOfTwoClaimsInOneSentence(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, db *store.DB) {
		take(t, db, `{"id":"a","outlet":"Courier","published_at":"2023-03-15","text":"A car bomb killed seven people outside a police station in Aden on Monday. On Tuesday gunmen opened fire on a bus in Taiz, killing four teachers.\n\nAl-Qaeda in the Arabian Peninsula claimed responsibility for Monday's car bombing in Aden, and the Islamic State claimed responsibility for Tuesday's shooting in Taiz."}`)
		if err := stages(t, db).Derive(t.Context()); err != nil {
			t.Fatal(err)
		}
		_, claims := derived(t, db)
		if len(claims) != 2 {
			t.Fatalf("%d claims, want 2: %+v", len(claims), claims)
		}
		for _, c := range claims {
			other := map[string]string{"Islamic State": "Aden|Monday|car", "Al-Qaeda in the Arabian Peninsula": "Taiz|Tuesday"}[c.Claimant]
			if len(c.Details) == 0 {
				t.Errorf("%s: no details", c.Claimant)
			}
			for _, d := range c.Details {
				if slices.Contains(strings.Split(other, "|"), strings.TrimSuffix(d.Value, "'s")) {
					t.Errorf("%s: %s %q is of the other attack", c.Claimant, d.Slot, d.Value)
				}
			}
		}
	})
}

// A claim in a text that does not say when it was published is known by the
// day that its dateline names.
func TestClaimOfAnUndatedText(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, db *store.DB) {
		s := stages(t, db)
		in := ingest.Input{Name: "in.txt", Retrieved: now}
		text := "ADEN, 14 March 2023 - A car bomb killed seven people in Aden on Monday. Al-Qaeda in the Arabian Peninsula claimed responsibility for the bombing."
		if _, err := s.Take(t.Context(), in, strings.NewReader(text), now, func(pipeline.Outcome) {}); err != nil {
			t.Fatal(err)
		}
		if err := s.Derive(t.Context()); err != nil {
			t.Fatal(err)
		}
		_, claims := derived(t, db)
		if want := credence.Day(time.Date(2023, 3, 14, 0, 0, 0, 0, time.UTC), "first report of it"); len(claims) != 1 || claims[0].At != want {
			t.Errorf("claims %+v, want one at %v", claims, want)
		}
	})
}

// The day of the telling is no detail of what is claimed.
func TestDayOfTheClaimIsNoDetail(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, db *store.DB) {
		take(t, db, `{"id":"a","outlet":"Courier","published_at":"2023-03-17","text":"A car bomb killed seven people outside a police station in Aden on Monday. The Islamic State claimed responsibility for the bombing in Aden on Thursday."}
{"id":"b","outlet":"Herald","published_at":"2023-03-17","text":"The Islamic State claimed responsibility for Monday's car bombing outside a police station in Aden."}`)
		if err := stages(t, db).Derive(t.Context()); err != nil {
			t.Fatal(err)
		}
		_, claims := derived(t, db)
		if len(claims) != 1 {
			t.Fatalf("%d claims, want 1: %+v", len(claims), claims)
		}
		var days []string
		for _, d := range claims[0].Details {
			if d.Slot == credence.SlotDate {
				days = append(days, d.Date)
			}
		}
		if !slices.Equal(days, []string{"2023-03-13"}) {
			t.Errorf("days %v, want the Monday alone", days)
		}
	})
}

// A claim of an attack that a text speaks of in passing, and another document
// reports, is no claim of the attack that the text is about.
func TestClaimOfAnAttackToldInPassing(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, db *store.DB) {
		take(t, db, `{"id":"a","outlet":"Courier","published_at":"2021-10-16T07:00:00Z","text":"Suicide bombers struck a mosque in Kandahar during Friday prayers, killing at least 40 people.\n\nNo group has claimed Friday's attack so far.\n\nThe Islamic State claimed the Kunduz attack a week ago. It named the bomber."}
{"id":"b","outlet":"Herald","published_at":"2021-10-16T18:00:00Z","text":"The police in Kandahar were still searching the ruins on Saturday after Friday's bombing of a mosque in Kandahar, in which at least 40 people died.\n\nA bomb killed dozens of people at a mosque in Kunduz on 8 October. The Islamic State claimed responsibility for the bombing in Kunduz."}`)
		if err := stages(t, db).Derive(t.Context()); err != nil {
			t.Fatal(err)
		}
		incidents, claims := derived(t, db)
		for _, c := range claims {
			i := slices.IndexFunc(incidents, func(in credence.Incident) bool { return in.ID == c.Incident })
			if incidents[i].Place.Name != "Kunduz" {
				t.Errorf("%s claims the attack in %s: %+v", c.Claimant, incidents[i].Place.Name, c.Quotes)
			}
		}
		if len(claims) != 1 || len(incidents) != 2 {
			t.Errorf("%d claims of %d incidents, want one of two", len(claims), len(incidents))
		}
	})
}

// Whoever claims both attacks makes a claim on each, with the place of each.
func TestClaimOfBothAttacks(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, db *store.DB) {
		take(t, db, `{"id":"a","outlet":"Courier","published_at":"2023-03-15","text":"A car bomb killed seven people outside a police station in Aden on Monday. On Tuesday gunmen opened fire on a bus in Taiz, killing four teachers.\n\nThe Islamic State claimed responsibility for both attacks, in Aden on Monday and in Taiz on Tuesday."}`)
		if err := stages(t, db).Derive(t.Context()); err != nil {
			t.Fatal(err)
		}
		incidents, claims := derived(t, db)
		var got []string
		for _, c := range claims {
			i := slices.IndexFunc(incidents, func(in credence.Incident) bool { return in.ID == c.Incident })
			line := incidents[i].Place.Name + ":"
			for _, d := range c.Details {
				if d.Slot == credence.SlotPlace || d.Slot == credence.SlotDate {
					line += " " + d.Value
				}
			}
			got = append(got, line)
		}
		slices.Sort(got)
		if want := []string{"Aden: Aden Monday", "Taiz: Taiz Tuesday"}; !slices.Equal(got, want) {
			t.Errorf("claims %q, want %q", got, want)
		}
	})
}

// The dead of the claim are no target beside: one thing told is one detail.
func TestTollIsNoTarget(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, db *store.DB) {
		take(t, db, `{"id":"a","outlet":"Courier","published_at":"2023-03-17","text":"The Islamic State claimed responsibility for a car bombing that killed seven people at a bus station in Aden on Monday."}`)
		if err := stages(t, db).Derive(t.Context()); err != nil {
			t.Fatal(err)
		}
		_, claims := derived(t, db)
		if len(claims) != 1 {
			t.Fatalf("%d claims, want 1: %+v", len(claims), claims)
		}
		told := map[credence.Slot]string{}
		for _, d := range claims[0].Details {
			told[d.Slot] = d.Value
		}
		if told[credence.SlotKilled] != "seven people" || told[credence.SlotTarget] == "seven people" {
			t.Errorf("details %v", told)
		}
	})
}

// A page that was changed may have told of the claim only then; another that was
// not changed tells by when it was made.
func TestClaimOnAPageThatWasChanged(t *testing.T) {
	const page = `<html><head><title>Seven killed in Aden</title><meta property="article:published_time" content="2023-03-14T08:00:00Z"><meta property="article:modified_time" content="2023-03-14T21:00:00Z"></head><body><article><h1>Seven killed in Aden</h1><p>A car bomb killed seven people outside a police station in Aden on Tuesday, and wounded twenty others, the governor said in the evening.</p><p>The Islamic State claimed responsibility for the bombing in Aden in a statement.</p></article></body></html>`
	at := func(hour int) time.Time { return time.Date(2023, 3, 14, hour, 0, 0, 0, time.UTC) }
	testkit.EachStore(t, func(t *testing.T, db *store.DB) {
		s := stages(t, db)
		for _, step := range []struct {
			text string
			to   int
		}{
			{page, 21},
			{`{"id":"b","outlet":"Herald","published_at":"2023-03-14T15:00:00Z","text":"A car bomb killed seven people outside a police station in Aden on Tuesday. The Islamic State claimed responsibility for the bombing."}` + "\n", 15},
		} {
			if _, err := s.Take(t.Context(), ingest.Input{Name: "in", Retrieved: now}, strings.NewReader(step.text), now, func(pipeline.Outcome) {}); err != nil {
				t.Fatal(err)
			}
			if err := s.Derive(t.Context()); err != nil {
				t.Fatal(err)
			}
			_, claims := derived(t, db)
			if want := (credence.Interval{From: at(8), To: at(step.to), Basis: credence.FirstReport}); len(claims) != 1 || claims[0].At != want {
				t.Fatalf("claims %+v, want one at %v", claims, want)
			}
			if d := claims[0].Details; len(d) == 0 || !d[0].Asserted.To.Equal(at(21)) {
				t.Errorf("details %+v, want one asserted by nine in the evening", d)
			}
		}
	})
}

// A report that is known by its year alone does not date the claim before the
// attack, nor before the report that tells of it first.
func TestClaimInAYearBook(t *testing.T) {
	const book = `{"id":"y","outlet":"Year Book","published_at":"2023","text":"On March 13, 2023 a car bomb killed seven people in Aden. The Islamic State claimed responsibility for the bombing."}` + "\n"
	const news = `{"id":"n","outlet":"Courier","published_at":"2023-03-15T09:00:00Z","text":"A car bomb killed seven people in Aden on Monday. The Islamic State claimed responsibility for the bombing."}`
	day := time.Date(2023, 3, 13, 0, 0, 0, 0, time.UTC)
	told := day.AddDate(0, 0, 2).Add(9 * time.Hour)
	testkit.EachStore(t, func(t *testing.T, db *store.DB) {
		for _, step := range []struct {
			text string
			want credence.Interval
		}{
			{book, credence.Interval{From: day, To: time.Date(2023, 12, 31, 23, 59, 59, 0, time.UTC)}},
			{news, credence.Interval{From: told, To: told}},
		} {
			take(t, db, step.text)
			if err := stages(t, db).Derive(t.Context()); err != nil {
				t.Fatal(err)
			}
			step.want.Basis = credence.FirstReport
			if _, claims := derived(t, db); len(claims) != 1 || claims[0].At != step.want {
				t.Errorf("claims %+v, want one at %v", claims, step.want)
			}
		}
	})
}

// Read anew by other rules, a text may tell of no attack any more: the incident
// and the claim of it go.
func TestReadAnewWithoutAnIncident(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, db *store.DB) {
		take(t, db, reports[1])
		s := stages(t, db)
		if err := s.Derive(t.Context()); err != nil {
			t.Fatal(err)
		}
		incidents, claims := derived(t, db)
		if len(incidents) == 0 || len(claims) == 0 {
			t.Fatal("the report must tell of a claim")
		}
		empty := []credence.Extraction{{Document: incidents[0].Mentions[0].Document}}
		if err := db.SaveExtractions(t.Context(), pipeline.ExtractorVersion, empty); err != nil {
			t.Fatal(err)
		}
		if err := s.Derive(t.Context()); err != nil {
			t.Fatal(err)
		}
		if incidents, claims := derived(t, db); len(incidents)+len(claims) > 0 {
			t.Errorf("%d incidents and %d claims are held", len(incidents), len(claims))
		}
	})
}
