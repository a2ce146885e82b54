package main

import (
	"github.com/credence-project/credence"
	"github.com/credence-project/credence/casebook"
	"github.com/credence-project/credence/knowledge"
)

func question(c *casebook.Case, i int) knowledge.Question {
	return knowledge.Question{Claim: c.AllClaims()[i], Claimant: []string{c.Context.Subject}, Facts: facts(c), Reports: reports(c)}
}

func reports(c *casebook.Case) []knowledge.Report {
	origins := c.Origins()
	docs := c.Documents()
	out := make([]knowledge.Report, len(docs))
	for i, d := range docs {
		r := &c.Reports[i]
		if r.Composite() { // public at that time, by the rule of the case pack
			d.Published = credence.At(r.Published.Known(), "stated")
		}
		out[i] = knowledge.Report{Document: d, Origin: origins[d.ID].ID, Composite: r.Composite()}
	}
	return out
}

func facts(c *casebook.Case) knowledge.Facts {
	in := &c.Incident
	f := knowledge.Facts{
		Type: in.Type, Places: []string{in.Where.Name}, Country: in.Where.Country, Date: c.Attack(),
		Weapons: in.Weapons, Target: in.Target, Killed: number(in.Killed), Injured: number(in.Injured),
	}
	f.Attackers, f.Names = knowledge.Roles(roles(in.Perpetrators))
	f.NoAttack = len(in.Perpetrators) == 0 && len(in.Weapons) == 0 && f.Killed.Min == 0 && f.Injured.Min == 0 && f.Killed.Known
	return f
}

func roles(ps []casebook.Person) []knowledge.Role {
	out := make([]knowledge.Role, len(ps))
	for i, p := range ps {
		out[i] = knowledge.Role{Name: p.Name, Role: p.Role}
	}
	return out
}

func number(n *int) credence.Number {
	if n == nil {
		return credence.Number{}
	}
	return credence.Number{Min: *n, Max: *n, Known: true}
}
