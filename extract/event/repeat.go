package event

import (
	"slices"
	"strings"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/lang"
)

// repeats reports whether mention b tells of what a, before it, tells of
// already: the same type, and at least half of its targets are among those of
// a.
func repeats(a, b *credence.Mention) bool {
	if a.Type != b.Type && a.Type != "attack" && b.Type != "attack" || len(b.Targets) == 0 {
		return false
	}
	common := 0
	for i := range b.Targets {
		found := false
		for j := range a.Targets {
			found = found || sameTarget(&a.Targets[j], &b.Targets[i])
		}
		if found {
			common++
		}
	}
	return common*2 >= len(b.Targets)
}

// sameTarget compares names, or the heads of descriptions.
func sameTarget(a, b *credence.Target) bool {
	if a.Kind != b.Kind {
		return false
	}
	if a.Name != "" && b.Name != "" {
		return lang.Normal(a.Name) == lang.Normal(b.Name)
	}
	return a.Description != "" && b.Description != "" && headWord(a.Description) == headWord(b.Description)
}

// headWord is the last word of a description before what hangs on it, in the
// singular.
func headWord(s string) string {
	s = lang.Normal(s)
	if i := strings.Index(s, " of "); i > 0 {
		s = s[:i]
	}
	return strings.TrimSuffix(s[strings.LastIndexByte(s, ' ')+1:], "s")
}

// absorb adds to a what b, which repeats it, says beyond it.
func absorb(a, b *credence.Mention) {
	for i := range b.Targets {
		if !slices.ContainsFunc(a.Targets, func(t credence.Target) bool { return sameTarget(&t, &b.Targets[i]) }) {
			a.Targets = append(a.Targets, b.Targets[i])
		}
	}
	for _, p := range b.Perpetrators {
		if !slices.ContainsFunc(a.Perpetrators, func(q credence.Perpetrator) bool {
			return q.Kind == p.Kind && (headWord(q.Name) == headWord(p.Name) || q.ActorID != "" && q.ActorID == p.ActorID)
		}) {
			a.Perpetrators = append(a.Perpetrators, p)
		}
	}
	for _, w := range b.Weapons {
		if !slices.ContainsFunc(a.Weapons, func(v credence.Weapon) bool { return v.Class == w.Class }) {
			a.Weapons = append(a.Weapons, w)
		}
	}
	if a.Date.From == "" && b.Date.From != "" {
		a.Date = b.Date
	}
	if a.Place.Name == "" && b.Place.Name != "" {
		a.Place = b.Place
	}
}
