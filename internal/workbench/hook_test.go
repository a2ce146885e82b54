package workbench

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/internal/store"
	"github.com/credence-project/credence/internal/testkit"
)

// mailbox is an address that answers as it is told to.
type mailbox struct {
	status int
	got    []string // kind and body
	signed []string
}

func (m *mailbox) post(_ context.Context, address string, header http.Header, body []byte) (int, error) {
	m.got = append(m.got, header.Get("Credence-Event")+" "+string(body))
	m.signed = append(m.signed, header.Get("Credence-Signature"))
	if m.status > 299 {
		return m.status, &credence.InputError{Name: address, Reason: "the server answers so"}
	}
	return m.status, nil
}

// What a person changes is told to the hooks that ask for it, signed, with the
// verdict that moved by it; what fails is tried again after growing delays,
// and given up at last.
func TestHooks(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, db *store.DB) {
		ctx := t.Context()
		w := bench(t, db)
		claim := dossier(t, w, "london-westminster-2017")
		hook, err := w.AddHook(ctx, "https://desk.example/news", []string{ChangeVerdict, ChangeVerdict}, "ada", noon)
		if err != nil {
			t.Fatal(err)
		}
		follower := w.Changes.Follow(-1)
		defer follower.Close()
		if _, err := w.AddEvidence(ctx, claim, answer("A06", "confirmed", "inquest"), false, act("ana", "the inquest", 1)); err != nil {
			t.Fatal(err)
		}
		change := <-follower.News()
		if change.Kind != ChangeJudgement || change.By != "ana" || change.Text != "the inquest" {
			t.Fatalf("told %+v", change)
		}
		if err := w.followUp(ctx, change); err != nil {
			t.Fatal(err)
		}
		if change = <-follower.News(); change.Kind != ChangeVerdict || change.Verdict == nil || change.Verdict.Before != nil {
			t.Fatalf("told %+v, want the first verdict", change)
		}
		now := noon.Add(time.Hour)
		box := &mailbox{status: 500}
		c := Courier{Post: box.post, Now: func() time.Time { return now }}
		var waits []time.Duration
		for range 20 {
			next, err := w.deliver(ctx, c)
			if err != nil {
				t.Fatal(err)
			}
			if next.IsZero() {
				break
			}
			waits = append(waits, next.Sub(now))
			now = next
		}
		if !slices.Equal(waits, delays) || len(box.got) != len(delays)+1 {
			t.Errorf("tried again after %v, %d attempts; want %v", waits, len(box.got), delays)
		}
		log, _, err := w.Deliveries(ctx, hook.ID, "", 10)
		if err != nil || len(log) != 1 || log[0].Done || log[0].Attempts != len(delays)+1 || log[0].Status != 500 || log[0].Fault == "" {
			t.Errorf("log of what was given up: %+v, %v", log, err)
		}
		box.status = 204
		if err := w.TryHook(ctx, hook.ID, now); err != nil {
			t.Fatal(err)
		}
		if _, err := w.deliver(ctx, c); err != nil {
			t.Fatal(err)
		}
		last := len(box.got) - 1
		kind, body, _ := strings.Cut(box.got[last], " ")
		if kind != ChangeTrial || box.signed[last] != Sign(hook.Secret, now, []byte(body)) {
			t.Errorf("got %q signed %s", box.got[last], box.signed[last])
		}
		var told Change
		kind, body, _ = strings.Cut(box.got[0], " ")
		if err := json.Unmarshal([]byte(body), &told); err != nil || kind != ChangeVerdict || string(told.Claim) != claim || told.Verdict.Now.Label == "" {
			t.Errorf("got %s %s, %v", kind, body, err)
		}
		if log, _, _ := w.Deliveries(ctx, hook.ID, "", 10); len(log) != 2 || !log[0].Done || log[0].Kind != ChangeTrial {
			t.Errorf("log after the trial: %+v", log)
		}
		if err := w.RemoveHook(ctx, hook.ID, now); err != nil {
			t.Fatal(err)
		}
		if err := w.TryHook(ctx, hook.ID, now); err == nil {
			t.Error("a hook that was removed can be tried")
		}
		if held, err := w.Hooks(ctx); err != nil || len(held) != 0 {
			t.Errorf("hooks after the removal: %v, %v", held, err)
		}
	})
}

