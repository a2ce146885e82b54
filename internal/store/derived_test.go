package store_test

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/internal/store"
	"github.com/credence-project/credence/internal/testkit"
)

// dispatch gives a document and what was read in it: a claim, a denial and two
// mentions, the second without date and place.
func dispatch(n int, date, place, country string, lat, lon float64) (credence.Document, credence.Extraction) {
	d := credence.Document{Name: fmt.Sprint(n), Text: fmt.Sprintf("Report %d: they did it, and others deny it.", n), Published: day("2024-05-04")}
	d.ID = d.Identify()
	id := func(prefix string, k int) string { return credence.ContentID(prefix, string(d.ID), fmt.Sprint(k)) }
	return d, credence.Extraction{
		Document: d.ID,
		Statements: []credence.Statement{
			{ID: credence.StatementID(id("s", 0)), Kind: credence.KindClaim, Actor: "The Front", ActorID: "front", Incident: "i1",
				Span: credence.Span{Start: 10, End: 21}, Text: "they did it", Confidence: 0.75,
				Speaker: credence.Speaker{Name: "A. Speaker", Role: "spokesman", Span: credence.Span{Start: 10, End: 14}}},
			{ID: credence.StatementID(id("s", 1)), Kind: credence.KindDenial, Incident: "i2", Text: "<others> & co"},
		},
		Incidents: []credence.Mention{
			{ID: credence.MentionID(id("m", 0)), Ref: "i1", Main: true, Type: "bombing", Stage: credence.StageAccomplished,
				Date:   credence.DateMention{From: date, To: date},
				Place:  credence.PlaceMention{Name: place, Country: country, Lat: lat, Lon: lon},
				Killed: credence.Number{Known: true}, Injured: credence.Number{Min: 3, Max: 5, Approx: true}},
			{ID: credence.MentionID(id("m", 1)), Ref: "i2", Type: "arson"},
		},
	}
}

func TestExtractions(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, db *store.DB) {
		ctx := t.Context()
		var ids []credence.DocumentID
		var read []credence.Extraction
		for n := range 5 {
			d, x := dispatch(n, "2024-05-01", "Old Town", "GB", 51.5, -0.1)
			add(t, db, d)
			ids, read = append(ids, d.ID), append(read, x)
		}
		pending := func(version string) []credence.DocumentID {
			docs, err := db.Unextracted(ctx, version, 3)
			if err != nil {
				t.Fatal(err)
			}
			var out []credence.DocumentID
			for _, d := range docs {
				out = append(out, d.ID)
			}
			return out
		}
		save := func(version string, x ...credence.Extraction) {
			if err := db.SaveExtractions(ctx, version, x); err != nil {
				t.Fatal(err)
			}
		}
		if got := pending("v1"); !slices.Equal(got, ids[:3]) {
			t.Errorf("at first, unextracted = %v, want the first three", got)
		}
		if _, version, err := db.Extraction(ctx, ids[0]); version != "" || err != nil {
			t.Errorf("extraction of what was not read: version %q, %v", version, err)
		}
		save("v1", read[0], read[1], read[3])
		if got := pending("v1"); !slices.Equal(got, []credence.DocumentID{ids[2], ids[4]}) {
			t.Errorf("after three, unextracted = %v", got)
		}
		if got := pending("v2"); len(got) != 3 {
			t.Errorf("another version is to read %d of at most 3", len(got))
		}
		save("v2", read...)
		if got, old := pending("v2"), pending("v1"); len(got) != 0 || len(old) != 3 {
			t.Errorf("v2 has %v to read, v1 %v", got, old)
		}
		got, version, err := db.Extraction(ctx, ids[1])
		if err != nil || version != "v2" {
			t.Fatalf("version %q, %v", version, err)
		}
		if diff := cmp.Diff(read[1], got); diff != "" {
			t.Errorf("extraction differs (-want +got):\n%s", diff)
		}

		// A later reading replaces the earlier one wholly.
		save("v3", credence.Extraction{Document: ids[1], Statements: read[1].Statements[1:]})
		if got, _, _ := db.Extraction(ctx, ids[1]); len(got.Statements) != 1 || len(got.Incidents) != 0 {
			t.Errorf("after the third version: %+v", got)
		}
		if _, err := db.Statement(ctx, read[1].Statements[0].ID); !errors.Is(err, credence.ErrNotFound) {
			t.Errorf("a statement no longer read: %v, want ErrNotFound", err)
		}
		found, err := db.Statement(ctx, read[2].Statements[0].ID)
		if err != nil || found.In.Document != ids[2] || !reflect.DeepEqual(found.Statement, read[2].Statements[0]) || !found.In.Recorded.Equal(noon) {
			t.Errorf("Statement = %+v, %v", found, err)
		}
		if err := db.SaveExtractions(ctx, "v1", []credence.Extraction{{Document: "d-absent"}}); !errors.Is(err, credence.ErrNotFound) {
			t.Errorf("extraction of an absent document: %v, want ErrNotFound", err)
		}
	})
}

