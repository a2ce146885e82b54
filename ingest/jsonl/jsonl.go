// Package jsonl reads documents that other programs hand over, one JSON object
// a line: {"id","url","title","outlet","published_at","text"} and whatever else
// they carry, which is kept. Begin with [Lines].
package jsonl

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"sort"
	"strconv"
	"strings"
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/ingest/internal/charset"
	"github.com/credence-project/credence/ingest/internal/language"
	"github.com/credence-project/credence/ingest/internal/stamp"
)

// MaxLine is how many bytes a line may have.
const MaxLine = 16 << 20

// Line is one document and the bytes it was taken from.
type Line struct {
	Document credence.Document
	Original []byte
}

// IsLines reports whether text, the beginning of a file in UTF-8, looks like
// JSON Lines: a first line that is a whole object, or one too long to tell.
func IsLines(text string) bool {
	text = strings.TrimLeft(text, " \t\r\n")
	if !strings.HasPrefix(text, "{") {
		return false
	}
	first, _, more := strings.Cut(text, "\n")
	return json.Valid([]byte(first)) || !more && strings.Contains(first, `":`)
}

// Lines gives the documents of r one after the other. A line that is no
// object, or too long, is a fault whose Name is its place, and the next line
// is read; so is a field of the wrong kind, whose document is given first. An
// error of r itself ends the sequence as it is. Clock times without a zone are
// placed in zone; nil: the whole day.
func Lines(r io.Reader, zone *time.Location) iter.Seq2[Line, error] {
	return func(yield func(Line, error) bool) {
		br := bufio.NewReaderSize(r, 64<<10)
		for n := 1; ; n++ {
			raw, err := readLine(br)
			trimmed := bytes.TrimSpace(bytes.TrimPrefix(raw, []byte("\ufeff")))
			if len(trimmed) > 0 && !giveLine(trimmed, n, zone, yield) {
				return
			}
			if err == io.EOF {
				return
			}
			if err != nil {
				yield(Line{}, err)
				return
			}
		}
	}
}

// giveLine yields what line n holds; false when the consumer wants no more.
func giveLine(raw []byte, n int, zone *time.Location, yield func(Line, error) bool) bool {
	name := fmt.Sprintf("line %d", n)
	if len(raw) > MaxLine {
		return yield(Line{}, &credence.InputError{Name: name, Reason: fmt.Sprintf("longer than %d bytes", MaxLine), Err: credence.ErrTooLarge})
	}
	d, wrong, err := Parse(raw, zone)
	if err != nil {
		return yield(Line{}, &credence.InputError{Name: name, Reason: "no JSON object", Err: err})
	}
	if d.Title == "" && strings.TrimSpace(d.Text) == "" {
		return yield(Line{}, &credence.InputError{Name: name, Reason: "has neither title nor text", Err: credence.ErrEmpty})
	}
	if !yield(Line{Document: d, Original: raw}, nil) {
		return false
	}
	if len(wrong) == 0 {
		return true
	}
	return yield(Line{}, &credence.InputError{Name: name, Reason: "cannot read " + strings.Join(wrong, ", ")})
}

// readLine reads a line of any length but keeps no more than tells that it is
// too long. The result is the caller's.
func readLine(br *bufio.Reader) ([]byte, error) {
	var line []byte
	for {
		part, err := br.ReadSlice('\n')
		if len(line) <= MaxLine {
			line = append(line, part...)
		}
		if err != bufio.ErrBufferFull {
			return line, err
		}
	}
}

// Parse reads one object. It gives the names of the fields whose values are
// of the wrong kind, which are then unset and kept in Extra. ID, SHA256 and
// Retrieved are left to the caller; the text is kept to the byte, so that
// spans into it hold.
func Parse(raw []byte, zone *time.Location) (d credence.Document, wrong []string, err error) {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal([]byte(charset.Decode(raw, "").Text), &fields); err != nil {
		return d, nil, err
	}
	o := object{fields: fields}
	id := o.text("id")
	d = credence.Document{
		Name: o.text("name"), URL: o.text("url"), Canonical: o.text("canonical"), Title: o.text("title"),
		Outlet: o.text("outlet"), Author: o.text("author"), Credit: o.text("credit"), Lang: o.text("lang"), Text: o.text("text"),
		Published: o.when("published_at", zone), Modified: o.when("modified_at", zone), Format: "jsonl",
	}
	switch {
	case credence.ValidID("d", id):
		// Printed by Credence itself, which counts name and not id.
	case d.Name == "":
		d.Name = id
	}
	if d.Lang == "" {
		d.Lang = language.Detect(d.Text)
	}
	for _, own := range []string{"format", "sha256", "retrieved_at"} {
		delete(fields, own) // of an earlier run
	}
	if len(fields) > 0 {
		d.Extra = fields
	}
	sort.Strings(o.wrong)
	return d, o.wrong, nil
}

// object hands out fields and keeps those nobody asked for.
type object struct {
	fields map[string]json.RawMessage
	wrong  []string
}

// text gives a field as text; numbers are taken as they are written.
func (o *object) text(name string) string {
	raw, ok := o.fields[name]
	if !ok {
		return ""
	}
	delete(o.fields, name)
	var v any
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.UseNumber()
	_ = dec.Decode(&v) // it was part of a valid object
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	case json.Number:
		return v.String()
	}
	o.refuse(name, raw)
	return ""
}

func (o *object) refuse(name string, raw json.RawMessage) {
	o.fields[name] = raw
	o.wrong = append(o.wrong, strconv.Quote(name))
}

// when reads a time: a string, {"from","to","basis"}, seconds since 1970, or
// null.
func (o *object) when(name string, zone *time.Location) credence.Interval {
	raw, ok := o.fields[name]
	if !ok || string(raw) == "null" {
		delete(o.fields, name)
		return credence.Interval{}
	}
	delete(o.fields, name)
	var v credence.Interval
	var s string
	if json.Unmarshal(raw, &s) != nil {
		if raw[0] == '{' && v.UnmarshalJSON(raw) == nil {
			return v
		}
		s = string(raw)
	}
	if s == "" {
		return v
	}
	v, ok = stamp.Parse(s, zone)
	if !ok {
		var err error
		if v, err = credence.ParseTime(s); err != nil {
			o.refuse(name, raw)
			return credence.Interval{}
		}
	}
	v.Basis = "stated"
	return v
}
