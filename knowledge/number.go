package knowledge

// span of terms [at, at+n) that stands for a number.
type figure struct {
	at, n    int
	min, max int // max 0: open
	about    bool
}

// figures reads the numbers of a sentence, with their bounds: "31 to 34",
// "more than a hundred", "dozens", "some 300".
func (l *lexicon) figures(ts []term) []figure {
	var out []figure
	for i := 0; i < len(ts); i++ {
		f, ok := l.figureAt(ts, i)
		if !ok {
			continue
		}
		l.bound(ts, &f)
		out = append(out, f)
		i = f.at + f.n - 1
	}
	return out
}

func (l *lexicon) figureAt(ts []term, i int) (figure, bool) {
	if l.lists["dozens"][ts[i].stem] {
		return figure{at: i, n: 1, min: 24, max: 80}, true
	}
	if l.lists["hundreds"][ts[i].word] {
		return figure{at: i, n: 1, min: 200, max: 999, about: true}, true
	}
	v, n := ts[i].num, 1
	if v < 0 && l.lists["articles"][ts[i].word] && i+1 < len(ts) && ts[i+1].num >= 100 && ts[i+1].word[0] > '9' {
		v, n = ts[i+1].num, 2
	}
	if v < 0 {
		return figure{}, false
	}
	for i+n < len(ts) && ts[i+n].num >= 0 && ts[i+n].word[0] > '9' && ts[i].word[0] > '9' { // twenty two, two hundred
		next := ts[i+n].num
		switch {
		case next >= 100 && v < next:
			v *= next
		case next < 10 && v >= 20 || v >= 100 && next < 100:
			v += next
		default:
			return l.ranged(ts, figure{at: i, n: n, min: v, max: v}), true
		}
		n++
	}
	return l.ranged(ts, figure{at: i, n: n, min: v, max: v}), true
}

// ranged widens "31 to 34", "six or seven" and "14-18".
func (l *lexicon) ranged(ts []term, f figure) figure {
	j := f.at + f.n
	if j < len(ts) && (ts[j].word == "to" || ts[j].word == "or" || ts[j].word == "a" || ts[j].word == "bis") {
		j++
	}
	if j < len(ts) && j > f.at && ts[j].num > f.max && ts[j].num <= f.max*3+3 && f.max > 1 && (j > f.at+f.n || ts[j].start == ts[j-1].end+1) {
		f.max, f.n = ts[j].num, j+1-f.at
	}
	return f
}

// bound applies the words before a number.
func (l *lexicon) bound(ts []term, f *figure) {
	for back := 1; back <= 3 && f.at-back >= 0; back++ {
		if n := l.cueAt("atleast", ts, f.at-back); n == back {
			f.max = 0
			if f.min >= 100 && f.min%100 == 0 || f.min == 1000 {
				f.max = 2*f.min - 1
			}
			return
		}
		if n := l.cueAt("about", ts, f.at-back); n == back {
			f.about = true
			return
		}
	}
}

// cueAt gives the length of the cue of the list that begins at i, 0 if none.
func (l *lexicon) cueAt(list string, ts []term, i int) int {
	best := 0
	for _, p := range l.cues[list][ts[i].stem] {
		if matchStems(ts[i:], p.stems) && len(p.stems) > best {
			best = len(p.stems)
		}
	}
	return best
}

// counts is a number of attackers as a text gives it.
type count struct {
	min, max int // max 0: several, no more known
	at       int
	told     bool // in a number, and not only by "a", "the" or a plural
}

// attackers reads how many attackers a sentence speaks of: "two gunmen", "one
// attacker", "a man and a woman", "several attackers".
func (l *lexicon) attackers(ts []term) []count {
	agents := l.any(ts, "attacker")
	act := agents || l.any(ts, "weapon") || l.any(ts, "shotdead") || l.any(ts, "kidnap") || l.any(ts, "storm")
	var out []count
	for i := range ts {
		if l.is(&ts[i], "police") || l.is(&ts[i], "casualty") || l.is(&ts[i], "military") && !l.is(&ts[i], "attacker") {
			continue
		}
		agent := l.is(&ts[i], "attacker")
		if !agent && !(l.is(&ts[i], "person") && act) || i > 0 && ts[i-1].word == "suspected" || ts[i].word == "suspects" {
			continue // how many are suspected is not how many did it
		}
		if c, ok := l.countBefore(ts, i); ok {
			c.at = i
			if !agent && c.min > 1 && l.victims(ts, i) {
				continue
			}
			out = append(out, c)
		}
	}
	return l.joinPairs(ts, out)
}

