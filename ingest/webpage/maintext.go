package webpage

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/atom"
)

// mainText gives the text of the article, paragraphs apart by a blank line.
//
// The page is cut into blocks, each with a score: running text counts for it,
// links and crumbs against it. The main text is the stretch of blocks with the
// greatest sum (maximum subsequence segmentation, after Pasternack and Roth,
// "Extracting article text from the web", WWW 2009), looked for where the page
// marks an article's body, in its articles, and outside what it marks as
// something else. The narrowest of these counts that has most of the text.
func mainText(blocks []block, described string) string {
	if text := describedText(blocks, described); text != "" {
		return text
	}
	var best []block
	most := 0.0
	for _, level := range levels {
		found, sum := stretch(level.choose(blocks), level.strictness)
		if sum > 0 && sum >= most*level.share {
			best, most = found, max(sum, most)
		}
	}
	if few := crumbs(blocks); most < fewWords && len(few) > 2*len(best) {
		best = few
	}
	text := assemble(best)
	if len(described) >= enough && len(described) > 2*len(text) {
		return described // the page is put together by scripts
	}
	return text
}

// levels are where the main text is looked for, the widest first: which blocks
// count, how much of the text found so far they must hold to be preferred, and
// how far crumbs between paragraphs count against them.
var levels = []struct {
	choose            func([]block) []block
	share, strictness float64
}{
	{outsideAsides, 0, 1},
	{insideArticle, 0.4, 0.6},
	{markedBody, 0.25, 0.3},
}

// pardon takes the mark of an aside from blocks that hold much of the page's
// running text: their class name means something else there.
func pardon(blocks []block) {
	sums := map[int]float64{}
	all := 0.0
	for _, b := range blocks {
		s := max(score(b), 0)
		all += s
		sums[b.aside] += s
	}
	for i := range blocks {
		if sums[blocks[i].aside] > all*0.4 {
			blocks[i].aside = 0
		}
	}
}

// enough is the length in characters from which a text passes for an article,
// fewWords the score below which a page has no running text.
const (
	enough   = 200
	fewWords = 8
)

// Bounds on comparing a page with its description, which takes their product.
const (
	maxDescribed = 200_000
	maxBlocks    = 5_000
)

// describedText is the page's text of which the publisher's own description
// has the words; "" if there is no such description or little of it is shown.
func describedText(blocks []block, described string) string {
	want := letters(described)
	if len(want) < enough/2 || len(want) > maxDescribed || len(blocks) > maxBlocks {
		return ""
	}
	var out []block
	found := 0
	seen := map[string]bool{}
	for _, b := range blocks {
		key := letters(b.text)
		if key == "" || b.caption || seen[key] || !strings.Contains(want, key) || len(key) < 20 && b.linked > b.weight/2 {
			continue
		}
		if b.tag != atom.P && len(key) < 30 && found == 0 {
			continue
		}
		seen[key] = true
		found += len(key)
		out = append(out, b)
	}
	switch {
	case found*10 >= len(want)*7:
		return assemble(out)
	case strings.Contains(described, "\n\n"):
		return described
	}
	return ""
}

// markedBody gives the blocks within the marked body that has most text.
func markedBody(blocks []block) []block {
	return largest(blocks, func(b block) int { return b.body })
}

// insideArticle gives the blocks of the <article> or <main> with most text.
func insideArticle(blocks []block) []block {
	return largest(blocks, func(b block) int { return b.article })
}

func largest(blocks []block, number func(block) int) []block {
	sums := map[int]float64{}
	best := 0
	for _, b := range blocks {
		if n := number(b); n > 0 && b.aside == 0 {
			sums[n] += max(score(b), 0)
			if best == 0 || sums[n] > sums[best] {
				best = n
			}
		}
	}
	if best == 0 {
		return nil
	}
	var out []block
	for _, b := range blocks {
		if number(b) == best && b.aside == 0 && !b.caption {
			out = append(out, b)
		}
	}
	return out
}

func outsideAsides(blocks []block) []block {
	var out []block
	for _, b := range blocks {
		if b.aside == 0 && !b.caption {
			out = append(out, b)
		}
	}
	return out
}

// crumbs is what a page without running text has to say besides its links.
func crumbs(blocks []block) []block {
	for _, from := range [][]block{outsideAsides(blocks), blocks} {
		var out []block
		for _, b := range from {
			if b.linked <= b.weight/2 {
				out = append(out, b)
			}
		}
		if len(out) > 0 {
			return out
		}
	}
	return blocks
}

// score says how much a block looks like running text.
func score(b block) float64 {
	free := b.weight - b.linked
	switch {
	case b.weight == 0:
		return -1
	case b.weight < 60 && notice.MatchString(b.text):
		return min(free, 2)
	case b.linked > b.weight/2:
		return -6
	case isHeading(b.tag) && (b.weight < 15 || !endsSentence(b.text)):
		return -1
	case b.weight >= 12 && (b.tag == atom.P || b.weight >= 25):
		return min(free, 80)
	case endsSentence(b.text):
		if b.tag == atom.P || b.quote {
			return min(free, 80)
		}
		return free / 2
	case b.tag == atom.P:
		return -1
	case b.tag == atom.Li:
		return -3
	}
	return -4
}

// notice finds what pages say about themselves, in running text and in most
// languages.
var notice = regexp.MustCompile(`(?i)\b(?:cookies?|javascript)\b`)

func isHeading(a atom.Atom) bool {
	return a == atom.H1 || a == atom.H2 || a == atom.H3 || a == atom.H4 || a == atom.H5 || a == atom.H6
}

func endsSentence(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(s, "\"'”’»)] \u00a0"))
	return strings.ContainsRune(".!?…:;。！？।։؟۔", r)
}

// stretch gives the run of blocks with the greatest sum of scores, without
// the links that stand between its paragraphs, and that sum.
func stretch(blocks []block, strictness float64) ([]block, float64) {
	best, from, to := 0.0, 0, 0
	sum, begin := 0.0, 0
	for i, b := range blocks {
		if sum <= 0 {
			sum, begin = 0, i
		}
		s := score(b)
		if s < 0 {
			s *= strictness
		}
		sum += s
		if sum > best {
			best, from, to = sum, begin, i+1
		}
	}
	var out []block
	for _, b := range blocks[from:to] {
		if b.linked <= b.weight/2 || b.weight-b.linked > 12 {
			out = append(out, b)
		}
	}
	return out, best
}

func assemble(blocks []block) string {
	var b strings.Builder
	last, listed := "", false
	for _, block := range blocks {
		if block.text == last {
			continue // the same text for narrow and for wide screens
		}
		switch {
		case b.Len() == 0:
		case block.tag == atom.Li && listed:
			b.WriteByte('\n')
		default:
			b.WriteString("\n\n")
		}
		last, listed = block.text, block.tag == atom.Li
		b.WriteString(block.text)
	}
	return b.String()
}
