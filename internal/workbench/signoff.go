package workbench

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/internal/store"
)

// rulingSignOff says that somebody answers for a verdict besides those who
// came to it; its subjects are a claim and the verdict, by its digest.
const rulingSignOff = "sign-off"

// SignOff is an entry of the journal by which somebody answers for a verdict.
type SignOff struct {
	ID     string    `json:"id"` // of the ruling
	By     string    `json:"by"`
	At     time.Time `json:"at"`
	Reason string    `json:"reason"`
	Holds  bool      `json:"holds"` // for the verdict as it is now; one that moved needs another
}

// Clearance is whether a verdict may be handed on, and why not.
type Clearance struct {
	People   []Person  `json:"people"`    // who is named as an attacker
	Needed   bool      `json:"needed"`    // a second person must sign off
	SignOffs []SignOff `json:"sign_offs"` // oldest first
	Deciders []string  `json:"deciders"`  // whose decisions the verdict rests on
	Allowed  bool      `json:"allowed"`
	Why      string    `json:"why"` // in a sentence
}

// machine is the name under which the program itself writes.
const machine = "machine"

// Clearance tells whether the verdict on a claim as of a time may be handed on
// by somebody. A verdict that concerns an identifiable living person needs the
// signature of one who neither made a decision that it rests on nor hands it
// on. Names are compared without regard to case. What was signed is the
// verdict: it holds as long as evidence, ladder and people are the same.
func (w *Workbench) Clearance(ctx context.Context, claim string, at AsOf, by string) (Clearance, error) {
	c, _, _, err := w.clearance(ctx, claim, at, by)
	return c, err
}

// ExportAllowed gives an InputError that says why the verdict on a claim as of
// a time may not be handed on by somebody, or nil; see Clearance.
func (w *Workbench) ExportAllowed(ctx context.Context, claim string, at AsOf, by string) error {
	c, f, _, err := w.clearance(ctx, claim, at, by)
	if err != nil || c.Allowed {
		return err
	}
	return &credence.InputError{Name: "claim " + string(f.claim.ID), Reason: c.Why}
}

// SignOff answers for the verdict on a claim as of act.Known, or of now. It is
// an InputError if the person made a decision that the verdict rests on.
func (w *Workbench) SignOff(ctx context.Context, claim string, act Act) (SignOff, error) {
	if err := act.check(); err != nil {
		return SignOff{}, err
	}
	at := AsOf{Known: act.At}
	if !act.Known.IsZero() {
		at.Known = act.Known
	}
	c, f, digest, err := w.clearance(ctx, claim, at, "")
	if err != nil {
		return SignOff{}, err
	}
	if slices.Contains(c.Deciders, foldName(act.By)) {
		return SignOff{}, &credence.InputError{Name: "claim " + string(f.claim.ID), Reason: fmt.Sprintf("the verdict rests on decisions of %s; somebody else must sign off", act.By)}
	}
	r, err := w.DB.AddRuling(ctx, store.Ruling{What: rulingSignOff, Subjects: []string{string(f.held.ID), digest}, By: act.By, At: act.At, Reason: act.Reason})
	if err != nil {
		return SignOff{}, err
	}
	return signOff(&r, digest), w.judged(ctx, string(f.held.ID), act)
}

func signOff(r *store.Ruling, digest string) SignOff {
	return SignOff{ID: r.ID, By: r.By, At: r.At, Reason: r.Reason, Holds: len(r.Subjects) == 2 && r.Subjects[1] == digest}
}

func (w *Workbench) clearance(ctx context.Context, claim string, at AsOf, by string) (c Clearance, f *file, digest string, err error) {
	f, a, err := w.judge(ctx, claim, at)
	if err != nil {
		return c, f, "", err
	}
	if c.People, err = w.people(ctx, f, at); err != nil {
		return c, f, "", err
	}
	digest, err = w.fillClearance(ctx, &c, f, &a, at.Recorded)
	c.Allowed, c.Why = c.verdict(by)
	return c, f, digest, err
}

