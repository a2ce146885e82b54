package main

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"unicode"
)

// transformation makes a syndicated variant of a text. Strengths are mild,
// medium and strong, in the unit the label names.
type transformation struct {
	name      string
	unit      string
	strengths [3]float64
	make      func(s *studio, it item, strength float64) item
	credited  bool // original and variant carry the same agency credit or story number
}

// studio is what variants are made with: chance, and other texts to take
// local paragraphs and words from.
type studio struct {
	*rand.Rand
	others []item
	used   int // of others, so that no two variants are given the same paragraphs
	words  []string
}

// other gives a text not given before, until all were.
func (s *studio) other() item {
	s.used++
	return s.others[s.used%len(s.others)]
}

func newStudio(seed uint64, others []item) *studio {
	s := &studio{Rand: rand.New(rand.NewPCG(seed, 0x5EED)), others: others}
	for _, it := range others {
		for _, w := range strings.Fields(it.text()) {
			if len(w) > 4 && len(s.words) < 20000 {
				s.words = append(s.words, strings.Trim(w, ".,\"()[]"))
			}
		}
	}
	return s
}

var transformations = []transformation{
	{"cut at the end", "part kept", [3]float64{.75, .5, .33}, (*studio).cutEnd, false},
	{"cut in places", "part kept", [3]float64{.75, .5, .33}, (*studio).cutPlaces, false},
	{"headline and dateline", "-", [3]float64{1, 1, 1}, func(s *studio, it item, _ float64) item { return s.headline(it) }, false},
	{"local paragraphs", "words added", [3]float64{.3, .6, 1.2}, (*studio).extend, false},
	{"cut and local paragraphs", "part kept", [3]float64{.7, .5, .33}, func(s *studio, it item, x float64) item {
		return s.extend(s.cutEnd(it, x), (1-x)*.6)
	}, false},
	{"credits removed", "-", [3]float64{1, 1, 1}, func(_ *studio, it item, _ float64) item { return it }, false},
	{"numbers corrected", "of numbers", [3]float64{.1, .25, .5}, (*studio).numbers, false},
	{"words edited", "of words", [3]float64{.05, .12, .25}, (*studio).edit, false},
	{"scanned", "of letters", [3]float64{.01, .03, .06}, (*studio).scan, false},
	{"letter case", "-", [3]float64{1, 2, 3}, (*studio).letterCase, false},
	{"order of paragraphs", "moved", [3]float64{.2, .5, 1}, (*studio).reorder, false},
	{"boilerplate around", "words added", [3]float64{.2, .6, 1.5}, (*studio).frame, false},
	{"rewritten, same credit", "of sentences", [3]float64{.4, .5, .6}, (*studio).rewrite, true},
	{"rewritten, same number", "of sentences", [3]float64{.4, .5, .6}, (*studio).rewrite, true},
	{"everything at once", "strength", [3]float64{.5, 1, 1.5}, (*studio).everything, false},
}

// cutEnd keeps the beginning, in whole paragraphs, and the last in part.
func (s *studio) cutEnd(it item, keep float64) item {
	left := int(keep * float64(it.words()))
	var out []string
	for _, p := range it.paras {
		if left <= 0 {
			break
		}
		if n := len(strings.Fields(p)); n > left {
			p = strings.Join(strings.Fields(p)[:left], " ") + "."
		}
		left -= len(strings.Fields(p))
		out = append(out, p)
	}
	it.paras = out
	return it
}

// cutPlaces leaves out sentences here and there.
func (s *studio) cutPlaces(it item, keep float64) item {
	var out []string
	for _, p := range it.paras {
		var kept []string
		for _, x := range sentences(p) {
			if s.Float64() < keep {
				kept = append(kept, x)
			}
		}
		if len(kept) > 0 {
			out = append(out, strings.Join(kept, " "))
		}
	}
	if len(out) == 0 {
		out = it.paras[:1]
	}
	it.paras = out
	return it
}

