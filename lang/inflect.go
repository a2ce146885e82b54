package lang

import "strings"

// VerbForms are the forms of a regular or listed English verb.
type VerbForms struct{ Base, Third, Past, Participle, Gerund string }

// Verb gives the forms of a verb from its base. Of a phrase such as "carry
// out" the first word is inflected.
func (p *Pack) Verb(base string) VerbForms {
	verb, rest, _ := strings.Cut(base, " ")
	if rest != "" {
		rest = " " + rest
	}
	f := VerbForms{base, sibilant(verb) + rest, past(verb) + rest, past(verb) + rest, gerund(verb) + rest}
	if irr, ok := p.irregular[verb]; ok {
		f.Past, f.Participle = irr[1]+rest, irr[2]+rest
		if strings.HasSuffix(irr[1], verb[len(verb)-1:]+"ed") && !strings.HasSuffix(verb, "e") && irr[1] != verb+"ed" {
			f.Gerund = strings.TrimSuffix(irr[1], "ed") + "ing" + rest
		}
	}
	switch verb {
	case "be":
		f.Third, f.Gerund = "is"+rest, "being"+rest
	case "have":
		f.Third = "has" + rest
	case "hit", "cut", "set", "put", "get", "let", "run", "shut", "split", "begin", "sit", "dig", "win", "overrun", "upset", "swim", "forget", "forbid", "rid":
		f.Gerund = verb + verb[len(verb)-1:] + "ing" + rest
	}
	return f
}

// Plural gives the plural of an English noun.
func Plural(noun string) string {
	switch {
	case strings.HasSuffix(noun, "man"):
		return strings.TrimSuffix(noun, "man") + "men"
	case strings.HasSuffix(noun, "fe"):
		return strings.TrimSuffix(noun, "fe") + "ves"
	}
	return sibilant(noun)
}

func sibilant(w string) string {
	n := len(w)
	switch {
	case n > 1 && w[n-1] == 'y' && !vowel(w[n-2]):
		return w[:n-1] + "ies"
	case strings.HasSuffix(w, "s"), strings.HasSuffix(w, "x"), strings.HasSuffix(w, "z"),
		strings.HasSuffix(w, "ch"), strings.HasSuffix(w, "sh"), w == "go", w == "do", w == "veto", w == "torpedo":
		return w + "es"
	}
	return w + "s"
}

func past(w string) string {
	n := len(w)
	switch {
	case strings.HasSuffix(w, "e"):
		return w + "d"
	case n > 1 && w[n-1] == 'y' && !vowel(w[n-2]):
		return w[:n-1] + "ied"
	}
	return w + "ed"
}

func gerund(w string) string {
	switch {
	case strings.HasSuffix(w, "ie"):
		return w[:len(w)-2] + "ying"
	case strings.HasSuffix(w, "e") && !strings.HasSuffix(w, "ee") && w != "be":
		return w[:len(w)-1] + "ing"
	}
	return w + "ing"
}

func vowel(c byte) bool { return strings.IndexByte("aeiou", c) >= 0 }
