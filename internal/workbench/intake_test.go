package workbench

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/internal/fetch"
	"github.com/credence-project/credence/internal/pipeline"
	"github.com/credence-project/credence/internal/store"
	"github.com/credence-project/credence/internal/testkit"
)

// over waits until a task is over.
func over(t *testing.T, q *Intake, id string) Task {
	t.Helper()
	for {
		changed := q.Changed()
		task, err := q.Task(id)
		if err != nil {
			t.Fatal(err)
		}
		if task.Over() {
			return task
		}
		select {
		case <-changed:
		case <-t.Context().Done():
			t.Fatal("the task never ended")
		}
	}
}

const harbour = `HARBOUR CITY - Two people were killed when a bomb exploded near the customs house on Monday, police said.

The Islamic State group claimed responsibility in a statement on Tuesday, saying one of its soldiers had carried out the bombing.`

func TestIntake(t *testing.T) {
	paste := Paste{Title: "Blast in the harbour", Outlet: "Harbour Post", URL: "https://example.org/blast", Published: "2019-03-05", Text: harbour}
	lines := `{"id":"a","title":"First","text":"A bridge was closed."}` + "\n" + `not an object` + "\n"
	tests := []struct {
		name   string
		add    func(q *Intake) (Task, error)
		refuse string // by the call itself
		state  TaskState
		taken  int
		fault  string
	}{
		{"text", func(q *Intake) (Task, error) { return q.AddText(t.Context(), paste, "ada") }, "", TaskDone, 1, ""},
		{"no text", func(q *Intake) (Task, error) { return q.AddText(t.Context(), Paste{Title: "Empty"}, "ada") }, "Empty: there is no text", "", 0, ""},
		{"bad date", func(q *Intake) (Task, error) {
			return q.AddText(t.Context(), Paste{Text: "x", Published: "yesterday"}, "ada")
		}, `time "yesterday"`, "", 0, ""},
		{"bad address of a text", func(q *Intake) (Task, error) {
			return q.AddText(t.Context(), Paste{Text: "x", URL: "javascript:alert(1)"}, "ada")
		}, "want an address of the web", "", 0, ""},
		{"too long", func(q *Intake) (Task, error) {
			return q.AddText(t.Context(), Paste{Text: strings.Repeat("x", MaxPaste+1)}, "ada")
		}, "add it as a file", "", 0, ""},
		{"not UTF-8", func(q *Intake) (Task, error) { return q.AddText(t.Context(), Paste{Text: "\xff\xfe"}, "ada") }, "UTF-8", "", 0, ""},
		{"file with a fault", func(q *Intake) (Task, error) { return q.AddFile(t.Context(), "reports.jsonl", []byte(lines), "ada") }, "", TaskDone, 1, "reports.jsonl"},
		{"unknown file", func(q *Intake) (Task, error) {
			return q.AddFile(t.Context(), "x.bin", []byte("\x00\x01\x02\x03\xff\xfe\x00"), "ada")
		}, "", TaskFailed, 0, "x.bin"},
		{"empty file", func(q *Intake) (Task, error) { return q.AddFile(t.Context(), "e.txt", nil, "ada") }, "e.txt: the file is empty", "", 0, ""},
		{"no address", func(q *Intake) (Task, error) { return q.AddAddress(t.Context(), "ftp://example.org", "ada") }, "want an address of the web", "", 0, ""},
		{"no fetching", func(q *Intake) (Task, error) { return q.AddAddress(t.Context(), "https://example.org/", "ada") }, "fetches nothing", "", 0, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			testkit.EachStore(t, func(t *testing.T, db *store.DB) {
				w := bench(t, db)
				defer w.Intake.Close()
				task, err := tt.add(w.Intake)
				if tt.refuse != "" {
					if err == nil || !strings.Contains(err.Error(), tt.refuse) {
						t.Fatalf("error %v, want one with %q", err, tt.refuse)
					}
					return
				}
				if err != nil {
					t.Fatal(err)
				}
				got := over(t, w.Intake, task.ID)
				if got.State != tt.state || got.Tally.Taken != tt.taken || len(got.Taken) != tt.taken || got.By != "ada" {
					t.Errorf("got %+v", got)
				}
				if faults := strings.Join(got.Faults, "\n"); tt.fault == "" && faults != "" || !strings.Contains(faults, tt.fault) {
					t.Errorf("faults %q, want %q", faults, tt.fault)
				}
			})
		})
	}
}

