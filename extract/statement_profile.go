package extract

import (
	"slices"
	"strings"

	"github.com/credence-project/credence/lang"
)

// nameplace is where a name stands in its sentence, as it tells what bears it.
type nameplace uint32

const (
	placedIn     nameplace = 1 << iota // behind "in", "at", "near"
	placedFirst                        // at the beginning of a sentence
	placedThe                          // behind an article
	placedGroup                        // behind a noun for a group
	placedTitle                        // behind one for people who speak
	placedSays                         // before a verb of speech
	placedDoes                         // before another verb
	placedOwns                         // before a possessive
	placedBeside                       // before a plain noun
	placedBy                           // behind "by"
	placedOf                           // behind "of" or "for"
	placedPrep                         // behind another preposition
	placedComma                        // before a comma
	placedQuoted                       // in quotation marks
)

// profileFeatures adds in what places the text around names the bearer: ever,
// and wherever it does. What is found behind "in" alone is a town.
func (s *scratch) profileFeatures(o *option, fs *features) {
	const (
		enough = 6 // mentions
		ahead  = 10
	)
	if o.entity < 0 {
		return
	}
	at, seen := s.namesTo, 0
	ever, always := nameplace(0), ^nameplace(0)
	for i := min(at+ahead, len(s.names)) - 1; i >= max(0, at-namesBack) && seen < enough; i-- {
		if n := &s.names[i]; n.entity == o.entity {
			p := s.placeBefore(n) | s.placeBehind(n)
			ever, always = ever|p, always&p
			seen++
		}
	}
	kind := uint32(s.entities[o.entity].kind)
	for p := ever; p != 0; p &= p - 1 {
		one := p & -p
		fs.add(130, uint32(one), kind)
		if always&one != 0 {
			fs.add(131, uint32(one), kind)
		}
	}
}

// placeBefore reads the words before a name.
func (s *scratch) placeBefore(n *name) nameplace {
	p, j := nameplace(0), int(n.first)-1
	sent := s.text.Tokens[n.first].Sent
	within := func() bool { return j >= 0 && s.text.Tokens[j].Sent == sent }
	if within() && s.tags[j].grams&gDet != 0 {
		p = placedThe
		j--
	}
	if !within() {
		return p | placedFirst
	}
	switch w := s.text.Role(j); {
	case s.ofPlace(j):
		p |= placedIn
	case w == "by":
		p |= placedBy
	case w == "of" || w == "for":
		p |= placedOf
	case s.tags[j].grams&gPrep != 0:
		p |= placedPrep
	}
	if s.tags[j].cues&(cGroup|cMember) != 0 {
		p |= placedGroup
	}
	if s.tags[j].cues&(cSpokes|cAuthority|cExpert) != 0 {
		p |= placedTitle
	}
	return p
}

// placeBehind reads the words behind a name.
func (s *scratch) placeBehind(n *name) nameplace {
	const says = cSay | cClaimVerb | cDenyVerb | cThink | cBlameVerb
	k := int(n.last)
	if k >= len(s.tags) || s.text.Tokens[k].Sent != s.text.Tokens[n.first].Sent {
		return 0
	}
	p, t := nameplace(0), &s.tags[k]
	if s.text.Tokens[n.first].Flags&lang.InQuote != 0 {
		p = placedQuoted
	}
	switch w := s.text.Role(k); {
	case w == "'s" || w == "'" || w == "’":
		return p | placedOwns
	case w == ",":
		return p | placedComma
	case t.grams&(gFinite|gAux) != 0 && t.cues&says != 0:
		return p | placedSays
	case t.grams&(gFinite|gAux) != 0:
		return p | placedDoes
	case t.grams&gNoun != 0 || t.grams == 0 && s.text.Tokens[k].Flags&(lang.Punct|lang.Capital|lang.Digit) == 0:
		return p | placedBeside
	}
	return p
}

// phraseFeatures adds the words of the phrases without a name that stand for
// those in the clause, with the places of the bearer: "the first", "it", "a rival
// faction", and whether one or several are meant.
func (s *scratch) phraseFeatures(o *option, fs *features) {
	f := &s.frames[o.frame]
	is := uint32(99) << 1 // kind and number
	if o.entity >= 0 {
		e := &s.entities[o.entity]
		several := len(e.words) > 0 && strings.HasSuffix(e.words[len(e.words)-1], "s")
		is = uint32(e.kind)<<1 | boolBit(several)
	}
	above := -1
	if f.gov >= 0 {
		above = s.frames[f.gov].subj
	}
	for part, ci := range [...]int{f.subj, f.obj, above, f.by} {
		if ci < 0 || s.chunks[ci].name >= 0 {
			continue
		}
		c, p := &s.chunks[ci], uint32(part)
		if c.last-c.first == 1 && c.grams&(gPronoun|gPoss) != 0 {
			w := s.text.RoleHash(int(c.first))
			fs.add(150, w, p<<16|is)
			fs.add(151, w, p<<24|uint32(o.roles))
			continue
		}
		for j := c.first; j < c.last; j++ {
			if s.text.Tokens[j].Flags&lang.Punct != 0 {
				continue
			}
			w := s.text.RoleHash(int(j))
			for r := uint32(o.roles); r != 0; r &= r - 1 {
				fs.add(152, w, p<<24|r&-r)
			}
			fs.add(153, w, p<<16|is)
		}
	}
}