func (s *studio) headline(it item) item {
	paras := append([]string{}, it.paras...)
	if i := strings.Index(paras[0], "--"); i >= 0 && i < 90 {
		paras[0] = "Quito, Tuesday: " + strings.TrimSpace(paras[0][i+2:])
	}
	it.title = headlineOf(it, 8)
	it.paras = append([]string{it.title}, paras...)
	return it
}

// line makes a headline of words from other texts.
func (s *studio) line(n int) string {
	var w []string
	for range n {
		w = append(w, s.words[s.IntN(len(s.words))])
	}
	return strings.ToUpper(w[0][:1]) + strings.Join(w, " ")[1:]
}

// extend adds paragraphs of other texts at places chosen at random.
func (s *studio) extend(it item, more float64) item {
	need := int(more * float64(it.words()))
	paras := append([]string{}, it.paras...)
	other := s.other()
	for i := 0; need > 0 && i < 40; i++ {
		p := other.paras[i%len(other.paras)]
		if i >= len(other.paras) {
			other = s.other()
			p = other.paras[0]
		}
		if n := len(strings.Fields(p)); n > need+20 {
			p = strings.Join(strings.Fields(p)[:need], " ") + "."
		}
		need -= len(strings.Fields(p))
		at := s.IntN(len(paras) + 1)
		paras = append(paras[:at], append([]string{p}, paras[at:]...)...)
	}
	it.paras = paras
	return it
}

func (s *studio) each(it item, do func(word string) string) item {
	paras := make([]string, len(it.paras))
	for i, p := range it.paras {
		f := strings.Fields(p)
		out := f[:0]
		for _, w := range f {
			if w = do(w); w != "" {
				out = append(out, w)
			}
		}
		paras[i] = strings.Join(out, " ")
	}
	it.paras = paras
	return it
}

func (s *studio) numbers(it item, rate float64) item {
	return s.each(it, func(w string) string {
		if !strings.ContainsAny(w, "0123456789") || s.Float64() > rate {
			return w
		}
		return strings.Map(func(r rune) rune {
			if unicode.IsDigit(r) {
				return '0' + rune(s.IntN(10))
			}
			return r
		}, w)
	})
}

func (s *studio) edit(it item, rate float64) item {
	return s.each(it, func(w string) string {
		if s.Float64() > rate {
			return w
		}
		switch s.IntN(4) {
		case 0:
			return ""
		case 1:
			return w + " " + s.words[s.IntN(len(s.words))]
		}
		return s.words[s.IntN(len(s.words))]
	})
}

// scan makes the errors of a reading machine: letters taken for others, parted
// and joined words, broken lines.
func (s *studio) scan(it item, rate float64) item {
	const from, to = "eaoilctnhrsm", "coe1it7ubnen"
	return s.each(it, func(w string) string {
		var b strings.Builder
		for _, r := range w {
			if s.Float64() > rate {
				b.WriteRune(r)
				continue
			}
			switch i := strings.IndexRune(from, r); {
			case i >= 0 && s.IntN(4) > 0:
				b.WriteByte(to[i])
			case s.IntN(2) == 0:
				b.WriteString(string(r) + " ")
			}
		}
		return b.String()
	})
}

func (s *studio) letterCase(it item, how float64) item {
	return s.each(it, func(w string) string {
		switch how {
		case 1:
			return strings.ToUpper(w)
		case 2:
			return strings.ToLower(w)
		}
		return strings.ToUpper(w[:1]) + strings.ToLower(w[1:])
	})
}

func (s *studio) reorder(it item, rate float64) item {
	paras := append([]string{}, it.paras...)
	for i := range paras {
		if s.Float64() < rate {
			j := s.IntN(len(paras))
			paras[i], paras[j] = paras[j], paras[i]
		}
	}
	it.paras = paras
	return it
}

