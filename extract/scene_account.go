package extract

import (
	"strings"

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
	old     bool   // long before the news
	said    bool   // the sentence makes a statement about responsibility
	hurt    bool   // speaks of dead or injured
	attack  bool   // names an attack, a weapon or an attacker, not harm alone
	planned bool   // speaks of a plan, threat or warning
	attempt bool   // it came to nothing: "failed to explode", "was defused"
	close   bool   // the place stands close behind the word for the act
	opens   bool   // begins a paragraph
	placed  bool   // the gazetteer knows the place
	date    credence.DateMention
	dated   dateStand
	told    []credence.Span      // dates of the telling
	clock   credence.DateMention // a time of day that stands alone
	place   credence.PlaceMention
}

// accounts reads the sentences of a text that name an attack, each in parts if
// it tells of several. What a sentence before in the paragraph says of time and
// place holds for one that says nothing of them.
func (d *detailer) accounts() []account {
	var out []account
	var setting account // of the sentence before
	for i := range d.text.Sentences {
		sent := &d.text.Sentences[i]
		if sent.Form == lang.Dateline || d.question(sent) {
			continue
		}
		if setting.sent != i-1 || d.text.Tokens[sent.First].Has(lang.ParaStart) {
			setting = account{}
		}
		whole, ok := d.account(i, sent)
		if !ok {
			setting = d.settingOf(i, sent)
			continue
		}
		for n, a := range d.parts(&whole, sent) {
			d.inherit(&a, n, out, &setting)
			out = append(out, a)
		}
	}
	return out
}

// settingOf reads time and place of a sentence that names no attack.
func (d *detailer) settingOf(i int, sent *lang.Sentence) account {
	a := account{sent: i}
	d.datesOf(&a, sent)
	if a.date.From != "" {
		d.placeOf(&a, sent)
	}
	return a
}