func TestStatementsByPages(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, db *store.DB) {
		ctx := t.Context()
		var first credence.DocumentID
		for n := range 7 {
			d, x := dispatch(n, "2024-05-01", "Old Town", "GB", 51.5, -0.1)
			add(t, db, d)
			if err := db.SaveExtractions(ctx, "v1", []credence.Extraction{x}); err != nil {
				t.Fatal(err)
			}
			if n == 0 {
				first = d.ID
				if err := db.SaveIncidents(ctx, store.Joining{Version: "v1", Put: []credence.Incident{{ID: "i-1",
					Mentions: []credence.MentionRef{{Document: d.ID, Mention: x.Incidents[0].ID}}}}}); err != nil {
					t.Fatal(err)
				}
			}
		}
		for _, test := range []struct {
			name  string
			query store.StatementQuery
			want  int
		}{
			{"all", store.StatementQuery{}, 14},
			{"kind", store.StatementQuery{Kinds: []credence.Kind{credence.KindClaim, credence.KindPledge}}, 7},
			{"actor", store.StatementQuery{ActorID: "front"}, 7},
			{"document", store.StatementQuery{Document: first}, 2},
			{"incident", store.StatementQuery{Incident: "i-1"}, 1},
			{"nothing", store.StatementQuery{ActorID: "front", Kinds: []credence.Kind{credence.KindDoubt}}, 0},
		} {
			seen := map[credence.StatementID]bool{}
			test.query.Limit = 3
			for {
				found, next, err := db.Statements(ctx, test.query)
				if err != nil || len(found) > 3 {
					t.Fatalf("%s: %d on a page, %v", test.name, len(found), err)
				}
				for _, s := range found {
					seen[s.ID] = true
				}
				if test.query.After = next; next == "" {
					break
				}
			}
			if len(seen) != test.want {
				t.Errorf("%s: %d statements, want %d", test.name, len(seen), test.want)
			}
		}
	})
}

