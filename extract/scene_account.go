package extract

import (
	"strings"
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/lang"
	"github.com/credence-project/credence/lexicon"
)

// account is what one sentence says of an attack.
type account struct {
	sent    int
	first   int // tokens first..last-1
	last    int
	span    credence.Span
	kind    string // type of incident
	tells   bool   // a verb reports it as done
	fresh   bool   // "another", "in a separate attack": not the one told before
	holds   bool   // hostages are spoken of
	relief  bool   // troops or police end it
	armed   bool   // somebody shot, stabbed or drove at people
	anew    bool   // opens with another time or place, and brings in somebody new
	novel   bool   // brings in somebody new
	away    bool   // the place is not that whence the text was sent
	old     bool   // long before the news
	said    bool   // the sentence makes a statement about responsibility
	hurt    bool   // speaks of dead or injured
	boast   bool   // those of other attacks, which somebody claims
	loss    bool   // and of nothing else, without the words for them
	act     int    // the first token that tells of it
	hard    bool   // a verb of it reports more than that people died or were hurt
	attack  bool   // names an attack, a weapon or an attacker, not harm alone
	planned bool   // speaks of a plan, threat or warning
	unreal  bool   // a verb of it reports nothing done, or what a state did
	called  bool   // by its day: "Sunday's shooting"
	attempt bool   // it came to nothing: "failed to explode", "was defused"
	close   bool   // the place stands close behind the word for the act
	opens   bool   // begins a paragraph
	heads   bool   // an item that begins with a day, where days are told one by one
	placed  bool   // the gazetteer knows the place
	date    credence.DateMention
	dated   dateStand
	told    []credence.Span      // dates of the telling
	unread  bool                 // a day such as "Monday", and nothing to count it from
	clock   credence.DateMention // a time of day that stands alone
	place   credence.PlaceMention
	item    bool            // an item or row under the name of its place
	like    bool            // a further attack of the kind told before
	dead    credence.Number // as the cells of a row count them
	harms   credence.Number
}

// crash reports whether an account tells of harm alone, and that from an
// accident: "were killed in a road accident".
func (d *detailer) crash(a *account) bool {
	d.limit = a.last
	found := false
	if !d.anyOf(a.first, a.last, wAccident) {
		return false
	}
	for k := a.first; k < a.last; k++ {
		harm := d.casualty(k, true) || d.casualty(k, false)
		if g := &d.tags[k]; g.cues&(cAttacker|cWeapon|cGroup) != 0 && g.grams&gVerb == 0 || !harm && d.deed(k) != "" {
			return false
		}
		if harm && k+1 < a.last && (d.text.Role(k+1) == "in" || d.text.Role(k+1) == "by") {
			for j := k + 2; j < min(k+6, a.last) && d.tags[j].grams&gPrep == 0; j++ {
				found = found || d.is(j, wAccident)
			}
		}
	}
	return found
}

// settingOf reads time and place of a sentence that names no attack.
func (d *detailer) settingOf(i int, sent *lang.Sentence) account {
	a := account{sent: i}
	d.datesOf(&a, sent)
	if a.date.From != "" {
		d.placeOf(&a, sent)
		if d.opening(int(sent.First), int(sent.Last)).day {
			a.dated = dateOfAct // "On Friday those who could bear it no longer formed a convoy."
		}
	}
	return a
}

// inherit gives account n of a sentence the time and place that it takes from
// what was told before.
func (d *detailer) inherit(a *account, n int, before []account, setting *account) {
	switch {
	case a.date.From != "" || setting.date.From == "":
	case a.place.Name == "" && setting.place.Name != "":
		a.place, a.placed, a.date, a.dated = setting.place, setting.placed, setting.date, dateOfAct
	case n == 0 && a.tells && a.hard:
		a.date, a.dated = setting.date, setting.dated
	}
	if len(before) == 0 {
		return
	}
	last := &before[len(before)-1]
	apart := n > 0 && !d.is(a.first-1, wDay) || d.is(a.first, wSoon) && a.first+1 < a.last && (d.text.Role(a.first+1) == "earlier" || d.text.Role(a.first+1) == "later")
	for i := len(before) - 1; i >= 0 && a.date.From == "" && apart; i-- {
		a.date, a.dated = before[i].date, before[i].dated // hours apart
	}
	if a.place.Name == "" && d.sameTown(a) {
		a.place, a.placed = last.place, last.placed
	}
}

