package syndication

import (
	"net/url"
	"slices"
	"strings"
)

// topicStems gives the stems of the words that say what a page is about: those
// of its title that carry content, each once, without the name of the outlet;
// with the words of its address if the title says too little.
func topicStems(title, outlet, address string) []uint32 {
	name := contentStems(nil, outlet+" "+strings.ReplaceAll(Host(address), ".", " "), nil)
	out := contentStems(nil, withoutOutlet(title), name)
	if len(out) < 3 {
		out = contentStems(out, slug(address), name)
	}
	return out
}

// headline gives the first line of a text if it looks like a headline.
func (t *Text) headline(body string) string {
	if len(t.segments) < 2 {
		return ""
	}
	s := t.segments[0]
	if n := s.last - s.first; s.closed || n < 4 || n > 20 || !t.alone(0) {
		return ""
	}
	return body[t.words[s.first].start:t.words[s.last-1].end]
}

// withoutOutlet takes off what many put behind a title: a bar and their name.
func withoutOutlet(title string) string {
	for _, bar := range []string{" | ", " – ", " — ", " - ", " :: ", " » "} {
		if i := strings.LastIndex(title, bar); i > 0 && len(strings.Fields(title[i:])) <= 6 && len(strings.Fields(title[:i])) >= 3 {
			title = title[:i]
		}
	}
	return title
}

// slug gives the part of an address that is made of words.
func slug(address string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil {
		return ""
	}
	best := ""
	for part := range strings.SplitSeq(u.Path, "/") {
		if strings.Count(part, "-")+strings.Count(part, "_") > strings.Count(best, "-")+strings.Count(best, "_") {
			best = part
		}
	}
	if strings.Count(best, "-")+strings.Count(best, "_") < 2 {
		return ""
	}
	return strings.TrimSuffix(strings.TrimSuffix(best, ".html"), ".htm")
}

// maxTopic bounds the titles and addresses that are looked at, in bytes.
const maxTopic = 400

func contentStems(out []uint32, text string, without []uint32) []uint32 {
	if len(text) > maxTopic {
		text = text[:maxTopic]
	}
	s := scanner{text: strings.ReplaceAll(text, "_", "-")}
	for s.next() {
		if (s.runes >= 4 && !s.digit || unspacedWord(&s)) && !slices.Contains(out, s.stem) && !slices.Contains(without, s.stem) {
			out = append(out, s.stem)
		}
	}
	return out
}

// titleLikeness is the share of the words of the shorter title that the other
// has too; -1 if either page has no title to speak of.
func titleLikeness(a, b *Text) float64 {
	n := min(len(a.title), len(b.title))
	if n < 2 {
		return -1
	}
	return share(titleShared(a, b), n)
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
