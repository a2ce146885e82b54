package knowledge

import "github.com/credence-project/credence"

// tieOf is what a passage says about a tie between attacker and claimant.
func (l *lexicon) tieOf(ts []term, lines []line, names [][]string) (rel relation, alone bool) {
	rel = silent
	if at, n := l.find("tie", ts, 0); at >= 0 {
		rel = states
		if neg, _ := l.find("not", ts[:at+n], max(0, at-7)); neg >= 0 {
			rel = denies
		} else if l.elsewhere(ts, names) {
			rel = denies
		}
	}
	if at, _ := l.find("notie", ts, 0); at >= 0 {
		rel = denies
	}
	if rel == silent {
		if at, _ := l.find("alone", ts, 0); at >= 0 && (at == 0 || ts[at-1].word != "not") {
			rel, alone = denies, true
		}
	}
	for _, ln := range lines {
		for _, st := range ln.statement {
			if st.Actor != "" && !namedIn(l.terms(st.Actor, 0, len(st.Actor)), names) {
				continue // a tie to another body
			}
			switch st.Kind {
			case credence.KindPledge:
				return states, false
			case credence.KindLink:
				rel = states
			case credence.KindNoLink, credence.KindInspired, credence.KindOtherMotive:
				rel = denies
			}
		}
	}
	return rel, alone
}

// elsewhere reports whether the tie is to a body that is named and is not the
// claimant.
func (l *lexicon) elsewhere(ts []term, names [][]string) bool {
	if namedIn(ts, names) {
		return false
	}
	for from := 0; ; {
		at, n := l.find("membership", ts, from)
		if at < 0 {
			return false
		}
		for i := at + n; i < len(ts) && i < at+n+3; i++ {
			if l.properName(&ts[i]) {
				return true
			}
		}
		from = at + n
	}
}

// bearTie judges a passage against a claimed tie ("soldier of ...").
func (l *lexicon) bearTie(a *assertion, ts []term, h *hit) {
	alone := false
	h.rel, alone = l.tieOf(ts, h.rd.lines[h.from:h.to], a.names)
	h.score = 1
	if alone {
		h.rank = rankNone // that he acted alone does not say that he had not declared for anybody
	}
	if h.rel == silent && l.any(ts, "pledge") {
		h.rel = states
	}
	if h.rel == states && l.any(ts, "pledge") {
		h.rank = max(h.rank, rankPolice) // a pledge that was found outweighs an opinion
	}
}

// bearCommand judges a passage against a claimed order or plan. The person or
// body that gave it must be the same, if the detail names one.
func (l *lexicon) bearCommand(a *assertion, ts []term, h *hit) {
	score, denied := l.cover(a, ts)
	h.score = score
	named := false
	for _, w := range a.wants {
		named = named || w.must && w.num < 0
	}
	ordered := l.any(ts, "command") || l.any(ts, "paid")
	switch {
	case named && score <= 0.3:
		if score > 0 {
			h.rel = near
		}
	case denied || l.has("notie", ts) && ordered:
		h.rel = denies
	case ordered || score >= tolerance(a.slot).States:
		h.rel = states
	case score >= tolerance(a.slot).Near:
		h.rel = near
	}
}
