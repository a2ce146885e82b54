package assess

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/credence-project/credence"
)

// A report of two attacks gives evidence on each from its own sentences and
// statements alone.
func TestTwoAttacksInOneReport(t *testing.T) {
	const (
		first  = "Police said there was no evidence so far that the man with the knife had been in contact with the group."
		second = "The interior minister said that the shooting in the south had been ordered by Islamic State from Raqqa."
		third  = "Boko Haram claimed it."
	)
	text := first + "\n\n" + second + " " + third
	span := func(words string) credence.Span {
		at := strings.Index(text, words)
		return credence.Span{Start: at, End: at + len(words)}
	}
	x := &credence.Extraction{
		Incidents: []credence.Mention{{Ref: "i1", Main: true}, {Ref: "i2"}},
		Statements: []credence.Statement{
			{Kind: credence.KindNoLink, ByAuthority: true, Incident: "i1", Span: span(first), Text: first},
			{Kind: credence.KindLink, Actor: "Islamic State", Link: "directed", Incident: "i2", Span: span(second), Text: second},
			{Kind: credence.KindClaim, Actor: "Boko Haram", Incident: "i2", Span: span(third), Text: third},
		},
	}
	here := []string{"I01.no_evidence_of_link"}
	there := []string{"A05.confirmed", "C07.credible_competitor", "I01.directed_or_linked"}
	tests := []struct {
		name  string
		scope credence.Scope
		want  []string
	}{
		{"the first", credence.Scope{Refs: []string{"i1"}, Elsewhere: []credence.Span{span(second), span(third)}}, here},
		{"the second", credence.Scope{Refs: []string{"i2"}, Elsewhere: []credence.Span{span(first)}}, there},
		{"not known", credence.Scope{}, slices.Concat(here, there)},
	}
	for _, tt := range tests {
		d := dossierOf("Islamic State", text)
		d.Reports[0].Extraction, d.Reports[0].Scope = x, tt.scope
		var got []string
		for _, e := range Propose(d) {
			if len(e.Quotes) > 0 && (e.Code[0] == 'I' || e.Code[0] == 'A' || e.Code == "C07") {
				got = append(got, e.Code+"."+e.Value)
			}
		}
		slices.Sort(got)
		slices.Sort(tt.want)
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: proposed %v, want %v", tt.name, got, tt.want)
		}
	}
}

// Attackers counted in another attack are not of this one, and what was said of
// another claimant there is no echo of this claim.
func TestOtherAttackAddsNoAttackers(t *testing.T) {
	const ours, other = "A man stabbed two passers-by in the market.", "Three gunmen of the Islamic State stormed a bus in the south."
	d := dossierOf("Islamic State", ours+" "+other)
	d.Reports[0].Document.Published = credence.At(d.Scene.Date.From.Add(time.Hour), "feed")
	if got := Propose(d); has(got, "M03", "yes") == nil || has(got, "T03", "yes") == nil {
		t.Fatal("read as one attack, the text must tell of several attackers and name the claimant")
	}
	at := len(ours) + 1
	d.Reports[0].Scope = credence.Scope{Refs: []string{"i1"}, Elsewhere: []credence.Span{{Start: at, End: at + len(other)}}}
	if got := Propose(d); has(got, "M03", "single") == nil || has(got, "T03", "yes") != nil {
		t.Errorf("the other attack counts: %v", answers(got))
	}
}

// A statement and a rule of the phrasebook that take one sentence for the word
// of two authorities give one item, not two.
func TestOneSentenceIsOneAnswer(t *testing.T) {
	const text = "The interior minister said that the attack had been ordered by Islamic State from Raqqa."
	d := dossierOf("Islamic State", text)
	d.Reports[0].Extraction = &credence.Extraction{Statements: []credence.Statement{{
		Kind: credence.KindAccusation, Actor: "Islamic State", ByAuthority: true, Speaker: credence.Speaker{Role: "police chief"}, Span: credence.Span{End: len(text)}, Text: text,
	}}}
	n := 0
	for _, e := range Propose(d) {
		if e.Code == "I01" {
			n++
			if len(e.Quotes) != 1 {
				t.Errorf("%d quotations of one sentence", len(e.Quotes))
			}
		}
	}
	if n != 1 {
		t.Errorf("%d answers to I01 from one sentence, want 1", n)
	}
}

