package brief

import (
	"net/url"
	"slices"
	"strings"
	"unicode"

	"github.com/credence-project/credence"
)

// Standfirst is the verdict in two or three sentences, the way a brief opens.
func (b *Brief) Standfirst() string { return standfirst(b) }

// StandsOut reports whether the leading rung is ahead of all others by more
// than the last digits.
func (b *Brief) StandsOut() bool { return standsOut(&b.Assessment) }

// Settled reports whether the evidence is enough to lean on the leading rung.
func (b *Brief) Settled() bool {
	s := b.Assessment.Sufficiency
	return b.StandsOut() && (s == credence.Established || s == credence.Likely)
}

// Tied reports whether the verdict ties the attacker to the claimant: it is
// settled and a rung from "declared" upward leads. Only then may an export
// attribute the attack.
func (b *Brief) Tied() bool {
	top := b.Assessment.Top
	return b.Settled() && (top == credence.H1 || top == credence.H2 || top == credence.H3)
}

// Independent counts the voices other than the claimant's that the documents go
// back to. Composites, which sum up what was public, are none.
func (b *Brief) Independent() int {
	var seen []credence.OriginID
	for i := range b.Documents {
		d := &b.Documents[i]
		o, ok := b.Origins[d.ID]
		if ok && !b.OwnVoice(d) && string(d.Extra["kind"]) != `"background"` && !slices.Contains(seen, o.ID) {
			seen = append(seen, o.ID)
		}
	}
	return len(seen)
}

// Foreknown counts the details by which a claim could show that it knows more
// than the public did: those it states and that can be checked, and of these
// those that were not public before it and were confirmed later.
func (b *Brief) Foreknown() (exclusive, checkable int) {
	for _, d := range b.Assessment.Details {
		if !d.Detail.Stated || !d.Detail.Checkable {
			continue
		}
		checkable++
		if d.PublicBefore == credence.No && d.Later == credence.Confirmed {
			exclusive++
		}
	}
	return exclusive, checkable
}

// Chance is the probability of a roll-up by its name, zero if there is none.
func (b *Brief) Chance(rollUp string) credence.Probability {
	for _, r := range b.Assessment.RollUps {
		if r.Name == rollUp {
			return r.Probability
		}
	}
	return credence.Probability{}
}

// Leading is the leading rung.
func (b *Brief) Leading() credence.Rung { return rung(&b.Assessment, b.Assessment.Top) }

// ownTiers are the tiers of channels that are the claimant's or its supporters'.
// Others carry a claim as bystanders: the paper that somebody called.
var ownTiers = []credence.Tier{credence.TierOfficial, credence.TierAuxiliary, credence.TierSupporter, credence.TierAttacker}

// OwnVoice reports whether a document is published by the claimant itself or
// by a channel of its own. No export leads there.
func (b *Brief) OwnVoice(d *credence.Document) bool {
	c := &b.Assessment.Claim
	return sameName(d.Outlet, c.Claimant) || slices.Contains(ownTiers, c.Tier) && within(d.Outlet, c.Channel) ||
		slices.ContainsFunc(b.Own, func(n string) bool { return sameName(d.Outlet, n) })
}

func sameName(a, b string) bool { return a != "" && strings.EqualFold(a, b) }

// within reports whether the words of a name stand in a text as words.
func within(name, text string) bool {
	words, all := strings.FieldsFunc(strings.ToLower(name), notLetter), strings.FieldsFunc(strings.ToLower(text), notLetter)
	for i := 0; len(words) > 0 && i+len(words) <= len(all); i++ {
		if slices.Equal(words, all[i:i+len(words)]) {
			return true
		}
	}
	return false
}

func notLetter(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }

// OwnWords is how many words of a claimant an export may quote at once.
const OwnWords = 25

// Short makes one line of s, at most n words long.
func Short(s string, n int) string { return squeeze(s, n) }

// Words gives the words of a statement as an export may quote them: those of a
// claimant, and of whoever swears loyalty to it, no longer than OwnWords.
func Words(s *Said) string {
	switch s.Kind {
	case credence.KindClaim, credence.KindDenial, credence.KindRetraction, credence.KindPledge:
		return squeeze(s.Text, OwnWords)
	}
	return squeeze(s.Text, 2*OwnWords)
}

// KindWord is what a kind of statement is called.
func KindWord(k credence.Kind) string { return kindWords[k] }

// Gist reports whether the text of a document is ours and not the publisher's.
func Gist(d *credence.Document) bool { return d.Format == credence.FormatGist }

// Document gives a document of the brief, nil if it has none of that name.
func (b *Brief) Document(id credence.DocumentID) *credence.Document { return b.document(id) }

// Link is where a document may be read, "" if it has no such address, or one
// to which no export leads.
func (b *Brief) Link(d *credence.Document) string {
	u, err := url.Parse(d.URL)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || b.OwnVoice(d) {
		return ""
	}
	return u.String()
}
