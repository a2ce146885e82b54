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

// reader gives the extractor for the language of a document, nil if there is
// none. What the document says of itself counts, unless the words plainly are
// of the language of x; a document that says nothing is judged by its words.
func (x *Extractor) reader(doc *credence.Document) *Extractor {
	tag, _, _ := strings.Cut(doc.Lang, "-")
	if tag == x.pack.Lang {
		return x
	}
	for _, y := range x.more {
		if tag == y.pack.Lang {
			return y
		}
	}
	const (
		some   = 12   // words, fewer tell nothing
		plain  = 0.2  // of the words are small ones of the language: it is that of x
		sure   = 0.35 // it is another language, and not one of its neighbours
		scarce = 0.1  // so few: it is not that of x
	)
	small, words := x.smallWords(doc.Text)
	share := float64(small) / float64(max(words, 1))
	if tag != "" {
		if share >= plain {
			return x
		}
		return nil
	}
	if words < some || share >= plain {
		return x
	}
	for _, y := range x.more {
		if n, all := y.smallWords(doc.Text); float64(n) >= sure*float64(all) {
			return y
		}
	}
	if share < scarce {
		return nil
	}
	return x
}

// smallWords counts the words at the beginning of a text, and those of them
// that do nothing but hold sentences together in the language of x.
func (x *Extractor) smallWords(text string) (small, words int) {
	const look = 1000 // bytes
	s := x.pool.Get().(*scratch)
	defer x.pool.Put(s)
	t := s.analyser.Analyse(text[:min(len(text), look)])
	for i := range t.Tokens {
		if t.Tokens[i].Has(lang.Punct | lang.Digit | lang.Clitic) {
			continue
		}
		words++
		if gram(x.words.grams.Of(t.Tokens[i].Word))&(gDet|gPoss|gPronoun|gPrep|gConj|gSubord|gAux) != 0 {
			small++
		}
	}
	return small, words
}

// unread is the tag of a document that nothing is read of.
func unread(doc *credence.Document) string {
	if doc.Lang == "" {
		return "und" // BCP 47: undetermined
	}
	return doc.Lang
}
