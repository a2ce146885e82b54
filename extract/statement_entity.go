package extract

import (
	"slices"
	"strings"

	"github.com/credence-project/credence/lang"
)

// addName enters an occurrence of a name and joins it with the entity it
// stands for.
func (s *scratch) addName(f foundName) {
	f.name.entity = s.entityOf(f)
	if f.actor != nil && !f.channel && len(s.known) < 64 {
		s.known = append(s.known, f.actor.ID)
	}
	n := int32(len(s.names))
	s.names = append(s.names, f.name)
	for j := f.first; j < f.last; j++ {
		s.tags[j].name = n
	}
	s.introduced(n)
}

// entityOf gives the entity of a name, a new one if none of those before
// bears it.
func (s *scratch) entityOf(f foundName) int32 {
	if f.channel && f.actor != nil {
		f.text = f.actor.Name // the outlet stands for the group
	}
	words := s.nameWords(f.text)
	if i := s.bearer(f, words); i != noEntity {
		s.join(i, f, words)
		return i
	}
	s.entities = append(s.entities, entity{
		name: f.text, words: s.keepWords(words), kind: f.kind, actor: f.actor, outlet: f.outlet, of: -1, count: 1, first: f.first, lent: f.channel,
	})
	return int32(len(s.entities) - 1)
}

// bearer gives the entity named before that a name stands for. What several
// might be called for short is the one that the register knows.
func (s *scratch) bearer(f foundName, words []string) int32 {
	const look = 512 // entities back to which a name may refer
	best := noEntity
	for i := max(0, len(s.entities)-look); i < len(s.entities); i++ {
		e := &s.entities[i]
		if f.actor != nil && e.actor != nil {
			if f.actor == e.actor {
				return int32(i)
			}
			continue
		}
		if !sameName(e, words, f.text) || !compatible(e.kind, f.kind) {
			continue
		}
		if f.actor != nil || slices.Equal(e.words, words) {
			return int32(i)
		}
		if best == noEntity || e.actor != nil && s.entities[best].actor == nil && len(words) < len(e.words) {
			best = int32(i)
		}
	}
	return best
}

func compatible(a, b entityKind) bool {
	return a == b || a == entityUnknown || b == entityUnknown
}

// join adds an occurrence to an entity and keeps its fullest name.
func (s *scratch) join(i int32, f foundName, words []string) {
	e := &s.entities[i]
	e.count++
	if e.kind == entityUnknown {
		e.kind = f.kind
	}
	if e.actor == nil {
		e.actor = f.actor
	}
	if f.member || f.channel {
		return
	}
	switch {
	case e.lent, unitOf(e, words):
		e.short = append(e.short, strings.Join(e.words, " "))
		e.name, e.words, e.lent = f.text, s.keepWords(words), false
		return
	case e.kind == entityGroup && ofWhole(words, e.words):
		return
	}
	if len(words) > len(e.words) || len(words) == len(e.words) && len(f.text) > len(e.name) && e.actor != nil {
		e.short = append(e.short, strings.Join(e.words, " "))
		e.name, e.words = f.text, s.keepWords(words)
	}
}

// unitOf reports whether an entity of the register goes by the name of a unit of
// the one that the words name: "Sixth Front of the River Army".
func unitOf(e *entity, words []string) bool { return e.actor != nil && ofWhole(e.words, words) }

// ofWhole reports whether a name ends in "of" and the words of another.
func ofWhole(name, whole []string) bool {
	n := len(name) - len(whole)
	return n > 1 && len(whole) > 0 && name[n-1] == "of" && slices.Equal(name[n:], whole)
}

// nameWords gives the normal words of a name without articles, marks and
// possessives. They are valid until the next call.
func (s *scratch) nameWords(text string) []string {
	out := s.words[:0]
	for w := range strings.FieldsFuncSeq(lang.Normal(text), func(r rune) bool {
		return r == ' ' || r == '\n' || r == '-' || r == '/' || r == '"' || r == '“' || r == '”' || r == '(' || r == ')' || r == ',' || r == '[' || r == ']'
	}) {
		w = strings.TrimSuffix(w, "'s")
		w = strings.ReplaceAll(strings.ReplaceAll(w, ".", ""), "'", "")
		if w != "" && w != "the" {
			out = append(out, w)
		}
	}
	s.words = out
	return out
}

// sameName reports whether words are a name of the entity: the same words,
// some of them in a row, or its initials; or the other way round.
func sameName(e *entity, words []string, text string) bool {
	if len(words) == 0 {
		return false
	}
	if within(words, e.words) || within(e.words, words) {
		return true
	}
	if len(e.short) > 0 && slices.ContainsFunc(e.short, func(short string) bool { return joined(words, short) }) {
		return true
	}
	if len(words) == 1 && len(e.words) > 1 && acronym(words[0], text, e.words) {
		return true
	}
	return len(e.words) == 1 && len(words) > 1 && acronym(e.words[0], e.name, words)
}

