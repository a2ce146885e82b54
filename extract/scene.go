package extract

import (
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/lang"
	"github.com/credence-project/credence/lexicon"
)

// The models of package event learnt what one agency thought worth a record in
// one part of the world. A text that speaks of responsibility for an attack
// reports an incident wherever it is. In a text in small letters each sentence
// that names an attack gives an account of it; accounts that nothing keeps
// apart make a scene, and the scenes correct and complete what the models say.

// plainAttack is the type of an attack that nothing more telling is said of.
const plainAttack = "attack"

// Types of attacks without arms, as lexicon/classes/methods.txt calls them.
const (
	sabotage    = "sabotage"
	cyberAttack = "cyber-attack"
)

// scene is what a text tells of one attack, by rule.
type scene struct {
	credence.Mention
	sents   []int           // sentences that speak of it
	aside   []int           // those that name another place and report nothing
	telling []int           // those that report it, or name its time or place
	dated   dateStand       // how the date hangs on the act
	old     bool            // background: long before the news
	attack  bool            // more than harm done
	planned bool            // and nothing but a plan
	lent    bool            // the place is only the one most named in the text
	spared  bool            // somebody came out of it unhurt
	hoax    bool            // a bomb that was none
	item    bool            // begins as an item or row under the name of its place
	mishap  bool            // an accident after all, or a rehearsal
	staged  bool            // begins with a rehearsal
	settled bool            // of shooting, stabbing or driving at people, whatever burst or burned later
	hard    bool            // more is reported than that people died or were hurt
	tells   bool            // reported as done, not merely named
	parts   []credence.Span // what of them is of it
	told    []credence.Span // days of the telling
	marred  bool            // a part of what was attacked was damaged: its door
	burst   credence.Span   // the word that tells of an explosion
	// weapons that only those who claim or are blamed are said to have used
	rumoured []credence.Weapon
	unread   bool // a day is named that cannot be told
	at       int  // place of the incident in the extraction, -1 if it is not reported
}

// mostScenes bounds the scenes of a text; what names more attacks is no report.
const mostScenes = 40

// scenes reads the accounts of a text and joins them.
func (d *detailer) scenes(said []credence.Statement) []scene {
	d.nextDays()
	d.diary = !d.text.Upper && d.isDiary()
	d.from = d.dateline()
	d.home = d.from.Country
	list, last := d.sceneList[:0], -1
	_, live := d.live()
	accounts := d.accounts()
	for i := range accounts {
		a := &accounts[i]
		a.said = speaksHere(said, &d.text.Sentences[a.sent])
		a.boast = a.hurt && claimsOther(said, a.span)
		if len(list) > 0 && a.dated == dateOfAct && a.opens && list[0].Date.From == "" && a.date.To != "" && !d.recent(a.date.To) {
			d.undatedDay(list, 0)
		}
		if len(list) > 0 && a.dated == dateOfAct && a.date.To != "" && !d.recent(a.date.To) && (live || list[0].Date.To != "" && d.recent(list[0].Date.To)) {
			a.old = true // "on 5 January 2017", told beside the news
		}
		at := sceneOf(list, last, a)
		if at < 0 {
			if last >= 0 && !a.old && a.namesAnother(&list[last], list[last].differs(a)) {
				a.tells = true
			}
			if len(list) == mostScenes || !a.tells && len(list) > 0 && !a.said {
				continue
			}
			at = len(list)
			list = addScene(list)
			list[at].Type, list[at].Span = a.kind, a.span
			list[at].old, list[at].item = a.old && at > 0, a.item
			if last >= 0 && a.kind == "kidnapping" && !a.old {
				carriedOff(a, &list[last])
			}
			if a.like && last >= 0 {
				list[at].Weapons = slices.Clone(list[last].Weapons)
			}
		}
		d.take(&list[at], a)
		if !list[at].old {
			last = at
		}
	}
	d.sceneList = list
	if len(list) > 1 && list[1].item && list[0].heading() {
		list = list[1:]
	}
	d.layout(list)
	d.answeredFor(list, said)
	for k := range list {
		d.undatedDay(list, k)
	}
	for k := range list {
		list[k].mishap = d.mishapIn(&list[k])
		list[k].hoax = d.hoaxed(&list[k])
	}
	if len(list) > 0 && !list[0].mishap {
		list[0].mishap = d.mishapLed(list)
	}
	return list
}

