package workbench

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/credence-project/credence/export/naming"
	"github.com/credence-project/credence/internal/testkit"
)

// What is said of a claim follows the naming gate wherever it is looked at, and
// a look back does not name again who is held back by now.
func TestNamesAreKeptOut(t *testing.T) {
	w := bench(t, testkit.OpenStore(t))
	named := report("jo-marlow", "2019-04-01T18:00Z", earlierReport+"\n\nPolice named the bomber as Jo Marlow. Marlow was known to them. The Islamic State group claimed responsibility for the attack by Jo Marlow in a statement.")
	named.Title = "Jo Marlow held after blast"
	named.ID = named.Identify()
	take(t, w, noon, report("herald", "2019-04-01T15:00Z", firstReport), named)
	c := claimed(t, w, "islamic-state")
	id := string(c.ID)
	now := AsOf{Known: noon.AddDate(1, 0, 0)}
	if _, _, err := w.KeepVerdict(t.Context(), id, Act{By: "ana", At: noon, Known: now.Known, Reason: "kept"}); err != nil {
		t.Fatal(err)
	}
	looks := map[string]func(at AsOf) (any, error){
		"assess":   func(at AsOf) (any, error) { return w.Assess(t.Context(), id, at) },
		"sheet":    func(at AsOf) (any, error) { return w.SheetAt(t.Context(), id, at) },
		"incident": func(at AsOf) (any, error) { return w.OpenIncident(t.Context(), string(c.Incident), at) },
		"kept":     func(at AsOf) (any, error) { return w.Kept(t.Context(), id, at) },
	}
	check := func(when string, at AsOf, closed bool) {
		t.Helper()
		for name, look := range looks {
			v, err := look(at)
			if err != nil {
				t.Fatal(err)
			}
			if s, ok := v.(*Sheet); ok {
				bare := *s
				bare.Names = Names{}
				v = &bare
			}
			body, err := json.Marshal(v)
			if err != nil {
				t.Fatal(err)
			}
			if names := bytes.Contains(bytes.ToLower(body), []byte("marlow")); names == closed || bytes.Contains(body, []byte(naming.Withheld)) != closed {
				t.Errorf("%s, %s: named %v, want %v", when, name, names, !closed)
			}
		}
	}
	rule := func(status string, hour int) AsOf {
		t.Helper()
		a := act("ana", "police", hour)
		if _, err := w.RulePerson(t.Context(), id, "Jo Marlow", status, a); err != nil {
			t.Fatal(err)
		}
		return AsOf{Known: now.Known, Recorded: a.At}
	}
	check("nobody ruled", now, true)
	news := w.Changes.Follow(-1)
	defer news.Close()
	if err := w.Dissent(t.Context(), id, act("bo", "Jo Marlow was not there", 1)); err != nil {
		t.Fatal(err)
	}
	if n := <-news.News(); n.Text != naming.Withheld+" was not there" {
		t.Errorf("told %q", n.Text)
	}
	then := rule("convicted", 2)
	delete(looks, "kept") // judged before anybody ruled, and not looked at as of then
	check("convicted", now, false)
	rule("cleared", 3)
	check("cleared", now, true)
	check("as it stood here when convicted", then, true)
}

// Somebody who claims an attack himself is a person charged with nothing.
func TestClaimantWhoIsAPerson(t *testing.T) {
	w := bench(t, testkit.OpenStore(t))
	take(t, w, noon, report("herald", "2019-04-01T15:00Z", "LARNOVA - A bomb killed nine people at a market in Larnova on Monday, police said.\n\nJo Marlow, 34, telephoned a newspaper and claimed responsibility for the bombing."))
	c := claimed(t, w, "")
	if c.Claimant != "Jo Marlow" {
		t.Fatalf("claim by %q", c.Claimant)
	}
	b, err := w.Assess(t.Context(), string(c.ID), AsOf{Known: noon.AddDate(1, 0, 0)})
	if err != nil {
		t.Fatal(err)
	}
	body, err := json.Marshal(b)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(body, []byte("Marlow")) || !bytes.Contains(body, []byte(naming.Withheld)) {
		t.Error("the name of a living person stands in the brief")
	}
}

// A claim of which nobody knows yet whom it names is listed without what it says.
func TestShown(t *testing.T) {
	w := bench(t, testkit.OpenStore(t))
	take(t, w, noon, report("herald", "2019-04-01T15:00Z", firstReport))
	c := claimed(t, w, "islamic-state")
	if out := (*Row)(nil).Shown(&c); len(out.Quotes)+len(out.Details) > 0 || out.ID != c.ID {
		t.Errorf("before it was judged: %+v", out)
	}
	row := Row{Steps: []Stand{{}}, Names: Names{Held: []string{c.Claimant}}}
	if out := row.Shown(&c); out.Claimant != naming.Withheld || len(out.Quotes) != len(c.Quotes) {
		t.Errorf("judged: %+v", out)
	}
}
