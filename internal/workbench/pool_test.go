package workbench

import (
	"testing"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/assess"
	"github.com/credence-project/credence/internal/store"
	"github.com/credence-project/credence/internal/testkit"
)

func TestPool(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, db *store.DB) {
		ctx := t.Context()
		w := bench(t, db)
		claim := dossier(t, w, "london-westminster-2017")
		at := AsOf{Known: noon}
		before := printed(t, w, claim, at)
		add := func(by, value string) {
			e := withTime(answer("A05", value, "court"), "2018-11-01")
			e.Rule = RuleCoding
			if _, err := w.AddEvidence(ctx, claim, e, false, act(by, "my coding", 0)); err != nil {
				t.Fatal(err)
			}
		}
		add("ana", "confirmed")
		add("ben", "searched_none")
		if string(before) != string(printed(t, w, claim, at)) {
			t.Error("a coding moved the common verdict")
		}
		if err := w.Dissent(ctx, claim, act("ana", "too sure", 0)); err != nil {
			t.Fatal(err)
		}
		p, err := w.Pool(ctx, claim, at)
		if err != nil {
			t.Fatal(err)
		}
		if len(p.Analysts) != 3 || p.Analysts[0] != "ana" || p.Analysts[1] != "ben" || p.Analysts[2] != "casebook" {
			t.Errorf("analysts %v", p.Analysts)
		}
		if len(p.Dissents) != 1 || p.Dissents[0].Analyst != "ana" || p.Dissents[0].Dissent != "too sure" {
			t.Errorf("dissents %v", p.Dissents)
		}
		differ := map[string]map[string]string{}
		for _, d := range p.Points {
			differ[d.Code] = d.Answers
		}
		if got := differ["A05"]; got["ana"] != "confirmed" || got["ben"] != "searched_none" {
			t.Errorf("they differ on A05: %v", got)
		}
		ana, ben := rungP(p.Dissents[0].Assessment, credence.H2), 0.0
		for _, r := range p.Rungs {
			if r.H == credence.H2 {
				ben = r.Least
				if ana != r.Most || r.P <= r.Least || r.P >= r.Most {
					t.Errorf("pooled %g of %g to %g, ana %g", r.P, r.Least, r.Most, ana)
				}
			}
		}
		if ana <= ben {
			t.Errorf("instructions confirmed give H2 %g, none found %g", ana, ben)
		}
	})
}

func rungP(a credence.Assessment, h credence.Hypothesis) float64 {
	for _, r := range a.Rungs {
		if r.H == h {
			return r.P
		}
	}
	return 0
}

// An analyst's last own decision counts, whatever others decided.
func TestAnswersOf(t *testing.T) {
	items := []credence.Evidence{{ID: "e-1", By: "machine"}, {ID: "e-2", By: "ana"}, {ID: "e-3", By: "ben"}}
	decided := map[credence.EvidenceID][]store.Decision{
		"e-1": {{By: "ana", Status: credence.Accepted}, {By: "ben", Status: credence.Rejected}},
		"e-2": {{By: "ben", Status: credence.Accepted}, {By: "ana", Status: credence.Rejected}},
		"e-3": {{By: "ana", Status: credence.Accepted}, {By: "ana", Status: credence.Proposed}},
	}
	for _, test := range []struct{ name, own, rejected string }{
		{"ana", "e-1", "e-2"}, {"ben", "e-2 e-3", "e-1"}, {"cleo", "", ""},
	} {
		own, rejected := answersOf(test.name, items, decided)
		got, out := "", ""
		for _, e := range items {
			for _, o := range own {
				if o.ID == e.ID {
					got += " " + string(e.ID)
				}
			}
			if rejected[e.ID] {
				out += " " + string(e.ID)
			}
		}
		if got != space(test.own) || out != space(test.rejected) {
			t.Errorf("%s stands behind%s and rejects%s, want%s and%s", test.name, got, out, space(test.own), space(test.rejected))
		}
	}
}

func space(s string) string {
	if s == "" {
		return ""
	}
	return " " + s
}

func TestLint(t *testing.T) {
	w := bench(t, testkit.OpenStore(t))
	claim := dossier(t, w, "london-westminster-2017")
	people := []assess.Person{{Name: "Max Muster", Status: "suspected"}}
	draft := "The attack was directed by Islamic State.\nThe attack was inspired by Islamic State.\nMax Muster drove."
	rules := func(claim string) string {
		remarks, err := w.Lint(t.Context(), claim, draft, people, AsOf{Known: noon})
		if err != nil {
			t.Fatal(err)
		}
		out := ""
		for _, r := range remarks {
			out += r.Rule + " "
		}
		return out
	}
	if got := rules(claim); got != "evidence name " {
		t.Errorf("with the verdict: %s", got)
	}
	if got := rules(""); got != "evidence evidence name " {
		t.Errorf("without one: %s", got)
	}
}
