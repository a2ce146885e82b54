package extract

import (
	"fmt"
	"slices"
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/lang"
	"github.com/credence-project/credence/lexicon"
)

// lastLearnt is a year by which all the copy in capitals was written that the
// models learnt from and read better than the rules do. Later copy in capitals
// they know as little as prose.
const lastLearnt = 1995

// addIncidents reads what the document reports to have happened, numbers the
// mentions, and ties each statement to the incident that it is about. anchor is
// the day of the news, zero if it is not known.
func (s *scratch) addIncidents(doc *credence.Document, anchor time.Time, out *credence.Extraction) {
	if s.x.events == nil {
		return // statements only
	}
	if s.events == nil {
		s.events = s.x.events.NewReader()
	}
	out.Incidents = s.events.ReadText(s.text, anchor)
	known := len(out.Incidents) > 0
	var scenes []scene
	var d *detailer
	speaks := speaksOfResponsibility(out.Statements)
	if upper := s.text.Upper && anchor.Year() < lastLearnt; known && !upper || !known && (speaks || !upper && s.reportsViolence()) {
		d = s.sceneDetailer(doc, anchor)
		d.doubtful = !known && !speaks
		scenes = d.addScenes(out)
	}
	bound(doc, out.Incidents)
	main := ""
	for i := range out.Incidents {
		m := &out.Incidents[i]
		m.Ref = fmt.Sprintf("i%d", i+1)
		m.Main = i == mainOf(out.Incidents)
		m.ID = mentionID(doc.ID, m, i)
		if m.Main {
			main = m.Ref
		}
	}
	for i := range out.Statements {
		if !out.Statements[i].Other {
			out.Statements[i].Incident = main
		}
	}
	switch {
	case len(scenes) > 0 && main != "":
		d.tieStatements(out, scenes)
		d.dropTargets(out, scenes)
		d.lendPlaces(out.Incidents, scenes)
	case main != "":
		addClaimants(&out.Incidents[mainOf(out.Incidents)], out.Statements)
	}
}

// bound gives an incident without a day that of the news: it was some day up to
// then.
func bound(doc *credence.Document, list []credence.Mention) {
	for i := range list {
		if d := &list[i].Date; d.From == "" && d.To == "" && !doc.Published.To.IsZero() {
			d.To = doc.Published.To.Format("2006-01-02")
		}
	}
}

// mentionID names mention number n of a document.
func mentionID(doc credence.DocumentID, m *credence.Mention, n int) credence.MentionID {
	return credence.MentionID(credence.ContentID("m", string(doc), m.Type, fmt.Sprint(m.Start, n)))
}

// mainOf is the place of the incident that the document is about: the one that
// is marked so, or the first.
func mainOf(list []credence.Mention) int {
	return max(0, slices.IndexFunc(list, func(m credence.Mention) bool { return m.Main }))
}

// speaksOfResponsibility reports whether a statement is about who did what the
// text reports.
func speaksOfResponsibility(list []credence.Statement) bool {
	return slices.ContainsFunc(list, func(st credence.Statement) bool { return !st.Other })
}

// answered reports whether a statement is about a group: parties, unions and
// ministers claim, deny and are blamed for what is no attack.
func (d *detailer) answered(list []credence.Statement) bool {
	return slices.ContainsFunc(list, func(st credence.Statement) bool {
		if st.Other || st.Actor == "" {
			return false
		}
		return st.ActorID != "" || slices.ContainsFunc(d.entities, func(e entity) bool { return e.kind == entityGroup && e.name == st.Actor })
	})
}

