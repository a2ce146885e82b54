package lexicon

import (
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"sort"
	"strings"
	"testing"
	"unicode"
)

var slug = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// latestYear bounds the years in the register.
const latestYear = 2026

func TestActorEntries(t *testing.T) {
	kinds := []ActorKind{KindGroup, KindMovement, KindCartel, KindState, KindParty, KindUmbrella}
	for _, a := range Actors().All() {
		fail := func(format string, args ...any) {
			t.Helper()
			t.Errorf("%s: %s", a.ID, fmt.Sprintf(format, args...))
		}
		if !slug.MatchString(a.ID) {
			fail("the id is no slug")
		}
		if !slices.Contains(kinds, a.Kind) {
			fail("unknown kind %q", a.Kind)
		}
		if !slices.Contains(Ideologies, a.Ideology) {
			fail("unknown ideology %q", a.Ideology)
		}
		if (a.Kind == KindState) && a.Ideology != "state" && a.Ideology != "separatist" && a.Ideology != "nationalist" && a.Ideology != "right" {
			fail("a state organ with ideology %q", a.Ideology)
		}
		if len(a.Countries) == 0 {
			fail("no country")
		}
		for _, c := range a.Countries {
			if _, err := Countries().Country(c); err != nil {
				fail("country %q is not in the table", c)
			}
		}
		if y := a.Years; y.From < 1600 || y.From > latestYear || y.To != 0 && y.To < y.From || y.To > latestYear {
			fail("years %v", y)
		}
		for _, id := range append(slices.Clone(a.Parents), a.SplitFrom...) {
			if _, err := Actors().Actor(id); err != nil || id == a.ID {
				fail("refers to %q", id)
			}
		}
		for _, c := range a.Acronyms {
			if len([]rune(c)) > 14 || !strings.ContainsFunc(c, func(r rune) bool { return unicode.IsUpper(r) || unicode.IsDigit(r) }) || strings.Contains(c, " ") && len(c) > 12 {
				fail("%q is no acronym", c)
			}
		}
		checkNames(t, a)
		for _, c := range a.Channels {
			if c.Years.To != 0 && c.Years.To < c.Years.From {
				fail("channel %v: years %v", c.Names, c.Years)
			}
		}
	}
}

// checkNames looks at the forms of one entry.
func checkNames(t *testing.T, a *Actor) {
	t.Helper()
	own := append(a.Names(), a.Members...)
	seen := map[uint64]string{}
	for _, n := range own {
		if n != strings.TrimSpace(n) || strings.ContainsAny(n, "()[]{}|") || Fold(n) == "" {
			t.Errorf("%s: name %q", a.ID, n)
		}
		seen[hashText(n)] = n
	}
	for _, c := range a.Channels {
		for _, n := range c.Names {
			seen[hashText(n)] = n
		}
	}
	for _, n := range append(slices.Clone(a.Common), a.Shared...) {
		if seen[hashText(n)] == "" {
			t.Errorf("%s: %q is listed as common or shared but is none of its names", a.ID, n)
		}
	}
	// A common name without context is backed by the country alone; with
	// context, no word of the context may be the name itself.
	for _, w := range a.Context {
		for _, n := range a.Common {
			if Fold(w) == Fold(n) {
				t.Errorf("%s: %q is its own context", a.ID, n)
			}
		}
	}
}

// A name of two entries must be marked in both, and they must differ in
// country or years, or nothing could tell them apart.
func TestSharedNames(t *testing.T) {
	for _, f := range Actors().forms {
		if len(f.actors) < 2 {
			continue
		}
		for i, a := range f.actors {
			if f.kind != FormChannel && !marks(a, f.text) {
				t.Errorf("%s shares %q with others and does not say so", a.ID, f.text)
			}
			for _, b := range f.actors[:i] {
				if slices.Equal(a.Countries, b.Countries) && a.Years == b.Years {
					t.Errorf("%s and %s share %q, and neither country nor years tell them apart", a.ID, b.ID, f.text)
				}
			}
		}
	}
	for _, a := range Actors().All() {
		for _, n := range a.Shared {
			val, ok := Actors().index.lookup(n)
			if !ok || len(Actors().forms[val].actors) < 2 {
				t.Errorf("%s: %q is marked as shared, but nobody else bears it", a.ID, n)
			}
		}
	}
}

func marks(a *Actor, name string) bool {
	for _, s := range a.Shared {
		if slices.ContainsFunc(respell(s), func(r string) bool { return hashText(r) == hashText(name) }) {
			return true
		}
	}
	return false
}

// Every region must be covered, and every decade since the sixties.
func TestCoverageOfRegionsAndDecades(t *testing.T) {
	regions, decades := map[string]int{}, map[int]int{}
	for _, a := range Actors().All() {
		c, err := Countries().Country(a.Countries[0])
		if err != nil {
			t.Fatal(err)
		}
		regions[c.Region]++
		for d := 1960; d <= 2020; d += 10 {
			for y := d; y < d+10; y++ {
				if a.Years.Holds(y) {
					decades[d]++
					break
				}
			}
		}
	}
	for _, c := range Countries().All() {
		if regions[c.Region] < 5 {
			t.Errorf("%s: %d actors", c.Region, regions[c.Region])
		}
	}
	for d := 1960; d <= 2020; d += 10 {
		if decades[d] < 250 {
			t.Errorf("%ds: %d actors", d, decades[d])
		}
	}
	t.Logf("%d actors, %d names, regions %v, decades %v", len(Actors().All()), Actors().Forms(), regions, decades)
}

