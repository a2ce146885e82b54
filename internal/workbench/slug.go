package workbench

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/credence-project/credence"
)

// slug gives the short name of the claim of a file and gives it one if it has
// none. A claim that was renamed keeps the name it had. While the store is
// busy it is the identifier.
func (w *Workbench) slug(ctx context.Context, f *file) (string, error) {
	for _, id := range f.everName(func(c *credence.Claim) string { return string(c.ID) }) {
		s, err := w.DB.Slug(ctx, credence.ClaimID(id))
		if err == nil || !errors.Is(err, credence.ErrNotFound) {
			return s, err
		}
	}
	parts := []string{f.held.Claimant, firstWords(f.incident.Place.Name)}
	if from := f.incident.Date.From; !from.IsZero() {
		parts = append(parts, from.UTC().Format("2006-01"))
	}
	base := slugOf(parts...)
	for n := 1; n < 100; n++ {
		s := base
		if n > 1 {
			s += "-" + strconv.Itoa(n)
		}
		ours, err := w.DB.AddSlug(ctx, s, f.held.ID)
		if err != nil || ours {
			return s, err
		}
	}
	return string(f.held.ID), nil
}

// firstWords is the beginning of the name of a place, enough to know it by.
func firstWords(place string) string {
	words := strings.Fields(place)
	words = words[:min(3, len(words))]
	for len(words) > 1 && len(words[len(words)-1]) < 4 { // "and", "of", "the"
		words = words[:len(words)-1]
	}
	return strings.Join(words, " ")
}

// slugOf writes words as a part of an address: small letters, figures and
// hyphens, at most sixty.
func slugOf(parts ...string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(strings.ToLower(strings.Join(parts, " "))) {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			b.WriteRune(r)
		case unicode.Is(unicode.Mn, r) || r == '\'' || r == '’':
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	s := b.String()
	if len(s) > 60 {
		s = s[:60]
	}
	if s = strings.Trim(s, "-"); s == "" {
		return "claim"
	}
	return s
}
