package lexicon

import (
	"bytes"
	"embed"
	"fmt"
	"strings"
	"sync"
	"unicode"

	"github.com/credence-project/credence"
)

//go:embed classes/*.txt
var classFiles embed.FS

// The built-in taxonomies, each built at first use.
var (
	// Weapons holds weapons, explosives and vehicles as instruments; MUC is the
	// MUC-4 instrument type.
	Weapons = taxonomy("weapons")
	// Methods holds nouns for kinds of attack; MUC is the MUC-4 incident type.
	Methods = taxonomy("methods")
	// HumanTargets holds occupations and other nouns for people; MUC is the
	// MUC-4 human target type.
	HumanTargets = taxonomy("people")
	// PhysicalTargets holds nouns for things that are attacked; MUC is the MUC-4
	// physical target type.
	PhysicalTargets = taxonomy("things")
	// People holds the nouns of HumanTargets and those of today's prose, which the
	// incident models did not learn with.
	People = taxonomy("people", "people_prose")
	// Things holds the nouns of PhysicalTargets and those of today's prose.
	Things = taxonomy("things", "things_prose")
	// Agents holds general words for who acts: army, guerrillas, death squad;
	// MUC is the MUC-4 incident category.
	Agents = taxonomy("agents")
	// Speakers holds roles, organisations and outlets of those who say something
	// and their standing.
	Speakers = taxonomy("speakers")
)

// taxonomy reads a class file, and what a second one adds to its classes.
func taxonomy(names ...string) func() *Taxonomy {
	return sync.OnceValue(func() *Taxonomy {
		var t *Taxonomy
		for _, name := range names {
			file := "classes/" + name + ".txt"
			b, err := classFiles.ReadFile(file)
			if err == nil && t == nil {
				t, err = readTaxonomy(b, file)
			} else if err == nil {
				err = t.extend(b, file)
			}
			if err != nil {
				panic(err) // the files are part of the program and are read by its tests
			}
		}
		return t
	})
}

// Class is a node of a taxonomy.
type Class struct {
	ID        string
	Parent    string // "" for a root
	MUC       string // the value MUC-4 has for it, upper case; inherited from the parent if not given
	Former    string // class of the people who once were it
	Authority bool   // of a speaker: a state body, or somebody who acts for one; inherited
}

// Taxonomy is a tree of classes with the nouns that denote them.
type Taxonomy struct {
	classes []Class // in the order of the file, parents first
	byID    map[string]int32
	forms   []classForm
	index   *index
}

type classForm struct {
	class  int32
	plural bool
	common bool
}

// ClassMatch is a noun of a taxonomy found in a text.
type ClassMatch struct {
	Extent
	Class  Class
	Plural bool
	Common bool // the noun has other meanings, as "charge", "club" or "general" do
}

// readTaxonomy reads a class file. Besides class, a block has the keys parent,
// muc, former, authority (yes or no) and form; forms are nouns in the singular,
// whose plural is added, in "plural:" nouns that have no singular, and in
// "common:" nouns in the singular that have other meanings.
func readTaxonomy(b []byte, file string) (*Taxonomy, error) {
	blocks, err := readBlocks(bytes.NewReader(b), file, "class")
	if err != nil {
		return nil, err
	}
	t := &Taxonomy{byID: map[string]int32{}, index: newIndex(bytes.Count(b, []byte(";"))*4 + 8*len(blocks))}
	for _, blk := range blocks {
		if err := t.enter(blk, file); err != nil {
			return nil, err
		}
	}
	return t, nil
}

// extend adds the forms of a file to the classes that the taxonomy has.
func (t *Taxonomy) extend(b []byte, file string) error {
	blocks, err := readBlocks(bytes.NewReader(b), file, "class")
	if err != nil {
		return err
	}
	for _, blk := range blocks {
		n, ok := t.byID[blk[0].value]
		if !ok {
			return fault(file, blk[0].line, fmt.Sprintf("no class %s to add to", blk[0].value))
		}
		for _, f := range blk[1:] {
			if err := t.enterForms(f, n, file); err != nil {
				return err
			}
		}
	}
	return nil
}

// enterForms adds the nouns of a line of class n.
func (t *Taxonomy) enterForms(f field, n int32, file string) error {
	switch f.key {
	case "form", "plural", "common":
	default:
		return fault(file, f.line, fmt.Sprintf("unknown key %q", f.key))
	}
	all, err := names(f.value)
	if err != nil {
		return fault(file, f.line, err.Error())
	}
	for _, s := range all {
		t.add(s, classForm{n, f.key == "plural", f.key == "common"})
	}
	return nil
}

