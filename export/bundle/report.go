package bundle

import (
	"bytes"
	"encoding/json"
	"slices"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/export/brief"
)

// Report is a document as a bundle has it: not its text, but what tells it
// apart, its hash, and the passages that the brief rests on.
type Report struct {
	ID        credence.DocumentID `json:"id"`
	URL       string              `json:"url,omitempty"` // "" also where the claimant published it
	Title     string              `json:"title,omitempty"`
	Outlet    string              `json:"outlet,omitempty"`
	Published credence.Interval   `json:"published_at"`
	Retrieved credence.Interval   `json:"retrieved_at,omitzero"`
	Lang      string              `json:"lang,omitempty"`
	Format    string              `json:"format,omitempty"`
	Original  string              `json:"original_sha256,omitempty"` // of the bytes as they were retrieved
	Text      string              `json:"text_sha256"`               // of the text that spans point into
	Bytes     int                 `json:"text_bytes"`
	Origin    credence.Origin     `json:"origin,omitzero"`
	Gist      string              `json:"gist,omitempty"` // our own words, where no text is held
	Passages  []credence.Quote    `json:"passages,omitempty"`
}

func documents(b *brief.Brief) []Report {
	passages := quoted(b)
	out := make([]Report, 0, len(b.Documents))
	for i := range b.Documents {
		d := &b.Documents[i]
		r := Report{
			ID: d.ID, URL: b.Link(d), Title: d.Title, Outlet: d.Outlet, Published: d.Published, Retrieved: d.Retrieved, Lang: d.Lang, Format: d.Format,
			Original: d.SHA256, Text: digest([]byte(d.Text)), Bytes: len(d.Text), Origin: b.Origins[d.ID],
		}
		if brief.Gist(d) {
			r.Gist = d.Text
		} else {
			r.Passages = passages[d.ID]
		}
		out = append(out, r)
	}
	return out
}

// quoted gathers what the assessment quotes, by document, in order of place.
func quoted(b *brief.Brief) map[credence.DocumentID][]credence.Quote {
	out := map[credence.DocumentID][]credence.Quote{}
	add := func(quotes ...credence.Quote) {
		for _, q := range quotes {
			if q.Text != "" && !slices.Contains(out[q.Document], q) {
				out[q.Document] = append(out[q.Document], q)
			}
		}
	}
	a := &b.Assessment
	add(a.Claim.Quotes...)
	for _, e := range a.Evidence {
		add(e.Quotes...)
	}
	for _, s := range a.SetAside {
		add(s.Evidence.Quotes...)
	}
	for _, d := range a.Details {
		if d.First != nil {
			add(d.First.Quote)
		}
		for _, s := range slices.Concat(d.LaterBy, d.NearMisses) {
			add(s.Quote)
		}
	}
	for _, quotes := range out {
		slices.SortStableFunc(quotes, func(a, b credence.Quote) int {
			if a.Start != b.Start {
				return a.Start - b.Start
			}
			return a.End - b.End
		})
	}
	return out
}

func statements(b *brief.Brief) []brief.Said {
	out := make([]brief.Said, len(b.Said))
	for i, s := range b.Said {
		s.Text = brief.Words(&s)
		out[i] = s
	}
	return out
}

// Shorten gives v as it may be handed over: every quotation in it, wherever it
// stands, with no more words than its document allows. Words below zero mean
// that all may stay.
func Shorten[T any](v T, words func(credence.DocumentID) int) (T, error) {
	var out T
	body, err := json.Marshal(v)
	if err != nil {
		return out, err
	}
	var plain any
	read := json.NewDecoder(bytes.NewReader(body))
	read.UseNumber()
	if err := read.Decode(&plain); err != nil {
		return out, err
	}
	if !shorten(plain, words) {
		return v, nil
	}
	if body, err = json.Marshal(plain); err != nil {
		return out, err
	}
	return out, json.Unmarshal(body, &out)
}

// shorten looks for quotations in a decoded value: what has a document and a text.
func shorten(v any, words func(credence.DocumentID) int) bool {
	changed := false
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			changed = shorten(x, words) || changed
		}
	case map[string]any:
		document, isQuote := v["document"].(string)
		if text, ok := v["text"].(string); ok && isQuote {
			if n := words(credence.DocumentID(document)); n >= 0 {
				if short := brief.Short(text, n); len(bytes.Fields([]byte(text))) > n {
					v["text"], changed = short, true
				}
			}
		}
		for _, x := range v {
			changed = shorten(x, words) || changed
		}
	}
	return changed
}
