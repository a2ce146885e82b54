package extract

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/credence-project/credence"
)

// parsed reads a text of one sentence into chunks and frames.
func parsed(t *testing.T, text string) *scratch {
	t.Helper()
	s := extractor(t).newScratch()
	s.read(&credence.Document{Text: text})
	s.resetFocus()
	sent := &s.text.Sentences[0]
	s.parse(int(sent.First), int(sent.Last))
	return s
}

// phrase is the text of a chunk, "" for none.
func (s *scratch) phrase(ci int) string {
	if ci < 0 {
		return ""
	}
	return s.text.Slice(int(s.chunks[ci].first), int(s.chunks[ci].last))
}

func TestSubjectsAndAgents(t *testing.T) {
	for _, c := range []struct{ name, text, verb, subject, agent string }{
		{"participle with as", "Two Tupamaros guerrillas disguised as nurses kidnapped a banker.", "kidnapped", "Two Tupamaros guerrillas", ""},
		{"named after", "A column named after the river had derailed a train.", "derailed", "A column", ""},
		{"after still opens a clause", "The Front spoke after soldiers shot a judge.", "shot", "soldiers", ""},
		{"as still opens a clause", "A mine exploded as the convoy passed.", "passed", "the convoy", ""},
		{"participle between commas", "The Fatah leadership, pressed by reporters, said it knew nothing.", "said", "The Fatah leadership", ""},
		{"first to", "Ansar al-Bahr, an outfit from the coast, was first to claim the raid.", "claim", "Ansar al-Bahr", ""},
		{"agent of two participles", "Few attacks were planned or carried out by the Front.", "planned", "Few attacks", "the Front"},
		{"trail that points", "The evidence points to the River Front.", "points to", "The evidence", ""},
		{"yet within a verb", "The River Front has not yet claimed the raid.", "has not yet claimed", "The River Front", ""},
		{"attack that is third", "It was the third bombing the River Front has claimed this year.", "claimed", "the River Front", ""},
		{"claim of an attack that killed", "River Front claims attack that killed four police.", "claims", "River Front", ""},
		{"claims with infinitive", "The group claims to have burned the depot.", "claims", "The group", ""},
		{"plural that suspects", "Diplomats suspect that the Front burned the depot.", "suspect", "Diplomats", ""},
		{"suspected as attribute", "Suspected rebels attacked the depot.", "attacked", "Suspected rebels", ""},
		{"earlier attacks", "The Front has claimed earlier attacks in the north.", "claimed", "The Front", ""},
		{"name behind a year", "In 2015 River Front burned the depot.", "burned", "River Front", ""},
		{"people behind a year", "In 2011 members of the River Front attacked the depot.", "attacked", "members", ""},
		{"calls that a lie", "The Front calls that a lie.", "calls", "The Front", ""},
		{"headline of a deed", "River Front rebels attack police station.", "attack", "River Front rebels", ""},
		{"headline of members", "Members of River Front attack bus.", "attack", "Members", ""},
		{"headline without is", "River Front accused of killing exile.", "accused", "River Front", ""},
		{"headline with speaker behind", "Claim by River Front credible, says minister.", "says", "minister", ""},
		{"as saying", "The agency quoted an officer as saying that the Front did it.", "saying", "an officer", ""},
		{"caller who claimed the attack", "The caller who claimed the attack for the Front used a code word.", "used", "The caller", ""},
		{"letter claiming the attack", "A letter claiming the bombing for the Front was posted in Oran.", "was posted", "A letter", ""},
		{"speaker and colon", "River Front: our men burned depot.", ":", "River Front", ""},
		{"speaker behind a quotation", `"We burned the depot": River Front.`, ":", "River Front", ""},
		{"behind without a verb", "River Front behind bombing, police say.", "behind", "River Front", ""},
		{"people of a group", "Fighters of the River Front attacked the post.", "attacked", "Fighters", ""},
		{"verb in capitals that is an acronym elsewhere", "RED WAVE, A BANNED OUTFIT, IS HELD RESPONSIBLE.", "HELD", "RED WAVE", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := parsed(t, c.text)
			for i := range s.frames {
				f := &s.frames[i]
				if !strings.HasSuffix(s.phrase(f.verb), c.verb) {
					continue
				}
				if diff := cmp.Diff([]string{c.subject, c.agent}, []string{s.phrase(f.subj), s.phrase(f.by)}); diff != "" {
					t.Error(diff)
				}
				return
			}
			t.Errorf("no verb %q", c.verb)
		})
	}
}

func TestDenialInTheVerb(t *testing.T) {
	for text, want := range map[string]bool{
		"It did not appear that the River Front was behind the raid.":  true,
		"It appeared that the River Front was behind the raid.":        false,
		"The River Front was unlikely to have been behind the raid.":   true,
		"The River Front has not yet said that it was behind the raid": false,
	} {
		s := parsed(t, text)
		if f := &s.frames[len(s.frames)-1]; f.neg != want {
			t.Errorf("%s: %q negated: %v", text, s.phrase(f.verb), f.neg)
		}
	}
}

func TestObjectBeforeItsClause(t *testing.T) {
	s := parsed(t, "It was the third bombing the River Front has claimed this year.")
	if f := &s.frames[len(s.frames)-1]; s.phrase(f.obj) != "the third bombing" {
		t.Errorf("claimed %q", s.phrase(f.obj))
	}
}

