package main

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/casebook"
	"github.com/credence-project/credence/extract"
	"github.com/credence-project/credence/internal/pipeline"
	"github.com/credence-project/credence/internal/store"
	"github.com/credence-project/credence/internal/workbench"
	"github.com/credence-project/credence/lang"
	"github.com/credence-project/credence/lexicon"
)

// pageClaims is how many claims the store of the load test holds.
const pageClaims = 500

// yardstick is that of the program where nothing else is set. With another one
// it would judge every claim again while readers wait.
const yardstick = "icd203"

// pageBound is how soon a page is to answer, for 95 of 100 requests, and
// weightBound how much it may weigh.
const (
	pageBound   = 100 * time.Millisecond
	weightBound = 200 << 10
)

// load says how the load test of the pages goes.
type load struct {
	program   string
	out       string
	documents int // in the store
	alone     int // pages of each kind for one reader
	requests  int // without a pause between them
	minutes   float64
}

// pages starts the built program on a large store and lets one reader look at
// each kind of page, and then twenty walk over them, first without a pause and
// then as people read.
func pages(texts []string, l load) error {
	db := filepath.Join(l.out, fmt.Sprintf("pages-%d.db", l.documents))
	if err := pageStore(db, texts, l); err != nil {
		return err
	}
	s, err := startServer(l.program, db)
	if err != nil {
		return err
	}
	defer s.stop()
	site, err := explore(s.address)
	if err != nil {
		return err
	}
	s.rest()
	if l.alone > 0 {
		if err := alone(os.Stdout, site, s, l.alone); err != nil {
			return err
		}
	}
	pause := time.Second
	people := int(l.minutes * float64(time.Minute/pause) * readers)
	for _, r := range []struct {
		name     string
		requests int
		pause    time.Duration
	}{
		{"without a pause", l.requests, 0},
		{fmt.Sprintf("%s apart", pause), people, pause},
	} {
		if r.requests == 0 {
			continue
		}
		before := s.spent()
		got, took := walk(site, r.requests, r.pause)
		fmt.Printf("\n%d documents, %d claims, %d readers, requests %s: %.0f a second, %.1f ms of CPU each, most memory resident %d MiB, load average %s\n",
			l.documents, pageClaims, readers, r.name, float64(r.requests)/took.Seconds(), (s.spent()-before).Seconds()*1000/float64(r.requests), s.resident(), loadAverage())
		if err := printAnswers(os.Stdout, got); err != nil {
			return err
		}
	}
	return nil
}

// pageStore makes the store of the load test, unless one made before is there:
// documents that are kept and searchable but not read, and dossiers that are
// read and judged.
func pageStore(path string, texts []string, l load) error {
	if _, err := os.Stat(path); err != nil {
		making := path + ".making"
		for _, old := range []string{making, making + "-wal", making + "-shm"} {
			os.Remove(old)
		}
		if err := takeIn(making, texts, l); err != nil {
			return err
		}
		if err := os.Rename(making, path); err != nil {
			return err
		}
	}
	ctx := context.Background()
	db, err := store.Open(ctx, path, store.Options{})
	if err != nil {
		return err
	}
	started := time.Now()
	w := workbench.New(&pipeline.Stages{DB: db, Actors: lexicon.Actors()}, yardstick)
	n, err := w.RefreshDesk(ctx, time.Now().UTC(), 1<<30)
	if n > 0 {
		fmt.Fprintf(os.Stderr, "%d claims judged in %.0f s\n", n, time.Since(started).Seconds())
	}
	return cmp.Or(err, db.Close())
}

func takeIn(path string, texts []string, l load) error {
	ctx := context.Background()
	if err := loadDossiers(ctx, path); err != nil {
		return err
	}
	file := filepath.Join(l.out, "pages.jsonl")
	if err := writeCollection(file, texts, l.documents); err != nil {
		return err
	}
	cmd := exec.Command(l.program, "ingest", file, "--take-only", "--db", path)
	cmd.Stderr = os.Stderr
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("credence ingest: %w", err)
	}
	return nil
}

// loadDossiers puts the project's own cases into a store, again and again on
// other days, until it holds the claims wanted, and reads their reports.
func loadDossiers(ctx context.Context, path string) error {
	db, err := store.Open(ctx, path, store.Options{})
	if err != nil {
		return err
	}
	defer db.Close()
	x, err := extract.New(lang.English(), lexicon.Actors())
	if err != nil {
		return err
	}
	w := workbench.New(&pipeline.Stages{DB: db, Extractor: x, Actors: lexicon.Actors(), Workers: runtime.NumCPU()}, yardstick)
	claims := map[credence.ClaimID]bool{}
	for round := 0; len(claims) < pageClaims; round++ {
		for _, id := range casebook.Cases() {
			c, err := onAnotherDay(id, round)
			if err != nil {
				return err
			}
			for _, claim := range c.AllClaims() {
				claims[claim.ID] = true
			}
			if _, err := w.LoadCase(ctx, c, "load test", time.Now().UTC()); err != nil {
				return err
			}
			if len(claims) >= pageClaims {
				break
			}
		}
	}
	return cmp.Or(w.Stages.Extract(ctx), db.Close())
}

var (
	dayOf = regexp.MustCompile(`"\d{4}-\d{2}-\d{2}`)
	idOf  = regexp.MustCompile(`"id":\s*"`)
)

// onAnotherDay is a case moved by some weeks for each round, under another
// name: another incident with other claims and reports.
func onAnotherDay(id string, round int) (*casebook.Case, error) {
	b, err := fs.ReadFile(casebook.Folder(), id+".json")
	if err != nil {
		return nil, err
	}
	b = dayOf.ReplaceAllFunc(b, func(day []byte) []byte {
		t, err := time.Parse(time.DateOnly, string(day[1:]))
		if err != nil {
			return day
		}
		return []byte(`"` + t.AddDate(0, 0, -37*round).Format(time.DateOnly))
	})
	if at := idOf.FindIndex(b); at != nil && round > 0 { // the first is that of the case
		b = append(append(append([]byte{}, b[:at[1]]...), fmt.Sprintf("again-%d-", round)...), b[at[1]:]...)
	}
	return casebook.Read(bytes.NewReader(b), id)
}
