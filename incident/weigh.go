package incident

import (
	"math"
	"strings"

	"github.com/credence-project/credence"
)

// forbidden is the weight of a pair that cannot be one event.
const forbidden = -100

// The weights are judgements in rough log-odds: 1 is about e to 1. A pair
// needs a positive sum, so agreement on the day alone is not enough.
const (
	base            = -3.0 // two attacks are different until something says not
	sameDay         = 2.0
	nextDay         = -0.5 // midnight, zones, and reports that count the day of news
	daysOverlap     = 0.7
	samePlace       = 2.2
	nearPlace       = 0.8
	placeWithin     = 0.6
	sameCountry     = 0.2
	farPlace        = -4.0
	otherPlace      = -3.0 // other names, not located: may be one place within another
	sameType        = 1.0
	likeType        = 0.3
	unlikeType      = -3.0
	sameWeapon      = 0.8
	otherWeapon     = -1.2
	sameNamedTarget = 2.5
	sameTargetWords = 1.2
	otherTargets    = -1.5
	samePerpetrator = 0.7
	sameName        = 2.0
	sameToll        = 0.8
	farToll         = -1.5
)

// weigh says how much speaks for a and b being one event.
func weigh(a, b *facts) float64 {
	w := base
	for _, part := range []func(a, b *facts) float64{weighDate, weighPlace, weighType, weighWeapon, weighTarget, weighPerpetrator, weighToll} {
		w += part(a, b)
	}
	if w < forbidden/2 {
		return forbidden
	}
	return w
}

func weighDate(a, b *facts) float64 {
	if a.first == 0 || b.first == 0 {
		return 0
	}
	gap := max(a.first-b.last, b.first-a.last) // days between, <= 0 when they overlap
	exact := a.first == a.last && b.first == b.last
	switch {
	case gap <= 0 && exact:
		return sameDay
	case gap <= 0:
		return daysOverlap
	case gap == 1:
		return nextDay
	}
	return forbidden
}

func weighPlace(a, b *facts) float64 {
	p, q := a.place, b.place
	if p.Country != "" && q.Country != "" && p.Country != q.Country {
		return forbidden
	}
	pn, qn := a.placeName, b.placeName
	switch {
	case pn != "" && pn == qn:
		return samePlace
	case pn != "" && qn != "" && (strings.EqualFold(p.Within, q.Name) || strings.EqualFold(q.Within, p.Name)):
		return placeWithin
	case located(p) && located(q):
		switch km := distance(p, q); {
		case km < 2:
			return samePlace
		case km < 25:
			return nearPlace
		default:
			return farPlace
		}
	case pn != "" && qn != "":
		return otherPlace
	case p.Country != "" && p.Country == q.Country:
		return sameCountry
	}
	return 0
}

// alike lists types that different reports use for one event.
var alike = map[string]string{
	"attack": "*", "bombing": "attack sabotage arson", "arson": "attack sabotage bombing", "sabotage": "bombing arson attack cyber-attack",
	"kidnapping": "attack hijacking", "hijacking": "kidnapping attack", "robbery": "attack kidnapping", "cyber-attack": "attack sabotage",
}

func weighType(a, b *facts) float64 {
	switch {
	case a.kind == "" || b.kind == "":
		return 0
	case a.kind == b.kind && a.kind != "attack":
		return sameType
	case a.kind == b.kind || alike[a.kind] == "*" || alike[b.kind] == "*" ||
		strings.Contains(alike[a.kind], b.kind) || strings.Contains(alike[b.kind], a.kind):
		return likeType
	}
	return unlikeType
}

func weighWeapon(a, b *facts) float64 {
	switch {
	case len(a.weapons) == 0 || len(b.weapons) == 0:
		return 0
	case common(a.weapons, b.weapons) > 0:
		return sameWeapon
	}
	return otherWeapon
}

func weighTarget(a, b *facts) float64 {
	if common(a.names, b.names) > 0 {
		return sameNamedTarget
	}
	switch {
	case len(a.targets) == 0 || len(b.targets) == 0:
		return 0
	case common(a.targets, b.targets) > 0:
		return sameTargetWords
	}
	return otherTargets
}

func weighPerpetrator(a, b *facts) float64 {
	w := 0.0
	if common(a.groups, b.groups) > 0 {
		w += samePerpetrator
	}
	if common(a.attackers, b.attackers) > 0 {
		w += sameName
	}
	return w
}

// weighToll compares the dead. A toll rises as news comes in, so only a gap
// that no later count explains speaks against.
func weighToll(a, b *facts) float64 {
	x, y := a.killed, b.killed
	if x < 0 || y < 0 {
		return 0
	}
	lo, hi := min(x, y), max(x, y)
	switch {
	case lo == hi && hi > 1:
		return sameToll
	case hi >= 5 && lo*4 < hi:
		return farToll
	}
	return 0
}

func located(p credence.PlaceMention) bool { return p.Lat != 0 || p.Lon != 0 }

// distance is the way between two places in km along the sphere.
func distance(p, q credence.PlaceMention) float64 {
	const radius, degree = 6371, math.Pi / 180
	dLat, dLon := (q.Lat-p.Lat)*degree, (q.Lon-p.Lon)*degree
	h := math.Pow(math.Sin(dLat/2), 2) + math.Cos(p.Lat*degree)*math.Cos(q.Lat*degree)*math.Pow(math.Sin(dLon/2), 2)
	return 2 * radius * math.Asin(math.Min(1, math.Sqrt(h)))
}

// common counts the members of both sorted lists.
func common(a, b []string) int {
	n := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j]:
			n, i, j = n+1, i+1, j+1
		case a[i] < b[j]:
			i++
		default:
			j++
		}
	}
	return n
}
