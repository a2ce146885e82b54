package browser

import (
	"context"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/credence-project/credence/extract"
	"github.com/credence-project/credence/internal/pipeline"
	"github.com/credence-project/credence/internal/server"
	"github.com/credence-project/credence/internal/server/guard"
	"github.com/credence-project/credence/internal/testkit"
	"github.com/credence-project/credence/internal/workbench"
	"github.com/credence-project/credence/lang"
	"github.com/credence-project/credence/lexicon"
)

// extractor is made once for all tests.
var extractor = sync.OnceValues(func() (*extract.Extractor, error) { return extract.New(lang.English(), lexicon.Actors()) })

// newBench is a workbench on an empty store, with what goes on behind it.
func newBench(t *testing.T) *workbench.Workbench {
	t.Helper()
	x, err := extractor()
	if err != nil {
		t.Fatal(err)
	}
	db := testkit.OpenStore(t)
	w := workbench.New(&pipeline.Stages{DB: db, Extractor: x, Actors: lexicon.Actors(), Workers: 1}, "")
	w.Draws = 100
	ctx, cancel := context.WithCancel(context.Background())
	var running sync.WaitGroup
	running.Go(func() { w.Keep(ctx, time.Now, func(err error) { t.Errorf("the desk: %v", err) }) })
	t.Cleanup(func() {
		cancel()
		w.Intake.Close()
		running.Wait()
	})
	return w
}

// serve opens the workbench on this machine and gives its address. The user of
// the machine has that name; without one everybody logs in.
func serve(t *testing.T, w *workbench.Workbench, local string) string {
	t.Helper()
	o := guard.Options{Local: local, Limits: guard.Limits{Requests: guard.Rate{Burst: 100_000, Every: time.Millisecond}}}
	ctx, cancel := context.WithCancel(context.Background())
	s, err := server.New(ctx, server.Options{Bench: w, Guard: o, Version: "0.0.0"})
	if err != nil {
		t.Fatal(err)
	}
	h := httptest.NewServer(s)
	t.Cleanup(func() {
		cancel()
		h.CloseClientConnections()
		h.Close()
	})
	return h.URL
}

// dossier is the name of the case that the demo loads.
const dossier = "london-westminster-2017"

// withDossier is a workbench that holds the demo dossier.
func withDossier(t *testing.T) *workbench.Workbench {
	t.Helper()
	w := newBench(t)
	if _, err := w.LoadDossier(t.Context(), dossier, "Credence casebook", time.Now().UTC().Add(-time.Minute)); err != nil {
		t.Fatal(err)
	}
	if _, err := w.RefreshDesk(t.Context(), time.Now().UTC(), 10); err != nil { // the claim has its address from then on
		t.Fatal(err)
	}
	return w
}

// report is a text as somebody may paste it: an attack, the police and a claim.
var report = workbench.Paste{
	Title: "Group says it bombed the ferry terminal at Karsund", Outlet: "Karsund Courier", Published: "2019-04-09T18:20Z",
	Text: strings.Join([]string{
		"KARSUND, Nigeria, 9 April 2019. A bomb exploded at the ferry terminal in Maiduguri on Tuesday morning and killed at least seven people, police said.",
		"Twenty-two others were injured, according to the head of the general hospital. A police spokesman said that two gunmen had fled on a motorcycle.",
		"Boko Haram claimed responsibility for the attack in a statement that it sent to reporters on Tuesday evening. \"Our men placed the device under the eastern pier,\" the group said.",
		"The governor said that nobody had been arrested and that it was too early to say who was behind the attack.",
	}, "\n\n"),
}