// sameTown reports whether a sentence speaks of "the same city".
func (d *detailer) sameTown(a *account) bool {
	for j := a.first; j+1 < a.last; j++ {
		if d.is(j+1, wSettle) && d.text.Role(j) == "same" {
			return true
		}
	}
	return false
}

// account reads sentence i, or a part of it; false if it names no attack.
func (d *detailer) account(i int, sent *lang.Sentence) (account, bool) {
	a := account{sent: i, first: int(sent.First), last: int(sent.Last), span: credence.Span{Start: int(sent.Start), End: int(sent.End)}}
	d.limit = int(sent.Last)
	weapon := false
	for k := a.first; k < a.last; k++ {
		if d.is(k, wAct|wHarm|wFoiled|wDrive|wSeize|wKindle) || d.tags[k].cues&cAttackVerb != 0 || d.text.Tokens[k].Word == 0 || d.text.Role(k) == "failed" || d.text.Role(k) == "made" {
			d.actAt(&a, k)
		}
		weapon = weapon || d.tags[k].cues&cWeapon != 0
	}
	laid, marred := false, false
	if weapon {
		laid, marred = d.laid(&a)
	}
	if weapon && !laid && !a.tells && d.leftBehind(&a) {
		a.kind, a.tells, a.hard, a.attack, a.attempt = "bombing", true, true, true, true
		for k := a.first; k+1 < a.last && !a.fresh; k++ {
			a.fresh = d.turns(k, tAgain) && d.bombLike(k)
		}
		a.like = a.fresh
	}
	if laid {
		a.tells, a.hard = true, a.hard || marred
		if a.kind == "" {
			a.kind = "bombing"
		}
	}
	if !a.tells && d.impact(&a) {
		a.tells, a.hard, a.attack = true, true, true
	}
	d.quiet(&a)
	for k := a.first; k < a.last; k++ {
		a.planned = a.planned || d.is(k, wPlan)
		a.holds = a.holds || d.is(k, wHeld) && (d.text.Role(k) == "hostage" || d.text.Role(k) == "hostages")
		a.relief = a.relief || d.turns(k, tRelieve) && d.relieves(k, a.first)
	}
	if a.kind == "" && !d.doubtful && d.fireIn(&a) {
		a.kind, a.tells, a.hard, a.attack = "arson", true, true, true // "claimed responsibility for fires that destroyed"
	}
	if !a.hurt && d.losses(a.first, a.last) {
		a.hurt = true // "the death toll stands at four"
		if a.kind == "" {
			a.kind, a.loss = plainAttack, true
		}
	}
	if a.kind == "" && weapon && a.planned {
		a.kind = plainAttack // "a plan to drive lorries packed with explosives into"
	}
	if a.kind == "" {
		return a, false
	}
	for k := a.first; k < a.last && !a.attack; k++ {
		g := &d.tags[k]
		a.attack = g.cues&(cAttacker|cWeapon|cGroup) != 0 && (g.grams&gVerb == 0 || g.grams&gNoun != 0 && (d.pluralAt(k) || d.tags[k-min(k, 1)].grams&gDet != 0))
	}
	a.opens = d.text.Tokens[a.first].Has(lang.ParaStart)
	a.fresh, a.old = a.fresh || d.beside(sent), d.before(sent)
	d.datesOf(&a, sent)
	d.hourOf(&a, sent)
	if a.old && a.dated == dateOfAct && a.date.From == a.date.To && !d.anchor.IsZero() && a.date.From >= d.anchor.AddDate(0, 0, -lately).Format(time.DateOnly) {
		a.old = false // "on Thursday of last week"
	}
	d.placeOf(&a, sent)
	a.close = a.place.Name != "" && d.closeTo(d.text.TokenAt(a.place.Start), a.first)
	if a.tells && a.hard && a.act > 0 && !d.text.Upper {
		a.novel = d.unnamed(d.opening(a.first, a.last).end, a.act)
	}
	if anew, later := d.anew(&a); anew {
		a.anew, a.fresh = true, a.fresh || later
	}
	a.away = a.place.Name != "" && (d.from.Name == "" || !samePlaces(&a.place, &d.from))
	return a, true
}

