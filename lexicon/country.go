package lexicon

import (
	"bytes"
	_ "embed"
	"fmt"
	"slices"
	"sync"

	"github.com/credence-project/credence"
)

//go:embed countries.txt
var countryFile []byte

// Countries is the built-in table, built at first use.
var Countries = sync.OnceValue(func() *CountryTable {
	t, err := readCountries(countryFile)
	if err != nil {
		panic(err) // the file is part of the program and is read by its tests
	}
	return t
})

// Country is a country or territory with a code of its own.
type Country struct {
	Code       string   // ISO 3166 alpha-2; of states that are gone the code they had
	Name       string   // usual short name in English
	Adjectives []string // "Colombian"
	People     []string // nouns for its people, singular and plural
	Aliases    []string // other and former names
	Common     []string // those of the names that have other meanings, at least in a text in capitals
	Capital    string
	Region     string   // "South America"
	Divisions  []string // words for its first-level divisions, the usual one first: "department"
	Years      Years    // of a state that is gone
	Successors []string // codes of what stands in its place
}

// CountryForm says in what form a text names a country.
type CountryForm uint8

// The forms.
const (
	CountryName CountryForm = iota
	CountryAdjective
	CountryPeople
)

// CountryTable is the list of countries with the index of their names.
type CountryTable struct {
	all    []*Country
	byCode map[string]*Country
	forms  []countryName
	index  *index
}

type countryName struct {
	country *Country
	form    CountryForm
	common  bool
}

// CountryMatch is a country found in a text.
type CountryMatch struct {
	Extent
	Country *Country
	Form    CountryForm
	Common  bool // the name has other meanings: see Country.Common
}

func readCountries(b []byte) (*CountryTable, error) {
	const file = "countries.txt"
	blocks, err := readBlocks(bytes.NewReader(b), file, "code")
	if err != nil {
		return nil, err
	}
	t := &CountryTable{byCode: make(map[string]*Country, len(blocks)), index: newIndex(len(blocks) * 8)}
	for _, blk := range blocks {
		c := &Country{Code: blk[0].value}
		for _, f := range blk[1:] {
			if err := c.set(f.key, f.value); err != nil {
				return nil, fault(file, f.line, err.Error())
			}
		}
		if t.byCode[c.Code] != nil {
			return nil, fault(file, blk[0].line, fmt.Sprintf("code %s comes twice", c.Code))
		}
		t.enter(c)
	}
	return t, nil
}

func (c *Country) set(key, value string) (err error) {
	switch key {
	case "name":
		c.Name = value
	case "adjective":
		c.Adjectives = list(value)
	case "people":
		c.People = list(value)
	case "alias":
		c.Aliases = list(value)
	case "common":
		c.Common = list(value)
	case "capital":
		c.Capital = value
	case "region":
		c.Region = value
	case "division":
		c.Divisions = list(value)
	case "years":
		c.Years, err = parseYears(value)
	case "successor":
		c.Successors = list(value)
	default:
		err = fmt.Errorf("unknown key %q", key)
	}
	return err
}

// enter adds a country and its names. The first form of a name wins: names
// before adjectives before people.
func (t *CountryTable) enter(c *Country) {
	t.all, t.byCode[c.Code] = append(t.all, c), c
	if len(c.People) == 0 {
		for _, a := range c.Adjectives {
			c.People = append(c.People, pluralise(a))
		}
	}
	t.put(c, CountryName, append([]string{c.Name}, c.Aliases...))
	t.put(c, CountryAdjective, c.Adjectives)
	t.put(c, CountryPeople, c.People)
}

func (t *CountryTable) put(c *Country, form CountryForm, names []string) {
	for _, n := range names {
		next := int32(len(t.forms))
		st := styleProper
		if len(n) <= strictLetters {
			st = styleStrict
		}
		if t.index.add(n, next, st) == next {
			t.forms = append(t.forms, countryName{c, form, slices.Contains(c.Common, n)})
		}
	}
}

// All lists the countries by code. The slice and what it holds must not be
// changed.
func (t *CountryTable) All() []*Country { return t.all }

// Country gives the country with the code, or [credence.ErrNotFound].
func (t *CountryTable) Country(code string) (*Country, error) {
	c := t.byCode[code]
	if c == nil {
		return nil, fmt.Errorf("country %q: %w", code, credence.ErrNotFound)
	}
	return c, nil
}

// Lookup gives the country that a name, adjective or word for people denotes,
// in any case.
func (t *CountryTable) Lookup(name string) (*Country, bool) {
	val, ok := t.index.lookup(name)
	if !ok {
		return nil, false
	}
	return t.forms[val].country, true
}

// Starts reports whether a form of a country may start with the token, in
// whatever case the token is written.
func (t *CountryTable) Starts(token string) bool { return t.index.starts(token) }

// Longest gives the longest form of a country that starts at token i. ok is
// false if none does.
func (t *CountryTable) Longest(words Words, i int) (m CountryMatch, ok bool) {
	val, e := t.index.longest(words, i)
	if e.Tokens == 0 {
		return CountryMatch{}, false
	}
	f := t.forms[val]
	return CountryMatch{Extent: e, Country: f.country, Form: f.form, Common: f.common}, true
}
