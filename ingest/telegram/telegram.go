// Package telegram reads what Telegram Desktop exports as result.json: one
// chat or all of them. Each message with a text is a document of its own.
// Begin with [Messages].
package telegram

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/ingest/internal/language"
	"github.com/credence-project/credence/ingest/internal/markup"
)

// Limits against hostile files.
const (
	maxMessage = 4 << 20 // bytes of one message
	maxDepth   = 8       // of the objects that chats are looked for in
)

// Message is one message as a document and the bytes it was taken from.
type Message struct {
	Document credence.Document
	Original []byte
}

var exported = regexp.MustCompile(`"messages"\s*:\s*\[|"chats"\s*:\s*\{`)

// IsExport reports whether text, the beginning of a file in UTF-8, is an
// export: an object with a list of messages or of chats.
func IsExport(text string) bool {
	return strings.HasPrefix(strings.TrimSpace(text), "{") && exported.MatchString(text)
}

// Messages gives the messages of an export one after the other. What has no
// text (joins, calls, pictures without caption) comes as an InputError with
// ErrSkipped; a file that is cut short or ill-formed gives the messages before
// the fault, then the fault with its place. An error of r itself ends the
// sequence as it is. Older exports give local times without their zone: they
// are placed in zone or, if that is nil, in the span of all zones.
func Messages(r io.Reader, zone *time.Location) iter.Seq2[Message, error] {
	return func(yield func(Message, error) bool) {
		in := &meter{r: r, left: maxMessage}
		w := &walker{in: in, dec: json.NewDecoder(in), zone: zone, yield: yield}
		err := w.value(chat{}, 0)
		switch {
		case err == nil || errors.Is(err, errStopped):
		case in.err != nil:
			yield(Message{}, in.err)
		default:
			reason := "ill-formed JSON"
			if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
				reason, err = "export ends early", nil
			}
			yield(Message{}, &credence.InputError{Name: fmt.Sprintf("byte %d", w.dec.InputOffset()), Reason: reason, Err: err})
		}
	}
}

var errStopped = errors.New("stopped")

// meter bounds how much may be read for one message and keeps the error of r.
type meter struct {
	r    io.Reader
	left int
	err  error
}

func (m *meter) Read(p []byte) (int, error) {
	if m.left <= 0 {
		return 0, &credence.InputError{Reason: fmt.Sprintf("a message of more than %d bytes", maxMessage), Err: credence.ErrTooLarge}
	}
	n, err := m.r.Read(p)
	m.left -= n
	if err != nil && err != io.EOF {
		m.err = err
	}
	return n, err
}

type chat struct{ name, id string }

// walker goes through the export token by token, so that its size does not
// matter.
type walker struct {
	in    *meter
	dec   *json.Decoder
	zone  *time.Location
	yield func(Message, error) bool
}

// value reads one value in which chats may be found.
func (w *walker) value(c chat, depth int) error {
	t, err := w.token()
	if err != nil {
		return err
	}
	delim, _ := t.(json.Delim)
	switch {
	case delim == 0:
		return nil
	case depth > maxDepth:
		return w.pass(1)
	case delim == '{':
		return w.object(c, depth)
	case delim == '[':
		for w.dec.More() {
			if err := w.value(chat{}, depth+1); err != nil {
				return err
			}
		}
		_, err = w.token()
	}
	return err
}

func (w *walker) token() (json.Token, error) {
	w.in.left = maxMessage
	return w.dec.Token()
}

func (w *walker) object(c chat, depth int) error {
	for w.dec.More() {
		t, err := w.token()
		if err != nil {
			return err
		}
		key, _ := t.(string)
		switch {
		case key == "messages":
			err = w.messages(c)
		case key == "chats" || key == "left_chats" || key == "list":
			err = w.value(c, depth+1)
		case key == "name" || key == "id":
			err = w.label(key, &c)
		default:
			err = w.pass(0)
		}
		if err != nil {
			return err
		}
	}
	_, err := w.token()
	return err
}

// label reads the name or number of a chat.
func (w *walker) label(key string, c *chat) error {
	w.in.left = maxMessage
	var raw json.RawMessage
	if err := w.dec.Decode(&raw); err != nil {
		return err
	}
	if key == "name" {
		c.name = markup.Line(text(raw))
	} else {
		c.id = text(raw)
	}
	return nil
}

// pass reads over a value of any size of which open brackets have been read.
func (w *walker) pass(open int) error {
	for {
		t, err := w.token()
		if err != nil {
			return err
		}
		switch t {
		case json.Delim('{'), json.Delim('['):
			open++
		case json.Delim('}'), json.Delim(']'):
			open--
		}
		if open == 0 {
			return nil
		}
	}
}