func TestIntakeDerives(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, db *store.DB) {
		w := bench(t, db)
		defer w.Intake.Close()
		f := w.Changes.Follow(-1)
		defer f.Close()
		for i, want := range []bool{true, false} {
			task, err := w.Intake.AddText(t.Context(), Paste{Title: "Blast in the harbour", Outlet: "Harbour Post", Published: "2019-03-05", Text: harbour}, "ada")
			if err != nil {
				t.Fatal(err)
			}
			got := over(t, w.Intake, task.ID)
			if len(got.Taken) != 1 || got.Taken[0].New != want || got.Taken[0].Title != "Blast in the harbour" {
				t.Errorf("time %d: %+v", i+1, got)
			}
		}
		told := map[string]int{}
		for ended := 0; ended < 2; {
			c := <-f.News()
			if told[c.Kind]++; c.Work != nil && c.Work.Ended {
				ended++
			}
		}
		if told[ChangeDocuments] != 1 || told[ChangeWork] < 4 {
			t.Errorf("told %v", told)
		}
		claims, _, err := db.Claims(t.Context(), store.ClaimQuery{})
		if err != nil || len(claims) != 1 || claims[0].ClaimantID != "islamic-state" {
			t.Errorf("claims %+v, %v", claims, err)
		}
	})
}

func TestIntakeFetches(t *testing.T) {
	served := 0
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path != "/blast":
			http.NotFound(w, r)
		case r.Header.Get("If-None-Match") == `"one"`:
			w.WriteHeader(http.StatusNotModified)
		default:
			served++
			w.Header().Set("ETag", `"one"`)
			w.Header().Set("Content-Type", "text/plain; charset=utf-8")
			io.WriteString(w, harbour)
		}
	}))
	defer site.Close()
	testkit.EachStore(t, func(t *testing.T, db *store.DB) {
		w := bench(t, db)
		defer w.Intake.Close()
		w.Intake.Fetch = fetch.New(fetch.Options{AllowPrivate: true, Interval: time.Millisecond})
		defer w.Intake.Fetch.Close()
		served = 0
		for i, want := range []struct {
			path        string
			state       TaskState
			taken, held int
		}{{"/blast", TaskDone, 1, 0}, {"/blast", TaskDone, 0, 1}, {"/gone", TaskFailed, 0, 0}} {
			task, err := w.Intake.AddAddress(t.Context(), site.URL+want.path, "ada")
			if err != nil {
				t.Fatal(err)
			}
			got := over(t, w.Intake, task.ID)
			if got.State != want.state || got.Tally.Taken != want.taken || got.Tally.Held != want.held {
				t.Errorf("%d: %+v", i, got)
			}
			if want.state == TaskFailed && (len(got.Faults) != 1 || !strings.Contains(got.Faults[0], want.path)) {
				t.Errorf("%d: faults %q", i, got.Faults)
			}
		}
		if served != 1 {
			t.Errorf("the page was sent %d times", served)
		}
		w.Intake.Fetch = fetch.New(fetch.Options{})
		task, err := w.Intake.AddAddress(t.Context(), site.URL+"/blast?again", "ada")
		if err != nil {
			t.Fatal(err)
		}
		if got := over(t, w.Intake, task.ID); got.State != TaskFailed || len(got.Faults) != 1 {
			t.Errorf("an address of the own network: %+v", got)
		}
	})
}

// What one run of the program acknowledged and did not come to is taken up by
// the next, once; what the program never survives is not tried for ever.
func TestIntakeResumes(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, db *store.DB) {
		ctx := t.Context()
		first := bench(t, db)
		first.Intake.stop()         // nothing runs yet
		first.Intake.running = true // nothing is worked on: as if the program ended here
		text, err := first.Intake.AddText(ctx, Paste{Title: "Blast", Outlet: "Harbour Post", Published: "2019-03-05", Text: harbour}, "ada")
		if err != nil {
			t.Fatal(err)
		}
		file, err := first.Intake.AddFile(ctx, "note.txt", []byte("The ferry was late on Monday."), "ada")
		if err != nil {
			t.Fatal(err)
		}
		deadly, err := first.Intake.AddFile(ctx, "deadly.txt", []byte("No program survives this."), "bo")
		if err != nil {
			t.Fatal(err)
		}
		left, err := db.HandedIn(ctx)
		if err != nil || len(left) != 3 {
			t.Fatalf("held %+v, %v; want what was acknowledged", left, err)
		}
		for range maxTries {
			if _, err := db.TakeUp(ctx, left[2].Seq); err != nil {
				t.Fatal(err)
			}
		}

		w := bench(t, db)
		defer w.Intake.Close()
		if err := w.Intake.Resume(ctx); err != nil {
			t.Fatal(err)
		}
		for _, was := range []Task{text, file} {
			got := over(t, w.Intake, was.ID)
			if got.State != TaskDone || got.Tally.Taken != 1 || got.Name != was.Name || got.By != was.By || !got.Added.Equal(was.Added.Truncate(time.Microsecond)) {
				t.Errorf("%s was not taken up as it was handed in: %+v", was.Name, got)
			}
		}
		if got := over(t, w.Intake, deadly.ID); got.State != TaskFailed || len(got.Faults) != 1 || got.Tally.Taken != 0 {
			t.Errorf("what the program does not survive: %+v", got)
		}
		if left, err = db.HandedIn(ctx); err != nil || len(left) != 1 || left[0].Name != "deadly.txt" {
			t.Errorf("held %+v, %v; want what is not worked through alone", left, err)
		}
		next, err := w.Intake.AddText(ctx, Paste{Text: "The ferry was on time."}, "ada")
		if err != nil || next.ID == text.ID || next.ID == file.ID || next.ID == deadly.ID {
			t.Errorf("number %q, %v; want one that nothing had", next.ID, err)
		}
	})
}

