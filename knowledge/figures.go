package knowledge

// bearCount compares the number of attackers.
func (l *lexicon) bearCount(a *assertion, ts []term, h *hit) {
	cs := l.attackers(ts)
	if len(cs) == 0 {
		return
	}
	for _, c := range cs {
		switch r := compareCounts(*a.count, c); {
		case r == states && (c.told || c.max == 0):
			h.rel, h.score = states, 1
			return
		case r == states:
			h.rel, h.score = states, 0.8 // "the attacker" tells of one, and less plainly than "one attacker"
		case r > h.rel && h.rel != states:
			h.rel, h.score = r, 0.5
		}
	}
}

// compareCounts sets a claimed number of attackers against a reported one.
func compareCounts(claim, report count) relation {
	if report.min >= 10 { // a large number is seldom exact
		report.min, report.max = report.min-report.min/10, report.max+report.max/10
	}
	several := func(c count) bool { return c.max == 0 || c.max != c.min }
	overlap := (claim.max == 0 || report.min <= claim.max) && (report.max == 0 || claim.min <= report.max)
	open := report.max == 0 && claim.max != 0 && claim.min > report.min // "at least nine" tells nothing of thirty
	switch {
	case overlap && !open && (report.min >= 9 || !several(report) || several(claim)):
		return states
	case overlap:
		return near
	}
	return conflicts
}

// bearToll compares figures of victims.
func (l *lexicon) bearToll(a *assertion, ts []term, h *hit) {
	got := sumTolls(l.tolls(ts))
	ratio := tolerance(a.slot).Ratio
	if ratio == 0 {
		ratio = 1.2
	}
	if rel := compareAll(a.tolls, got, ratio); rel != silent {
		h.rel, h.score = rel, 1
		if rel == conflicts || !l.otherWords(a, ts) {
			h.rel = near // early figures differ; only the established one decides
		}
	}
}

// compareAll compares each figure of a claim with those of its kind. All that
// can be compared must agree.
func compareAll(claim, report []toll, ratio float64) relation {
	out := silent
	for _, c := range claim {
		best := silent
		for _, r := range report {
			if !sameKind(c, r) || r.min == 0 && r.max == 0 {
				continue
			}
			if rel := compareTolls(c, r, ratio); rel == states || best == silent {
				best = rel
			}
		}
		out = max(out, best)
	}
	return out
}

// sameKind reports whether two figures count the same. A figure that does not
// say what it counts may be compared with the dead or with all.
func sameKind(claim, report toll) bool {
	return claim.killed == report.killed && claim.hurt == report.hurt || claim.loose && report.killed
}

// otherWords reports whether a passage meets what a figure's value says beyond
// the figure: "two policemen killed at a checkpoint" is not "two killed".
func (l *lexicon) otherWords(a *assertion, ts []term) bool {
	want, met := 0.0, 0.0
	for i := range a.wants {
		w := &a.wants[i]
		if w.num >= 0 || w.weight <= weakWeight || l.is(&w.term, "dead") || l.is(&w.term, "hurt") || l.is(&w.term, "casualty") || l.lists["atleast"][w.stem] || l.lists["about"][w.stem] || l.lists["dozens"][w.stem] {
			continue
		}
		want += w.weight
		if best, _ := l.meet(w, ts, a); best > 0 {
			met += w.weight
		} else if best, _ := l.meet(w, a.context, a); best > 0 {
			met += w.weight
		}
	}
	return want == 0 || met >= want/2
}

// compareTolls sets one figure against another, each a range.
func compareTolls(claim, report toll, ratio float64) relation {
	lo, hi := float64(claim.min)/ratio, float64(claim.max)*ratio
	if claim.max == 0 {
		hi = float64(claim.min) * ratio
	}
	rlo, rhi := float64(report.min), float64(report.max)
	if report.max == 0 {
		rhi = rlo * 2
	}
	switch {
	case rlo > hi || lo > rhi:
		return conflicts
	case report.max == 0 && lo > rlo:
		return near // "at least seven" leaves ten open and does not tell of it
	}
	return states
}
