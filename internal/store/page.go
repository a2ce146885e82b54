package store

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/credence-project/credence"
)

// where gathers conditions that must all hold, with their arguments.
type where struct {
	conditions []string
	args       []any
}

func (w *where) and(condition string, args ...any) {
	w.conditions = append(w.conditions, condition)
	w.args = append(w.args, args...)
}

// String gives the clause with a space before it, or nothing.
func (w *where) String() string {
	if len(w.conditions) == 0 {
		return ""
	}
	return " WHERE (" + strings.Join(w.conditions, ") AND (") + ")"
}

// among gives the list behind IN for values, and its arguments. The list is
// filled up to a power of two with the last value, so that a few compiled
// statements serve lists of any length.
func among[T any](values []T) (list string, args []any) {
	if len(values) == 0 {
		return "(NULL)", nil
	}
	n := 1
	for n < len(values) {
		n *= 2
	}
	args = make([]any, n)
	for i := range args {
		args[i] = values[min(i, len(values)-1)]
	}
	return "(?" + strings.Repeat(",?", n-1) + ")", args
}

const defaultLimit, maxLimit = 100, 10_000

func limited(n int) int {
	if n <= 0 {
		n = defaultLimit
	}
	return min(n, maxLimit)
}

// pageQuery reads rows in the order of a key of two columns that are never
// NULL, an integer and one that tells rows apart, from where a cursor says.
type pageQuery[T any] struct {
	from, columns string
	key           [2]string
	named         bool // the second column of the key is text, not an integer
	descending    bool
	scan          func(scanner) (T, error)
	where         where
	after         string
	limit         int
}

// keyed reads the two columns of the key before what scan reads.
type keyed struct {
	scanner
	first  *int64
	second *string
}

func (k keyed) Scan(into ...any) error {
	return k.scanner.Scan(append([]any{k.first, k.second}, into...)...)
}

func page[T any](ctx context.Context, t tx, q pageQuery[T]) (found []T, next string, err error) {
	order, compare := "", ">"
	if q.descending {
		order, compare = " DESC", "<"
	}
	if q.after != "" {
		first, second, err := parseCursor(q.after, q.named)
		if err != nil {
			return nil, "", err
		}
		q.where.and(fmt.Sprintf("(%s, %s) %s (?, ?)", q.key[0], q.key[1], compare), first, second)
	}
	limit := limited(q.limit)
	rows, err := t.query(ctx, fmt.Sprintf(`SELECT %[1]s, %[2]s, %[3]s FROM %[4]s%[5]s ORDER BY %[1]s%[6]s, %[2]s%[6]s LIMIT ?`,
		q.key[0], q.key[1], q.columns, q.from, &q.where, order), append(q.where.args, limit+1)...)
	var cursors []string
	found, err = collect(rows, err, func(s scanner) (T, error) {
		var first int64
		var second string
		v, err := q.scan(keyed{s, &first, &second})
		cursors = append(cursors, cursor(first, second))
		return v, err
	})
	if err == nil && len(found) > limit {
		found, next = found[:limit], cursors[limit-1]
	}
	return found, next, err
}

// cursor writes the key of the last row of a page.
func cursor(first int64, second string) string { return strconv.FormatInt(first, 10) + "." + second }

func parseCursor(s string, named bool) (first int64, second any, err error) {
	a, b, _ := strings.Cut(s, ".")
	first, err = strconv.ParseInt(a, 10, 64)
	second = b
	if err == nil && !named {
		second, err = strconv.ParseInt(b, 10, 64)
	}
	if err != nil || b == "" {
		return 0, nil, &credence.InputError{Name: "cursor", Reason: "is not one that a page before gave", Err: err}
	}
	return first, second, nil
}

// datedAt is what things with a date are listed by: the first known of its
// bounds, or a number below all dates.
func datedAt(v credence.Interval) int64 {
	if t := firstBound(v); !t.IsZero() {
		return t.UnixMicro()
	}
	return -1 << 62
}

func firstBound(v credence.Interval) time.Time {
	if v.From.IsZero() {
		return v.To
	}
	return v.From
}
