package extract

import (
	"sort"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/lang"
	"github.com/credence-project/credence/lexicon"
)

// Details splits what the claims of a document assert into details, in the
// order of the text, each with a normalised value where its slot has one.
// claims are statements read from the same document; those of other kinds and
// about other attacks are passed over. A detail is taken from the sentence of
// the claim and from what goes on behind it: a quotation, "It said that ...".
// Dates are resolved against the time of publication. Only a language with an
// incident stage has the words for details.
func (x *Extractor) Details(doc credence.Document, claims []credence.Statement) []credence.Detail {
	s := x.open(&doc)
	if s == nil {
		return nil
	}
	defer s.x.pool.Put(s)
	if s.x.events == nil {
		return nil
	}
	out := s.detailsIn(&doc, claims)
	sort.SliceStable(out, func(a, b int) bool { return out[a].Quotes[0].Start < out[b].Quotes[0].Start })
	for i := range out {
		x := &out[i]
		x.ID = credence.DetailID(credence.ContentID("x", string(doc.ID), string(x.Slot), x.Value, strconv.Itoa(x.Quotes[0].Start)))
	}
	return out
}

// detailsIn finds the details of a document, of a long one piece by piece.
func (s *scratch) detailsIn(doc *credence.Document, claims []credence.Statement) []credence.Detail {
	if len(doc.Text) > longText {
		return s.detailsLong(doc, claims)
	}
	s.read(doc)
	return s.detailer(doc, s.anchorOf(doc)).details(claims)
}

// details finds those of the text that has been read.
func (d *detailer) details(claims []credence.Statement) []credence.Detail {
	d.nextDays()
	for i := range d.text.Sentences {
		sent := &d.text.Sentences[i]
		told := d.claimed(sent, claims)
		if !told && !d.open {
			continue
		}
		d.parse(int(sent.First), int(sent.Last))
		if told || d.goesOnClaiming(sent) {
			d.sentence(sent)
		}
	}
	return d.out
}

// detailer collects the details of the claims of one document.
type detailer struct {
	*scratch
	doc      *credence.Document
	dates    []lang.Date
	numbers  []lang.Number
	anchor   time.Time             // the day of the news, zero if it is not known
	from     credence.PlaceMention // whence the text was sent
	home     string                // the country of that
	regions  []string              // countries that the text speaks of, nil until asked
	captives *bool                 // whether the text speaks of people held, nil until asked
	pits     *bool                 // whether the text speaks of miners, nil until asked
	deeds    []deedRead            // by token, nil until one is asked for
	present  partsRead             // of the sentence told of last
	seen     map[string]bool
	doubtful bool // nothing but the words of the text tells that there was an attack
	diary    bool // told day by day, in the present
	open     bool // the sentence before belongs to a claim
	own      bool // made by the claimant, with nobody between
	out      []credence.Detail
}

// detailer gives one for a document that has been read.
func (s *scratch) detailer(doc *credence.Document, anchor time.Time) *detailer {
	d := &detailer{scratch: s, doc: doc, seen: map[string]bool{}, anchor: anchor}
	d.dates, d.numbers = s.text.Dates(nil, d.anchor), s.text.Numbers(nil)
	return d
}

// claimed reports whether a claim stands in a sentence.
func (d *detailer) claimed(sent *lang.Sentence, claims []credence.Statement) bool {
	span := credence.Span{Start: int(sent.Start), End: int(sent.End)}
	for i := range claims {
		if c := &claims[i]; c.Kind == credence.KindClaim && !c.Other && c.Overlaps(span) {
			d.open, d.own = true, c.Speaker.IsZero()
			return true
		}
	}
	return false
}

// goesOnClaiming reports whether the sentence that was parsed goes on with the
// claim of the one before: as a quotation, or telling what it says besides.
func (d *detailer) goesOnClaiming(sent *lang.Sentence) bool {
	d.open = d.quotedThroughout(int(sent.First), int(sent.Last)) || d.own && d.saysMore()
	return d.open
}

// saysMore reports whether the sentence that was parsed tells what the claim
// before it says besides: "It said that twelve soldiers were killed", "The
// statement added".
func (d *detailer) saysMore() bool {
	for i := range d.frames {
		f := &d.frames[i]
		if f.subj < 0 || f.gov >= 0 || f.rel {
			continue
		}
		c := &d.chunks[f.subj]
		if !f.speech || f.passive || c.name >= 0 || c.owner >= 0 || c.ownedBy != ownedNot {
			return false
		}
		if c.grams&gPronoun != 0 {
			w := d.text.Role(int(c.first))
			return w == "it" || w == "they"
		}
		return d.definite(c) && c.cues&(cVoice|cGroup) != 0 && c.cues&cAuthority == 0
	}
	return false
}

