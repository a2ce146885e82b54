package assess

import (
	_ "embed" // the phrasebook
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/credence-project/credence"
)

//go:embed proposals/phrases.json
var phrasesFile []byte

// book is the phrasebook, ready for matching.
type book struct {
	guards, hedges map[string]bool
	open           map[string]bool // words that leave open what follows
	proof          map[string]bool // words whose absence denies what follows
	breaks         map[string]bool // words that end the reach of the others
	verbs          []pattern       // what somebody does who has something to say
	before         []pattern       // what stands before a speaker named later
	elsewhere      []pattern       // talk of other attacks
	besides        []pattern       // another group named beside the one in question
	soFar          []pattern       // what is said for now only
	anonymous      []pattern       // speakers without a name
	claimVoice     []pattern
	voices         []voice
	rules          []rule
	index          patternIndex
	groups         map[string][]name // of known groups, by first word
}

// voice is a kind of speaker and the words that give it away.
type voice struct {
	authority credence.Authority
	grade     credence.Grade
	speaks    bool // the words alone do not do: they must be the subject of a verb, or follow "by"
	any       []pattern
}

// rule proposes an answer where its patterns are found.
type rule struct {
	Code   string               `json:"code"`
	Value  string               `json:"value"`
	Name   string               `json:"name"`
	Voice  []credence.Authority `json:"voice"`  // who may say it, empty for anybody but the claimant
	Grade  string               `json:"grade"`  // of the press and of anybody without a grade of its own
	Final  bool                 `json:"final"`  // needs the words of a final finding
	Assert bool                 `json:"assert"` // stopped by a guard word before it
	Less   int                  `json:"less"`   // steps by which the grade is lowered: blame is less than a finding

	Own       bool   `json:"own"`       // about the claimant's own part: not in a sentence that names another group alone
	Claimant  bool   `json:"claimant"`  // about what the claimant put out: the claim must be mentioned
	ClaimSide bool   `json:"claimside"` // about the claim, and the claimant may say it
	Against   string `json:"against"`   // only for claimants of that cause
	Scene     string `json:"scene"`     // "doubtful": only if the event is not plainly an attack
	Warning   bool   `json:"warning"`   // only if the claim came before the act, or with a code word

	Any   []string `json:"any"`
	All   []string `json:"all"`
	Not   []string `json:"not"`
	any   []pattern
	all   []pattern
	not   []pattern
	grade credence.Grade
}

var phrasebook = sync.OnceValue(func() *book {
	b, err := parseBook(phrasesFile)
	if err != nil {
		panic("assess: phrases.json: " + err.Error()) // an embedded file; a test reads it
	}
	for _, o := range operators() {
		for _, n := range o.names {
			b.groups[n.words[0]] = append(b.groups[n.words[0]], n)
		}
	}
	return b
})

func parseBook(file []byte) (*book, error) {
	var in struct {
		Sets                                                                                                 map[string]string
		Guards, Hedges, Open, Proof, Breaks, ClaimVoice, Verbs, Before, Elsewhere, Besides, SoFar, Anonymous []string
		Voices                                                                                               []struct {
			Authority credence.Authority
			Grade     string
			Speaks    bool
			Any       []string
		}
		Rules []rule
	}
	if err := json.Unmarshal(file, &in); err != nil {
		return nil, err
	}
	var pairs []string
	for name, words := range in.Sets {
		pairs = append(pairs, "{"+name+"}", words)
	}
	sets := strings.NewReplacer(pairs...)
	patterns := func(ss []string) []pattern {
		out := make([]pattern, len(ss))
		for i, s := range ss {
			out[i] = parsePattern(sets.Replace(s))
		}
		return out
	}
	b := &book{groups: map[string][]name{}, guards: set(in.Guards), hedges: set(in.Hedges), open: set(in.Open), proof: set(in.Proof), breaks: set(in.Breaks), verbs: patterns(in.Verbs), before: patterns(in.Before), elsewhere: patterns(in.Elsewhere), besides: patterns(in.Besides), soFar: patterns(in.SoFar), anonymous: patterns(in.Anonymous), claimVoice: patterns(in.ClaimVoice)}
	for _, v := range in.Voices {
		g, err := parseGrade(v.Grade)
		if err != nil {
			return nil, fmt.Errorf("voice %s: %w", v.Authority, err)
		}
		b.voices = append(b.voices, voice{v.Authority, g, v.Speaks, patterns(v.Any)})
	}
	for _, r := range in.Rules {
		r.any, r.all, r.not = patterns(r.Any), patterns(r.All), patterns(r.Not)
		if r.grade = (credence.Grade{Reliability: "C", Credibility: 3}); r.Grade != "" {
			g, err := parseGrade(r.Grade)
			if err != nil {
				return nil, fmt.Errorf("rule %s: %w", r.Name, err)
			}
			r.grade = g
		}
		b.rules = append(b.rules, r)
	}
	b.number()
	return b, nil
}

