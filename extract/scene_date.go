package extract

import (
	"slices"
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/lang"
)

// dateStand says how a date hangs on the act that its sentence names.
type dateStand uint8

const (
	dateOfTelling dateStand = iota // when somebody said so, was arrested, will be tried
	dateBeside                     // somewhere in the sentence
	dateOfAct                      // with the verb or noun of the act
)

// datesOf finds the date that a sentence gives its attack, and a time of day:
// the date that hangs on the act goes before one that stands beside it; that
// of a verb of speech never counts.
func (d *detailer) datesOf(a *account, sent *lang.Sentence) {
	if day, ok := d.daysAfter(sent); ok {
		a.date, a.dated = day, dateOfAct
	}
	for i := d.dateBehind(int(sent.First)); i < len(d.dates) && d.dates[i].Last <= int(sent.Last); i++ {
		t := &d.dates[i]
		if t.Last == t.First+1 && !t.Relative && d.tags[t.First].name >= 0 {
			continue // "Santillana del Mar"
		}
		if t.From == "" {
			a.unread = a.unread || t.Relative
			if t.Time != "" && a.clock.Time == "" && !d.stamp(t) && !d.warned(t.First, int(sent.First)) && (d.text.Tokens[t.First].Has(lang.Digit) || d.stands(t, sent) != dateOfTelling) {
				a.clock = t.DateMention
			}
			continue
		}
		stand := d.stands(t, sent)
		if stand != dateOfTelling && !(d.diary && d.headsItem(t)) && (d.newsToday(t) && (stand == dateBeside || d.aftermath(t, sent)) || d.inDateline(t, sent) || d.longSpan(t)) {
			stand = dateOfTelling // "graves were dug on Monday"
		}
		if d.diary && d.headsItem(t) {
			a.heads, stand = true, max(stand, dateOfAct)
		}
		if stand == dateOfTelling {
			a.told = append(a.told, t.Span)
		}
		if stand > a.dated && (stand == dateOfAct || a.date.From == "") || stand == dateOfAct && a.dated == dateOfAct && t.From < a.date.From && d.today(&a.date) {
			a.date, a.dated = t.DateMention, stand
			a.called = t.Last < int(sent.Last) && d.text.Role(t.Last) == "'s" || d.followsOn(t.First, int(sent.First))
		}
	}
}

// newsToday reports whether a date is the day of the news: what is told of it without
// a word for an attack is what came of one.
func (d *detailer) newsToday(t *lang.Date) bool { return d.today(&t.DateMention) }

// today reports whether a day is that of the news.
func (d *detailer) today(t *credence.DateMention) bool {
	return !d.anchor.IsZero() && t.From == t.To && t.From >= d.anchor.Format(time.DateOnly)
}

// longSpan reports whether a date is a long time up to the news: "this week".
func (d *detailer) longSpan(t *lang.Date) bool {
	const most = 5 // days
	if !t.Relative || t.From == t.To {
		return false
	}
	from, err := time.Parse(time.DateOnly, t.From)
	to, fault := time.Parse(time.DateOnly, t.To)
	return err == nil && fault == nil && to.Sub(from) >= most*24*time.Hour
}

// inDateline reports whether a date opens a text behind a place and before a dash or
// colon: "HYDERABAD, Aug 13:".
func (d *detailer) inDateline(t *lang.Date, sent *lang.Sentence) bool {
	const reach = 6
	first := int(sent.First)
	if t.First == first || t.First > first+reach || d.text.Tokens[first].Sent > 2 {
		return false
	}
	for j := first; j < t.First; j++ {
		if !d.text.Tokens[j].Has(lang.Punct) && !d.text.Tokens[j].Has(lang.Capital) {
			return false
		}
	}
	for j := t.Last; j < min(t.Last+reach, int(sent.Last)); j++ {
		switch w := d.text.Word(j); {
		case w == ":" || w == "-" || w == "–" || w == "—":
			return true
		case !d.text.Tokens[j].Has(lang.Punct) && !d.text.Tokens[j].Has(lang.Capital):
			return false
		}
	}
	return false
}