// enter adds the class of a block and its forms.
func (t *Taxonomy) enter(block []field, file string) error {
	c, n := Class{ID: block[0].value}, int32(len(t.classes))
	if _, twice := t.byID[c.ID]; twice {
		return fault(file, block[0].line, fmt.Sprintf("class %s comes twice", c.ID))
	}
	for _, f := range block[1:] {
		switch f.key {
		case "parent":
			p, ok := t.byID[f.value]
			if !ok {
				return fault(file, f.line, fmt.Sprintf("no class %s above", f.value))
			}
			c.Parent, c.MUC, c.Former, c.Authority = f.value, t.classes[p].MUC, t.classes[p].Former, t.classes[p].Authority
		case "muc":
			c.MUC = f.value
		case "former":
			c.Former = f.value
		case "authority":
			c.Authority = f.value == "yes"
		default:
			if err := t.enterForms(f, n, file); err != nil {
				return err
			}
		}
	}
	t.classes, t.byID[c.ID] = append(t.classes, c), n
	return nil
}

// add enters a noun, and its plural if it is a singular. The first class that
// lists a noun keeps it.
func (t *Taxonomy) add(noun string, f classForm) {
	st := styleAny
	if r := noun[0]; r >= 'A' && r <= 'Z' {
		st = styleProper
		if noun == strings.ToUpper(noun) && len(noun) <= 5 {
			st = styleStrict
		}
	}
	forms := respell(noun)
	singular := len(forms)
	if !f.plural {
		for _, s := range respell(noun) {
			forms = append(forms, pluralise(s))
		}
	}
	for i, s := range forms {
		next := int32(len(t.forms))
		if t.index.add(s, next, st) == next {
			t.forms = append(t.forms, classForm{f.class, f.plural || i >= singular, f.common})
		}
	}
}

// pluralise gives the regular plural of a noun phrase whose head comes last.
func pluralise(s string) string {
	n := len(s)
	switch {
	case n < 3:
		return s + "s"
	case strings.HasSuffix(s, "man") && !strings.HasSuffix(s, "german"):
		return s[:n-3] + "men"
	case strings.HasSuffix(s, "knife"):
		return s[:n-2] + "ves"
	case strings.HasSuffix(s, "y") && !strings.ContainsRune("aeiou", rune(s[n-2])):
		return s[:n-1] + "ies"
	case strings.HasSuffix(s, "s") || strings.HasSuffix(s, "x") || strings.HasSuffix(s, "ch") || strings.HasSuffix(s, "sh"):
		return s + "es"
	}
	return s + "s"
}

// Longest gives the longest noun of the taxonomy that starts at token i. ok is
// false if none does.
func (t *Taxonomy) Longest(words Words, i int) (m ClassMatch, ok bool) {
	val, e := t.index.longest(words, i)
	if e.Tokens == 0 {
		return ClassMatch{}, false
	}
	f := t.forms[val]
	return ClassMatch{Extent: e, Class: t.classes[f.class], Plural: f.plural, Common: f.common}, true
}

// Starts reports whether a noun may start with the token, in whatever case the
// token is written.
func (t *Taxonomy) Starts(token string) bool { return t.index.starts(token) }

// Lookup gives the class of a noun in any case.
func (t *Taxonomy) Lookup(noun string) (Class, bool) {
	val, ok := t.index.lookup(noun)
	if !ok {
		return Class{}, false
	}
	return t.classes[t.forms[val].class], true
}

// Head gives the class of a noun phrase by the longest noun at its end:
// "three heavily armed soldiers" by "soldiers".
func (t *Taxonomy) Head(phrase string) (Class, bool) {
	space := true
	for i, r := range phrase {
		before := space
		if space = unicode.IsSpace(r); !before || space {
			continue
		}
		if c, ok := t.Lookup(phrase[i:]); ok { // a noun is looked up without regard to spaces
			return c, true
		}
	}
	return Class{}, false
}

// Class gives the class with the ID, or [credence.ErrNotFound].
func (t *Taxonomy) Class(id string) (Class, error) {
	n, ok := t.byID[id]
	if !ok {
		return Class{}, fmt.Errorf("class %q: %w", id, credence.ErrNotFound)
	}
	return t.classes[n], nil
}

// Classes lists the classes, parents before their children.
func (t *Taxonomy) Classes() []Class { return append([]Class(nil), t.classes...) }

// Is reports whether class is ancestor or stands below it.
func (t *Taxonomy) Is(class, ancestor string) bool {
	for class != "" {
		if class == ancestor {
			return true
		}
		n, ok := t.byID[class]
		if !ok {
			return false
		}
		class = t.classes[n].Parent
	}
	return false
}

// Forms is the number of nouns in the index.
func (t *Taxonomy) Forms() int { return len(t.forms) }