// What is being worked on when the program is told to stop is not lost either,
// and does not count as something that it did not survive.
func TestIntakeStopped(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, db *store.DB) {
		ctx := t.Context()
		w := bench(t, db)
		begun := make(chan struct{})
		site := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { close(begun); <-r.Context().Done() }))
		defer site.Close()
		w.Intake.Fetch = fetch.New(fetch.Options{AllowPrivate: true, Interval: time.Millisecond})
		defer w.Intake.Fetch.Close()
		if _, err := w.Intake.AddAddress(ctx, site.URL+"/slow", "ada"); err != nil {
			t.Fatal(err)
		}
		<-begun
		w.Intake.Close()
		left, err := db.HandedIn(ctx)
		if err != nil || len(left) != 1 || left[0].Tries != 0 {
			t.Errorf("held %+v, %v", left, err)
		}
	})
}

func TestIntakeClosed(t *testing.T) {
	w := bench(t, testkit.OpenStore(t))
	w.Intake.Close()
	if _, err := w.Intake.AddText(t.Context(), Paste{Text: "x"}, "ada"); err == nil {
		t.Error("a closed intake took a task")
	}
}

// What an older version of the rules read is read anew, once, in the background.
func TestIntakeReadsAnew(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, db *store.DB) {
		w := bench(t, db)
		defer w.Intake.Close()
		task, err := w.Intake.AddText(t.Context(), Paste{Title: "Blast in the harbour", Published: "2019-03-05", Text: harbour}, "ada")
		if err != nil {
			t.Fatal(err)
		}
		id := over(t, w.Intake, task.ID).Taken[0].ID
		if err := w.Intake.ReadAnew(t.Context(), "ada"); err != nil || len(w.Intake.Tasks()) != 1 {
			t.Fatalf("%d tasks though nothing is due, %v", len(w.Intake.Tasks()), err)
		}
		if err := db.SaveExtractions(t.Context(), "en-0", []credence.Extraction{{Document: id}}); err != nil {
			t.Fatal(err)
		}
		news := w.Changes.Follow(-1)
		defer news.Close()
		if err := w.Intake.ReadAnew(t.Context(), "ada"); err != nil {
			t.Fatal(err)
		}
		got := over(t, w.Intake, w.Intake.Tasks()[0].ID)
		told := map[string]int{}
		for len(news.News()) > 0 {
			told[(<-news.News()).Kind]++
		}
		if told[ChangeClaims] != 1 || told[ChangeDocuments] != 0 { // other claims than before may stand there now
			t.Errorf("told %v", told)
		}
		if got.Kind != TaskReading || got.State != TaskDone || len(got.Faults) > 0 {
			t.Errorf("%+v", got)
		}
		if x, version, err := db.Extraction(t.Context(), id); err != nil || version != pipeline.ExtractorVersion || len(x.Statements) == 0 {
			t.Errorf("version %q, %d statements, %v", version, len(x.Statements), err)
		}
	})
}

// Parts that are passed over are named with the reason.
func TestIntakeNamesWhatItPassesOver(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, db *store.DB) {
		w := bench(t, db)
		defer w.Intake.Close()
		const export = `{"name": "One", "id": 1, "messages": [{"id": 5, "type": "message", "date": "2020-01-01T10:00:00", "text": "A fire broke out."}, {"id": 6, "type": "service", "text": ""}]}`
		task, err := w.Intake.AddFile(t.Context(), "result.json", []byte(export), "ada")
		if err != nil {
			t.Fatal(err)
		}
		got := over(t, w.Intake, task.ID)
		if got.Tally.Skipped != 1 || len(got.Passed) != 1 || !strings.Contains(got.Passed[0], "result.json") || !strings.Contains(got.Passed[0], "message 6") {
			t.Errorf("%+v", got)
		}
	})
}