// Of a claim that is only known to have been made by some time, no lag is
// computed from that time.
func TestTimingOfAClaimKnownByATime(t *testing.T) {
	d := dossierOf("Islamic State", "")
	d.Claim.At = credence.Interval{To: d.Scene.Date.From.AddDate(3, 0, 0), Basis: "retrieved"}
	for _, value := range []string{"3_12h", "12_36h", "over_36h"} {
		if has(Propose(d), "T01", value) != nil {
			t.Errorf("known by three years later: T01 %s is proposed", value)
		}
	}
	d.Claim.At.To = d.Scene.Date.From.Add(time.Hour)
	if has(Propose(d), "T01", "under_3h") == nil {
		t.Error("known within the hour: T01 under_3h is not proposed")
	}
}

// Of an attack that is only known by its day, no short lag is computed on that day.
func TestTimingOfAnAttackKnownByItsDay(t *testing.T) {
	d := dossierOf("Islamic State", "")
	start := d.Scene.Date.From.Truncate(24 * time.Hour)
	d.Scene.Date = credence.Day(start, "stated")
	for hour, want := range map[int]string{2: "under_3h", 12: "", 20: "", 44: "12_36h"} {
		d.Claim.At = credence.At(start.Add(time.Duration(hour)*time.Hour), "stated")
		got := ""
		for _, e := range Propose(d) {
			if e.Code == "T01" {
				got = e.Value
			}
		}
		if got != want {
			t.Errorf("claimed in hour %d: T01 %q, want %q", hour, got, want)
		}
	}
}

// A rival claim that the dossier holds is not proposed again from the report of
// it.
func TestRivalClaimCountsOnce(t *testing.T) {
	const text = "Boko Haram claimed it."
	d := dossierOf("Islamic State", text)
	d.Reports[0].Extraction = &credence.Extraction{Statements: []credence.Statement{{Kind: credence.KindClaim, Actor: "Boko Haram", Span: credence.Span{End: len(text)}, Text: text}}}
	for n, rivals := range [][]credence.Claim{nil, {{ID: "c-2", Claimant: "Boko Haram", At: d.Claim.At}}} {
		d.Rivals = rivals
		var rules []string
		for _, e := range Propose(d) {
			if e.Code == "C07" {
				rules = append(rules, e.Rule)
			}
		}
		if want := [][]string{{"phrase:rival-claim"}, {"claim:rival"}}[n]; !slices.Equal(rules, want) {
			t.Errorf("%d rivals held: proposed by %v, want %v", n, rules, want)
		}
	}
}

// Of an attack and a claim that are known to the day, and it is the same, the
// lag may be anything.
func TestTimingOnTheSameDay(t *testing.T) {
	d := dossierOf("Islamic State", "")
	d.Scene.Date = credence.Day(d.Scene.Date.From, "stated")
	d.Claim.At = d.Scene.Date
	for _, value := range []string{"under_3h", "3_12h", "12_36h", "over_36h"} {
		if has(Propose(d), "T01", value) != nil {
			t.Errorf("on the same day: T01 %s is proposed", value)
		}
	}
	d.Claim.At = credence.Day(d.Scene.Date.From.Add(day), "stated")
	if has(Propose(d), "T01", "12_36h") == nil {
		t.Error("on the next day: T01 12_36h is not proposed")
	}
}

// A claim that is dated by its first report may be older: the lag is surer of
// one that is dated itself.
func TestTimingByTheFirstReport(t *testing.T) {
	d := dossierOf("Islamic State", "")
	for basis, want := range map[string]string{"stated": "A2", credence.FirstReport: "C3"} {
		d.Claim.At.Basis = basis
		if e := has(Propose(d), "T01", "12_36h"); e == nil || e.Grade.String() != want {
			t.Errorf("%s: %+v, want grade %s", basis, e, want)
		}
	}
}