// addScenes joins what the models and the rules say of a text in small
// letters: a mention belongs to the scene in whose sentences it begins, or that
// it agrees with. A scene that no mention is of is reported if the text tells
// it as news and says enough of it, or if the models see nothing though the
// text speaks of responsibility.
func (d *detailer) addScenes(out *credence.Extraction) []scene {
	scenes := d.scenes(out.Statements)
	quiet := !speaksOfResponsibility(out.Statements)
	theme, sure := d.theme()
	unanswered := quiet || sure&tGame != 0 || theme != 0 && !d.answered(out.Statements)
	if len(scenes) == 0 {
		if quiet {
			out.Incidents = slices.DeleteFunc(out.Incidents, func(m credence.Mention) bool { return anyCause(m.Type) }) // no sentence names an attack
		}
		return nil
	}
	none := !d.answered(out.Statements) && d.saidNone()
	for k := range scenes {
		if none && !scenes[k].old && anyCause(scenes[k].Type) && !d.byFoes(&scenes[k]) {
			scenes[k].mishap = true
		}
		scenes[k].mishap = scenes[k].mishap || unanswered && d.harmless(&scenes[k], theme, sure) || theme&tRehearse != 0 && !scenes[k].old
	}
	d.settlePlaces(scenes)
	var list []credence.Mention
	for i := range out.Incidents {
		m := &out.Incidents[i]
		k := d.sceneWith(scenes, m)
		switch {
		case k < 0 || scenes[k].nothing(): // no sentence of it names an attack: the models are mistaken
		case scenes[k].at < 0:
			scenes[k].at = len(list)
			list = append(list, *m)
		default:
			absorb(&list[scenes[k].at], m)
		}
	}
	for k := range scenes {
		sc := &scenes[k]
		sc.finish()
		switch {
		case sc.nothing():
		case sc.at >= 0:
			d.complete(&list[sc.at], sc)
		case d.doubtful && !sc.threatens() && !(sc.stands() && (sc.armed() || d.slays(sc)) && (sc.Type != sabotage || d.speaks(wWilful))):
		case k == 0 && len(list) == 0, sc.stands(), d.doubtful:
			sc.at = len(list)
			list = append(list, sc.Mention)
		}
	}
	for i := range list {
		if p := &list[i].Place; p.Name != "" && p.Country == "" && len(d.region()) > 0 {
			p.Country = d.region()[0]
		}
	}
	out.Incidents = order(list, scenes)
	d.moveTargets(out.Incidents, scenes)
	d.onlySeen(out.Incidents, scenes)
	return scenes
}

// byFoes reports whether a scene names who attacked, or arms that only an attack explains.
func (d *detailer) byFoes(sc *scene) bool {
	var g signs
	for _, i := range sc.sents {
		d.signsOf(&g, i, true)
	}
	return g.armed || g.gun || g.meant || sc.Stage != credence.StageAccomplished
}

// nothing reports whether a scene is none of an attack: harm alone, without a
// word for an attack, a weapon or an attacker, or an accident.
func (sc *scene) nothing() bool { return sc.mishap || !sc.attack && !sc.old }

// stands reports whether a scene says enough to be an incident of its own.
func (sc *scene) stands() bool {
	says := 0
	for _, known := range []bool{sc.Place.Name != "", sc.dated == dateOfAct, len(sc.Targets) > 0, !sc.Killed.IsZero() || !sc.Injured.IsZero()} {
		if known {
			says++
		}
	}
	return sc.tells && !sc.old && (says >= 2 || says == 1 && sc.Type == cyberAttack || sc.Place.Lat != 0 && !wide(&sc.Place))
}

// armed reports whether a scene is beyond doubt of an attack, though the text
// says nothing of who is responsible: it tells of a deed, and names arms, or is of
// a kind that needs none.
func (sc *scene) armed() bool {
	return (sc.hard || sc.Stage == credence.StageAttempted) && !sc.planned && (len(sc.Weapons) > 0 || sc.Type != plainAttack) && (sc.Date.From != "" || sc.Type == cyberAttack || sc.Type == "hijacking")
}

// slays reports whether a scene says who attacked or with what, and how many were killed,
// which needs no day: "A car bomb killed six policemen in Khan Younis."
func (d *detailer) slays(sc *scene) bool {
	return sc.hard && !sc.planned && sc.Killed.Min > 0 && (slices.ContainsFunc(sc.Weapons, func(w credence.Weapon) bool { return w.Text != "" && bursts(w) }) || d.byFoes(sc))
}

