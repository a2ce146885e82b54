package api

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/casebook"
	"github.com/credence-project/credence/extract"
	"github.com/credence-project/credence/internal/pipeline"
	"github.com/credence-project/credence/internal/server/caller"
	"github.com/credence-project/credence/internal/testkit"
	"github.com/credence-project/credence/internal/workbench"
	"github.com/credence-project/credence/lang"
	"github.com/credence-project/credence/lexicon"
)

// noon is when the tests look and record.
var noon = time.Date(2019, 5, 1, 12, 0, 0, 0, time.UTC)

// extractor is made once for all tests.
var extractor = sync.OnceValues(func() (*extract.Extractor, error) { return extract.New(lang.English(), lexicon.Actors()) })

// site is a server with the demo dossier in its store.
type site struct {
	*httptest.Server
	api   *API
	bench *workbench.Workbench
	claim string
	role  caller.Role // of whoever asks
}

// towns lie far enough from each other to be told apart.
var towns = []string{"Baghdad", "Kabul", "Mogadishu", "Cairo", "Damascus", "Quetta", "Mosul", "Aden"}

const demo = "london-westminster-2017"

func serve(t testing.TB, role caller.Role) *site {
	t.Helper()
	x, err := extractor()
	if err != nil {
		t.Fatal(err)
	}
	db := testkit.OpenStore(t)
	s := &site{role: role}
	s.bench = workbench.New(&pipeline.Stages{DB: db, Extractor: x, Actors: lexicon.Actors(), Workers: 1}, "")
	s.bench.Draws = 100
	s.bench.Intake.Now = func() time.Time { return noon }
	t.Cleanup(s.bench.Intake.Close)
	c, err := casebook.Embedded(demo)
	if err != nil {
		t.Fatal(err)
	}
	claim, err := s.bench.LoadCase(t.Context(), c, "casebook", noon.AddDate(0, 0, -1))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.bench.Stages.Derive(t.Context()); err != nil {
		t.Fatal(err)
	}
	s.claim = string(claim.ID)
	if s.api, err = New(s.bench, Options{Now: func() time.Time { return noon }, Version: "test"}); err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	s.api.Routes(mux)
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mux.ServeHTTP(w, r.WithContext(caller.With(r.Context(), caller.Caller{Name: "ana", Role: s.role})))
	}))
	t.Cleanup(func() {
		s.api.Close()
		s.Close()
	})
	return s
}

// answered is an answer of the server.
type answered struct {
	status int
	header http.Header
	body   []byte
}

func (s *site) ask(t testing.TB, method, path string, body any, header ...string) answered {
	t.Helper()
	var send io.Reader
	switch b := body.(type) {
	case nil:
	case string:
		send = strings.NewReader(b)
	case []byte:
		send = bytes.NewReader(b)
	default:
		out, err := json.Marshal(b)
		if err != nil {
			t.Fatal(err)
		}
		send = bytes.NewReader(out)
	}
	r, err := http.NewRequestWithContext(context.Background(), method, s.URL+path, send)
	if err != nil {
		t.Fatal(err)
	}
	if send != nil {
		r.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	res, err := s.Client().Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	out, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answered{res.StatusCode, res.Header, out}
}

func read[T any](t testing.TB, a answered) T {
	t.Helper()
	var v T
	if err := json.Unmarshal(a.body, &v); err != nil {
		t.Fatalf("answer %d: %v in %.300s", a.status, err, a.body)
	}
	return v
}

// add takes in further reports, so that lists have pages.
func (s *site) add(t testing.TB, n int) {
	t.Helper()
	var docs []credence.Document
	for i := range n {
		at := time.Date(2018, 1, 1+i, 8, 0, 0, 0, time.UTC)
		d := credence.Document{
			URL: "https://paper.example/" + at.Format("0102"), Outlet: "paper", Lang: "en", Published: credence.At(at, "feed"), Title: "Bomb in town " + at.Format("0102"),
			Text: "A bomb exploded in " + towns[i%len(towns)] + " on " + at.Format("2 January 2006") + ", killing " + []string{"two", "three", "four"}[i%3] +
				" people, police said. The Islamic State group claimed responsibility for the attack in a statement.",
		}
		d.ID = d.Identify()
		docs = append(docs, d)
	}
	if _, err := s.bench.DB.AddDocuments(t.Context(), docs, noon.Add(-time.Hour)); err != nil {
		t.Fatal(err)
	}
	if err := s.bench.Stages.Derive(t.Context()); err != nil {
		t.Fatal(err)
	}
}
