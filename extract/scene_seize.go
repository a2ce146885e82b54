package extract

import (
	"slices"
	"strings"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/lang"
)

// Verbs that are of violence only with what stands beside them: "took two
// engineers out of their car", "set off his vest", "drove into the crowd".

// hostages gives "kidnapping" if "took hostages", "held 40 people hostage"
// begins at token k.
func (d *detailer) hostages(k int) string {
	switch w := d.text.Role(k); w {
	case "forced", "ordered":
		switch {
		case d.steered(k):
			return "hijacking"
		case w == "forced" && d.bundled(k):
			return "kidnapping"
		}
		return ""
	case "pushed", "shoved", "bundled":
		if d.bundled(k) {
			return "kidnapping"
		}
		return ""
	}
	if d.carriesOff(k) {
		return "kidnapping"
	}
	for j := k + 1; j < min(k+6, d.limit); j++ {
		if w := d.text.Role(j); w == "hostage" || w == "hostages" {
			return "kidnapping"
		}
	}
	return ""
}

// carriesOff reports whether somebody is taken or held at token k by attackers,
// "took three councillors out of a meeting", "are holding 400 guests", or, in a
// text that speaks of a kidnapping, "taken from a vessel".
func (d *detailer) carriesOff(k int) bool {
	const reach = 8
	w := d.text.Role(k)
	if d.is(k, wKindle) || w == "held" && k > 0 && d.tags[k-1].grams&gBe != 0 {
		return false
	}
	holds := w == "holding" // "are holding 400 guests"
	if holds && (k+1 >= d.limit || !d.startsObject(k+1) && !d.behindNumber(k+1)) {
		return false
	}
	out, people, sure := holds, d.someone(k), false
	for j := k + 1; j < min(k+reach, d.limit) && d.text.Tokens[j].Flags&lang.Punct == 0; j++ {
		switch d.text.Role(j) {
		case "hospital", "hospitals", "custody", "responsibility":
			return false
		case "from", "out", "away", "off", "captive", "prisoner":
			out = true
		case "gunpoint", "roadblock", "checkpoint":
			sure = out || d.text.Role(j) == "gunpoint"
		}
	}
	out = out || sure
	if !out {
		return false
	}
	first := int(d.text.Sentences[d.text.Tokens[k].Sent].First)
	for j := k - 1; j >= max(first, k-reach); j-- {
		if d.text.Role(j) == "armed" {
			return people
		}
		if d.is(j, wOwn) && !strings.HasPrefix(d.text.Role(j), "suspect") {
			return people
		}
		_, human := d.classAt(j, nPerson)
		people = people || human && w == "taken"
	}
	return people && !holds && (sure || d.speaksOfCaptives())
}

// bundled reports whether somebody is pushed into a vehicle at token k: "were
// forced into a van".
func (d *detailer) bundled(k int) bool {
	const reach = 7
	for j := k + 1; j+2 < min(k+reach, d.limit); j++ {
		if d.text.Role(j) == "into" {
			return d.turns(j+2, tVan) || j+3 < d.limit && d.turns(j+3, tVan)
		}
	}
	return false
}

// steered reports whether somebody is made to take a plane or ship elsewhere at
// token k: "forced its pilot to fly to".
func (d *detailer) steered(k int) bool {
	const reach = 9
	for j := k + 2; j+1 < min(k+reach, d.limit); j++ {
		if d.text.Role(j) == "to" {
			return d.turns(j+1, tSteer)
		}
	}
	return false
}

// speaksOfCaptives reports whether a word of the text is one of abduction, by
// those that stand for nothing else: "the hostages", "held them", "a ransom". It
// reads the text once.
func (d *detailer) speaksOfCaptives() bool {
	if d.captives == nil {
		found := d.namesCaptives()
		d.captives = &found
	}
	return *d.captives
}