// plainNoun is a noun of a clause that may stand for somebody.
type plainNoun struct {
	word   string
	people bool   // it is one for a group, its members or an authority
	at     uint32 // whether it stands behind the verb, and for people
}

// plainNouns fills s.nouns with those of the clause of f.
func (s *scratch) plainNouns(f *frame) {
	const shortest = 4
	s.nouns = s.nouns[:0]
	head := int(s.chunks[f.verb].head)
	for j, last := s.extent(f); j < last; j++ {
		t := &s.tags[j]
		if t.name >= 0 || t.grams&(gDet|gPrep|gPronoun|gAux|gConj) != 0 || s.text.Tokens[j].Flags&lang.Punct != 0 {
			continue
		}
		if w := s.text.Role(j); len(w) >= shortest {
			people := t.cues&(cGroup|cMember|cOrgan|cAuthority) != 0
			s.nouns = append(s.nouns, plainNoun{w, people, boolBit(j > head) | boolBit(people)<<1})
		}
	}
}

// nounFeatures adds whether a plain noun of the clause is a word of the bearer's
// name, or one that the text has put beside it: "the brigade", "the sect".
func (s *scratch) nounFeatures(o *option, fs *features) {
	if o.entity < 0 {
		return
	}
	e := &s.entities[o.entity]
	for i := range s.nouns {
		n := &s.nouns[i]
		if slices.ContainsFunc(e.words, func(w string) bool { return oneNoun(w, n.word) }) {
			fs.add(160, n.at, uint32(e.kind))
			fs.add(161, n.at, uint32(o.roles))
		}
		if n.people && s.besideName(o.entity, n.word) {
			fs.add(162, n.at, uint32(e.kind))
		}
	}
}

// besideName reports whether one of the last mentions of an entity has a noun
// near it in its sentence.
func (s *scratch) besideName(e int32, noun string) bool {
	const (
		mentions = 4
		near     = 5 // tokens
	)
	at, seen := s.namesTo, 0
	for i := at - 1; i >= max(0, at-namesBack) && seen < mentions; i-- {
		n := &s.names[i]
		if n.entity != e {
			continue
		}
		seen++
		for j := max(0, int(n.first)-near); j < min(int(n.last)+near+1, s.limit); j++ {
			if s.tags[j].name < 0 && s.text.Tokens[j].Sent == s.text.Tokens[n.first].Sent && oneNoun(s.text.Role(j), noun) {
				return true
			}
		}
	}
	return false
}

// oneNoun reports whether two words are one noun, in the singular or plural.
func oneNoun(a, b string) bool {
	return len(a) > 3 && len(b) > 3 && a[0] == b[0] && strings.TrimSuffix(a, "s") == strings.TrimSuffix(b, "s")
}

// orderFeatures adds where in the text the bearer stands among the others who
// are named: first or later, oftenest, as the first word of the sentence before.
func (s *scratch) orderFeatures(o *option, fs *features) {
	const look = 12 // names
	if o.entity < 0 {
		return
	}
	e := &s.entities[o.entity]
	before, after, most := uint32(0), uint32(0), true
	for i := range s.options {
		p := s.options[i].entity
		if p < 0 || p == o.entity {
			continue
		}
		q := &s.entities[p]
		switch {
		case q.kind != entityGroup && q.kind != entityDescribed:
			continue
		case q.first < e.first:
			before++
		default:
			after++
		}
		most = most && q.count < e.count
	}
	kind := uint32(e.kind)
	fs.add(180, min(before, 3), min(after, 3))
	fs.add(181, boolBit(most), kind)
	fs.add(182, boolBit(s.text.Tokens[e.first].Sent == 0), kind)
	here := s.text.Tokens[s.chunks[s.frames[o.frame].verb].first].Sent
	at, behind := s.namesFrom, uint32(0)
	for i := at - 1; i >= max(0, at-look); i-- {
		n := &s.names[i]
		if n.entity != o.entity {
			if k := s.entities[n.entity].kind; k == entityGroup || k == entityState {
				behind = min(behind+1, 3)
			}
			continue
		}
		sent := s.text.Tokens[n.first].Sent
		back, opens := uint32(min(here-sent, 3)), boolBit(n.first-s.text.Sentences[sent].First <= 2)
		fs.add(183, back, opens|behind<<1)
		fs.add(184, opens, back<<8|kind)
		return
	}
	fs.add(183, 99, 0)
}
