package assess

import (
	"slices"
	"strconv"
	"strings"

	"github.com/credence-project/credence"
)

// What the type of an incident says about it.
var (
	plainAttacks = patterns([]string{
		"bombing|bombings|bomb|shooting|shootings|shot|stabbing|stabbings|attack|attacks|murder|massacre|assassination|killing|ramming|hostage|hijacking|kidnapping|raid|arson|ambush|mortar|rocket|missile|suicide|grenade|assault|beheading|mine|ied|shooting_down",
	})
	doubtfulEvents = patterns([]string{"alert|alarm|explosion|blast|crash|fire|derailment|blackout|outage|collapse|accident|incident|scare|evacuation|sinking|threat|hoax|leak|loss"})
	complexMeans   = patterns([]string{"bomb~|explosive~|ied|mine|missile|rocket|mortar|suicide|coordinated|aircraft|hijacking|chemical|gas|drone|shooting_down|grenade~"})
	firearmMeans   = patterns([]string{"shooting|shootings|shot|gun~|rifle~|storming|siege|hostage"})
	ramming        = patterns([]string{"ramming|vehicle|truck|lorry|van|car"})
	coordination   = patterns([]string{"coordinated|simultaneous|multiple|series|bombings|shootings|attacks"})
)

func (s *Scene) matcher() *matcher {
	m := &matcher{}
	for _, ps := range passages(strings.ReplaceAll(s.Type, "(", " ")) {
		m.words = append(m.words, ps.words...)
	}
	m.other = make([]bool, len(m.words))
	return m
}

// doubtful reports whether the event may have been no attack.
func (s *Scene) doubtful() bool {
	m := s.matcher()
	return !hasAny(m, plainAttacks) || hasAny(m, doubtfulEvents) && !hasAny(m, patterns([]string{"suicide|shooting|stabbing|ramming|hostage"}))
}

// fromScene answers M02 to M06 from what the incident was known to be from
// the start, and from how many attackers the first reports speak of.
func (p *proposer) fromScene() {
	s := &p.d.Scene
	at := s.Date.From
	if at.IsZero() || s.Type == "" {
		return
	}
	m := s.matcher()
	scene := func(code, value, note string) {
		g, _ := parseGrade("A2")
		p.add(credence.Evidence{Code: code, Value: value, Grade: g, Authority: credence.AuthorityPress, Origin: "scene", KnownAt: at, Rule: "scene", Note: note})
	}
	if !hasAny(m, plainAttacks) {
		return // the nature of the event is itself in question
	}
	if !s.doubtful() {
		scene("M06", "deliberate_confirmed", "A deliberate act by its form.")
	}
	if p.declared() {
		scene("M01", "high", "A target of the kind that the claimant says it fights.")
	}
	several, known := p.several(m)
	switch {
	case hasAny(m, complexMeans), hasAny(m, firearmMeans) && several > 2, s.Sites > 1 && several > 1:
		scene("M02", "high", "Complex means: explosives, several firearms or several sites.")
	default:
		scene("M02", "low", "Simple means.")
	}
	if known && several > 1 {
		scene("M03", "yes", "Several attackers or several sites.")
	} else if known {
		scene("M03", "single", "One attacker at one site or on one route.")
	}
	if hasAny(m, ramming) && !hasAny(m, complexMeans) && p.advised("vehicle") {
		scene("M04", "yes", "The method had been recommended in the claimant's media.")
	}
}

// declared reports whether the target is of a kind that the claimant, or any
// group at war with a state, says it fights.
func (p *proposer) declared() bool {
	sets := append(slices.Clone(causes()["targets"]), causes()["targets-"+p.cause()]...)
	for _, w := range nameWords(p.d.Scene.Target) {
		if slices.Contains(sets, w) {
			return true
		}
	}
	return false
}

// several is the number of attackers or sites that the type, the place and
// the first two days of reports give.
func (p *proposer) several(m *matcher) (n int, known bool) {
	s := &p.d.Scene
	if s.Sites > 1 || hasAny(m, coordination) {
		return 3, true
	}
	best := 0
	for i := range p.sources {
		r := &p.sources[i]
		if r.at.After(s.Date.From.Add(2 * day)) {
			break
		}
		for k := range r.passages {
			if n := p.counted(r.passages[k].m); n > best {
				best = n
			}
		}
	}
	return max(best, 1), best > 0 || hasAny(m, patterns([]string{"bombing|bomb|stabbing|ramming|shooting"}))
}

var countWords = map[string]int{"a": 1, "an": 1, "one": 1, "lone": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}

// openers are the plural words for attackers that, at the head of a sentence
// and without a number, mean several: "Gunmen stormed the hotel".
var openers = map[string]bool{"gunmen": true, "attackers": true, "bombers": true, "militants": true, "guerrillas": true, "commandos": true, "terrorists": true, "rebels": true}

// counted is the number before a word for attackers. "Several attackers" that
// first reports speak of does not count: they are seldom right.
func (p *proposer) counted(m *matcher) int {
	best := 0
	for i := 0; i < min(2, len(m.words)); i++ {
		if openers[m.words[i].text] {
			best = 3
		}
	}
	for i, w := range m.words {
		switch w.text {
		case "attacker", "attackers", "gunman", "gunmen", "bomber", "bombers", "assailant", "assailants", "militants", "men", "man", "brothers", "killer", "killers":
		case "gunwoman", "woman":
			if i > 2 && m.words[i-1].text == "a" && m.words[i-2].text == "and" {
				best = max(best, 2)
			}
			continue
		default:
			continue
		}
		for j := i - 1; j >= max(0, i-3); j-- {
			n, ok := countWords[m.words[j].text]
			if v, err := strconv.Atoi(m.words[j].text); err == nil && v > 0 && v <= 50 {
				n, ok = v, true
			}
			if ok {
				best = max(best, n)
				break
			}
		}
	}
	return best
}

// advised reports whether the claimant's media had recommended a method.
func (p *proposer) advised(method string) bool {
	o := findOperator(p.d.Claim.ClaimantID, p.d.Claim.Claimant)
	if o == nil {
		return false
	}
	for _, line := range causes()["advice"] {
		f := strings.Fields(line)
		if len(f) == 3 && f[0] == o.id && f[1] == method {
			year, err := strconv.Atoi(f[2])
			return err == nil && p.d.Scene.Date.From.Year() >= year
		}
	}
	return false
}
