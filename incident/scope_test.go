package incident

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/credence-project/credence"
)

// spanOf finds words in a text.
func spanOf(text, words string) credence.Span {
	at := strings.Index(text, words)
	if words == "" || at < 0 {
		return credence.Span{}
	}
	return credence.Span{Start: at, End: at + len(words)}
}

// twoAttacks are the mentions of a bombing in Aden on Monday and a shooting in
// Taiz on Tuesday.
func twoAttacks(text string) []credence.Mention {
	return []credence.Mention{
		{Ref: "i1", Main: true, Type: "bombing", Date: credence.DateMention{From: "2023-03-13", To: "2023-03-13", Span: spanOf(text, "Monday")},
			Place: credence.PlaceMention{Name: "Aden", Span: spanOf(text, "Aden")}, Weapons: []credence.Weapon{{Text: "car bomb", Class: "vehicle-bomb"}}},
		{Ref: "i2", Type: "attack", Date: credence.DateMention{From: "2023-03-14", To: "2023-03-14", Span: spanOf(text, "Tuesday")},
			Place: credence.PlaceMention{Name: "Taiz", Span: spanOf(text, "Taiz")}, Weapons: []credence.Weapon{{Text: "gunmen", Class: "gun"}}},
	}
}

func TestScope(t *testing.T) {
	const lead = "A car bomb killed seven people in Aden on Monday.\n\nGunmen shot dead four teachers in Taiz on Tuesday."
	tied := func(words, ref string) credence.Statement {
		return credence.Statement{Kind: credence.KindAccusation, Incident: ref, Text: words}
	}
	const passing = "A car bomb killed seven people in Aden on Monday.\n\nIn Taiz, the attacker had acted alone. His phone held messages.\n\nThe Aden bomber is not known."
	alone := func(ms []credence.Mention) []credence.Mention { return ms[:1] } // the text reports one incident
	tests := []struct {
		name, text string
		statements []credence.Statement // by their words
		change     func([]credence.Mention) []credence.Mention
		refs       string
		told       []credence.Mention
		want       []string
	}{
		{name: "by place, day and kind", text: lead, refs: "i1", want: []string{"Gunmen shot dead four teachers in Taiz on Tuesday."}},
		{name: "seen from the other", text: lead, refs: "i2", want: []string{"A car bomb killed seven people in Aden on Monday."}},
		{name: "nothing known", text: lead},
		{name: "both are the incident", text: lead, refs: "i1 i2"},
		{name: "the next sentence goes with it", text: lead + " They fled in a van.", refs: "i1",
			want: []string{"Gunmen shot dead four teachers in Taiz on Tuesday.", "They fled in a van."}},
		{name: "a paragraph that points nowhere counts for the main incident", text: lead + "\n\nThey fled in a van.", refs: "i1",
			want: []string{"Gunmen shot dead four teachers in Taiz on Tuesday."}},
		{name: "with what follows in it", text: lead + "\n\nThe union called a strike. They fled in a van.", refs: "i1",
			want: []string{"Gunmen shot dead four teachers in Taiz on Tuesday."}},
		{name: "and for what was told last", text: lead + "\n\nThey fled in a van.", refs: "i2",
			want: []string{"A car bomb killed seven people in Aden on Monday."}},
		{name: "not for an incident told in passing before", text: "Gunmen shot dead four teachers in Taiz on Tuesday.\n\nA car bomb killed seven people in Aden on Monday.\n\nThe driver had trained abroad.", refs: "i2",
			want: []string{"A car bomb killed seven people in Aden on Monday.", "The driver had trained abroad."}},
		{name: "a headline is of the main incident", text: "Experts doubt claim\n\n" + lead, refs: "i2",
			want: []string{"Experts doubt claim", "A car bomb killed seven people in Aden on Monday."}},
		{name: "a sentence about both stays", text: lead + "\n\nThe police laid the shooting and the bombing at one door.", refs: "i1",
			want: []string{"Gunmen shot dead four teachers in Taiz on Tuesday."}},
		{name: "a statement that is tied goes before words", text: lead + "\n\nThe police blamed a gang from Aden.", refs: "i1",
			statements: []credence.Statement{tied("The police blamed a gang from Aden", "i2")},
			want:       []string{"Gunmen shot dead four teachers in Taiz on Tuesday.", "The police blamed a gang from Aden."}},
		{name: "a statement about both", text: lead + "\n\nThe Front claimed both.", refs: "i2",
			statements: []credence.Statement{{Kind: credence.KindClaim, Incident: "i1", Also: []string{"i2"}, Text: "The Front claimed both"}},
			want:       []string{"A car bomb killed seven people in Aden on Monday."}},
		{name: "an attack that is background", text: lead + "\n\nThe Front carried out a raid in 2019.", refs: "i1",
			statements: []credence.Statement{{Kind: credence.KindAttribution, Other: true, Text: "The Front carried out a raid in 2019"}},
			want:       []string{"Gunmen shot dead four teachers in Taiz on Tuesday.", "The Front carried out a raid in 2019."}},
		{name: "what may be the same told twice", text: lead, refs: "i1", change: func(ms []credence.Mention) []credence.Mention {
			ms[1].Place, ms[1].Weapons, ms[1].Date = credence.PlaceMention{}, nil, credence.DateMention{}
			return ms
		}},
		{name: "a kind that both share tells nothing", text: "A bomb went off in Aden on Monday.\n\nAnother went off in Taiz on Tuesday.\n\nThe bomb was hidden in a bag.", refs: "i2",
			change: func(ms []credence.Mention) []credence.Mention {
				ms[1].Type, ms[1].Weapons = "bombing", ms[0].Weapons
				return ms
			},
			want: []string{"A bomb went off in Aden on Monday."}},
		{name: "lines that wrap", text: "A car bomb killed\nseven people in Aden on Monday. Gunmen shot dead\nfour teachers in Taiz.", refs: "i1",
			want: []string{"Gunmen shot dead\nfour teachers in Taiz."}},
		{name: "an attack told in passing", text: passing, refs: "i1", change: alone, told: twoAttacks(""),
			want: []string{"In Taiz, the attacker had acted alone.", "His phone held messages."}},
		{name: "an attack told in passing that no document reports", text: passing, refs: "i1", change: alone},
		{name: "a statement had no choice between two", text: passing, refs: "i1", change: alone, told: twoAttacks(""),
			statements: []credence.Statement{tied("His phone held messages", "i1")},
			want:       []string{"In Taiz, the attacker had acted alone.", "His phone held messages."}},
		{name: "attack and place in other words", refs: "i1", change: alone, told: twoAttacks(""),
			text: "A car bomb killed seven people in Aden on Monday.\n\nThe Taiz bombing had shocked the country.\n\nIt recalled an attack on a school bus in Taiz.\n\nThe Taiz bombing and that in Aden were alike.",
			want: []string{"The Taiz bombing had shocked the country.", "It recalled an attack on a school bus in Taiz."}},
		{name: "a place where something else was", refs: "i1", change: alone, told: twoAttacks(""),
			text: "A car bomb killed seven people in Aden on Monday.\n\nA suspect in the bombing was arrested in Taiz.\n\nIn Taiz, the minister said that he had trained there.\n\nPolice in Taiz blamed the Front."},
		{name: "mention of nowhere", text: lead, refs: "i9"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			x := credence.Extraction{Incidents: twoAttacks(tt.text), Statements: tt.statements}
			for i := range x.Statements {
				x.Statements[i].Span = spanOf(tt.text, x.Statements[i].Text)
			}
			if tt.change != nil {
				x.Incidents = tt.change(x.Incidents)
			}
			s := Scope(tt.text, &x, strings.Fields(tt.refs), Places(&credence.Incident{}, tt.told))
			var got []string
			for _, v := range s.Elsewhere {
				got = append(got, strings.TrimSpace(v.Of(tt.text)))
				if !s.Leaves(v.Start) || !s.Leaves(v.End-1) || s.Leaves(v.End) && !slices.ContainsFunc(s.Elsewhere, func(o credence.Span) bool { return o.Start == v.End }) {
					t.Errorf("Leaves does not follow %v", v)
				}
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("elsewhere %q, want %q", got, tt.want)
			}
		})
	}
}

