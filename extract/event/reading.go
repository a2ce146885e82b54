package event

import (
	"time"

	"github.com/credence-project/credence/lang"
	"github.com/credence-project/credence/lexicon"
)

// reading is what the incident stage holds of the text at hand. All of it is
// reused for the next text.
type reading struct {
	chunker
	actors    *lexicon.Register
	nameless  nameless
	orgs      []bodyMention
	known     []knownName
	places    []placeUse
	siteP     []float32 // by place, that it is the scene
	countries []countryUse
	home      string // country of the dateline
	partyList []party
	codeList  []string
	here      *cluster
	claims    uint32 // whether the text speaks of claiming and accusing
	sents     []sentReading
	heads     byHash[headUse]
	relevance uint32 // how much the document speaks of violence, 0..9
	set       featureSet
	probs     []float32
	roleP     [][6]float32 // by phrase
	roleQ     [][6]float32
	roleSums  [][6]int32 // by phrase, what its surroundings alone add up to
	uses      byHash[mentionUse]
	sentUses  []sentUse // by sentence
	clusters  []cluster
	owners    []owner // by sentence
	digest    digest

	anchor time.Time
	body   int // first token behind the dateline
	dates  []dateUse
	found  []lang.Date
	seen   byHash[bool]
	docP   float32
	weight []float32 // of the mentions built: how much of the text is about each
}

// sentReading is what is known of a sentence before roles are decided.
type sentReading struct {
	events uint32 // bit set of event classes
	count  int    // event words
	quoted bool
	heat   float32 // probability that it reports an incident
	open   bool    // it may come to belong to an incident
}

// headUse sums up how a head word is used over the document.
type headUse struct {
	events uint32 // occurrences next to an event verb
	mask   uint32
}

// prepare reads t up to the point where models are asked.
func (r *reading) prepare(t *lang.Text, published time.Time) {
	r.look(t)
	r.markActors()
	r.cut()
	r.sents, r.claims = r.sents[:0], 0
	r.heads.clear()
	for s := range t.Sentences {
		sr := sentReading{}
		for i := t.Sentences[s].First; i < t.Sentences[s].Last; i++ {
			u := &r.units[i]
			if u.bits&(isEventNoun|isEventVerb) != 0 && u.event != 0 {
				sr.events |= 1 << min(u.event, 31)
				sr.count++
			}
			switch u.event {
			case r.lex.claim:
				r.claims |= 1
			case r.lex.accuse:
				r.claims |= 2
			}
			if t.Tokens[i].Has(lang.OpenQuote) {
				sr.quoted = true
			}
		}
		r.sents = append(r.sents, sr)
	}
	for k := range r.phrases {
		r.useHead(&r.phrases[k])
	}
	r.bodies()
	r.anchor, r.body = r.dateline()
	if !published.IsZero() {
		r.anchor = published
	}
	r.readDates()
}

// useHead notes that the head of p stands beside an event verb.
func (r *reading) useHead(p *phrase) {
	u := r.heads.at(r.units[p.head].hash)
	note := func(v int32, side uint32) {
		if v < 0 {
			return
		}
		if e := r.units[r.verbs[v].main].event; e != 0 {
			bit := uint32(0)
			if r.verbs[v].passive {
				bit = 1
			}
			u.events++
			u.mask |= 1 << (side<<1 | bit)
		}
	}
	if p.gapL == 0 && p.prep < 0 {
		note(p.left, 0)
	}
	if p.gapR == 0 && p.prep < 0 {
		note(p.right, 1)
	}
	if p.above >= 0 && r.units[r.phrases[p.above].head].bits&isEventNoun != 0 {
		u.events++
		u.mask |= 16
	}
}

// heat is how likely the sentence reports an incident, in tenths.
func (r *reading) heat(sent int32) uint32 { return uint32(r.sents[sent].heat * 5) }

// violent reports whether the text speaks of any act at all.
func (r *reading) violent() bool {
	for s := range r.sents {
		for e, kind := range r.lex.kinds {
			if kind != 0 && r.sents[s].events&(1<<min(e, 31)) != 0 {
				return true
			}
		}
	}
	return false
}
