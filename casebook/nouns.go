package casebook

import (
	"encoding/json"
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/lexicon"
)

// ClaimID is the identifier of the claim with that local name. All claims
// whose link is judged count as one: the first of them.
func (c *Case) ClaimID(local string) credence.ClaimID {
	if c.isSubject(local) {
		local = c.Context.SubjectClaims[0]
	}
	return credence.ClaimID(credence.ContentID("c", c.ID, local))
}

// DetailID is the identifier of the detail with that local name.
func (c *Case) DetailID(local string) credence.DetailID {
	return credence.DetailID(credence.ContentID("t", c.ID, local))
}

// EvidenceID is the identifier of the item with that local name.
func (c *Case) EvidenceID(local string) credence.EvidenceID {
	return credence.EvidenceID(credence.ContentID("e", c.ID, local))
}

// IncidentID is the identifier of the incident.
func (c *Case) IncidentID() credence.IncidentID {
	return credence.IncidentID(credence.ContentID("i", c.ID))
}

// DocumentID is the identifier of the report with that local name, "" if the
// case has none of that name.
func (c *Case) DocumentID(local string) credence.DocumentID {
	if c.index != nil {
		return c.index.documents[local]
	}
	for i := range c.Reports {
		if c.Reports[i].ID == local {
			d := c.document(&c.Reports[i])
			return d.ID
		}
	}
	return ""
}

func (c *Case) isSubject(local string) bool {
	for _, s := range c.Context.SubjectClaims {
		if s == local {
			return true
		}
	}
	return false
}

// Documents gives the reports as documents, in the order of the file. The
// text is the gist; Name is the local name; Extra["kind"] is the kind of
// report, "background" for a composite that is no source.
func (c *Case) Documents() []credence.Document {
	out := make([]credence.Document, len(c.Reports))
	for i := range c.Reports {
		out[i] = c.document(&c.Reports[i])
	}
	return out
}

func (c *Case) document(r *Report) credence.Document {
	basis := "page metadata"
	if r.Composite() {
		basis = "stated"
	}
	kind, _ := json.Marshal(r.Kind)
	d := credence.Document{
		Name: c.ID + "/" + r.ID, URL: r.URL, Outlet: r.Outlet, Credit: r.Origin.Agency, Lang: r.Lang,
		Published: r.Published.Interval(basis), Format: "casebook", Text: r.About,
		Extra: map[string]json.RawMessage{"kind": kind},
	}
	d.ID = d.Identify()
	return d
}

// Origins gives the voice behind each report, by document: the wire it
// credits, the report it copies, or itself.
func (c *Case) Origins() map[credence.DocumentID]credence.Origin {
	byID := make(map[string]*Report, len(c.Reports))
	for i := range c.Reports {
		byID[c.Reports[i].ID] = &c.Reports[i]
	}
	out := make(map[credence.DocumentID]credence.Origin, len(c.Reports))
	for i := range c.Reports {
		r := &c.Reports[i]
		out[c.DocumentID(r.ID)] = c.origin(r, byID)
	}
	return out
}

func (c *Case) origin(r *Report, byID map[string]*Report) credence.Origin {
	first, relation := r, credence.OwnReporting
	for step := 0; step < len(c.Reports) && first.Origin.Of != "" && byID[first.Origin.Of] != nil; step++ {
		first = byID[first.Origin.Of]
		relation = credence.FullCopy
	}
	if relation == credence.FullCopy && r.Origin.Relation == "derived" {
		relation = credence.Relay
	}
	if a := first.Origin.Agency; a != "" {
		if first == r {
			relation = credence.Relay
		}
		return credence.Origin{ID: credence.OriginID("wire:" + a), Name: a, Relation: relation, Reason: "credits " + a}
	}
	o := credence.Origin{ID: credence.OriginID(credence.ContentID("o", c.ID, first.ID)), Name: first.Outlet, Document: c.DocumentID(first.ID), Relation: relation, Reason: "own reporting"}
	if first != r {
		o.Reason = "copy of " + first.Outlet
	}
	return o
}

