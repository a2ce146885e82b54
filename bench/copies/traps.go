package main

import (
	"fmt"
	"strings"
)

// trap makes pairs of documents that must not be joined.
type trap struct {
	name string
	make func(s *studio, items []item, pairs [][2]int) [][2]item
}

var traps = []trap{
	{"same event, own reporting", func(_ *studio, items []item, pairs [][2]int) [][2]item {
		var out [][2]item
		for _, p := range pairs {
			out = append(out, [2]item{items[p[0]], items[p[1]]})
		}
		return out
	}},
	{"same quoted statement, a quarter of each", statementTrap(.33, quotedBlock)},
	{"same quoted statement, half of each", statementTrap(1, quotedBlock)},
	{"same statement given in full", statementTrap(.6, givenBlock)},
	{"same statement in indirect speech", statementTrap(.3, indirectBlock)},
	{"frame of one publisher, a third", frameTrap(.5)},
	{"frame of one publisher, two thirds", frameTrap(2)},
	{"frame of an unknown owner's outlets, a third", unowned(frameTrap(.5))},
	{"frame of an unknown owner's outlets, two thirds", unowned(frameTrap(2))},
	{"pages without an article", emptyTrap},
	{"pages from one template", templateTrap},
}

const trapPairs = 120

// statementTrap puts the same statement into two reports that have nothing
// else in common; share is its length against that of the report.
func statementTrap(share float64, block func(words []string) string) func(*studio, []item, [][2]int) [][2]item {
	return func(s *studio, items []item, _ [][2]int) [][2]item {
		var out [][2]item
		for range trapPairs {
			a, b := items[s.IntN(len(items))], items[s.IntN(len(items))]
			if a.id == b.id {
				continue
			}
			words := strings.Fields(s.other().text())
			n := min(int(share*float64(min(a.words(), b.words()))), len(words))
			text := block(words[:n])
			out = append(out, [2]item{s.inserted(a, text), s.inserted(b, text)})
		}
		return out
	}
}

func (s *studio) inserted(it item, text string) item {
	at := 1 + s.IntN(len(it.paras))
	it.paras = append(append(append([]string{}, it.paras[:at]...), text), it.paras[at:]...)
	return it
}

func quotedBlock(words []string) string {
	body := strings.ReplaceAll(strings.Join(words, " "), "\"", "")
	var out []string
	for len(body) > 0 {
		n := min(len(body), 420)
		if i := strings.LastIndexByte(body[:n], ' '); i > 0 && n < len(body) {
			n = i
		}
		out = append(out, "“"+strings.TrimSpace(body[:n]))
		body = body[n:]
	}
	out[len(out)-1] += "”, the force said."
	return strings.Join(out, "\n\n")
}

func givenBlock(words []string) string {
	return "The police gave out this statement:\n\n" + strings.ReplaceAll(strings.Join(words, " "), "\"", "")
}

func indirectBlock(words []string) string {
	return "According to the police, " + strings.ReplaceAll(strings.Join(words, " "), "\"", "") + ", they said."
}

// frameTrap sets unrelated reports into the frame of one publisher.
func frameTrap(share float64) func(*studio, []item, [][2]int) [][2]item {
	return func(s *studio, items []item, _ [][2]int) [][2]item {
		var out [][2]item
		for k := range trapPairs {
			a, b := items[s.IntN(len(items))], items[s.IntN(len(items))]
			if a.id == b.id {
				continue
			}
			need := int(share * float64(min(a.words(), b.words())))
			f := publisherFrame(k)
			a, b = framed(a, f, need), framed(b, f, need)
			a.publisher, b.publisher = publisherName(k), publisherName(k)
			out = append(out, [2]item{a, b})
		}
		return out
	}
}

// unowned sets the pages of a trap on many hosts.
func unowned(make func(*studio, []item, [][2]int) [][2]item) func(*studio, []item, [][2]int) [][2]item {
	return func(s *studio, items []item, pairs [][2]int) [][2]item {
		out := make(s, items, pairs)
		for i := range out {
			out[i][0].publisher, out[i][1].publisher = "", ""
		}
		return out
	}
}

