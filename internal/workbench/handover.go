package workbench

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/assess"
	"github.com/credence-project/credence/export/brief"
	"github.com/credence-project/credence/export/bundle"
	"github.com/credence-project/credence/export/naming"
	"github.com/credence-project/credence/internal/store"
	"github.com/credence-project/credence/knowledge"
)

// handed is a verdict as it may be handed on.
type handed struct {
	brief          *brief.Brief
	input, verdict []byte // what it was judged from, and the verdict
	journal        []credence.ChainEntry
	head           store.Head
	recorded       time.Time
	by             Publisher
}

// page is where the review of the claim is published, "" if nowhere.
func (h *handed) page() string {
	if h.by.Pages == "" {
		return ""
	}
	return strings.TrimSuffix(h.by.Pages, "/") + "/" + string(h.brief.Assessment.Claim.ID)
}

func (h *handed) pack() ([]byte, error) {
	return bundle.Pack(&bundle.Dossier{
		Brief: h.brief, Input: h.input, Verdict: h.verdict, Journal: h.journal, Entries: h.head.Entries, Head: h.head.Link,
		Recorded: h.recorded, Program: h.by.Program, By: h.by.Name, Page: h.page(),
	})
}

// judgedFrom is what a verdict was judged from, as it is written down.
type judgedFrom struct {
	Claim     credence.Claim        `json:"claim"`
	Evidence  []credence.Evidence   `json:"evidence"`
	AsOf      time.Time             `json:"as_of"`
	Recorded  time.Time             `json:"recorded_at,omitzero"`
	Prior     string                `json:"prior,omitempty"`
	Why       string                `json:"why,omitempty"`
	Theatre   string                `json:"theatre,omitempty"`
	Attack    credence.Interval     `json:"attack"`
	Details   []credence.DetailTest `json:"details"`
	Yardstick string                `json:"yardstick,omitempty"`
	Extractor string                `json:"extractor,omitempty"`
	Seed      uint64                `json:"seed,omitempty"`
	Draws     int                   `json:"draws,omitempty"`
}

// handOver judges a claim from what may be handed on of it, if it may be handed
// on at all (see ExportAllowed). That nobody is named or quoted at length
// changes no probability, and who has the input gets the same verdict from it,
// to the byte.
func (w *Workbench) handOver(ctx context.Context, claim string, more needs, at AsOf, act *Act) (*handed, error) {
	c, f, err := w.cleared(ctx, claim, at, act)
	if err == nil && !c.Allowed {
		err = &credence.InputError{Name: "claim " + string(f.claim.ID), Reason: c.Why}
	}
	if err != nil {
		return nil, err
	}
	gate := f.sortNames(c.People).Gate()
	f.unlink()
	from, err := clean(f, gate, judgedFrom(w.input(f, at, knowledge.Test(f.question(at)))))
	if err != nil {
		return nil, err
	}
	h := &handed{recorded: at.Recorded, by: w.Publisher}
	if h.input, err = line(from); err != nil {
		return nil, err
	}
	if h.verdict, err = verdictOn(w.Tables, h.input); err != nil {
		return nil, err
	}
	var a credence.Assessment
	if err := json.Unmarshal(h.verdict, &a); err != nil {
		return nil, err
	}
	b := w.brief(f, a)
	if more >= needsStory {
		if err := w.addStory(ctx, b, at); err != nil {
			return nil, err
		}
	}
	shown, err := naming.Through(gate, *b)
	if err != nil {
		return nil, err
	}
	for i := range shown.Said {
		shown.Said[i].Text = brief.Words(&shown.Said[i])
	}
	h.brief, shown.Attackers = &shown, f.named(c.People)
	if more >= needsJournal {
		if h.journal, err = w.chainOf(ctx, f, gate, at); err != nil {
			return nil, err
		}
		h.head, err = w.DB.VerifyJournal(ctx)
	}
	return h, err
}

// cleared is the clearance for whoever hands a verdict on. Where nobody does,
// it is allowed, and the gate is closed for everybody who may be alive.
func (w *Workbench) cleared(ctx context.Context, claim string, at AsOf, act *Act) (Clearance, *file, error) {
	if act != nil {
		c, f, _, err := w.clearance(ctx, claim, at, act.By)
		return c, f, err
	}
	c := Clearance{Allowed: true}
	f, err := w.open(ctx, claim, at)
	if err != nil {
		return c, f, err
	}
	c.People, err = w.people(ctx, f, at)
	for i := range c.People {
		c.People[i].Open = c.People[i].Open && !c.People[i].Living()
	}
	return c, f, err
}

// victims are the people whom the reports name as those it was done to.
func (f *file) victims() []string {
	var out []string
	for _, t := range f.tellings() {
		for _, m := range t.Extraction.Incidents {
			for _, x := range m.Targets {
				if slices.Contains(t.Scope.Refs, m.Ref) && x.Kind == "person" && personal(x.Name) && !f.isClaimant(x.Name) {
					out = append(out, x.Name)
				}
			}
		}
	}
	return out
}

// named are the attackers who may be named and whom something known by then
// names, so that a name does not come out before its time.
func (f *file) named(people []Person) []string {
	var out []string
	for _, p := range people {
		said := naming.New([]string{p.Name}, strings.Fields(p.Name)) // in full: the last word may be a brother's
		if p.Open && slices.ContainsFunc(f.documents, func(d credence.Document) bool { return !said.Lets(d.Title + "\n" + d.Text + "\n" + d.URL) }) {
			out = append(out, p.Name)
		}
	}
	return out
}

