package store_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/internal/store"
	"github.com/credence-project/credence/internal/testkit"
)

func day(s string) credence.Interval {
	v, err := credence.ParseTime(s)
	if err != nil {
		panic(err)
	}
	v.Basis = "stated"
	return v
}

var library = []credence.Document{
	{Name: "market", Title: "Blast at market", Outlet: "North Post", Lang: "en", Published: day("2024-05-01"),
		Text: "A bomb went off at the old market. Al-Shabaab said its fighters had bombed the market."},
	{Name: "bridge", Title: "Van on bridge", Outlet: "South Post", Lang: "en", Published: day("2024-05-02"),
		Text: "A van drove into people on the bridge. No group has claimed the attack so far."},
	{Name: "cafe", Title: "Explosion dans un café", Outlet: "Le Nord", Lang: "fr", Published: day("2024-05-02"),
		Text: "Une bombe a explosé dans un café. Personne n'a revendiqué l'attaque."},
	{Name: "old", Title: "A look back", Outlet: "North Post", Lang: "en", Published: day("1999"),
		Text: "In that year the shabaab, then a youth club, al fresco on the bridge, met often. Bombardment was no word they used."},
	{Name: "undated", Title: "Untitled", Outlet: "", Text: "The group has said no more about the attack. ELF oil is not ELN."},
	{Name: "market-ar", Title: "انفجار", Lang: "ar", Published: day("2024-05-03"), Text: "قال الشَّبَاب إنهم فجّروا السوق"},
	{Name: "han", Lang: "zh", Published: day("2024-05-03"), Text: "警方说没有组织声称对袭击负责。"},
}

func names(hits store.Hits) []string {
	var out []string
	for _, h := range hits.Hits {
		out = append(out, h.Document.Name)
	}
	return out
}

func TestSearchFinds(t *testing.T) {
	tests := []struct {
		name  string
		query store.SearchQuery
		want  []string // in any order
	}{
		{"a word", store.SearchQuery{Words: "bomb"}, []string{"market"}},
		{"case and accents", store.SearchQuery{Words: "CAFE explosé"}, []string{"cafe"}},
		{"accents typed", store.SearchQuery{Words: "çafé"}, []string{"cafe"}},
		{"all words", store.SearchQuery{Words: "group attack claimed"}, []string{"bridge"}},
		{"title counts", store.SearchQuery{Words: "untitled"}, []string{"undated"}},
		{"over title and text", store.SearchQuery{Words: "untitled oil"}, []string{"undated"}},
		{"prefix", store.SearchQuery{Words: "bomb*"}, []string{"market", "cafe", "old"}},
		{"prefix of one letter is a word", store.SearchQuery{Words: "b*"}, nil},
		{"phrase", store.SearchQuery{Words: `"old market"`}, []string{"market"}},
		{"phrase with prefix", store.SearchQuery{Words: `"old mark"*`}, []string{"market"}},
		{"words not in that order", store.SearchQuery{Words: `"market old"`}, nil},
		{"no phrase from title into text", store.SearchQuery{Words: `"market a bomb"`}, nil},
		{"hyphen makes a phrase", store.SearchQuery{Words: "al-shabaab"}, []string{"market"}},
		{"exclusion", store.SearchQuery{Words: "bridge -van"}, []string{"old"}},
		{"exclusion of a phrase", store.SearchQuery{Words: `attack -"so far"`}, []string{"undated"}},
		{"exclusion of several", store.SearchQuery{Words: "the -bridge -oil"}, []string{"market"}},
		{"exclusion alone", store.SearchQuery{Words: "-the"}, []string{"cafe", "market-ar", "han"}},
		{"excluded and wanted", store.SearchQuery{Words: "bomb -bomb"}, nil},
		{"Arabic vowel signs", store.SearchQuery{Words: "الشباب"}, []string{"market-ar"}},
		{"script without spaces", store.SearchQuery{Words: "组织声称"}, []string{"han"}},
		{"characters in another order", store.SearchQuery{Words: "声称组织"}, nil},
		{"operators of an engine are words", store.SearchQuery{Words: "bomb OR van"}, nil},
		{"column filter of an engine is a phrase", store.SearchQuery{Words: "title:van"}, nil},
		{"no words at all", store.SearchQuery{}, []string{"market", "bridge", "cafe", "old", "undated", "market-ar", "han"}},
		{"only spaces", store.SearchQuery{Words: " \t", Lang: "fr"}, []string{"cafe"}},
		{"only punctuation", store.SearchQuery{Words: "???"}, nil},
		{"outlet", store.SearchQuery{Outlet: "North Post"}, []string{"market", "old"}},
		{"outlet and word", store.SearchQuery{Outlet: "North Post", Words: "bridge"}, []string{"old"}},
		{"language", store.SearchQuery{Lang: "fr"}, []string{"cafe"}},
		{"from", store.SearchQuery{From: day("2024-05-03").From}, []string{"market-ar", "han"}},
		{"to", store.SearchQuery{To: day("2024-05-01").From}, []string{"market", "old"}},
		{"window within an interval", store.SearchQuery{From: day("1999-07-01").From, To: day("1999-07-02").To}, []string{"old"}},
		{"recorded before", store.SearchQuery{Recorded: noon.Add(-time.Second)}, nil},
		{"recorded by", store.SearchQuery{Recorded: noon, Words: "bomb"}, []string{"market"}},
	}
	testkit.EachStore(t, func(t *testing.T, db *store.DB) {
		add(t, db, library...)
		for _, test := range tests {
			for _, newest := range []bool{false, true} {
				test.query.Newest = newest
				hits, err := db.Search(t.Context(), test.query)
				if err != nil {
					t.Fatalf("%s: %v", test.name, err)
				}
				got, want := names(hits), slices.Clone(test.want)
				slices.Sort(got)
				slices.Sort(want)
				if !slices.Equal(got, want) {
					t.Errorf("%s (newest %v): found %q, want %q", test.name, newest, got, want)
				}
			}
		}
	})
}

