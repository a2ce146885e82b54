package casebook

import (
	"strings"
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/assess"
	"github.com/credence-project/credence/knowledge"
)

// FromTexts gives the evidence that the machine proposes from the report texts
// and the claim as of a time. The coded evidence of the file is not looked at.
// It fits [Replay].Evidence.
func FromTexts(c *Case, at time.Time) ([]credence.Evidence, error) {
	return assess.Propose(c.Dossier(at)), nil
}

// Tested answers the knowledge test for every detail of the case, with all
// that the file knows. It fits [Replay].Details.
func Tested(c *Case) ([]DetailAnswer, error) {
	out := []DetailAnswer{}
	for i := range c.Claims {
		for k, t := range knowledge.Test(c.Question(i, time.Time{})) {
			out = append(out, DetailAnswer{c.Claims[i].Details[k].ID, string(t.PublicBefore), string(t.Later)})
		}
	}
	return out, nil
}

// Question puts claim i to the knowledge test as of a time. Fields of the
// incident that hold the final state of knowledge count only if no time is
// given.
func (c *Case) Question(i int, at time.Time) knowledge.Question {
	q := knowledge.Question{Claim: c.claim(&c.Claims[i]), Claimant: []string{c.Context.Subject}, Facts: c.facts(at.IsZero()), AsOf: at}
	origins := c.Origins()
	for k, d := range c.textDocuments() {
		q.Reports = append(q.Reports, knowledge.Report{Document: d, Origin: origins[d.ID].ID, Composite: c.Reports[k].Composite()})
	}
	return q
}

// textDocuments gives the reports with the times at which they count as
// known: a composite stands for what was public at its time.
func (c *Case) textDocuments() []credence.Document {
	out := c.Documents()
	for i := range out {
		if r := &c.Reports[i]; r.Composite() && !r.Published.IsZero() {
			out[i].Published = credence.At(r.Published.Known(), "stated")
		}
	}
	return out
}

// facts is what is established about the incident.
func (c *Case) facts(final bool) knowledge.Facts {
	in := &c.Incident
	f := knowledge.Facts{Type: in.Type, Places: []string{in.Where.Name}, Country: in.Where.Country, Date: c.Attack(), Target: in.Target}
	if !final {
		return f
	}
	f.Weapons, f.Killed, f.Injured = in.Weapons, exactly(in.Killed), exactly(in.Injured)
	roles := make([]knowledge.Role, len(in.Perpetrators))
	for i, p := range in.Perpetrators {
		roles[i] = knowledge.Role{Name: p.Name, Role: p.Role}
	}
	f.Attackers, f.Names = knowledge.Roles(roles)
	f.NoAttack = len(roles) == 0 && len(in.Weapons) == 0 && f.Killed.Known && f.Injured.Known && f.Killed.Min+f.Injured.Min == 0
	return f
}

func exactly(n *int) credence.Number {
	if n == nil {
		return credence.Number{}
	}
	return credence.Number{Min: *n, Max: *n, Known: true}
}

// Dossier gathers what evidence is proposed from, as of a time.
func (c *Case) Dossier(at time.Time) assess.Dossier {
	in := &c.Incident
	d := assess.Dossier{
		Claim: c.Subject(), AsOf: at, Theatre: c.Context.Theatre,
		Scene: assess.Scene{Type: in.Type, Date: c.Attack(), Place: in.Where.Name, Target: in.Target, Country: in.Where.Country, Sites: max(len(in.When.Phases), 1+strings.Count(in.Where.Name, ";"))},
	}
	for i := range c.Claims {
		k := &c.Claims[i]
		switch {
		case c.isSubject(k.ID):
			d.Versions = append(d.Versions, c.claim(k))
			d.Details = append(d.Details, knowledge.Test(c.Question(i, at))...)
		case k.Tier != string(credence.TierAttacker) && k.Claimant != c.Context.Subject:
			d.Rivals = append(d.Rivals, c.claim(k))
		}
	}
	origins := c.Origins()
	for i, doc := range c.textDocuments() {
		kind := c.Reports[i].Kind
		d.Reports = append(d.Reports, assess.Source{
			Document: doc, Origin: origins[doc.ID].ID, Composite: c.Reports[i].Composite(), Opinion: kind == "opinion" || kind == "scraper",
		})
	}
	return d
}