// aftermath reports whether a sentence tells of the day of the news that somebody died
// of wounds, that the toll grew, of mourning, or names the day of the act besides.
func (d *detailer) aftermath(t *lang.Date, sent *lang.Sentence) bool {
	if t.Last < int(sent.Last) && d.tags[t.Last].grams&gBe != 0 {
		return true // "Thursday was a day of mourning for the victims of the shooting"
	}
	for k := int(sent.First); k < int(sent.Last); k++ {
		if d.turns(k, tWake) || d.text.Role(k) == "to" && d.grows(k, sent) {
			return true
		}
	}
	for i := d.dateBehind(int(sent.First)); i < len(d.dates) && d.dates[i].Last <= int(sent.Last); i++ {
		o := &d.dates[i]
		if o.From == "" || o.From != o.To || o.From >= t.From {
			continue
		}
		for j := t.First - 1; j >= int(sent.First); j-- {
			if stand, ok := d.verbOf(j); ok && stand == dateOfAct {
				return false // "exploded on Monday, two days after a shooting"
			}
		}
		return true
	}
	return false
}

// grows reports whether "brought to 23" stands around token k in a sentence that tells of
// no more than somebody's death.
func (d *detailer) grows(k int, sent *lang.Sentence) bool {
	if k == int(sent.First) || !d.numberAt(k+1) {
		return false
	}
	switch d.text.Role(k - 1) {
	case "brought", "brings", "bringing", "taking", "takes", "raising", "raised", "raises":
	default:
		return false
	}
	for j := int(sent.First); j < k; j++ {
		if class, _ := d.x.events.Act(d.text.Tokens[j].Word); d.deed(j) != "" && class != "die" && class != "injure" {
			return false
		}
	}
	return true
}

// stamp reports whether a time of day opens a paragraph, as that of the telling
// does: "21:45 The minister says".
func (d *detailer) stamp(t *lang.Date) bool {
	tok := &d.text.Tokens[t.First]
	return tok.Has(lang.ParaStart) && tok.Has(lang.Digit)
}

// warned reports whether a time of day at token i is that of a warning or call.
func (d *detailer) warned(i, first int) bool {
	for j := i - 1; j >= max(first, i-4); j-- {
		if d.is(j, wChannel|wOccasion|wPlan) {
			return true
		}
	}
	return false
}

// dateReach is how many tokens around a date its verb is looked for.
const dateReach = 60

// dateBehind is the first date that begins at token i or behind it.
func (d *detailer) dateBehind(i int) int {
	k, _ := slices.BinarySearchFunc(d.dates, i, func(t lang.Date, i int) int { return t.First - i })
	return k
}

