package casebook

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/assess"
)

// WordLimit is how many words of a claimant a case may hold for each claim.
const WordLimit = 25

var tiers = []credence.Tier{
	credence.TierCodeword, credence.TierOfficial, credence.TierAuxiliary, credence.TierSupporter,
	credence.TierAttacker, credence.TierAnonymous, credence.TierUnknown,
}

// Lint reports what is wrong with a case, and with its key if one is given:
// one sentence for each fault, none for a sound case. The tables say which
// codes, answers and prior sets exist, and who may be named.
func Lint(c *Case, key *Key, t *assess.Tables) []string {
	l := &linter{c: c, t: t, names: make(map[string]bool)}
	l.identity()
	l.people()
	l.claims()
	l.reports()
	l.evidence()
	if key != nil {
		l.key(key)
	}
	return l.faults
}

// LintFolder lints the cases of a folder with their keys: one sentence for
// each fault, beginning with the file or the case, and the number of files. A
// file that is no case is a fault as well.
func LintFolder(fsys fs.FS, t *assess.Tables) (faults []string, files int, err error) {
	names, err := caseFiles(fsys)
	if err != nil {
		return nil, 0, err
	}
	cases, refused, err := ReadFolder(fsys)
	if err != nil {
		return nil, 0, err
	}
	for _, r := range refused {
		faults = append(faults, r.Error())
	}
	for _, c := range cases {
		if !slices.Contains(names, c.ID+".json") {
			faults = append(faults, fmt.Sprintf("%s: its file has another name than %s.json", c.ID, c.ID))
		}
		key, err := ReadKeyOf(fsys, c.ID)
		if err != nil {
			faults = append(faults, err.Error())
		}
		faults = append(faults, Lint(c, key, t)...)
	}
	return faults, len(names), nil
}

type linter struct {
	c      *Case
	t      *assess.Tables
	names  map[string]bool // local names that were given
	faults []string
}

func (l *linter) fault(format string, args ...any) {
	l.faults = append(l.faults, l.c.ID+": "+fmt.Sprintf(format, args...))
}

// name notes a local name, which must be given once.
func (l *linter) name(id, what string) {
	if id == "" || l.names[id] {
		l.fault("%s %q is named twice or not at all", what, id)
	}
	l.names[id] = true
}

// refers checks that a local name was given.
func (l *linter) refers(id, from string) {
	if id != "" && !l.names[id] {
		l.fault("%s refers to %q, which is not in the case", from, id)
	}
}

func (l *linter) identity() {
	c := l.c
	if c.ID == "" || c.Title == "" || c.Family == "" {
		l.fault("id, title and family are needed")
	}
	if c.Incident.When.Start.IsZero() {
		l.fault("the incident has no start")
	}
	if p := c.Incident.Where; len(p.Country) != 2 || p.Lat < -90 || p.Lat > 90 || p.Lon < -180 || p.Lon > 180 {
		l.fault("the place needs a country of two letters, and coordinates on the globe")
	}
	if l.t.Priors.Set(c.Context.PriorSet) == nil {
		l.fault("no prior set is named %q", c.Context.PriorSet)
	}
	if !slices.Contains([]string{"branch", "outside", "unknown name"}, c.Context.Theatre) {
		l.fault("theatre %q is not branch, outside or unknown name", c.Context.Theatre)
	}
}

// people checks the naming gate.
func (l *linter) people() {
	for i, p := range l.c.Incident.Perpetrators {
		if _, known := l.t.Ladder.Naming[p.Status]; !known {
			l.fault("perpetrator %d has the unknown status %q", i+1, p.Status)
		}
		if p.Name != "" && !l.t.MayName(p.Status) {
			l.fault("perpetrator %d is named and %s", i+1, p.Status)
		}
	}
}

func (l *linter) claims() {
	for i := range l.c.Claims {
		k := &l.c.Claims[i]
		l.name(k.ID, "claim")
		if n := len(strings.Fields(strings.ReplaceAll(k.Wording, "…", " "))); n > WordLimit {
			l.fault("claim %s quotes %d words of the claimant; %d are allowed", k.ID, n, WordLimit)
		}
		if k.At.IsZero() {
			l.fault("claim %s has no time", k.ID)
		}
		if !slices.Contains(tiers, credence.Tier(k.Tier)) {
			l.fault("claim %s has the unknown tier %q", k.ID, k.Tier)
		}
		for _, d := range k.Details {
			l.name(d.ID, "detail")
			if d.Stated && d.Value == "" {
				l.fault("detail %s is stated and has no value", d.ID)
			}
			if d.Asserted.IsZero() {
				l.fault("detail %s has no time", d.ID)
			}
		}
	}
	for _, s := range l.c.Context.SubjectClaims {
		l.refers(s, "context")
	}
}

