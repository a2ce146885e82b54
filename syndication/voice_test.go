package syndication

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/credence-project/credence"
)

const wantTree = `9 documents, 6 origins, 4 independent
├─ Amaq: the claimant's own voice, confirms nothing
│  └─ 2020-05-01 Amaq: own; published by the agency itself
├─ Associated Press: observed or asked itself
│  ├─ 2020-05-02 https://apnews.com/1: own; the first document of the group
│  └─ 2020-05-03 Hill Post: shortened; 115 words of running text agree: 100 % of this text, 53 % of the first; one text is in the other
├─ Alderport Echo: observed or asked itself
│  └─ 2020-05-03 Alderport Echo: own; no credit and no copy found
├─ USA Today Co. (Gannett): observed or asked itself
│  ├─ 2020-05-04 The Arizona Republic: own; no credit and no copy found
│  └─ 2020-05-05 Detroit Free Press: own; no credit and no copy found
├─ BBC: known only from others that relay it
│  └─ 2020-05-04 Far Courier: relay; names BBC as its source
└─ Bay Times: observed or asked itself; the same quoted statement
   ├─ 2020-05-05 Bay Times: own; no credit and no copy found
   └─ 2020-05-06 Cape News: quote; quotes the same statement inside a report of its own
`

// at is a document with the day it was published on.
func at(day int, outlet, url, text string) credence.Document {
	d := page(url, "", text)
	d.Outlet = outlet
	d.Published = credence.Day(time.Date(2020, 5, day, 0, 0, 0, 0, time.UTC), "feed")
	d.ID = d.Identify()
	return d
}

// saw is a sighting of words in a document.
func saw(d credence.Document, words string) Sighted {
	i := strings.Index(d.Text, words)
	return Sighted{Document: d, Quote: credence.Quote{Document: d.ID, Span: credence.Span{Start: i, End: i + len(words)}, Text: words}}
}

func TestCount(t *testing.T) {
	wire := at(2, "", "https://apnews.com/1", wireStory)
	copied := at(3, "Hill Post", "https://hillpost.example/1", firstParagraphs(wireStory, 3))
	groups := groupsOf(t, []credence.Document{wire, copied})
	if len(groups) != 1 {
		t.Fatalf("%d groups, want 1", len(groups))
	}
	fact := "lights of the outer buoys had been dark"
	inGroup := func(s Sighted) Sighted { s.Group = groups[0]; return s }
	own := at(3, "Alderport Echo", "https://echo.example/1", "Our boat went out on Sunday with a lamp. We saw that the lights of the outer buoys had been dark for days.")
	relay := at(4, "Far Courier", "https://far.example/1", "The BBC reported that the lights of the outer buoys had been dark when the ferry ran aground.")
	sister := at(4, "The Arizona Republic", "https://www.azcentral.com/1", "Its own divers found that the lights of the outer buoys had been dark.")
	sister2 := at(5, "Detroit Free Press", "https://www.freep.com/1", "A reader who sails there wrote that the lights of the outer buoys had been dark.")
	claimant := at(1, "Amaq", "", "The brigade put out the lamps: lights of the outer buoys had been dark.")
	quote1 := at(5, "Bay Times", "https://bay.example/1", "A pilot spoke to this paper. “I could see that the lights of the outer buoys had been dark all week,” he said.")
	quote2 := at(6, "Cape News", "https://cape.example/1", "There was talk in the harbour of a pilot's words: “I could see that the lights of the outer buoys had been dark all week.” Others doubted it.")
	v := Default().Counter(Claimant{Names: []string{"Amaq"}}).Count([]Sighted{
		saw(quote2, fact), inGroup(saw(wire, fact)), inGroup(saw(copied, fact)), saw(own, fact), saw(relay, fact),
		saw(sister, fact), saw(sister2, fact), saw(claimant, fact), saw(quote1, fact), saw(own, fact),
	})
	if v.Documents != 9 || v.Origins != 6 || v.Independent != 4 {
		t.Errorf("%d documents, %d origins, %d independent; want 9, 6, 4", v.Documents, v.Origins, v.Independent)
	}
	if diff := cmp.Diff(wantTree, v.String()); diff != "" {
		t.Errorf("tree (-want +got):\n%s", diff)
	}
}

