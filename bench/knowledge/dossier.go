package main

import (
	"slices"
	"strings"
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/assess"
	"github.com/credence-project/credence/casebook"
	"github.com/credence-project/credence/knowledge"
)

// propose gives the evidence that the machine proposes from the texts of a
// case as of a time. The coded evidence of the file is not looked at.
func propose(c *casebook.Case, at time.Time) ([]credence.Evidence, error) {
	return assess.Propose(dossier(c, at)), nil
}

func dossier(c *casebook.Case, at time.Time) assess.Dossier {
	in := &c.Incident
	d := assess.Dossier{
		Claim: c.Subject(), AsOf: at, Theatre: c.Context.Theatre,
		Scene: assess.Scene{Type: in.Type, Date: c.Attack(), Place: in.Where.Name, Country: in.Where.Country, Sites: max(len(in.When.Phases), 1+strings.Count(in.Where.Name, ";"))},
	}
	for i, k := range c.AllClaims() {
		if slices.Contains(c.Context.SubjectClaims, c.Claims[i].ID) {
			d.Versions = append(d.Versions, k)
			q := question(c, i)
			q.AsOf = at
			q.Facts = atTheTime(q.Facts)
			d.Details = append(d.Details, knowledge.Test(q)...)
		} else if rival(c, i) {
			d.Rivals = append(d.Rivals, k)
		}
	}
	origins := c.Origins()
	for i, doc := range c.Documents() {
		r := &c.Reports[i]
		if r.Composite() {
			doc.Published = credence.At(r.Published.Known(), "stated")
		}
		d.Reports = append(d.Reports, assess.Source{
			Document: doc, Origin: origins[doc.ID].ID, Composite: r.Composite(), Opinion: r.Kind == "opinion" || r.Kind == "scraper",
		})
	}
	return d
}

// rival reports whether claim i was made by somebody other than the subject.
func rival(c *casebook.Case, i int) bool {
	return c.Claims[i].Tier != "attacker" && c.Claims[i].Claimant != c.Context.Subject
}

// atTheTime leaves out what a case file gives as the final state of knowledge.
func atTheTime(f knowledge.Facts) knowledge.Facts {
	return knowledge.Facts{Type: f.Type, Places: f.Places, Country: f.Country, Date: f.Date, Target: f.Target}
}
