package extract

import (
	"fmt"
	"hash/fnv"
	"io/fs"
	"strings"

	"github.com/credence-project/credence/lang"
)

// Deeds that no single word names: "had his throat cut", "was dragged out of his
// house by armed men". The ways of telling them are data.

// deedFile lists them; it says itself how it is to be read.
const deedFile = "incident_deeds.txt"

// known is a set of what a part of a pattern may be besides a word.
type known uint8

const (
	knownFoe known = 1 << iota
	knownPerson
	knownThing
	knownNet
)

var knownNames = map[string]known{"foe": knownFoe, "person": knownPerson, "thing": knownThing, "net": knownNet}

// deedPart is one word of a pattern, or what stands for it.
type deedPart struct {
	words lang.WordSet
	known known
	gap   int  // words that may stand between it and the part nearer to the verb
	comma bool // and commas too
}

// deedPattern is a way of telling a deed of a kind.
type deedPattern struct {
	kind   string
	held   bool       // only where the text speaks of captives
	before []deedPart // nearest to the verb first
	after  []deedPart
}

// telling is a pattern as it is listed by its verb.
type telling struct {
	needs partSet // those of its parts that only words can stand for
	*deedPattern
}

// partSet is a set of parts of patterns, with some of which others share a bit. The
// parts that words of a sentence may stand for, taken together, rule out most
// patterns at once.
type partSet uint64

// partsOf gives the parts that token k may stand for by its word.
func (d *detailer) partsOf(k int) partSet {
	if w := d.text.Tokens[k].Word; int(w) < len(d.x.parts) {
		return d.x.parts[w]
	}
	return 0
}

// partsRead is the parts that the words of a sentence may stand for; sent is its
// number, counted from 1.
type partsRead struct {
	sent  int32
	parts partSet
}

// partsIn gives those of sentence i.
func (d *detailer) partsIn(i int32) partSet {
	if d.present.sent != i+1 {
		d.present = partsRead{sent: i + 1}
		sent := &d.text.Sentences[i]
		for k := int(sent.First); k < int(sent.Last); k++ {
			d.present.parts |= d.partsOf(k)
		}
	}
	return d.present.parts
}

const (
	shortGap = 5
	longGap  = 12
)

// loadDeeds reads the patterns and lists them by the verb they are told by.
func (x *Extractor) loadDeeds(files fs.FS) error {
	b, err := fs.ReadFile(files, deedFile)
	if err != nil {
		return err
	}
	sets := map[string][]string{}
	for line := range strings.Lines(string(b)) {
		head, rest, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok || strings.HasPrefix(head, "#") {
			continue
		}
		if name, ok := strings.CutPrefix(head, "set "); ok {
			sets[name] = strings.Fields(rest)
			continue
		}
		if err := x.addDeed(head, rest, sets); err != nil {
			return fmt.Errorf("%s: %q: %w", deedFile, rest, err)
		}
	}
	return nil
}

// addDeed enters one pattern.
func (x *Extractor) addDeed(kind, pattern string, sets map[string][]string) error {
	kind, held := strings.CutSuffix(kind, "?")
	p := telling{deedPattern: &deedPattern{kind: kind, held: held}}
	var verb []string
	gap, comma := 0, false
	for _, f := range strings.Fields(pattern) {
		switch f {
		case "..":
			gap = shortGap
			continue
		case "...":
			gap, comma = longGap, true
			continue
		}
		f, isVerb := strings.CutPrefix(f, "*")
		part, words, err := x.deedPart(f, sets)
		if err != nil {
			return err
		}
		part.gap, part.comma = gap, comma
		if !isVerb && part.known == 0 {
			p.needs |= x.markPart(f, words)
		}
		switch {
		case isVerb && verb != nil:
			return fmt.Errorf("two verbs")
		case isVerb:
			verb = words
			for i := range p.before { // the gap is that before the part nearer to the verb
				next := deedPart{gap: gap, comma: comma}
				if i+1 < len(p.before) {
					next = p.before[i+1]
				}
				p.before[i].gap, p.before[i].comma = next.gap, next.comma
			}
			for i, j := 0, len(p.before)-1; i < j; i, j = i+1, j-1 {
				p.before[i], p.before[j] = p.before[j], p.before[i]
			}
		case verb == nil:
			p.before = append(p.before, part)
		default:
			p.after = append(p.after, part)
		}
		gap, comma = 0, false
	}
	if verb == nil {
		return fmt.Errorf("no verb")
	}
	for _, w := range verb {
		id := x.vocab.Add(w)
		for int(id) >= len(x.deeds) {
			x.deeds = append(x.deeds, nil)
		}
		x.deeds[id] = append(x.deeds[id], p)
		x.words.put(id).scene |= wAct
	}
	return nil
}

// markPart gives a part of a pattern its bit and marks the words of it.
func (x *Extractor) markPart(field string, words []string) partSet {
	h := fnv.New32a()
	h.Write([]byte(field))
	bit := partSet(1) << (h.Sum32() % 64)
	for _, w := range words {
		id := x.vocab.Add(w)
		for int(id) >= len(x.parts) {
			x.parts = append(x.parts, 0)
		}
		x.parts[id] |= bit
	}
	return bit
}

