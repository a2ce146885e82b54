package extract

import (
	"fmt"
	"sync"
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/extract/event"
	"github.com/credence-project/credence/lang"
	"github.com/credence-project/credence/lexicon"
	"github.com/credence-project/credence/lexicon/en"
)

// Version names the rules, lexicons and models of this build; assessments
// record it.
const Version = "en-9+es-2"

// Extractor reads documents of the languages it has packs for. It is read-only
// and may be shared by any number of goroutines.
type Extractor struct {
	pack       *lang.Pack
	more       []*Extractor // for the other languages
	vocab      *lang.Vocabulary
	own        lang.Word // from here on the vocabulary holds words of the incident stage alone
	words      *words
	rules      []rule
	verbs      verbIndex // of the rules
	model      *model
	actors     *lexicon.Register
	deeds      [][]telling // by the verb
	parts      []partSet   // of deeds, by the word
	states     *lang.Phrases
	stateNames []stateName
	mutual     *phraseList // of those who blame one another
	mistakes   *phraseList // how a state owns up to one
	outlets    *phraseList // platforms and media that stand for nobody
	organs     *phraseList // who speaks for a state
	events     *event.Tables
	pool       sync.Pool
}

// New gives an extractor for the language of pack, and for those of more,
// that knows the actors of the register. A document that says no language and
// looks like none of more is taken to be in that of pack. New fails if a
// lexicon file is malformed or a language has none.
func New(pack *lang.Pack, actors *lexicon.Register, more ...*lang.Pack) (*Extractor, error) {
	x, err := newExtractor(pack, actors)
	if err != nil {
		return nil, fmt.Errorf("language %s: %w", pack.Lang, err)
	}
	for _, p := range more {
		y, err := newExtractor(p, actors)
		if err != nil {
			return nil, fmt.Errorf("language %s: %w", p.Lang, err)
		}
		x.more = append(x.more, y)
	}
	return x, nil
}

func newExtractor(pack *lang.Pack, actors *lexicon.Register) (*Extractor, error) {
	x := &Extractor{pack: pack, vocab: lang.NewVocabulary(pack), actors: actors}
	l, ok := languages[pack.Lang]
	if !ok {
		return nil, fmt.Errorf("no word lists")
	}
	var err error
	if x.words, err = loadWords(x.vocab, l.files); err != nil {
		return nil, fmt.Errorf("lexicon: %w", err)
	}
	if err = x.loadStates(l.files); err != nil {
		return nil, err
	}
	if x.rules, err = loadRules(x.vocab, l.files); err != nil {
		return nil, fmt.Errorf("rules: %w", err)
	}
	x.verbs = indexVerbs(x.rules)
	if x.model, err = readModel(l.model); err != nil {
		return nil, err
	}
	x.own = lang.Word(x.vocab.Len())
	if x.mutual, err = loadPhrases(x.vocab, l.files, mutualFile, mutualClasses...); err != nil {
		return nil, err
	}
	if x.mistakes, err = loadPhrases(x.vocab, l.files, mistakeFile, mistakeClasses...); err != nil {
		return nil, err
	}
	if x.outlets, err = loadPhrases(x.vocab, l.files, outletFile, outletClasses...); err != nil {
		return nil, err
	}
	if x.organs, err = loadPhrases(x.vocab, l.files, organFile, organClasses...); err != nil {
		return nil, err
	}
	if l.incidents {
		if x.events, err = event.Load(x.vocab, actors, nil); err != nil {
			return nil, err
		}
		if err = x.loadScenes(en.Incident); err != nil {
			return nil, err
		}
		if err = x.loadDeeds(en.Incident); err != nil {
			return nil, err
		}
	}
	for _, w := range x.words.violence { // none of them becomes known to the lexicon of statements by this
		x.words.violent.Add(x.vocab.Add(w))
	}
	for _, w := range x.words.opening {
		x.words.openers.Add(x.vocab.Add(w))
	}
	x.words.begin(x.vocab, actors)
	x.pool.New = func() any { return x.newScratch() }
	return x, nil
}

