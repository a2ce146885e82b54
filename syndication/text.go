package syndication

import (
	"strings"
	"sync"

	"github.com/credence-project/credence"
)

// mark says what kind of text a word stands in.
type mark uint8

const (
	quoted   mark = 1 << iota // between quotation marks, or in a statement given in full
	stock                     // what publishers put around articles: notices, navigation, pleas
	fragment                  // a line that is no sentence: a headline, a caption, a menu
	sentence                  // set on the last word of a sentence
)

// word is a word of a text under comparison.
type word struct {
	hash, stem uint32
	start, end int32
	mark       mark
	long       bool // weight: may carry content
	number     bool
}

// Text is a document made ready for comparison. It is not changed afterwards
// and may be compared with any number of others.
type Text struct {
	Document  credence.DocumentID
	Publisher credence.OriginID // the publisher family, "" if not known; see [Registry.Publisher]
	Outlet    string            // host, or name in lower case, of what published it
	Name      string            // the publisher's own key
	Title     string
	URL       string
	Published credence.Interval
	Numbers   []string // story numbers found in it
	Signature Signature

	label     string // the outlet as the document names it
	credits   func() []Credit
	words     []word
	title     []uint32 // stems of the words that say what the page is about
	lede      int      // first word of the sentence that tells what the title says
	lost      bool     // no sentence does
	narrative int      // words outside quotations, stock and fragments
	spoken    int      // words inside quotations that are no stock
	segments  []segment
	places    []place // of the keys of the signature
}

// segment is a sentence, or a line that is none: words[first:last].
type segment struct {
	first, last int
	para        int  // number of its paragraph
	closed      bool // ends as a sentence does
}

// minNarrative is the number of words of running text below which a page is
// held to have no article.
const minNarrative = 18

// HasArticle reports whether the document holds running text of its own. A
// page without is a copy of nothing.
func (t *Text) HasArticle() bool { return t.narrative+t.spoken >= minNarrative }

// Credits gives the voices that the document names as its sources, in order of
// their place; what fields say comes first. They are looked for when first
// asked for: most texts are only compared.
func (t *Text) Credits() []Credit { return t.credits() }

// Prepare reads a document for comparison.
func (r *Registry) Prepare(d credence.Document) *Text {
	body := clip(d.Text)
	t := &Text{
		Document: d.ID, Publisher: r.Publisher(d), Outlet: outlet(d), Name: d.Name, label: d.Outlet, Title: d.Title, URL: d.URL, Published: d.Published,
		Signature: Sign(body, nil),
	}
	if t.Document == "" {
		t.Document = d.Identify()
	}
	t.read(body)
	t.locate()
	t.markQuotes(body)
	t.markStock(r)
	for _, w := range t.words {
		switch {
		case w.mark&(stock|fragment) != 0:
		case w.mark&quoted != 0:
			t.spoken++
		default:
			t.narrative++
		}
	}
	t.title = topicStems(d.Title, d.Outlet, d.URL)
	if len(t.title) < 2 {
		t.title = contentStems(nil, t.headline(body), nil)
	}
	t.findLede()
	begins := 0
	if t.lede < len(t.words) {
		begins = int(t.words[t.lede].start)
	}
	t.credits = sync.OnceValue(func() []Credit { return r.credits(d, begins) })
	t.Numbers = storyNumbers(body)
	return t
}

// read splits the text into words, paragraphs and sentences.
func (t *Text) read(body string) {
	t.words = make([]word, 0, len(body)/6+8)
	wrapped := hardWrapped(body)
	s := scanner{text: body}
	first, para, from := 0, 0, 0
	for s.next() {
		if n := len(t.words); n > 0 {
			gap := body[from:s.start]
			newPara := paragraphBreak(gap, wrapped)
			closed := sentenceEnd(gap, t.words[n-1])
			if (newPara || closed) && n > first {
				t.segments = append(t.segments, segment{first, n, para, closed})
				first = n
			}
			if newPara {
				para++
			}
		}
		t.words = append(t.words, word{hash: s.hash, stem: s.stem, start: int32(s.start), end: int32(s.end), long: weight(&s) == 1, number: s.digit})
		from = s.end
	}
	if n := len(t.words); n > first {
		t.segments = append(t.segments, segment{first, n, para, sentenceEnd(body[from:]+" ", t.words[n-1])})
	}
}

// paragraphBreak reports whether the text between two words parts paragraphs:
// an empty line, or any line end unless lines were broken to a width.
func paragraphBreak(gap string, wrapped bool) bool {
	i := strings.IndexByte(gap, '\n')
	if i < 0 {
		return false
	}
	if !wrapped {
		return true
	}
	rest := strings.TrimLeft(gap[i+1:], " \t\r")
	return strings.HasPrefix(rest, "\n")
}

// hardWrapped reports whether the lines of a text were broken to a width:
// there are empty lines, and most other line ends stand inside a sentence
// behind a line of the usual length.
func hardWrapped(body string) bool {
	if !strings.Contains(body, "\n\n") && !strings.Contains(body, "\n\r\n") && !strings.Contains(body, "\n   ") {
		return false
	}
	inside, all := 0, 0
	rest := body
	for len(rest) > 0 {
		line, tail, found := strings.Cut(rest, "\n")
		rest = tail
		line = strings.TrimRight(line, " \r")
		if !found || strings.TrimLeft(line, " ") == "" {
			continue
		}
		if next, _, _ := strings.Cut(tail, "\n"); strings.TrimSpace(next) == "" {
			continue
		}
		all++
		if n := len(line); n >= 40 && n <= 110 && !strings.ContainsRune(".!?:\"”", rune(line[n-1])) {
			inside++
		}
	}
	return all >= 3 && 2*inside > all
}

// sentenceEnd reports whether the text behind a word closes a sentence.
func sentenceEnd(gap string, before word) bool {
	i := strings.IndexAny(gap, ".!?。！？؟।")
	if i < 0 {
		return false
	}
	rest := strings.TrimLeft(gap[i:], ".!?。！？؟।\"'”’»)]")
	if rest == "" || (rest[0] > ' ' && gap[i] < 0x80) {
		return false
	}
	return gap[i] != '.' || before.end-before.start > 2 || before.number || strings.Contains(gap, "\n")
}

// outlet names what published a document: the host of its address, or the
// folded name.
func outlet(d credence.Document) string {
	if h := Host(d.URL); h != "" {
		return h
	}
	return fold(d.Outlet)
}