func emptyTrap(s *studio, _ []item, _ [][2]int) [][2]item {
	var out [][2]item
	for k := range trapPairs {
		page := func() item {
			it := item{id: fmt.Sprintf("empty-%d-%d", k, s.IntN(1<<30)), title: s.line(7), publisher: publisherName(k)}
			it.paras = []string{it.title}
			return framed(it, publisherFrame(k), 150)
		}
		out = append(out, [2]item{page(), page()})
	}
	return out
}

// templateTrap makes pages of one form, a form for each of four publishers.
func templateTrap(s *studio, _ []item, _ [][2]int) [][2]item {
	var out [][2]item
	for k := range trapPairs {
		out = append(out, [2]item{s.form(k % 4), s.form(k % 4)})
	}
	return out
}

func (s *studio) form(kind int) item {
	n := func(m int) int { return 1 + s.IntN(m) }
	it := item{id: fmt.Sprintf("template-%d-%d", kind, s.IntN(1<<30)), publisher: publisherName(kind)}
	name := s.words[s.IntN(len(s.words))]
	switch kind {
	case 0:
		it.title = fmt.Sprintf("Lottery numbers drawn on the %d", n(28))
		it.paras = []string{
			fmt.Sprintf("The winning numbers of the evening draw of the %d were %d, %d, %d, %d and %d, with the bonus ball %d.", n(28), n(49), n(49), n(49), n(49), n(49), n(9)),
			fmt.Sprintf("The jackpot stood at %d million and was won by a player who bought the ticket in %s; %d players share the second prize of %d.", n(90), name, n(40), n(90000)),
			fmt.Sprintf("The next draw will be held on the %d, with a jackpot put at %d million. Sales close an hour before.", n(28), n(90)),
		}
	case 1:
		it.title = fmt.Sprintf("Weather for the coast, day %d", n(365))
		it.paras = []string{
			fmt.Sprintf("The day begins cloudy on the coast, with %d degrees in the morning and up to %d in the afternoon; inland it will be %d to %d.", n(12), 12+n(18), n(10), 11+n(20)),
			fmt.Sprintf("The wind comes from the west at %d to %d kilometres an hour, with gusts of %d on the headland. The chance of rain is %d per cent.", n(20), 20+n(20), 40+n(40), n(100)),
			fmt.Sprintf("High water is at %d.%d and at %d.%d; the sun sets at %d.%d.", n(11), 10+n(49), 12+n(11), 10+n(49), 16+n(5), 10+n(49)),
		}
	case 2:
		it.title = fmt.Sprintf("Stocks close: index at %d", 5000+n(3000))
		it.paras = []string{
			fmt.Sprintf("The index of the exchange closed at %d points, a change of %d.%d per cent against the day before, on a turnover of %d million.", 5000+n(3000), n(3), n(99), 100+n(800)),
			fmt.Sprintf("Of the %d listed shares %d rose and %d fell. The dollar was traded at %d.%d, the euro at %d.%d, and gold at %d an ounce.", 300+n(90), n(200), n(200), n(9), n(99), n(9), n(99), 1000+n(900)),
			fmt.Sprintf("Shares of %s gained most, with %d per cent, and the bank lost %d.", name, n(20), n(20)),
		}
	default:
		it.title = fmt.Sprintf("Shares of %s pass their average of %d days", name, 50*n(4))
		it.paras = []string{
			fmt.Sprintf("Shares of %s passed above their average of %d days on Monday, which stands at %d.%d, and traded as high as %d.%d.", name, 50*n(4), n(90), n(99), n(90), n(99)),
			fmt.Sprintf("The company has a market value of %d million, a price to earnings of %d.%d and a beta of %d.%d. Its ratio of debt is %d.%d.", n(9000), n(50), n(99), n(3), n(99), n(3), n(99)),
			fmt.Sprintf("%d analysts rate the shares a purchase and %d would hold them; their target is %d.", n(9), n(9), n(120)),
		}
	}
	return it
}
