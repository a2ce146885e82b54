package extract

import (
	"testing"
	"time"

	"github.com/credence-project/credence"
)

// The day against which "on Monday" is meant is never that of the retrieval.
func TestDayOfTheNews(t *testing.T) {
	const story = "A bomb killed two people at a bus station in Nairobi on Monday, police said. Nobody has claimed responsibility for the attack."
	seen := time.Date(2024, 5, 2, 9, 0, 0, 0, time.UTC)
	day := time.Date(2019, 4, 12, 18, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		name, url, text string
		published       credence.Interval
		from, to        string
	}{
		{"published", "", story, credence.Interval{From: day, To: day}, "2019-04-08", "2019-04-08"},
		{"seen alone", "", story, credence.Interval{To: seen, Basis: "retrieved"}, "", "2024-05-02"},
		{"address", "https://example.org/2019/04/12/nairobi-bomb.html", story, credence.Interval{To: seen, Basis: "retrieved"}, "2019-04-08", "2019-04-08"},
		{"address in figures", "https://example.org/news/20190412-77.html", story, credence.Interval{To: seen}, "2019-04-08", "2019-04-08"},
		{"address with a number that is no day", "https://example.org/2019/44/12/77", story, credence.Interval{To: seen}, "", "2024-05-02"},
		{"address after it was seen", "https://example.org/2026/04/12/", story, credence.Interval{To: seen}, "", "2024-05-02"},
		{"dateline", "", "NAIROBI, 12 April 2019 - " + story, credence.Interval{To: seen}, "2019-04-08", "2019-04-08"},
		{"dateline goes before address", "https://example.org/2018/01/05/", "NAIROBI, 12 April 2019 - " + story, credence.Interval{To: seen}, "2019-04-08", "2019-04-08"},
		{"a line of place and date", "", "Nairobi, 12 April 2019\n\n" + story, credence.Interval{To: seen}, "2019-04-08", "2019-04-08"},
		{"a sentence of place and date", "", "NAIROBI, 12 April 2019. " + story, credence.Interval{To: seen}, "2019-04-08", "2019-04-08"},
		{"a headline about another day", "", "Court hears mayor on the vote of 13 November 2015\n\n" + story, credence.Interval{To: seen}, "", "2024-05-02"},
		{"a headline in capitals about another day", "", "Mayor On The Vote Of 13 November 2015\n\n" + story, credence.Interval{To: seen}, "", "2024-05-02"},
		{"nothing known", "", story, credence.Interval{}, "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			list := extractor(t).Extract(credence.Document{ID: "d-x", URL: c.url, Text: c.text, Published: c.published}).Incidents
			if len(list) != 1 {
				t.Fatalf("%d incidents, want 1", len(list))
			}
			if d := list[0].Date; d.From != c.from || d.To != c.to {
				t.Errorf("%s to %s, want %s to %s", d.From, d.To, c.from, c.to)
			}
		})
	}
}

// A document that does not say when it was published is dated by its dateline
// or address, never after it was seen.
func TestPublished(t *testing.T) {
	const story = "A bomb killed two people at a bus station in Nairobi on Monday, police said."
	at := func(s string) time.Time {
		v, err := time.Parse(time.RFC3339, s)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	seen := credence.Interval{To: at("2024-05-02T09:00:00Z"), Basis: "retrieved"}
	known := credence.At(at("2019-04-12T18:00:00Z"), "feed")
	day := credence.Day(at("2019-04-12T00:00:00Z"), "text dateline")
	for _, c := range []struct {
		name, url, text string
		published, want credence.Interval
	}{
		{"known already", "https://example.org/2018/01/05/", story, known, known},
		{"dateline", "", "NAIROBI, 12 April 2019 - " + story, seen, day},
		{"dateline of a text nobody saw", "", "NAIROBI, 12 April 2019 - " + story, credence.Interval{}, day},
		{"below a headline", "", "Two dead in Nairobi\n\nNAIROBI, 12 April 2019 - " + story, seen, day},
		{"address", "https://example.org/2019/04/12/nairobi.html", story, seen, credence.Day(day.From, "address of the page")},
		{"seen that day", "", "NAIROBI, 2 May 2024 - " + story, seen, credence.Interval{From: at("2024-05-02T00:00:00Z"), To: seen.To, Basis: "text dateline"}},
		{"seen before", "", "NAIROBI, 3 May 2024 - " + story, seen, seen},
		{"no day", "https://example.org/news/77", story, seen, seen},
		{"no text", "", "", seen, seen},
	} {
		if got := extractor(t).Published(credence.Document{URL: c.url, Text: c.text, Published: c.published}); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func FuzzReports(f *testing.F) {
	f.Add("NAIROBI, 12 April 2019 - A bomb killed two and their driver hours after gunmen shot dead a judge in Garissa; the toll rose to 7 the next day.", "https://example.org/2019/04/12/")
	f.Add("City hit by bomb attack in Iraq kills ten\n\nBAGHDAD, April 12, 2019 - Police blamed rebels.", "")
	f.Add("Held hostage. Set on fire. Three days after the same day a suicide", "20190412")
	f.Add("A claimed the attack of B the day after, the wounded 3 and the.", "")
	f.Add("A bomb killed two in Kisumu on 8 April 2019. A bomb killed three in Nakuru on 9 April 2019. The Taliban claimed responsibility for all two", "")
	f.Add("A bomb killed two in Kisumu on 8 April 2019. A bomb killed three in Nakuru on 9 April 2019. The Taliban claimed responsibility for both", "")
	f.Add("Place | What | Dead\n- | A bomb exploded at a school on 4 May 2022 | 6", "")
	x := extractor(f)
	f.Fuzz(func(t *testing.T, text, url string) {
		if len(text) > 1<<14 {
			return
		}
		out := x.Extract(credence.Document{Text: text, URL: url, Published: credence.Interval{To: time.Date(2024, 5, 2, 9, 0, 0, 0, time.UTC)}})
		for _, m := range out.Incidents {
			for _, s := range []credence.Span{m.Span, m.Date.Span, m.Place.Span} {
				if s.Start < 0 || s.End > len(text) || s.Start > s.End {
					t.Errorf("span %v of %d bytes", s, len(text))
				}
			}
		}
	})
}