// answeredFor makes an attack of a scene of harm alone if somebody claims it or is
// blamed for it right there: "Four policemen were killed. The group said its men
// had done it."
func (d *detailer) answeredFor(list []scene, said []credence.Statement) {
	const reach = 2 // sentences
	for k := range list {
		sc := &list[k]
		if sc.attack || !sc.tells || sc.Killed.Min+sc.Injured.Min == 0 {
			continue
		}
		last := slices.Max(sc.sents)
		sc.attack = slices.ContainsFunc(said, func(st credence.Statement) bool {
			i := d.sentenceAt(st.Start)
			return !st.Other && st.Actor != "" && (st.Kind == credence.KindClaim || st.Kind == credence.KindAccusation) && i >= sc.sents[0] && i <= last+reach
		})
	}
}

// carriedOff gives the account of an abduction that follows on an attack the day
// and place of that.
func carriedOff(a *account, sc *scene) {
	if a.date.From == "" {
		a.date, a.dated = sc.Date, sc.dated
	}
	if a.place.Name == "" {
		a.place, a.placed = sc.Place, sc.Place.Lat != 0
	}
}

// addScene adds a scene of which nothing is known yet; it has the room of one of
// an earlier text.
func addScene(list []scene) []scene {
	n := len(list)
	if n == cap(list) {
		list = append(list, scene{})
	}
	list = list[:n+1]
	sc := &list[n]
	*sc = scene{at: -1, sents: sc.sents[:0], telling: sc.telling[:0], parts: sc.parts[:0], told: sc.told[:0],
		Mention: credence.Mention{Stage: credence.StageAccomplished, Rule: "scene"}}
	return list
}

// heading reports whether a scene is what introduces a list: "a summary of the
// violence since Saturday".
func (sc *scene) heading() bool {
	return !sc.tells && !sc.hard && sc.Place.Name == "" && len(sc.Weapons) == 0 && sc.Killed.IsZero() && sc.Injured.IsZero()
}

// layout gives the scenes of live coverage and of boxes of facts the day and place
// that hold for all of the text.
func (d *detailer) layout(list []scene) {
	if len(list) == 0 {
		return
	}
	day, place := d.boxed()
	if sc := &list[0]; day.From != "" && sc.dated < dateOfAct {
		sc.Date, sc.dated = day, dateOfAct
	}
	if sc := &list[0]; place.Name != "" && (sc.Place.Name == "" || narrower(&place, &sc.Place)) {
		sc.Place = place
	}
	today, ok := d.live()
	for k := range list {
		if sc := &list[k]; ok && !sc.old && sc.Date.From == "" {
			today.Time, today.Zone = sc.Date.Time, sc.Date.Zone
			sc.Date, sc.dated = today, dateOfAct
		}
	}
}

// hoaxed reports whether a sentence of a scene, or one that follows close, says
// that what was feared was none: "it was a hoax", "nothing was found".
func (d *detailer) hoaxed(sc *scene) bool {
	const reach = 3
	if sc.Killed.Min+sc.Injured.Min > 0 {
		return false
	}
	first := sc.sents[0]
	for i := first; i < min(first+reach, len(d.text.Sentences)); i++ {
		sent := &d.text.Sentences[i]
		for k := int(sent.First); k < int(sent.Last); k++ {
			if sc.burst.End == 0 && d.noBomb(k, sent) {
				return true
			}
			if !d.is(k, wHoax) {
				continue
			}
			switch w := d.text.Role(k); {
			case w == "nothing":
				if k > int(sent.First) && d.is(k-1, wFound) {
					return true
				}
				if k+2 < int(sent.Last) && d.tags[k+1].grams&gBe != 0 && d.is(k+2, wFound) {
					return true
				}
			case w == "alarm" || w == "alarms":
				if k > 0 && d.text.Role(k-1) == "false" {
					return true
				}
			case d.saidToBe(k, int(sent.First)):
				return true
			}
		}
	}
	return false
}