// inherit gives account n of a sentence the time and place that it takes from
// what was told before.
func (d *detailer) inherit(a *account, n int, before []account, setting *account) {
	if a.place.Name == "" && a.date.From == "" && setting.place.Name != "" && setting.date.From != "" {
		a.place, a.placed, a.date, a.dated = setting.place, setting.placed, setting.date, dateOfAct
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

// parts cuts the account of a sentence that tells of one attack "hours after"
// another.
func (d *detailer) parts(whole *account, sent *lang.Sentence) []account {
	for j := whole.first + 1; j < whole.last; j++ {
		if !d.is(j, wOrder) || !d.is(j-1, wSoon) || !d.doneIn(whole.first, j) || !d.doneIn(j, whole.last) {
			continue
		}
		one, two := *sent, *sent
		one.Last, one.End = int32(j), d.text.Tokens[j-1].End
		two.First, two.Start = int32(j), d.text.Tokens[j].Start
		a, ok := d.account(whole.sent, &one)
		b, also := d.account(whole.sent, &two)
		if ok && also {
			return []account{a, b}
		}
	}
	return []account{*whole}
}

// doneIn reports whether tokens first..last-1 report an attack.
func (d *detailer) doneIn(first, last int) bool {
	d.limit = last
	for k := first; k < last; k++ {
		if (d.is(k, wAct|wDrive|wSeize) || d.tags[k].cues&cAttackVerb != 0) && d.deed(k) != "" && d.reports(k) {
			return true
		}
	}
	return false
}

// sameTown reports whether a sentence speaks of "the same city".
func (d *detailer) sameTown(a *account) bool {
	for j := a.first; j+1 < a.last; j++ {
		if d.text.Role(j) == "same" && d.is(j+1, wSettle) {
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
		if d.is(k, wAct|wHarm|wFoiled|wDrive|wSeize) || d.tags[k].cues&cAttackVerb != 0 || d.text.Tokens[k].Word == 0 || d.text.Role(k) == "failed" {
			d.actAt(&a, k)
		}
		weapon = weapon || d.tags[k].cues&cWeapon != 0
	}
	if weapon && d.laid(&a) {
		a.tells = true
		if a.kind == "" {
			a.kind = "bombing"
		}
	}
	if a.kind == "" {
		return a, false
	}
	for k := a.first; k < a.last && !a.attack; k++ {
		a.attack = d.tags[k].cues&(cAttacker|cWeapon|cGroup) != 0 && d.tags[k].grams&gVerb == 0
	}
	for k := a.first; k < a.last && !a.planned; k++ {
		a.planned = d.is(k, wPlan)
	}
	a.opens = d.text.Tokens[a.first].Has(lang.ParaStart)
	a.fresh, a.old = d.beside(sent), d.before(sent)
	d.datesOf(&a, sent)
	d.placeOf(&a, sent)
	a.close = a.place.Name != "" && d.closeTo(d.text.TokenAt(a.place.Start), a.first)
	return a, true
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
	if !d.startsNone(k, d.x.peaceful) {
		if m, ok := lexicon.Methods().Longest(d.wordAt, k); ok && m.Tokens > 0 && !m.Common {
			a.attack = true
			if kind := strings.ToLower(m.Class.MUC); kind != "arson" || !a.hurt {
				name(kind)
			}
		}
	}
	kind := d.deed(k)
	hurt := d.casualty(k, true) || d.casualty(k, false)
	if kind == "arson" && a.hurt {
		kind = plainAttack
	}
	a.hurt = a.hurt || hurt
	if kind == "" {
		if hurt && d.tags[k].grams&gNoun == 0 {
			a.tells = a.tells || d.reports(k)
		}
		if hurt || d.tags[k].cues&cAttackVerb != 0 {
			name(plainAttack)
		}
		a.attempt = a.attempt || d.fails(k)
		return
	}
	name(kind)
	class, _ := d.x.events.Act(d.text.Tokens[k].Word)
	a.attack = a.attack || kind != plainAttack || class != "die" && class != "injure" && !strings.HasPrefix(d.text.Role(k), "kill")
	if d.reports(k) {
		a.tells = true
	}
}

// deed gives the type of incident that the verb at token k makes, "" if it is
// no verb of violence.
func (d *detailer) deed(k int) string {
	if d.is(k, wSeize) {
		return d.hostages(k)
	}
	class, verb := d.x.events.Act(d.text.Tokens[k].Word)
	if !verb {
		return d.phrasal(k)
	}
	switch class {
	case "bomb", "explode":
		switch w := d.text.Role(k); {
		case strings.HasPrefix(w, "shell"), strings.HasPrefix(w, "mortar"), strings.HasPrefix(w, "bombard"), strings.HasPrefix(w, "burst"):
			return plainAttack
		case strings.HasPrefix(w, "bl") && !d.blows(k):
			return ""
		}
		return "bombing"
	case "kidnap":
		if d.tags[k].cues&cAttackVerb != 0 || d.text.Role(k) == "seized" && d.someone(k) {
			return "kidnapping"
		}
		return ""
	case "arson", "hijack":
		return map[string]string{"arson": "arson", "hijack": "hijacking"}[class]
	case "injure":
		if strings.HasPrefix(d.text.Role(k), "burn") {
			return "arson"
		}
		return plainAttack
	case "kill", "stab", "ram", "attack", "shoot", "die":
		if w := d.text.Role(k); strings.HasPrefix(w, "fir") || strings.HasPrefix(w, "target") || strings.HasPrefix(w, "harass") {
			return ""
		}
		return plainAttack
	}
	return ""
}

// hostages gives "kidnapping" if "took hostages", "held 40 people hostage"
// begins at token k.
func (d *detailer) hostages(k int) string {
	for j := k + 1; j < min(k+6, d.limit); j++ {
		if w := d.text.Role(j); w == "hostage" || w == "hostages" {
			return "kidnapping"
		}
	}
	return ""
}

// someone reports whether the verb at token k is done to people: "were seized",
// "seized three engineers".
func (d *detailer) someone(k int) bool {
	if k > 0 && d.tags[k-1].grams&gBe != 0 {
		return true
	}
	for j := k + 1; j < min(k+5, d.limit); j++ {
		if _, ok := lexicon.HumanTargets().Lookup(d.text.Word(j)); ok {
			return true
		}
	}
	return false
}

// mishap reports whether a sentence says that what happened was an accident, or
// a rehearsal.
func (d *detailer) mishap(sent *lang.Sentence) bool {
	for k := int(sent.First); k < int(sent.Last); k++ {
		if d.is(k, wDrill) || d.is(k, wAccident) && d.surely(k, int(sent.First)) {
			return true
		}
	}
	return false
}

// surely reports whether the accident at token k is stated: "was an accident",
// "no reason to think of anything but an accident".
func (d *detailer) surely(k, first int) bool {
	stated := d.text.Role(k) == "accidentally"
	for j := k - 1; j >= max(first, k-12); j-- {
		if d.is(j, wUnsure) && (d.text.Role(j) != "no" || d.text.Role(j+1) != "reason") {
			return false
		}
		stated = stated || d.tags[j].grams&gBe != 0 || d.text.Role(j) == "but" && d.text.Role(j+1) == "an"
	}
	return stated
}

// phrasal gives the type of incident that a verb makes with the words behind
// it: "opened fire", "took hostage", "drove into the crowd".
func (d *detailer) phrasal(k int) string {
	g := &d.tags[k]
	if g.cues&cAttackVerb == 0 || g.phrase < 2 || g.grams&(gPast|gPart) == 0 {
		if d.drives(k) {
			return plainAttack
		}
		return ""
	}
	for j := k + 1; j < min(k+int(g.phrase), d.limit); j++ {
		switch d.text.Role(j) {
		case "hostage", "hostages":
			return "kidnapping"
		case "alight", "ablaze":
			return "arson"
		case "fire":
			if w := d.text.Role(k); w == "set" {
				return "arson"
			}
		}
	}
	return plainAttack
}

// drives reports whether token k is of driving into people.
func (d *detailer) drives(k int) bool {
	if !d.is(k, wDrive) {
		return false
	}
	for j := k + 1; j < min(k+4, d.limit); j++ {
		if w := d.text.Role(j); w != "into" && w != "at" {
			continue
		}
		for n := j + 1; n < min(j+6, d.limit); n++ {
			if _, ok := lexicon.HumanTargets().Lookup(d.text.Word(n)); ok || d.is(n, wCrowd) {
				return true
			}
		}
	}
	return false
}

// laid reports whether a sentence tells that a bomb or the like was laid,
// thrown or, at the beginning of a text, found.
func (d *detailer) laid(a *account) bool {
	weapon, done := false, false
	for k := a.first; k < a.last; k++ {
		class, verb := d.x.events.Act(d.text.Tokens[k].Word)
		g := d.tags[k]
		w := d.text.Role(k)
		done = done || (verb && class == "plant" && w != "set" || a.sent < 3 && d.is(k, wFound)) && g.grams&(gPast|gPart) != 0 && d.reports(k)
		weapon = weapon || g.cues&cWeapon != 0 && g.grams&gVerb == 0 && class != "shoot" || w == "explosives" || w == "incendiary"
	}
	return weapon && done
}

// blows reports whether "blew" at token k is of an explosion: "blew up", "blew
// himself up", "blew the door off".
func (d *detailer) blows(k int) bool {
	for j := k + 1; j < min(k+6, d.limit); j++ {
		switch d.text.Role(j) {
		case "up", "apart", "off":
			return true
		}
	}
	return false
}

// reports reports whether the verb at token k says that something was done: it
// is no wish, threat or denial.
func (d *detailer) reports(k int) bool {
	g := d.tags[k].grams
	if g&(gPast|gPart|gGerund) == 0 && d.tags[k].cues&cAttackVerb == 0 {
		return false
	}
	first := int(d.text.Sentences[d.text.Tokens[k].Sent].First)
	passive := false
	for j := k - 1; j >= max(first, k-4) && d.text.Tokens[j].Flags&lang.Punct == 0; j-- {
		switch {
		case d.is(j, wUnreal), j == k-1 && d.text.Role(j) == "to":
			return false
		case d.tags[j].grams&gBe != 0:
			passive = g&gGerund == 0
		case d.tags[j].grams&gPrep != 0:
			return passive || g&gGerund == 0 && g&(gPast|gPart) != 0
		case !passive && (j == k-1 || j == k-2 && d.tags[k-1].grams&gAux != 0) && d.official(j):
			return false // "police killed two gunmen", "France was bombing"
		}
	}
	if passive {
		return true
	}
	return g&(gPast|gPart) != 0 || g&gGerund != 0 && k+1 < d.limit && d.startsObject(k+1)
}

// official reports whether token j is a state, or one who acts for it.
func (d *detailer) official(j int) bool {
	if n := d.tags[j].name; n >= 0 {
		k := d.entities[d.names[n].entity].kind
		before := int(d.names[n].first) - 1
		return (k == entityState || k == entityOrgan) && (before < 0 || d.tags[before].grams&gPrep == 0)
	}
	return d.tags[j].cues&cAuthority != 0
}

// fails reports whether token k says that an attack came to nothing.
func (d *detailer) fails(k int) bool {
	if d.is(k, wFoiled) {
		return true
	}
	if d.text.Role(k) == "failed" {
		return k+2 < d.limit && d.text.Role(k+1) == "to" && (d.deedStem(k+2) || d.text.Role(k+2) == "go" || d.text.Role(k+2) == "ignite")
	}
	return false
}

func (d *detailer) deedStem(k int) bool {
	class, _ := d.x.events.Act(d.text.Tokens[k].Word)
	return class == "explode" || class == "arson" || class == "bomb"
}

// beside reports whether a sentence speaks of an event beside the one told
// before.
func (s *scratch) beside(sent *lang.Sentence) bool {
	for j := int(sent.First); j < int(sent.Last); j++ {
		if s.is(j, wBeside) || s.is(j, wOrdinal) && s.has(j, min(j+4, int(sent.Last)), cAttack) {
			return true
		}
	}
	return false
}

// before reports whether a sentence speaks of a time long before the news.
func (s *scratch) before(sent *lang.Sentence) bool {
	for j := int(sent.First); j < int(sent.Last); j++ {
		switch {
		case !s.is(j, wPast|wOlder|wAgo|wSince):
		case s.is(j, wPast),
			s.is(j, wOlder) && (j == 0 || !s.is(j-1, wSoon)) && s.has(j, min(j+4, int(sent.Last)), cAttack),
			s.is(j, wAgo) && s.longAgo(j),
			s.is(j, wSince) && j+1 < int(sent.Last) && (s.yearAt(j+1) || s.dayOrMonth(j+1)):
			return true
		}
	}
	return false
}
