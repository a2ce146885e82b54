package incident

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/credence-project/credence"
)

// facts is a mention made ready for comparison. Lists are sorted.
type facts struct {
	id          credence.MentionID
	document    credence.DocumentID
	voice       string
	kind        string
	first, last int // days since 1970 plus one; 0 when unknown
	place       credence.PlaceMention
	placeName   string
	weapons     []string
	names       []string // of targets
	targets     []string // words that describe targets
	groups      []string
	attackers   []string // names of individuals
	killed      int      // -1 when unknown
}

// newsLag is how many days before its publication a report without a date is
// taken to speak of.
const newsLag = 3

func newFacts(r Report) facts {
	m := r.Mention
	f := facts{id: m.ID, document: r.Document, voice: string(r.Voice), kind: m.Type, place: m.Place, killed: -1}
	f.placeName = fold(m.Place.Name)
	f.first, f.last = stretch(m.Date, r.Published)
	for _, w := range m.Weapons {
		f.weapons = append(f.weapons, w.Class)
	}
	for _, t := range m.Targets {
		if t.Name != "" {
			f.names = append(f.names, fold(t.Name))
		}
		for _, w := range strings.Fields(fold(t.Description)) {
			if len(w) > 3 {
				f.targets = append(f.targets, w)
			}
		}
	}
	for _, p := range m.Perpetrators {
		name := fold(p.Name)
		if p.ActorID != "" {
			name = p.ActorID
		}
		if p.Kind == "individual" && strings.IndexFunc(p.Name, unicode.IsUpper) == 0 {
			f.attackers = append(f.attackers, name)
		} else if p.Kind != "individual" {
			f.groups = append(f.groups, name)
		}
	}
	if !m.Killed.IsZero() {
		f.killed = max(m.Killed.Min, m.Killed.Max)
	}
	for _, list := range []*[]string{&f.weapons, &f.names, &f.targets, &f.groups, &f.attackers} {
		slices.Sort(*list)
		*list = slices.DeleteFunc(slices.Compact(*list), func(s string) bool { return s == "" })
	}
	return f
}

// stretch is the first and last day a mention may speak of.
func stretch(d credence.DateMention, published credence.Interval) (first, last int) {
	first, last = dayNumber(d.From), dayNumber(d.To)
	switch {
	case first == 0 && last == 0:
		if published.To.IsZero() {
			return 0, 0
		}
		last = dayOf(published.To)
		return last - newsLag, last
	case first == 0:
		return last - newsLag, last
	case last == 0:
		return first, first
	}
	return first, last
}

// copyKey is equal for the like mentions of documents of one voice.
func (f *facts) copyKey() string {
	if f.voice == "" {
		return "mention " + string(f.id)
	}
	return fmt.Sprintf("%s|%s|%d|%d|%s|%s", f.voice, f.kind, f.first, f.last, f.placeName, strings.Join(f.names, ","))
}

func dayNumber(s string) int {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return 0
	}
	return dayOf(t)
}

func dayOf(t time.Time) int { return int(t.Unix()/86400) + 1 }

func dayTime(n int) time.Time { return time.Unix(int64(n-1)*86400, 0).UTC() }

// fold lower-cases and keeps letters, digits and single spaces.
func fold(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}), " ")
}