// deedPart reads the alternatives that may stand at one place of a pattern.
func (x *Extractor) deedPart(field string, sets map[string][]string) (deedPart, []string, error) {
	var p deedPart
	var words []string
	for _, w := range strings.Split(field, "/") {
		if name, ok := strings.CutPrefix(w, "@"); ok {
			bit, ok := knownNames[name]
			if !ok {
				return p, nil, fmt.Errorf("unknown %s", w)
			}
			p.known |= bit
			continue
		}
		if name, ok := strings.CutPrefix(w, "%"); ok {
			if sets[name] == nil {
				return p, nil, fmt.Errorf("unknown set %s", name)
			}
			words = append(words, sets[name]...)
			continue
		}
		words = append(words, w)
	}
	for _, w := range words {
		p.words.Add(x.vocab.Add(w))
	}
	return p, words, nil
}

// told gives the kind of deed that the verb at token k tells with the words around
// it, "" if none.
func (d *detailer) told(k int) string {
	if !d.is(k, wAct) || d.text.Upper {
		return ""
	}
	w := d.text.Tokens[k].Word
	if int(w) >= len(d.x.deeds) || d.x.deeds[w] == nil {
		return ""
	}
	at := d.text.Tokens[k].Sent
	first, here := int(d.text.Sentences[at].First), d.partsIn(at)
	if d.limit > int(d.text.Sentences[at].Last) {
		here = ^partSet(0) // a headline runs on
	}
	kind := ""
	for _, p := range d.x.deeds[w] {
		if p.needs&^here == 0 && (kind == "" || p.kind != plainAttack) && d.follows(k, p.after) && d.precedes(k, first, p.before) && !(p.held && !d.speaksOfCaptives()) {
			if kind = p.kind; kind != plainAttack {
				break
			}
		}
	}
	return kind
}

// formOf gives the form of a verb that a pattern has and the lexicon of
// statements lacks.
func (d *detailer) formOf(k int) gram {
	w := d.text.Tokens[k].Word
	if !d.is(k, wAct) || d.tags[k].grams&gVerb != 0 || int(w) >= len(d.x.deeds) || d.x.deeds[w] == nil {
		return 0
	}
	switch form := d.text.Role(k); {
	case d.turns(k, tPastForm), strings.HasSuffix(form, "ed"):
		return gPast | gPart
	case strings.HasSuffix(form, "ing"):
		return gGerund
	}
	return 0
}

// follows reports whether parts of a pattern stand behind token k.
func (d *detailer) follows(k int, parts []deedPart) bool {
	if len(parts) == 0 {
		return true
	}
	p := &parts[0]
	for j, n := k+1, 0; j < d.limit && n <= p.gap; j, n = j+1, n+1 {
		if d.fits(j, p) && d.follows(j, parts[1:]) {
			return true
		}
		if d.parted(j, p) {
			return false
		}
	}
	return false
}

// precedes reports whether parts of a pattern stand before token k.
func (d *detailer) precedes(k, first int, parts []deedPart) bool {
	if len(parts) == 0 {
		return true
	}
	p := &parts[0]
	for j, n := k-1, 0; j >= first && n <= p.gap; j, n = j-1, n+1 {
		if d.fits(j, p) && d.precedes(j, first, parts[1:]) {
			return true
		}
		if d.parted(j, p) {
			return false
		}
	}
	return false
}

// parted reports whether token j ends the reach of a part.
func (d *detailer) parted(j int, p *deedPart) bool {
	return d.text.Tokens[j].Has(lang.Punct) && !(p.comma && d.text.Word(j) == ",")
}

// fits reports whether token j may stand for a part.
func (d *detailer) fits(j int, p *deedPart) bool {
	if p.words.Has(d.text.Tokens[j].Word) {
		return true
	}
	switch {
	case p.known == 0:
	case p.known&knownFoe != 0 && d.foe(j):
		return true
	case p.known&knownNet != 0 && d.is(j, wNet):
		return true
	case p.known&knownPerson != 0 && d.tags[j].name < 0:
		if _, ok := d.classAt(j, nPerson); ok || d.is(j, wAnyone) {
			return true
		}
		fallthrough
	default:
		if p.known&knownThing != 0 && d.tags[j].name < 0 {
			_, ok := d.classAt(j, nThing)
			return ok
		}
	}
	return false
}

// foe reports whether token j is of those who attack: "gunmen", "men in masks", a
// group.
func (d *detailer) foe(j int) bool {
	if n := d.tags[j].name; n >= 0 {
		return d.entities[d.names[n].entity].kind == entityGroup
	}
	if d.turns(j, tFoe) || d.tags[j].cues&cAttacker != 0 && d.tags[j].grams&gVerb == 0 && !d.turns(j, tFellow) {
		return true
	}
	if d.is(j, wOwn) && !strings.HasPrefix(d.text.Role(j), "suspect") {
		return true
	}
	if !d.turns(j, tFellow) {
		return false
	}
	for i := j - 1; i >= max(j-2, 0); i-- {
		if d.turns(i, tMasked) {
			return true
		}
	}
	for i := j + 1; i < min(j+5, d.limit); i++ {
		if d.turns(i, tMasked) {
			return d.tags[j+1].grams&gPrep != 0 || d.turns(j+1, tMasked) || d.text.Role(j+1) == "carrying"
		}
	}
	return false
}