// number puts all patterns into the index.
func (b *book) number() {
	b.index = patternIndex{byWord: map[string][]int{}, byHead: map[string][]head{}}
	for _, ps := range [][]pattern{b.claimVoice, b.elsewhere, b.besides, b.soFar, b.anonymous} {
		b.index.add(ps)
	}
	for i := range b.voices {
		b.index.add(b.voices[i].any)
	}
	for i := range b.rules {
		r := &b.rules[i]
		b.index.add(r.any)
		b.index.add(r.all)
		b.index.add(r.not)
	}
}

func parseGrade(s string) (credence.Grade, error) {
	if len(s) != 2 || s[0] < 'A' || s[0] > 'F' || s[1] < '1' || s[1] > '6' {
		return credence.Grade{}, fmt.Errorf("grade %q: want a letter A-F and a digit 1-6", s)
	}
	return credence.Grade{Reliability: s[:1], Credibility: int(s[1] - '0')}, nil
}

func set(words []string) map[string]bool {
	out := make(map[string]bool, len(words))
	for _, w := range words {
		out[plain(w)] = true
	}
	return out
}

func patterns(ss []string) []pattern {
	out := make([]pattern, len(ss))
	for i, s := range ss {
		out[i] = parsePattern(s)
	}
	return out
}

// namesOf gives the names by which texts call the claimant.
func (b *book) namesOf(d *Dossier) []name {
	all := append([]string{d.Claim.Claimant}, d.Names...)
	for _, v := range d.Versions {
		all = append(all, v.Claimant)
	}
	var out []name
	add := func(n name) {
		if !slices.ContainsFunc(out, func(o name) bool { return o.caps == n.caps && slices.Equal(o.words, n.words) }) {
			out = append(out, n)
		}
	}
	for _, n := range all {
		if w := nameOf(n); len(w.words) > 0 {
			add(w)
		}
		if o := findOperator(d.Claim.ClaimantID, n); o != nil {
			for _, n := range o.names {
				add(n)
			}
		}
	}
	return out
}

// rivalsOf gives the names under which other groups claimed the attack. A person
// who claimed it is none: what is found of him bears on every claim.
func (b *book) rivalsOf(d *Dossier) []name {
	var out []name
	for i := range d.Rivals {
		r := &d.Rivals[i]
		if n := nameOf(r.Claimant); len(n.words) > 0 && (r.ClaimantID != "" || !d.person(r.Claimant)) {
			out = append(out, n)
		}
	}
	return out
}

// person reports whether a report gives the age of whoever bears the name.
func (d *Dossier) person(who string) bool {
	aged := AgeOf(who)
	return slices.ContainsFunc(d.Reports, func(s Source) bool { return aged(s.Document.Text) })
}

// AgeOf gives what tells whether a text gives the age of whoever bears a name, as
// it does of people and never of groups: "Jo Marlow, 34," or "34-year-old Jo Marlow".
func AgeOf(who string) func(text string) bool {
	called := regexp.QuoteMeta(who)
	age := regexp.MustCompile(called + `(?:, (?:aged )?\d\d\b| \(\d\d\))|\b\d\d-year-old ` + called)
	return func(text string) bool { return strings.Contains(text, who) && age.MatchString(text) }
}

// reading cuts a report into passages.
func (b *book) reading(s *Source, at time.Time, names, rivals []name) reading {
	r := reading{source: s, at: at, passages: slices.DeleteFunc(passages(s.Document.Text), func(p passage) bool { return s.Scope.Leaves(p.Start) })}
	for i := range r.passages {
		ps, ok := &r.passages[i], false
		ps.m = b.matcher(ps, names, rivals)
		ps.claimFrom, ok = b.claimSpeaks(ps.m)
		r.ofClaim = r.ofClaim || ok
	}
	return r
}