// Extract reads a document. Spans are bytes of doc.Text. The result holds no
// reference to buffers and is the same on every run. Of a language that has no
// pack nothing is read; Unread names it then.
func (x *Extractor) Extract(doc credence.Document) credence.Extraction {
	s := x.open(&doc)
	if s == nil {
		return credence.Extraction{Document: doc.ID, Statements: []credence.Statement{}, Unread: unread(&doc)}
	}
	defer s.x.pool.Put(s)
	if len(doc.Text) > longText {
		return s.extractLong(&doc)
	}
	return s.extract(&doc)
}

func (s *scratch) extract(doc *credence.Document) credence.Extraction {
	out := credence.Extraction{Document: doc.ID, Statements: s.readStatements(doc)}
	s.addIncidents(doc, s.anchorOf(doc), &out)
	return out
}

// Statements reads the statements of a document and leaves its incidents
// alone.
func (x *Extractor) Statements(doc credence.Document) []credence.Statement {
	s := x.open(&doc)
	if s == nil {
		return []credence.Statement{}
	}
	defer s.x.pool.Put(s)
	return s.readStatements(&doc)
}

func (s *scratch) readStatements(doc *credence.Document) []credence.Statement {
	s.read(doc)
	return s.statements()
}

// scratch holds what reading one document needs and keeps its buffers for the
// next.
type scratch struct {
	x           *Extractor
	analyser    *lang.Analyser
	events      *event.Reader
	text        *lang.Text
	year        int
	limit       int // tokens from here on are not of the sentence being read
	known       []string
	words       []string // of the name at hand
	wordAt      lexicon.Words
	tags        []tag
	names       []name
	hasGroup    bool // a group is named
	entities    []entity
	entityWords []string // of all of them
	chunks      []chunk
	frames      []frame
	found       []candidate
	apt         []int       // rules that take the verb of the frame being read
	behind      wordSum     // the words behind its verb
	made        []firing    // what the rules made of the frame being read
	options     []option    // of the frame being read
	bystanders  []bystander // of the sentence being read
	namesFrom   int         // first of the names of that sentence
	namesTo     int         // behind the last
	nouns       []plainNoun // of the clause being read
	feats       features
	asked       []asked // options of the sentence being read among which is yet to choose
	asking      features
	unsettled   []candidate
	acts        int // words for attacks in the text
	collect     func(clause *clauseExample)
	focus       focus
	dates       []lang.Date   // of the text whose scenes are read
	numbers     []lang.Number // and its counts
	accountList []account
	sceneList   []scene
	partList    []account  // of the sentence at hand
	deedList    []deedRead // of detailer
	voices      int        // voices being resolved, each for another
}

func (x *Extractor) newScratch() *scratch {
	s := &scratch{x: x, analyser: lang.NewAnalyser(x.vocab)}
	s.wordAt = func(i int) string {
		if i >= s.limit {
			return ""
		}
		return s.text.Word(i)
	}
	return s
}

// read takes a document through tags, names and chunks.
func (s *scratch) read(doc *credence.Document) {
	s.analyse(doc.Text)
	s.year = yearOf(doc.Published.From)
	s.known = s.known[:0]
	s.tagTokens()
	s.acts = 0
	for i := range s.tags {
		if s.tags[i].cues&(cAttackVerb|cAttack) != 0 {
			s.acts++
		}
	}
	s.findNames()
	s.hasGroup = false
	for i := range s.names {
		s.hasGroup = s.hasGroup || s.entities[s.names[i].entity].kind == entityGroup
	}
}

// analyse fills s.text, unless it is that of the same words already.
func (s *scratch) analyse(raw string) {
	if s.text == nil || s.text.Raw != raw {
		s.text = s.analyser.Analyse(raw)
	}
}

// unknown reports whether the lexicon of statements lacks token i.
func (s *scratch) unknown(i int) bool {
	w := s.text.Tokens[i].Word
	return w == 0 || w >= s.x.own
}

func yearOf(t time.Time) int {
	if t.IsZero() {
		return 0
	}
	return t.Year()
}