// A statement counts for the incident that it is tied to, and one that is tied
// to none for any.
func TestScopeAbout(t *testing.T) {
	tests := []struct {
		name  string
		scope credence.Scope
		st    credence.Statement
		want  bool
	}{
		{"nothing known", credence.Scope{}, credence.Statement{Incident: "i2"}, true},
		{"ours", credence.Scope{Refs: []string{"i1", "i2"}}, credence.Statement{Incident: "i2"}, true},
		{"another", credence.Scope{Refs: []string{"i1"}}, credence.Statement{Incident: "i2"}, false},
		{"both", credence.Scope{Refs: []string{"i2"}}, credence.Statement{Incident: "i1", Also: []string{"i2"}}, true},
		{"untied", credence.Scope{Refs: []string{"i1"}}, credence.Statement{}, true},
		{"background", credence.Scope{}, credence.Statement{Other: true}, false},
		{"untied, in words about another", credence.Scope{Refs: []string{"i1"}, Elsewhere: []credence.Span{{End: 9}}}, credence.Statement{}, false},
	}
	for _, tt := range tests {
		if got := tt.scope.About(&tt.st); got != tt.want {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
}

// Whatever the text and the spans, stretches lie within the text, in order and
// apart.
func TestScopeKeepsToTheText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(rapid.SampledFrom([]rune("Aden Taiz bomb. shot\n\n?” é"))).Draw(t, "text")
		span := rapid.Custom(func(t *rapid.T) credence.Span {
			return credence.Span{Start: rapid.IntRange(-2, 60).Draw(t, "start"), End: rapid.IntRange(-2, 60).Draw(t, "end")}
		})
		x := credence.Extraction{Incidents: twoAttacks(text)}
		for i := range x.Incidents {
			x.Incidents[i].Span, x.Incidents[i].Place.Span = span.Draw(t, "told"), span.Draw(t, "place")
		}
		x.Statements = []credence.Statement{{Span: span.Draw(t, "a"), Incident: "i2"}, {Span: span.Draw(t, "b"), Other: true}}
		last := 0
		s := Scope(text, &x, []string{"i1"}, Places(&credence.Incident{}, twoAttacks(text)))
		for _, v := range s.Elsewhere {
			if v.Start < last || v.End <= v.Start || v.End > len(text) {
				t.Fatalf("stretch %v after %d of %d bytes", v, last, len(text))
			}
			last = v.End
		}
	})
}

