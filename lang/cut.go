package lang

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/credence-project/credence"
)

// Cutter cuts a text of any language into sentences without analysing it, for
// those who need no tokens. An [Analyser] knows its language and does it better.
type Cutter struct {
	Abbreviated func(word string) bool // words with a full stop that ends nothing; none if it is nil
	Semicolons  bool                   // they end a sentence too
}

// Piece is a sentence with the white space around it; Opens if it begins a
// paragraph.
type Piece struct {
	credence.Span
	Opens bool
}

// Cut gives the sentences, which together are the text, less what is blank. A
// sentence ends with a mark before a space and what may begin another, or with
// its paragraph: a line break is the end of one behind a mark or before an empty
// or indented line, else it only wraps.
func (c Cutter) Cut(text string) []Piece {
	var out []Piece
	start, opens := 0, true
	end := func(at int, paragraph bool) {
		if strings.TrimSpace(text[start:at]) != "" {
			out = append(out, Piece{credence.Span{Start: start, End: at}, opens})
			opens = false
		}
		start, opens = at, opens || paragraph
	}
	for i := 0; i < len(text); {
		r, size := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(text[i:])
		}
		i += size
		switch r {
		case '\n':
			if breaks(text[start:i-1], text[i:]) {
				end(i, true)
			}
		case '.', '!', '?':
			mark := i - 1
			i += closers(text[i:])
			if mayFollow(text[i:]) && !(r == '.' && c.abbreviation(text[start:mark])) {
				end(i, false)
			}
		case '؟', '。':
			end(i, false)
		case ';', '؛':
			if c.Semicolons {
				end(i, false)
			}
		}
	}
	end(len(text), true)
	return out
}

// breaks reports whether the line feed between before and after ends a paragraph.
func breaks(before, after string) bool {
	before = strings.TrimRight(before, " \t\r")
	return before == "" || strings.ContainsAny(before[len(before)-1:], ".!?:\"") || strings.HasSuffix(before, "”") ||
		after != "" && strings.IndexByte(" \t\r\n", after[0]) >= 0
}

// abbreviation reports whether a text ends with an initial or a word that is
// abbreviated.
func (c Cutter) abbreviation(before string) bool {
	const longest = 40
	before = before[max(0, len(before)-longest):]
	word := before[strings.LastIndexAny(before, " \n\t(")+1:]
	return utf8.RuneCountInString(word) == 1 && !unicode.IsDigit(rune(word[0])) || c.Abbreviated != nil && c.Abbreviated(word)
}

// closers is the length of the marks that close the sentence before.
func closers(rest string) int {
	rest = rest[:min(len(rest), 80)]
	return len(rest) - len(strings.TrimLeft(rest, "\"'”’»)"))
}

// mayFollow reports whether what follows may begin a sentence.
func mayFollow(rest string) bool {
	next := strings.TrimLeft(rest[:min(len(rest), 80)], " \t\r\n")
	if len(next) == min(len(rest), 80) {
		return rest == ""
	}
	c, _ := utf8.DecodeRuneInString(next)
	return !unicode.IsLower(c)
}
