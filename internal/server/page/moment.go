package page

import (
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/internal/workbench"
)

// moment is the time a page is looked at from.
type moment struct {
	At   workbench.AsOf
	Past bool // the reader asked for a time; otherwise it is now
}

// moment reads the time that the reader asks for, as_of and recorded, written
// as a day, a minute or in RFC 3339. A day means its end. Without as_of it is
// now.
func (p *Pages) moment(r *http.Request) (moment, error) {
	m := moment{At: workbench.AsOf{Known: p.now().UTC()}}
	known, err := parseMoment(r.URL.Query().Get("as_of"))
	if err != nil {
		return m, err
	}
	if !known.IsZero() {
		m.Past, m.At.Known = true, known
	}
	m.At.Recorded, err = parseMoment(r.URL.Query().Get("recorded"))
	m.Past = m.Past || !m.At.Recorded.IsZero()
	return m, err
}

// parseMoment reads a time; the zero time is none.
func parseMoment(s string) (time.Time, error) {
	s = strings.TrimSpace(s)
	if s == "" {
		return time.Time{}, nil
	}
	v, err := credence.ParseTime(s)
	if err == nil && (v.To.Year() < 1 || v.To.Year() > 9999) {
		err = &credence.InputError{Name: "time " + s, Reason: "no such year"}
	}
	return v.To.UTC(), err
}

// Link is an address of this server as of the time.
func (m moment) Link(address string) string {
	if !m.Past {
		return address
	}
	address, fragment, _ := strings.Cut(address, "#")
	path, query, _ := strings.Cut(address, "?")
	q, err := url.ParseQuery(query)
	if err != nil {
		return address
	}
	q.Set("as_of", m.At.Known.Format(time.RFC3339))
	if !m.At.Recorded.IsZero() {
		q.Set("recorded", m.At.Recorded.Format(time.RFC3339Nano))
	}
	address = path + "?" + q.Encode()
	if fragment != "" {
		address += "#" + fragment
	}
	return address
}

// Field is the time as the form field of a date and a time of day has it.
func (m moment) Field() string { return m.At.Known.Format("2006-01-02T15:04") }