// What is said of another group's claim, or of its tie to the act, says nothing
// about this one.
func TestAnotherGroupsClaim(t *testing.T) {
	const rival = "Black Sea Brigade"
	tests := []struct {
		name, claimant, text, not string
		kind                      credence.Kind
		actor                     string
	}{
		{"a retraction", "Islamic State", "The Kurdistan Freedom Falcons on Friday withdrew their claim of responsibility for the bombing.", "C08.retracted_or_denied", "", ""},
		{"a denial of one not in the register", "Islamic State", "The Black Sea Brigade denied any part in the attack.", "C08.retracted_or_denied", "", ""},
		{"a finding", "Kurdistan Freedom Falcons", "The Interior Ministry said its inquiry had found no link between the suspects and Islamic State's leadership.", "I02.alone_inspired", "", ""},
		{"a finding for now", "Kurdistan Freedom Falcons", "Security officials said there was no evidence so far that the attackers had been in contact with Islamic State.", "I01.no_evidence_of_link", "", ""},
		{"a search for contact", "Kurdistan Freedom Falcons", "Prosecutors said that the attackers had never been in contact with Islamic State.", "A04.searched_none", "", ""},
		{"a search for orders", "Kurdistan Freedom Falcons", "Prosecutors said there were no orders from Islamic State.", "A05.searched_none", "", ""},
		{"a doubt", "Kurdistan Freedom Falcons", "Analysts said that the claim was opportunistic and got the time wrong.", "I05.sceptical", credence.KindDoubt, "Islamic State"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			code, value, _ := strings.Cut(tt.not, ".")
			d := dossierOf(tt.claimant, tt.text)
			d.Rivals = []credence.Claim{{Claimant: rival}}
			if tt.kind != "" {
				d.Reports[0].Extraction = &credence.Extraction{Statements: []credence.Statement{{Kind: tt.kind, Actor: tt.actor, Span: credence.Span{End: len(tt.text)}, Text: tt.text}}}
			}
			if e := has(Propose(d), code, value); e != nil {
				t.Errorf("%s is proposed by %s", tt.not, e.Rule)
			}
		})
	}
}

// In a report that speaks of another group alone "we" and "the group" are that one.
func TestAnotherGroupsWe(t *testing.T) {
	const first, then = "The Black Sea Brigade denied any part in the attack.", " \"We had no part in it,\" the group said."
	for _, c := range []struct {
		name, text string
		want       bool
	}{
		{"of the other alone", first + then, false},
		{"of the claimant too", first + " Islamic State spoke too." + then, true},
		{"of nobody by name", then, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := dossierOf("Islamic State", c.text)
			d.Rivals = []credence.Claim{{Claimant: "Black Sea Brigade"}}
			if at := strings.Index(c.text, first); at >= 0 {
				d.Reports[0].Extraction = &credence.Extraction{Statements: []credence.Statement{{Kind: credence.KindDenial, Actor: "Black Sea Brigade", Span: credence.Span{End: len(first)}, Text: first}}}
			}
			if e := has(Propose(d), "C08", "retracted_or_denied"); (e != nil) != c.want {
				t.Errorf("denial proposed %t, want %t", e != nil, c.want)
			}
		})
	}
}

// A claim whose first report at hand is from days later may have been made at
// once, unless a report from between says that there was none.
func TestTimingByALateReport(t *testing.T) {
	d := dossierOf("Islamic State", "No group has claimed responsibility.")
	attack := d.Scene.Date.From
	d.Claim.At = credence.At(attack.Add(10*day), credence.FirstReport)
	if has(Propose(d), "T01", "over_36h") != nil {
		t.Error("told ten days later: T01 over_36h is proposed")
	}
	d.Reports[0].Extraction = &credence.Extraction{Statements: []credence.Statement{{Kind: credence.KindNoClaim, Span: credence.Span{End: 35}}}}
	d.Reports[0].Document.Published = credence.Day(attack.Add(3*day), "feed")
	if has(Propose(d), "T01", "over_36h") == nil {
		t.Error("unclaimed after three days: T01 over_36h is not proposed")
	}
	d.Reports[0].Document.Published = credence.Day(attack.Add(day/2), "feed")
	if has(Propose(d), "T01", "over_36h") != nil {
		t.Error("unclaimed after half a day: T01 over_36h is proposed")
	}
}

