package extract

import (
	"github.com/credence-project/credence"
	"github.com/credence-project/credence/lang"
)

// elsewhereIn reports whether a statement is about another attack than the
// one the text reports: "has claimed six earlier bombings", "in 2005", "last
// year".
func (s *scratch) elsewhereIn(kind credence.Kind, f *frame, first, last int) bool {
	t := s.text
	at := t.Tokens[first].Sent
	if start := int(t.Sentences[at].First); first-start <= 6 {
		first = start // "Last month the group ..."
	}
	if kind == credence.KindClaim && at > 0 && s.several(f, last) {
		return true
	}
	for j := first; j < last; j++ {
		switch {
		case s.hinged(j, hBefore):
			if t.Role(j) == "previously" && j+1 < last && s.tags[j+1].grams&(gHave|gBe) == 0 && s.tags[j+1].cues&(cUnknown|cNaming) != 0 {
				continue // "a previously unknown group"
			}
			if j+1 < last && s.tags[j+1].cues&cAttack != 0 || t.Role(j) != "earlier" && t.Role(j) != "past" {
				return true
			}
			if s.has(j, min(j+3, last), cAttack) {
				return true
			}
		case t.Role(j) == "last", t.Role(j) == "ago":
			if s.longAgo(j) {
				return true
			}
		case t.Role(j) == "since":
			if j+1 < last && t.Tokens[j+1].Flags&lang.Digit != 0 {
				return true
			}
		}
		if s.yearAt(j) && j > 0 && at > 0 && t.Role(j-1) == "in" && s.backward(kind) {
			return true
		}
		if s.dayOrMonth(j) && j > 0 && t.Role(j-1) == "in" {
			return true
		}
	}
	if kind == credence.KindClaim && s.perfect(f) && s.throughout(first, last) {
		return true
	}
	return kind == credence.KindAttribution && (s.habitual(f) || at > 3)
}

// throughout reports whether a clause tells of a stretch of time up to now: "this
// year", "so far", "since Ramadan".
func (s *scratch) throughout(first, last int) bool {
	for j := first; j+1 < last; j++ {
		next := s.text.Role(j + 1)
		switch s.text.Role(j) {
		case "this":
			if next == "year" || next == "month" || next == "week" || next == "season" {
				return true
			}
		case "so":
			if next == "far" {
				return true
			}
		case "since":
			if s.text.Tokens[j+1].Flags&(lang.Capital|lang.Digit) != 0 {
				return true
			}
		}
	}
	return false
}

// perfect reports whether a clause sums up what has been done until now: "has
// killed", not "had killed", and counts it.
func (s *scratch) perfect(f *frame) bool {
	c := &s.chunks[f.verb]
	have := false
	for j := c.first; j < c.head; j++ {
		have = have || s.tags[j].grams&gHave != 0 && s.text.Role(int(j)) != "had"
	}
	if !have || f.obj < 0 {
		return false
	}
	o := &s.chunks[f.obj]
	return s.counts(int(o.first)) && s.pluralAt(int(o.head))
}

// several reports whether what is claimed is "also" or more than one attack:
// "also claimed", "has claimed four bombs".
func (s *scratch) several(f *frame, last int) bool {
	c := &s.chunks[f.verb]
	if c.cues&cClaimVerb == 0 {
		return false
	}
	for j := c.first; j < c.head; j++ {
		if s.text.Role(int(j)) == "also" && s.has(int(c.last), last, cAttack) {
			return !s.thisAttack(int(c.last), last)
		}
	}
	if f.obj < 0 {
		return false
	}
	o := &s.chunks[f.obj]
	return o.cues&cAttack != 0 && o.last-o.first > 1 && s.counts(int(o.first)) && s.pluralAt(int(o.head)) && s.text.Role(int(o.first)) != "both" && s.text.Role(int(o.first)) != "these"
}

// thisAttack reports whether the first attack named in the words first..last-1
// is but "the attack", the one told of before, which then somebody else claims as well.
func (s *scratch) thisAttack(first, last int) bool {
	for j := first; j < last; j++ {
		if s.tags[j].cues&cAttack == 0 {
			continue
		}
		w := s.text.Role(j - 1)
		return (w == "the" || w == "this") && !s.pluralAt(j) && (j+1 >= last || !s.ofPlace(j+1) && s.text.Role(j+1) != "of" && s.text.Role(j+1) != "that")
	}
	return false
}

// longAgo reports whether token j speaks of a time before these days: "last
// year", "two years ago".
func (s *scratch) longAgo(j int) bool {
	if s.text.Role(j) == "last" {
		return s.spell(j + 1)
	}
	return s.text.Role(j) == "ago" && j > 0 && s.years(j-1)
}

// spell reports whether token j is a stretch of time longer than days.
func (s *scratch) spell(j int) bool {
	if j >= len(s.tags) {
		return false
	}
	switch s.text.Role(j) {
	case "month", "year", "spring", "summer", "autumn", "winter", "decade", "week":
		return true
	}
	return s.dayOrMonth(j) && s.text.Role(j) != "" && !s.weekday(j)
}

func (s *scratch) years(j int) bool {
	switch s.text.Role(j) {
	case "years", "year", "months", "month", "decades", "weeks":
		return true
	}
	return false
}

func (s *scratch) weekday(j int) bool {
	w := s.text.Role(j)
	return len(w) > 3 && w[len(w)-3:] == "day"
}

// yearAt reports whether token j is a year in figures, and no count: "2000 people".
func (s *scratch) yearAt(j int) bool {
	w := s.text.Role(j)
	return len(w) == 4 && (w[:2] == "19" || w[:2] == "20") && s.text.Tokens[j].Flags&lang.Digit != 0 && !s.text.CountsAt(j)
}

// backward reports whether a year in a statement of the kind points to the
// past rather than dating the attack itself.
func (s *scratch) backward(kind credence.Kind) bool {
	return kind == credence.KindAttribution || kind == credence.KindClaim || kind == credence.KindAccusation
}

// habitual reports whether the clause sums up what has been done over time:
// "has killed", "have repeatedly fired".
func (s *scratch) habitual(f *frame) bool {
	c := &s.chunks[f.verb]
	for j := c.first; j < c.head; j++ {
		if s.tags[j].grams&gHave != 0 {
			return true
		}
	}
	return false
}
