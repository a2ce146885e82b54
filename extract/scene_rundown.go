package extract

import (
	"github.com/credence-project/credence"
	"github.com/credence-project/credence/lang"
)

// settingReach is for how many sentences a time and place told before hold.
const settingReach = 2

// rundown is the accounts of a text as far as it has been read.
type rundown struct {
	out     []account
	setting account               // of the sentence before
	label   credence.PlaceMention // the place that heads an item or paragraph
	held    int                   // accounts that the label holds for
	rows    grid
	caption caption // the day and place that head an item
	clock   string  // the time of day told last, and the sentence that tells it
	struck  int
}

// accounts reads the sentences of a text that name an attack, each in parts if
// it tells of several. What a sentence before in the paragraph says of time and
// place holds for one that says nothing of them.
func (d *detailer) accounts() []account {
	r := rundown{out: d.accountList[:0]}
	for i := range d.text.Sentences {
		sent := &d.text.Sentences[i]
		if r.heads(d, i, sent) {
			continue
		}
		if i-r.setting.sent > settingReach || d.text.Tokens[sent.First].Has(lang.ParaStart) {
			r.setting = account{}
		}
		whole, ok := r.whole(d, i, sent)
		if !ok {
			r.hour(d, i, sent)
			if s := d.settingOf(i, sent); s.date.From != "" || i-r.setting.sent >= settingReach {
				r.setting = s
			}
			continue
		}
		if d.crash(&whole) {
			r.setting = account{}
			continue
		}
		r.relabel(d, i, sent)
		r.rows.fill(d, &whole)
		d.partList = d.parts(&whole, sent)
		for n := range d.partList {
			r.add(d, n, &d.partList[n])
		}
	}
	d.accountList = r.out
	return r.out
}

// heads reports whether sentence i tells nothing itself: a dateline, a question,
// a label, the head of a table.
func (r *rundown) heads(d *detailer, i int, sent *lang.Sentence) bool {
	if sent.Form == lang.Dateline || d.question(sent) {
		if i > 0 && sent.Form == lang.Dateline {
			r.label, _ = d.heads(sent)
			r.held = 0
		}
		return true
	}
	if c, ok := d.captionOf(i, sent); ok {
		r.caption, r.setting = c, account{}
		return true
	}
	if d.text.Tokens[sent.First].Has(lang.ParaStart) {
		if r.caption.paras++; r.caption.paras > captionParas || sent.Form == lang.Bullet {
			r.caption = caption{}
		}
	}
	if p, ok := d.labels(i, sent); ok {
		r.label, r.held, r.setting = p, 0, account{}
		return true
	}
	return r.rows.row(d, sent)
}

// whole reads the account of sentence i, of a further attack if it names none
// itself.
func (r *rundown) whole(d *detailer, i int, sent *lang.Sentence) (account, bool) {
	a, ok := d.account(i, sent)
	if ok && a.loss && len(r.out) == 0 {
		ok = false // "a week that cost the lives of thirty"
	}
	if n := len(r.out); ok && n > 0 && a.fresh && a.tells && (a.kind == "bombing" || a.hurt) && a.date.From == "" && a.place.Name == "" && !a.old {
		if last := &r.out[n-1]; d.text.Sentences[last.sent].Para == sent.Para && !last.old {
			a.date, a.dated, a.place, a.placed = last.date, last.dated, last.place, last.placed // "twenty minutes later another exploded"
			a.date.Time, a.date.Zone = "", ""
		}
	}
	if !ok && len(r.out) > 0 {
		return d.further(i, sent, &r.out[len(r.out)-1])
	}
	return a, ok
}

// hour keeps the time of day, and the day and place, of a sentence that names no attack: "It happened at
// ten past eight" is that of the one told before, another that of the next.
func (r *rundown) hour(d *detailer, i int, sent *lang.Sentence) {
	t := d.clockIn(sent)
	if n := len(r.out); n > 0 && i-r.out[n-1].sent <= settingReach && d.goesOn(sent) {
		a := &r.out[n-1]
		if a.clock.Time == "" && a.date.Time == "" {
			a.clock.Time = t
		}
		if told := d.settingOf(i, sent); d.happens(sent) {
			if told.date.From == "" {
				told.date = d.dayIn(sent)
			}
			if a.date.From == "" && told.date.From != "" {
				a.date, a.dated = told.date, dateOfAct
			}
			if a.place.Name == "" {
				a.place, a.placed = told.place, told.placed
			}
		}
		return
	}
	if t != "" {
		r.clock, r.struck = t, i
	}
}

// dayIn is the first day that a sentence names, if it names one alone.
func (d *detailer) dayIn(sent *lang.Sentence) credence.DateMention {
	for i := d.dateBehind(int(sent.First)); i < len(d.dates) && d.dates[i].Last <= int(sent.Last); i++ {
		if t := &d.dates[i]; t.From != "" && t.From == t.To {
			return t.DateMention
		}
	}
	return credence.DateMention{}
}

// goesOn reports whether a sentence begins with a word for what was told before.
func (d *detailer) goesOn(sent *lang.Sentence) bool {
	switch d.text.Role(int(sent.First)) {
	case "it", "this", "that":
		return true
	}
	return false
}

// happens reports whether a sentence says when or where something was: "It
// happened in Genoa on Wednesday".
func (d *detailer) happens(sent *lang.Sentence) bool {
	if int(sent.First)+1 >= int(sent.Last) {
		return false
	}
	switch d.text.Role(int(sent.First) + 1) {
	case "happened", "occurred", "took", "began", "came", "was", "started", "struck":
		return true
	}
	return false
}

// relabel drops the label where sentence i begins a paragraph that it does not
// hold for, and takes the place that heads the sentence.
func (r *rundown) relabel(d *detailer, i int, sent *lang.Sentence) {
	if !d.text.Tokens[sent.First].Has(lang.ParaStart) {
		return
	}
	if !d.labelled(i) {
		r.label = credence.PlaceMention{}
	}
	if i > 0 || sent.Form == lang.Bullet {
		if p, _ := d.heads(sent); p.Name != "" {
			r.label, r.held = p, 0
		}
	}
}

// add adds account n of a sentence, with what it takes from those before.
func (r *rundown) add(d *detailer, n int, a *account) {
	if r.label.Name != "" {
		if a.place.Name == "" {
			a.place, a.placed, a.fresh, a.item = r.label, true, r.held == 0 || d.text.Upper, !d.text.Upper
		}
		r.held++
	}
	if r.clock != "" && a.sent-r.struck <= settingReach && a.clock.Time == "" && a.date.Time == "" && a.tells {
		a.clock.Time, r.clock = r.clock, ""
	}
	r.caption.under(a)
	d.inherit(a, n, r.out, &r.setting)
	r.out = append(r.out, *a)
}