// What is said of the claimant stays, though another group is named or spoken of
// in the same sentence; that somebody acted alone holds against every group.
func TestAnotherGroupBeside(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"as “the group”", "Police said they had found no link to the group or to Ansaru so far.", "I01.no_evidence_of_link"},
		{"by its name, with a claim of the other", "Police said there was no evidence of a link to Boko Haram, though Ansaru had claimed the bombing.", "I01.no_evidence_of_link"},
		{"alone", "The court found on Friday that he acted alone and had never been in touch with Ansaru.", "I02.alone_inspired"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := dossierOf("Boko Haram", tt.text)
			at := strings.Index(tt.text, "Ansaru")
			d.Reports[0].Extraction = &credence.Extraction{Statements: []credence.Statement{{Kind: credence.KindClaim, Actor: "Ansaru", ActorID: "ansaru", Span: credence.Span{Start: at, End: len(tt.text)}}}}
			code, value, _ := strings.Cut(tt.want, ".")
			if got := Propose(d); has(got, code, value) == nil {
				t.Errorf("%s is not proposed: %v", tt.want, answers(got))
			}
		})
	}
}

// Nobody acted for a claimant whom the finding does not name because another
// group inspired it.
func TestInspiredByAnotherGroup(t *testing.T) {
	d := dossierOf("Boko Haram", "The court found on Friday that he acted alone, inspired by videos of Al-Shabaab.")
	if e := has(Propose(d), "I02", "alone_inspired"); e != nil {
		t.Errorf("proposed by %s", e.Rule)
	}
}

// Whoever denies an attack and claims it afterwards did not take the claim back.
func TestDenialBeforeTheClaim(t *testing.T) {
	const text = "Boko Haram denied that it had carried out the bombing."
	d := dossierOf("Boko Haram", text)
	d.Reports[0].Extraction = &credence.Extraction{Statements: []credence.Statement{{Kind: credence.KindDenial, Actor: "Boko Haram", Span: credence.Span{End: len(text)}, Text: text}}}
	claim := d.Claim.At.From
	for _, tt := range []struct {
		name string
		lag  time.Duration
		want bool
	}{{"before the claim", -4 * time.Hour, false}, {"after the claim", 4 * time.Hour, true}} {
		d.Reports[0].Document.Published = credence.At(claim.Add(tt.lag), "feed")
		if got := has(Propose(d), "C08", "retracted_or_denied") != nil; got != tt.want {
			t.Errorf("%s: C08 proposed %t, want %t", tt.name, got, tt.want)
		}
	}
}

// Of details that nobody can date, none is called known before the claim or new.
func TestDetailsThatCannotBeDated(t *testing.T) {
	d := dossierOf("Islamic State", "")
	d.Details = []credence.DetailTest{{Detail: credence.Detail{Slot: credence.SlotKilled, Value: "two women", Stated: true, Checkable: true}, PublicBefore: credence.Unknown, Later: credence.Confirmed}}
	for _, e := range Propose(d) {
		if e.Code == "K01" || e.Code == "K02" {
			t.Errorf("%s %s is proposed: %s", e.Code, e.Value, e.Note)
		}
	}
	d.Details[0].PublicBefore = credence.Yes
	if has(Propose(d), "K02", "zero") == nil {
		t.Error("public before: K02 zero is not proposed")
	}
}

// A person who claims an attack is no other group: what is found of him bears on
// the group's claim.
func TestPersonBesideAGroup(t *testing.T) {
	for who, want := range map[string]bool{"Jo Marlow, 34,": true, "The Red Tigers": false} {
		d := dossierOf("Islamic State", who+" claimed the bombing. Police said there was no evidence that "+strings.TrimSuffix(who, ", 34,")+" was linked to any group.")
		d.Rivals = []credence.Claim{{ID: "c-2", Claimant: strings.TrimPrefix(strings.TrimSuffix(who, ", 34,"), "The "), At: d.Claim.At}}
		if got := has(Propose(d), "I01", "no_evidence_of_link") != nil; got != want {
			t.Errorf("%s: I01 no_evidence_of_link proposed %t, want %t", who, got, want)
		}
	}
}
