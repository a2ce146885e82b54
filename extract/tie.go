package extract

import (
	"slices"
	"strings"
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/lang"
	"github.com/credence-project/credence/lexicon"
)

// tieStatements ties each statement to the incident that its words point to,
// else to that told just before, else to the main one, and puts who did it, on
// their word, in the place of what the models say of organisations.
func (d *detailer) tieStatements(out *credence.Extraction, scenes []scene) {
	for i := range out.Statements {
		if len(scenes) > 1 {
			d.tie(&out.Statements[i], out.Incidents, scenes)
			d.tieAll(&out.Statements[i], out.Incidents, scenes)
		}
	}
	for i := range out.Incidents {
		m := &out.Incidents[i]
		d.takePerpetrators(m, out.Statements)
		d.takers(m)
		for j := range m.Perpetrators {
			if p := &m.Perpetrators[j]; p.ActorID == "" && d.isPerson(p.Name) {
				p.Kind = "individual"
			}
		}
	}
}

// isPerson reports whether the text shows a name to be somebody's, or it begins
// with a given name.
func (d *detailer) isPerson(name string) bool {
	words := strings.Fields(name)
	if len(words) > 1 && len(words) < 4 && d.x.events.Given(d.x.vocab.Find(lang.Normal(words[0]))) {
		return !slices.ContainsFunc(words, func(w string) bool { // "Martin Luther Brigade"
			return d.x.words.of(d.x.vocab.Find(lang.Normal(w))).cues&(cGroup|cOrgan|cMember|cStripe|cAttacker) != 0 || !isName(w)
		})
	}
	for i := range d.entities {
		if e := &d.entities[i]; e.kind == entityPerson && e.name == name {
			return true
		}
	}
	return false
}

// tie ties one statement, by its own words or, if they tell nothing, by those of
// its sentence. What is said of an attack that is background is
// about another than the text reports.
func (d *detailer) tie(st *credence.Statement, list []credence.Mention, scenes []scene) {
	best, most := -1, 0
	if d.thatAct(st) {
		best = d.toldLast(st, scenes)
	}
	words := *st
	for range 2 {
		for k := range scenes {
			if n := d.points(&words, &scenes[k], scenes, list); n > most && (best < 0 || most > 0 || n > 1) {
				best, most = k, n
			}
		}
		if best >= 0 {
			break
		}
		sent := &d.text.Sentences[d.sentenceAt(st.Start)]
		words.Start, words.End = int(sent.Start), max(int(sent.End), st.End)
		words.Text = words.Of(d.text.Raw)
	}
	if best < 0 {
		best = d.toldBefore(st, scenes)
	}
	switch {
	case best < 0:
	case scenes[best].old:
		st.Other, st.Incident = true, ""
		if at := scenes[best].at; at >= 0 {
			st.Incident = list[at].Ref
		}
	case scenes[best].at < 0:
	case !st.Other || most > 1 && !list[scenes[best].at].Main:
		st.Other, st.Incident = false, list[scenes[best].at].Ref
	}
}

// tieAll ties a statement that speaks of "both attacks" or "all three bombings"
// to each of them, if the text tells as many.
func (d *detailer) tieAll(st *credence.Statement, list []credence.Mention, scenes []scene) {
	var refs []string
	for k := range scenes {
		if sc := &scenes[k]; sc.at >= 0 && !sc.old {
			refs = append(refs, list[sc.at].Ref)
		}
	}
	if len(refs) < 2 {
		return
	}
	at, ok := d.ofAll(st, len(refs))
	switch {
	case !ok:
		return
	case d.ofOthers(at, scenes):
		if st.Kind == credence.KindNoClaim {
			return // "claimed both attacks in Lagos in 2011, has not commented"
		}
		st.Other, st.Incident, st.Also = true, "", nil
		return
	}
	st.Other, st.Incident, st.Also = false, refs[0], refs[1:]
}