// rewrite says a share of the sentences in other words: half of the words are
// exchanged and what follows a comma is moved to the front.
func (s *studio) rewrite(it item, rate float64) item {
	paras := make([]string, len(it.paras))
	for i, p := range it.paras {
		var out []string
		for _, x := range sentences(p) {
			if s.Float64() < rate {
				if head, tail, ok := strings.Cut(x, ", "); ok {
					x = tail + ", " + head
				}
				x = s.each(item{paras: []string{x}}, func(w string) string {
					if s.IntN(2) == 0 {
						return s.words[s.IntN(len(s.words))]
					}
					return w
				}).paras[0]
			}
			out = append(out, x)
		}
		paras[i] = strings.Join(out, " ")
	}
	it.paras = paras
	return it
}

// frame puts the stock text of a publisher around an article.
func (s *studio) frame(it item, more float64) item {
	need := int(more * float64(it.words()))
	n := s.IntN(publishers)
	it.publisher = publisherName(n)
	return framed(it, publisherFrame(n), need)
}

func (s *studio) everything(it item, x float64) item {
	it = s.cutEnd(it, 1-.3*x)
	it = s.headline(it)
	it = s.numbers(it, .4*x)
	it = s.edit(it, .04*x)
	it = s.extend(it, .25*x)
	return s.frame(it, .3*x)
}

const publishers = 12

// framed puts lines of a frame around an article until need words are added:
// a third above it.
func framed(it item, lines []string, need int) item {
	var above, below []string
	for i := 0; need > 0 && i < 3*len(lines); i++ {
		l := lines[i%len(lines)]
		need -= len(strings.Fields(l))
		if i%3 == 0 {
			above = append(above, l)
		} else {
			below = append(below, l)
		}
	}
	it.paras = append(append(above, it.paras...), below...)
	return it
}

func publisherName(n int) string { return fmt.Sprintf("publisher%d", n%publishers) }

// publisherFrame gives the stock lines of a made-up publisher: menus,
// notices, pleas, and words about itself.
func publisherFrame(n int) []string {
	name := []string{"Harbour Post", "Valley Courier", "Channel Nine", "Prairie Star", "Lakeside Ledger", "The Beacon",
		"Radio Sur", "Northern Echoes", "City Dispatch", "Coastal Mail", "Hill Country News", "The Lantern"}[n%publishers]
	town := []string{"Port Amber", "Lower Vale", "Ninefield", "Grassland", "Lakeside", "Beaconsford", "Sur", "Northgate", "Midtown", "Cove", "Hill City", "Lampwick"}[n%publishers]
	lines := []string{
		"Home News Sport Weather Obituaries Jobs Contact",
		fmt.Sprintf("%s has told the stories of %s and the towns around it since the year the railway came.", name, town),
		"By going on you agree that we and our partners keep small files on your device.",
		fmt.Sprintf("Get the morning letter of %s: the day in five minutes, every weekday at six.", name),
		fmt.Sprintf("Copyright %s. All rights reserved. No part of this page may be passed on without leave in writing.", name),
		fmt.Sprintf("Our offices on Market Street in %s are open from nine to five on weekdays, and until noon on Saturdays.", town),
		"Readers who wish to put a notice of a birth, a wedding or a death in the paper may hand it in at the counter.",
		fmt.Sprintf("The editors of %s choose which letters are printed and may shorten them; letters without a name are not printed.", name),
		"Support local reporting: for the price of a cup of coffee a week you help us send a reporter to every council meeting.",
		fmt.Sprintf("Listen to %s on 98.6 in the city and 101.3 in the hills, or ask your speaker to play it.", name),
		"Most read today",
		fmt.Sprintf("Council of %s votes on the new bridge tonight", town),
		"Bakery fire leaves three families without a roof",
		"School bus drivers call off their strike after talks",
	}
	k := n % 5
	return append(append([]string{}, lines[k:]...), lines[:k]...)
}
