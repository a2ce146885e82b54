package api

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/client"
	"github.com/credence-project/credence/internal/server/caller"
	"github.com/credence-project/credence/internal/workbench"
)

// An analyst's evening through the client: read, answer, see the verdict move
// and the history say so, look back, take it back, add a report, hand on.
func TestAnEvening(t *testing.T) {
	ctx := t.Context()
	s := serve(t, caller.Analyst)
	c := client.New(s.URL, client.Options{})
	claims, err := client.All(func(after string) (client.Page[client.ClaimItem], error) {
		return c.Claims(ctx, client.ClaimQuery{Claimant: "Islamic State", Bounds: client.Bounds{After: after, Limit: 1}})
	})
	if err != nil || len(claims) != 1 || string(claims[0].Claim.ID) != s.claim {
		t.Fatalf("claims: %d, %v", len(claims), err)
	}
	then, err := c.Claim(ctx, s.claim, client.AsOf{Known: "2017-03-23"})
	if err != nil {
		t.Fatal(err)
	}
	now, err := c.Claim(ctx, claims[0].Slug, client.AsOf{})
	if err != nil {
		t.Fatal(err)
	}
	if then.Assessment.Claim.ID != now.Assessment.Claim.ID || len(then.Documents) >= len(now.Documents) || len(now.Documents[0].Document.Text) > 0 {
		t.Errorf("then %d documents, now %d", len(then.Documents), len(now.Documents))
	}
	e, err := c.AddEvidence(ctx, s.claim, client.Answer{Code: "I02", Value: "directed", Grade: "A1", Origin: "court", Authority: credence.AuthorityCourt, KnownAt: "2019-01-10", Reason: "the judgment"})
	if err != nil || e.By != "ana" || e.Note != "the judgment" || e.Status != credence.Accepted {
		t.Fatalf("added %+v, %v", e, err)
	}
	moved, err := c.Claim(ctx, s.claim, client.AsOf{})
	if err != nil || rung(moved, credence.H1) <= rung(now, credence.H1) {
		t.Errorf("H1 went from %v to %v, %v", rung(now, credence.H1), rung(moved, credence.H1), err)
	}
	if before, err := c.Claim(ctx, s.claim, client.AsOf{Known: "2019-01-09"}); err != nil || before.Assessment.Top != now.Assessment.Top {
		t.Errorf("the day before the judgment: %v, %v", before.Assessment.Top, err)
	}
	if _, err := c.Undo(ctx, s.claim, string(e.ID), "the wrong court"); err != nil {
		t.Fatal(err)
	}
	items, err := c.Evidence(ctx, s.claim, client.AsOf{})
	found := false
	for _, i := range items {
		if i.ID == e.ID {
			found = i.Status == credence.Rejected && len(i.Decisions) == 1 && i.Decisions[0].Note == "the wrong court"
		}
	}
	if err != nil || !found {
		t.Errorf("the item after it was taken back is not there as rejected: %v", err)
	}
	if _, err := c.Decide(ctx, s.claim, "e-none", client.Ruling{Status: credence.Accepted, Reason: "x"}); !client.IsNotFound(err) {
		t.Errorf("an item that is not there: %v", err)
	}
	stix, err := c.Export(ctx, "stix", s.claim, client.AsOf{})
	if err != nil || !json.Valid(stix) {
		t.Errorf("stix: %d bytes, %v", len(stix), err)
	}
}

func rung(b client.Brief, h credence.Hypothesis) float64 {
	for _, r := range b.Assessment.Rungs {
		if r.H == h {
			return r.P
		}
	}
	return -1
}