// ofOthers reports whether the words from token k on, which counts attacks, put
// them at a place or into a time that is of none of the scenes: "the two attacks
// in Lagos in 2011".
func (d *detailer) ofOthers(k int, scenes []scene) bool {
	const reach = 9 // tokens
	sent := &d.text.Sentences[d.text.Tokens[k].Sent]
	d.limit = int(sent.Last)
	end := k
	for end < min(k+reach, d.limit) && !d.text.Tokens[end].Has(lang.Punct) && d.tags[end].grams&(gVerb|gConj) != gVerb && !d.is(end, wChannel) {
		end++
	}
	for i := d.nameBehind(k); i < len(d.names) && int(d.names[i].last) <= end; i++ {
		if !d.sited(&d.names[i]) {
			continue
		}
		p, known := d.resolve(&d.names[i], lexicon.PlaceHints{})
		if known && !slices.ContainsFunc(scenes, func(sc scene) bool { return sc.at >= 0 && samePlaces(&p, &sc.Place) }) {
			return true
		}
	}
	for i := range d.dates {
		t := &d.dates[i]
		if t.First < k || t.Last > end || t.To == "" {
			continue
		}
		return !slices.ContainsFunc(scenes, func(sc scene) bool { // no scene's day, and before them all
			return sc.at >= 0 && (sc.Date.From == "" && d.recent(t.To) || sc.Date.From != "" && sc.Date.From <= t.To)
		})
	}
	return false
}

// recent reports whether a day lies so close before the news that an attack
// without a day may have been then.
func (d *detailer) recent(day string) bool {
	const near = 45 // days
	return d.anchor.IsZero() || day >= d.anchor.AddDate(0, 0, -near).Format(time.DateOnly)
}

// ofAll reports whether a statement is about n attacks, and at which token it
// says so: "both attacks", "blamed them for both", "neither bombing", "all three".
func (d *detailer) ofAll(st *credence.Statement, n int) (int, bool) {
	last := int(d.text.Sentences[d.sentenceAt(st.Start)].Last)
	ends := func(j int) bool { return j >= last || d.text.Tokens[j].Has(lang.Punct) }
	act := func(j int) bool {
		return j < last && (d.tags[j].cues&cAttack != 0 && d.tags[j].grams&gNoun != 0 || d.is(j, wAct) && d.pluralAt(j) || d.mayBegin(j, nMethod))
	}
	for k := d.text.TokenAt(st.Start); k < last; k++ {
		next := k + 1
		switch {
		case n == 2 && d.is(k, wBoth):
			if ends(next) {
				if d.aimsAt(k) {
					return k, true
				}
				continue
			}
			if w := d.text.Role(next); w == "of" || w == "case" || w == "cases" || act(next) || act(next+1) && d.tags[next].name < 0 && d.tags[next].grams&gVerb == 0 {
				return k, true
			}
		case next < last && (d.text.Role(k) == "all" || d.tags[k].grams&gDet != 0):
			if m, ok := d.text.NumberAt(next); ok && m.Min == n && m.Max == n && !m.Ordinal && (act(m.Last) || act(m.Last+1) || d.text.Role(k) == "all" && ends(m.Last)) {
				return k, true
			}
		}
	}
	return 0, false
}

// aimsAt reports whether the word before token k is one of responsibility, so
// that a bare "both" means attacks and not people: "blamed them for both".
func (d *detailer) aimsAt(k int) bool {
	if k == 0 {
		return false
	}
	switch d.text.Role(k - 1) {
	case "for", "behind", "claim", "claims", "claimed", "claiming", "deny", "denies", "denied", "denying":
		return true
	}
	return false
}

// points says how strongly a statement points to a scene, 0 for not at all: it
// names the place, day or kind that no other scene has, whom or what it hit, or
// stands in a sentence that tells it.
func (d *detailer) points(st *credence.Statement, sc *scene, all []scene, list []credence.Mention) int {
	n := 0
	if slices.Contains(sc.telling, d.sentenceAt(st.Start)) {
		n++
	}
	if sc.Place.Name != "" && strings.Contains(st.Text, sc.Place.Name) && alone(all, sc, func(o *scene) string { return o.Place.Name }) {
		n += 2
	}
	if sc.Type != plainAttack && alone(all, sc, func(o *scene) string { return o.Type }) && d.namesType(st, sc.Type) {
		n += 2
	}
	if d.namesAct(st, sc, all) {
		n += 2
	}
	if sc.Date.From != "" && alone(all, sc, func(o *scene) string { return o.Date.From }) && d.namesDay(st, sc) {
		n += 2
	}
	targets := sc.Targets
	if sc.at >= 0 {
		targets = list[sc.at].Targets
	}
	if slices.ContainsFunc(targets, func(t credence.Target) bool { return d.namesTarget(st, &t) }) {
		n++
	}
	return n
}

