package syndication

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/credence-project/credence"
)

func TestCredits(t *testing.T) {
	cases := []struct {
		name string
		doc  credence.Document
		want []string // "origin form"
	}{
		{"dateline", credence.Document{Text: "CAIRO, March 3 (Reuters) - A court sentenced three men on Friday."}, []string{"wire:reuters dateline"}},
		{"dateline with long dash", credence.Document{Text: "LIMA (AP) — The ministry said the road was open again."}, []string{"wire:ap dateline"}},
		{"dateline of capitals", credence.Document{Text: "BOGOTA, 3 JAN 90 (EFE) -- [TEXT] THE MINISTER SAID TODAY THAT TALKS WOULD GO ON."}, []string{"wire:efe dateline"}},
		{"agency between slashes", credence.Document{Text: "MOSCOW, March 3. /TASS/. The ministry said the exercise was over."}, []string{"wire:tass dateline"}},
		{"dateline below a menu", credence.Document{Title: "River rises over its banks again", Text: strings.Repeat("Home\nNews\nSport and more\n", 60) + "LIMA (AP) — The river rises over its banks again, officials said on Friday."}, []string{"wire:ap dateline"}},
		{"byline", credence.Document{Text: "By JANE DOE, Associated Press\n\nThe river rose again on Friday."}, []string{"wire:ap byline"}},
		{"byline of the agency", credence.Document{Text: "By The Associated Press\nThe river rose again on Friday."}, []string{"wire:ap byline"}},
		{"author field", credence.Document{Author: "Agence France-Presse", Text: "The river rose again."}, []string{"wire:afp byline"}},
		{"credit field", credence.Document{Credit: "Reuters", Text: "The river rose again."}, []string{"wire:reuters field"}},
		{"feed of another outlet", credence.Document{Credit: "The Guardian", Text: "The river rose again."}, []string{"publisher:guardian field"}},
		{"canonical address", credence.Document{URL: "https://www.example.com/x", Canonical: "https://apnews.com/x", Text: "The river rose again."}, []string{"wire:ap address"}},
		{"own canonical address", credence.Document{URL: "https://m.example.com/x", Canonical: "https://www.example.com/x", Text: "The river rose."}, nil},
		{"contribution", credence.Document{Text: "The river rose again on Friday. Reuters contributed to this report."}, []string{"wire:reuters part"}},
		{"contribution, French", credence.Document{Text: "La rivière est montée vendredi. (avec AFP)"}, []string{"wire:afp part"}},
		{"rights", credence.Document{Text: "The river rose.\n\nCopyright 2017 The Associated Press. All rights reserved."}, []string{"wire:ap rights"}},
		{"end of a German report", credence.Document{Text: "Der Fluss stieg am Freitag wieder. Die Feuerwehr füllte Säcke mit Sand. (dpa)"}, []string{"wire:dpa rights"}},
		{"citing", credence.Document{Text: "The group claimed the attack, CNN reported on Friday, citing two officials."}, []string{"publisher:wbd relay"}},
		{"according to an agency", credence.Document{Text: "Eight people were killed, according to state news agency SANA on Friday."}, []string{"wire:sana relay"}},
		{"told an outlet", credence.Document{Text: "We had no warning, a neighbour told the BBC on Friday."}, []string{"publisher:bbc relay"}},
		{"agency alone at the end", credence.Document{Text: "The river rose on Friday.\n\n- AFP"}, []string{"wire:afp rights"}},
		{"agency in brackets alone at the end", credence.Document{Text: "The river rose on Friday.\n\n(Reuters)\n"}, []string{"wire:reuters dateline"}},
		{"source at the end", credence.Document{Text: "The river rose on Friday.\n\nSource: AFP"}, []string{"wire:afp rights"}},
		{"agency alone, the text goes on", credence.Document{Text: "The river rose on Friday.\n\n- AFP\n\nThe mill stood in the water."}, nil},
		{"byline without by", credence.Document{Text: "Jane Doe, The Associated Press\n\nThe river rose on Friday."}, []string{"wire:ap byline"}},
		{"byline with a bar", credence.Document{Text: "JANE DOE | AP\nThe river rose on Friday."}, []string{"wire:ap byline"}},
		{"agency and its desk", credence.Document{Text: "Reuters in Lima\n\nThe river rose on Friday."}, []string{"wire:reuters byline"}},
		{"a sentence that begins so is no byline", credence.Document{Text: "Reuters in Lima closed its office on Friday.\n\nThe river rose."}, nil},
		{"both wrote it", credence.Document{Text: "By Jane Doe and The Associated Press\n\nThe river rose on Friday."}, nil},
		{"a paper with its article", credence.Document{Text: "The rise was first reported by the New York Times."}, []string{"publisher:nytco relay"}},
		{"told an agency by its short form", credence.Document{Text: "We had no warning, a neighbour told AFP on Friday."}, []string{"wire:afp relay"}},
		{"an agency said", credence.Document{Text: "Eight people were killed, state news agency SANA said on Friday."}, []string{"wire:sana relay"}},
		{"a person of that name said", credence.Document{Text: "Petra said that eight people were killed, and the PA was told."}, nil},
		{"told the agency itself", credence.Document{Outlet: "AFP", Text: "We had no warning, a neighbour told AFP on Friday."}, nil},
		{"forwarded from a channel", credence.Document{Outlet: "Harbour", Credit: "North Wire", Text: "The river rose again."}, []string{"publisher:north wire field"}},
		{"credit by address", credence.Document{Outlet: "Harbour", Credit: "https://www.bbc.co.uk/news/1", Text: "The river rose again."}, []string{"publisher:bbc field"}},
		{"credit to itself", credence.Document{Outlet: "The Harbour Post", Credit: "Harbour Post", Text: "The river rose again."}, nil},
		{"credit to its own site", credence.Document{URL: "https://www.harbourpost.example/1", Credit: "Harbour Post", Text: "The river rose again."}, nil},
		{"credit to nobody in particular", credence.Document{Outlet: "Harbour", Credit: "Staff and agencies", Text: "The river rose again."}, nil},
		{"told the outlet itself", credence.Document{URL: "https://www.bbc.co.uk/news/1", Text: "We had no warning, a neighbour told the BBC on Friday."}, nil},
		{"a photograph is no text", credence.Document{Text: "A street under water on Friday. (AP Photo/John Roe)"}, nil},
		{"a name is no credit", credence.Document{Text: "The Associated Press building in the town stood under water, and Reuters closed its office."}, nil},
		{"a form in a sentence is no credit", credence.Document{Text: strings.Repeat("The river rose. ", 60) + "The treaty (ANA) was signed in spring, and more was said of it later on in the meeting of the committee on rivers."}, nil},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, x := range Default().Credits(c.doc) {
				got = append(got, string(x.Wire)+" "+string(x.Form))
				if x.Span.Len() > 0 && x.Span.Of(c.doc.Text) != x.Name {
					t.Errorf("span of %q points at %q", x.Name, x.Span.Of(c.doc.Text))
				}
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("credits (-want +got):\n%s", diff)
			}
		})
	}
}

