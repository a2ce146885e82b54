package extract

import (
	"fmt"
	"io/fs"
	"strings"

	"github.com/credence-project/credence/lang"
	"github.com/credence-project/credence/lexicon"
)

// cue is a set of lexicon classes of what is said and by whom. The names are
// those of the sections in the lexicon files.
type cue uint64

var cueNames = []string{
	"say", "think", "admit", "according", "hedge", "sofar", "authority", "expert", "spokes", "voice",
	"attackverb", "doverb", "attack", "weapon", "attacker", "group", "member", "stripe", "organ", "naming", "unknown",
	"claimverb", "resp", "claimnoun", "claimonly", "involve", "denyverb", "chargenoun", "slander", "blameverb", "holdverb", "pinverb",
	"responsible", "pointphrase", "fallphrase", "suspicion", "hallmark", "behind", "genuine", "endorseverb", "doubtverb", "dubious",
	"retractverb", "retractnoun", "mistaken", "pledgeverb", "pledgenoun", "tie", "linkdirected", "linkcontact", "linktraining",
	"linksupport", "linkmember", "alone", "evidence", "ruleout", "inspireverb", "inspired", "motive", "motiveword", "nobody", "commonverb", "actverb", "refusal",
}

// The classes that the code itself names; the rules file may name any.
const (
	cSay cue = 1 << iota
	cThink
	cAdmit
	cAccording
	cHedge
	cSofar
	cAuthority
	cExpert
	cSpokes
	cVoice
	cAttackVerb
	cDoVerb
	cAttack
	cWeapon
	cAttacker
	cGroup
	cMember
	cStripe
	cOrgan
	cNaming
	cUnknown
)

const (
	cClaimVerb  cue = 1 << 21
	cDenyVerb   cue = 1 << 26
	cBlameVerb  cue = 1 << 29
	cPoint      cue = 1 << 33
	cFall       cue = 1 << 34
	cBehind     cue = 1 << 37
	cNobody     cue = 1 << 60
	cVerdict    cue = 1<<32 | 1<<38 | 1<<41 // responsible, genuine, dubious
	cResp       cue = 1 << 22
	cClaimNoun  cue = 1 << 23
	cClaimOnly  cue = 1 << 24
	cPledgeNoun cue = 1 << 46
)

// gram is a set of grammatical properties of a word.
type gram uint32

var gramNames = []string{
	"det", "poss", "pronoun", "prep", "conj", "subord", "rel", "be", "have", "do", "modal", "negation", "time", "commonverb", "commonnoun", "adverb", "clitic",
}

const (
	gDet gram = 1 << iota
	gPoss
	gPronoun
	gPrep
	gConj
	gSubord
	gRel
	gBe
	gHave
	gDo
	gModal
	gNeg
	gTime
	gCommonVerb
	gCommonNoun
	gAdverb // may stand in a verb group
	gClitic // a pronoun that leans on its verb: "se"
	gNoun   // listed as a noun
	gBase   // base form of a verb
	gThird  // third person
	gPast   // past tense
	gPart   // past participle
	gGerund // present participle
)

const (
	gVerb   = gBase | gThird | gPast | gPart | gGerund
	gFinite = gThird | gPast
	gAux    = gBe | gHave | gDo | gModal
)

// formGrams are the properties of the forms of a verb.
var formGrams = map[lang.FormKind]gram{
	lang.Base: gBase, lang.Third: gThird, lang.Past: gPast, lang.Participle: gPart, lang.Gerund: gGerund, lang.Finite: gThird | gPast,
}

// words is the lexicon of statements over a vocabulary. It is read-only.
type words struct {
	table    []wordClasses // by lang.Word
	phrases  *lang.Phrases
	values   []phraseValue // of the phrases
	endings  []ending      // of words that no list has
	violence []string      // what claim_violence.txt lists
	violent  lang.WordSet
	opening  []string // what claim_openers.txt lists
	openers  lang.WordSet
	creeds   creeds // what claim_creeds.txt lists
	senses   *senses
	habits   // of the language
}

// wordClasses is what is known of a word, side by side.
type wordClasses struct {
	cues   cue
	scene  sceneWord
	turn   turnWord
	grams  gram
	hinge  hinge
	begins noun
}

// noun is a set of lists of names and nouns.
type noun uint8

const (
	nActor noun = 1 << iota
	nWeapon
	nMethod
	nThing
	nPerson
	nAgent
	anyNoun noun = 1<<iota - 1
)

// of gives what is known of a word.
func (w *words) of(word lang.Word) *wordClasses {
	if int(word) >= len(w.table) {
		return &w.table[0]
	}
	return &w.table[word]
}

// put gives the classes of a word, to be added to.
func (w *words) put(word lang.Word) *wordClasses {
	for int(word) >= len(w.table) {
		w.table = append(w.table, wordClasses{})
	}
	return &w.table[word]
}