// matcher marks in a passage the names of the claimant and those of other
// groups: the known ones, and the rivals.
func (b *book) matcher(p *passage, names, rivals []name) *matcher {
	m := &matcher{words: p.words, named: make([]int, len(p.words)), other: make([]bool, len(p.words)), live: b.index.live(p.words)}
	for i := range p.words {
		m.named[i] = nameLength(p.words, i, names)
	}
	for i := 0; i < len(p.words); {
		if n := m.named[i]; n > 0 {
			i += n
			continue
		}
		n := 0
		if n = max(nameLength(p.words, i, b.groups[p.words[i].text]), nameLength(p.words, i, rivals)); !capital(p.words[i:i+n]) || within(p.words[i:i+n], names) {
			n = 0
		}
		for k := i; k < i+n; k++ {
			m.other[k] = true
		}
		i += max(n, 1)
	}
	return m
}

// within reports whether the words hold one of the names: "Los Extraditables"
// is no other group than "Extraditables".
func within(ws []word, names []name) bool {
	for i := range ws {
		if nameLength(ws, i, names) > 0 {
			return true
		}
	}
	return false
}

// capital reports whether one of the words begins with a capital.
func capital(ws []word) bool {
	for i := range ws {
		if ws[i].upper {
			return true
		}
	}
	return false
}

// claimSpeaks gives the word from which on the passage tells what the claim
// says.
func (b *book) claimSpeaks(m *matcher) (int, bool) {
	first, found := len(m.words), false
	for k := range b.claimVoice {
		if s, _, ok := m.find(&b.claimVoice[k], 0); ok && s < first {
			first, found = s, true
		}
	}
	return first, found
}

// speaker is the voice of a passage.
func (b *book) speaker(m *matcher) (credence.Authority, credence.Grade, bool) {
	for i := range b.voices {
		v := &b.voices[i]
		for k := range v.any {
			for from := 0; ; {
				s, e, ok := m.find(&v.any[k], from)
				if !ok {
					break
				}
				if !v.speaks || b.says(m, s, e) {
					return v.authority, v.grade, true
				}
				from = s + 1
			}
		}
	}
	return credence.AuthorityPress, credence.Grade{}, false
}

// says reports whether the words [s,e) name somebody who speaks or acts: a
// verb follows soon and no verb of harm comes before ("stabbed a police
// officer"), or "by", "told" and the like stand before.
func (b *book) says(m *matcher, s, e int) bool {
	lead := &matcher{words: m.words[max(0, s-2):s], other: m.other[max(0, s-2):s]}
	if hasAny(lead, b.before) {
		return true
	}
	harm := &matcher{words: m.words[max(0, s-3):s], other: m.other[max(0, s-3):s]}
	if hasAny(harm, harms()) {
		return false
	}
	tail := &matcher{words: m.words[e:min(len(m.words), e+8)], other: m.other[e:min(len(m.words), e+8)]}
	return hasAny(tail, b.verbs)
}

// harms are the verbs whose object is a victim.
var harms = sync.OnceValue(func() []pattern {
	return patterns([]string{"stabbed|shot|killed|killing|wounded|wounding|injured|attacked|attacking|targeted|targeting|hit|struck|murdered|at|against|near|outside|on|rammed|ambushed|hurt"})
})

// finding reports whether a passage has the words of a final finding.
var findings = sync.OnceValue(func() []pattern {
	return patterns([]string{
		"found guilty", "convicted|sentenced|jailed|imprisoned|liable|acquitted|verdict|judgment|judgement|ruled|condemned", "life *1 term|terms|sentence|sentences|imprisonment", "judges|court|jury *2 held", "jury|court|inquest|inquiry|coroner|judge|commission|tribunal|review|report *3 found|finds|held|holds|concluded|concludes|ruled|established|rules",
		"independent reviewer *2 reports|found|concludes", "final report", "witness *3 told *3 inquest", "verurteilt|condamne|condamnes|condenado|condenados",
	})
})

func hasAny(m *matcher, ps []pattern) bool {
	for k := range ps {
		if _, _, ok := m.find(&ps[k], 0); ok {
			return true
		}
	}
	return false
}