func TestMentionsForJoining(t *testing.T) {
	mention := func(from, to, place, country string, lat, lon float64) credence.Mention {
		return credence.Mention{Date: credence.DateMention{From: from, To: to},
			Place: credence.PlaceMention{Name: place, Country: country, Lat: lat, Lon: lon}}
	}
	held := map[string]credence.Mention{
		"day":          mention("2024-05-01", "2024-05-01", "Old Town", "GB", 51.5, -0.1),
		"days":         mention("2024-04-28", "2024-05-03", "New Town", "GB", 55.9, -3.2),
		"year":         mention("2024-01-01", "2024-12-31", "Oldtown", "KE", -1.3, 36.8),
		"from only":    mention("2024-05-02", "", "", "", 0, 0),
		"to only":      mention("", "2024-05-02", "Café Old", "", 0, 0),
		"undated":      mention("", "", "Old Town", "GB", 51.6, -0.2),
		"undated, old": mention("", "", "Old Town", "GB", 51.6, -0.2),
		"no time":      mention("", "", "", "", 0, 0),
		"date line":    mention("2024-05-01", "2024-05-01", "Far Island", "FJ", -17, 179.9),
	}
	tests := []struct {
		name  string
		query store.MentionQuery
		want  string
	}{
		{"everything", store.MentionQuery{}, "date line, day, days, from only, no time, to only, undated, undated, old, year"},
		{"a day", store.MentionQuery{From: "2024-05-01", To: "2024-05-01"}, "date line, day, days, year"},
		{"a day, or none", store.MentionQuery{From: "2024-05-01", To: "2024-05-01", Undated: true}, "date line, day, days, undated, year"},
		{"long before publication", store.MentionQuery{From: "2024-04-01", To: "2024-04-08", Undated: true}, "year"},
		{"a month before publication", store.MentionQuery{To: "2024-04-09", Undated: true}, "undated, undated, old, year"},
		{"after publication", store.MentionQuery{From: "2024-05-11", Undated: true}, "year"},
		{"the day after", store.MentionQuery{From: "2024-05-02", To: "2024-05-02"}, "days, from only, to only, year"},
		{"since", store.MentionQuery{From: "2024-05-03"}, "days, year"},
		{"until", store.MentionQuery{To: "2024-04-30"}, "days, year"},
		{"long after", store.MentionQuery{From: "2024-12-31", To: "2025-02-01"}, "year"},
		{"another year", store.MentionQuery{From: "2023-12-01", To: "2023-12-31"}, ""},
		{"country, or open", store.MentionQuery{Country: "KE"}, "from only, no time, to only, year"},
		{"words of the place", store.MentionQuery{Place: "OLD"}, "day, to only, undated, undated, old"},
		{"accents of the place", store.MentionQuery{Place: "cafe old"}, "to only"},
		{"near", store.MentionQuery{Near: &store.Area{Lat: 51.5, Lon: -0.1, Km: 20}}, "day, from only, no time, to only, undated, undated, old"},
		{"nearer", store.MentionQuery{Near: &store.Area{Lat: 51.5, Lon: -0.1, Km: 5}}, "day, from only, no time, to only"},
		{"across the date line", store.MentionQuery{Near: &store.Area{Lat: -17, Lon: -179.9, Km: 50}}, "date line, from only, no time, to only"},
		{"near a pole", store.MentionQuery{Near: &store.Area{Lat: 89.9, Lon: 0, Km: 50}}, "from only, no time, to only"},
		{"all together", store.MentionQuery{From: "2024-05-01", To: "2024-05-02", Country: "GB", Place: "town"}, "day, days"},
	}
	testkit.EachStore(t, func(t *testing.T, db *store.DB) {
		ctx := t.Context()
		for name, m := range held {
			d := credence.Document{Name: name, Text: name, URL: name, Published: day("2024-05-10")}
			if name == "undated, old" {
				d.Published = credence.Interval{From: day("2020-05-10").From}
			}
			if name == "no time" {
				d.Published = credence.Interval{}
			}
			d.ID = d.Identify()
			m.ID = credence.MentionID(credence.ContentID("m", name))
			add(t, db, d)
			if err := db.SaveExtractions(ctx, "v1", []credence.Extraction{{Document: d.ID, Incidents: []credence.Mention{m}}}); err != nil {
				t.Fatal(err)
			}
		}
		for _, test := range tests {
			found, next, err := db.Mentions(ctx, test.query)
			if err != nil || next != "" {
				t.Fatalf("%s: next %q, %v", test.name, next, err)
			}
			var got []string
			for _, m := range found {
				got = append(got, m.In.URL)
			}
			slices.Sort(got)
			if strings.Join(got, ", ") != test.want {
				t.Errorf("%s: found %s, want %s", test.name, strings.Join(got, ", "), test.want)
			}
		}
	})
}