// noBomb reports whether "there was no bomb" or "no device was found" stands at token k.
func (d *detailer) noBomb(k int, sent *lang.Sentence) bool {
	if d.text.Role(k) != "no" || k+1 >= int(sent.Last) {
		return false
	}
	switch d.text.Role(k + 1) {
	case "bomb", "bombs", "device", "devices", "explosive", "explosives":
	default:
		return false
	}
	if k-2 >= int(sent.First) && d.text.Role(k-2) == "there" && d.tags[k-1].grams&gBe != 0 {
		return true
	}
	return k+3 < int(sent.Last) && d.tags[k+2].grams&gBe != 0 && d.is(k+3, wFound) || k > int(sent.First) && d.is(k-1, wFound)
}

// saidToBe reports whether "was a" or "turned out to be" stands before token k.
func (d *detailer) saidToBe(k, first int) bool {
	const reach = 4
	for j := k - 1; j >= max(first, k-reach); j-- {
		switch g := d.tags[j].grams; {
		case g&gBe != 0:
			return true
		case g&gNeg != 0 || d.is(j, wUnsure) || d.text.Tokens[j].Has(lang.Punct):
			return false
		}
	}
	return false
}

// mishapIn reports whether a sentence of a scene says that there was no attack,
// or the scene is of a rehearsal alone.
func (d *detailer) mishapIn(sc *scene) bool {
	for _, i := range sc.sents {
		if !slices.Contains(sc.aside, i) && d.mishap(&d.text.Sentences[i], false) {
			return true
		}
	}
	return sc.staged && !sc.hard
}

// mishapLed reports whether one of the first sentences of a text, outside every
// scene, says that "it" or "the blast" was no attack.
func (d *detailer) mishapLed(list []scene) bool {
	const lead = 4
	for i := range min(lead, len(d.text.Sentences)) {
		own := false
		for k := range list {
			own = own || slices.Contains(list[k].sents, i)
		}
		if !own && d.mishap(&d.text.Sentences[i], true) {
			return true
		}
	}
	return false
}

// sceneDetailer is detailer with the dates that the models have read.
func (s *scratch) sceneDetailer(doc *credence.Document, anchor time.Time) *detailer {
	s.numbers = s.text.Numbers(s.numbers[:0])
	if dates, from, ok := s.events.Dates(s.text); ok && from.Equal(anchor) {
		s.dates = append(s.dates[:0], dates...)
	} else {
		s.dates = s.text.Dates(s.dates[:0], anchor)
	}
	return &detailer{scratch: s, doc: doc, anchor: anchor, numbers: s.numbers, dates: s.dates}
}

// speaksHere reports whether a statement stands in a sentence.
func speaksHere(said []credence.Statement, sent *lang.Sentence) bool {
	span := credence.Span{Start: int(sent.Start), End: int(sent.End)}
	for i := range said {
		if st := &said[i]; st.Overlaps(span) && st.Kind != credence.KindAttribution {
			return true
		}
	}
	return false
}

// claimsOther reports whether the claims that stand in a part of a text, if any
// do, are of other attacks: the dead told there are not those of this one.
func claimsOther(said []credence.Statement, span credence.Span) bool {
	other := false
	for i := range said {
		if st := &said[i]; st.Overlaps(span) {
			if st.Kind != credence.KindClaim || !st.Other {
				return false
			}
			other = true
		}
	}
	return other
}