// lately is for how many days an attack is no background.
const lately = 12

// relieves reports whether those at the verb at token k are troops or police:
// "before soldiers stormed the building".
func (d *detailer) relieves(k, first int) bool {
	for j := k - 1; j >= max(first, k-4); j-- {
		if d.is(j, wForces) || d.turns(j, tGuard) {
			return true
		}
		if d.text.Tokens[j].Has(lang.Punct) || d.foe(j) {
			return false
		}
	}
	return false
}

// fireIn reports whether a sentence tells of a fire that did damage.
func (d *detailer) fireIn(a *account) bool {
	fire, done := false, false
	for k := a.first; k < a.last; k++ {
		switch w := d.text.Role(k); {
		case w == "fire" || w == "fires" || w == "blaze" || w == "blazes":
			fire = true
		case d.is(k, wRaze|wMar):
			done = done || d.reports(k)
		}
	}
	return fire && done
}

// closeTo reports whether a word for one attack stands shortly before token j.
func (d *detailer) closeTo(j, first int) bool {
	const reach = 8
	for k := j - 1; k >= max(first, j-reach); k-- {
		if d.tags[k].cues&(cAttack|cAttackVerb) != 0 || d.deed(k) != "" {
			return !(d.tags[k].grams&gNoun != 0 && d.pluralAt(k))
		}
	}
	return false
}

// actAt notes what token k says of an attack.
func (d *detailer) actAt(a *account, k int) {
	name := func(kind string) {
		if a.kind == "" || a.kind == plainAttack {
			a.kind = kind
		}
	}
	if m, ok := d.nounAt(k, nMethod); ok && m.Tokens > 0 && !m.Common {
		a.attack = true
		if d.worked(k + m.Tokens) {
			a.tells, a.hard = true, true
		}
		if kind := typeOf(m.Class); (kind != "arson" || !a.hurt) && (kind != "robbery" || a.kind == "") {
			name(kind)
		}
	}
	kind := d.deed(k)
	if kind == "kidnapping" && d.thenKilled(k) {
		kind = plainAttack // "abducted and killed"
	}
	hurt := d.casualty(k, true) || d.casualty(k, false)
	if kind == "arson" && a.hurt {
		kind = plainAttack
	}
	a.hurt = a.hurt || hurt
	if class, _ := d.x.events.Act(d.text.Tokens[k].Word); kind == "" && class == "hijack" {
		kind = "hijacking" // "the five hijackers"
	}
	if kind == "" {
		if hurt && d.tags[k].grams&gNoun == 0 {
			a.tells = a.tells || d.reports(k) || d.diary && d.presently(k)
		}
		if hurt || d.tags[k].cues&cAttackVerb != 0 {
			name(plainAttack)
		}
		a.attempt = a.attempt || d.fails(k)
		return
	}
	name(kind)
	a.attempt = a.attempt || d.fails(k)
	class, _ := d.x.events.Act(d.text.Tokens[k].Word)
	a.attack = a.attack || kind != plainAttack || class != "die" && class != "injure" && !strings.HasPrefix(d.text.Role(k), "kill")
	told := d.reports(k) || d.diary && d.presently(k)
	a.unreal = a.unreal || !told && d.tags[k].grams&gPast != 0
	if told {
		if a.act == 0 {
			a.act = k
		}
		a.tells = true
		a.hard = a.hard || class != "die" && class != "injure" || kind != plainAttack || d.told(k) != "" || class == "injure" && d.armsBefore(k)
		a.armed = a.armed || kind == plainAttack && (class == "shoot" || class == "stab" || class == "ram")
	}
}

// armsBefore reports whether "a grenade" or the like is the subject of the verb at token
// k: "a grenade had wounded five".
func (d *detailer) armsBefore(k int) bool {
	j := k - 1
	for j > 0 && d.tags[j].grams&gAux != 0 && d.tags[j].grams&gBe == 0 {
		j--
	}
	return j > 0 && d.tags[j].cues&cWeapon != 0 && d.someNew(j, max(0, j-5))
}