func TestOrigin(t *testing.T) {
	first, later := credence.Day(time.Date(2020, 5, 1, 0, 0, 0, 0, time.UTC), "feed"), credence.Day(time.Date(2020, 5, 3, 0, 0, 0, 0, time.UTC), "feed")
	body := strings.TrimPrefix(wireStory, "ALDERPORT, March 3 (AP) — ")
	doc := func(url, text string, when credence.Interval) credence.Document {
		d := page(url, "Ferry freed from sandbank", text)
		d.Published = when
		return d
	}
	cases := []struct {
		name   string
		docs   []credence.Document
		origin credence.OriginID
		reason string // part of it
	}{
		{"one copy kept the credit", []credence.Document{doc("https://a.example/1", body, first), doc("https://b.example/1", wireStory, later)}, "wire:ap", "1 of 2 documents"},
		{"surely first", []credence.Document{doc("https://b.example/1", body, later), doc("https://a.example/1", firstParagraphs(body, 4), first)}, "publisher:a.example", "surely published first"},
		{"times do not tell", []credence.Document{doc("https://b.example/1", firstParagraphs(body, 4), first), doc("https://a.example/1", body, first)}, "publisher:a.example", "the times do not tell"},
		{"no times at all", []credence.Document{doc("https://b.example/1", firstParagraphs(body, 4), credence.Interval{}), doc("https://a.example/1", body, credence.Interval{})}, "publisher:a.example", "the times do not tell"},
		{"one document", []credence.Document{doc("https://b.example/1", body, first)}, "publisher:b.example", "no credit and no copy"},
		{"the agency's own page bears a later time", []credence.Document{doc("https://a.example/1", body, first), doc("https://www.reuters.com/1", body, later)}, "wire:reuters", "though dated later"},
		{"another agency's own page", []credence.Document{doc("https://a.example/1", wireStory, first), doc("https://www.reuters.com/1", body, later)}, "wire:ap", "1 of 2 documents"},
		{"copies of a relay", []credence.Document{doc("https://a.example/1", "A ferry ran aground on Friday, Reuters reported. "+otherStory, first), doc("https://b.example/1", "A ferry ran aground on Friday, Reuters reported. "+otherStory, later)}, "wire:reuters", "reports what Reuters reported"},
		{"one document that relays a relay", []credence.Document{doc("https://b.example/1", "A ferry ran aground on Friday, CNN reported, citing Reuters. "+otherStory, first)}, "wire:reuters", "reports what Reuters reported"},
		{"one document that relays", []credence.Document{doc("https://b.example/1", "A ferry ran aground on Friday, Reuters reported. "+otherStory, first)}, "wire:reuters", "reports what Reuters reported"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			gs, err := Groups(c.docs, Options{Singles: true})
			if err != nil || len(gs) != 1 {
				t.Fatalf("%d groups, error %v", len(gs), err)
			}
			if o := gs[0].Origin; o.ID != c.origin || !strings.Contains(o.Reason, c.reason) {
				t.Errorf("origin %s (%s), want %s (…%s…)", o.ID, o.Reason, c.origin, c.reason)
			}
		})
	}
}

// TestCountGiven: reports whose origin a person gave by name are one voice with
// others of that outlet or family.
func TestCountGiven(t *testing.T) {
	given := func(id, outlet, origin string, relation credence.Relation) Sighted {
		d := credence.Document{ID: credence.DocumentID(id), Outlet: outlet, Text: "The ferry ran aground."}
		o := credence.Origin{ID: credence.OriginID(credence.ContentID("o", id)), Name: origin, Relation: relation}
		return Sighted{Document: d, Quote: credence.Quote{Document: d.ID}, Group: Group{Origin: o, Members: []Member{{Document: d.ID, Relation: relation}}}}
	}
	v := Default().Counter(Claimant{}).Count([]Sighted{
		given("a", "Harbour Post", "Harbour Post", credence.OwnReporting), given("b", "The Harbour Post", "The Harbour Post", credence.OwnReporting),
		given("c", "Bay Times", "Reuters", credence.Relay), given("d", "Cape News", "Reuters", credence.Relay),
	})
	if v.Origins != 2 || v.Independent != 1 {
		t.Errorf("%d origins, %d independent; want 2 and 1:\n%s", v.Origins, v.Independent, v)
	}
}