func (d *detailer) namesCaptives() bool {
	for k := range d.text.Tokens {
		c, verb := d.x.events.Act(d.text.Tokens[k].Word)
		if d.turns(k, tCaptive) {
			return true
		}
		if c == "kidnap" && (!verb || d.tags[k].cues&cAttackVerb != 0 || k+1 < len(d.tags) && d.tags[k+1].grams&gPronoun != 0) {
			return true
		}
	}
	return false
}

// craft reports whether a plane, ship or bus stands around the verb at token k:
// "seized an airliner", "the ferry was seized".
func (d *detailer) craft(k int) bool {
	const reach = 5
	first := int(d.text.Sentences[d.text.Tokens[k].Sent].First)
	for j := max(first, k-reach); j < min(k+reach, d.limit); j++ {
		if d.is(j, wCraft) {
			return true
		}
	}
	return false
}

// takerOf gives the group that takes a plane, ship or bus by the verb at token k, "the Houthis
// seized a tanker", "was seized by the Houthis"; nil if none does: banks and coast guards
// seize ships too.
func (s *scratch) takerOf(k int) *name {
	const reach = 6
	last := int(s.text.Sentences[s.text.Tokens[k].Sent].Last)
	by := -1
	for j := k + 1; j < min(k+reach, last) && s.tags[j].grams&gPrep == 0; j++ {
		if s.is(j, wCraft) {
			by = k - 1
		}
	}
	if k > 1 && s.tags[k-1].grams&gBe != 0 && s.is(k-2, wCraft) && k+2 < last && s.text.Role(k+1) == "by" {
		by = k + 2
		if s.tags[by].name < 0 && s.tags[by].grams&gDet != 0 && by+1 < last {
			by++
		}
	}
	if by < 0 || s.tags[by].name < 0 {
		return nil
	}
	n := &s.names[s.tags[by].name]
	if s.entities[n.entity].kind != entityGroup {
		return nil
	}
	return n
}

// takers adds to a hijacking for which nobody answers the group that its sentence says took
// the plane or ship.
func (d *detailer) takers(m *credence.Mention) {
	if m.Type != "hijacking" || slices.ContainsFunc(m.Perpetrators, func(p credence.Perpetrator) bool { return p.Kind == "organization" }) {
		return
	}
	sent := &d.text.Sentences[d.sentenceAt(m.Start)]
	d.limit = int(sent.Last)
	for k := int(sent.First) + 1; k < d.limit; k++ {
		class, _ := d.x.events.Act(d.text.Tokens[k].Word)
		if class != "hijack" && !d.turns(k, tGrab) || !d.reports(k) {
			continue
		}
		if n := d.takerOf(k); n != nil {
			e := &d.entities[n.entity]
			p := credence.Perpetrator{Kind: "organization", Name: e.name, Confidence: credence.ReportedAsFact, Span: d.text.Span(int(n.first), int(n.last))}
			if e.actor != nil {
				p.ActorID = e.actor.ID
			}
			m.Perpetrators = append(m.Perpetrators, p)
			return
		}
	}
}

// kindles reports whether "set on fire", "set the house alight" begins at token
// k.
func (d *detailer) kindles(k int) bool {
	const reach = 9 // "set a tanker carrying naphtha ablaze"
	if k+2 < d.limit && d.text.Role(k+1) == "light" && d.text.Role(k+2) == "to" {
		return true
	}
	for j := k + 1; j < min(k+reach, d.limit); j++ {
		switch d.text.Role(j) {
		case "fire", "alight", "ablaze":
			return d.text.Role(j) != "fire" || j == k+1 || d.text.Role(j-1) == "on"
		}
	}
	return false
}

// setsOff reports whether "set off a bomb", "set off his vest" begins at token k.
func (d *detailer) setsOff(k int) bool {
	const reach = 7
	if k+1 >= d.limit || d.text.Role(k+1) != "off" {
		return false
	}
	if w := d.text.Role(k); w == "went" || w == "gone" || w == "going" {
		return d.weaponBefore(k)
	}
	for j := k + 2; j < min(k+reach, d.limit); j++ {
		if d.tags[j].cues&cWeapon != 0 || d.is(j, wVest) {
			return true
		}
	}
	return k >= 2 && d.tags[k-1].grams&gBe != 0 && d.tags[k-2].cues&cWeapon != 0 // "the bomb was set off"
}

