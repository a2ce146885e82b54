package assess

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/credence-project/credence"
)

// Dossier is what evidence is proposed from. All of it is input of a person or
// read from documents; nothing is looked up elsewhere.
type Dossier struct {
	Claim    credence.Claim   // the claim judged; without an ID or a time nobody has claimed
	Versions []credence.Claim // all its versions and follow-ups, in any order; may be empty
	Rivals   []credence.Claim // claims of others for the same incident
	Names    []string         // other names of the claimant and of its outlets
	Scene    Scene
	Theatre  string // of the claimant at the place, as for [Input]; "" is looked up
	Reports  []Source
	Details  []credence.DetailTest // the knowledge test as of the same time
	// AsOf leaves out what could not be known by then; zero counts everything.
	AsOf time.Time
}

// Scene is the incident as it was known from the start.
type Scene struct {
	Type    string // "car bombing", "vehicle ramming and stabbing"
	Date    credence.Interval
	Place   string
	Target  string // whom or what was hit, in a few words
	Country string // ISO 3166 alpha-2
	Sites   int    // separate places attacked, 0 if not known
}

// Source is a document with the voice it goes back to.
type Source struct {
	Document   credence.Document
	Origin     credence.OriginID
	Composite  bool                 // a summary of what was public; it is no voice of its own
	Opinion    bool                 // comment, blog, forum: graded lower
	Extraction *credence.Extraction // what was read from it, if anything was
	Scope      credence.Scope       // which parts of it are about the incident, if that is known
}

// Propose reads a dossier and proposes evidence, every item with its rule,
// grade, origin and quotations, none of it accepted by anybody. It never
// proposes an answer to a question of investigation from what the claim
// itself says. Items come in a fixed order; which of them replace others is
// for [Judge].
func Propose(d Dossier) []credence.Evidence {
	p := &proposer{d: &d, book: phrasebook()}
	p.names, p.rivals = p.book.namesOf(&d), p.book.rivalsOf(&d)
	p.read()
	p.fromClaim()
	p.fromDetails()
	p.fromScene()
	p.fromReports()
	p.madeAgain()
	p.fromClock()
	p.corroborate()
	p.onePledge()
	p.oneRival()
	return p.sorted()
}

// proposer collects proposals.
type proposer struct {
	d       *Dossier
	book    *book
	names   []name // of the claimant
	rivals  []name // of others who claimed the attack
	sources []reading
	rules   []*rule // of the phrasebook, as far as they fit this claim
	items   []proposal
}

// proposal is an item before it is finished.
type proposal struct {
	credence.Evidence
	origins map[credence.OriginID]bool // documents that carry the same answer of the same voice
}

// add notes an item, or another report of one that is there already.
func (p *proposer) add(e credence.Evidence) {
	if e.KnownAt.IsZero() || !p.d.AsOf.IsZero() && e.KnownAt.After(p.d.AsOf) {
		return
	}
	e.Status, e.By = credence.Proposed, "machine"
	via := e.Origin
	if len(e.Quotes) > 0 {
		via = credence.OriginID(e.Quotes[0].Document)
	}
	for i := range p.items {
		old := &p.items[i]
		again := sameWords(old.Quotes, e.Quotes)
		if old.Code != e.Code || old.Value != e.Value || !again && !sameVoice(&old.Evidence, &e) {
			continue
		}
		old.origins[via] = true
		if e.KnownAt.Before(old.KnownAt) {
			old.KnownAt, old.Outlet, old.Note = e.KnownAt, e.Outlet, e.Note
		}
		if better(e.Grade, old.Grade) {
			old.Grade = e.Grade
		}
		if len(old.Quotes) < maxQuotes && !again {
			old.Quotes = append(old.Quotes, e.Quotes...)
		}
		return
	}
	p.items = append(p.items, proposal{e, map[credence.OriginID]bool{via: true}})
}

// sameVoice reports whether two items with the same answer go back to one
// voice. Papers that print the same fact about an attacker confirm each other;
// they are not so many facts.
func sameVoice(a, b *credence.Evidence) bool {
	if a.Authority == b.Authority && a.Origin == b.Origin {
		return true
	}
	return reporting(a.Authority) && reporting(b.Authority)
}

// sameWords reports whether quotations overlap. What a rule of the phrasebook
// and a statement read from one sentence is one answer, whatever voice each
// takes it to be.
func sameWords(a, b []credence.Quote) bool {
	return slices.ContainsFunc(a, func(q credence.Quote) bool {
		return slices.ContainsFunc(b, func(r credence.Quote) bool { return q.Document == r.Document && q.Overlaps(r.Span) })
	})
}

func reporting(a credence.Authority) bool {
	return a == credence.AuthorityPress || a == credence.AuthorityExpert || a == credence.AuthorityWitness
}

// maxQuotes is how many passages an item keeps.
const maxQuotes = 5

func better(a, b credence.Grade) bool {
	return a.Reliability < b.Reliability || a.Reliability == b.Reliability && a.Credibility < b.Credibility
}