func TestIncidents(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, db *store.DB) {
		ctx := t.Context()
		var refs []credence.MentionRef
		var docs []credence.DocumentID
		for n := range 4 {
			d, x := dispatch(n, "2024-05-01", "Old Town", "GB", 51.5, -0.1)
			add(t, db, d)
			docs = append(docs, d.ID)
			if n < 3 { // the last is not read yet
				if err := db.SaveExtractions(ctx, "x1", []credence.Extraction{x}); err != nil {
					t.Fatal(err)
				}
			}
			refs = append(refs, credence.MentionRef{Document: d.ID, Mention: x.Incidents[0].ID})
		}
		unjoined := func(version string) int {
			ids, err := db.Unjoined(ctx, version, 100)
			if err != nil {
				t.Fatal(err)
			}
			return len(ids)
		}
		if got := unjoined("j1"); got != 3 {
			t.Errorf("%d documents to join, want the three that were read", got)
		}
		a := credence.Incident{ID: "i-a", Type: "bombing", Date: day("2024-05-01"), Weapons: []string{"explosive"},
			Place: credence.PlaceMention{Name: "Old Town", Country: "GB"}, Killed: credence.Number{Known: true},
			Mentions: []credence.MentionRef{refs[1], refs[0]}}
		b := credence.Incident{ID: "i-b", Type: "arson", Mentions: []credence.MentionRef{refs[2]}}
		c := credence.Incident{ID: "i-c", Type: "bombing", Date: credence.Interval{To: noon, Basis: "stated"}}
		join := func(j store.Joining) {
			t.Helper()
			j.Version = "j1"
			if err := db.SaveIncidents(ctx, j); err != nil {
				t.Fatal(err)
			}
		}
		join(store.Joining{Put: []credence.Incident{a, b, c}, Joined: docs[:2]})
		if got := unjoined("j1"); got != 1 {
			t.Errorf("%d documents to join after two, want 1", got)
		}
		got, err := db.Incident(ctx, a.ID)
		if diff := cmp.Diff(a, got); diff != "" || err != nil {
			t.Errorf("incident differs (-want +got), %v:\n%s", err, diff)
		}
		for _, test := range []struct {
			query store.IncidentQuery
			want  string
		}{
			{store.IncidentQuery{}, "i-c i-a i-b"},
			{store.IncidentQuery{Type: "bombing"}, "i-c i-a"},
			{store.IncidentQuery{Country: "GB", Place: "town OLD"}, "i-a"},
			{store.IncidentQuery{From: day("2024-05-01").To, To: noon}, "i-c i-a"},
			{store.IncidentQuery{To: day("2024-05-01").From}, "i-a"},
			{store.IncidentQuery{Document: docs[2]}, "i-b"},
		} {
			var ids []string
			test.query.Limit = 1
			for {
				found, next, err := db.Incidents(ctx, test.query)
				if err != nil {
					t.Fatal(err)
				}
				for _, in := range found {
					ids = append(ids, string(in.ID))
				}
				if test.query.After = next; next == "" {
					break
				}
			}
			if got := strings.Join(ids, " "); got != test.want {
				t.Errorf("Incidents(%+v) = %s, want %s", test.query, got, test.want)
			}
		}

		// A merge moves the mention and drops what is empty.
		a.Mentions = append(a.Mentions, refs[2])
		join(store.Joining{Put: []credence.Incident{a}, Drop: []credence.IncidentID{b.ID, "i-unknown"}})
		if id, err := db.IncidentOf(ctx, refs[2]); id != a.ID || err != nil {
			t.Errorf("IncidentOf = %s, %v, want %s", id, err, a.ID)
		}
		if _, err := db.Incident(ctx, b.ID); !errors.Is(err, credence.ErrNotFound) {
			t.Errorf("a dropped incident: %v, want ErrNotFound", err)
		}
		// A split takes it out again.
		b.Mentions = []credence.MentionRef{refs[2]}
		join(store.Joining{Put: []credence.Incident{b}})
		if got, _ := db.Incident(ctx, a.ID); len(got.Mentions) != 2 {
			t.Errorf("%d mentions left after one was put elsewhere, want 2", len(got.Mentions))
		}
		found, _, err := db.Mentions(ctx, store.MentionQuery{Incident: a.ID})
		if err != nil || len(found) != 2 {
			t.Errorf("%d mentions by incident, %v, want 2", len(found), err)
		}
		found, _, err = db.Mentions(ctx, store.MentionQuery{Documents: docs[:1]})
		if err != nil || len(found) != 2 {
			t.Errorf("%d mentions by document, %v, want 2", len(found), err)
		}

		// All or nothing.
		err = db.SaveIncidents(ctx, store.Joining{Version: "j2", Drop: []credence.IncidentID{a.ID}, Joined: []credence.DocumentID{"d-absent"}})
		if _, still := db.Incident(ctx, a.ID); !errors.Is(err, credence.ErrNotFound) || still != nil {
			t.Errorf("a joining with an absent document: %v; the incident then: %v", err, still)
		}
		// Read again, to be joined again.
		_, x := dispatch(0, "2024-05-01", "Old Town", "GB", 51.5, -0.1)
		if err := db.SaveExtractions(ctx, "x2", []credence.Extraction{x}); err != nil {
			t.Fatal(err)
		}
		if got := unjoined("j1"); got != 2 {
			t.Errorf("%d documents to join after one was read again, want 2", got)
		}
	})
}

