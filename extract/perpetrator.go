package extract

import (
	"slices"
	"strings"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/lang"
	"github.com/credence-project/credence/lexicon"
)

// takePerpetrators puts what the statements say of who did an incident in the
// place of what the models say of organisations. One that the statements name
// for other incidents alone had no part in this.
func (d *detailer) takePerpetrators(m *credence.Mention, list []credence.Statement) {
	said := slices.DeleteFunc(perpetratorsOf(list, m.Ref, d.officially), func(p credence.Perpetrator) bool {
		return p.ActorID == "" && (p.Name == m.Place.Name || nobody(p.Name) || p.Confidence == credence.ClaimedOrAdmitted && isPolice(p.Name))
	})
	elsewhere := func(q *credence.Perpetrator) bool {
		return slices.ContainsFunc(list, func(st credence.Statement) bool {
			return st.Incident != "" && !st.Ties(m.Ref) && footing(&st) != "" && (st.Actor == q.Name || q.ActorID != "" && st.ActorID == q.ActorID)
		})
	}
	m.Perpetrators = slices.DeleteFunc(m.Perpetrators, func(q credence.Perpetrator) bool {
		if q.Kind != "organization" {
			return d.victimOf(&q, m) || slices.ContainsFunc(said, func(p credence.Perpetrator) bool { return p.Name == q.Name })
		}
		if q.ActorID == "" {
			return true
		}
		return len(said) > 0 || elsewhere(&q)
	})
	for i := range m.Perpetrators {
		if q := &m.Perpetrators[i]; atMostSuspected(q, m.Ref, list) {
			q.Confidence = credence.Accused
		}
	}
	m.Perpetrators = append(m.Perpetrators, said...)
}

// atMostSuspected reports whether the models say that somebody claims an incident or did
// it of whom the statements about it say nothing but that it was not so: a denial is no
// claim, though whoever denies has been thought of.
func atMostSuspected(q *credence.Perpetrator, ref string, list []credence.Statement) bool {
	if q.Confidence != credence.ClaimedOrAdmitted && q.Confidence != credence.ReportedAsFact {
		return false
	}
	return slices.ContainsFunc(list, func(st credence.Statement) bool {
		switch st.Kind {
		case credence.KindDenial, credence.KindNoClaim, credence.KindNoLink:
			return st.Ties(ref) && (st.Actor == q.Name || q.ActorID != "" && st.ActorID == q.ActorID)
		}
		return false
	})
}

// victimOf reports whether somebody whom the models take for a perpetrator is hurt
// in the incident, and not called one who attacks: "stabbed two officers". Texts
// in capitals are read as the models read them.
func (d *detailer) victimOf(q *credence.Perpetrator, m *credence.Mention) bool {
	if d.text.Upper {
		return false
	}
	for k := d.text.TokenAt(q.Start); k < len(d.tags) && int(d.text.Tokens[k].Start) < q.End; k++ {
		if d.foe(k) || d.is(k, wOwn) {
			return false
		}
	}
	return slices.ContainsFunc(m.Targets, func(t credence.Target) bool {
		return t.Kind == "person" && t.Effect != "" && t.Start < q.End && q.Start < t.End
	})
}

// addClaimants adds to an incident that the models alone have read who claims it.
func addClaimants(m *credence.Mention, list []credence.Statement) {
	for _, p := range perpetratorsOf(list, m.Ref, nil) {
		if p.Confidence == credence.ClaimedOrAdmitted && !slices.ContainsFunc(m.Perpetrators, func(q credence.Perpetrator) bool {
			return sameParty(&p, &q) || q.Kind == p.Kind && (q.ActorID != "" && q.ActorID == p.ActorID || strings.Contains(lexicon.Fold(p.Name), lexicon.Fold(q.Name)))
		}) {
			m.Perpetrators = append(m.Perpetrators, p)
		}
	}
}

// isPolice reports whether a name is that of a police force, an office or a court,
// which tell of attacks and claim none.
func isPolice(name string) bool {
	switch name[strings.LastIndexByte(name, ' ')+1:] {
	case "Police", "Constabulary", "Gendarmerie", "Carabinieri", "Ministry", "Department", "Agency", "Bureau", "Court", "Commission", "Prosecutor", "Office", "Hospital", "University", "Authority", "Airport", "Airlines", "Guardia":
		return true
	}
	return false
}