// sentence finds all details of a sentence that was parsed.
func (d *detailer) sentence(sent *lang.Sentence) {
	armed := 0 // tokens before this one are of a weapon found already
	for i := int(sent.First); i < int(sent.Last); i++ {
		if i >= armed {
			armed = i + d.weapon(i)
		}
		d.alias(i)
		d.motive(i, int(sent.Last))
	}
	d.counts(int(sent.First), int(sent.Last))
	for i := range d.dates {
		if t := &d.dates[i]; t.First >= int(sent.First) && t.Last <= int(sent.Last) && !d.stamp(t) && (t.From == "" || d.stands(t, sent) != dateOfTelling) {
			d.date(t)
		}
	}
	for i := range d.chunks {
		d.place(i)
		d.phrase(i)
	}
	for i := range d.frames {
		d.target(&d.frames[i])
	}
}

// add appends a detail for the tokens first..last-1 unless the same has been
// found before.
func (d *detailer) add(slot credence.Slot, first, last int, fill func(*credence.Detail)) {
	span := d.text.Span(first, last)
	out := credence.Detail{
		Slot: slot, Value: unmarked(span.Of(d.text.Raw)), Stated: true, Asserted: d.doc.Published,
		Checkable: slot != credence.SlotMotive && slot != credence.SlotAffiliation,
		Quotes:    []credence.Quote{{Document: d.doc.ID, Span: span, Text: span.Of(d.text.Raw)}},
	}
	if fill != nil {
		fill(&out)
	}
	key := string(slot) + "|" + lang.Normal(out.Value) + "|" + out.Date + out.TimeOfDay
	if out.Value == "" || d.seen[key] {
		return
	}
	d.seen[key] = true
	d.out = append(d.out, out)
}

// unmarked takes the marks of writing direction out of words of a text; what
// joins or parts letters of a word stays.
func unmarked(words string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Bidi_Control, r) {
			return -1
		}
		return r
	}, words)
}

// weapon finds the weapon or vehicle at token i and gives how many tokens it
// has, 0 if there is none.
func (d *detailer) weapon(i int) int {
	m, ok := d.weaponAt(i)
	if !ok || m.Tokens == 0 || i > 0 && d.tags[i].grams&gVerb != 0 && d.tags[i].grams&gNoun == 0 {
		return 0
	}
	if m.Class.ID == "fire" && d.tags[i].inside {
		return 0 // "opened fire"
	}
	slot := credence.SlotWeapon
	if lexicon.Weapons().Is(m.Class.ID, "vehicle") {
		slot = credence.SlotVehicle
	}
	d.add(slot, i, i+m.Tokens, func(out *credence.Detail) { out.Class = m.Class.ID })
	return m.Tokens
}

// alias finds a war name: "Abu Yusuf al-Ansari".
func (d *detailer) alias(i int) {
	switch d.text.Role(i) {
	case "abu", "umm", "abou", "aboo":
	default:
		return
	}
	if i+1 >= d.limit || i > 0 && d.tags[i-1].name >= 0 && d.tags[i-1].name == d.tags[i].name {
		return
	}
	end := i + 1
	for end < d.limit && end < i+5 && d.capital(end) {
		end++
	}
	if end > i+1 {
		d.add(credence.SlotAlias, i, end, nil)
	}
}

// motive finds the reason given: "in response to ...", "to avenge ...".
func (d *detailer) motive(i, last int) {
	n := 0
	switch w := d.text.Role(i); w {
	case "response", "reply", "answer":
		if i+1 < last && d.text.Role(i+1) == "to" {
			n = 2
		}
	case "revenge", "retaliation", "reprisal", "vengeance", "retribution", "protest", "punishment":
		if i+1 < last && (d.text.Role(i+1) == "for" || d.text.Role(i+1) == "against" || d.text.Role(i+1) == "at") {
			n = 2
		}
	case "avenge", "punish", "because", "avenging":
		n = 1
	}
	if n == 0 {
		return
	}
	end := i + n
	for end < last && end < i+24 {
		if w := d.text.Word(end); w == "," || w == ";" || w == "." || d.text.Tokens[end].Flags&lang.EndQuote != 0 {
			break
		}
		end++
	}
	if end > i+n {
		d.add(credence.SlotMotive, i, end, nil)
	}
}