// namesAct reports whether a statement has a noun for an act, "the ambush", by
// which another sentence calls this scene, and none that tells of another does.
func (d *detailer) namesAct(st *credence.Statement, sc *scene, all []scene) bool {
	here := d.sentenceAt(st.Start)
	calls := func(o *scene, word uint32) bool {
		return slices.ContainsFunc(o.telling, func(i int) bool {
			if i == here {
				return false
			}
			sent := &d.text.Sentences[i]
			for k := int(sent.First); k < int(sent.Last); k++ {
				if d.text.Hash(k) == word {
					return true
				}
			}
			return false
		})
	}
	others := func(word uint32) bool {
		for i := range all {
			if o := &all[i]; o != sc && calls(o, word) {
				return true
			}
		}
		return false
	}
	for k := d.text.TokenAt(st.Start); k < len(d.tags) && int(d.text.Tokens[k].Start) < st.End; k++ {
		if d.tags[k].cues&cAttack == 0 || d.tags[k].grams&gNoun == 0 || d.text.Role(k) == "attack" {
			continue
		}
		if word := d.text.Hash(k); calls(sc, word) && !others(word) {
			return true
		}
	}
	return false
}

// namesTarget reports whether a statement has the last word of what a target is
// called by.
func (d *detailer) namesTarget(st *credence.Statement, t *credence.Target) bool {
	if t.End == 0 {
		return false
	}
	word := d.text.Hash(d.text.TokenAt(t.End - 1))
	for k := d.text.TokenAt(st.Start); k < len(d.text.Tokens) && int(d.text.Tokens[k].Start) < st.End; k++ {
		if d.text.Hash(k) == word {
			return true
		}
	}
	return false
}

// alone reports whether no other scene has what sc has.
func alone(all []scene, sc *scene, of func(*scene) string) bool {
	for k := range all {
		if &all[k] != sc && of(&all[k]) == of(sc) {
			return false
		}
	}
	return true
}

// namesType reports whether a word of a statement is for an incident of the
// type.
func (d *detailer) namesType(st *credence.Statement, kind string) bool {
	from, to := d.text.TokenAt(st.Start), d.text.TokenAt(st.End-1)
	for k := from; k <= to && k < len(d.tags); k++ {
		d.limit = to + 1
		if m, ok := d.nounAt(k, nMethod); ok && m.Tokens > 0 && !m.Common && strings.EqualFold(m.Class.MUC, kind) {
			return true
		}
		if d.deed(k) == kind {
			return true
		}
		if w, ok := d.weaponAt(k); kind == "bombing" && ok && w.Tokens > 0 && lexicon.Weapons().Is(w.Class.ID, "bomb") {
			return true
		}
	}
	return false
}

// namesDay reports whether a statement names the day of a scene, and not as
// that of the telling.
func (d *detailer) namesDay(st *credence.Statement, sc *scene) bool {
	for i := range d.dates {
		t := &d.dates[i]
		if t.Start >= st.Start && t.End <= st.End && t.From != "" && t.From <= sc.Date.To && t.To >= sc.Date.From &&
			d.stands(t, &d.text.Sentences[d.text.Tokens[t.First].Sent]) == dateOfAct {
			return true
		}
	}
	return false
}

// toldBefore is the scene told last in the paragraph before a statement, -1 if
// none is.
func (d *detailer) toldBefore(st *credence.Statement, scenes []scene) int {
	sent := d.sentenceAt(st.Start)
	return lastTold(scenes, func(i int) bool { return i <= sent && d.text.Sentences[i].Para == d.text.Sentences[sent].Para })
}

// toldLast is the scene told last before the sentence of a statement, -1 if
// none is.
func (d *detailer) toldLast(st *credence.Statement, scenes []scene) int {
	sent := d.sentenceAt(st.Start)
	return lastTold(scenes, func(i int) bool { return i < sent })
}

// lastTold is the scene told last in a sentence that counts, -1 if none is.
func lastTold(scenes []scene, counts func(sent int) bool) int {
	best, at := -1, -1
	for k := range scenes {
		for _, i := range scenes[k].telling {
			if i > at && counts(i) {
				best, at = k, i
			}
		}
	}
	return best
}

// thatAct reports whether a statement speaks of "that attack", the one told
// last.
func (d *detailer) thatAct(st *credence.Statement) bool {
	from, to := d.text.TokenAt(st.Start), d.text.TokenAt(st.End-1)
	for k := from; k < min(to, len(d.tags)-1); k++ {
		if d.text.Role(k) == "that" && d.tags[k+1].cues&cAttack != 0 {
			return true
		}
	}
	return false
}
