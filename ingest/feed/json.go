package feed

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/ingest/internal/charset"
	"github.com/credence-project/credence/ingest/internal/language"
	"github.com/credence-project/credence/ingest/internal/markup"
	"github.com/credence-project/credence/ingest/internal/stamp"
)

var jsonVersion = regexp.MustCompile(`"version"\s*:\s*"https?:\\?/\\?/(?:www\.)?jsonfeed\.org`)

// IsJSON reports whether text, the beginning of a file in UTF-8, is a JSON Feed.
func IsJSON(text string) bool {
	text = strings.TrimSpace(text)
	return strings.HasPrefix(text, "{") && jsonVersion.MatchString(text[:min(len(text), 64<<10)])
}

type jsonAuthor struct {
	Name string `json:"name"`
}

// jsonItem is an entry of a JSON Feed 1.0 or 1.1. Identifiers may be numbers.
type jsonItem struct {
	ID            any          `json:"id"`
	URL           string       `json:"url"`
	ExternalURL   string       `json:"external_url"`
	Title         string       `json:"title"`
	HTML          string       `json:"content_html"`
	Text          string       `json:"content_text"`
	Summary       string       `json:"summary"`
	Published     string       `json:"date_published"`
	Modified      string       `json:"date_modified"`
	Author        jsonAuthor   `json:"author"`
	Authors       []jsonAuthor `json:"authors"`
	Language      string       `json:"language"`
	authorOfFeed  string
	outlet        string
	languageOfAll string
}

// ParseJSON reads a JSON Feed as [Parse] reads an XML one; of one that was cut
// short it gives the whole items.
func ParseJSON(b []byte, src Source) (docs []credence.Document, faults []*credence.InputError, err error) {
	text := charset.Decode(b, src.MediaType).Text
	head := struct {
		Title    string       `json:"title"`
		Home     string       `json:"home_page_url"`
		Language string       `json:"language"`
		Author   jsonAuthor   `json:"author"`
		Authors  []jsonAuthor `json:"authors"`
	}{}
	items, fields, wrong := jsonItems(text)
	if wrong != nil {
		faults = append(faults, wrong)
	}
	if b, err := json.Marshal(fields); err == nil {
		_ = json.Unmarshal(b, &head) // what does not fit is left out
	}
	if src.URL == "" {
		src.URL = head.Home
	}
	for i, raw := range items {
		it := jsonItem{outlet: markup.Line(head.Title), authorOfFeed: authors(head.Author, head.Authors), languageOfAll: head.Language}
		if err := json.Unmarshal(raw, &it); err != nil {
			faults = append(faults, &credence.InputError{Name: fmt.Sprintf("item %d", i+1), Reason: "is not as the format has it", Err: err})
		}
		if d := it.document(src); d.Title != "" || d.Text != "" {
			docs = append(docs, d)
		}
	}
	if len(docs) == 0 {
		return nil, faults, noEntries(len(items))
	}
	return docs, faults, nil
}

// jsonItems takes the object apart as far as it goes.
func jsonItems(text string) (items []json.RawMessage, fields map[string]json.RawMessage, wrong *credence.InputError) {
	fields = map[string]json.RawMessage{}
	dec := json.NewDecoder(strings.NewReader(text))
	fail := func(err error) *credence.InputError {
		return &credence.InputError{Name: place(text, int(dec.InputOffset())), Reason: "ill-formed JSON", Err: err}
	}
	if _, err := dec.Token(); err != nil {
		return nil, fields, fail(err)
	}
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			return items, fields, fail(err)
		}
		name, _ := key.(string)
		if name != "items" {
			var v json.RawMessage
			if err := dec.Decode(&v); err != nil {
				return items, fields, fail(err)
			}
			if len(fields) < 100 {
				fields[name] = v
			}
			continue
		}
		if open, err := dec.Token(); err != nil || open != json.Delim('[') {
			return items, fields, fail(fmt.Errorf("items is no list"))
		}
		for dec.More() {
			var v json.RawMessage
			if err := dec.Decode(&v); err != nil {
				return items, fields, fail(err)
			}
			if len(items) < maxEntries {
				items = append(items, bytes.Clone(v))
			}
		}
		if _, err := dec.Token(); err != nil {
			return items, fields, fail(err)
		}
	}
	if _, err := dec.Token(); err != nil {
		return items, fields, fail(err)
	}
	return items, fields, nil
}

func authors(one jsonAuthor, many []jsonAuthor) string {
	var out []string
	for _, a := range append(many, one) {
		if name := markup.Line(a.Name); name != "" && !contains(out, name) && len(out) < 10 {
			out = append(out, name)
		}
	}
	return strings.Join(out, ", ")
}

func (it *jsonItem) document(src Source) credence.Document {
	d := credence.Document{
		Name: id(it.ID), Title: markup.Line(it.Title), Outlet: it.outlet, Format: "jsonfeed",
		URL:    absolute(src.URL, first(it.URL, it.ExternalURL)),
		Author: first(authors(it.Author, it.Authors), it.authorOfFeed),
	}
	for _, text := range []string{markup.Text(it.HTML), markup.Tidy(it.Text), markup.Tidy(it.Summary)} {
		if len(text) > len(d.Text) {
			d.Text = text
		}
	}
	if d.URL == "" {
		d.URL = absolute("", d.Name)
	}
	if at, ok := stamp.Parse(it.Published, src.Zone); ok {
		at.Basis = "feed"
		d.Published = at
	}
	if at, ok := stamp.Parse(it.Modified, src.Zone); ok && at.From != d.Published.From {
		at.Basis = "feed"
		d.Modified = at
	}
	d.Lang = first(language.Detect(d.Title+"\n"+d.Text), tag(first(it.Language, it.languageOfAll)))
	return d
}

func id(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case float64:
		return fmt.Sprintf("%.0f", v)
	}
	return ""
}