// speaks reports whether a text has a word of a class.
func (s *scratch) speaks(class sceneWord) bool {
	for k := range s.text.Tokens {
		if s.is(k, class) {
			return true
		}
	}
	return false
}

// threatens reports whether a scene is of a plot, threat or hoax that says where
// and what it was aimed at or was to be done with.
func (sc *scene) threatens() bool {
	return sc.Stage == credence.StageThreatened && sc.attack && !sc.old && sc.Place.Name != "" && (len(sc.Targets) > 0 || len(sc.Weapons) > 0)
}

// reportsViolence reports whether a text has words for attacks enough to look
// for one that it reports.
func (s *scratch) reportsViolence() bool {
	const least = 2
	n, plan := s.acts, 0
	for k := range s.text.Tokens {
		if s.is(k, wPlan) {
			plan = 1
		}
		if s.is(k, wDead|wHurt|wOwn|wCyber|wIntrude|wSever|wUtility) || s.turns(k, tGrab|tFoe) && s.tags[k].cues&cAttack == 0 || s.tags[k].cues&(cWeapon|cAttacker) != 0 && s.tags[k].grams&gVerb == 0 {
			n++
		}
		if s.turns(k, tMasked) && k+1 < len(s.tags) && s.turns(k+1, tFellow) {
			n += least // "armed men"
		}
		if s.turns(k, tGrab) && s.takerOf(k) != nil {
			n += least
		}
	}
	return n+plan >= least
}

// sceneWith finds the scene that a mention is of, -1 if it is of none.
func (s *scratch) sceneWith(scenes []scene, m *credence.Mention) int {
	sent := s.sentenceAt(m.Start)
	for sent+1 < len(s.text.Sentences) && s.text.Sentences[sent].Form == lang.Dateline {
		sent++
	}
	for k := range scenes {
		if slices.Contains(scenes[k].sents, sent) {
			return k
		}
	}
	for k := range scenes {
		if agree(m, &scenes[k].Mention) && !scenes[k].old {
			return k
		}
	}
	return -1
}

// order sorts mentions by where the text reports them, marks the first that is
// news as the main one, and tells the scenes where theirs are.
func order(list []credence.Mention, scenes []scene) []credence.Mention {
	to := make([]int, len(list))
	for i := range to {
		to[i] = i
	}
	slices.SortStableFunc(to, func(a, b int) int { return list[a].Start - list[b].Start })
	out := make([]credence.Mention, len(list))
	for i, from := range to {
		out[i] = list[from]
		out[i].Main = false
	}
	main := -1
	for k := range scenes {
		if sc := &scenes[k]; sc.at >= 0 {
			sc.at = slices.Index(to, sc.at)
			if main < 0 && !sc.old {
				main = sc.at
			}
		}
	}
	if len(out) > 0 {
		out[max(main, 0)].Main = true
	}
	return out
}

// complete corrects what the models say of an incident by what its scene says,
// and adds what they leave open.
func (d *detailer) complete(m *credence.Mention, sc *scene) {
	if d.ofGroup(m.Place.Span) {
		m.Place = credence.PlaceMention{}
	}
	if m.Place.Name == "" && m.Place.Country != "" && !d.namesCountry(m.Place.Country) {
		m.Place.Country = "" // that of a group that strikes in many
	}
	if sc.Place.Name != "" && !(m.Place.Name != "" && (sc.lent && m.Place.Lat != 0 || narrower(&m.Place, &sc.Place))) {
		m.Place = sc.Place
	}
	switch {
	case sc.Date.From != "" && (m.Date.From == "" || sc.dated == dateOfAct || sc.wrongDay(m) || !slices.Contains(sc.telling, d.sentenceAt(m.Date.Start))):
		m.Date = sc.Date
	case sc.wrongDay(m), sc.unread && sc.Date.From == "" && !slices.Contains(sc.sents, d.sentenceAt(m.Date.Start)):
		m.Date = credence.DateMention{}
	}
	if m.Date.Time == "" && sc.Date.Time != "" {
		m.Date.Time, m.Date.Zone = sc.Date.Time, sc.Date.Zone
	}
	d.unmine(m)
	if len(sc.Weapons) > 0 {
		m.Weapons = worded(sc.Weapons, m.Weapons)
	}
	completeType(m, sc)
	for _, pair := range [][2]*credence.Number{{&m.Killed, &sc.Killed}, {&m.Injured, &sc.Injured}, {&m.Attackers, &sc.Attackers}} {
		if !pair[1].IsZero() {
			*pair[0] = *pair[1]
		}
	}
	completeTargets(m, sc)
}

