package casebook

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/credence-project/credence"
)

// When is a time as a case file gives it: an instant, a day, a month or a year.
type When struct {
	Text string // as written
	From time.Time
	To   time.Time
}

// ParseWhen reads the forms that credence.ParseTime reads.
func ParseWhen(s string) (When, error) {
	v, err := credence.ParseTime(s)
	if err != nil {
		return When{}, err
	}
	return When{Text: s, From: v.From, To: v.To}, nil
}

// IsZero reports whether no time is given.
func (w When) IsZero() bool { return w.Text == "" }

// Exact reports whether the time is an instant.
func (w When) Exact() bool { return strings.Contains(w.Text, "T") }

// Known is the time from which something so dated counts as known: the
// instant, the start of the day, the end of the month or year.
func (w When) Known() time.Time {
	if w.Exact() || len(w.Text) == 10 {
		return w.From
	}
	return w.To
}

// AsOf is the time meant when something is asked "as of" w: the instant, or
// the end of the day, month or year.
func (w When) AsOf() time.Time { return w.To }

// Middle is the moment taken for w when one has to be taken: the instant, noon
// of the day, noon of the 15th, noon of the first of July.
func (w When) Middle() time.Time {
	y, m, d := w.From.Date()
	switch {
	case w.Exact():
		return w.From
	case len(w.Text) == 4:
		m = time.July
	case len(w.Text) == 7:
		d = 15
	}
	return time.Date(y, m, d, 12, 0, 0, 0, time.UTC)
}

// Interval gives w with the basis on which it is believed.
func (w When) Interval(basis string) credence.Interval {
	if w.IsZero() {
		return credence.Interval{}
	}
	return credence.Interval{From: w.From, To: w.To, Basis: basis}
}

// MarshalJSON writes the time as it was written, or null.
func (w When) MarshalJSON() ([]byte, error) {
	if w.IsZero() {
		return []byte("null"), nil
	}
	return json.Marshal(w.Text)
}

// UnmarshalJSON reads a string, or null for no time.
func (w *When) UnmarshalJSON(b []byte) error {
	var s *string
	if err := json.Unmarshal(b, &s); err != nil {
		return err
	}
	*w = When{}
	if s == nil || *s == "" {
		return nil
	}
	v, err := ParseWhen(*s)
	if err != nil {
		return fmt.Errorf("time %q: %w", *s, err)
	}
	*w = v
	return nil
}