// stands tells how a date hangs on the act: by the nearest verb or act before
// it, or the first behind it if it begins the sentence.
func (d *detailer) stands(t *lang.Date, sent *lang.Sentence) dateStand {
	if t.Last < int(sent.Last) && d.text.Role(t.Last) == "'s" || t.Last > t.First && d.text.Role(t.Last-1) == "'s" {
		return d.calledBy(t, sent)
	}
	if w := d.text.Role(t.First - min(t.First, 1)); t.First > int(sent.First) && (w == "by" || w == "until" || w == "since") {
		if w == "since" && d.missingAt(t.First-1, int(sent.First)) {
			return dateOfAct
		}
		return dateOfTelling
	}
	if d.goneOn(t, int(sent.First)) {
		return dateOfTelling
	}
	if d.when(t, sent) {
		return dateOfAct
	}
	be, heard := false, false
	for j := t.First - 1; j >= max(int(sent.First), t.First-dateReach); j-- {
		if d.text.Word(j) == ":" {
			break // "were on alert: on Saturday a grenade"
		}
		if d.text.Word(j) == ";" || d.inDate(j) {
			continue
		}
		if is, tells := d.occasion(j, sent, &heard); tells {
			return dateOfTelling
		} else if is {
			continue
		}
		if stand, ok := d.verbOf(j); ok {
			if stand == dateBeside && heard {
				return dateOfTelling // "appeared in court on Monday"
			}
			if stand == dateBeside && d.leadsTo(t.Last, int(sent.Last)) {
				return dateOfAct
			}
			if stand == dateBeside && t.Last < int(sent.Last) && d.text.Role(t.Last) == "after" && !d.is(j, wInstant) {
				return dateOfTelling // "was buried on Monday after a bomb"
			}
			if stand == dateOfAct && d.ofWounds(j, int(sent.Last)) {
				return dateOfTelling
			}
			if stand == dateOfAct && d.text.Role(t.First) != "the" && d.tags[j].cues&cAttack != 0 && d.claimedAt(j, t, int(sent.First)) {
				return dateOfTelling
			}
			return stand
		}
		if d.text.Role(j) == "when" {
			break
		}
		be = be || d.tags[j].grams&gBe != 0
	}
	if be && !d.goesOn(sent) {
		return dateOfTelling // "was in mourning on Sunday after a bomb"
	}
	for j := t.Last; j < min(int(sent.Last), t.Last+dateReach); j++ {
		if is, tells := d.occasion(j, sent, &heard); tells {
			return dateOfTelling
		} else if is {
			continue
		}
		if stand, ok := d.verbOf(j); ok {
			if stand == dateBeside && heard {
				return dateOfTelling // "on Monday a court jailed"
			}
			return stand
		}
	}
	if heard {
		return dateOfTelling
	}
	return dateBeside
}

// missingAt reports whether "missing", "held", "not heard from" stands before the
// "since" at token j: that day somebody was carried off.
func (d *detailer) missingAt(j, first int) bool {
	const reach = 4
	for k := j - 1; k >= max(first, j-reach); k-- {
		switch d.text.Role(k) {
		case "missing", "held", "captive", "hostage", "hostages", "captivity", "heard", "seen", "gone", "kidnapped", "abducted", "hands":
			return true
		}
		if d.text.Tokens[k].Has(lang.Punct) {
			return false
		}
	}
	return false
}

// goneOn reports whether "for a second day", "a third day of", stands right before a
// date: what goes on that day began before.
func (d *detailer) goneOn(t *lang.Date, first int) bool {
	k := t.First - 1
	if k > first && d.tags[k].grams&gPrep != 0 {
		k--
	}
	if k-1 < first || d.text.Role(k) != "day" && d.text.Role(k) != "night" || k < 2 {
		return false
	}
	n, ok := d.text.NumberAt(k - 1)
	if w := d.text.Role(k - 1); w == "successive" || w == "consecutive" || w == "straight" || w == "running" {
		return true
	}
	return ok && n.Ordinal && n.Min > 1
}

// followsOn reports whether the act that is dated at token i is one that another followed:
// "the attack followed an ambush near Garissa on Saturday".
func (d *detailer) followsOn(i, first int) bool {
	const reach = 16
	for j := i - 1; j >= max(first, i-reach); j-- {
		switch d.text.Role(j) {
		case "followed", "follows":
			return true
		}
		if d.text.Tokens[j].Has(lang.Punct) {
			return false
		}
	}
	return false
}

// leadsTo reports whether those who did something on a day went on to a deed: "boarded the
// bus on Sunday, paid and blew himself up".
func (d *detailer) leadsTo(k, last int) bool {
	const reach = 25
	for j := k; j < min(k+reach, last); j++ {
		g := &d.tags[j]
		switch {
		case g.name >= 0:
		case g.grams&(gRel|gSubord) != 0, g.cues&(cSay|cThink|cClaimVerb|cDenyVerb|cBlameVerb|cAccording) != 0, d.is(j, wFreed), d.text.Word(j) == ";", d.inDate(j):
			return false
		case g.grams&(gConj|gPast) == gConj && j+1 < last && d.deed(j+1) != "" && d.tags[j+1].grams&gPast != 0 && d.reports(j+1):
			class, _ := d.x.events.Act(d.text.Tokens[j+1].Word)
			return class != "die" && class != "injure"
		}
	}
	return false
}