func TestAddHookRefuses(t *testing.T) {
	w := bench(t, testkit.OpenStore(t))
	for _, tt := range []struct {
		name, address string
		kinds         []string
	}{
		{"no address", "", []string{ChangeVerdict}},
		{"a file", "file:///etc/hosts", []string{ChangeVerdict}},
		{"a password", "https://a:b@desk.example/", []string{ChangeVerdict}},
		{"too long", "https://desk.example/" + strings.Repeat("x", 2000), []string{ChangeVerdict}},
		{"an unknown kind", "https://desk.example/", []string{"weather"}},
		{"no kind", "https://desk.example/", nil},
	} {
		var fault *credence.InputError
		if _, err := w.AddHook(t.Context(), tt.address, tt.kinds, "ada", noon); !errors.As(err, &fault) {
			t.Errorf("%s: got %v, want an InputError", tt.name, err)
		}
	}
}

// A verdict is news once: the same again, one of an earlier time and one that
// hardly moved are not.
func TestVerdictChanges(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, db *store.DB) {
		ctx := t.Context()
		w := bench(t, db)
		claim := dossier(t, w, "london-westminster-2017")
		keep := func(known string, hour int) *VerdictChange {
			v, err := credence.ParseTime(known)
			if err != nil {
				t.Fatal(err)
			}
			a := act("ana", "kept", hour)
			a.Known = v.To
			_, change, err := w.KeepVerdict(ctx, claim, a)
			if err != nil {
				t.Fatal(err)
			}
			return change
		}
		first, again := keep("2017-03-23", 1), keep("2017-03-23", 2)
		if first == nil || first.Before != nil || again != nil {
			t.Errorf("first %+v, again %+v; want news once", first, again)
		}
		moved, back := keep("2018-10-12", 3), keep("2017-03-24", 4)
		if moved == nil || moved.Before == nil || len(moved.Lines) == 0 || back != nil {
			t.Errorf("moved %+v, of an earlier time %+v; want news once", moved, back)
		}
		changes, err := w.VerdictChanges(ctx, 50)
		if err != nil || len(changes) != 2 || changes[0].ID != moved.ID || changes[1].ID != first.ID {
			t.Errorf("changes: %+v, %v", changes, err)
		}
	})
}

// Run keeps the verdict that a change led to, and stops when it is told to.
func TestRun(t *testing.T) {
	w := bench(t, testkit.OpenStore(t))
	claim := dossier(t, w, "london-westminster-2017")
	hook, err := w.AddHook(t.Context(), "https://desk.example/news", []string{ChangeJudgement}, "ada", noon)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.TryHook(t.Context(), hook.ID, noon); err != nil {
		t.Fatal(err)
	}
	follower := w.Changes.Follow(-1)
	defer follower.Close()
	ctx, stop := context.WithCancel(t.Context())
	delivered, done := make(chan string, 10), make(chan struct{})
	go func() {
		defer close(done)
		w.Run(ctx, Courier{
			Post: func(_ context.Context, _ string, h http.Header, _ []byte) (int, error) {
				delivered <- h.Get("Credence-Event")
				return 204, nil
			},
			Now:   func() time.Time { return noon.Add(2 * time.Hour) },
			Fault: func(err error) { t.Error(err) },
		})
	}()
	if kind := <-delivered; kind != ChangeTrial { // by now Run follows
		t.Errorf("delivered %s first", kind)
	}
	if _, err := w.AddEvidence(t.Context(), claim, answer("A06", "confirmed", "inquest"), false, act("ana", "the inquest", 1)); err != nil {
		t.Fatal(err)
	}
	for c := range follower.News() {
		if c.Kind == ChangeVerdict {
			break
		}
	}
	if kind := <-delivered; kind != ChangeJudgement {
		t.Errorf("delivered %s", kind)
	}
	stop()
	<-done
}