func (w *walker) messages(c chat) error {
	if t, err := w.token(); err != nil {
		return err
	} else if t != json.Delim('[') {
		return errors.New("messages is no list")
	}
	for w.dec.More() {
		begin := w.dec.InputOffset()
		w.in.left = maxMessage
		var raw json.RawMessage
		if err := w.dec.Decode(&raw); err != nil {
			return err
		}
		d, err := parse(raw, c, w.zone)
		if err != nil {
			err = &credence.InputError{Name: fmt.Sprintf("byte %d", begin), Reason: err.Error(), Err: errors.Unwrap(err)}
		}
		more := true
		if err != nil {
			more = w.yield(Message{}, err)
		} else {
			more = w.yield(Message{Document: d, Original: bytes.Clone(raw)}, nil)
		}
		if !more {
			return errStopped
		}
	}
	_, err := w.token()
	return err
}

// known are the fields of a message that have a place in a document, or that
// repeat what has.
var known = []string{"id", "type", "date", "date_unixtime", "edited", "edited_unixtime", "from", "author", "forwarded_from", "text", "text_entities"}

// parse reads one message.
func parse(raw json.RawMessage, c chat, zone *time.Location) (credence.Document, error) {
	var f map[string]json.RawMessage
	if err := json.Unmarshal(raw, &f); err != nil || f == nil {
		return credence.Document{}, errors.New("a message that is no object")
	}
	number := text(f["id"])
	if kind := text(f["type"]); kind != "" && kind != "message" {
		return credence.Document{}, fmt.Errorf("message %s is of kind %q: %w", number, kind, credence.ErrSkipped)
	}
	d := credence.Document{
		Name: strings.Trim(c.id+"/"+number, "/"), Outlet: c.name, Format: "telegram",
		Credit: markup.Line(text(f["forwarded_from"])), Text: body(f),
		Published: moment(f["date_unixtime"], f["date"], zone), Modified: moment(f["edited_unixtime"], f["edited"], zone),
	}
	d.Author = markup.Line(text(f["author"]))
	if from := markup.Line(text(f["from"])); d.Author == "" && from != c.name {
		d.Author = from
	}
	if d.Outlet == "" {
		d.Outlet = markup.Line(text(f["from"]))
	}
	if d.Text == "" {
		return d, fmt.Errorf("message %s has no text: %w", number, credence.ErrSkipped)
	}
	d.Lang = language.Detect(d.Text)
	for _, name := range known {
		delete(f, name)
	}
	if len(f) > 0 {
		d.Extra = f
	}
	return d, nil
}

// body is the text of a message or the question of its poll.
func body(f map[string]json.RawMessage) string {
	s := joined(f["text"])
	if s == "" {
		s = joined(f["text_entities"])
	}
	var poll struct {
		Question json.RawMessage `json:"question"`
	}
	if s == "" && json.Unmarshal(f["poll"], &poll) == nil {
		s = joined(poll.Question)
	}
	return markup.Tidy(s)
}

// joined reads a text: a string, or a list of strings and {"type","text"}.
func joined(raw json.RawMessage) string {
	var parts []json.RawMessage
	if json.Unmarshal(raw, &parts) != nil {
		return text(raw)
	}
	var b strings.Builder
	for _, p := range parts {
		var entity struct {
			Text json.RawMessage `json:"text"`
		}
		if json.Unmarshal(p, &entity) == nil {
			b.WriteString(text(entity.Text))
		} else {
			b.WriteString(text(p))
		}
	}
	return b.String()
}

// text gives a string or number as text, anything else as "".
func text(raw json.RawMessage) string {
	var s string
	if json.Unmarshal(raw, &s) == nil {
		return strings.ToValidUTF8(s, "\uFFFD")
	}
	if _, err := strconv.ParseFloat(string(raw), 64); err == nil {
		return string(raw)
	}
	return ""
}

// The zones of the world: local time is at most this far behind and ahead of
// UTC.
const (
	behind = 12 * time.Hour
	ahead  = 14 * time.Hour
)

// moment reads a time given as seconds since 1970 and as local time. Where
// the two cannot be the same moment in any zone, neither is trusted alone.
func moment(unix, local json.RawMessage, zone *time.Location) credence.Interval {
	var at, wall time.Time
	if n, err := strconv.ParseInt(text(unix), 10, 64); err == nil && n > 0 && n < 1<<33 {
		at = time.Unix(n, 0).UTC()
	}
	place := zone
	if place == nil {
		place = time.UTC
	}
	if t, err := time.ParseInLocation("2006-01-02T15:04:05", text(local), place); err == nil && t.Year() > 1970 {
		wall = t.UTC()
	}
	switch {
	case at.IsZero() && wall.IsZero():
		return credence.Interval{}
	case wall.IsZero():
		return credence.At(at, "message")
	case at.IsZero() && zone != nil:
		return credence.At(wall, "message, local time")
	case at.IsZero():
		return credence.Interval{From: wall.Add(-ahead), To: wall.Add(behind), Basis: "message, local time of an unknown zone"}
	}
	if zone == nil && (wall.Sub(at) > ahead || at.Sub(wall) > behind) {
		from, to := at, wall.Add(behind)
		if wall.Before(at) {
			from, to = wall.Add(-ahead), at
		}
		return credence.Interval{From: from, To: to, Basis: "message, whose two times contradict each other"}
	}
	return credence.At(at, "message")
}
