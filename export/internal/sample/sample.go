// Package sample holds a made-up brief in which everything occurs that an
// export has to cope with. Tests of the exports share it.
package sample

import (
	"encoding/json"
	"strings"
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/export/brief"
)

// At reads a time of a test.
func At(s string) time.Time {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		panic(err)
	}
	return t
}

const text = "A bomb went off at the mill at noon, killing two.\n\nThe River Front said it had \"struck the mill\". <b>Police</b> have found no link so far."

// Brief is a made-up brief whose leading rung is top and whose evidence is
// enough to the degree of state. It is new with every call.
func Brief(top credence.Hypothesis, state credence.Sufficiency) *brief.Brief {
	docs := documents()
	quote := func(words string) credence.Quote {
		i := strings.Index(text, words)
		return credence.Quote{Document: docs[0].ID, Span: credence.Span{Start: i, End: i + len(words)}, Text: words}
	}
	said := func(doc credence.DocumentID, kind credence.Kind, actor, role, words string) brief.Said {
		return brief.Said{Document: doc, Statement: credence.Statement{
			Kind: kind, Actor: "River Front", ActorID: actor, Speaker: credence.Speaker{Role: role}, Span: quote(words).Span, Text: words, SoFar: kind == credence.KindNoLink,
		}}
	}
	sighting := credence.Sighting{Quote: quote("A bomb went off at the mill at noon"), Outlet: "Kell Herald", URL: docs[0].URL, Published: docs[0].Published}
	detail := func(id credence.DetailID, slot credence.Slot, value string, public credence.Answer, later credence.Outcome) credence.DetailTest {
		return credence.DetailTest{Detail: credence.Detail{ID: id, Slot: slot, Value: value, Stated: value != "", Checkable: value != ""}, PublicBefore: public, Later: later, Reason: "made up"}
	}
	place := detail("t-one", credence.SlotPlace, "the mill", credence.Yes, credence.Unresolved)
	place.First, place.LaterBy = &sighting, []credence.Sighting{sighting}
	b := &brief.Brief{
		Title: "Blast at the mill, Kellington, 2 April 2019", Documents: docs, Labels: labels(), Attackers: []string{"Old Tom Reed"}, Own: []string{"Front Radio"},
		Origins: map[credence.DocumentID]credence.Origin{docs[0].ID: {ID: "o-one", Name: "Kell Herald"}, docs[1].ID: {ID: "o-two", Name: "Radio Kell"}, docs[2].ID: {ID: "o-three", Name: "Front Radio"}},
		Incident: credence.Incident{
			ID: "i-one", Type: "bombing", Stage: credence.StageAccomplished, Date: credence.Day(At("2019-04-02T00:00:00Z"), ""), Weapons: []string{"bomb"},
			Killed: credence.Number{Min: 2, Max: 3}, Injured: credence.Number{Min: 12}, Place: credence.PlaceMention{Name: "Kellington", Country: "GB", Lat: 51.5, Lon: -0.5},
		},
		Said: []brief.Said{
			said(docs[0].ID, credence.KindClaim, "river-front", "", `The River Front said it had "struck the mill"`),
			said(docs[0].ID, credence.KindNoLink, "river-front", "Police", "found no link so far"),
			said(docs[2].ID, credence.KindClaim, "river-front", "", `struck the mill`),
		},
		Rivals: []credence.Claim{{ID: "c-two", Claimant: "Hill Column", Channel: "telephone call", At: credence.At(At("2019-04-01T20:00:00Z"), "")}},
	}
	b.Assessment = credence.Assessment{
		Claim: credence.Claim{
			ID: "c-one", Claimant: "River Front", ClaimantID: "river-front", Incident: "i-one", Channel: "a call to Radio Kell", Tier: credence.TierAnonymous,
			At: credence.At(At("2019-04-02T20:00:00Z"), "first report of it"), Wording: "=we have struck the mill", Quotes: []credence.Quote{quote("struck the mill")},
		},
		AsOf: At("2019-04-04T23:59:59Z"), Authenticity: credence.AuthenticityOpen, Sufficiency: state, Top: top, MachineCoded: true,
		Evidence: []credence.Evidence{{
			ID: "e-one", Code: "I01", Value: "no_evidence_of_link", Grade: credence.Grade{Reliability: "C", Credibility: 3}, Origin: "police", Outlet: "police",
			KnownAt: At("2019-04-03T10:00:00Z"), Status: credence.Proposed, By: "machine", Quotes: []credence.Quote{quote("found no link so far")},
		}},
		Details: []credence.DetailTest{
			place, detail("t-two", credence.SlotWeapon, "-a mine, sealed", credence.No, credence.Confirmed), detail("t-three", credence.SlotName, "", credence.No, credence.Unresolved),
		},
		Versions: credence.Versions{Codes: "codes-1", Priors: "priors-1", Words: "words-1"}, Seed: 1, Draws: 10,
	}
	weigh(&b.Assessment, top)
	return b
}

func documents() []credence.Document {
	return []credence.Document{
		{ID: "d-one", Outlet: "Kell Herald", Title: "Blast at the mill", URL: "https://kell.example/1", Text: text, SHA256: strings.Repeat("ab", 32), Published: credence.Day(At("2019-04-02T00:00:00Z"), "feed")},
		{ID: "d-two", Outlet: "Radio Kell", Text: "Two men were seen.", Format: credence.FormatGist, URL: "javascript:alert(1)", Published: credence.At(At("2019-04-03T08:00:00Z"), "page metadata")},
		{ID: "d-own", Outlet: "Front Radio", Title: "Statement", URL: "https://front.example/statement", Text: text, Published: credence.At(At("2019-04-02T20:00:00Z"), "feed")},
		{ID: "d-sum", Outlet: "Composite", Text: "What was public.", Format: credence.FormatGist, Extra: map[string]json.RawMessage{"kind": json.RawMessage(`"background"`)}},
	}
}

func labels() brief.Labels {
	l := brief.Labels{
		Rung: map[credence.Hypothesis]string{}, Question: map[string]string{"I01": "What do officials say?"},
		Sufficiency: map[credence.Sufficiency]string{credence.Established: "established", credence.Likely: "likely, not established", credence.Open: "open", credence.Insufficient: "not enough to say"},
		Authentic:   map[credence.Authenticity]string{credence.AuthenticityOpen: "cannot be told"},
	}
	for _, h := range credence.Hypotheses {
		l.Rung[h] = "rung " + string(h)
	}
	return l
}

// weigh gives the leading rung four fifths and the others the rest.
func weigh(a *credence.Assessment, top credence.Hypothesis) {
	sums := map[string]float64{}
	for i, h := range credence.Hypotheses {
		p := 0.2 / 6
		if h == top {
			p = 0.8
		}
		a.Rungs = append(a.Rungs, credence.Rung{H: h, Probability: credence.Probability{P: p, Lo: p / 2, Hi: min(1, p*1.1), Word: "word"}})
		for name, upTo := range map[string]int{"operational": 2, "any_tie": 3, "cause": 4} {
			if i < upTo {
				sums[name] += p
			}
		}
	}
	sums["false"] = 1 - sums["cause"]
	for _, name := range []string{"operational", "any_tie", "cause", "false"} {
		p := sums[name]
		a.RollUps = append(a.RollUps, credence.RollUp{Name: name, Label: "it is " + name, Probability: credence.Probability{P: p, Lo: p / 2, Hi: min(1, p*1.1), Word: "word"}})
	}
}