// when reports whether a deed is told in a clause with "when" right behind a date:
// "was taking out rubbish on 5 January when the device exploded".
func (d *detailer) when(t *lang.Date, sent *lang.Sentence) bool {
	const reach = 14
	k := t.Last
	if k < int(sent.Last) && d.text.Word(k) == "," {
		k++
		for n := k; n < min(k+reach/2, int(sent.Last)); n++ { // ", two days before the feast, when"
			if d.text.Word(n) == "," && n+1 < int(sent.Last) && d.text.Role(n+1) == "when" {
				k = n + 1
				break
			}
		}
	}
	if k >= int(sent.Last) || d.text.Role(k) != "when" {
		return false
	}
	for j := k + 1; j < min(k+reach, int(sent.Last)); j++ {
		if d.deed(j) != "" && d.reports(j) {
			return true
		}
	}
	return false
}

// bears reports whether the word at token j is that by which something is said:
// "in a letter", "issued a statement".
func (d *detailer) bears(j int, sent *lang.Sentence) bool {
	if !d.is(j, wChannel) || d.compound(j, sent) {
		return false
	}
	for k := j - 1; k >= max(int(sent.First), j-4); k-- {
		g := &d.tags[k]
		switch {
		case g.grams&gPrep != 0, g.cues&(cSay|cClaimVerb|cDenyVerb) != 0 && g.grams&gVerb != 0:
			return true
		case g.name < 0 && g.grams&gVerb != 0 && g.grams&gNoun == 0 || d.text.Tokens[k].Flags&lang.Punct != 0:
			return false
		}
	}
	return false
}

// compound reports whether the noun at token j only says more of the next one:
// "newspaper editor", "letter bomb".
func (d *detailer) compound(j int, sent *lang.Sentence) bool {
	next := j + 1
	if next >= int(sent.Last) || d.text.Tokens[next].Flags&lang.Punct != 0 || d.inDate(next) {
		return false
	}
	if d.tags[next].cues&(cWeapon|cAttack) != 0 && d.tags[next].grams&gPast == 0 {
		return true
	}
	_, people := d.classAt(next, nPerson)
	_, thing := d.classAt(next, nThing)
	return people || thing
}

// claimedAt reports whether the act named at token j is claimed, denied or
// condemned on the date t behind it: "claimed the attack on Sunday" says when it
// was claimed. A date with a figure is the day of the deed ("claimed the attack of
// 3 May"), and so is one behind what is said of a deed or who is responsible for it:
// "claimed responsibility for the attack in Lima on Sunday".
func (d *detailer) claimedAt(j int, t *lang.Date, first int) bool {
	verbs, deed := cClaimVerb|cDenyVerb|cBlameVerb|cSay|cAdmit, d.deed(j) != ""
	if deed {
		figure := func(w lang.Token) bool { return w.Has(lang.Digit) }
		if d.tags[j].grams&(gPast|gPart) != 0 || slices.ContainsFunc(d.text.Tokens[t.First:t.Last], figure) {
			return false
		}
		verbs &^= cSay
	}
	for k := j - 1; k >= max(first, j-6); k-- {
		if d.tags[k].cues&verbs != 0 && d.tags[k].name < 0 {
			return true
		}
		if d.text.Tokens[k].Flags&lang.Punct != 0 || deed && (d.tags[k].cues&cResp != 0 || d.text.Role(k) == "that") {
			break
		}
	}
	return false
}

// calledBy tells what a date in the possessive belongs to: "Monday's bombing".
func (d *detailer) calledBy(t *lang.Date, sent *lang.Sentence) dateStand {
	for j := t.Last; j < min(t.Last+5, int(sent.Last)); j++ {
		if d.tags[j].cues&(cAttack|cAttackVerb) != 0 {
			return dateOfAct
		}
	}
	return dateBeside
}

