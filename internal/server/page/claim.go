package page

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/internal/server/caller"
	"github.com/credence-project/credence/internal/workbench"
)

// claim shows a claim as of now or of the time that the address asks for.
func (p *Pages) claim(w http.ResponseWriter, r *http.Request) error {
	m, err := p.moment(r)
	if err != nil {
		return err
	}
	return p.showClaim(w, r, m)
}

// claimAt shows a claim as it stood here at a time: with what had been entered
// by then. What this address shows never changes.
func (p *Pages) claimAt(w http.ResponseWriter, r *http.Request) error {
	m, err := p.moment(r)
	if err != nil {
		return err
	}
	recorded, err := parseMoment(r.PathValue("time"))
	if err != nil {
		return err
	}
	if recorded.After(p.now()) {
		return &credence.InputError{Name: "time " + r.PathValue("time"), Reason: "has not come yet"}
	}
	if !m.Past || m.At.Known.After(recorded) {
		m.At.Known = recorded
	}
	m.Past, m.At.Recorded = true, recorded
	return p.showClaim(w, r, m)
}

func (p *Pages) showClaim(w http.ResponseWriter, r *http.Request, m moment) error {
	ctx := r.Context()
	id, err := p.bench.FindClaim(ctx, r.PathValue("slug"))
	if err != nil {
		return err
	}
	var sheet *workbench.Sheet
	var now workbench.Row
	if m.Past {
		sheet, now, err = p.bench.LookBack(ctx, string(id), m.At, p.now().UTC())
	} else if sheet, err = p.bench.Sheet(ctx, string(id), p.now().UTC()); err == nil {
		now = sheet.Row()
	}
	if err != nil {
		return err
	}
	effect, err := p.effect(r, id)
	if err != nil {
		return err
	}
	if !m.Past {
		m.At.Known = sheet.Brief.Assessment.AsOf
	}
	page := func() (string, view, error) {
		body := p.claimPage(sheet, &now, m)
		body.Effect = effect
		return "claim", view{
			Title: body.Claimant + ": " + body.Title, Here: "/", Scripts: []string{"claim.js"}, Moment: m, Back: "/claims/" + now.Slug, Body: body,
		}, nil
	}
	if effect != nil {
		name, v, _ := page()
		return p.render(w, r, name, v)
	}
	key := fmt.Sprintf("%s %s %s %v", sheet.Mark, now.Mark, now.Slug, m)
	return p.renderOnce(w, r, key, page)
}

// effect tells what the change did that the reader has just made; the address
// names the moment before it.
func (p *Pages) effect(r *http.Request, id credence.ClaimID) (*effect, error) {
	if !r.URL.Query().Has("changed") {
		return nil, nil
	}
	since, err := parseMoment(r.URL.Query().Get("changed"))
	if err != nil || since.IsZero() || since.After(p.now()) || p.now().Sub(since) > time.Hour {
		return nil, nil // an old address says nothing
	}
	now := p.now().UTC()
	c, err := p.bench.Compare(r.Context(), string(id), workbench.AsOf{Known: now, Recorded: since.Add(-time.Microsecond)}, workbench.AsOf{Known: now})
	if err != nil {
		return nil, err
	}
	e := &effect{Did: did[r.URL.Query().Get("did")], Lines: c.Lines, Item: r.URL.Query().Get("item")}
	if e.Did == "" {
		e.Did = "Your change is entered."
	}
	return e, nil
}

type effect struct {
	Did   string
	Item  string // of evidence, that can be undone
	Lines []string
}

// did says what a change was, when it is done.
var did = map[string]string{
	"accept": "Accepted.", "reject": "Rejected.", "correct": "Corrected: the new answer counts, the old one is kept beside it.",
	"undo": "Taken back by a new entry.", "add": "Added.", "dissent": "Your dissent is kept with the claim.",
	"prior": "Judged from another starting point.", "keep": "The verdict is kept in the history.", "sign": "Signed.",
}

// done leads back to the claim and says what was done.
func done(w http.ResponseWriter, r *http.Request, what, item, fragment string, act workbench.Act) error {
	q := url.Values{"did": {what}, "changed": {act.At.Format(time.RFC3339Nano)}}
	if item != "" {
		q.Set("item", item)
	}
	http.Redirect(w, r, "/claims/"+url.PathEscape(r.PathValue("slug"))+"?"+q.Encode()+"#"+fragment, http.StatusSeeOther)
	return nil
}