// begin notes which names and nouns each word of a vocabulary may begin. One that
// it lacks may begin any.
func (w *words) begin(v *lang.Vocabulary, actors *lexicon.Register) {
	w.put(lang.Word(v.Len() - 1))
	w.table[0].begins = anyNoun
	for n, starts := range []func(string) bool{
		actors.Starts, lexicon.Weapons().Starts, lexicon.Methods().Starts, lexicon.Things().Starts, lexicon.People().Starts, lexicon.Agents().Starts,
	} {
		for word := range w.table[1:] {
			if starts(v.Form(lang.Word(word + 1))) {
				w.table[word+1].begins |= 1 << n
			}
		}
	}
}

// habits are the traits of a language, looked up once.
type habits struct{ bare, drops, leads, heads, repeats bool }

func habitsOf(p *lang.Pack) habits {
	return habits{
		bare: p.Has(lang.BareInfinitives), drops: p.Has(lang.DropsSubjects), leads: p.Has(lang.LeadingSources),
		heads: p.Has(lang.HeadsFirst), repeats: p.Has(lang.RepeatsTo),
	}
}

// ending tells the grammar of a word by how it ends.
type ending struct {
	text  string
	least int
	grams gram
}

type phraseValue struct {
	cues  cue
	grams gram
}

// loadWords reads the lexicon files of the language into tables over v.
func loadWords(v *lang.Vocabulary, files fs.FS) (*words, error) {
	w := &words{table: make([]wordClasses, 1), phrases: lang.NewPhrases(v), habits: habitsOf(v.Pack())}
	l := loader{words: w, vocab: v, phrases: map[string]phraseValue{}}
	names, err := fs.Glob(files, "*.txt")
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		if name == "claim_states.txt" || name == "claim_rules.txt" || name == sensesFile || name == mutualFile || name == mistakeFile || name == outletFile || name == organFile {
			continue
		}
		b, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		switch name {
		case violenceFile:
			w.violence = listed(string(b))
			continue
		case openersFile:
			w.opening = listed(string(b))
			continue
		case hingesFile:
			if err := l.hinges(string(b)); err != nil {
				return nil, err
			}
			continue
		case creedsFile:
			w.creeds = readCreeds(string(b))
			continue
		}
		if err := l.file(name, string(b)); err != nil {
			return nil, err
		}
	}
	for _, p := range l.order {
		w.values = append(w.values, l.phrases[p])
		w.phrases.Add(p, len(w.values)-1)
	}
	if w.senses, err = loadSenses(v, files); err != nil {
		return nil, err
	}
	for _, e := range v.Pack().Suffixes() {
		own := ending{text: e.Ending, least: e.Least}
		for _, name := range e.Grams {
			g := gramOf(name) | formGrams[lang.FormKind(name)]
			if g == 0 {
				return nil, fmt.Errorf("suffixes.txt: unknown property %q", name)
			}
			own.grams |= g
		}
		w.endings = append(w.endings, own)
	}
	return w, nil
}

// loader collects the classes of words and phrases.
type loader struct {
	words   *words
	vocab   *lang.Vocabulary
	phrases map[string]phraseValue
	order   []string
}

func (l *loader) file(name, text string) error {
	class, pos := "", ""
	for line := range strings.Lines(text) {
		line, _, _ = strings.Cut(line, "#")
		line = strings.TrimSpace(line)
		switch {
		case line == "":
		case line[0] == '[':
			c, p, _ := strings.Cut(line[1:], "]")
			class, pos = c, strings.TrimSpace(p)
			if cueOf(class) == 0 && gramOf(class) == 0 {
				return fmt.Errorf("%s: unknown class %q", name, class)
			}
		default:
			for entry := range strings.SplitSeq(line, ",") {
				l.entry(strings.TrimSpace(entry), class, pos)
			}
		}
	}
	return nil
}

func cueOf(name string) cue {
	for i, n := range cueNames {
		if n == name {
			return 1 << i
		}
	}
	return 0
}

func gramOf(name string) gram {
	for i, n := range gramNames {
		if n == name {
			return 1 << i
		}
	}
	return 0
}

func (l *loader) entry(entry, class, pos string) {
	if entry == "" {
		return
	}
	c, g := cueOf(class), gramOf(class)
	switch pos {
	case "verb":
		for _, f := range l.vocab.Pack().Forms(entry) {
			l.put(f.Text, c, g|formGrams[f.Kind])
		}
		for _, f := range l.vocab.Pack().Variants(entry) {
			l.put(f.Text, c, g|formGrams[f.Kind])
		}
	case "noun":
		l.put(entry, c, g|gNoun)
		l.put(l.vocab.Pack().Plural(entry), c, g|gNoun)
	default:
		l.put(entry, c, g)
	}
}

// put enters one form, a word or a phrase.
func (l *loader) put(form string, c cue, g gram) {
	if !strings.Contains(form, " ") {
		w := l.vocab.Add(form)
		known := l.words.put(w)
		known.cues |= c
		known.grams |= g
		return
	}
	old, ok := l.phrases[form]
	if !ok {
		l.order = append(l.order, form)
	}
	l.phrases[form] = phraseValue{old.cues | c, old.grams | g}
}