// A file that is handed in is followed to its end, found by its words, and
// read with its marks.
func TestAddingThroughTheClient(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	s := serve(t, caller.Analyst)
	c := client.New(s.URL, client.Options{})
	done := errors.New("done")
	var task client.Task
	ended := make(chan error, 1)
	go func() {
		ended <- c.Follow(ctx, s.api.run+"-0", func(id string, change client.Change) error {
			if change.Kind == workbench.ChangeDocuments {
				return done
			}
			return nil
		})
	}()
	line := `{"title":"Blast in Quetta","outlet":"paper","published_at":"2018-06-02","text":"A bomb killed three people in Quetta on Friday, police said. The Islamic State group claimed responsibility for the attack."}`
	task, err := c.AddFile(ctx, "reports.jsonl", strings.NewReader(line))
	if err != nil {
		t.Fatal(err)
	}
	if err := <-ended; !errors.Is(err, done) {
		t.Fatalf("following ended with %v", err)
	}
	if task, err = c.Task(ctx, task.ID); err != nil || task.Taken != 1 {
		t.Fatalf("task %+v, %v", task, err)
	}
	hits, err := c.Search(ctx, "quetta police", client.DocumentQuery{})
	if err != nil || len(hits.Items) != 1 || len(hits.Items[0].Matches) == 0 {
		t.Fatalf("found %d, %v", len(hits.Items), err)
	}
	id := string(hits.Items[0].Document.ID)
	d, err := c.Document(ctx, id, client.AsOf{})
	if err != nil || len(d.Incidents) != 1 || len(d.Claims) != 1 {
		t.Fatalf("document tells of %d incidents and %d claims, %v", len(d.Incidents), len(d.Claims), err)
	}
	marks, err := c.Spans(ctx, id, client.AsOf{})
	kinds := map[string]bool{}
	for _, m := range marks {
		kinds[m.Sort+" "+m.Kind] = true
		if m.Text != m.Span.Of(d.Document.Text) {
			t.Errorf("%s %s marks %q", m.Sort, m.Kind, m.Text)
		}
	}
	if err != nil || !kinds["statement claim"] || !kinds["incident place"] {
		t.Errorf("marks: %v, %v", kinds, err)
	}
	in, err := c.Incident(ctx, string(d.Incidents[0].ID), client.AsOf{})
	if err != nil || len(in.Reports) != 1 || len(in.Facts) == 0 {
		t.Errorf("incident with %d reports, %v", len(in.Reports), err)
	}
	if _, err := c.Document(ctx, id, client.AsOf{Known: "2018-01-01"}); err == nil {
		t.Error("a report can be read as of a time before it was published")
	}
}

// A hook that an administrator registers is told of a change, signed so that
// the client package believes it.
func TestHookEndToEnd(t *testing.T) {
	s := serve(t, caller.Admin)
	h := read[workbench.Hook](t, s.ask(t, "POST", Root+"/hooks", map[string]any{"url": "https://desk.example/", "kinds": []string{"judgement"}}))
	if h.Secret == "" {
		t.Fatal("no secret")
	}
	if again := s.ask(t, "GET", Root+"/hooks", nil); strings.Contains(string(again.body), h.Secret) {
		t.Error("the secret is given again")
	}
	type delivery struct {
		header http.Header
		body   []byte
	}
	got := make(chan delivery, 10)
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		s.bench.Run(ctx, workbench.Courier{Now: func() time.Time { return noon }, Post: func(_ context.Context, _ string, header http.Header, body []byte) (int, error) {
			got <- delivery{header, body}
			return 204, nil
		}})
	}()
	c := client.New(s.URL, client.Options{})
	if _, err := c.AddEvidence(t.Context(), s.claim, client.Answer{Code: "A06", Value: "confirmed", Grade: "A1", Origin: "court", KnownAt: "2019-01-10", Reason: "the judgment"}); err != nil {
		t.Fatal(err)
	}
	d := <-got
	if err := client.VerifyHook(h.Secret, d.header.Get("Credence-Signature"), d.body, noon, time.Minute); err != nil {
		t.Error(err)
	}
	var change client.Change
	if err := json.Unmarshal(d.body, &change); err != nil || change.Kind != workbench.ChangeJudgement || string(change.Claim) != s.claim || change.Text != "the judgment" {
		t.Errorf("told %s, %v", d.body, err)
	}
	stop()
	<-ended
}