// thenKilled reports whether those whom the verb at token k is of were killed or
// shot right away: "dragged from his bed and shot".
func (d *detailer) thenKilled(k int) bool {
	const reach = 8
	for j := k + 1; j+1 < min(k+reach, d.limit) && !d.text.Tokens[j].Has(lang.Punct); j++ {
		if d.tags[j].grams&gConj == 0 {
			continue
		}
		class, _ := d.x.events.Act(d.text.Tokens[j+1].Word)
		fires := d.tags[j+1].phrase > 1 && d.tags[j+1].cues&cAttackVerb != 0 && d.phrasal(j+1) == plainAttack // "and opened fire"
		return d.casualty(j+1, true) || fires || class == "shoot" && d.tags[j+1].grams&(gPast|gPart) != 0 && (j+2 >= d.limit || !d.startsObject(j+2))
	}
	return false
}

// worked reports whether what an attack that is named before token k did is told
// next: "a ransomware attack that on Friday forced the closure".
func (d *detailer) worked(k int) bool {
	const reach = 8
	for j := k; j < min(k+reach, d.limit); j++ {
		if d.is(j, wInstant|wRaze|wMar|wBreach) && d.tags[j].grams&gPast != 0 {
			return d.reports(j)
		}
		if d.tags[j].grams&gPast != 0 && d.tags[j].grams&gAux == 0 {
			return false
		}
	}
	return false
}

// typeOf is the type of incident that a kind of attack makes.
func typeOf(method lexicon.Class) string {
	switch method.ID {
	case sabotage, cyberAttack:
		return method.ID
	}
	return strings.ToLower(method.MUC)
}

// beside reports whether a sentence speaks of an event beside the one told
// before.
func (s *scratch) beside(sent *lang.Sentence) bool {
	for j := int(sent.First); j < int(sent.Last); j++ {
		if s.is(j, wBeside) && !s.numberAt(j+1) && j+1 < int(sent.Last) && (!s.text.Tokens[j+1].Has(lang.Punct) && s.tags[j+1].grams&gDet == 0 || j == int(sent.First) && s.adverb(j)) || s.is(j, wOrdinal) && s.has(j, min(j+4, int(sent.Last)), cAttack) && !s.oneOfTwo(j) {
			return true
		}
	}
	return false
}

// oneOfTwo reports whether "the other was" stands around token j.
func (s *scratch) oneOfTwo(j int) bool {
	return s.text.Role(j) == "other" && j > 0 && s.text.Role(j-1) == "the" && j+1 < len(s.tags) && s.tags[j+1].grams&gAux != 0
}

// numberAt reports whether a number stands at token j: "another 112 people" are of
// the attack told before.
func (s *scratch) numberAt(j int) bool {
	if j >= len(s.text.Tokens) {
		return false
	}
	_, ok := s.text.NumberAt(j)
	return ok
}

// ofMany reports whether token j is "month" or the like of "its attacks in the past
// month", "attacks this year": what is told of them is of no one attack.
func (s *scratch) ofMany(j int) bool {
	const reach = 5
	if j < 2 || !s.years(j) {
		return false
	}
	switch s.text.Role(j - 1) {
	case "past", "last", "recent", "this":
	default:
		return false
	}
	for k := j - 2; k >= max(0, j-reach); k-- {
		if s.is(k, wAct) && s.tags[k].grams&gNoun != 0 && s.tags[k].cues&cAttack != 0 && s.pluralAt(k) && k > 0 && s.tags[k-1].grams&gPoss != 0 {
			return true
		}
	}
	return false
}

// before reports whether a sentence speaks of a time long before the news.
func (s *scratch) before(sent *lang.Sentence) bool {
	for j := int(sent.First); j < int(sent.Last); j++ {
		switch {
		case s.ofMany(j):
			return true
		case !s.is(j, wPast|wOlder|wAgo|wSince):
		case s.is(j, wPast), s.text.Role(j) == "since" && j > 1 && s.years(j-1) && s.tags[j-2].grams&gDet != 0,
			s.is(j, wOlder) && (j == 0 || !s.is(j-1, wSoon)) && s.has(j, min(j+4, int(sent.Last)), cAttack),
			s.is(j, wAgo) && s.longAgo(j),
			s.is(j, wSince) && j+1 < int(sent.Last) && (s.yearAt(j+1) || s.dayOrMonth(j+1) && (s.text.Role(j) != "since" || !s.weekday(j+1))):
			return true
		}
	}
	return false
}