// apply gives the words that a rule rests on, and whether the statement is
// hedged.
func (b *book) apply(r *rule, m *matcher, claimFrom int) (hedged, ok bool) {
	for k := range r.all {
		if _, _, found := m.find(&r.all[k], 0); !found {
			return false, false
		}
	}
	if hasAny(m, r.not) {
		return false, false
	}
	for k := range r.any {
		for from := 0; ; {
			s, e, found := m.find(&r.any[k], from)
			if !found {
				break
			}
			if (s < claimFrom || r.Claimant || r.ClaimSide || r.Code == "I05") && !(r.Assert && b.guarded(m, s)) {
				return b.hedged(m, s, e), true
			}
			from = s + 1
		}
	}
	return false, false
}

// guarded reports whether what begins at word s is denied or left open: by a
// guard word close before it, or by "whether", "no evidence" and the like
// earlier in the same clause.
func (b *book) guarded(m *matcher, s int) bool {
	for i := s - 1; i >= max(0, s-20); i-- {
		w := m.words[i].text
		switch {
		case b.breaks[w]:
			return false
		case s-i <= 4 && b.guards[w]:
			return true
		case b.open[w]:
			return true
		case b.proof[w] && b.negatedAt(m, i):
			return true
		}
	}
	return false
}

// negatedAt reports whether one of the three words before i, or the word
// itself, negates.
func (b *book) negatedAt(m *matcher, i int) bool {
	for k := max(0, i-3); k < i; k++ {
		if b.guards[m.words[k].text] {
			return true
		}
	}
	return false
}

func (b *book) hedged(m *matcher, s, e int) bool {
	for i := max(0, s-4); i < e; i++ {
		if b.hedges[m.words[i].text] {
			return true
		}
	}
	return false
}

// fromReports applies the phrasebook to every passage.
func (p *proposer) fromReports() {
	for i := range p.book.rules {
		if r := &p.book.rules[i]; p.allows(r) {
			p.rules = append(p.rules, r)
		}
	}
	for i := range p.sources {
		r := &p.sources[i]
		r.ofOther = p.speaksOfOthers(r)
		for k := range r.passages {
			p.fromPassage(r, &r.passages[k])
		}
		p.fromStatements(r)
	}
}

func (p *proposer) fromPassage(r *reading, ps *passage) {
	m := ps.m
	authority, grade, spoken := p.book.speaker(m)
	final, away := hasAny(m, findings()), hasAny(m, p.book.elsewhere)
	others, early := p.ofOther(r.source, ps), p.early(r)
	released := !r.at.Before(knownFrom(p.d.Claim.At).Truncate(day))
	done := map[string]bool{}
	for _, rule := range p.rules {
		switch {
		case done[rule.Code], rule.Final && !final, len(rule.Voice) > 0 && !slices.Contains(rule.Voice, authority), rule.Claimant && !released:
			continue
		case r.ofOther && rule.Own && !hasAny(ps.m, p.book.besides), others && (rule.Own || rule.Assert && !rule.namesOther() && rule.Code[0] == 'A'):
			continue // it is about another group
		case early && rule.Code == "C08":
			continue // whoever claimed it afterwards did not take that back
		case away && (rule.Assert || rule.Final) && (rule.Code[0] == 'A' || rule.Code[0] == 'P' || rule.Code[0] == 'I'):
			continue // it is about another attack
		}
		hedged, ok := p.book.apply(rule, m, ps.claimFrom)
		if !ok {
			continue
		}
		done[rule.Code] = true
		g := rule.grade
		if spoken {
			g = grade
		}
		if hasAny(m, p.book.anonymous) && g.Reliability < "C" {
			g = credence.Grade{Reliability: "C", Credibility: max(g.Credibility, 3)}
		}
		if authority == credence.AuthorityAttacker && rule.Code != "A01" && rule.Code != "A02" && rule.Code != "A10" {
			g = credence.Grade{Reliability: "C", Credibility: 3} // an account with incentives both ways
		}
		g.Credibility = min(g.Credibility+rule.Less, 4)
		p.add(p.item(rule, r, ps, authority, weaken(g, hedged, r.source)))
	}
}

// ofOther reports whether a passage is about another group than the claimant: it
// names one, or what was extracted from it is about one, and the claimant is
// not named, nor meant by "the group or Ansaru".
func (p *proposer) ofOther(src *Source, ps *passage) bool {
	if p.mentions(ps.m) || hasAny(ps.m, p.book.besides) {
		return false
	}
	other := slices.Contains(ps.m.other, true)
	if x := src.Extraction; x != nil {
		for i := range x.Statements {
			if s := &x.Statements[i]; s.Overlaps(ps.Span) && s.Actor != "" {
				if p.isClaimant(s.Actor, s.ActorID) {
					return false
				}
				other = other || p.isOther(s)
			}
		}
	}
	return other
}

