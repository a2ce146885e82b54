package assess

import (
	"strings"

	"github.com/credence-project/credence"
)

// settle separates what counts from what was rejected or replaced. Known must
// be in canonical order: oldest first.
//
// An entry is replaced by one that says so. Beyond that, newer answers to the
// same question replace older ones instead of piling up (doc/method.md,
// section 5.9): see overtakes.
func (t *Tables) settle(known []credence.Evidence) (standing []credence.Evidence, aside []credence.SetAside) {
	replaced := make(map[credence.EvidenceID]credence.EvidenceID)
	for i := range known {
		for _, old := range known[i].Supersedes {
			if old != known[i].ID {
				replaced[old] = known[i].ID
			}
		}
	}
	for i := range known {
		e := known[i]
		by, gone := replaced[e.ID]
		switch {
		case e.Status == credence.Rejected:
			aside = append(aside, credence.SetAside{Evidence: e, Why: "rejected"})
		case gone:
			aside = append(aside, credence.SetAside{Evidence: e, Why: "replaced by a newer entry", By: by})
		default:
			standing = append(standing, e)
		}
	}
	if !t.Rules.Refine.Newer {
		return standing, aside
	}
	return t.overtake(standing, aside)
}

// overtake drops the answers that newer ones have overtaken.
func (t *Tables) overtake(standing []credence.Evidence, aside []credence.SetAside) ([]credence.Evidence, []credence.SetAside) {
	byCode := make(map[string][]int)
	for i := range standing {
		byCode[standing[i].Code] = append(byCode[standing[i].Code], i)
	}
	gone := make([]int, len(standing)) // 1 + the place of the entry that overtook
	for i := range standing {
		e := &standing[i]
		for _, code := range t.reach(e) {
			for _, k := range byCode[code] {
				if k < i && gone[k] == 0 && t.overtakes(e, &standing[k]) {
					gone[k] = i + 1
				}
			}
		}
	}
	kept := standing[:0:0]
	for i := range standing {
		if by := gone[i]; by > 0 {
			aside = append(aside, credence.SetAside{Evidence: standing[i], Why: "overtaken by a newer answer of the same or a higher authority", By: standing[by-1].ID})
			continue
		}
		kept = append(kept, standing[i])
	}
	return kept, aside
}

// reach lists the questions whose older answers an entry may overtake: its
// own, and those its answer settles.
func (t *Tables) reach(e *credence.Evidence) []string {
	out := []string{e.Code}
	for _, r := range t.Codes.Code(e.Code).Value(e.Value).Replaces {
		code, _, _ := strings.Cut(r, ".")
		if code != e.Code {
			out = append(out, code)
		}
	}
	return out
}

// overtakes reports whether a newer answer stands in for an older one: the
// same voice answers the same question again; another answer to it comes from
// the same or a higher authority, no worse graded; or the newer answer is one
// that settles the older by the code list (a contact found settles "none found
// so far", a final finding settles what was said in the interim). Equal
// answers of different voices corroborate each other and stay, and an answer
// that leaves the question open overtakes none.
func (t *Tables) overtakes(e, old *credence.Evidence) bool {
	if !old.KnownAt.Before(e.KnownAt) || e.Claim != old.Claim {
		return false
	}
	worse := e.Grade.Reliability > old.Grade.Reliability
	for _, r := range t.Codes.Code(e.Code).Value(e.Value).Replaces {
		if code, value, _ := strings.Cut(r, "."); code == old.Code && (value == "*" || value == old.Value) {
			return !worse
		}
	}
	if e.Code != old.Code || t.Codes.Code(e.Code).Value(e.Value).Open {
		return false
	}
	if e.Origin == old.Origin {
		return !worse
	}
	return e.Value != old.Value && !worse && rank(e.Authority) >= rank(old.Authority)
}

// rank orders the kinds of source for the same question: those who decide,
// those who investigate, those who report.
func rank(a credence.Authority) int {
	switch a {
	case credence.AuthorityCourt, credence.AuthorityInquiry:
		return 3
	case credence.AuthorityProsecutor, credence.AuthorityPolice, credence.AuthorityForensic, credence.AuthorityIntelligence:
		return 2
	case credence.AuthorityGovernment, credence.AuthorityOfficial:
		return 1
	}
	return 0
}
