package telegram

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/internal/testkit"
)

func walk(t testing.TB, in string, zone *time.Location) (docs []credence.Document, skipped int, faults []*credence.InputError) {
	t.Helper()
	for m, err := range Messages(strings.NewReader(in), zone) {
		var e *credence.InputError
		switch {
		case err == nil:
			m.Document.Extra = nil
			docs = append(docs, m.Document)
		case errors.Is(err, credence.ErrSkipped):
			skipped++
		case errors.As(err, &e):
			faults = append(faults, e)
		default:
			t.Fatal(err)
		}
	}
	return docs, skipped, faults
}

func chatOf(messages ...string) string {
	return `{"name": "Harbour", "type": "public_channel", "id": 77, "messages": [` + strings.Join(messages, ",\n") + `]}`
}

func TestMessages(t *testing.T) {
	posted := credence.At(time.Unix(1620116100, 0), "message")
	for _, c := range []struct {
		name, message string
		want          credence.Document
	}{
		{"text", `{"id": 2, "type": "message", "date": "2021-05-04T10:15:00", "date_unixtime": "1620116100", "from": "Harbour", "text": "Nothing."}`,
			credence.Document{Name: "77/2", Outlet: "Harbour", Published: posted, Text: "Nothing."}},
		{"entities", `{"id": 3, "type": "message", "date_unixtime": "1620116100", "from": "Jo", "text": ["We did ", {"type": "bold", "text": "nothing"}, {"type": "text_link", "text": " there", "href": "https://x.example"}, "."]}`,
			credence.Document{Name: "77/3", Outlet: "Harbour", Author: "Jo", Published: posted, Text: "We did nothing there."}},
		{"only text_entities", `{"id": 4, "type": "message", "date_unixtime": "1620116100", "text_entities": [{"type": "plain", "text": "a\n\nb"}]}`,
			credence.Document{Name: "77/4", Outlet: "Harbour", Published: posted, Text: "a\n\nb"}},
		{"forwarded, signed and edited", `{"id": 5, "type": "message", "date_unixtime": "1620116100", "edited_unixtime": "1620116400", "from": "Harbour", "author": "Editor", "forwarded_from": "North Wire", "text": "x"}`,
			credence.Document{Name: "77/5", Outlet: "Harbour", Author: "Editor", Credit: "North Wire", Published: posted, Modified: credence.At(time.Unix(1620116400, 0), "message"), Text: "x"}},
		{"local time only", `{"id": 6, "type": "message", "date": "2021-05-04T10:15:00", "text": "x"}`,
			credence.Document{Name: "77/6", Outlet: "Harbour", Text: "x", Published: credence.Interval{
				From: time.Date(2021, 5, 3, 20, 15, 0, 0, time.UTC), To: time.Date(2021, 5, 4, 22, 15, 0, 0, time.UTC), Basis: "message, local time of an unknown zone"}}},
		{"times that contradict each other", `{"id": 7, "type": "message", "date": "2021-05-07T10:15:00", "date_unixtime": "1620116100", "text": "x"}`,
			credence.Document{Name: "77/7", Outlet: "Harbour", Text: "x", Published: credence.Interval{
				From: time.Unix(1620116100, 0).UTC(), To: time.Date(2021, 5, 7, 22, 15, 0, 0, time.UTC), Basis: "message, whose two times contradict each other"}}},
		{"poll", `{"id": 8, "type": "message", "date_unixtime": "1620116100", "text": "", "poll": {"question": "Who was it?", "answers": []}}`,
			credence.Document{Name: "77/8", Outlet: "Harbour", Published: posted, Text: "Who was it?"}},
		{"deleted account", `{"id": 9, "type": "message", "from": null, "text": "x"}`, credence.Document{Name: "77/9", Outlet: "Harbour", Text: "x"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			docs, skipped, faults := walk(t, chatOf(c.message), nil)
			c.want.Format = "telegram"
			if diff := cmp.Diff([]credence.Document{c.want}, docs); diff != "" || skipped != 0 || len(faults) != 0 {
				t.Errorf("skipped %d, faults %v, documents (-want +got):\n%s", skipped, faults, diff)
			}
		})
	}
}

func TestMessagesInAZone(t *testing.T) {
	zone := time.FixedZone("", 2*3600)
	docs, _, _ := walk(t, chatOf(`{"id": 6, "type": "message", "date": "2021-05-04T10:15:00", "text": "x"}`), zone)
	want := credence.At(time.Date(2021, 5, 4, 8, 15, 0, 0, time.UTC), "message, local time")
	if docs[0].Published != want {
		t.Errorf("published %v, want %v", docs[0].Published, want)
	}
}

func TestMessagesOfAllChats(t *testing.T) {
	in := `{"about": "x", "personal_information": {"user_id": 1}, "contacts": {"list": [{"first_name": "A"}]}, "chats": {"about": "y", "list": [
		{"name": "One", "id": 1, "messages": [{"id": 5, "type": "message", "text": "a"}, {"id": 6, "type": "service", "text": ""}]},
		{"name": "Two", "id": 2, "messages": []}]}, "left_chats": {"list": [{"name": "Three", "id": 3, "messages": [{"id": 5, "type": "message", "text": "b"}]}]}}`
	docs, skipped, faults := walk(t, in, nil)
	if len(docs) != 2 || docs[0].Outlet != "One" || docs[1].Name != "3/5" || skipped != 1 || len(faults) != 0 {
		t.Errorf("documents %+v, skipped %d, faults %v", docs, skipped, faults)
	}
}

// Wherever an export is cut, the messages before the cut are had and the cut
// is named.
func TestMessagesTruncated(t *testing.T) {
	one, two := `{"id": 1, "type": "message", "text": "a"}`, `{"id": 2, "type": "message", "text": "b"}`
	in := chatOf(one, two)
	for n := 1; n < len(in); n++ {
		docs, _, faults := walk(t, in[:n], nil)
		if whole := strings.Count(in[:n], `"}`); len(docs) != whole || len(faults) != 1 || !strings.HasPrefix(faults[0].Name, "byte ") {
			t.Fatalf("cut at %d: %d documents, want %d; faults %v", n, len(docs), whole, faults)
		}
	}
}

func TestMessagesBoundsTheirSize(t *testing.T) {
	in := chatOf(`{"id": 1, "type": "message", "text": "a"}`, `{"id": 2, "text": "`+strings.Repeat("x", 2*maxMessage)+`"}`)
	docs, _, faults := walk(t, in, nil)
	if len(docs) != 1 || len(faults) != 1 || !errors.Is(faults[0], credence.ErrTooLarge) {
		t.Errorf("%d documents, faults %v", len(docs), faults)
	}
}

func TestIsExport(t *testing.T) {
	for in, want := range map[string]bool{
		chatOf(): true, ` {"chats" : {`: true, `{"text":"x"}`: false, `["messages": [`: false, "": false,
	} {
		if got := IsExport(in); got != want {
			t.Errorf("IsExport(%q) = %v", in, got)
		}
	}
}

func FuzzMessages(f *testing.F) {
	paths, _ := filepath.Glob(filepath.Join(testkit.Shared(f, "data/ingest/telegram"), "*"))
	for _, p := range paths {
		b, err := os.ReadFile(p)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(b))
	}
	f.Fuzz(func(t *testing.T, s string) {
		docs, _, _ := walk(t, s, nil)
		for _, d := range docs {
			if d.Text == "" || d.Published.To.Before(d.Published.From) {
				t.Errorf("document %+v", d)
			}
		}
	})
}
