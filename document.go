package credence

import "encoding/json"

// Document is one text as published.
type Document struct {
	ID        DocumentID `json:"id"`
	Name      string     `json:"name,omitempty"` // the publisher's own key: a JSONL id, a feed guid, a message number
	URL       string     `json:"url,omitempty"`
	Canonical string     `json:"canonical,omitempty"` // the address the page says it is a copy of, if another
	Title     string     `json:"title,omitempty"`
	Outlet    string     `json:"outlet,omitempty"`
	Author    string     `json:"author,omitempty"`
	Credit    string     `json:"credit,omitempty"` // whom the publisher credits: <source> of a feed, forwarded-from, a wire slug
	Published Interval   `json:"published_at"`
	Modified  Interval   `json:"modified_at,omitzero"`
	Retrieved Interval   `json:"retrieved_at,omitzero"`
	Lang      string     `json:"lang,omitempty"` // BCP 47, "" if unknown
	Format    string     `json:"format,omitempty"`
	SHA256    string     `json:"sha256,omitempty"` // of the original bytes it was taken from, hex
	Text      string     `json:"text,omitempty"`
	// Extra keeps the fields of an input that Credence does not know.
	Extra map[string]json.RawMessage `json:"extra,omitempty"`
}

// FormatGist is the format of a document whose text is not the publisher's: it
// says in our own words what the publisher's text holds.
const FormatGist = "casebook"

// Identify gives the identifier: a hash of address, publisher's key, outlet,
// title and text. Times and formats do not count, so the same page fetched
// twice is one document, and a corrected page is another.
func (d *Document) Identify() DocumentID {
	return DocumentID(ContentID("d", d.URL, d.Name, d.Outlet, d.Title, d.Text))
}

// Extraction is what one document was read into.
type Extraction struct {
	Document   DocumentID  `json:"-"`
	Statements []Statement `json:"statements"`
	Incidents  []Mention   `json:"incidents"`
	Unread     string      `json:"unread,omitempty"` // the language of a document that nothing was read of
}