func TestClaims(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, db *store.DB) {
		ctx := t.Context()
		c1 := credence.Claim{ID: "c-1", Claimant: "The Front", ClaimantID: "front", Incident: "i-1", At: day("2024-05-02"), Wording: "we did it",
			Details: []credence.Detail{{ID: "t-1", Slot: credence.SlotKilled, Value: "none", Stated: true, Number: credence.Number{Known: true}}}}
		c2 := credence.Claim{ID: "c-2", ClaimantID: "others", Incident: "i-1", At: day("2024-05-03")}
		c3 := credence.Claim{ID: "c-3", ClaimantID: "front", Incident: "i-2"}
		if err := db.SaveClaims(ctx, "v1", []credence.Claim{c1, c2, c3}, nil); err != nil {
			t.Fatal(err)
		}
		got, err := db.Claim(ctx, "c-1")
		if diff := cmp.Diff(c1, got); diff != "" || err != nil {
			t.Errorf("claim differs (-want +got), %v:\n%s", err, diff)
		}
		list := func(q store.ClaimQuery) string {
			found, _, err := db.Claims(ctx, q)
			if err != nil {
				t.Fatal(err)
			}
			var ids []string
			for _, c := range found {
				ids = append(ids, string(c.ID))
			}
			return strings.Join(ids, " ")
		}
		if got := list(store.ClaimQuery{}); got != "c-2 c-1 c-3" {
			t.Errorf("all claims: %s", got)
		}
		if got := list(store.ClaimQuery{ClaimantID: "front"}); got != "c-1 c-3" {
			t.Errorf("claims of one: %s", got)
		}
		c2.Incident = "i-2"
		if err := db.SaveClaims(ctx, "v2", []credence.Claim{c2}, []credence.ClaimID{"c-1", "c-unknown"}); err != nil {
			t.Fatal(err)
		}
		if got := list(store.ClaimQuery{Incident: "i-2"}); got != "c-2 c-3" {
			t.Errorf("claims on the incident after the change: %s", got)
		}
		if _, err := db.Claim(ctx, "c-1"); !errors.Is(err, credence.ErrNotFound) {
			t.Errorf("a dropped claim: %v, want ErrNotFound", err)
		}
	})
}