// occasion reports whether token j is a word for a channel or an occasion, and
// whether something is told there. One that merely stands there is noted in
// heard.
func (d *detailer) occasion(j int, sent *lang.Sentence, heard *bool) (is, tells bool) {
	if !d.is(j, wChannel|wOccasion) || d.tags[j].name >= 0 {
		return false, false
	}
	if d.bears(j, sent) {
		return true, true
	}
	if d.is(j, wNet) && !d.is(j, wOccasion) {
		return false, false // "knocked the website offline"
	}
	*heard = *heard || !d.compound(j, sent)
	return true, false
}

// verbOf tells what a date beside the word at token j would hang on; false if
// the word is nothing a date hangs on.
func (d *detailer) verbOf(j int) (dateStand, bool) {
	g := &d.tags[j]
	class, _ := d.x.events.Act(d.text.Tokens[j].Word)
	switch {
	case g.name >= 0, d.turns(j, tCaptive) && g.grams&gVerb == 0:
		return 0, false
	case g.grams&(gPast|gPart) == 0 && j > 0 && g.cues&cAttack == 0 && d.deed(j) == "" && (d.tags[j-1].grams&(gDet|gPoss) != 0 || d.text.Role(j) == "state" && d.tags[j-1].name >= 0):
		return 0, false // "burned her fingers", "in Bayelsa state"
	case d.text.Role(j) == "owned" && j+1 < len(d.tags) && d.text.Role(j+1) == "by":
		return 0, false
	case d.is(j, wSeize) && d.deed(j) != "":
		return dateOfAct, true
	case d.is(j, wSeize) && !d.takesBlame(j):
		return 0, false // "took on fuel"
	case d.is(j, wFound):
		return dateBeside, true
	case g.cues&(cSay|cThink) != 0 && g.cues&cAttack == 0 && (g.grams&gNoun == 0 || g.grams&gPast != 0): // not "killed a judge"
		return dateOfTelling, true
	case g.cues&(cClaimVerb|cDenyVerb|cBlameVerb|cAccording) != 0 && g.cues&cAttack == 0:
		return dateOfTelling, true
	case d.is(j, wFreed) && !(j+1 < len(d.tags) && d.tags[j+1].cues&cWeapon != 0) || d.text.Role(j) == "set" && j+1 < len(d.tags) && d.text.Role(j+1) == "free":
		return dateOfTelling, true
	case class == "arrest" || class == "report" && g.grams&gVerb != 0:
		return dateOfTelling, true
	case g.cues&(cAttackVerb|cAttack) != 0, d.tags[j].grams&gNoun == 0 && d.text.Role(j) != "dead" && (d.casualty(j, true) || d.casualty(j, false)), d.deed(j) != "":
		return dateOfAct, true
	case d.is(j, wSever|wIntrude|wRaze|wMar) && g.grams&(gPast|gPart) != 0, class == "plant" || class == "destroy" || class == "shoot" || class == "kidnap":
		return dateOfAct, true
	case g.grams&gAux != 0 && g.grams&gBe == 0:
		return 0, false
	case g.grams&(gPast|gPart) != 0 && g.grams&gAux == 0:
		return dateBeside, true
	}
	return 0, false
}

// ofWounds reports whether the verb at token j says that somebody died of wounds, days
// after the act: "died in hospital on Sunday of the burns he suffered".
func (d *detailer) ofWounds(j, last int) bool {
	const reach = 9
	if class, _ := d.x.events.Act(d.text.Tokens[j].Word); class != "die" || !d.is(j, wDead) {
		return false
	}
	for k := j + 1; k < min(j+reach, last); k++ {
		if d.turns(k, tWound|tWake) || d.text.Role(k) == "hospital" {
			return true
		}
	}
	return false
}

// takesBlame reports whether "took responsibility" or the like begins at token j.
func (d *detailer) takesBlame(j int) bool {
	const reach = 4
	for k := j + 1; k < min(j+reach, len(d.tags)); k++ {
		if d.tags[k].cues&(cResp|cClaimNoun) != 0 {
			return true
		}
	}
	return false
}
