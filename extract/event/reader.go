package event

import (
	_ "embed" // the models
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/lang"
	"github.com/credence-project/credence/lexicon"
)

// Incidents reads the incidents that a text reports. It keeps its buffers and
// serves one goroutine at a time.
type Reader struct {
	read     reading
	analyser *lang.Analyser
	models   modelSet
}

// NewReader gives a reader that uses the models that [Train] made.
func NewReader(models []byte) (*Reader, error) {
	set, err := decodeModels(models)
	if err != nil {
		return nil, err
	}
	vocab := lang.NewVocabulary(lang.English())
	lex, err := newLexicon(vocab.Pack(), vocab)
	if err != nil {
		return nil, err
	}
	return &Reader{read: reading{chunker: chunker{lex: lex}, actors: lexicon.Actors()}, analyser: lang.NewAnalyser(vocab), models: set}, nil
}

// Read gives the incidents of a text. published may be zero; the date of a
// dateline is then taken for it.
func (x *Reader) Read(text string, published time.Time) []credence.Mention {
	return x.mentions(x.analyser.Analyse(text), published)
}

func (x *Reader) mentions(t *lang.Text, published time.Time) []credence.Mention {
	r := &x.read
	r.prepare(t, published)
	r.guess(x.models["guess"])
	r.decide(x.models)
	r.roles(x.models)
	r.join(x.models["link"])
	return r.build(x.models)
}

//go:embed model/incident.bin
var modelFile []byte

// Models gives the built-in models.
func Models() []byte { return modelFile }
