package lexicon

import (
	"fmt"
	"strings"

	"github.com/credence-project/credence"
)

// ActorKind says what sort of actor an entry is.
type ActorKind string

// The kinds of actor.
const (
	KindGroup    ActorKind = "group"    // an armed organisation
	KindMovement ActorKind = "movement" // a milieu or label without one command
	KindCartel   ActorKind = "cartel"   // organised crime that uses political violence
	KindState    ActorKind = "state"    // a service, force or unit of a state
	KindParty    ActorKind = "party"    // a party or front that is named with, or as, an armed actor
	KindUmbrella ActorKind = "umbrella" // an alliance of groups
)

// Ideologies lists the classes of ideology an entry may have.
var Ideologies = []string{
	"anarchist", "criminal", "islamist", "jihadist", "left", "nationalist", "other", "religious", "right",
	"separatist", "single-issue", "state",
}

// Years is when an actor or channel was active. From 0 is unknown, To 0 means
// until today.
type Years struct{ From, To int }

// Holds reports whether the actor may have been active in the year; year 0
// asks nothing and is always within.
func (y Years) Holds(year int) bool {
	return year == 0 || year >= y.From && (y.To == 0 || year <= y.To)
}

// length orders actors by how long they were active; one that still is comes
// before all that are not.
func (y Years) length() int {
	if y.To == 0 && y.From != 0 {
		return 3000 - y.From
	}
	return y.To - y.From
}

// String writes "1964-2017", "1964-" or "".
func (y Years) String() string {
	if y == (Years{}) {
		return ""
	}
	if y.To == 0 {
		return fmt.Sprintf("%d-", y.From)
	}
	return fmt.Sprintf("%d-%d", y.From, y.To)
}

// Channel is an outlet, spokesman's office or news agency that speaks for an
// actor: what it says is the actor's word, not a newspaper's.
type Channel struct {
	Names []string      // the usual name first
	Tier  credence.Tier // official, auxiliary or supporter
	Years Years
}

// Actor is an entry of the register.
type Actor struct {
	ID        string   // slug, stable
	Name      string   // the fullest usual name in English
	Acronyms  []string // the usual one first
	Aliases   []string // other names in English or Latin script
	Native    []string // names in the original language, in its script where usual
	Members   []string // words for its people or adjectives that denote it: "Senderista", "Provos"
	Common    []string // those of the names above that are ordinary words or have other meanings
	Context   []string // words that go with it, by which a reader tells a common name of it from the ordinary word
	Shared    []string // those of the names above that other entries bear too
	Kind      ActorKind
	Countries []string // ISO 3166 alpha-2, where it acts or whose organ it is; the main one first
	Ideology  string   // one of Ideologies
	Years     Years
	Parents   []string // IDs of what it belongs or belonged to
	SplitFrom []string // IDs of what it broke away from
	Channels  []Channel
}

// Short is the name that reporting uses most: the first acronym if there is
// one, or the name.
func (a *Actor) Short() string {
	if len(a.Acronyms) > 0 {
		return a.Acronyms[0]
	}
	return a.Name
}

// Names lists every form that denotes the actor itself: name, acronyms,
// aliases and native names, in that order.
func (a *Actor) Names() []string {
	out := append([]string{a.Name}, a.Acronyms...)
	return append(append(out, a.Aliases...), a.Native...)
}

// In reports whether the actor is tied to any of the countries; an empty list
// asks nothing.
func (a *Actor) In(countries []string) bool {
	if len(countries) == 0 {
		return true
	}
	for _, c := range a.Countries {
		for _, d := range countries {
			if strings.EqualFold(c, d) {
				return true
			}
		}
	}
	return false
}
