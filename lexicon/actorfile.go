package lexicon

import (
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"

	"github.com/credence-project/credence"
)

// An entry of an actor file (see blocks.go for the form):
//
//	id: farc
//	name: Revolutionary Armed Forces of Colombia
//	acronym: FARC; FARC-EP
//	alias: Colombian Revolutionary Armed Forces
//	native: Fuerzas Armadas Revolucionarias de Colombia
//	member: Fariano; Farianos
//	kind: group
//	country: CO; VE; EC
//	ideology: left
//	years: 1964-2017
//	channel: Radio Resistencia (official 1998-2012)
//
// Further keys: common, context, shared, parent, split-from. [Actor] says what
// they mean. A channel's other names follow its first after " = ".

// readActors reads entries in the order of the file.
func readActors(r io.Reader, file string) ([]*Actor, error) {
	blocks, err := readBlocks(r, file, "id")
	if err != nil {
		return nil, err
	}
	out := make([]*Actor, 0, len(blocks))
	for _, b := range blocks {
		a := &Actor{ID: b[0].value}
		for _, f := range b[1:] {
			if err := a.set(f.key, f.value); err != nil {
				return nil, fault(file, f.line, err.Error())
			}
		}
		if a.Name == "" || a.Kind == "" {
			return nil, fault(file, b[0].line, "the entry lacks a name or a kind")
		}
		out = append(out, a)
	}
	return out, nil
}

// set fills the field that key stands for.
func (a *Actor) set(key, value string) (err error) {
	switch key {
	case "name":
		a.Name = value
	case "acronym":
		a.Acronyms, err = names(value)
	case "alias":
		a.Aliases, err = names(value)
	case "native":
		a.Native, err = names(value)
	case "member":
		a.Members, err = names(value)
	case "common":
		a.Common, err = names(value)
	case "shared":
		a.Shared, err = names(value)
	case "context":
		a.Context = list(value)
	case "kind":
		a.Kind = ActorKind(value)
	case "country":
		a.Countries = list(value)
	case "ideology":
		a.Ideology = value
	case "years":
		a.Years, err = parseYears(value)
	case "parent":
		a.Parents = list(value)
	case "split-from":
		a.SplitFrom = list(value)
	case "channel":
		a.Channels, err = parseChannels(value)
	default:
		err = fmt.Errorf("unknown key %q", key)
	}
	return err
}

func parseYears(s string) (Years, error) {
	from, to, ok := strings.Cut(s, "-")
	if !ok {
		return Years{}, fmt.Errorf("years %q: want 1964-2017 or 1964-", s)
	}
	y, err := Years{}, error(nil)
	if from != "" {
		if y.From, err = strconv.Atoi(from); err != nil {
			return Years{}, fmt.Errorf("years %q: %w", s, err)
		}
	}
	if to != "" {
		if y.To, err = strconv.Atoi(to); err != nil {
			return Years{}, fmt.Errorf("years %q: %w", s, err)
		}
	}
	return y, nil
}

// channelForm is "Name, other name (official 2014-)".
var channelForm = regexp.MustCompile(`^(.+) \((official|auxiliary|supporter)(?: (\d*-\d*))?\)$`)

func parseChannels(s string) ([]Channel, error) {
	var out []Channel
	for _, p := range list(s) {
		m := channelForm.FindStringSubmatch(p)
		if m == nil {
			return nil, fmt.Errorf("channel %q: want \"Name (official 2014-2019)\"", p)
		}
		c := Channel{Tier: credence.Tier(m[2])}
		for _, n := range strings.Split(m[1], " = ") {
			c.Names = append(c.Names, spellOut(n)...)
		}
		if m[3] != "" {
			y, err := parseYears(m[3])
			if err != nil {
				return nil, fmt.Errorf("channel %q: %w", p, err)
			}
			c.Years = y
		}
		out = append(out, c)
	}
	return out, nil
}
