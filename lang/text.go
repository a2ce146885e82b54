package lang

import "github.com/credence-project/credence"

// Flag tells something about a token.
type Flag uint16

// The flags of a token.
const (
	Capital   Flag = 1 << iota // the first letter is a capital
	AllCaps                    // two letters or more, all of them capitals
	Digit                      // begins with a digit
	Punct                      // punctuation or a symbol, no letter or digit
	OpenQuote                  // a quotation mark that opens
	EndQuote                   // a quotation mark that closes
	InQuote                    // stands between quotation marks
	SentStart                  // first token of a sentence
	ParaStart                  // first token of a paragraph
	LineStart                  // first token of a line
	Space                      // white space stands before it
	Clitic                     // "'s", "n't", "'ve": split from the word before
	Hyphen                     // a word of several parts joined by hyphens
	Stopped                    // an abbreviation together with its full stop
	Accent                     // the normal form differs from the lower-cased text
)

// Token is a word, a number or a mark. Tokens are in the order of the text
// and do not overlap; white space belongs to none, but a tab that parts the
// cells of a table is a mark, its normal form "|".
type Token struct {
	Start, End int32 // bytes of the text
	Word       Word  // number of the normal form, 0 if the vocabulary lacks it
	Tail       Word  // number of the part behind the last hyphen; Word if there is none
	Flags      Flag
	Sent       int32 // the sentence it belongs to
	low, high  int32 // its normal form in Text.forms
	hash       uint32
}

// Has reports whether any of the flags is set.
func (t *Token) Has(f Flag) bool { return t.Flags&f != 0 }

// Span is the token's place in the text.
func (t *Token) Span() credence.Span {
	return credence.Span{Start: int(t.Start), End: int(t.End)}
}

// Form says what a sentence is by its place on the page.
type Form uint8

// The forms of a sentence.
const (
	Plain    Form = iota
	Headline      // a paragraph of its own without a full stop
	Dateline      // "LONDON (Agency) -"
	Bullet        // an item of a list
)

// Sentence is a run of tokens First..Last-1, at most a few hundred.
type Sentence struct {
	Start, End  int32
	First, Last int32
	Para        int32 // paragraph, counted from 0
	Form        Form
	Upper       bool // mostly capitals: capitals tell nothing about names here
}

// Text is an analysed text. It belongs to the [Analyser] that made it and is
// valid until that analyser's next text.
type Text struct {
	Raw       string
	Tokens    []Token
	Sentences []Sentence
	Paras     int
	Upper     bool // the whole text is mostly capitals
	vocab     *Vocabulary
	forms     string
}

// Normal is the normal form of token i: lower case, accents folded.
func (t *Text) Normal(i int) string { return t.forms[t.Tokens[i].low:t.Tokens[i].high] }

// Hash is the 32-bit FNV-1a hash of the normal form of token i.
func (t *Text) Hash(i int) uint32 { return t.Tokens[i].hash }

// Role is the English word that does what token i does in its language, if the
// pack says so ("by" for "por"); otherwise the normal form.
func (t *Text) Role(i int) string {
	if roles := t.vocab.roles; roles != nil {
		if w := t.Tokens[i].Word; int(w) < len(roles) && roles[w] != "" {
			return roles[w]
		}
	}
	return t.Normal(i)
}

// RoleHash is the 32-bit FNV-1a hash of [Text.Role].
func (t *Text) RoleHash(i int) uint32 {
	if t.vocab.roles == nil {
		return t.Tokens[i].hash
	}
	return hashForm(t.Role(i))
}

// Word is token i as the text has it.
func (t *Text) Word(i int) string { return t.Raw[t.Tokens[i].Start:t.Tokens[i].End] }

// Slice is the text from token first to token last-1.
func (t *Text) Slice(first, last int) string {
	if first >= last {
		return ""
	}
	return t.Raw[t.Tokens[first].Start:t.Tokens[last-1].End]
}

// Span is the place of the tokens first..last-1.
func (t *Text) Span(first, last int) credence.Span {
	if first >= last {
		return credence.Span{}
	}
	return credence.Span{Start: int(t.Tokens[first].Start), End: int(t.Tokens[last-1].End)}
}

// TokenAt is the first token that ends behind byte offset at.
func (t *Text) TokenAt(at int) int {
	lo, hi := 0, len(t.Tokens)
	for lo < hi {
		mid := (lo + hi) / 2
		if int(t.Tokens[mid].End) <= at {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}
