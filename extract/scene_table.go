package extract

import (
	"strings"
	"unicode"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/lang"
	"github.com/credence-project/credence/lexicon"
)

// What the layout of a text says: tables, items under the name of a place, live
// coverage, boxes of facts.

// cellMark parts the cells of a row.
const cellMark = "|"

// grid is the columns of the table whose rows are being read, -1 for those it
// lacks; it is known by its cells being parted by bars or tabs.
type grid struct {
	open               bool
	cells              []credence.Span // of the row at hand, in tokens
	place, dead, harms int
}

// row splits a sentence into cells, and reports whether it is the head of the
// table: the first such, if it names a column.
func (g *grid) row(d *detailer, sent *lang.Sentence) bool {
	const most = 12
	g.cells = g.cells[:0]
	from := int(sent.First)
	for k := from; k < int(sent.Last) && len(g.cells) < most; k++ {
		if d.text.Normal(k) == cellMark {
			g.cells = append(g.cells, credence.Span{Start: from, End: k})
			from = k + 1
		}
	}
	if len(g.cells) < 2 {
		g.open, g.cells = false, g.cells[:0]
		return false
	}
	g.cells = append(g.cells, credence.Span{Start: from, End: int(sent.Last)})
	if g.open {
		return false
	}
	g.open, g.place, g.dead, g.harms = true, -1, -1, -1
	for n, c := range g.cells {
		for k := c.Start; k < c.End; k++ {
			switch {
			case d.turns(k, tColumnPlace):
				g.place = n
			case d.turns(k, tColumnDead):
				g.dead = n
			case d.turns(k, tColumnHurt):
				g.harms = n
			}
		}
	}
	return g.place >= 0 || g.dead >= 0 || g.harms >= 0
}

// fill gives an account that is a row what its cells say: the place, told by the
// head of its column or by its being one, and the numbers of dead and injured.
func (g *grid) fill(d *detailer, a *account) {
	if len(g.cells) == 0 {
		return
	}
	for n, c := range g.cells {
		if c.Start >= c.End || c.End-c.Start > 4 || !strings.ContainsFunc(d.text.Slice(c.Start, c.End), unicode.IsLetter) {
			continue
		}
		words := d.text.Slice(c.Start, c.End)
		found, score := lexicon.Gazetteer().Lookup(words, lexicon.PlaceHints{Countries: d.region()})
		known := score > 0 && found.Population > 0 && d.text.Tokens[c.Start].Has(lang.Capital)
		if n == g.place || g.place < 0 && known && a.place.Name == "" && !d.inDate(c.Start) {
			a.place = credence.PlaceMention{Name: words, Span: d.text.Span(c.Start, c.End)}
			if a.placed = known; known {
				a.place = placeMention(found, words, a.place.Span)
			} else if r := d.region(); len(r) == 1 {
				a.place.Country = r[0]
			}
			a.fresh, a.item = true, true
		}
	}
	if a.item { // "Car bomb at a market" tells of one without a verb
		a.tells, a.hard = true, true
		if a.date.From != "" {
			a.dated = dateOfAct
		}
	}
	a.dead, a.harms = g.count(d, g.dead), g.count(d, g.harms)
}

// count reads the number in cell n, unknown if there is none.
func (g *grid) count(d *detailer, n int) credence.Number {
	if n < 0 || n >= len(g.cells) || g.cells[n].Start >= g.cells[n].End {
		return credence.Number{}
	}
	q, ok := d.text.NumberAt(g.cells[n].Start)
	switch w := d.text.Role(g.cells[n].Start); {
	case ok:
		return q.Number
	case w == "none" || w == "-" || w == "nil":
		return credence.Number{Known: true}
	}
	return credence.Number{}
}

// labels reads a sentence that is nothing but the name of a place at the head of
// a paragraph or item: "* Argelia.", "NIGER.", "Timbio, near Popayan:".
func (d *detailer) labels(i int, sent *lang.Sentence) (credence.PlaceMention, bool) {
	const most = 7
	first, last := int(sent.First), int(sent.Last)
	if d.text.Upper || i == 0 || !d.text.Tokens[first].Has(lang.ParaStart) || last-first > most {
		return credence.PlaceMention{}, false
	}
	for first < last && d.text.Tokens[first].Has(lang.Punct) {
		first++
	}
	end := first
	for end < last && d.text.Tokens[end].Has(lang.Capital) {
		end++
	}
	if end == first {
		return credence.PlaceMention{}, false
	}
	for k := end; k < last; k++ { // ", near Popayan."
		if !d.text.Tokens[k].Has(lang.Punct) && !d.ofPlace(k) && (k == end || !d.text.Tokens[k].Has(lang.Capital)) {
			return credence.PlaceMention{}, false
		}
	}
	words := d.text.Slice(first, end)
	found, score := lexicon.Gazetteer().Lookup(words, lexicon.PlaceHints{Countries: d.region()})
	if score == 0 || i+1 >= len(d.text.Sentences) || d.text.Tokens[d.text.Sentences[i+1].First].Has(lang.ParaStart) && found.Kind == lexicon.PlaceCountry {
		return credence.PlaceMention{}, false
	}
	return placeMention(found, words, d.text.Span(first, end)), true
}

