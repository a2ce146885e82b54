package extract

import (
	"strings"
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/lang"
	"github.com/credence-project/credence/lexicon"
)

// caption is the day, and the place if it names one, that stands at the head of an
// item or paragraph for what follows: "16 Feb, Adre.", "- TUESDAY, Cuautla,
// Morelos.", "Wed 16:40.".
type caption struct {
	date  credence.DateMention
	place credence.PlaceMention
	known bool // the gazetteer has the place
	clock bool // it is the hour of the telling
	held  int  // accounts that it has held for
	paras int  // paragraphs
}

// captionParas is for how many paragraphs a caption holds.
const captionParas = 2

// captionOf reads a sentence that is nothing else.
func (d *detailer) captionOf(i int, sent *lang.Sentence) (caption, bool) {
	const most = 12
	var c caption
	first, last := int(sent.First), int(sent.Last)
	if d.text.Upper || last-first > most || sent.Form == lang.Dateline || !d.text.Tokens[first].Has(lang.LineStart) || i+1 >= len(d.text.Sentences) {
		return c, false
	}
	for k := first; k < last; k++ {
		tok := &d.text.Tokens[k]
		n := d.dateBehind(k)
		switch {
		case n < len(d.dates) && d.dates[n].First == k && d.dates[n].Last <= last:
			t := &d.dates[n]
			if t.From != "" && c.date.From == "" {
				c.date = t.DateMention
			}
			c.clock = c.clock || t.Time != ""
			k = t.Last - 1
		case tok.Has(lang.Punct), tok.Has(lang.Digit), d.turns(k, tPartOfDay), d.turns(k, tCaption):
		case c.date.From == "" && d.weekday(k, &c.date):
		case tok.Has(lang.Capital) && d.tags[k].cues&(cAttack|cAttackVerb|cAttacker|cWeapon) == 0:
			end := k + 1
			for end < last && (d.text.Tokens[end].Has(lang.Capital) && !d.inDate(end) || d.turns(end, tParticle) && end+1 < last) {
				end++
			}
			if c.place.Name == "" && c.date.From != "" {
				c.place, c.known = d.captionPlace(k, end)
			}
			k = end - 1
		default:
			return c, false
		}
	}
	return c, c.date.From != "" && !d.bareDay(sent, &c)
}

// bareDay reports whether a caption of a day alone opens the text: the day of the
// news.
func (d *detailer) bareDay(sent *lang.Sentence, c *caption) bool {
	return sent.First == 0 && c.place.Name == ""
}

// captionPlace is the place that tokens first..last-1 of a caption name.
func (d *detailer) captionPlace(first, last int) (credence.PlaceMention, bool) {
	words := d.text.Slice(first, last)
	found, score := lexicon.Gazetteer().Lookup(words, lexicon.PlaceHints{Countries: d.region()})
	span := d.text.Span(first, last)
	if score > 0 {
		return placeMention(found, words, span), true
	}
	p := credence.PlaceMention{Name: words, Span: span, Country: d.home}
	if r := d.region(); p.Country == "" && len(r) > 0 {
		p.Country = r[0]
	}
	return p, false
}

// weekday reads a shortened name of a day, "Wed", the last one up to the news.
func (d *detailer) weekday(k int, out *credence.DateMention) bool {
	form := d.text.Role(k)
	if d.anchor.IsZero() || len(form) < 3 || len(form) > 5 || !d.text.Tokens[k].Has(lang.Capital) {
		return false
	}
	for back := range 7 {
		day := d.anchor.AddDate(0, 0, -back)
		if strings.HasPrefix(strings.ToLower(day.Weekday().String()), form) {
			on := day.Format(time.DateOnly)
			*out = credence.DateMention{From: on, To: on, Span: d.text.Span(k, k+1)}
			return true
		}
	}
	return false
}

// under gives an account the day and place of the caption that it stands under.
func (c *caption) under(a *account) {
	if c.date.From == "" || a.old {
		return
	}
	if a.date.From == "" && a.tells {
		clock := a.date
		a.date, a.dated = c.date, dateOfAct
		if c.clock {
			a.dated = dateBeside
		}
		if a.clock.Time == "" {
			a.date.Time, a.date.Zone = clock.Time, clock.Zone
		}
	}
	if c.place.Name != "" && a.place.Name == "" {
		a.place, a.placed, a.fresh, a.item = c.place, c.known, c.held == 0, true
	}
	c.held++
}

// isDiary reports whether a text goes on day by day: two paragraphs or more begin with a
// day and a stop, or are items that begin with one.
func (d *detailer) isDiary() bool {
	const least = 2
	n := 0
	for i := range d.dates {
		if t := &d.dates[i]; t.From != "" && d.headsItem(t) {
			n++
		}
	}
	return n >= least
}

// headsItem reports whether a date begins a paragraph and a stop follows it, or begins
// an item of a list.
func (d *detailer) headsItem(t *lang.Date) bool {
	const reach = 3
	sent := &d.text.Sentences[d.text.Tokens[t.First].Sent]
	first := int(sent.First)
	if !d.text.Tokens[first].Has(lang.ParaStart) || t.First > first+reach {
		return false
	}
	for j := first; j < t.First; j++ {
		if !d.text.Tokens[j].Has(lang.Punct) && d.tags[j].grams&gPrep == 0 {
			return false
		}
	}
	if sent.Form == lang.Bullet {
		return true
	}
	if t.Last >= len(d.text.Tokens) {
		return false
	}
	w := d.text.Word(t.Last)
	return w == ":" || w == "." || w == "|" || w == "-" || w == "–" || w == "—"
}
