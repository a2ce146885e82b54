package syndication

import (
	"slices"
	"strings"
)

// titleStems gives the stems of the words of a title that carry content, each
// once, without the name of the outlet that many put behind it.
func titleStems(title string) []uint32 {
	for _, bar := range []string{" | ", " – ", " — ", " - ", " :: ", " » "} {
		if i := strings.LastIndex(title, bar); i > 0 && len(strings.Fields(title[i:])) <= 6 && len(strings.Fields(title[:i])) >= 3 {
			title = title[:i]
		}
	}
	var out []uint32
	s := scanner{text: title}
	for s.next() {
		if (s.runes >= 4 || s.digit || unspacedWord(&s)) && !slices.Contains(out, s.stem) {
			out = append(out, s.stem)
		}
	}
	return out
}

// titlesApart reports whether both documents have titles, and these have
// hardly a word in common.
func titlesApart(a, b *Text) bool {
	if len(a.title) < 2 || len(b.title) < 2 {
		return false
	}
	return titleShared(a, b)*3 < min(len(a.title), len(b.title))
}

func titleShared(a, b *Text) int {
	n := 0
	for _, h := range a.title {
		if slices.Contains(b.title, h) {
			n++
		}
	}
	return n
}

// findLede finds where the article begins: at the first of the sentences that
// have the most words of the title, two at least, or one of a title of two.
// What stands before it may be a menu or another story. Without such a
// sentence it begins with the running text, and is lost: the page may not have
// the article at all.
func (t *Text) findLede() {
	best, need := 0, min(2, max(1, len(t.title)-1))
	t.lost = len(t.title) >= 2
	for k, s := range t.segments {
		n := 0
		for i, h := range t.title {
			if s.holdsStem(t, h) {
				n++
			}
			if n+len(t.title)-i-1 <= best {
				break
			}
		}
		// Later sentences come back to the matter: only a much better one, or
		// one near the top, is taken for the beginning.
		if n >= need && (best == 0 || n >= best+2 && k < len(t.segments)/2) {
			best, t.lede, t.lost = n, s.first, false
		}
	}
}

func (s segment) holdsStem(t *Text, stem uint32) bool {
	for i := s.first; i < s.last; i++ {
		if t.words[i].stem == stem && plain(t.words[i]) {
			return true
		}
	}
	return false
}