func TestStoryNumbers(t *testing.T) {
	got := storyNumbers("L8N1GZ3XY A report. In 2017-2018 the COVID-19 ward and the M-16 were old. AP-WF-03-23-17 1220GMT")
	if diff := cmp.Diff([]string{"L8N1GZ3XY", "AP-WF-03-23-17"}, got[:2]); diff != "" {
		t.Errorf("numbers (-want +got):\n%s", diff)
	}
}

func TestPublisher(t *testing.T) {
	cases := []struct {
		url, outlet string
		want        credence.OriginID
	}{
		{"https://www.freep.com/story/1", "", "publisher:usatodayco"},
		{"https://eu.usatoday.com/story/1", "", "publisher:usatodayco"},
		{"", "The Arizona Republic", "publisher:usatodayco"},
		{"", "dailymail.co.uk", "publisher:dmgt"},
		{"https://apnews.com/article/1", "", "wire:ap"},
		{"https://news.village.example/1", "", "publisher:village.example"},
		{"https://www.paper.co.ke/1", "", "publisher:paper.co.ke"},
		{"https://news.google.com/rss/1", "Reuters", "wire:reuters"},
		{"https://news.google.com/rss/2", "Valley Star", "publisher:valley star"},
		{"https://news.yahoo.com/x.html", "The Guardian", "publisher:guardian"},
		{"https://t.me/channelone/55", "", "publisher:t.me/channelone"},
		{"https://valley.blogspot.com/2020/1", "", "publisher:valley.blogspot.com"},
		{"", "AFP", "wire:afp"},
		{"", "PA", "wire:pa"},
		{"", "KNA", "publisher:kna"}, // of two countries
		{"", "The Village Voice of Nowhere", "publisher:village voice of nowhere"},
		{"", "", ""},
	}
	for _, c := range cases {
		if got := Default().Publisher(credence.Document{URL: c.url, Outlet: c.outlet}); got != c.want {
			t.Errorf("publisher of %q, %q = %q, want %q", c.url, c.outlet, got, c.want)
		}
	}
}

func TestRegistry(t *testing.T) {
	r := Default()
	families, wires := 0, 0
	for id := range r.title {
		if strings.HasPrefix(string(id), "wire:") {
			wires++
		} else {
			families++
		}
	}
	if families < 150 || wires < 100 {
		t.Errorf("%d families and %d agencies, want 150 and 100 at least", families, wires)
	}
	own, err := NewRegistry(strings.NewReader("# mine\nnewsuk|Someone Else|The Times=thetimes.co.uk\nvillage|Village Papers|Voice=voice.example; Echo=echo.example\n"))
	if err != nil {
		t.Fatal(err)
	}
	for _, url := range []string{"https://voice.example/1", "https://www.echo.example/2"} {
		if got := own.Publisher(credence.Document{URL: url}); got != "publisher:village" {
			t.Errorf("publisher of %s = %q with a further table", url, got)
		}
	}
	if got := own.Name("publisher:newsuk"); got != "Someone Else" {
		t.Errorf("the later line does not win: %q", got)
	}
	if _, err := NewRegistry(strings.NewReader("no columns")); err == nil {
		t.Error("a line without columns was accepted")
	}
}
