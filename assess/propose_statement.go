package assess

import (
	"unicode"
	"unicode/utf8"

	"github.com/credence-project/credence"
)

// fromStatements proposes from what was extracted from a report about the
// incident. What a rule of the phrasebook found in the same words is not
// proposed twice.
func (p *proposer) fromStatements(r *reading) {
	if r.source.Extraction == nil {
		return
	}
	for i := range r.source.Extraction.Statements {
		s := &r.source.Extraction.Statements[i]
		if !r.source.Scope.About(s) || s.Kind == credence.KindDenial && p.early(r) {
			continue
		}
		code, value, g := p.answer(s)
		if code == "" {
			continue
		}
		a := authorityOf(s)
		if code == "I01" && a == credence.AuthorityPress {
			continue // only an authority makes an official statement
		}
		d := &r.source.Document
		e := credence.Evidence{
			Code: code, Value: value, Grade: weaken(g, s.Hedged && !s.SoFar, r.source), Authority: a, Outlet: d.Outlet, KnownAt: r.at,
			Rule: "statement:" + string(s.Kind), Origin: p.originOf(r, a),
			Quotes: []credence.Quote{{Document: d.ID, Span: s.Span, Text: s.Text}},
		}
		if s.SoFar {
			e.Note = "stated for now only"
		}
		if code[0] == 'C' {
			e.Claim = p.d.Claim.ID
		}
		p.add(e)
	}
}

// answer gives the question and answer that a statement bears on.
func (p *proposer) answer(s *credence.Statement) (code, value string, g credence.Grade) {
	b2, b3, c3 := credence.Grade{Reliability: "B", Credibility: 2}, credence.Grade{Reliability: "B", Credibility: 3}, credence.Grade{Reliability: "C", Credibility: 3}
	own := p.isClaimant(s.Actor, s.ActorID)
	switch s.Kind {
	case credence.KindAccusation:
		switch {
		case own && s.ByAuthority:
			return "I01", "directed_or_linked", b3
		case s.ByAuthority && named(s):
			return "I01", "blames_other", b3
		}
	case credence.KindLink:
		switch {
		case !own:
		case s.Link == "directed":
			return "A05", "confirmed", b3
		case s.Link == "contact":
			return "A04", "confirmed", b3
		case s.Link == "training":
			return "A06", "confirmed", b3
		case s.Link == "support":
			return "A07", "confirmed", b3
		case s.ByAuthority:
			return "I01", "directed_or_linked", b3
		}
	case credence.KindNoLink:
		if s.ByAuthority && (own || s.Actor == "") {
			return "I01", "no_evidence_of_link", b2
		}
	case credence.KindInspired:
		if s.ByAuthority && (own || s.Actor == "") {
			return "I01", "alone_inspired", b3
		}
	case credence.KindPledge:
		if own {
			return "A02", "reported_only", b3
		}
	case credence.KindDoubt:
		if !p.isOther(s) {
			return "I05", p.book.doubt(s.Text), c3
		}
	case credence.KindEndorse:
		if !p.isOther(s) {
			return "I05", "credible", c3
		}
	case credence.KindDenial, credence.KindRetraction:
		if own {
			return "C08", "retracted_or_denied", b2
		}
	case credence.KindClaim:
		if !own && s.Actor != "" && findOperator(s.ActorID, s.Actor) != nil {
			return "C07", "credible_competitor", b3
		}
	case credence.KindOtherMotive:
		if s.ByAuthority {
			return "A09", "strong", b2
		}
		return "A09", "some", c3
	}
	return "", "", g
}

// doubt gives what the words of a doubt say of the claim: whoever could not
// verify it does not say that it is wrong.
func (b *book) doubt(text string) string {
	said := map[string]bool{}
	for _, ps := range passages(text) {
		m := b.matcher(&ps, nil, nil)
		for i := range b.rules {
			if r := &b.rules[i]; r.Code == "I05" && hasAny(m, r.any) {
				said[r.Value] = true
			}
		}
	}
	if said["unverified"] && !said["sceptical"] {
		return "unverified"
	}
	return "sceptical"
}

// named reports whether a statement lays the act at the door of somebody in
// particular. Whoever blames "militants" may mean the claimant.
func named(s *credence.Statement) bool {
	first, _ := utf8.DecodeRuneInString(s.Actor)
	return s.ActorID != "" || s.Actor != "" && !unicode.IsLower(first)
}

// isClaimant reports whether a name or register entry is the claimant's.
func (p *proposer) isClaimant(name, id string) bool {
	if id != "" && id == p.d.Claim.ClaimantID {
		return true
	}
	words := nameWords(name)
	return len(words) > 0 && len(words) == nameLength(asWords(words), 0, p.names)
}

func asWords(texts []string) []word {
	out := make([]word, len(texts))
	for i, t := range texts {
		out[i] = word{text: t, upper: true, caps: true}
	}
	return out
}

// authorityOf grades the speaker of a statement.
func authorityOf(s *credence.Statement) credence.Authority {
	b := phrasebook()
	for _, text := range [2]string{s.Speaker.Role + " " + s.Speaker.Organisation, s.Speaker.Name} {
		for _, ps := range passages(text) {
			if a, _, ok := b.speaker(b.matcher(&ps, nil, nil)); ok {
				return a
			}
		}
	}
	if s.ByAuthority {
		return credence.AuthorityOfficial
	}
	return credence.AuthorityPress
}