// change begins a change of a claim: it holds the caller to a role and gives
// the claim and who does what, why.
func (p *Pages) change(w http.ResponseWriter, r *http.Request, role caller.Role) (string, workbench.Act, error) {
	if err := p.posted(w, r, role); err != nil {
		return "", workbench.Act{}, err
	}
	act, err := p.act(r)
	if err != nil {
		return "", act, err
	}
	id, err := p.bench.FindClaim(r.Context(), r.PathValue("slug"))
	return string(id), act, err
}

// decide accepts, rejects, corrects or takes back an item of evidence.
func (p *Pages) decide(w http.ResponseWriter, r *http.Request) error {
	claim, act, err := p.change(w, r, caller.Analyst)
	if err != nil {
		return err
	}
	item, what := r.PathValue("item"), r.PostFormValue("do")
	switch what {
	case "accept":
		_, err = p.bench.Decide(r.Context(), claim, item, credence.Accepted, act)
	case "reject":
		_, err = p.bench.Decide(r.Context(), claim, item, credence.Rejected, act)
	case "undo":
		_, err = p.bench.Undo(r.Context(), claim, item, act)
	case "correct":
		_, err = p.bench.Correct(r.Context(), claim, item, func(e *credence.Evidence) {
			if v := r.PostFormValue("value"); v != "" {
				e.Value = v
			}
			readGrade(r, &e.Grade)
		}, act)
	default:
		err = &credence.InputError{Name: "change", Reason: "want accept, reject, correct or undo"}
	}
	if err != nil {
		return err
	}
	return done(w, r, what, item, "effect", act)
}

// readGrade reads the grade of a source from a form; a field left empty
// leaves what was there.
func readGrade(r *http.Request, g *credence.Grade) {
	if v := r.PostFormValue("reliability"); v != "" {
		g.Reliability = v
	}
	if v := r.PostFormValue("credibility"); len(v) == 1 && v[0] >= '1' && v[0] <= '6' {
		g.Credibility = int(v[0] - '0')
	}
}

// answer adds an answer to a question.
func (p *Pages) answer(w http.ResponseWriter, r *http.Request) error {
	claim, act, err := p.change(w, r, caller.Analyst)
	if err != nil {
		return err
	}
	var e credence.Evidence
	e.Code, e.Value, _ = strings.Cut(r.PostFormValue("answer"), "|")
	readGrade(r, &e.Grade)
	e.Outlet = strings.TrimSpace(r.PostFormValue("voice"))
	if e.Outlet != "" {
		e.Origin = p.bench.VoiceNamed(e.Outlet)
	}
	if e.KnownAt, err = parseMoment(r.PostFormValue("known")); err != nil {
		return err
	}
	if e.KnownAt.After(act.At) {
		return &credence.InputError{Name: "known since", Reason: "that time has not come yet"}
	}
	if doc := r.PostFormValue("document"); doc != "" {
		q, err := p.bench.Passage(r.Context(), doc, r.PostFormValue("words"))
		if err != nil {
			return err
		}
		e.Quotes = []credence.Quote{q}
	}
	e, err = p.bench.AddEvidence(r.Context(), claim, e, r.PostFormValue("about") == "incident", act)
	if err != nil {
		return err
	}
	return done(w, r, "add", string(e.ID), "effect", act)
}

// rule makes the changes that concern the claim as a whole.
func (p *Pages) rule(w http.ResponseWriter, r *http.Request) error {
	what, role := r.PathValue("what"), caller.Analyst
	if what == "prior" || what == "sign" {
		role = caller.Editor
	}
	claim, act, err := p.change(w, r, role)
	if err != nil {
		return err
	}
	switch what {
	case "dissent":
		err = p.bench.Dissent(r.Context(), claim, act)
	case "prior":
		_, err = p.bench.ChoosePrior(r.Context(), claim, r.PostFormValue("set"), act)
	case "keep":
		_, _, err = p.bench.KeepVerdict(r.Context(), claim, act)
	case "sign":
		_, err = p.bench.SignOff(r.Context(), claim, act)
	default:
		err = credence.ErrNotFound
	}
	if err != nil {
		return err
	}
	return done(w, r, what, "", "effect", act)
}

// export hands a verdict over in a form to take away.
func (p *Pages) export(w http.ResponseWriter, r *http.Request) error {
	m, err := p.moment(r)
	if err != nil {
		return err
	}
	id, err := p.bench.FindClaim(r.Context(), r.PathValue("slug"))
	if err != nil {
		return err
	}
	act := workbench.Act{By: caller.From(r.Context()).Name, At: p.now().UTC(), Reason: "export"}
	out, err := p.bench.Export(r.Context(), string(id), r.PathValue("format"), m.At, act)
	if err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", out.Type)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Content-Disposition", fmt.Sprintf("attachment; filename=%q", out.Name))
	if _, err := w.Write(out.Body); err != nil {
		return errGone
	}
	return nil
}
