package store

import (
	"context"
	"time"

	"github.com/credence-project/credence"
)

// SeriesTable is a table of attacks that a user brought along.
type SeriesTable struct {
	SHA256   string    `json:"sha256"` // of the original, which is kept
	Name     string    `json:"name"`
	Format   string    `json:"format"`
	By       string    `json:"by"`
	Recorded time.Time `json:"recorded_at"`
}

// Series is what one table counts for some groups.
type Series struct {
	Table  SeriesTable           `json:"table"`
	Counts []credence.GroupMonth `json:"counts"` // in order of group and month
}

// AddSeries keeps the counts of a table, all or nothing. A table that is held
// is left as it is, and added is false.
func (db *DB) AddSeries(ctx context.Context, s Series) (added bool, err error) {
	if t := s.Table; t.SHA256 == "" || t.By == "" || t.Recorded.IsZero() {
		return false, &credence.InputError{Name: "table " + t.Name, Reason: "needs its hash, who brought it and when"}
	}
	err = db.update(ctx, func(t tx) error {
		n, err := column[int](t.row(ctx, `SELECT count(*) FROM series_tables WHERE sha256 = ?`, s.Table.SHA256))
		if added = err == nil && n == 0; !added {
			return err
		}
		if _, err := t.exec(ctx, `INSERT INTO series_tables (sha256, name, format, by_whom, recorded_at) VALUES (?, ?, ?, ?, ?)`,
			s.Table.SHA256, s.Table.Name, s.Table.Format, s.Table.By, s.Table.Recorded.UnixMicro()); err != nil {
			return err
		}
		for _, c := range s.Counts {
			if _, err := t.exec(ctx, `INSERT INTO series (grp, month, sha256, attacks, claims, told, killed) VALUES (?, ?, ?, ?, ?, ?, ?)`,
				c.Group, c.Month, s.Table.SHA256, c.Attacks, c.Claims, c.Told, c.Killed); err != nil {
				return err
			}
		}
		return nil
	})
	return added, about("table "+s.Table.Name, err)
}

// SeriesGroups lists the groups that any table names, in order.
func (db *DB) SeriesGroups(ctx context.Context) ([]string, error) {
	var groups []string
	err := db.view(ctx, func(t tx) error {
		rows, err := t.query(ctx, `SELECT DISTINCT grp FROM series ORDER BY grp`)
		groups, err = collect(rows, err, column[string])
		return err
	})
	return groups, about("groups", err)
}

// Series gives what each table recorded by then counts for the groups, in the
// order in which the tables were recorded. Tables that name none of them are
// left out.
func (db *DB) Series(ctx context.Context, groups []string, at AsOf) ([]Series, error) {
	var out []Series
	err := db.view(ctx, func(t tx) error {
		var w where
		if !at.Recorded.IsZero() {
			w.and(`recorded_at <= ?`, at.Recorded.UnixMicro())
		}
		rows, err := t.query(ctx, `SELECT sha256, name, format, by_whom, recorded_at FROM series_tables`+w.String()+` ORDER BY recorded_at, sha256`, w.args...)
		tables, err := collect(rows, err, scanSeriesTable)
		if err != nil {
			return err
		}
		for _, table := range tables {
			s := Series{Table: table}
			for _, g := range groups {
				rows, err := t.query(ctx, `SELECT grp, month, attacks, claims, told, killed FROM series WHERE grp = ? AND sha256 = ? ORDER BY month`, g, table.SHA256)
				counts, err := collect(rows, err, scanGroupMonth)
				if err != nil {
					return err
				}
				s.Counts = append(s.Counts, counts...)
			}
			if len(s.Counts) > 0 {
				out = append(out, s)
			}
		}
		return nil
	})
	return out, about("series", err)
}

func scanSeriesTable(s scanner) (SeriesTable, error) {
	var t SeriesTable
	var recorded int64
	err := s.Scan(&t.SHA256, &t.Name, &t.Format, &t.By, &recorded)
	t.Recorded = time.UnixMicro(recorded).UTC()
	return t, err
}

func scanGroupMonth(s scanner) (credence.GroupMonth, error) {
	var c credence.GroupMonth
	err := s.Scan(&c.Group, &c.Month, &c.Attacks, &c.Claims, &c.Told, &c.Killed)
	return c, err
}