// speaksOfOthers reports whether a report never names the claimant but has
// another group in its statements: "we" and "the group" are
// that one.
func (p *proposer) speaksOfOthers(r *reading) bool {
	x := r.source.Extraction
	if x == nil || slices.ContainsFunc(r.passages, func(ps passage) bool { return p.mentions(ps.m) }) {
		return false
	}
	other := false
	for i := range x.Statements {
		s := &x.Statements[i]
		if s.Actor != "" && p.isClaimant(s.Actor, s.ActorID) {
			return false
		}
		other = other || p.isOther(s)
	}
	return other
}

// early reports whether a report was out before the claim.
func (p *proposer) early(r *reading) bool {
	v := p.d.Claim.At
	return !v.From.IsZero() && r.source.Document.Published.Before(v.From)
}

// isOther reports whether a statement is about a group known not to be the
// claimant: one of the register, or one that claimed the attack too.
func (p *proposer) isOther(s *credence.Statement) bool {
	if s.Actor == "" || p.isClaimant(s.Actor, s.ActorID) {
		return false
	}
	words := nameWords(s.Actor)
	return findOperator(s.ActorID, s.Actor) != nil || slices.ContainsFunc(p.rivals, func(n name) bool { return slices.Equal(n.words, words) })
}

// namesOther reports whether a rule speaks of another group than the
// claimant.
func (r *rule) namesOther() bool {
	for _, p := range r.any {
		for _, s := range p.slots {
			if s.other {
				return true
			}
		}
	}
	return false
}

func (p *proposer) mentions(m *matcher) bool {
	return slices.ContainsFunc(m.named, func(n int) bool { return n > 0 })
}

// allows reports whether a rule may be used in this dossier.
func (p *proposer) allows(r *rule) bool {
	switch {
	case r.Claimant && !p.claimed():
		return false
	case r.Code[0] == 'P' && p.d.Claim.Tier == credence.TierAttacker:
		return false // what the attacker put out is no release of the claimant's
	case r.Against != "" && p.cause() != r.Against:
		return false
	case r.Scene == "doubtful" && !p.d.Scene.doubtful():
		return false
	case r.Warning && p.d.Claim.Tier != credence.TierCodeword && !p.claimBefore():
		return false
	}
	return true
}

// weaken lowers a grade for hedged words and for opinion.
func weaken(g credence.Grade, hedged bool, s *Source) credence.Grade {
	if hedged && g.Credibility < 4 {
		g.Credibility++
	}
	if s.Opinion && g.Reliability < "D" {
		g.Reliability = string(g.Reliability[0] + 1)
	}
	return g
}

// item writes a proposal that rests on one passage.
func (p *proposer) item(r *rule, src *reading, ps *passage, authority credence.Authority, g credence.Grade) credence.Evidence {
	d := &src.source.Document
	e := credence.Evidence{
		Code: r.Code, Value: r.Value, Grade: g, Authority: authority, Outlet: d.Outlet, KnownAt: src.at, Rule: "phrase:" + r.Name,
		Origin: p.originOf(src, authority),
		Quotes: []credence.Quote{{Document: d.ID, Span: ps.Span, Text: ps.Of(d.Text)}},
	}
	switch e.Code[0] {
	case 'C', 'T', 'K', 'L', 'P', 'S':
		e.Claim = p.d.Claim.ID
	}
	if hasAny(ps.m, p.book.soFar) {
		e.Note = "stated for now only"
	}
	if r.Claimant {
		e.Origin = "claimant-media" // one release, however many describe it
	}
	return e
}

// originOf is the voice behind a passage. What an authority says is one voice
// in however many reports; else the voice is the report's.
func (p *proposer) originOf(src *reading, a credence.Authority) credence.OriginID {
	switch a {
	case credence.AuthorityPress, credence.AuthorityExpert:
		if src.source.Composite {
			return "public-record"
		}
		if src.source.Origin != "" {
			return src.source.Origin
		}
		return credence.OriginID(src.source.Document.ID)
	}
	return credence.OriginID("voice:" + string(a))
}