// sceneOf finds the scene that an account is of, -1 if it is of a new one. last
// is the scene told last that is no background.
func sceneOf(list []scene, last int, a *account) int {
	if len(list) == 0 {
		return -1
	}
	for k := len(list) - 1; k >= 0; k-- { // the one told last goes first
		sc := &list[k]
		sameDay := a.date.From != "" && sc.Date.From != ""
		samePlace := a.place.Name != "" && sc.Place.Name != ""
		if sc.differs(a) == 0 && !a.fresh && (sameDay || sc.old == a.old && (a.old || samePlace)) {
			return k
		}
	}
	if a.old {
		return -1
	}
	last = max(last, 0)
	apart := list[last].differs(a)
	switch {
	case a.relief && !a.fresh:
		return last
	case a.namesAnother(&list[last], apart):
		return -1
	case a.fresh && a.tells && (!a.said || apart > 0):
		return -1
	case apart == 0 && a.opens && (last == 0 || list[0].differs(a) < 3):
		return 0 // a new paragraph goes on about the news
	case a.said && (apart < 2 || a.place.Name != "" && !a.close && a.dated < dateOfAct), apart == 0, !a.tells && !a.said:
		return last
	case !a.hard && (apart < 3 || !a.hurt) && !a.timed() && !(a.called && apart > 1) && !(a.heads && a.attack) && samePlaces(&a.place, &list[last].Place) && !a.said:
		return last // the wounded died on another day
	case apart == 1 && a.dated < dateOfAct && !a.placed && a.kind == plainAttack:
		return last
	}
	return -1
}

// namesAnother reports whether an account that reports nothing by a verb names an attack
// with a day and place of its own: "In Kaduna, Sunday's shooting in a market led to".
func (a *account) namesAnother(sc *scene, apart int) bool {
	return !a.tells && !a.said && !a.unreal && a.attack && a.called && a.dated == dateOfAct && a.date.From == a.date.To && a.placed && apart >= 3 && !sc.old
}

// timed reports whether an account begins with the day of an act and names the hour.
func (a *account) timed() bool {
	const reach = 12 // bytes
	return a.dated == dateOfAct && a.date.From != "" && a.date.Start < a.span.Start+reach && (a.date.Time != "" || a.clock.Time != "")
}

// differs counts what keeps an account and a scene apart: the place counts
// twice, the day and the type once.
func (sc *scene) differs(a *account) int {
	n := 0
	if !samePlaces(&a.place, &sc.Place) || a.anew && sc.elsewhere(a) {
		n += 2
	}
	if a.novel && a.clock.Time != "" && sc.Date.Time != "" && a.clock.Time != sc.Date.Time {
		n += 2 // at another hour, somebody new
	}
	if a.dated >= dateBeside && sc.Date.From != "" && a.date.From != "" && (a.date.To < sc.Date.From || sc.Date.To < a.date.From) {
		n++
		if a.dated == dateOfAct && a.date.From == a.date.To && (sc.dated == dateOfAct || a.placed && a.away && sc.Place.Name == "" && (a.said || a.opens)) {
			n++
		}
	}
	switch {
	case sc.Type == cyberAttack && a.tells && a.hard && (a.hurt || a.kind == "bombing"):
		n += 2
	case a.kind == plainAttack || a.kind == sc.Type:
	case sc.Type == "hijacking" && a.kind == "kidnapping" || sc.Type == "kidnapping" && a.kind == "hijacking": // hostages aboard
	case sc.Type != plainAttack && (a.kind == "kidnapping" || sc.Type == "kidnapping"):
		n++
	case a.kind == "kidnapping" && a.hard && !a.holds && sc.hard && sc.Killed.Min > 0:
		n += 2 // those who killed made off with others
	case a.opens && a.tells && n == 0 && a.place.Name != "" && sc.Place.Name != "" && a.place.Lat == 0 && !narrower(&a.place, &sc.Place) && lexicon.Fold(a.place.Name) != lexicon.Fold(sc.Place.Name):
		n += 2 // of another kind, at a place that the gazetteer lacks
	}
	return n
}