func TestConditionReachesWhatIsSaid(t *testing.T) {
	for text, want := range map[string]bool{
		"If the Red Front says it placed the bomb, the talks are over.": true,
		"The Red Front says it placed the bomb.":                        false,
	} {
		s := parsed(t, text)
		for i := range s.frames {
			if f := &s.frames[i]; s.phrase(f.verb) == "placed" && f.unreal != want {
				t.Errorf("%s: unreal %v", text, f.unreal)
			}
		}
	}
}

func TestNames(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
		kind       int // -1 for various
	}{
		{"number in words", "Police blamed the Forest Seven for the fire.", []string{"Forest Seven"}, int(entityUnknown)},
		{"ordinary word first", "Free Highlands Movement denied the kidnapping.", []string{"Free Highlands Movement"}, int(entityGroup)},
		{"ordinary verb first", "United Liberation Front of the Hills claimed it.", []string{"United Liberation Front of the Hills"}, int(entityGroup)},
		{"date behind the noun", "The mine was laid by the Revolutionary Organisation 23 October.", []string{"Revolutionary Organisation 23 October"}, int(entityGroup)},
		{"long name in quotation marks", `A fax from "the Secret Brigade of the Sons of the Coast in Exile" came.`, []string{"Secret Brigade of the Sons of the Coast in Exile"}, int(entityGroup)},
		{"organ of a state", "The FBI found nothing.", []string{"FBI"}, int(entityOrgan)},
		{"of without a noun for a group", "The Poets of the Last Platform denied it.", []string{"Poets of the Last Platform"}, int(entityUnknown)},
		{"person of an outlet", "Ann Leroy of Interpol and Bo Lind of Reuters agreed.", []string{"Ann Leroy", "Interpol", "Bo Lind", "Reuters"}, -1},
		{"many as owners", "The Ranchers' Guard and the Weavers' Revenge denied it.", []string{"Ranchers' Guard", "Weavers' Revenge"}, int(entityGroup)},
		{"one as owner", "It was signed by the Army of God's Mercy.", []string{"Army of God's Mercy"}, int(entityGroup)},
		{"number in digits", "Orda 17 denied it.", []string{"Orda 17"}, int(entityUnknown)},
		{"number of people", "In Mosul 40 people died.", []string{"Mosul"}, int(entityUnknown)},
		{"article in small letters", "Police blamed al Shabaab.", []string{"al Shabaab"}, int(entityGroup)},
		{"school in brackets", "The CPI (M-L) and the CPI (M) denied it.", []string{"CPI (M-L)", "CPI (M)"}, int(entityUnknown)},
		{"acronym that tells the end", "The Movement for Unity in West Africa (MUWA) denied it.", []string{"Movement for Unity in West Africa"}, int(entityGroup)},
		{"brought in", "A group calling itself Homeland and Altar rang.", []string{"Homeland and Altar"}, int(entityGroup)},
		{"two names", "Hamas and Fatah denied it.", []string{"Hamas", "Fatah"}, int(entityGroup)},
		{"month", "The April Legion denied it.", []string{"April Legion"}, int(entityGroup)},
		{"day in the month", "On 17 November Hamas denied it.", []string{"Hamas"}, int(entityGroup)},
		{"people before a known name", "The Kurdish PKK denied it.", []string{"PKK"}, int(entityGroup)},
		{"known name behind a place", "In Beirut Hezbollah denied it.", []string{"Beirut", "Hezbollah"}, -1},
		{"ordinary words set off", "Iron Lantern, a crew from the hills, denied it.", []string{"Iron Lantern"}, int(entityUnknown)},
		{"ordinary words that are no name", "Police, a spokesman said, denied it.", nil, -1},
		{"nation before a known name", "Police blamed the Turkish Grey Wolves.", []string{"Grey Wolves"}, int(entityUnknown)},
		{"known name in a quotation", `He blamed "the butchers of Hamas" again, and "the Butchers of Hamas".`, []string{"Hamas"}, int(entityGroup)},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := parsed(t, c.text)
			var got []string
			for i := range s.entities {
				got = append(got, s.entities[i].name)
				if c.kind >= 0 && int(s.entities[i].kind) != c.kind {
					t.Errorf("%q is of kind %d, want %d", s.entities[i].name, s.entities[i].kind, c.kind)
				}
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestBystanders(t *testing.T) {
	for _, c := range []struct {
		name, text string // the last sentence but one is the one read
		want       []string
	}{
		{"named before", "The Red Front burned a bus. Hamas said no. Police found a letter. End.", []string{"Hamas", "Red Front"}},
		{"named behind", "Police found a letter. It was signed by the Red Front.", []string{"Red Front"}},
		{"in the sentence", "A man who reports to the Red Front was seen. End.", []string{"Red Front"}},
		{"where it happened", "A bus burned in Mosul. Police found a letter. End.", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := parsed(t, c.text)
			sent := &s.text.Sentences[len(s.text.Sentences)-2]
			s.standBy(int(sent.First), int(sent.Last))
			var got []string
			for _, b := range s.bystanders {
				got = append(got, s.entities[b.entity].name)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}
