package credence

import (
	"encoding/json"
	"fmt"
	"time"
)

// Interval is a time known only within bounds, with the reason it is believed:
// "feed", "page metadata", "archive capture", "text dateline", "address of the page", "stated". From
// and To are inclusive and in UTC; a bound that is zero is not known. A date
// alone is the interval of that whole day.
type Interval struct {
	From  time.Time
	To    time.Time
	Basis string
}

// At is the interval of a single instant.
func At(t time.Time, basis string) Interval { return Interval{t.UTC(), t.UTC(), basis} }

// Day is the interval of the whole day on which t falls, in t's zone.
func Day(t time.Time, basis string) Interval {
	y, m, d := t.Date()
	from := time.Date(y, m, d, 0, 0, 0, 0, t.Location())
	return Interval{from.UTC(), from.AddDate(0, 0, 1).Add(-time.Second).UTC(), basis}
}

// IsZero reports whether nothing at all is known of the time.
func (v Interval) IsZero() bool { return v.From.IsZero() && v.To.IsZero() }

// Before reports whether v surely ends before t.
func (v Interval) Before(t time.Time) bool { return !v.To.IsZero() && v.To.Before(t) }

// After reports whether v surely begins after t.
func (v Interval) After(t time.Time) bool { return !v.From.IsZero() && v.From.After(t) }

// ParseTime reads the forms in which Credence writes times, "2006",
// "2006-01", "2006-01-02", "2006-01-02T15:04Z" and RFC 3339, as the interval
// they stand for. The basis is left empty.
func ParseTime(s string) (Interval, error) {
	switch len(s) {
	case 4:
		if t, err := time.Parse("2006", s); err == nil {
			return Interval{From: t, To: t.AddDate(1, 0, 0).Add(-time.Second)}, nil
		}
	case 7:
		if t, err := time.Parse("2006-01", s); err == nil {
			return Interval{From: t, To: t.AddDate(0, 1, 0).Add(-time.Second)}, nil
		}
	case 10:
		if t, err := time.Parse("2006-01-02", s); err == nil {
			return Day(t, ""), nil
		}
	default:
		for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02 15:04:05", "2006-01-02 15:04"} {
			if t, err := time.Parse(layout, s); err == nil {
				return At(t, ""), nil
			}
		}
	}
	return Interval{}, &InputError{Name: fmt.Sprintf("time %q", s), Reason: "want a date such as 2017-03-23 or a time such as 2017-03-23T12:20Z"}
}

type intervalJSON struct {
	From  string `json:"from,omitempty"`
	To    string `json:"to,omitempty"`
	Basis string `json:"basis,omitempty"`
}

// MarshalJSON writes {"from","to","basis"} with RFC 3339 times in UTC, or
// null for an unknown time.
func (v Interval) MarshalJSON() ([]byte, error) {
	if v.IsZero() {
		return []byte("null"), nil
	}
	return json.Marshal(intervalJSON{stamp(v.From), stamp(v.To), v.Basis})
}

// UnmarshalJSON reads what MarshalJSON writes; a plain string is read by
// [ParseTime], with the basis "stated".
func (v *Interval) UnmarshalJSON(b []byte) error {
	var s string
	if json.Unmarshal(b, &s) == nil {
		*v = Interval{}
		if s == "" {
			return nil
		}
		p, err := ParseTime(s)
		if err != nil {
			return err
		}
		p.Basis = "stated"
		*v = p
		return nil
	}
	var j intervalJSON
	if err := json.Unmarshal(b, &j); err != nil {
		return err
	}
	out := Interval{Basis: j.Basis}
	if j.From != "" {
		p, err := ParseTime(j.From)
		if err != nil {
			return err
		}
		out.From = p.From
	}
	if j.To != "" {
		p, err := ParseTime(j.To)
		if err != nil {
			return err
		}
		out.To = p.To
	}
	*v = out
	return nil
}

func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}