// elsewhere reports whether an account that brings in somebody new lies apart
// from a scene, though the gazetteer may lack its place, or the scene has none.
func (sc *scene) elsewhere(a *account) bool {
	switch {
	case a.place.Name == "":
		return false
	case sc.Place.Name == "":
		return a.away
	}
	return (a.place.Lat == 0 || sc.Place.Lat == 0) && !wide(&sc.Place) && !wide(&a.place) && lexicon.Fold(a.place.Name) != lexicon.Fold(sc.Place.Name)
}

// take adds an account to a scene; what came first stands.
func (d *detailer) take(sc *scene, a *account) {
	first := len(sc.sents) == 0
	if !first && !a.tells && !samePlaces(&a.place, &sc.Place) {
		sc.aside = append(sc.aside, a.sent)
	}
	if !first && d.ofYears(a) {
		return
	}
	sc.sents = append(sc.sents, a.sent)
	sc.parts = append(sc.parts, a.span)
	if first || a.tells || a.date.From != "" || a.place.Name != "" {
		sc.telling = append(sc.telling, a.sent)
	}
	sc.tells, sc.attack = sc.tells || a.tells, sc.attack || a.attack
	sc.planned = sc.planned || first && a.planned
	sc.staged = sc.staged || first && !a.tells && d.rehearsed(a)
	done := sc.hard && !first // a second bomb that was found undoes no explosion
	sc.hard = sc.hard || a.hard
	sc.told = append(sc.told, a.told...)
	sc.unread = sc.unread || a.unread
	sc.settled = sc.settled || sc.Type == plainAttack && a.armed && a.kind == plainAttack
	if sc.Type == plainAttack && !(sc.settled && (a.kind == "bombing" || a.kind == "arson")) && (first || a.tells || !a.planned) && (a.kind != cyberAttack || sc.Killed.Min == 0) && (a.kind != "arson" || sc.Killed.Min+sc.Injured.Min == 0) && (a.kind != "kidnapping" || !slices.ContainsFunc(sc.Weapons, bursts)) {
		sc.Type = a.kind
	}
	if a.dated > sc.dated && a.date.From != "" && !(a.said && sc.tells && sc.Date.From != "" && a.place.Name != "" && a.place.Name != sc.Place.Name) {
		clock := sc.Date
		sc.Date, sc.dated = a.date, a.dated
		if sc.Date.Time == "" {
			sc.Date.Time, sc.Date.Zone = clock.Time, clock.Zone
		}
	}
	if sc.Date.Time == "" && a.clock.Time != "" {
		sc.Date.Time, sc.Date.Zone = a.clock.Time, a.clock.Zone
	}
	if a.place.Name != "" && (sc.Place.Name == "" && (first || a.tells && !a.said || !a.said && (a.dated == dateOfAct || a.date.From != "" && a.close && len(sc.sents) == 2)) || narrower(&a.place, &sc.Place)) {
		sc.Place = a.place
	}
	if a.attempt && !done && len(sc.sents) <= 2 && sc.Killed.Min+sc.Injured.Min == 0 {
		sc.Stage = credence.StageAttempted
	}
	firstNumber(&sc.Killed, a.dead)
	firstNumber(&sc.Injured, a.harms)
	switch {
	case a.boast && !first:
	case first || a.tells || a.hurt:
		d.facts(sc, a)
	case a.said:
		tale := scene{}
		tale.Type = sc.Type
		d.limit = a.last
		d.arms(&tale, a.first, a.last)
		for _, w := range tale.Weapons {
			if m, ok := lexicon.Weapons().Longest(d.wordAt, d.text.TokenAt(w.Start)); ok && !m.Common { // not "called the charge absurd"
				sc.rumoured = append(sc.rumoured, w)
			}
		}
	}
}