// countBefore reads the number that goes with the noun at i.
func (l *lexicon) countBefore(ts []term, i int) (count, bool) {
	several := plural(ts[i].word)
	if l.is(&ts[i], "band") {
		return count{min: 2}, true
	}
	for j := i - 1; j >= 0 && j >= i-4; j-- {
		w := ts[j].word
		switch {
		case ts[j].num > 0 && ts[j].num < 100:
			if j+1 < len(ts) && ts[j+1].word == "of" {
				return count{}, false
			}
			if j > 1 && ts[j-1].word == "than" && ts[j-2].word == "more" {
				return count{min: ts[j].num + 1}, true
			}
			return count{min: ts[j].num, max: ts[j].num, told: true}, true
		case l.lists["vague"][ts[j].stem]:
			return count{min: 2}, true
		case !several && (w == "a" || w == "an" || w == "un" || w == "une" || w == "ein" || w == "uno" || w == "una"):
			return count{min: 1, max: 1, at: i}, true
		case !several && w == "the" && l.is(&ts[i], "attacker"):
			return count{min: 1, max: 1, at: i}, true
		case l.is(&ts[j], "attacker") || l.is(&ts[j], "dead") && j < i-1 || w == "by" || w == "of" || w == "and":
			if several && l.is(&ts[i], "attacker") {
				return count{min: 2}, true
			}
			return count{}, false
		}
	}
	if several && l.is(&ts[i], "attacker") {
		return count{min: 2}, true
	}
	return count{}, false
}

// victims reports whether the noun at i is an object of killing or hurting.
func (l *lexicon) victims(ts []term, i int) bool {
	for j := i - 1; j >= 0 && j >= i-4; j-- {
		if l.is(&ts[j], "dead") || l.is(&ts[j], "hurt") {
			return true
		}
	}
	return false
}

// joinPairs reads "a man and a woman" as two.
func (l *lexicon) joinPairs(ts []term, cs []count) []count {
	for i := 0; i+1 < len(cs); i++ {
		a, b := cs[i], cs[i+1]
		if a.max == 1 && b.max == 1 && b.at-a.at <= 4 && ts[a.at+1].word == "and" {
			cs[i] = count{min: 2, max: 2, at: a.at, told: true}
			cs = append(cs[:i+1], cs[i+2:]...)
		}
	}
	return cs
}

func plural(w string) bool {
	switch w {
	case "men", "women", "gunmen", "people":
		return true
	}
	return len(w) > 3 && w[len(w)-1] == 's' && w[len(w)-2] != 's'
}

// toll is a casualty figure of a sentence.
type toll struct {
	killed, hurt bool
	loose        bool // what it counts is not said
	min, max     int  // max 0: open
}

// tolls reads the casualty figures of a sentence: "39 people killed",
// "killing 14", "31 dead and 187 hurt", "300 killed or hurt". A figure goes
// with the nearest word for dead or hurt, before or after it.
func (l *lexicon) tolls(ts []term) []toll {
	var out []toll
	for _, f := range l.figures(ts) {
		t := toll{min: f.min, max: f.max}
		if f.about {
			t.min, t.max = f.min-f.min/10, f.max+f.max/10
		}
		lead := l.fateBefore(ts, f.at)
		tail, gap := l.fateAfter(ts, f.at+f.n)
		switch {
		case tail != (fate{}) && (lead.fate == (fate{}) || gap <= lead.gap):
			t.killed, t.hurt = tail.dead, tail.hurt
		case lead.fate != (fate{}):
			t.killed, t.hurt = lead.dead, lead.hurt
		default:
			continue
		}
		out = append(out, t)
	}
	return out
}

// fate is what became of the people that a figure counts.
type fate struct{ dead, hurt bool }

func (l *lexicon) fateOf(t *term) fate {
	both := l.is(t, "casualty")
	return fate{both || l.is(t, "dead") || t.stem == "toll", both || l.is(t, "hurt")}
}

// fateBefore gives the nearest fate in the three terms before a figure, and
// how far it is.
func (l *lexicon) fateBefore(ts []term, at int) (out struct {
	fate
	gap int
}) {
	for j := at - 1; j >= 0 && at-j <= 3 && ts[j].num < 0; j-- {
		if f := l.fateOf(&ts[j]); f != (fate{}) {
			out.fate, out.gap = f, at-j
			return out
		}
	}
	return out
}

// fateAfter gives the fate that follows a figure, with a second one joined to
// it by "and" or "or", and how far it is. "37 people, most of them tourists,
// were killed" reaches further.
func (l *lexicon) fateAfter(ts []term, from int) (fate, int) {
	reach := 3
	if from+1 < len(ts) && ts[from].word == "of" {
		from++
	}
	if from < len(ts) && (l.is(&ts[from], "person") || ts[from].word == "people" || ts[from].word == "persons") {
		reach = 9
	}
	for j := from; j < len(ts) && j < from+reach && ts[j].num < 0; j++ {
		f := l.fateOf(&ts[j])
		if f == (fate{}) {
			continue
		}
		if j+2 < len(ts) && (ts[j+1].word == "and" || ts[j+1].word == "or") {
			next := l.fateOf(&ts[j+2])
			f.dead, f.hurt = f.dead || next.dead, f.hurt || next.hurt
		}
		return f, j - from + 1
	}
	return fate{}, 0
}

// sumTolls adds the dead and the hurt of a sentence to a toll of both.
func sumTolls(ts []toll) []toll {
	for _, k := range ts {
		for _, h := range ts {
			if k.killed && !k.hurt && h.hurt && !h.killed {
				sum := toll{killed: true, hurt: true, min: k.min + h.min, max: k.max + h.max}
				if k.max == 0 || h.max == 0 {
					sum.max = 0
				}
				return append(ts, sum)
			}
		}
	}
	return ts
}