// weaponBefore reports whether a bomb or the like is named shortly before token
// k: "a bomb strapped to a motorcycle went off".
func (d *detailer) weaponBefore(k int) bool {
	const reach = 24
	first := int(d.text.Sentences[d.text.Tokens[k].Sent].First)
	for j := k - 1; j >= max(first, k-reach); j-- {
		if d.tags[j].cues&cWeapon != 0 || d.is(j, wVest) {
			return true
		}
	}
	return false
}

// someone reports whether the verb at token k is done to people: "were seized",
// "seized three engineers".
func (d *detailer) someone(k int) bool {
	if k > 0 && d.tags[k-1].grams&gBe != 0 {
		return true
	}
	for j := k + 1; j < min(k+5, d.limit); j++ {
		if _, ok := d.classAt(j, nPerson); ok {
			return true
		}
	}
	return false
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
	for j := k + 1; j < min(k+6, d.limit); j++ { // "drove a hired van at pedestrians"
		if w := d.text.Role(j); w != "into" && w != "at" {
			continue
		}
		for n := j + 1; n < min(j+6, d.limit); n++ {
			if _, ok := d.classAt(n, nPerson); ok || d.is(n, wCrowd) {
				return true
			}
		}
	}
	return false
}

// laid reports whether a sentence tells that a bomb or the like was laid,
// thrown or, at the beginning of a text, found, and whether it was thrown or did damage.
func (d *detailer) laid(a *account) (told, marred bool) {
	weapon, done := false, false
	for k := a.first; k < a.last; k++ {
		if g := &d.tags[k]; weapon && d.is(k, wRaze|wMar) && g.grams&gPast != 0 && g.grams&gBe == 0 && d.reports(k) {
			done, marred = true, true // "an explosive charge damaged"
		}
		class, verb := d.x.events.Act(d.text.Tokens[k].Word)
		g := d.tags[k]
		w := d.text.Role(k)
		done = done || (verb && class == "plant" && w != "set" || d.is(k, wFoiled) && d.tags[k-min(k, 1)].grams&gBe != 0 || a.sent < 3 && d.is(k, wFound)) && g.grams&(gPast|gPart) != 0 && d.reports(k)
		marred = marred || d.turns(k, tThrow) && g.grams&(gPast|gPart) != 0
		weapon = weapon || g.cues&cWeapon != 0 && (g.grams&gVerb == 0 || g.grams&gNoun != 0) && class != "shoot" || w == "explosives" || w == "incendiary"
	}
	return weapon && done, marred
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

// impact reports whether a sentence tells of what an explosion, a missile or
// attackers did where they struck: "explosions shook the town", "a bomb tore
// through a bus", and gives its account a kind.
func (d *detailer) impact(a *account) bool {
	const reach = 14
	for k := a.first + 1; k < a.last && !d.text.Upper; k++ {
		if !d.turns(k, tStrike) || d.tags[k].grams&(gPast|gPart) == 0 || d.tags[k].name >= 0 || !d.reports(k) {
			continue
		}
		for j := k - 1; j >= max(a.first, k-reach); j-- {
			g := &d.tags[j]
			class, _ := d.x.events.Act(d.text.Tokens[j].Word)
			kind := ""
			switch {
			case g.grams&gVerb != 0 && g.grams&gNoun == 0:
			case class == "explode" || class == "bomb":
				kind = "bombing"
			case g.cues&(cWeapon|cAttacker) != 0:
				kind = plainAttack
			}
			if kind == "" {
				continue
			}
			if a.kind == "" || a.kind == plainAttack {
				a.kind = kind
			}
			return true
		}
	}
	return false
}
