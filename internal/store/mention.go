package store

import (
	"cmp"
	"context"
	"math"
	"strings"
	"time"

	"github.com/credence-project/credence"
)

// MentionQuery selects mentions that may be of one incident; an empty field
// selects all. What is asked for and left open by a mention passes: a mention
// without country or without coordinates may lie anywhere.
type MentionQuery struct {
	From, To  string // "2006-01-02": dates that overlap these days, both inclusive
	Undated   bool   // mentions without a date too, of what was published in these days or up to 31 days later
	Country   string // ISO 3166 alpha-2
	Near      *Area
	Place     string // all words of it occur in the name of the place
	Documents []credence.DocumentID
	Incident  credence.IncidentID // joined to it
	After     string              // the Next of the page before
	Limit     int                 // 0 means 100
}

// Area is a circle on the earth; mentions are selected by the square around it.
type Area struct{ Lat, Lon, Km float64 }

// Mention gives a mention by its whole ID, or ErrNotFound.
func (db *DB) Mention(ctx context.Context, id credence.MentionID) (FoundMention, error) {
	var found FoundMention
	err := db.view(ctx, func(t tx) (err error) {
		found, err = scanMention(t.row(ctx, `SELECT `+headColumns+`, x.body
			FROM mentions`+headJoin+` WHERE x.id = ? ORDER BY x.document LIMIT 1`, string(id)))
		return err
	})
	return found, absent("mention "+string(id), err)
}

// Mentions gives mentions in the order in which their documents were taken in,
// a page at a time; next is "" after the last page.
func (db *DB) Mentions(ctx context.Context, q MentionQuery) (found []FoundMention, next string, err error) {
	w := q.where()
	err = db.view(ctx, func(t tx) error {
		found, next, err = page(ctx, t, pageQuery[FoundMention]{
			from: `mentions` + headJoin, columns: headColumns + `, x.body`,
			key: [2]string{`x.document`, `x.n`}, scan: scanMention, where: w, after: q.After, limit: q.Limit,
		})
		return err
	})
	return found, next, about("mentions", err)
}

func (q *MentionQuery) where() where {
	var w where
	if q.From != "" || q.To != "" {
		q.whereDate(&w)
	}
	if q.Country != "" {
		w.and(`x.country IN (?, '')`, q.Country)
	}
	if q.Near != nil {
		q.Near.where(&w)
	}
	for word := range strings.FieldsSeq(indexed(q.Place)) {
		w.and(`' ' || x.place || ' ' LIKE ?`, "% "+word+" %") // a word has neither % nor _
	}
	if q.Documents != nil {
		list, args := among(q.Documents)
		w.and(`d.id IN `+list, args...)
	}
	if q.Incident != "" {
		w.and(`EXISTS (SELECT 1 FROM incident_mentions i
			WHERE i.document = x.document AND i.mention = x.id AND i.incident = ?)
			AND x.document IN (SELECT document FROM incident_mentions WHERE incident = ?)`, string(q.Incident), string(q.Incident))
	}
	return w
}

// What the window of days of a mention is; see migration 0002.
const (
	datedNot   = 0
	datedShort = 1
	datedLong  = 2
	datedByDoc = 3
)

// maxWindow is the length in days of a window that is not long, and how far
// before a publication lies what it reports without a date.
const maxWindow = 31

// window gives the days in which a mention may have happened.
func window(m *credence.DateMention, published credence.Interval) (dating int, from, to string) {
	from, to = cmp.Or(m.From, m.To), cmp.Or(m.To, m.From)
	if from != "" {
		first, err := time.Parse(time.DateOnly, from)
		if err == nil && to > first.AddDate(0, 0, maxWindow).Format(time.DateOnly) {
			return datedLong, from, to
		}
		return datedShort, from, to
	}
	last := published.To
	if last.IsZero() {
		last = published.From
	}
	if last.IsZero() {
		return datedNot, "", ""
	}
	return datedByDoc, last.AddDate(0, 0, -maxWindow).Format(time.DateOnly), last.Format(time.DateOnly)
}

// whereDate finds short windows by a range of first days, which an index
// gives; only the few long ones are looked at one by one.
func (q *MentionQuery) whereDate(w *where) {
	from, to := q.From, cmp.Or(q.To, "9999-12-31")
	earliest := from
	if first, err := time.Parse(time.DateOnly, from); err == nil {
		earliest = first.AddDate(0, 0, -maxWindow).Format(time.DateOnly)
	}
	overlap := `x.dating = ? AND x.date_from BETWEEN ? AND ? AND x.date_to >= ?
		OR x.dating = ? AND x.date_from <= ? AND x.date_to >= ?`
	args := []any{datedShort, earliest, to, from, datedLong, to, from}
	if q.Undated {
		overlap += ` OR x.dating = ? AND x.date_from BETWEEN ? AND ? AND x.date_to >= ?`
		args = append(args, datedByDoc, earliest, to, from)
	}
	w.and(overlap, args...)
}

const kmPerDegree = 111.2

func (a *Area) where(w *where) {
	dLat := a.Km / kmPerDegree
	dLon := 180.0
	// Near a pole, or around the date line, every longitude passes.
	if c := math.Cos((math.Abs(a.Lat) + dLat) * math.Pi / 180); math.Abs(a.Lat)+dLat < 89 {
		if d := dLat / c; a.Lon-d >= -180 && a.Lon+d <= 180 {
			dLon = d
		}
	}
	if dLon == 180 {
		w.and(`x.lat IS NULL OR x.lat BETWEEN ? AND ?`, a.Lat-dLat, a.Lat+dLat)
		return
	}
	w.and(`x.lat IS NULL OR x.lat BETWEEN ? AND ? AND x.lon BETWEEN ? AND ?`,
		a.Lat-dLat, a.Lat+dLat, a.Lon-dLon, a.Lon+dLon)
}