// joined reports whether the words with spaces between them make the text.
func joined(words []string, text string) bool {
	for i, w := range words {
		rest, ok := strings.CutPrefix(text, w)
		if ok && i+1 < len(words) {
			rest, ok = strings.CutPrefix(rest, " ")
		}
		if !ok {
			return false
		}
		text = rest
	}
	return text == ""
}

// keepWords gives a copy of words that lasts as long as the entities do.
func (s *scratch) keepWords(words []string) []string {
	from := len(s.entityWords)
	s.entityWords = append(s.entityWords, words...)
	return s.entityWords[from:len(s.entityWords):len(s.entityWords)]
}

// within reports whether a is a run of words of b, and not just small or
// general ones.
func within(a, b []string) bool {
	if len(a) > len(b) || len(a) == 0 {
		return false
	}
	if len(a) == 1 && len(a[0]) < 3 {
		return len(b) == 1 && a[0] == b[0]
	}
	if len(a) < len(b) && len(b[len(b)-1]) == 1 && len(a[len(a)-1]) == 1 {
		return false // "CPI (M)" is not "CPI (M-L)"
	}
	for i := 0; i+len(a) <= len(b); i++ {
		ok := true
		for j := range a {
			if a[j] != b[i+j] {
				ok = false
				break
			}
		}
		if ok {
			return true
		}
	}
	return false
}

// acronym reports whether short, written text, is made of the initials of
// words, in order or with two letters changed round.
func acronym(short, text string, words []string) bool {
	if len(short) < 2 || len(short) > 7 || strings.ToLower(text) == text {
		return false
	}
	upper := 0
	for i := range len(text) {
		if text[i] >= 'A' && text[i] <= 'Z' {
			upper++
		}
	}
	if upper < 2 {
		return false
	}
	var all, strong []byte
	for _, w := range words {
		c := w[0]
		all = append(all, c)
		switch w {
		case "of", "for", "and", "in", "al", "el", "de", "e", "wal", "ul", "del", "la", "to", "against":
		default:
			strong = append(strong, c)
		}
	}
	if string(all) == short || string(strong) == short || "t"+string(strong) == short {
		return true
	}
	return len(short) > 2 && len(short) == len(strong) && short[0] == strong[0] && sorted(short) == sorted(string(strong))
}

func sorted(s string) string {
	b := []byte(s)
	for i := 1; i < len(b); i++ {
		for j := i; j > 0 && b[j] < b[j-1]; j-- {
			b[j], b[j-1] = b[j-1], b[j]
		}
	}
	return string(b)
}

// introduced reads what stands beside a name and ties two names together:
// "Long Name (LN)", "LN [LONG NAME]", "Long Name, or LN,".
func (s *scratch) introduced(n int32) {
	if n == 0 {
		return
	}
	a, b := &s.names[n-1], &s.names[n]
	gap := s.text.Tokens[a.last:b.first]
	if len(gap) == 0 || len(gap) > 4 || a.entity == b.entity || a.kind == entityPerson || b.kind == entityState || a.kind == entityState {
		return
	}
	open := s.text.Word(int(a.last))
	alias := false
	switch {
	case len(gap) == 1 && (open == "(" || open == "[") && int(b.last) < len(s.text.Tokens):
		end := s.text.Word(int(b.last))
		alias = end == ")" || end == "]" || end == ","
	case len(gap) == 2 && open == "," && s.text.Role(int(a.last)+1) == "or", len(gap) == 1 && s.text.Role(int(a.last)) == "or" && s.text.Tokens[b.first].Flags&lang.AllCaps != 0:
		alias = s.text.Tokens[b.first].Flags&lang.AllCaps != 0
	case open == "," && s.has(int(a.last), int(b.first), cNaming), s.has(int(a.last), int(b.first), cNaming) && len(gap) <= 3 && a.kind == entityGroup:
		alias = b.last-b.first == 1 && s.text.Tokens[b.first].Flags&lang.AllCaps != 0
	}
	if !alias {
		return
	}
	s.merge(a.entity, b.entity)
}

// merge makes one entity of two; the longer name stays.
func (s *scratch) merge(keep, drop int32) {
	k, d := &s.entities[keep], &s.entities[drop]
	if k.actor != nil && d.actor != nil && k.actor != d.actor {
		return
	}
	k.count += d.count
	if len(d.words) > len(k.words) {
		k.name, d.name = d.name, k.name
		k.words, d.words = d.words, k.words
	}
	k.short = append(k.short, strings.Join(d.words, " "))
	k.short = append(k.short, d.short...)
	if k.actor == nil {
		k.actor = d.actor
	}
	if k.kind == entityUnknown {
		k.kind = entityGroup
	}
	const back = 2048 // occurrences that are put right
	for i := max(0, len(s.names)-back); i < len(s.names); i++ {
		if s.names[i].entity == drop {
			s.names[i].entity = keep
		}
	}
	d.words, d.short, d.name = nil, nil, ""
}
