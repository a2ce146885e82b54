package lang

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func analyse(raw string, known ...string) *Text {
	v := NewVocabulary(English())
	for _, w := range known {
		v.Add(w)
	}
	return NewAnalyser(v).Analyse(raw)
}

func tokens(t *Text) (out []string) {
	for i := range t.Tokens {
		out = append(out, t.Word(i))
	}
	return out
}

func TestTokens(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"clitics", "The group's men didn't say they'd done it.", "The|group|'s|men|did|n't|say|they|'d|done|it|."},
		{"curly", "It’s the Workers’ Front, O’Neill said", "It|’s|the|Workers|’|Front|,|O’Neill|said"},
		{"hyphen", "al-Shabaab hit a car-bomb post", "al-Shabaab|hit|a|car-bomb|post"},
		{"initials", "E.T.A. and J. Smith of the U.S. Army", "E.T.A.|and|J.|Smith|of|the|U.S.|Army"},
		{"figures", "1,200 kg, 7.5% at 10:45, 3-5 men, 9/11", "1,200|kg|,|7.5|%|at|10:45|,|3|-|5|men|,|9/11"},
		{"iso date", "on 2017-03-22.", "on|2017-03-22|."},
		{"title", "Gen. Alvarez saw Mr. Bo", "Gen.|Alvarez|saw|Mr.|Bo"},
		{"broken", "a\xffb \x00c", "a|b|c"},
		{"marks", "sol\u200bdier \u200fof", "sol\u200bdier|of"},
		{"initials joined", "a U.S.-backed assault", "a|U.S.-backed|assault"},
		{"dashes", "we did it -- he said...", "we|did|it|--|he|said|..."},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := strings.Join(tokens(analyse(c.in)), "|"); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestSentences(t *testing.T) {
	for _, c := range []struct {
		name, in string
		want     []string
	}{
		{"abbreviation", "Gen. Ruiz of the U.S. Army spoke. He left.", []string{"Gen. Ruiz of the U.S. Army spoke.", "He left."}},
		{"abbreviation ends", "They flew to the U.S. The group stayed.", []string{"They flew to the U.S.", "The group stayed."}},
		{"quote", `"We did it." He rang off. "Why?" she asked.`, []string{`"We did it."`, "He rang off.", `"Why?" she asked.`}},
		{"ellipsis", "We know... nothing. Yet... He went.", []string{"We know... nothing.", "Yet...", "He went."}},
		{"dateline", "LONDON (Agency) -- A bomb went off. Two died.", []string{"LONDON (Agency) --", "A bomb went off.", "Two died."}},
		{"wire", "BOGOTA, 12 JAN 90 (EFE) -- [TEXT] THE ELN SAID NO. IT WENT ON.", []string{"BOGOTA, 12 JAN 90 (EFE) -- [TEXT]", "THE ELN SAID NO.", "IT WENT ON."}},
		{"headline", "Front denies blast\n\nThe Front denied it.", []string{"Front denies blast", "The Front denied it."}},
		{"wrapped", "   THE GROUP THAT HAD CLAIMED THE ATTACK ON THE STATION SAID ON TUESDAY\nTHAT IT WAS NOT TRUE AND THAT IT WOULD NOT HAVE DONE ANY SUCH THING.\n\n   THE END CAME.", []string{"THE GROUP THAT HAD CLAIMED THE ATTACK ON THE STATION SAID ON TUESDAY\nTHAT IT WAS NOT TRUE AND THAT IT WOULD NOT HAVE DONE ANY SUCH THING.", "THE END CAME."}},
		{"list", "* one thing\n* another thing", []string{"* one thing", "* another thing"}},
		{"decimal", "It was 3.5 km off. Nobody died.", []string{"It was 3.5 km off.", "Nobody died."}},
	} {
		t.Run(c.name, func(t *testing.T) {
			x := analyse(c.in)
			var got []string
			for _, s := range x.Sentences {
				got = append(got, x.Raw[s.Start:s.End])
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestNumbers(t *testing.T) {
	type bounds struct {
		Words    string
		Min, Max int
		Approx   bool
	}
	for _, c := range []struct {
		in   string
		want bounds
	}{
		{"at least a dozen died", bounds{"at least a dozen", 12, 0, false}},
		{"between 3 and 5 men", bounds{"between 3 and 5", 3, 5, false}},
		{"2 - Three men", bounds{"2", 2, 2, false}},
		{"about 40 people", bounds{"about 40", 40, 40, true}},
		{"dozens hurt", bounds{"dozens", 24, 0, true}},
		{"more than two hundred and six", bounds{"more than two hundred and six", 207, 0, false}},
		{"forty-two dead", bounds{"forty-two", 42, 42, false}},
		{"three to five gunmen", bounds{"three to five", 3, 5, false}},
		{"no fewer than 1,200 left", bounds{"no fewer than 1,200", 1200, 0, false}},
		{"as many as ten", bounds{"as many as ten", 0, 10, true}},
		{"1.5 million fled", bounds{"1.5 million", 1500000, 1500000, false}},
		{"two dozen men", bounds{"two dozen", 24, 24, false}},
		{"six or more", bounds{"six or more", 6, 0, false}},
	} {
		t.Run(c.in, func(t *testing.T) {
			x := analyse(c.in)
			n := x.Numbers(nil)
			if len(n) == 0 {
				t.Fatal("no number")
			}
			got := bounds{n[0].Span.Of(c.in), n[0].Min, n[0].Max, n[0].Approx}
			if got != c.want {
				t.Errorf("got %+v, want %+v", got, c.want)
			}
		})
	}
}

func TestDates(t *testing.T) {
	anchor := time.Date(2017, 3, 24, 15, 0, 0, 0, time.UTC) // a Friday
	for _, c := range []struct{ in, from, to, clock, zone string }{
		{"on Wednesday he", "2017-03-22", "2017-03-22", "", ""},
		{"on 30 December he", "2016-12-30", "2016-12-30", "", ""},
		{"on March 22, 2017 at 14:40 GMT", "2017-03-22", "2017-03-22", "14:40", "GMT"},
		{"12 JAN 90", "1990-01-12", "1990-01-12", "", ""},
		{"yesterday morning", "2017-03-23", "2017-03-23", "", ""},
		{"two days ago", "2017-03-22", "2017-03-22", "", ""},
		{"last week it", "2017-03-13", "2017-03-19", "", ""},
		{"in 1998 it", "1998-01-01", "1998-12-31", "", ""},
		{"last Friday it", "2017-03-17", "2017-03-17", "", ""},
		{"early March", "2017-03-01", "2017-03-10", "", ""},
		{"at 3.30 p.m. local time", "", "", "15:30", "local time"},
		{"the day before yesterday", "2017-03-22", "2017-03-22", "", ""},
		{"2016-07-14 it", "2016-07-14", "2016-07-14", "", ""},
		{"this month", "2017-03-01", "2017-03-31", "", ""},
		{"at noon (1100 GMT)", "", "", "12:00", ""},
	} {
		t.Run(c.in, func(t *testing.T) {
			d := ParseDates(c.in, English(), anchor)
			if len(d) == 0 {
				t.Fatal("no date")
			}
			if d[0].From != c.from || d[0].To != c.to || d[0].Time != c.clock || d[0].Zone != c.zone {
				t.Errorf("got %+v, want %+v", d[0], c)
			}
		})
	}
	for _, in := range []string{"about 40 people", "he may come", "they march on", "1998 men", "10 o’clocks"} {
		if d := ParseDates(in, English(), anchor); len(d) != 0 {
			t.Errorf("%q: got %+v, want none", in, d)
		}
	}
}

func TestVerbForms(t *testing.T) {
	p := English()
	for _, c := range []struct {
		base string
		want VerbForms
	}{
		{"claim", VerbForms{"claim", "claims", "claimed", "claimed", "claiming"}},
		{"deny", VerbForms{"deny", "denies", "denied", "denied", "denying"}},
		{"take", VerbForms{"take", "takes", "took", "taken", "taking"}},
		{"carry out", VerbForms{"carry out", "carries out", "carried out", "carried out", "carrying out"}},
		{"admit", VerbForms{"admit", "admits", "admitted", "admitted", "admitting"}},
		{"put", VerbForms{"put", "puts", "put", "put", "putting"}},
	} {
		if got := p.Verb(c.base); got != c.want {
			t.Errorf("got %+v, want %+v", got, c.want)
		}
	}
}

func TestPhrases(t *testing.T) {
	v := NewVocabulary(English())
	p := NewPhrases(v)
	p.Add("claim of responsibility", 1)
	p.Add("claim", 2)
	x := NewAnalyser(v).Analyse("a claim of guilt, a claim of Responsibility")
	if val, n := p.Match(x, 1); val != 2 || n != 1 {
		t.Errorf("got %d, %d", val, n)
	}
	if val, n := p.Match(x, 6); val != 1 || n != 3 {
		t.Errorf("got %d, %d", val, n)
	}
}

// check holds what is true of every analysis.
func check(t interface{ Fatalf(string, ...any) }, x *Text) {
	at := int32(0)
	for i, tok := range x.Tokens {
		if tok.Start < at || tok.End <= tok.Start || int(tok.End) > len(x.Raw) {
			t.Fatalf("token %d at %d-%d behind %d of %d", i, tok.Start, tok.End, at, len(x.Raw))
		}
		at = tok.End
		if s := x.Sentences[tok.Sent]; i < int(s.First) || i >= int(s.Last) {
			t.Fatalf("token %d is not in its sentence %+v", i, s)
		}
	}
	next := int32(0)
	for _, s := range x.Sentences {
		if s.First != next || s.Last <= s.First {
			t.Fatalf("sentence %+v does not begin at %d", s, next)
		}
		next = s.Last
	}
	if int(next) != len(x.Tokens) {
		t.Fatalf("sentences end at token %d of %d", next, len(x.Tokens))
	}
	for _, n := range x.Numbers(nil) {
		if n.Span.Of(x.Raw) == "" || n.Min < 0 || n.Max < 0 {
			t.Fatalf("number %+v", n)
		}
	}
	for _, d := range x.Dates(nil, time.Date(2020, 2, 29, 0, 0, 0, 0, time.UTC)) {
		if d.Span.Of(x.Raw) == "" || d.From > d.To {
			t.Fatalf("date %+v", d)
		}
	}
}

func TestAnyText(t *testing.T) {
	a := NewAnalyser(NewVocabulary(English()))
	part := rapid.SampledFrom([]string{
		"The", " ", "\n", "\n\n", ".", "U.S.", "\"", "'", "“", "”", "’s", "-", "--", "3", "1990", "May", "Tuesday", "two", "dozen", "ago",
		"days", "n't", "can't", "\xff", "\u200f", "é", "ﷺ", "(", ")", "[", "]", "LONDON", "last", "at", "10:45", "p.m.", "late", "*", "…", "between", "and",
	})
	rapid.Check(t, func(t *rapid.T) {
		check(t, a.Analyse(strings.Join(rapid.SliceOf(part).Draw(t, "parts"), "")))
	})
}

func FuzzAnalyse(f *testing.F) {
	f.Add("LONDON (Agency) -- The Front's men \"did it\", Gen. O'Neill said at 10:45 p.m. on 3 May 1990.\n\nNo one can't.")
	f.Add("* ‘we did’ 1,000.5 U.S. E.T.A \u200f\xff late May between 3 and 5")
	a := NewAnalyser(NewVocabulary(English()))
	f.Fuzz(func(t *testing.T, s string) { check(t, a.Analyse(s)) })
}

func BenchmarkAnalyse(b *testing.B) {
	s := strings.Repeat("The Front's spokesman, Gen. Ruiz, said on Tuesday that \"at least a dozen\" fighters had carried out the attack. ", 1000)
	a := NewAnalyser(NewVocabulary(English()))
	n := 0
	for b.Loop() {
		n += len(a.Analyse(s).Tokens)
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds()/1e6, "Mtokens/s")
}

// The tabs of a table part its cells, and each of its rows is a sentence.
func TestRows(t *testing.T) {
	for _, tt := range []struct {
		text      string
		sentences int
		marks     int
	}{
		{"Place\tDead\tHurt\nLagos\t4\t10\nKano\t2\t\n", 3, 6},
		{"\t\t\tIndented words\tand one tab more.", 1, 0},
		{"It was a long line of words that wraps at its end,\nand a | b | c is a row of a table that stands in it,\nand it goes on behind that for a while, to the end.", 3, 2},
	} {
		text := NewAnalyser(NewVocabulary(English())).Analyse(tt.text)
		marks := 0
		for i := range text.Tokens {
			if text.Normal(i) == "|" {
				marks++
			}
		}
		if len(text.Sentences) != tt.sentences || marks != tt.marks {
			t.Errorf("%q: %d sentences, %d marks, want %d and %d", tt.text, len(text.Sentences), marks, tt.sentences, tt.marks)
		}
	}
}

// What has no end is cut, so that no sentence is long, and nothing of it is lost.
func TestEndlessSentence(t *testing.T) {
	const words = 5000
	text := NewAnalyser(NewVocabulary(English())).Analyse(strings.Repeat("one blamed the other, and ", words/5))
	at := int32(0)
	for i := range text.Sentences {
		sent := &text.Sentences[i]
		if sent.First != at || sent.Last-sent.First > longestSentence {
			t.Fatalf("sentence %d has the tokens %d to %d, the one before ends at %d", i, sent.First, sent.Last, at)
		}
		at = sent.Last
	}
	if int(at) != len(text.Tokens) || len(text.Tokens) < words {
		t.Errorf("%d of %d tokens stand in sentences", at, len(text.Tokens))
	}
}

// Names that look like a shortened month, and counts that look like a year, are
// no dates.
func TestNoDates(t *testing.T) {
	anchor := time.Date(2017, 3, 24, 15, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		in   string
		want []string
	}{
		{"the town hall of Santillana del Mar was hit", nil},
		{"in Mar Mikhael a bomb exploded", nil},
		{"Jan was shot in Mar del Plata", nil},
		{"a Dec computer", nil},
		{"it was bombed in Mar and in Sept. of that year", []string{"Mar", "Sept."}},
		{"in late Dec it burned", []string{"late Dec"}},
		{"on 3 Mar it burned", []string{"3 Mar"}},
		{"Jan. 5 was quiet", []string{"Jan. 5"}},
		{"the deaths of 2000 people", nil},
		{"spoke to 1950 refugees from 2000 homes", nil},
		{"it said in 2000 words that", nil},
		{"In 2000 rebels attacked the town", []string{"2000"}},
		{"in 1998 rebels attacked the town", []string{"1998"}},
		{"the 2000 attacks on", []string{"2000"}},
		{"between 1990 and 2000 rebels killed", []string{"1990", "2000"}},
	} {
		t.Run(c.in, func(t *testing.T) {
			var got []string
			for _, d := range ParseDates(c.in, English(), anchor) {
				got = append(got, d.Span.Of(c.in))
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}