// corroborate raises by one step the credibility of what several reports
// carry independently of the claimant.
func (p *proposer) corroborate() {
	for i := range p.items {
		e := &p.items[i]
		switch e.Authority {
		case credence.AuthorityClaimant, credence.AuthorityComputed, credence.AuthorityAttacker:
			continue // the same voice, however often it is quoted
		}
		if len(e.origins) >= 2 && e.Grade.Credibility > 2 {
			e.Grade.Credibility--
		}
	}
}

// onePledge drops the bare report that the attacker pledged, where the pledge
// itself is in evidence: it is the same fact.
func (p *proposer) onePledge() {
	var first time.Time
	for i := range p.items {
		e := &p.items[i]
		itself := e.Code == "A01" && e.Value == "authenticated" || e.Code == "A02" && e.Value == "documented" || e.Code == "P03" && e.Value == "authentic"
		if itself && (first.IsZero() || e.KnownAt.Before(first)) {
			first = e.KnownAt
		}
	}
	if first.IsZero() {
		return
	}
	p.items = slices.DeleteFunc(p.items, func(e proposal) bool {
		bare := e.Code == "A02" && e.Value == "reported_only" && (e.Rule == "phrase:pledged" || e.Rule == "statement:pledge")
		return bare && !e.KnownAt.Before(first.Truncate(day))
	})
}

// oneRival drops the report of a rival claim where the claim itself is in
// evidence: it is the same fact.
func (p *proposer) oneRival() {
	var told []credence.Quote
	for i := range p.sources {
		if x := p.sources[i].source.Extraction; x != nil {
			for k := range x.Statements {
				if s := &x.Statements[k]; s.Kind == credence.KindClaim && p.isRival(s, p.sources[i].at) {
					told = append(told, credence.Quote{Document: p.sources[i].source.Document.ID, Span: s.Span})
				}
			}
		}
	}
	p.items = slices.DeleteFunc(p.items, func(e proposal) bool {
		return e.Code == "C07" && e.Value == "credible_competitor" && len(e.Quotes) > 0 &&
			!slices.ContainsFunc(e.Quotes, func(q credence.Quote) bool { return !sameWords(told, []credence.Quote{q}) })
	})
}

// isRival reports whether a statement known at a time is by the maker of a rival
// claim that had been made by then.
func (p *proposer) isRival(s *credence.Statement, at time.Time) bool {
	return p.claimed() && slices.ContainsFunc(p.d.Rivals, func(c credence.Claim) bool {
		same := s.ActorID != "" && s.ActorID == c.ClaimantID || slices.Equal(nameWords(s.Actor), nameWords(c.Claimant))
		return same && !knownFrom(c.At).After(at)
	})
}

func (p *proposer) sorted() []credence.Evidence {
	out := make([]credence.Evidence, 0, len(p.items))
	for i := range p.items {
		e := p.items[i].Evidence
		e.ID = e.Identify()
		out = append(out, e)
	}
	slices.SortFunc(out, func(a, b credence.Evidence) int {
		return cmp.Or(a.KnownAt.Compare(b.KnownAt), cmp.Compare(a.Code, b.Code), cmp.Compare(a.Value, b.Value), cmp.Compare(a.Origin, b.Origin), cmp.Compare(a.ID, b.ID))
	})
	return out
}

// knownFrom is when something published in v counts as known: from its start
// if the day is known, else from its end.
func knownFrom(v credence.Interval) time.Time {
	switch {
	case v.From.IsZero():
		return v.To
	case v.To.IsZero() || v.To.Sub(v.From) <= 24*time.Hour:
		return v.From
	}
	return v.To
}

// read prepares the reports known at the time asked about.
func (p *proposer) read() {
	for i := range p.d.Reports {
		s := &p.d.Reports[i]
		at := knownFrom(s.Document.Published)
		if at.IsZero() || !p.d.AsOf.IsZero() && at.After(p.d.AsOf) {
			continue
		}
		p.sources = append(p.sources, p.book.reading(s, at, p.names, p.rivals))
	}
	slices.SortStableFunc(p.sources, func(a, b reading) int {
		return cmp.Or(a.at.Compare(b.at), cmp.Compare(a.source.Document.ID, b.source.Document.ID), cmp.Compare(a.source.Document.Text, b.source.Document.Text))
	})
}

// claimed reports whether there is a claim, known by the time asked about.
func (p *proposer) claimed() bool {
	at := knownFrom(p.d.Claim.At)
	return !at.IsZero() && (p.d.AsOf.IsZero() || !at.After(p.d.AsOf))
}

// versions gives the claim and its follow-ups by time.
func (p *proposer) versions() []credence.Claim {
	out := slices.Clone(p.d.Versions)
	if len(out) == 0 {
		out = []credence.Claim{p.d.Claim}
	}
	out = slices.DeleteFunc(out, func(c credence.Claim) bool {
		at := knownFrom(c.At)
		return at.IsZero() || !p.d.AsOf.IsZero() && at.After(p.d.AsOf)
	})
	slices.SortStableFunc(out, func(a, b credence.Claim) int {
		return cmp.Or(knownFrom(a.At).Compare(knownFrom(b.At)), cmp.Compare(a.ID, b.ID), strings.Compare(a.Wording, b.Wording))
	})
	return out
}