// The data files are written for people: entries in order, nothing astray.
func TestDataFilesAreTidy(t *testing.T) {
	for _, files := range []fs.FS{actorFiles, classFiles} {
		paths, err := fs.Glob(files, "*/*.txt")
		if err != nil || len(paths) == 0 {
			t.Fatalf("no data files: %v", err)
		}
		for _, p := range paths {
			b, err := fs.ReadFile(files, p)
			if err != nil {
				t.Fatal(err)
			}
			checkTidy(t, p, string(b))
		}
	}
	checkTidy(t, "countries.txt", string(countryFile))
	checkTidy(t, "places.txt", string(placeFile))
}

func checkTidy(t *testing.T, file, text string) {
	t.Helper()
	var ids []string
	for i, l := range strings.Split(text, "\n") {
		if l != strings.TrimSpace(l) || strings.Contains(l, "  ") || strings.HasSuffix(l, ";") && !strings.HasPrefix(l, "#") || strings.Contains(l, ";;") {
			t.Errorf("%s line %d: %q", file, i+1, l)
		}
		for _, key := range []string{"id: ", "code: "} {
			if id, ok := strings.CutPrefix(l, key); ok {
				ids = append(ids, id)
			}
		}
	}
	if !sort.StringsAreSorted(ids) {
		t.Errorf("%s: entries are not in order of their ids", file)
	}
}

func TestTaxonomies(t *testing.T) {
	instruments := strings.Split("GUN,MACHINE GUN,MORTAR,HANDGUN,RIFLE,EXPLOSIVE,BOMB,VEHICLE BOMB,DYNAMITE,MINE,AERIAL BOMB,GRENADE,MOLOTOV COCKTAIL,PROJECTILE,MISSILE,ROCKET,CUTTING DEVICE,FIRE,STONE,TORTURE", ",")
	incidents := strings.Split("ARSON,BOMBING,KIDNAPPING,HIJACKING,ROBBERY,FORCED WORK STOPPAGE,ATTACK", ",")
	human := strings.Split("CIVILIAN,DIPLOMAT,POLITICAL FIGURE,GOVERNMENT OFFICIAL,FORMER GOVERNMENT OFFICIAL,LEGAL OR JUDICIAL,ACTIVE MILITARY,FORMER ACTIVE MILITARY,LAW ENFORCEMENT,SECURITY GUARD", ",")
	physical := strings.Split("CIVILIAN RESIDENCE,COMMERCIAL,COMMUNICATIONS,DIPLOMAT OFFICE OR RESIDENCE,ENERGY,FINANCIAL,GOVERNMENT OFFICE OR RESIDENCE,LAW ENFORCEMENT FACILITY,POLITICAL FIGURE OFFICE OR RESIDENCE,ORGANIZATION OFFICE,TRANSPORT VEHICLE,TRANSPORTATION FACILITY,TRANSPORTATION ROUTE,WATER,OTHER", ",")
	for _, tt := range []struct {
		name  string
		table *Taxonomy
		muc   []string // every value must occur, and no other
		forms int      // at least
	}{
		{"weapons", Weapons(), instruments, 500},
		{"methods", Methods(), incidents, 300},
		{"people", HumanTargets(), human, 1000},
		{"things", PhysicalTargets(), physical, 1000},
		{"agents", Agents(), []string{"TERRORIST ACT", "STATE-SPONSORED VIOLENCE"}, 300},
		{"speakers", Speakers(), nil, 600},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := map[string]bool{}
			for _, c := range tt.table.Classes() {
				if !slug.MatchString(c.ID) {
					t.Errorf("class %q is no slug", c.ID)
				}
				if c.Former != "" {
					if _, err := tt.table.Class(c.Former); err != nil {
						t.Errorf("%s: %v", c.ID, err)
					}
				}
				if c.MUC != "" {
					got[c.MUC] = true
					if !slices.Contains(tt.muc, c.MUC) {
						t.Errorf("%s: unknown value %q", c.ID, c.MUC)
					}
				}
			}
			for _, v := range tt.muc {
				if !got[v] {
					t.Errorf("no class is %s", v)
				}
			}
			if n := tt.table.Forms(); n < tt.forms {
				t.Errorf("%d forms, want at least %d", n, tt.forms)
			}
			t.Logf("%d classes, %d forms", len(tt.table.Classes()), tt.table.Forms())
		})
	}
}

// A noun stands in one class of a file: the first would win, and the second
// would mislead whoever reads the file.
func TestNounsStandOnce(t *testing.T) {
	paths, err := fs.Glob(classFiles, "classes/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range paths {
		f, err := classFiles.Open(p)
		if err != nil {
			t.Fatal(err)
		}
		blocks, err := readBlocks(f, p, "class")
		if err != nil {
			t.Fatal(err)
		}
		seen := map[uint64]bool{}
		for _, b := range blocks {
			for _, line := range b {
				if line.key != "form" && line.key != "plural" && line.key != "common" {
					continue
				}
				for _, noun := range list(line.value) {
					if seen[hashText(noun)] {
						t.Errorf("%s line %d: %q is there already", p, line.line, noun)
					}
					seen[hashText(noun)] = true
				}
			}
		}
	}
}

func TestCountries(t *testing.T) {
	for _, c := range Countries().All() {
		if len(c.Code) != 2 || c.Code != strings.ToUpper(c.Code) || c.Name == "" || c.Capital == "" || c.Region == "" {
			t.Errorf("%s: incomplete: %+v", c.Code, *c)
		}
		for _, s := range c.Successors {
			if _, err := Countries().Country(s); err != nil {
				t.Errorf("%s: %v", c.Code, err)
			}
		}
		for _, n := range c.Common {
			if got, ok := Countries().Lookup(n); !ok || got != c {
				t.Errorf("%s: common name %q does not denote it", c.Code, n)
			}
		}
		if got, ok := Countries().Lookup(c.Name); !ok || got != c {
			t.Errorf("%s: its name denotes %+v", c.Code, got)
		}
	}
}