// labelled reports whether the sentence before sentence i is a label, which
// holds for the next paragraph.
func (d *detailer) labelled(i int) bool {
	if i == 0 {
		return false
	}
	_, ok := d.labels(i-1, &d.text.Sentences[i-1])
	return ok
}

// placeMention is a place of the gazetteer as a text names it.
func placeMention(found lexicon.Place, words string, span credence.Span) credence.PlaceMention {
	p := credence.PlaceMention{Name: words, Country: found.Country, Lat: found.Lat, Lon: found.Lon, Within: found.Division, Span: span}
	switch found.Kind {
	case lexicon.PlaceCountry:
		p.Kind = "country"
	case lexicon.PlaceDivision, lexicon.PlaceRegion:
		p.Kind = "division"
	}
	return p
}

// live is the day of what a text tells that reports hour by hour, its paragraphs
// headed by the time of the day: that in its head line, or that of the news, unless
// midnight passes.
func (d *detailer) live() (credence.DateMention, bool) {
	const least = 3
	stamps := 0
	clock, midnight := "", false
	for i := range d.dates {
		if t := &d.dates[i]; t.Time != "" && t.From == "" && d.stamp(t) {
			stamps++
			midnight = midnight || t.Time < clock
			clock = t.Time
		}
	}
	if stamps < least || midnight || len(d.text.Sentences) == 0 {
		return credence.DateMention{}, false
	}
	head := &d.text.Sentences[0]
	for i := range d.dates {
		if t := &d.dates[i]; t.Last <= int(head.Last) && t.From != "" && t.From == t.To {
			return t.DateMention, true
		}
	}
	if d.anchor.IsZero() {
		return credence.DateMention{}, false
	}
	day := d.anchor.Format("2006-01-02")
	return credence.DateMention{From: day, To: day}, true
}

// boxed reads day and place from lines such as "When: Sunday 21 April" and
// "Where: Colombo".
func (d *detailer) boxed() (date credence.DateMention, place credence.PlaceMention) {
	for i := range d.text.Sentences {
		sent := &d.text.Sentences[i]
		k := int(sent.First)
		for k < int(sent.Last) && d.text.Tokens[k].Has(lang.Punct) {
			k++
		}
		if k+2 >= int(sent.Last) || d.text.Word(k+1) != ":" {
			continue
		}
		switch w := d.text.Role(k); w {
		case "when", "date":
			if n := d.dateBehind(k); n < len(d.dates) && d.dates[n].Last <= int(sent.Last) && d.dates[n].From != "" && date.From == "" {
				date = d.dates[n].DateMention
			}
		case "where", "place", "location":
			if n := d.nameBehind(k + 2); n < len(d.names) && int(d.names[n].last) <= int(sent.Last) && place.Name == "" {
				if p, known := d.resolve(&d.names[n], lexicon.PlaceHints{Countries: d.region()}); known {
					place = p
				}
			}
		}
	}
	return date, place
}

// further reads a sentence that tells of another bomb or the like by calling it
// "a second", where one was told shortly before, and says that it was found or
// made safe.
func (d *detailer) further(i int, sent *lang.Sentence, last *account) (account, bool) {
	const reach = 4
	a := account{sent: i, first: int(sent.First), last: int(sent.Last), span: credence.Span{Start: int(sent.Start), End: int(sent.End)}}
	if i-last.sent > reach || last.kind != "bombing" && last.kind != "arson" {
		return a, false
	}
	d.limit = a.last
	again, found := false, false
	for k := a.first; k+1 < a.last; k++ {
		again = again || d.turns(k, tAgain) && d.bombLike(k)
		found = found || (d.is(k, wFound|wFoiled) && d.tags[k].grams&(gPast|gPart) != 0 || d.text.Role(k) == "came" && d.text.Role(k+1) == "across") && d.reports(k)
		found = found || d.fails(k)
	}
	if !again || !found {
		return a, false
	}
	a.kind, a.tells, a.attack, a.hard, a.attempt, a.fresh, a.like = last.kind, true, true, true, true, true, true
	a.opens = d.text.Tokens[a.first].Has(lang.ParaStart)
	d.datesOf(&a, sent)
	d.placeOf(&a, sent)
	if a.date.From == "" {
		a.date, a.dated = last.date, last.dated
	}
	return a, true
}

// bombLike reports whether "a second" at token k stands for a bomb: alone, or
// before "one", "device", "package".
func (d *detailer) bombLike(k int) bool {
	if k == 0 || d.tags[k-1].grams&gDet == 0 && !strings.HasPrefix(d.text.Role(k), "another") {
		return false
	}
	switch d.text.Role(k + 1) {
	case "one", "device", "package", "parcel", "envelope", "letter":
		return true
	}
	w := d.text.Role(k)
	return (w == "second" || w == "third" || w == "fourth" || w == "another") && (d.tags[k+1].grams&gAux != 0 || d.is(k+1, wFound|wFoiled) || d.text.Word(k+1) == ",")
}