// unlink takes out the addresses of what the claimant published itself.
func (f *file) unlink() {
	for i := range f.documents {
		if d := &f.documents[i]; f.own(d) {
			d.URL, d.Canonical = "", ""
		}
	}
}

// own reports whether the claimant published a document.
func (f *file) own(d *credence.Document) bool {
	b := brief.Brief{Own: f.names}
	b.Assessment.Claim = f.claim
	return b.OwnVoice(d)
}

// quotable is how many words of a report may stand in one quotation.
const quotable = 2 * brief.OwnWords

// words says how much of a document may be quoted: all of a gist, which is
// ours, little of what the claimant published.
func (f *file) words() func(credence.DocumentID) int {
	limits := map[credence.DocumentID]int{}
	for i := range f.documents {
		switch d := &f.documents[i]; {
		case brief.Gist(d):
			limits[d.ID] = -1
		case f.own(d):
			limits[d.ID] = brief.OwnWords
		}
	}
	return func(id credence.DocumentID) int {
		if n, ok := limits[id]; ok {
			return n
		}
		return quotable
	}
}

// clean gives v without names that are kept out and without long quotations.
func clean[T any](f *file, gate naming.Gate, v T) (T, error) {
	v, err := naming.Through(gate, v)
	if err != nil {
		return v, err
	}
	return bundle.Shorten(v, f.words())
}

func line(v any) ([]byte, error) {
	body, err := json.Marshal(v)
	return append(body, '\n'), err
}

// maxJudged bounds the evidence of a verdict that is judged from a file.
const maxJudged = 5000

// verdictOn gives the verdict on an input, both as they are written down.
func verdictOn(t *assess.Tables, input []byte) ([]byte, error) {
	var from judgedFrom
	if err := json.Unmarshal(input, &from); err != nil {
		return nil, err
	}
	if n := len(from.Evidence); n > maxJudged {
		return nil, &credence.InputError{Name: "input", Reason: fmt.Sprintf("%d items of evidence; at most %d are judged", n, maxJudged), Err: credence.ErrTooLarge}
	}
	a, err := assess.Judge(t, assess.Input(from))
	if err != nil {
		return nil, err
	}
	return line(a)
}

// Rejudge judges again what a verdict was judged from, with the tables that come
// with the program, and says how the outcome differs; it fits bundle.Replay.
func Rejudge(input, verdict []byte) error {
	again, err := verdictOn(assess.Default(), input)
	if err != nil {
		return fmt.Errorf("cannot be judged again: %w", err)
	}
	if bytes.Equal(again, verdict) {
		return nil
	}
	var was, is credence.Assessment
	if err := json.Unmarshal(verdict, &was); err != nil {
		return fmt.Errorf("is no verdict: %w", err)
	}
	if err := json.Unmarshal(again, &is); err != nil {
		return err
	}
	if was.Versions != is.Versions {
		return fmt.Errorf("was judged with other tables (%s) than this program has (%s), and cannot be judged again here", versions(&was), versions(&is))
	}
	return errors.New("does not come out again from input.json")
}

func versions(a *credence.Assessment) string {
	v := a.Versions
	return strings.Join([]string{v.Codes, v.Priors, v.Words, v.Grades, v.Ladder, v.Rules}, ", ")
}

// chainOf gives what was recorded on a claim as entries of the journal. A body
// that names somebody or quotes at length stays here; its hash goes along.
func (w *Workbench) chainOf(ctx context.Context, f *file, gate naming.Gate, at AsOf) ([]credence.ChainEntry, error) {
	ids, err := w.recordedOn(ctx, f, at)
	if err != nil {
		return nil, err
	}
	entries, err := w.DB.Chain(ctx, ids)
	for i := range entries {
		e := &entries[i]
		short, err := bundle.Shorten(e.Body, f.words())
		switch {
		case err != nil:
			return nil, err
		case !gate.Lets(string(e.Body)):
			withhold(e, "names")
		case !bytes.Equal(short, e.Body):
			withhold(e, "quotation")
		}
	}
	return entries, err
}

func withhold(e *credence.ChainEntry, why string) {
	sum := sha256.Sum256(e.Body)
	e.Withheld, e.SHA256, e.Body = why, hex.EncodeToString(sum[:]), nil
}

// recordedOn lists the entries of the journal on a claim under any of its
// names: evidence, decisions on it, rulings and kept verdicts.
func (w *Workbench) recordedOn(ctx context.Context, f *file, at AsOf) ([]string, error) {
	var ids []string
	items, err := w.evidenceOn(ctx, f, at)
	if err != nil {
		return nil, err
	}
	for _, e := range items {
		ids = append(ids, string(e.ID))
		decided, err := w.DB.Decisions(ctx, e.ID, store.AsOf{Recorded: at.Recorded})
		if err != nil {
			return nil, err
		}
		for _, d := range decided {
			ids = append(ids, d.ID)
		}
	}
	names := append(f.everName(func(c *credence.Claim) string { return string(c.ID) }), f.everName(func(c *credence.Claim) string { return string(c.Incident) })...)
	rulings, err := w.DB.Rulings(ctx, store.RulingQuery{Undone: true, AsOf: store.AsOf{Recorded: at.Recorded}})
	if err != nil {
		return nil, err
	}
	for _, r := range rulings {
		if len(r.Subjects) > 0 && slices.Contains(names, r.Subjects[0]) || r.Undoes != "" && slices.Contains(ids, r.Undoes) {
			ids = append(ids, r.ID)
		}
	}
	verdicts, err := w.verdictsOn(ctx, &f.held, at)
	for _, v := range verdicts {
		ids = append(ids, v.ID)
	}
	return ids, err
}