func TestSearchOrder(t *testing.T) {
	filler := strings.Repeat("and then nothing else was said about it by anybody ", 20)
	docs := []credence.Document{
		{Name: "apart", Published: day("2024-01-05"), Text: "The harbour. " + filler + "A siege."},
		{Name: "title", Published: day("2024-01-01"), Title: "Harbour siege", Text: filler},
		{Name: "close", Published: day("2024-01-02"), Text: filler + " The siege of the harbour."},
		{Name: "often", Published: day("2024-01-03"), Text: filler + " The siege of the harbour: harbour, harbour, siege."},
		{Name: "long", Published: day("2024-01-04"), Text: filler + filler + filler + " The siege of the harbour."},
	}
	testkit.EachStore(t, func(t *testing.T, db *store.DB) {
		add(t, db, docs...)
		for _, test := range []struct {
			query store.SearchQuery
			want  string
		}{
			{store.SearchQuery{Words: "siege harbour"}, "title often close long apart"},
			{store.SearchQuery{Words: "siege harbour", Newest: true}, "apart long often close title"},
			{store.SearchQuery{Words: "siege harbour", Limit: 2}, "title often"},
			{store.SearchQuery{}, "apart long often close title"},
		} {
			hits, err := db.Search(t.Context(), test.query)
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.Join(names(hits), " "); got != test.want {
				for _, h := range hits.Hits {
					t.Logf("%s %.3f", h.Document.Name, h.Score)
				}
				t.Errorf("Search(%+v) = %s, want %s", test.query, got, test.want)
			}
		}
	})
}

func TestExcerpt(t *testing.T) {
	text := strings.Repeat("Nothing of note happened on that day. ", 40) +
		"In the evening Al-Shabaab's spokesman denied the attack. " + strings.Repeat("Nobody else spoke. ", 40)
	tests := []struct {
		words   string
		has     string
		matches []string
	}{
		{"attack al-shabaab", "Al-Shabaab's spokesman denied the attack", []string{"Al-Shabaab", "attack"}},
		{`"denied the attack"`, "denied the attack", []string{"denied the attack"}},
		{"spokes*", "spokesman denied", []string{"spokesman"}},
		{"report", "Nothing of note", nil}, // in the title alone
	}
	testkit.EachStore(t, func(t *testing.T, db *store.DB) {
		add(t, db, credence.Document{Title: "Evening report", Text: text})
		for _, test := range tests {
			hits, err := db.Search(t.Context(), store.SearchQuery{Words: test.words})
			if err != nil || len(hits.Hits) != 1 {
				t.Fatalf("%s: %d hits, %v", test.words, len(hits.Hits), err)
			}
			h := hits.Hits[0]
			if h.Excerpt.Of(text) != h.Excerpt.Text || h.Excerpt.Document != h.Document.ID {
				t.Errorf("%s: the excerpt %+v does not point at its words", test.words, h.Excerpt)
			}
			if !strings.Contains(h.Excerpt.Text, test.has) {
				t.Errorf("%s: excerpt %q, want it to hold %q", test.words, h.Excerpt.Text, test.has)
			}
			if n := len(strings.Fields(h.Excerpt.Text)); n > 32 {
				t.Errorf("%s: excerpt of %d words", test.words, n)
			}
			var matches []string
			for _, m := range h.Matches {
				matches = append(matches, m.Of(text))
			}
			if !slices.Equal(matches, test.matches) {
				t.Errorf("%s: matches %q, want %q", test.words, matches, test.matches)
			}
		}
	})
}