func (l *linter) reports() {
	for i := range l.c.Reports {
		l.name(l.c.Reports[i].ID, "report")
	}
	for i := range l.c.Reports {
		r := &l.c.Reports[i]
		l.refers(r.Origin.Of, "report "+r.ID)
		if r.About == "" {
			l.fault("report %s says nothing", r.ID)
		}
		if !slices.Contains([]string{"own", "wire", "copy-of", "unknown"}, r.Origin.Type) {
			l.fault("report %s has the unknown origin type %q", r.ID, r.Origin.Type)
		}
		if r.Composite() && r.URL != "" {
			l.fault("report %s is a composite and has an address", r.ID)
		}
		if r.Withheld && r.URL != "" {
			l.fault("report %s has an address that is to be withheld", r.ID)
		}
	}
	for _, x := range l.c.Competing {
		l.refers(x.Report, "competing claim of "+x.Claimant)
	}
	for _, x := range l.c.Denials {
		l.refers(x.Report, "denial by "+x.By)
	}
}

func (l *linter) evidence() {
	for i := range l.c.Evidence {
		l.name(l.c.Evidence[i].ID, "evidence")
	}
	known := make(map[string]When)
	for i := range l.c.Evidence {
		known[l.c.Evidence[i].ID] = l.c.Evidence[i].Known
	}
	for i := range l.c.Evidence {
		e := &l.c.Evidence[i]
		item := l.c.evidence(e)
		if err := l.t.Check(&item); err != nil {
			l.fault("evidence %s: %v", e.ID, err)
		}
		if e.Known.IsZero() {
			l.fault("evidence %s has no time", e.ID)
		}
		if e.Source.Origin == "" {
			l.fault("evidence %s has no origin", e.ID)
		}
		l.refers(e.Claim, "evidence "+e.ID)
		if e.Code == "C04" && e.Value == "no" && l.atOnce(e) {
			l.fault("evidence %s says that nothing followed, at the moment of the claim", e.ID)
		}
		for _, r := range e.Reports {
			l.refers(r, "evidence "+e.ID)
		}
		for _, old := range e.Supersedes {
			l.refers(old, "evidence "+e.ID)
			if k, ok := known[old]; ok && k.Known().After(e.Known.Known()) {
				l.fault("evidence %s replaces %s, which is newer", e.ID, old)
			}
		}
	}
	for _, u := range l.c.Uncoded {
		for _, r := range u.Reports {
			l.refers(r, "uncoded fact")
		}
	}
}

// atOnce reports whether an item was known no later than the claim it is about.
func (l *linter) atOnce(e *Item) bool {
	for i := range l.c.Claims {
		if k := &l.c.Claims[i]; k.ID == e.Claim {
			return !e.Known.Known().After(k.At.Known())
		}
	}
	return false
}

func (l *linter) key(k *Key) {
	if len(k.Findings) == 0 {
		l.fault("the key has no findings")
	}
	answered := make(map[string]bool)
	for _, d := range k.Details {
		l.refers(d.ID, "key")
		answered[d.ID] = true
		if !slices.Contains(publicLabels, d.PublicBefore) || !slices.Contains(laterLabels, d.Later) {
			l.fault("key of detail %s: %q, %q", d.ID, d.PublicBefore, d.Later)
		}
		l.refers(d.First.Report, "key of detail "+d.ID)
		l.refers(d.First.ReliedOn, "key of detail "+d.ID)
	}
	for i := range l.c.Claims {
		for _, d := range l.c.Claims[i].Details {
			if !answered[d.ID] {
				l.fault("detail %s has no key", d.ID)
			}
		}
	}
	for i, f := range k.Findings {
		if f.AsOf.IsZero() {
			l.fault("finding %d has no date", i+1)
		}
		if i > 0 && f.AsOf.AsOf().Before(k.Findings[i-1].AsOf.AsOf()) {
			l.fault("finding %d is older than the one before", i+1)
		}
		for _, h := range append([]string{f.Hypothesis}, f.AlsoAcceptable...) {
			if h != "open" && rung(h) < 0 {
				l.fault("finding %d: %q is no rung and not open", i+1, h)
			}
		}
		l.refers(f.Report, "finding")
	}
}
