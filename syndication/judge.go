package syndication

import (
	"slices"

	"github.com/credence-project/credence"
)

// judge applies the rules of DESIGN.md, in order.
func judge(a, b *Text, s shared, c Comparison) (credence.Relation, string) {
	if s.emptyA || s.emptyB {
		return nothing(s, "a page without an article")
	}
	if ok, why := joins(a, b, s, c); ok {
		return kindOfCopy(a, b, c), why
	}
	if s.spoken >= minPassage {
		return credence.SameQuote, "the same statement inside separate reports"
	}
	return nothing(s, "no more in common than any two reports")
}

func nothing(s shared, why string) (credence.Relation, string) {
	if s.stock >= minPassage && s.stock > s.narrative {
		return Boilerplate, "only the publishers' stock text"
	}
	return "", why
}

// joins decides whether two documents go back to one text.
func joins(a, b *Text, s shared, c Comparison) (bool, string) {
	hi, lo := max(c.CoveredA, c.CoveredB), min(c.CoveredA, c.CoveredB)
	total := max(share(s.narrative+s.spoken, s.liveA), share(s.narrative+s.spoken, s.liveB))
	begins, apart := sameStory(a, b, s)
	n := s.narrative
	switch near := samePublisher(a, b); {
	case near && a.URL != "" && a.URL == b.URL && n >= 12 && lo >= 0.3:
		return true, "the same page at another time"
	case oneTemplate(a, b, s):
		return false, ""
	case n >= 80 && lo >= 0.85 && min(len(a.title), len(b.title)) >= 3 && titleLikeness(a, b) >= 0.8:
		return true, "the same title, and nearly all of both texts"
	case near && !begins, amongOthers(a, b, s, c):
		// Pages of one publisher share its frame, whatever they are about.
		return false, ""
	case apart:
		if n >= 120 && lo >= 0.9 && s.whole >= 6 {
			return true, "nearly all of two long texts agrees, under other headlines"
		}
		return false, ""
	case n >= 40 && lo >= 0.6 && (s.whole > 0 || s.touchedUp()), n >= 40 && lo >= 0.7, n >= 25 && lo >= 0.7, n >= minPassage && lo >= 0.85:
		return true, "nearly all of both texts agrees"
	case n >= 15 && hi >= 0.8 && total >= 0.8 && (begins || n >= 30):
		return true, "one text is in the other"
	case n+s.spoken >= 60 && max(s.freshA, s.freshB) < 30 && 20*(n+s.spoken) >= 17*max(s.liveA, s.liveB):
		return true, "both are the same statement and little else"
	case n >= 30 && hi >= 0.6 && begins:
		return true, "most of one text is in the other"
	case n >= 50 && hi >= 0.33 && begins && s.whole >= 2:
		return true, "the beginning and whole sentences agree"
	case n >= 80 && hi >= 0.4 && s.whole >= 4:
		return true, "whole sentences agree"
	case n >= 40 && lo >= 0.35 && min(s.spanA, s.spanB) >= 0.7 && s.touchedUp():
		return true, "the texts agree from beginning to end but for single words"
	case n >= 50 && hi >= 0.45 && begins && max(s.spanA, s.spanB) >= 0.8 && s.touchedUp():
		return true, "one text is in the other but for single words"
	case n >= 20 && hi >= 0.2 && sameNumber(a, b):
		return true, "the same story number, and part of the text"
	case n >= 30 && hi >= 0.25 && lo >= 0.15 && (begins || titleLikeness(a, b) >= 0.5) && sameWire(a, b):
		return true, "the same agency is credited, and part of the text agrees"
	}
	return false, ""
}

// touchedUp reports whether most changes inside the shared passages put about
// as many words as they take. That is what scanning and editing leave; two
// writers who retell one release move and stretch its phrases.
func (s shared) touchedUp() bool { return 4*s.even >= 3*s.joints }

// oneTemplate reports whether two pages are the same form filled in with other
// numbers: draws, rates, results, weather. Corrections leave most numbers of a
// text as they are; between pages of one publisher less is asked for.
func oneTemplate(a, b *Text, s shared) bool {
	if samePublisher(a, b) {
		return s.figures >= 5 && 10*s.figuresSame < 7*s.figures
	}
	return s.figures >= 7 && 2*s.figuresSame < s.figures
}

func sameNumber(a, b *Text) bool {
	for _, n := range a.Numbers {
		if slices.Contains(b.Numbers, n) {
			return true
		}
	}
	return false
}

func sameWire(a, b *Text) bool {
	for _, x := range a.Credits() {
		for _, y := range b.Credits() {
			if x.Wire == y.Wire {
				return true
			}
		}
	}
	return false
}

// kindOfCopy tells full, shortened, extended and revised copies apart: the
// relation of b to a.
func kindOfCopy(a, b *Text, c Comparison) credence.Relation {
	if samePublisher(a, b) && a.Outlet == b.Outlet && min(c.CoveredA, c.CoveredB) < 0.98 {
		return credence.Revised
	}
	switch {
	case c.CoveredA >= 0.8 && c.CoveredB >= 0.8:
		return credence.FullCopy
	case c.CoveredB >= c.CoveredA:
		return credence.Shortened
	default:
		return credence.Extended
	}
}

// sameStory says whether what two documents share is what they are about: the
// beginning of one of them, or the words of both titles. A page that has
// nothing of its title may lack the article, so what it begins with is no
// beginning, if the other is such a page too or of one publisher with it.
func sameStory(a, b *Text, s shared) (yes, no bool) {
	la, lb := s.ledeA, s.ledeB
	near := samePublisher(a, b)
	if a.lost && (b.lost || near) {
		la = 0
	}
	if b.lost && (a.lost || near) {
		lb = 0
	}
	yes = max(la, lb) >= 0.4 || min(s.topicA, s.topicB) >= 0.5
	if yes || max(la, lb) >= 0.25 || max(s.topicA, s.topicB) >= 0.34 {
		return yes, false
	}
	like := titleLikeness(a, b)
	if like < 0 {
		const own = 30 // words that each has to itself
		return false, near && min(s.freshA, s.freshB)-s.narrative >= own
	}
	return false, like < 0.34 || near && like < 0.6
}

// amongOthers reports whether one document is a small part of another that is
// about something else: a round-up, or own reporting with a notice at its end.
func amongOthers(a, b *Text, s shared, c Comparison) bool {
	like := titleLikeness(a, b)
	if like < 0 || like >= 0.34 {
		return false
	}
	if c.CoveredA < c.CoveredB {
		return c.CoveredA < 0.3 && s.ledeA < 0.25 && s.topicA < 0.34
	}
	return c.CoveredB < 0.3 && s.ledeB < 0.25 && s.topicB < 0.34
}

func samePublisher(a, b *Text) bool { return a.Publisher != "" && a.Publisher == b.Publisher }
