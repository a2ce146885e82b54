package lang

import "strings"

// FormKind says what a form of a verb is.
type FormKind string

// The kinds of form. Finite is one that no list tells apart by tense.
const (
	Base       FormKind = "base"
	Third      FormKind = "third"
	Past       FormKind = "past"
	Participle FormKind = "participle"
	Gerund     FormKind = "gerund"
	Finite     FormKind = "finite"
)

// VerbForm is one form of a verb.
type VerbForm struct {
	Text string
	Kind FormKind
}

// ending is a line of endings.txt: what takes the place of the ending of a
// base.
type ending struct {
	base  string
	kind  FormKind
	forms []string
}

// Forms gives the forms of a verb from its base, from the tables of the pack
// or, where it has none, as English makes them. Of a phrase the first word is
// inflected.
func (p *Pack) Forms(base string) []VerbForm {
	if len(p.endings) == 0 {
		f := p.Verb(base)
		return []VerbForm{{f.Base, Base}, {f.Third, Third}, {f.Past, Past}, {f.Participle, Participle}, {f.Gerund, Gerund}}
	}
	verb, rest, _ := strings.Cut(base, " ")
	if rest != "" {
		rest = " " + rest
	}
	listed := p.listed[verb]
	out := []VerbForm{{base, Base}}
	for i, kind := range []FormKind{Finite, Participle, Gerund} {
		own, added := strings.CutPrefix(listed[i], "+")
		if own != "" && own != "-" {
			for form := range strings.SplitSeq(own, ",") {
				out = append(out, VerbForm{form + rest, kind})
			}
			if !added {
				continue
			}
		}
		stem, endings := p.regular(verb, kind)
		for _, e := range endings {
			out = append(out, VerbForm{stem + e + rest, kind})
		}
	}
	return out
}

// regular gives the stem of a verb and its endings of a kind; the first line
// of the table that fits counts.
func (p *Pack) regular(verb string, kind FormKind) (stem string, endings []string) {
	for _, e := range p.endings {
		if e.kind == kind && strings.HasSuffix(verb, e.base) {
			return strings.TrimSuffix(verb, e.base), e.forms
		}
	}
	return verb, nil
}

// Variants gives further forms of a verb: "labelled" beside "labeled", "were"
// beside "was".
func (p *Pack) Variants(base string) []VerbForm {
	if len(p.endings) > 0 {
		return nil
	}
	var out []VerbForm
	if past := p.Verb(base).Past; strings.HasSuffix(past, "eled") || strings.HasSuffix(past, "aled") && base != "steal" {
		stem := strings.TrimSuffix(past, "ed")
		out = append(out, VerbForm{stem + "led", Past}, VerbForm{stem + "led", Participle}, VerbForm{stem + "ling", Gerund})
	}
	if rest, ok := strings.CutPrefix(base, "be"); ok && (rest == "" || rest[0] == ' ') {
		for _, form := range []string{"are", "were", "am"} {
			out = append(out, VerbForm{form + rest, Past})
		}
	}
	return out
}

// Plural gives the plural of a noun as the language makes it.
func (p *Pack) Plural(noun string) string {
	if len(p.endings) == 0 {
		return Plural(noun)
	}
	head, rest, _ := strings.Cut(noun, " ")
	if rest != "" {
		rest = " " + rest
	}
	switch last := head[len(head)-1]; {
	case last == 's':
	case last == 'z':
		head = head[:len(head)-1] + "ces"
	case vowel(last):
		head += "s"
	default:
		head += "es"
	}
	return head + rest
}
