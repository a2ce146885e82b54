package main

import (
	"maps"
	"math"
	"slices"

	"github.com/credence-project/credence/assess"
)

// table is a code list under way: the moves from the published penalties of
// the answers that the findings hold, in decibans.
type table struct {
	keys  []string // "K01.none"
	moves map[string]*[7]float64
}

// tables gives the moved code list, rounded to whole decibans.
func (t *table) tables() *assess.Tables { return t.moved(true) }

func (t *table) moved(rounded bool) *assess.Tables {
	out := *assess.Default()
	codes := slices.Clone(out.Codes.Codes)
	for i := range codes {
		codes[i].Values = slices.Clone(codes[i].Values)
		for k := range codes[i].Values {
			v := &codes[i].Values[k]
			if m := t.moves[codes[i].ID+"."+v.Value]; m != nil {
				v.DB = bounded(v.DB, *m, rounded)
			}
		}
	}
	out.Codes = out.Codes.With(codes)
	return &out
}

// bounded adds a move and keeps what the table asks for: the largest is 0,
// none is below -40.
func bounded(db, move [7]float64, rounded bool) [7]float64 {
	top := math.Inf(-1)
	for h := range db {
		db[h] += move[h]
		if rounded {
			db[h] = math.Round(db[h])
		}
		top = math.Max(top, db[h])
	}
	for h := range db {
		db[h] = math.Max(db[h]-top, -40)
	}
	return db
}

// nudge is the step of the numerical gradient, in decibans.
const nudge = 0.25

// pace is how far a step may move a penalty, in decibans.
const pace = 0.5

// fit descends the mean log score plus the ridge. Only the answers that occur
// in the findings move.
func fit(rows []row, ridge float64, steps int) *table {
	t := &table{moves: make(map[string]*[7]float64)}
	users := make(map[string][]row)
	for _, r := range rows {
		for _, key := range slices.Sorted(maps.Keys(r.codes)) {
			users[key] = append(users[key], r)
		}
	}
	for key := range users {
		if scored(key) {
			t.keys = append(t.keys, key)
			t.moves[key] = new([7]float64)
		}
	}
	slices.Sort(t.keys)
	for range steps {
		t.step(users, ridge, float64(len(rows)))
	}
	return t
}

func scored(key string) bool {
	code, value := key[:3], key[4:]
	c := assess.Default().Codes.Code(code)
	return c != nil && c.Value(value) != nil && c.Value(value).Scored()
}

// step moves every penalty against its gradient, each computed from the
// findings that hold the answer.
func (t *table) step(users map[string][]row, ridge, n float64) {
	gradient := make(map[string][7]float64, len(t.keys))
	for _, key := range t.keys {
		m := t.moves[key]
		before := total(t.moved(false), users[key])
		var g [7]float64
		for h := range m {
			old := m[h]
			m[h] = old + nudge
			g[h] = (total(t.moved(false), users[key])-before)/nudge/n + 2*ridge*old/7
			m[h] = old
		}
		gradient[key] = g
	}
	largest := 0.0
	for _, key := range t.keys {
		for _, x := range gradient[key] {
			largest = math.Max(largest, math.Abs(x))
		}
	}
	if largest == 0 {
		return
	}
	for _, key := range t.keys {
		for h, x := range gradient[key] {
			t.moves[key][h] -= pace * x / largest
		}
	}
}

func total(t *assess.Tables, rows []row) float64 {
	bits := 0.0
	for _, o := range outcomes(t, rows) {
		bits += o.bits
	}
	return bits
}
