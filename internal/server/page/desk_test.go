package page

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/internal/server/caller"
	"github.com/credence-project/credence/internal/testkit"
	"github.com/credence-project/credence/internal/workbench"
)

func TestDeskFromNothing(t *testing.T) {
	s := newSite(t)
	lacks(t, s.visit("/", http.StatusOK), "No claim of responsibility is held here yet", "Load the demo dossier")
	s.role = caller.Reader
	s.post("/demo", "", http.StatusForbidden)
	s.role = caller.Analyst
	location, _ := s.post("/demo", "", http.StatusSeeOther)
	lacks(t, s.visit(location, http.StatusOK), "Westminster Bridge")
	lacks(t, s.visit("/", http.StatusOK), "1 claim,", "Inspired only", `class="spark"`, "/claims/islamic-state-westminster-bridge-2017-03")
	lacks(t, s.visit("/?words=nowhere", http.StatusOK), "No claim is like that")
	if past := s.visit("/?as_of=2017-03-01", http.StatusOK); strings.Contains(past, "Westminster") {
		t.Error("the claim is on the desk before it was made")
	}
}

// rows is a desk with one claim of each kind.
func rows() []workbench.Row {
	p := func(p float64, word string) credence.Probability {
		return credence.Probability{P: p, Lo: p / 2, Hi: (1 + p) / 2, Word: word}
	}
	stand := func(h credence.Hypothesis, s credence.Sufficiency, v float64, changed ...string) workbench.Stand {
		return workbench.Stand{AsOf: today.AddDate(0, 0, -2), Sufficiency: s, Top: credence.Rung{H: h, Probability: p(v, "likely")}, Tie: p(v/2, ""), Changed: changed}
	}
	last := func(s workbench.Stand) workbench.Stand { s.AsOf = time.Time{}; return s }
	return []workbench.Row{
		{Claim: "c-one", Slug: "river-front-kellington-2026-03", Claimant: "River Front", Title: "Blast at the mill <Kellington>", Country: "XX",
			Made: credence.At(today.Add(-5*time.Hour), ""), StandsOut: true, Voices: 3, Reports: 7, Proposed: 2, MachineCoded: true, Fresh: true,
			KnownAt: today, MovedAt: today.Add(-time.Hour), Sufficiency: credence.Likely,
			Steps: []workbench.Stand{stand(credence.H5, credence.Open, .4), last(stand(credence.H1, credence.Likely, .7, "New: the police spoke"))}},
		{Claim: "c-two", Slug: "river-front-kell-bridge-2026-01", Claimant: "River Front", Title: "Bridge at Kell", Made: credence.Day(today.AddDate(0, -2, 0), ""),
			Voices: 1, Reports: 1, Fresh: true, KnownAt: today, MovedAt: today.AddDate(0, 0, -9), Sufficiency: credence.Insufficient, StandsOut: true,
			Steps: []workbench.Stand{last(stand(credence.H2, credence.Insufficient, .5))}},
		{Claim: "c-three", Slug: "c-three", Claimant: "Hill Guard", Title: "Fire on the hill", Made: credence.Day(today.AddDate(-3, 0, 0), "")},
	}
}

func TestDeskPage(t *testing.T) {
	s := newSite(t)
	p, err := New(s.bench, Options{Now: func() time.Time { return today }, Version: "test"})
	if err != nil {
		t.Fatal(err)
	}
	m := moment{At: workbench.AsOf{Known: today}}
	last := today.Add(-2 * time.Hour)
	d := p.deskPage(rows(), deskFilter{}, m, last)
	w := httptest.NewRecorder()
	if err := p.render(w, httptest.NewRequest("GET", "/", nil), "desk", view{Title: "Desk", Moment: m, Body: d}); err != nil {
		t.Fatal(err)
	}
	body := w.Body.String()
	checkPage(t, body)
	_, body, _ = strings.Cut(body, "<main") // what is before changes with every sheet and script
	testkit.Golden(t, "desk.html", []byte("<main"+body))
}

func TestDeskFilter(t *testing.T) {
	for name, tt := range map[string]struct {
		f    deskFilter
		want string
	}{
		"all":             {deskFilter{}, "c-one c-two c-three"},
		"words":           {deskFilter{Words: "KELL bridge"}, "c-two"},
		"claimant":        {deskFilter{Claimant: "Hill Guard"}, "c-three"},
		"state":           {deskFilter{State: "insufficient"}, "c-two"},
		"not settled":     {deskFilter{State: "unsettled"}, "c-one c-two c-three"},
		"moved":           {deskFilter{Show: "moved"}, "c-one"},
		"waiting":         {deskFilter{Show: "waiting"}, "c-one"},
		"machine-coded":   {deskFilter{Show: "machine"}, "c-one"},
		"in another way":  {deskFilter{Sort: "voices"}, "c-one c-two c-three"},
		"nothing is left": {deskFilter{Show: "moved", Claimant: "Hill Guard"}, ""},
	} {
		var got []string
		for _, r := range tt.f.choose(rows(), today.Add(-2*time.Hour)) {
			got = append(got, string(r.Claim))
		}
		if g := strings.Join(got, " "); g != tt.want {
			t.Errorf("%s: %q, want %q", name, g, tt.want)
		}
	}
}

// A visit is one until half an hour passes without a look.
func TestLastVisit(t *testing.T) {
	now := today
	p := &Pages{now: func() time.Time { return now }}
	cookie := ""
	look := func(after time.Duration) time.Time {
		now = now.Add(after)
		r := httptest.NewRequest("GET", "/", nil)
		if cookie != "" {
			r.Header.Set("Cookie", cookie)
		}
		w := httptest.NewRecorder()
		last := p.lastVisit(w, r)
		cookie, _, _ = strings.Cut(w.Header().Get("Set-Cookie"), ";")
		return last
	}
	if got := look(0); !got.IsZero() {
		t.Errorf("the first visit: %v", got)
	}
	if got := look(10 * time.Minute); !got.IsZero() {
		t.Errorf("still the first visit: %v", got)
	}
	if got, want := look(8*time.Hour), today.Add(10*time.Minute); !got.Equal(want) {
		t.Errorf("the second visit: %v, want %v", got, want)
	}
	if got, want := look(20*time.Minute), today.Add(10*time.Minute); !got.Equal(want) {
		t.Errorf("still the second: %v, want %v", got, want)
	}
	for _, bad := range []string{"credence-visit=x", "credence-visit=-5.3", "credence-visit=1.99999999999"} {
		cookie = bad
		if got := look(0); !got.IsZero() {
			t.Errorf("%s: %v", bad, got)
		}
	}
}

func TestAgo(t *testing.T) {
	for d, want := range map[time.Duration]string{
		10 * time.Minute: "within the hour", time.Hour: "1 hour", 47 * time.Hour: "47 hours", 72 * time.Hour: "3 days",
		90 * 24 * time.Hour: "3 months", 3 * 365 * 24 * time.Hour: "3 years",
	} {
		if got := ago(today, credence.At(today.Add(-d), "")); got != want {
			t.Errorf("%v: %q, want %q", d, got, want)
		}
	}
	if got := ago(today, credence.Interval{}); got != "" {
		t.Errorf("no time: %q", got)
	}
}
