package event

import (
	_ "embed" // the models
	"fmt"
	"strconv"
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/lang"
	"github.com/credence-project/credence/lexicon"
)

//go:embed model/incident.bin
var modelFile []byte

// Tables is what reading incidents rests on: lexicon, register of actors and
// models. It is read-only and may be shared by any number of goroutines.
type Tables struct {
	lex      *lexiconTables
	actors   *lexicon.Register
	nameless nameless
	models   modelSet
	guessing *linear // the models guess and role side by side
	telling  *linear // those of telling
}

// nameless are words with which no name of an actor, or of a country, starts.
type nameless struct{ actors, countries lang.WordSet }

// Load reads the lexicon, whose words it adds to vocab, and the models that
// [Train] wrote, or the built-in ones if models is nil.
func Load(vocab *lang.Vocabulary, actors *lexicon.Register, models []byte) (*Tables, error) {
	if models == nil {
		models = modelFile
	}
	set, err := decodeModels(models)
	if err != nil {
		return nil, err
	}
	for _, name := range modelNames {
		if set[name] == nil {
			return nil, fmt.Errorf("incident models: %s is missing", name)
		}
	}
	lex, err := newLexicon(vocab)
	if err != nil {
		return nil, err
	}
	none := nameless{
		actors:    vocab.Words(func(form string) bool { return !actors.Starts(form) }),
		countries: vocab.Words(func(form string) bool { return !lexicon.Countries().Starts(form) }),
	}
	guesses, err := set.beside("guess", "role")
	if err != nil {
		return nil, err
	}
	tells, err := set.beside(telling...)
	if err != nil {
		return nil, err
	}
	return &Tables{lex, actors, none, set, guesses, tells}, nil
}

// Reader reads incidents. It keeps its buffers from text to text and serves
// one goroutine at a time.
type Reader struct {
	analyser *lang.Analyser
	read     reading
	tables   *Tables
}

// NewReader gives a reader.
func (t *Tables) NewReader() *Reader {
	return &Reader{lang.NewAnalyser(t.lex.vocab), reading{chunker: chunker{lex: t.lex}, actors: t.actors, nameless: t.nameless}, t}
}

// Read gives the incidents that a text reports, in the order of the text.
// published is when the text was published; if it is zero, the date of the
// dateline is taken. The result holds no reference to buffers and is the same
// on every run.
func (x *Reader) Read(text string, published time.Time) []credence.Mention {
	head := Piece(text, pieceSize)
	return x.readOn(x.analyser.Analyse(head), text, published)
}

// ReadText is Read for a text that has been analysed with the vocabulary that
// the tables were loaded with.
func (x *Reader) ReadText(t *lang.Text, published time.Time) []credence.Mention {
	if len(t.Raw) > pieceSize {
		return x.Read(t.Raw, published)
	}
	return x.readOn(t, t.Raw, published)
}

// Dates gives the dates of the text read last, and the day they are counted
// from; false if the text was read in pieces, or only begun. They are valid until
// the next text.
func (x *Reader) Dates(t *lang.Text) ([]lang.Date, time.Time, bool) {
	return x.read.found, x.read.anchor, x.read.text == t && len(t.Raw) <= pieceSize
}

// readOn reads the text whose first piece is head.
func (x *Reader) readOn(head *lang.Text, text string, published time.Time) []credence.Mention {
	from := len(head.Raw)
	out := x.readPiece(head, published)
	main, weight := 0, float32(0)
	if len(out) > 0 {
		main = argmax(x.read.weight)
		weight = x.read.weight[main]
	}
	for from < len(text) {
		if published.IsZero() {
			published = x.read.anchor
		}
		part := Piece(text[from:], pieceSize)
		list := x.readPiece(x.analyser.Analyse(part), published)
		for i := range list {
			Shift(&list[i], from)
			at := 0
			if out, at = tell(out, &list[i]); x.read.weight[i] > weight {
				main, weight = at, x.read.weight[i]
			}
		}
		from += len(part)
	}
	for i := range out {
		out[i].Ref = "i" + strconv.Itoa(i+1)
		out[i].Main = i == main
	}
	return out
}

// readPiece gives the incidents of a text that is not too long. The weights of
// the mentions are in read.weight.
func (x *Reader) readPiece(t *lang.Text, published time.Time) []credence.Mention {
	r := &x.read
	r.weight = r.weight[:0]
	r.prepare(t, published)
	if !r.violent() {
		return nil
	}
	m := x.tables.models
	r.guess(m["guess"], x.tables.guessing)
	r.decide(m)
	if !r.open() {
		return nil
	}
	r.roles(m)
	r.join(m["link"], r.linkBound())
	return r.build(m, x.tables.telling)
}