// ofGroup reports whether a span lies in the name of a group.
func (d *detailer) ofGroup(span credence.Span) bool {
	if span.End == 0 {
		return false
	}
	n := d.tags[d.text.TokenAt(span.Start)].name
	return n >= 0 && d.entities[d.names[n].entity].kind == entityGroup
}

// namesCountry reports whether the text names a country, or was sent from
// there, or names a group at home there.
func (d *detailer) namesCountry(code string) bool {
	if code == d.home {
		return true
	}
	for i := range d.entities {
		if a := d.entities[i].actor; a != nil && len(a.Countries) > 0 && a.Countries[0] == code && (len(a.Countries) == 1 || a.Ideology != "jihadist") {
			return true // jihadists of several countries strike anywhere
		}
	}
	for k := range d.tags {
		if !d.text.Tokens[k].Has(lang.Capital) || d.ofGroup(d.text.Tokens[k].Span()) {
			continue
		}
		if c, ok := lexicon.Countries().Lookup(d.text.Word(k)); ok && c.Code == code {
			return true
		}
	}
	for i := range d.names {
		if c, ok := lexicon.Countries().Lookup(d.text.Slice(int(d.names[i].first), int(d.names[i].last))); ok && c.Code == code {
			return true
		}
	}
	return false
}

// worded gives the weapons of a scene in the fuller words of the models where
// they see the same.
func worded(list, models []credence.Weapon) []credence.Weapon {
	out := slices.Clone(list)
	for i := range out {
		if k := slices.IndexFunc(models, func(v credence.Weapon) bool { return v.Text != "" && v.Overlaps(out[i].Span) }); k >= 0 {
			out[i].Text, out[i].Span = models[k].Text, models[k].Span
		}
	}
	return out
}

// wrongDay reports whether the models took the day of the telling for that of
// the act.
func (sc *scene) wrongDay(m *credence.Mention) bool {
	return slices.Contains(sc.told, m.Date.Span)
}

// shoots reports whether guns are the first that a scene names as arms.
func (sc *scene) shoots() bool {
	return len(sc.Weapons) > 0 && lexicon.Weapons().Is(sc.Weapons[0].Class, "gun") && sc.Weapons[0].Class != "mortar"
}

func completeType(m *credence.Mention, sc *scene) {
	switch {
	case m.Type == plainAttack && sc.Type != "":
		m.Type = sc.Type
	case sc.Type == "arson" || sc.Type == "kidnapping" || sc.Type == "hijacking" || sc.Type == cyberAttack, sc.tells && sc.Type == "bombing" && m.Type != "arson":
		m.Type = sc.Type
	case m.Type == "arson" && sc.Type == plainAttack && sc.Killed.Min > 0:
		m.Type = plainAttack
	case m.Type == cyberAttack && sc.Type == plainAttack && (sc.Killed.Min > 0 || m.Killed.Min > 0):
		m.Type = plainAttack
	case m.Type == "bombing" && sc.Type == plainAttack && (len(m.Weapons) > 0 || sc.burst.End == 0 && sc.hard) && (!slices.ContainsFunc(m.Weapons, bursts) || sc.shoots()):
		m.Type = plainAttack // the models learnt from a time of bombs
	}
	if sc.Stage == credence.StageThreatened {
		m.Stage = sc.Stage
	}
	if sc.Stage == credence.StageAttempted && m.Stage == credence.StageAccomplished {
		m.Stage = sc.Stage
	}
}