// Pages give every document once, in the order of one long page, also while
// others are taken in, and beyond the number of those ranked.
func TestSearchPages(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, db *store.DB) {
		var docs []credence.Document
		for i := range 950 {
			docs = append(docs, credence.Document{Name: fmt.Sprint(i), Published: credence.Day(noon.AddDate(0, 0, i*7%500), "stated"),
				Text: "siege" + strings.Repeat(" siege", i%5) + strings.Repeat(" other", i%3)})
		}
		add(t, db, docs...)
		for _, q := range []store.SearchQuery{
			{Words: "siege"}, {Words: "siege", Newest: true}, {}, {Words: "-absent"}, {Words: "siege -other"},
		} {
			q.Limit = 10_000
			var whole, pages []string
			for after, first := "", true; first || after != ""; first = false {
				q.After = after
				hits, err := db.Search(t.Context(), q)
				if err != nil {
					t.Fatal(err)
				}
				whole, after = append(whole, names(hits)...), hits.Next
			}
			q.Limit, q.After = 70, ""
			for n := 0; ; n++ {
				hits, err := db.Search(t.Context(), q)
				if err != nil {
					t.Fatal(err)
				}
				if len(hits.Hits) > q.Limit {
					t.Fatalf("%d hits on a page of %d", len(hits.Hits), q.Limit)
				}
				pages = append(pages, names(hits)...)
				if q.After = hits.Next; q.After == "" {
					break
				}
				add(t, db, credence.Document{Name: fmt.Sprintf("late %s %v %d", q.Words, q.Newest, n), Text: "siege siege siege", Published: day("2025-01-01")})
			}
			if !slices.Equal(whole, pages) {
				t.Errorf("%+v: %d documents by pages, %d at once, or in another order", q, len(pages), len(whole))
			}
			if seen := slices.Compact(slices.Sorted(slices.Values(pages))); len(seen) != len(pages) {
				t.Errorf("%+v: %d documents twice", q, len(pages)-len(seen))
			}
		}
	})
}

func TestSearchRefuses(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, db *store.DB) {
		for name, q := range map[string]store.SearchQuery{
			"long":       {Words: strings.Repeat("word ", 300)},
			"many":       {Words: strings.Repeat("w ", 100)},
			"cursor":     {After: "1.2"},
			"cursor too": {Words: "a", After: "1.2.3.4; DROP"},
		} {
			_, err := db.Search(t.Context(), q)
			if _, ok := errors.AsType[*credence.InputError](err); !ok {
				t.Errorf("%s: %v, want an InputError", name, err)
			}
		}
	})
}

// Whatever is typed is answered, and what a document holds it is found by.
func TestAnythingMayBeAsked(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, db *store.DB) {
		add(t, db, library...)
		texts := map[credence.DocumentID]string{}
		for _, d := range library {
			texts[d.Identify()] = d.Text
		}
		typed := rapid.OneOf(
			rapid.String(),
			rapid.StringOf(rapid.RuneFrom([]rune(`ab"*-():^+{}NEAR OR AND NOT title:%_\'`))),
		)
		rapid.Check(t, func(r *rapid.T) {
			q := store.SearchQuery{Words: typed.Draw(r, "typed"), Newest: rapid.Bool().Draw(r, "newest")}
			hits, err := db.Search(t.Context(), q)
			if _, ok := errors.AsType[*credence.InputError](err); err != nil && !ok {
				r.Fatalf("Search(%q): %v", q.Words, err)
			}
			for _, h := range hits.Hits {
				if h.Excerpt.Text != h.Excerpt.Of(h.Document.Text) {
					r.Fatalf("Search(%q): excerpt %+v does not point at its words", q.Words, h.Excerpt)
				}
			}
			// Any run of words of a document, as a phrase, finds it.
			d := rapid.SampledFrom(library).Draw(r, "document")
			words := strings.Fields(d.Text)
			from := rapid.IntRange(0, len(words)-1).Draw(r, "from")
			to := rapid.IntRange(from, min(len(words)-1, from+8)).Draw(r, "to")
			phrase := `"` + strings.Join(words[from:to+1], " ") + `"`
			hits, err = db.Search(t.Context(), store.SearchQuery{Words: phrase})
			if err != nil || !slices.Contains(names(hits), d.Name) {
				r.Fatalf("Search(%s) = %q, %v, want %q among them", phrase, names(hits), err, d.Name)
			}
		})
	})
}
