package extract

import (
	"io/fs"
	"strings"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/lang"
	"github.com/credence-project/credence/lexicon/en"
	"github.com/credence-project/credence/lexicon/es"
)

// language is what the stages have for a language besides its pack.
type language struct {
	files     fs.FS  // word lists, states and rules of the statement stage
	model     []byte // without one, what the rules state stands
	incidents bool   // the incident stage and the details know its words
}

// languages are those that can be read, by the tag of their pack.
var languages = map[string]language{
	"en": {files: en.Statement, model: modelFile, incidents: true},
	"es": {files: es.Statement},
}

// open gives what a document is to be read with: the scratch of the extractor
// for its language, nil if there is none.
func (x *Extractor) open(doc *credence.Document) *scratch {
	tag, _, _ := strings.Cut(doc.Lang, "-")
	if tag == x.pack.Lang {
		return x.pool.Get().(*scratch)
	}
	for _, y := range x.more {
		if tag == y.pack.Lang {
			return y.pool.Get().(*scratch)
		}
	}
	s := x.pool.Get().(*scratch)
	if s.plainly(doc.Text) {
		return s
	}
	x.pool.Put(s)
	if x = x.reader(doc.Text, tag); x == nil {
		return nil
	}
	return x.pool.Get().(*scratch)
}

const (
	languageHead = 1000 // bytes of a text by which its language is judged
	plainShare   = 0.2  // of the words are small ones of the language: it is that
)

// reader gives the extractor for the language of a text that says to be in
// another than these, or does not say. What it says counts, unless the words
// plainly are of the language of x; a document that says nothing is judged by
// its words.
func (x *Extractor) reader(text, tag string) *Extractor {
	const (
		some   = 12   // words, fewer tell nothing
		sure   = 0.35 // it is another language, and not one of its neighbours
		scarce = 0.1  // so few: it is not that of x
	)
	head := text[:min(len(text), languageHead)]
	small, words := x.smallWords(head)
	share := float64(small) / float64(max(words, 1))
	if tag != "" {
		if share >= plainShare {
			return x
		}
		return nil
	}
	if words < some || share >= plainShare {
		return x
	}
	for _, y := range x.more {
		if n, all := y.smallWords(head); float64(n) >= sure*float64(all) {
			return y
		}
	}
	if share < scarce {
		return nil
	}
	return x
}

// smallWords counts the words of a text, and those of them that do nothing but
// hold sentences together in the language of x.
func (x *Extractor) smallWords(text string) (small, words int) {
	s := x.pool.Get().(*scratch)
	defer x.pool.Put(s)
	s.analyse(text)
	return s.smallWords(len(text))
}

// smallWords counts them among the first bytes of the text that is analysed.
func (s *scratch) smallWords(bytes int) (small, words int) {
	for i := range s.text.Tokens {
		t := &s.text.Tokens[i]
		if int(t.End) > bytes {
			break
		}
		if t.Has(lang.Punct | lang.Digit | lang.Clitic) {
			continue
		}
		words++
		if s.x.words.of(t.Word).grams&(gDet|gPoss|gPronoun|gPrep|gConj|gSubord|gAux) != 0 {
			small++
		}
	}
	return small, words
}

// plainly analyses a text and reports whether its head has so many small words
// of the language that its last ones, which are cut in the middle, cannot
// change it. False says nothing.
func (s *scratch) plainly(text string) bool {
	const cut = 16 // bytes that may belong to a word that is cut, or hold words besides
	if len(text) > longText {
		return false
	}
	s.analyse(text)
	small, words := s.smallWords(languageHead - cut)
	return float64(small) >= plainShare*float64(words+cut+1)
}

// unread is the tag of a document that nothing is read of.
func unread(doc *credence.Document) string {
	if doc.Lang == "" {
		return "und" // BCP 47: undetermined
	}
	return doc.Lang
}