// finish draws the conclusions that wait for all accounts of a scene.
func (sc *scene) finish() {
	if sc.hoax || sc.planned && !sc.tells {
		sc.Stage = credence.StageThreatened
	}
	is := func(classes ...string) bool {
		return len(sc.Weapons) > 0 && !slices.ContainsFunc(sc.Weapons, func(w credence.Weapon) bool {
			return !slices.ContainsFunc(classes, func(c string) bool { return lexicon.Weapons().Is(w.Class, c) })
		})
	}
	if none := (credence.Number{Known: true}); sc.spared && sc.Killed.IsZero() {
		firstNumber(&sc.Injured, none)
	}
	if len(sc.Weapons) > 1 {
		sc.Weapons = slices.DeleteFunc(sc.Weapons, func(w credence.Weapon) bool { return w.Class == "hoax-weapon" })
	}
	sc.settleArms()
	sc.settleParts()
	if sc.Type == cyberAttack && !slices.ContainsFunc(sc.Weapons, func(w credence.Weapon) bool { return lexicon.Weapons().Is(w.Class, "cyber") }) {
		sc.Weapons = []credence.Weapon{{Class: "cyber", Span: sc.Span}}
	}
	switch {
	case sc.Type == cyberAttack && sc.Killed.Min > 0:
		sc.Type = plainAttack // "began to hack at whoever stood in the queue"
	case sc.Type == "arson" && sc.Killed.Min > 0 && slices.ContainsFunc(sc.Weapons, func(w credence.Weapon) bool {
		return lexicon.Weapons().Is(w.Class, "gun") || lexicon.Weapons().Is(w.Class, "cutting-device")
	}):
		sc.Type = plainAttack // a raid in which houses burned
	case sc.Type == "arson" && is("projectile", "drone"):
		sc.Type = plainAttack // "a missile set a tanker ablaze"
	case (sc.Type == plainAttack || sc.Type == "bombing") && is("molotov-cocktail", "incendiary"):
		sc.Type = "arson"
	case (sc.Type == plainAttack || sc.Type == "arson") && is("bomb"):
		sc.Type = "bombing"
	}
	if len(sc.Weapons) == 0 && len(sc.rumoured) > 0 {
		sc.arm(sc.rumoured[0])
	}
	if len(sc.Weapons) == 0 && sc.Type == "arson" {
		sc.Weapons = []credence.Weapon{{Class: "fire", Span: sc.Span}}
	}
}

// settleParts gives the one thing that was attacked the damage that a part of it
// took: "the windows were broken".
func (sc *scene) settleParts() {
	at, n := -1, 0
	for i := range sc.Targets {
		if sc.Targets[i].Kind == "physical" {
			at = i
			n++
		}
	}
	if sc.marred && n == 1 && sc.Targets[at].Effect == "" {
		sc.Targets[at].Effect = "some_damage"
	}
}

// settleArms drops what a weapon brings beside the weapon, explosives from a drone,
// and a fire that missiles made, and gives an explosion that nothing is named for
// explosives.
func (sc *scene) settleArms() {
	brings := func(w credence.Weapon) bool {
		return slices.ContainsFunc([]string{"drone", "projectile", "mortar", "vehicle-bomb", "suicide-vest", "letter-bomb", "aircraft"}, func(class string) bool {
			return lexicon.Weapons().Is(w.Class, class)
		})
	}
	if len(sc.Weapons) == 1 && sc.Weapons[0].Class == "fire" && sc.Weapons[0].Text == "" && sc.Type != "arson" && slices.ContainsFunc(sc.rumoured, brings) {
		sc.Weapons = nil
	}
	if slices.ContainsFunc(sc.Weapons, brings) {
		sc.Weapons = slices.DeleteFunc(sc.Weapons, func(w credence.Weapon) bool { return w.Class == "explosive" })
	}
	if sc.Type == "bombing" && len(sc.Weapons) == 0 && len(sc.rumoured) == 0 {
		span := sc.burst
		if span.End == 0 {
			span = sc.Span
		}
		sc.Weapons = []credence.Weapon{{Class: "explosive", Span: span}}
	}
}

// isName reports whether words name somebody, rather than say what they are:
// "soldiers" are a word for many.
func isName(words string) bool {
	return strings.ContainsFunc(words, unicode.IsUpper)
}