// nobody reports whether a name is none of a party but of a province or city, as in
// "separatists from Xinjiang", or a word for a thing.
func nobody(name string) bool {
	const city = 20_000
	if _, thing := lexicon.Things().Lookup(lexicon.Fold(name)); thing {
		return true // "Schools were told to close"
	}
	p, score := lexicon.Gazetteer().Lookup(name, lexicon.PlaceHints{})
	return score > 0 && (p.Kind == lexicon.PlaceDivision || p.Kind != lexicon.PlaceCountry && p.Population >= city)
}

// perpetratorsOf lists who the statements connect with an incident, and on what
// footing: a claim goes before what others say. A
// denial acquits nobody: it is the actor's own word.
// officially tells of an accusation whether an official makes it, where the
// statement itself does not say so; it may be nil.
func perpetratorsOf(list []credence.Statement, ref string, officially func(*credence.Statement) bool) []credence.Perpetrator {
	var out []credence.Perpetrator
	known := map[string]int{} // their place in out by entry of the register and by name, as for sameParty
	for i := range list {
		st := &list[i]
		c := footing(st)
		if c == "" || st.Actor == "" || st.ActorID == "" && (!isName(st.Actor) || isKind(st.Actor)) || st.Other || !st.Ties(ref) {
			continue
		}
		if c == credence.Accused && officially != nil && officially(st) {
			c = credence.AccusedByAuthorities
		}
		p := credence.Perpetrator{Kind: "organization", Name: st.Actor, ActorID: st.ActorID, Confidence: c, Span: st.Span}
		id, name := "id "+string(p.ActorID), "name "+lexicon.Fold(p.Name)
		at, held := known[name]
		if k, ok := known[id]; ok && p.ActorID != "" && (!held || k < at) {
			at, held = k, true
		}
		switch {
		case !held:
			at = len(out)
			out = append(out, p)
		case c == credence.ClaimedOrAdmitted:
			out[at] = p
		default:
			continue
		}
		known[id], known[name] = at, at
	}
	return out
}

// officially reports whether the sentence of an accusation has an official or a body
// of the state for its subject, "the governor of the province said", or a pronoun
// for one who spoke in the sentence before.
func (d *detailer) officially(st *credence.Statement) bool {
	const reach = 10
	i := d.sentenceAt(st.Start)
	sent := &d.text.Sentences[i]
	first, last := int(sent.First), int(sent.Last)
	for first < last && d.text.Tokens[first].Has(lang.Punct) {
		first++
	}
	switch d.text.Role(first) {
	case "it", "he", "she", "they":
		if i == 0 || d.text.Tokens[first].Has(lang.ParaStart) {
			return false
		}
		before := &d.text.Sentences[i-1]
		for k := int(before.First); k < int(before.Last); k++ {
			if d.speaksFor(k) && (k+1 < int(before.Last) && d.tags[k+1].cues&cSay != 0 || k == int(before.First)+1) {
				return true
			}
		}
		return false
	}
	for k := first; k < min(first+reach, last); k++ {
		if d.speaksFor(k) {
			return true
		}
		if d.tags[k].grams&(gPast|gThird|gBe|gHave|gModal) != 0 && d.tags[k].grams&gNoun == 0 {
			return false
		}
	}
	return false
}

// speaksFor reports whether token k is an official or a body of the state.
func (d *detailer) speaksFor(k int) bool {
	return d.tags[k].cues&cAuthority != 0 && (k == 0 || d.text.Role(k-1) != "former" && d.text.Role(k-1) != "opposition")
}

// isKind reports whether words say of what kind somebody is, whatever capital
// they have at the beginning of a sentence: "Guerrillas".
func isKind(words string) bool {
	_, kind := lexicon.Agents().Lookup(words)
	return kind
}

// footing is the MUC-4 confidence that a statement gives its actor.
func footing(st *credence.Statement) credence.Confidence {
	switch st.Kind {
	case credence.KindClaim:
		return credence.ClaimedOrAdmitted
	case credence.KindAttribution:
		return credence.ReportedAsFact
	case credence.KindAccusation:
		if st.ByAuthority {
			return credence.AccusedByAuthorities
		}
		return credence.Accused
	}
	return ""
}