// Subject is the claim whose link is judged, with the details of all its
// versions. Where nobody claimed, it names the subject and has no time.
func (c *Case) Subject() credence.Claim {
	out := credence.Claim{Claimant: c.Context.Subject, ClaimantID: c.claimantID(), Incident: c.IncidentID()}
	for i := range c.Claims {
		k := &c.Claims[i]
		if !c.isSubject(k.ID) {
			continue
		}
		if out.ID == "" || k.ID == c.Context.SubjectClaims[0] {
			details := out.Details
			out = c.claim(k)
			out.Claimant, out.ClaimantID = c.Context.Subject, c.claimantID()
			out.Details = append(details, out.Details...)
			continue
		}
		out.Details = append(out.Details, c.details(k)...)
	}
	return out
}

// claimantID is the register entry that the subject's name denotes, or "" where
// the name was not known when the claim came or no single entry bears it.
func (c *Case) claimantID() string {
	if !c.Context.NameKnown {
		return ""
	}
	id, _, _ := lexicon.Actors().Resolve(c.Context.Subject, lexicon.Hints{
		Countries: []string{c.Incident.Where.Country}, Year: c.Attack().From.Year(),
	})
	return id
}

// AllClaims gives every claim of the case as it stands in the file, also
// those of other claimants; claims that count as one share an identifier.
func (c *Case) AllClaims() []credence.Claim {
	out := make([]credence.Claim, len(c.Claims))
	for i := range c.Claims {
		out[i] = c.claim(&c.Claims[i])
	}
	return out
}

func (c *Case) claim(k *Claim) credence.Claim {
	return credence.Claim{
		ID: c.ClaimID(k.ID), Claimant: k.Claimant, Incident: c.IncidentID(), Channel: k.Channel, Tier: credence.Tier(k.Tier),
		At: k.At.Interval("stated"), Wording: k.Wording, Details: c.details(k),
	}
}

func (c *Case) details(k *Claim) []credence.Detail {
	out := make([]credence.Detail, len(k.Details))
	for i, d := range k.Details {
		out[i] = credence.Detail{
			ID: c.DetailID(d.ID), Slot: credence.Slot(d.Slot), Value: d.Value, Stated: d.Stated, Checkable: d.Checkable,
			Asserted: d.Asserted.Interval("stated"), Withdrawn: k.Withdrawn.Interval("stated"),
		}
	}
	return out
}

// Coded gives the evidence of the file, in its order. It counts as accepted
// by the casebook.
func (c *Case) Coded() []credence.Evidence {
	out := make([]credence.Evidence, len(c.Evidence))
	for i := range c.Evidence {
		out[i] = c.evidence(&c.Evidence[i])
	}
	return out
}

func (c *Case) evidence(e *Item) credence.Evidence {
	v := credence.Evidence{
		ID: c.EvidenceID(e.ID), Code: e.Code, Value: e.Value, Stake: e.Source.Stake,
		Grade:  credence.Grade{Reliability: e.Source.Reliability, Credibility: e.Source.Credibility},
		Origin: credence.OriginID(e.Source.Origin), Outlet: e.Source.Outlet, Authority: credence.Authority(e.Source.Kind),
		KnownAt: e.Known.Known(), Status: credence.Accepted, By: "casebook", Note: e.Note,
	}
	if e.Claim != "" {
		v.Claim = c.ClaimID(e.Claim)
	}
	for _, s := range e.Supersedes {
		v.Supersedes = append(v.Supersedes, c.EvidenceID(s))
	}
	for _, r := range e.Reports {
		if id := c.DocumentID(r); id != "" {
			v.Quotes = append(v.Quotes, credence.Quote{Document: id})
		}
	}
	return v
}

// Attack is when the incident began.
func (c *Case) Attack() credence.Interval { return c.Incident.When.Start.Interval("stated") }

// FirstClaim is the moment taken for the earliest claim that is judged, and
// false if there is none.
func (c *Case) FirstClaim() (time.Time, bool) {
	var first time.Time
	for i := range c.Claims {
		if t := c.Claims[i].At.Middle(); c.isSubject(c.Claims[i].ID) && (first.IsZero() || t.Before(first)) {
			first = t
		}
	}
	return first, !first.IsZero()
}