// fillClearance fills in what follows from the people, and gives the digest of
// the verdict.
func (w *Workbench) fillClearance(ctx context.Context, c *Clearance, f *file, a *credence.Assessment, recorded time.Time) (digest string, err error) {
	c.Needed = slices.ContainsFunc(c.People, Person.Living)
	if c.Deciders, err = w.deciders(ctx, f, a); err != nil {
		return "", err
	}
	digest = verdictDigest(a, c.People)
	rulings, err := w.rulingsOn(ctx, rulingSignOff, f.everName(func(c *credence.Claim) string { return string(c.ID) }), AsOf{Recorded: recorded})
	if err != nil {
		return "", err
	}
	for i := range rulings {
		c.SignOffs = append(c.SignOffs, signOff(&rulings[i], digest))
	}
	return digest, nil
}

// verdict says whether somebody may hand the verdict on.
func (c *Clearance) verdict(by string) (bool, string) {
	if !c.Needed {
		return true, "No living person is named in connection with this."
	}
	why := "A living person is named in connection with this: a second person must sign off first."
	for _, s := range c.SignOffs {
		switch {
		case !s.Holds:
			why = fmt.Sprintf("%s signed off on %s, but the verdict has changed since: somebody must sign off again.", s.By, s.At.UTC().Format("2 January 2006"))
		case slices.Contains(c.Deciders, foldName(s.By)):
			why = fmt.Sprintf("%s signed off and has a part in the verdict: somebody else must sign off.", s.By)
		case foldName(s.By) == foldName(by):
			why = fmt.Sprintf("%s signed off: somebody else must hand it on.", s.By)
		default:
			return true, fmt.Sprintf("%s signed off on %s.", s.By, s.At.UTC().Format("2 January 2006"))
		}
	}
	return false, why
}

// deciders are the people whose decisions a verdict rests on, by folded name:
// who entered or decided on what was scored or set aside, and who chose the
// prior.
func (w *Workbench) deciders(ctx context.Context, f *file, a *credence.Assessment) ([]string, error) {
	var names []string
	add := func(name string) {
		if name = foldName(name); name != "" && name != machine {
			names = append(names, name)
		}
	}
	items := slices.Clone(a.Evidence)
	for _, s := range a.SetAside {
		items = append(items, s.Evidence)
	}
	for _, e := range items {
		add(e.By)
		decided, err := w.DB.Decisions(ctx, e.ID, store.AsOf{})
		if err != nil {
			return nil, err
		}
		for _, d := range decided {
			add(d.By)
		}
	}
	add(f.prior.By)
	slices.Sort(names)
	return slices.Compact(names), nil
}

// verdictDigest names a verdict by what somebody who reads it signs: what it
// rests on, where it stands in whole percent, and whom it concerns. The moment
// from which one looks is no part of it.
func verdictDigest(a *credence.Assessment, people []Person) string {
	type row struct {
		H credence.Hypothesis
		P int
	}
	signed := struct {
		Claim        credence.ClaimID
		Authenticity credence.Authenticity
		Sufficiency  credence.Sufficiency
		Top          credence.Hypothesis
		Rungs        []row
		Evidence     []string
		Prior        string
		People       []Person
	}{a.Claim.ID, a.Authenticity, a.Sufficiency, a.Top, nil, nil, a.Prior.Set, people}
	for _, r := range a.Rungs {
		signed.Rungs = append(signed.Rungs, row{r.H, int(math.Round(100 * r.P))})
	}
	for _, e := range a.Evidence {
		signed.Evidence = append(signed.Evidence, string(e.ID)+" "+e.Value+" "+string(e.Status))
	}
	slices.SortFunc(signed.Evidence, cmp.Compare)
	body, _ := json.Marshal(signed) // strings and whole numbers: it cannot fail
	return credence.ContentID("verdict", string(body))
}