// Places of mentions that were joined to the incident, and what lies around or
// within them, are its own.
func TestPlaces(t *testing.T) {
	at := func(id, name, within string) credence.Mention {
		return credence.Mention{ID: credence.MentionID(id), Place: credence.PlaceMention{Name: name, Within: within}}
	}
	in := credence.Incident{Place: credence.PlaceMention{Name: "Aden"}, Mentions: []credence.MentionRef{{Mention: "m-1"}, {Mention: "m-2"}}}
	got := Places(&in, []credence.Mention{
		at("m-1", "Aden", ""), at("m-2", "Crater", "Aden"), at("m-3", "Taiz", ""), at("m-4", "ADEN", ""), at("m-5", "Taiz", ""), at("m-6", "Khormaksar", "Aden"), at("m-7", "", ""), at("m-9", "-", ""), at("m-8", "Mukalla", ""),
	})
	var names []string
	for _, p := range got {
		names = append(names, p.Name)
	}
	if want := []string{"mukalla", "taiz"}; !slices.Equal(names, want) {
		t.Errorf("places %q, want %q", names, want)
	}
}

func BenchmarkScope(b *testing.B) {
	text := strings.Repeat("A car bomb killed seven people in Aden on Monday.\n\nGunmen shot dead four teachers in Taiz on Tuesday. They fled in a van, the police said.\n\n", 40)
	x := credence.Extraction{Incidents: twoAttacks(text)}
	places := Places(&credence.Incident{}, twoAttacks(text))
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Scope(text, &x, []string{"i1"}, places)
	}
}