// TestCountBehind: whoever passes something on adds no voice to those it goes
// back to, by however many hands, nor does whoever repeats the claimant.
func TestCountBehind(t *testing.T) {
	fact := "three men took part"
	said := func(day int, outlet, text string) Sighted { return saw(at(day, outlet, "", text), fact) }
	repeats := func(s Sighted) Sighted { s.Repeats = true; return s }
	copyOf := func(s Sighted, origin credence.Origin) Sighted {
		s.Group = Group{Origin: origin, Members: []Member{{Document: s.Document.ID, Relation: credence.FullCopy}, {Document: "another"}}}
		return s
	}
	relayed := credence.Origin{ID: "wire:reuters", Name: "Reuters", Relation: credence.Relay}
	cases := []struct {
		name                 string
		sightings            []Sighted
		origins, independent int
	}{
		{"a relay of a relay", []Sighted{
			said(1, "Echo", "Reuters reported that three men took part."), said(2, "Post", "The BBC reported that three men took part."),
			said(2, "BBC", "Reuters reported that three men took part."),
		}, 1, 0},
		{"a relay of one who observed", []Sighted{
			said(1, "BBC", "Our crew saw that three men took part."), said(2, "BBC", "Reuters reported that three men took part."), said(2, "Post", "The BBC reported that three men took part."),
		}, 2, 1},
		{"two that relay each other", []Sighted{
			said(1, "BBC", "CNN reported that three men took part."), said(1, "CNN", "The BBC reported that three men took part."),
		}, 2, 0},
		{"copies of a relay", []Sighted{
			copyOf(said(1, "Echo", "It is known that three men took part."), relayed), copyOf(said(2, "Post", "It is known that three men took part."), relayed),
		}, 1, 0},
		{"repeated from the claim", []Sighted{
			repeats(said(1, "Echo", "It said three men took part.")), repeats(said(2, "Post", "The brigade said three men took part.")),
			said(3, "Hill Brigade", "Know that three men took part."), said(4, "Bay Times", "A camera shows that three men took part."),
		}, 2, 1},
		{"one statement, told in its second sentence", []Sighted{
			said(1, "Echo", "The harbour is shut. “We have looked at all the films. The lamps were dark for an hour and three men took part,” the captain said."),
			said(2, "Post", "A captain spoke at noon: “The lamps were dark for an hour and three men took part. Nobody else was there.”"),
		}, 1, 1},
		{"statements of their own in the same words", []Sighted{
			said(1, "Echo", "The captain said that the lamps were dark for an hour and three men took part."), said(2, "Post", "A diver found that the lamps were dark for an hour and three men took part."),
		}, 2, 2},
		{"the agency under two names", []Sighted{
			said(1, "AFP", "A guard saw that three men took part."), said(2, "Agence France-Presse", "It is known that three men took part."), said(3, "Post", "Police told AFP that three men took part."),
		}, 1, 1},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			v := Default().Counter(Claimant{Names: []string{"Hill Brigade"}}).Count(c.sightings)
			if v.Origins != c.origins || v.Independent != c.independent {
				t.Errorf("%d origins, %d independent; want %d and %d:\n%s", v.Origins, v.Independent, c.origins, c.independent, v)
			}
		})
	}
}

func TestTreeDates(t *testing.T) {
	day := time.Date(2020, 5, 2, 0, 0, 0, 0, time.UTC)
	for want, when := range map[string]credence.Interval{"undated ": {}, "by 2020-05-02 ": {To: day}, "2020-05-02 ": {From: day}} {
		if got := (VoiceDocument{Document: "d", Published: when}).line(); !strings.HasPrefix(got, want) {
			t.Errorf("line of a document of %+v = %q, want %q…", when, got, want)
		}
	}
}
