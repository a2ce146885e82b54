package jsonl

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"encoding/json"

	"github.com/credence-project/credence"
)

func TestParse(t *testing.T) {
	day := credence.Day(time.Date(2021, 5, 4, 0, 0, 0, 0, time.UTC), "stated")
	instant := credence.At(time.Date(2021, 5, 4, 8, 15, 0, 0, time.UTC), "stated")
	for _, c := range []struct {
		name, in string
		want     credence.Document
		wrong    []string
	}{
		{"contract", `{"id":"a","url":"https://h.example/a","title":"T","outlet":"O","published_at":"2021-05-04","text":"x\n\n y "}`,
			credence.Document{Name: "a", URL: "https://h.example/a", Title: "T", Outlet: "O", Published: day, Text: "x\n\n y "}, nil},
		{"missing fields", `{"text":"x"}`, credence.Document{Text: "x"}, nil},
		{"unknown fields", `{"text":"x","n":1,"o":{"p":[true]}}`, credence.Document{Text: "x", Extra: map[string]json.RawMessage{"n": json.RawMessage("1"), "o": json.RawMessage(`{"p":[true]}`)}}, nil},
		{"numbers as text", `{"id":12345678901234567890,"text":"x"}`, credence.Document{Name: "12345678901234567890", Text: "x"}, nil},
		{"null", `{"id":null,"published_at":null,"text":"x"}`, credence.Document{Text: "x"}, nil},
		{"instant", `{"text":"x","published_at":"2021-05-04T10:15:00+02:00"}`, credence.Document{Text: "x", Published: instant}, nil},
		{"seconds", `{"text":"x","published_at":1620116100}`, credence.Document{Text: "x", Published: instant}, nil},
		{"month", `{"text":"x","published_at":"2021-05"}`, credence.Document{Text: "x", Published: credence.Interval{
			From: time.Date(2021, 5, 1, 0, 0, 0, 0, time.UTC), To: time.Date(2021, 5, 31, 23, 59, 59, 0, time.UTC), Basis: "stated"}}, nil},
		{"interval", `{"text":"x","published_at":{"to":"2021-05-04T08:15:00Z","basis":"archive capture"}}`,
			credence.Document{Text: "x", Published: credence.Interval{To: instant.To, Basis: "archive capture"}}, nil},
		{"our own output", `{"id":"d-aaaaaaaaaaaaaaaaaaaa","name":"a","text":"x","sha256":"00","format":"html","retrieved_at":null}`, credence.Document{Name: "a", Text: "x"}, nil},
		{"wrong kinds", `{"title":["T"],"published_at":"soon","text":"x"}`,
			credence.Document{Text: "x", Extra: map[string]json.RawMessage{"title": json.RawMessage(`["T"]`), "published_at": json.RawMessage(`"soon"`)}}, []string{`"published_at"`, `"title"`}},
		{"lone surrogate", `{"text":"a\ud800b"}`, credence.Document{Text: "a\ufffdb"}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, wrong, err := Parse([]byte(c.in), nil)
			if err != nil {
				t.Fatal(err)
			}
			c.want.Format = "jsonl"
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("document (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(c.wrong, wrong); diff != "" {
				t.Errorf("wrong fields (-want +got):\n%s", diff)
			}
		})
	}
}

func TestLines(t *testing.T) {
	long := `{"text":"` + strings.Repeat("x", MaxLine) + `"}`
	in := "\ufeff{\"text\":\"one\"}\r\n\n{\"text\":\n[1,2]\n" + long + "\n{\"id\":\"5\"}\n{\"text\":\"two\"}"
	var texts, faults []string
	tooLarge, empty := false, false
	for l, err := range Lines(strings.NewReader(in), nil) {
		if err != nil {
			var e *credence.InputError
			if !errors.As(err, &e) {
				t.Fatal(err)
			}
			faults = append(faults, e.Name)
			tooLarge = tooLarge || errors.Is(err, credence.ErrTooLarge)
			empty = empty || errors.Is(err, credence.ErrEmpty)
			continue
		}
		texts = append(texts, l.Document.Text)
		if !json.Valid(l.Original) {
			t.Errorf("original %q is not the line", l.Original)
		}
	}
	if diff := cmp.Diff([]string{"one", "two"}, texts); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"line 3", "line 4", "line 5", "line 6"}, faults); diff != "" || !tooLarge || !empty {
		t.Errorf("too large %v, empty %v, faults:\n%s", tooLarge, empty, diff)
	}
}

func TestIsLines(t *testing.T) {
	for in, want := range map[string]bool{
		`{"a":1}` + "\n" + `{"a":2}`: true, `{"a":1}`: true, "\n {}\n": true, `{"a": "` + strings.Repeat("x", 70_000): true,
		"{\n\"a\":1}": false, "[1]\n": false, "text": false, "": false, "{": false, "{x}\n": false,
	} {
		if got := IsLines(in); got != want {
			t.Errorf("IsLines(%.20q) = %v", in, got)
		}
	}
}

// A document that Credence prints is read back as the same document.
func TestParseReadsWhatIsPrinted(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := func(name string) string { return strings.ReplaceAll(rapid.String().Draw(t, name), "\x00", "") }
		d := credence.Document{Name: s("name"), URL: s("url"), Title: s("title"), Outlet: s("outlet"), Author: s("author"), Text: s("text"), Lang: "en", Format: "jsonl"}
		d.ID = d.Identify()
		b, err := json.Marshal(d)
		if err != nil {
			t.Fatal(err)
		}
		got, wrong, err := Parse(b, nil)
		if err != nil || len(wrong) != 0 {
			t.Fatal(err, wrong)
		}
		if got.Identify() != d.ID {
			t.Errorf("read back as %+v", got)
		}
	})
}

func FuzzLines(f *testing.F) {
	f.Add(`{"id":"a","published_at":"2021-05-04","text":"x"}` + "\n{\n")
	f.Fuzz(func(t *testing.T, s string) {
		for _, err := range Lines(strings.NewReader(s), nil) {
			var e *credence.InputError
			if err != nil && (!errors.As(err, &e) || !strings.HasPrefix(e.Name, "line ")) {
				t.Errorf("fault %v has no place", err)
			}
		}
	})
}
