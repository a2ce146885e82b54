// Package plaintext reads texts without markup: bare text, text under a
// dateline ("date 2017-03-24 The title"), and mail. Begin with [Parse] and
// [ParseMail].
package plaintext

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/ingest/internal/charset"
	"github.com/credence-project/credence/ingest/internal/language"
	"github.com/credence-project/credence/ingest/internal/markup"
)

// MaxSize is how many bytes of a text are read.
const MaxSize = 5 << 20

// IsText reports whether b, the beginning of a file, is text in any encoding.
func IsText(b []byte) bool {
	text := charset.Decode(b, "").Text
	if strings.TrimSpace(text) == "" {
		return false
	}
	nul, odd, all := 0, 0, 0
	for _, r := range text {
		all++
		switch {
		case r < ' ' && r != '\n' && r != '\t' && r != '\r' && r != '\f' && r != '\x1b', r == 0x7f, r >= 0x80 && r < 0xa0:
			odd++
		case r == '\uFFFD':
			odd++
		}
	}
	for _, c := range b {
		if c == 0 {
			nul++
		}
	}
	if nul > 0 && nul*10 < len(b)*3 {
		return false // a few NULs: neither text nor UTF-16
	}
	return odd*50 <= all
}

var dateline = regexp.MustCompile(`^\s*date\s+(\d{4}(?:-\d{2}(?:-\d{2})?)?)(?:[ \t]+([^\n]*))?(?:\n|$)`)

// Parse reads a text. A first line of the form "date 2017-03-24 The title"
// gives time and title. A text larger than MaxSize gives its beginning and
// ErrTooLarge; one of white space only ErrEmpty. ID, SHA256 and Retrieved are
// left to the caller.
func Parse(b []byte, mediaType string) (credence.Document, error) {
	var tooLarge error
	if len(b) > MaxSize {
		tooLarge = &credence.InputError{
			Reason: fmt.Sprintf("text of %d bytes; only the first %d are read", len(b), MaxSize),
			Err:    credence.ErrTooLarge,
		}
		b = b[:MaxSize]
	}
	d := credence.Document{Format: "text"}
	text := charset.Decode(b, mediaType).Text
	if m := dateline.FindStringSubmatch(text); m != nil {
		if at, err := credence.ParseTime(m[1]); err == nil {
			at.Basis = "text dateline"
			d.Published = at
			d.Title = markup.Line(m[2])
			text = text[len(m[0]):]
		}
	}
	d.Text = markup.Tidy(text)
	d.Lang = language.Detect(d.Text)
	if d.Text == "" && d.Title == "" {
		return d, credence.ErrEmpty
	}
	return d, tooLarge
}