func TestVoices(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, db *store.DB) {
		ctx := t.Context()
		older := credence.Document{Name: "older", Text: "a", Published: day("2024-05-01")}
		newer := credence.Document{Name: "newer", Text: "b", Published: day("2024-05-02")}
		other := credence.Document{Name: "other", Text: "c"}
		add(t, db, newer, older, other)
		wire := credence.Origin{ID: "wire:ap", Name: "AP", Document: older.Identify(), Relation: credence.FullCopy, Reason: "the same text, a day later"}
		own := credence.Origin{ID: "o-own", Relation: credence.OwnReporting}
		save := func(version string, voices ...store.Voice) {
			if err := db.SaveVoices(ctx, version, voices); err != nil {
				t.Fatal(err)
			}
		}
		save("v1", store.Voice{Document: newer.Identify(), Origin: own}, store.Voice{Document: older.Identify(), Origin: wire})
		if docs, err := db.Unvoiced(ctx, "v1", 10); err != nil || len(docs) != 1 || docs[0].Name != "other" {
			t.Errorf("Unvoiced = %v, %v, want the other", docs, err)
		}
		save("v1", store.Voice{Document: newer.Identify(), Origin: wire}) // told again
		if got, err := db.Origin(ctx, newer.Identify()); got != wire || err != nil {
			t.Errorf("Origin = %+v, %v", got, err)
		}
		if _, err := db.Origin(ctx, other.Identify()); !errors.Is(err, credence.ErrNotFound) {
			t.Errorf("origin not looked for: %v, want ErrNotFound", err)
		}
		all, err := db.Origins(ctx, []credence.DocumentID{newer.Identify(), other.Identify()})
		if len(all) != 1 || all[newer.Identify()] != wire || err != nil {
			t.Errorf("Origins = %v, %v", all, err)
		}
	})
}

func TestResolve(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, db *store.DB) {
		ctx := t.Context()
		claims := []credence.Claim{{ID: "c-abc"}, {ID: "c-abd"}, {ID: "c-ab"}, {ID: "c-x"}}
		if err := db.SaveClaims(ctx, "v1", claims, nil); err != nil {
			t.Fatal(err)
		}
		d, x := dispatch(1, "2024-05-01", "", "", 0, 0)
		add(t, db, d)
		if err := db.SaveExtractions(ctx, "v1", []credence.Extraction{x}); err != nil {
			t.Fatal(err)
		}
		items, err := db.AddEvidence(ctx, []credence.Evidence{{Code: "L1", KnownAt: noon}}, noon)
		if err != nil {
			t.Fatal(err)
		}
		for prefix, want := range map[string]string{
			"c-x": "c-x", "c-abc": "c-abc", "c-ab": "c-ab",
			string(d.ID)[:6]: string(d.ID), string(d.ID): string(d.ID),
			string(x.Statements[0].ID)[:12]: string(x.Statements[0].ID),
			string(x.Incidents[0].ID)[:12]:  string(x.Incidents[0].ID),
			string(items[0])[:5]:            string(items[0]),
		} {
			if got, err := db.Resolve(ctx, prefix); got != want || err != nil {
				t.Errorf("Resolve(%q) = %q, %v, want %q", prefix, got, err, want)
			}
		}
		_, err = db.Resolve(ctx, "c-a")
		if e, ok := errors.AsType[*credence.InputError](err); !ok || !strings.Contains(e.Reason, "c-abc") {
			t.Errorf("an ambiguous prefix: %v, want an InputError that names the choices", err)
		}
		for _, absent := range []string{"c-y", "d-~", "", "x", "q-1", "c-abce", "d-'; --"} {
			if _, err := db.Resolve(ctx, absent); !errors.Is(err, credence.ErrNotFound) {
				t.Errorf("Resolve(%q): %v, want ErrNotFound", absent, err)
			}
		}
	})
}
