package pipeline_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/internal/pipeline"
	"github.com/credence-project/credence/internal/store"
	"github.com/credence-project/credence/internal/testkit"
	"github.com/credence-project/credence/syndication"
)

// countdown is a context that ends when it has been asked so many times
// whether it has: a process that ends at that point.
type countdown struct {
	context.Context
	mu   sync.Mutex
	left int
	done chan struct{}
}

func (c *countdown) ask() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.left--; c.left == 0 {
		close(c.done)
	}
}

func (c *countdown) Done() <-chan struct{} { c.ask(); return c.done }

func (c *countdown) Err() error {
	c.ask()
	select {
	case <-c.done:
		return context.Canceled
	default:
		return nil
	}
}

// Wherever a ruling is cut short, the next run follows it if it was recorded.
func TestRulingIsFollowedAfterTheEnd(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, db *store.DB) {
		take(t, db, strings.Join(reports[:2], "\n"))
		s := stages(t, db)
		if err := s.Derive(t.Context()); err != nil {
			t.Fatal(err)
		}
		incidents, _ := derived(t, db)
		if len(incidents) != 1 || len(incidents[0].Mentions) != 2 {
			t.Fatalf("incidents %+v, want one with two mentions", incidents)
		}
		subjects := []string{string(incidents[0].Mentions[0].Mention), string(incidents[0].Mentions[1].Mention)}
		cut := 0
		for n := 1; ; n += 7 {
			at := now.Add(time.Duration(n) * time.Hour)
			ctx := &countdown{Context: t.Context(), left: n, done: make(chan struct{})}
			_, err := s.Rule(ctx, store.Ruling{What: pipeline.RulingApart, Subjects: subjects, By: "ann", At: at, Reason: "two banks"})
			if derr := s.Derive(t.Context()); derr != nil {
				t.Fatal(derr)
			}
			held, herr := db.Rulings(t.Context(), store.RulingQuery{What: pipeline.RulingApart})
			if herr != nil {
				t.Fatal(herr)
			}
			incidents, _ := derived(t, db)
			if len(incidents) != 1+len(held) {
				t.Errorf("cut short at %d (%v): %d rulings in force, %d incidents", n, err, len(held), len(incidents))
			}
			if err == nil {
				break
			}
			if len(held) > 0 {
				cut++
				undo := store.Ruling{What: pipeline.RulingApart, Undoes: held[0].ID, Subjects: subjects, By: "ann", At: at.Add(time.Minute), Reason: "again"}
				if _, err := s.Rule(t.Context(), undo); err != nil {
					t.Fatal(err)
				}
			}
		}
		if cut == 0 {
			t.Error("it was never cut short after the ruling was recorded; the test tests nothing")
		}
	})
}

// The same holds for a ruling on copies.
func TestRulingOnCopiesIsFollowedAfterTheEnd(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, db *store.DB) {
		s := stages(t, db)
		var subjects []string
		for i, outlet := range []string{"Kell Herald", "Bay Times", "Cape News", "Dale Post", "East Echo"} {
			line, err := json.Marshal(map[string]string{"id": outlet, "outlet": outlet, "title": "Light of Kellmouth out", "published_at": fmt.Sprintf("2020-05-%02d", 6+i), "text": lampStory})
			if err != nil {
				t.Fatal(err)
			}
			_, outcomes := take(t, db, string(line))
			subjects = append(subjects, string(outcomes[0].Document.ID))
		}
		if err := s.Derive(t.Context()); err != nil {
			t.Fatal(err)
		}
		subjects = subjects[:2]
		cut := 0
		for n := 1; ; n += 5 {
			at := now.Add(time.Duration(n) * time.Hour)
			ctx := &countdown{Context: t.Context(), left: n, done: make(chan struct{})}
			_, err := s.Rule(ctx, store.Ruling{What: string(syndication.NotSame), Subjects: subjects, By: "ann", At: at, Reason: "both were there"})
			if derr := s.Derive(t.Context()); derr != nil {
				t.Fatal(derr)
			}
			held, herr := db.Rulings(t.Context(), store.RulingQuery{What: string(syndication.NotSame)})
			if herr != nil {
				t.Fatal(herr)
			}
			a, errA := db.Origin(t.Context(), credence.DocumentID(subjects[0]))
			b, errB := db.Origin(t.Context(), credence.DocumentID(subjects[1]))
			if errA != nil || errB != nil || (a.ID != b.ID) != (len(held) > 0) {
				t.Errorf("cut short at %d (%v): %d rulings in force, voices %s and %s; %v %v", n, err, len(held), a.ID, b.ID, errA, errB)
			}
			if err == nil {
				break
			}
			if len(held) > 0 {
				cut++
				undo := store.Ruling{What: string(syndication.NotSame), Undoes: held[0].ID, Subjects: subjects, By: "ann", At: at.Add(time.Minute), Reason: "again"}
				if _, err := s.Rule(t.Context(), undo); err != nil {
					t.Fatal(err)
				}
			}
		}
		if cut == 0 {
			t.Error("it was never cut short after the ruling was recorded; the test tests nothing")
		}
	})
}