func (d *detailer) date(t *lang.Date) {
	if t.From != "" {
		d.add(credence.SlotDate, t.First, t.Last, func(out *credence.Detail) { out.Date = t.From })
	}
	if t.Time != "" {
		d.add(credence.SlotTime, t.First, t.Last, func(out *credence.Detail) { out.TimeOfDay, out.Zone = t.Time, t.Zone })
	}
}

// place finds a name behind a preposition of place, "in Homs", "in the city of
// Homs", but not where somebody is "based in London".
func (d *detailer) place(i int) {
	c := &d.chunks[i]
	if c.kind != chunkNoun || c.name < 0 || d.inDate(int(c.first)) {
		return // "0530 GMT"
	}
	if w := d.text.Role(int(c.first)); w == "a" || w == "an" {
		return // "in a Fiat"
	}
	at := i
	if i > 2 && d.chunks[i-1].kind == chunkPrep && d.text.Role(int(d.chunks[i-1].last)-1) == "of" && d.settlement(&d.chunks[i-2]) {
		at -= 2
	}
	if !d.scratch.place(at) || d.seat(int(d.chunks[at-1].first)-1) {
		return
	}
	n := &d.names[c.name]
	if k := d.entities[n.entity].kind; k == entityGroup || k == entityPerson || k == entityOutlet {
		return
	}
	d.add(credence.SlotPlace, int(n.first), int(n.last), nil)
}

// settlement reports whether a phrase says what kind of place a name behind
// "of" is of.
func (d *detailer) settlement(c *chunk) bool {
	return c.kind == chunkNoun && c.name < 0 && d.settles(d.text.Role(int(c.head)))
}

// settles reports whether a word says what kind of place a name behind "of" is
// of.
func (d *detailer) settles(word string) bool {
	switch word {
	case "city", "town", "village", "capital", "port", "province", "district", "region", "suburb", "state", "island", "county", "municipality", "governorate", "neighbourhood", "neighborhood":
		return true
	}
	return false
}

// seat reports whether token i says that somebody has his seat there.
func (d *detailer) seat(i int) bool {
	if i < 0 {
		return false
	}
	switch d.text.Role(i) {
	case "based", "born", "headquartered", "exiled", "living", "lives", "resident":
		return true
	}
	return false
}

// phrase finds affiliation and media.
func (d *detailer) phrase(i int) {
	c := &d.chunks[i]
	if c.kind != chunkNoun {
		return
	}
	switch d.text.Role(int(c.head)) {
	case "video", "footage", "film", "photograph", "photographs", "photo", "photos", "picture", "pictures", "images", "clip":
		d.add(credence.SlotMedia, int(c.first), int(c.head)+1, nil)
	case "soldier", "soldiers", "fighter", "fighters", "member", "members", "militant", "militants", "lions", "lion", "knight":
		last := int(c.head) + 1
		if i+2 < len(d.chunks) && d.chunks[i+1].kind == chunkPrep && d.text.Role(int(d.chunks[i+1].first)) == "of" && d.chunks[i+2].kind == chunkNoun {
			last = int(d.chunks[i+2].last)
		} else if c.owner < 0 && c.ownedBy == ownedNot && !d.text.Tokens[c.head].Has(lang.InQuote) {
			return
		}
		d.add(credence.SlotAffiliation, int(c.first), last, nil)
	}
}

// target takes the object of an attack.
func (d *detailer) target(f *frame) {
	if f.obj < 0 || d.chunks[f.verb].cues&cAttackVerb == 0 && d.text.Role(int(d.chunks[f.verb].head)) != "target" {
		return
	}
	c := &d.chunks[f.obj]
	if c.grams&gPronoun != 0 || c.neg || c.cues&(cAttack|cWeapon) != 0 {
		return
	}
	text := d.text.Slice(int(c.first), int(c.head)+1)
	class, ok := lexicon.People().Head(text)
	if !ok {
		class, ok = lexicon.Things().Head(text)
	}
	if !ok && c.name < 0 {
		return
	}
	d.add(credence.SlotTarget, int(c.first), int(c.head)+1, func(out *credence.Detail) { out.Class = class.ID })
}
