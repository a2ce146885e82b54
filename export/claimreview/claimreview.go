// Package claimreview writes a verdict as schema.org ClaimReview in JSON-LD,
// for the readers that fact-check tools have.
//
// The rating is our ladder in words; where a number is wanted beside the words
// it is the rung, from 5 for an attack that the claimant directed to 1 for a
// claim that is contradicted, and there is none where the evidence is not
// enough. Nothing is ever rated true or false. The claim is quoted in a few
// words and nothing leads to where the claimant published it.
package claimreview

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/export/brief"
	"github.com/credence-project/credence/export/plain"
)

// Publisher is who publishes the review, and where.
type Publisher struct {
	Name string // "" is "Credence"
	Site string // address of the publisher, may be ""
	Page string // address of the page with the review; "" is an address that only names it
}

// Review gives the review of a brief as indented JSON.
func Review(b *brief.Brief, by Publisher) ([]byte, error) {
	by.Name = cmp.Or(by.Name, "Credence")
	by.Page = cmp.Or(by.Page, "urn:credence:claim:"+string(b.Assessment.Claim.ID))
	body, err := json.MarshalIndent(review(b, by), "", " ")
	if err != nil {
		return nil, fmt.Errorf("claim %s: %w", b.Assessment.Claim.ID, err)
	}
	return append(body, '\n'), nil
}

// ClaimReview is the review as schema.org has it.
type ClaimReview struct {
	Context    string        `json:"@context,omitempty"`
	Type       string        `json:"@type"`
	URL        string        `json:"url"`
	Reviewed   string        `json:"claimReviewed"`
	Aspect     string        `json:"reviewAspect,omitempty"`
	Author     Party         `json:"author"`
	Published  string        `json:"datePublished,omitempty"`
	Modified   string        `json:"dateModified,omitempty"`
	Version    string        `json:"version,omitempty"`
	Language   string        `json:"inLanguage,omitempty"`
	Item       *Claim        `json:"itemReviewed,omitempty"`
	Rating     Rating        `json:"reviewRating"`
	Associated []ClaimReview `json:"associatedClaimReview,omitempty"`
}

// Party is an organisation or a person.
type Party struct {
	Type string `json:"@type"`
	Name string `json:"name"`
	URL  string `json:"url,omitempty"`
}

// Claim is what is reviewed.
type Claim struct {
	Type      string `json:"@type"`
	Name      string `json:"name"`
	Text      string `json:"text,omitempty"`
	Author    Party  `json:"author"`
	Published string `json:"datePublished,omitempty"`
	First     *Work  `json:"firstAppearance,omitempty"`
	Others    []Work `json:"appearance,omitempty"`
}

// Work is a report of the claim.
type Work struct {
	Type      string `json:"@type"`
	Headline  string `json:"headline,omitempty"`
	URL       string `json:"url"`
	Publisher *Party `json:"publisher,omitempty"`
	Published string `json:"datePublished,omitempty"`
}

// Rating is a verdict in words, with a number beside them where there is one.
type Rating struct {
	Type        string `json:"@type"`
	Words       string `json:"alternateName"`
	Value       string `json:"ratingValue,omitempty"`
	Best        string `json:"bestRating,omitempty"`
	Worst       string `json:"worstRating,omitempty"`
	Explanation string `json:"ratingExplanation,omitempty"`
}

func review(b *brief.Brief, by Publisher) ClaimReview {
	a := &b.Assessment
	us := Party{Type: "Organization", Name: by.Name, URL: by.Site}
	first := a.AsOf
	for _, s := range b.History {
		if s.AsOf.Before(first) {
			first = s.AsOf
		}
	}
	r := ClaimReview{
		Context: "https://schema.org", Type: "ClaimReview", URL: by.Page, Reviewed: reviewed(b), Author: us,
		Published: day(first), Modified: moment(a.AsOf), Language: "en", Item: claim(b), Rating: rating(b),
		Version: strings.Join([]string{a.Versions.Codes, a.Versions.Priors, a.Versions.Words}, " "),
	}
	for _, u := range a.RollUps {
		if u.Name == "false" {
			continue // nothing is rated true or false
		}
		r.Associated = append(r.Associated, ClaimReview{
			Type: "ClaimReview", URL: by.Page, Reviewed: plain.Capital(u.Label), Aspect: u.Name, Author: us,
			Rating: Rating{Type: "Rating", Words: plain.Chance(u.Probability)},
		})
	}
	return r
}

// reviewed is the claim in our words, without a rating.
func reviewed(b *brief.Brief) string {
	says := "says that it carried out: %s"
	if b.Withdrawn() {
		says = "said that it carried out, and took that back or denied it: %s"
	}
	return claimant(b) + " " + fmt.Sprintf(says, cmp.Or(b.AttackName(), "an attack"))
}

func claimant(b *brief.Brief) string { return cmp.Or(b.Assessment.Claim.Claimant, "the claimant") }

func claim(b *brief.Brief) *Claim {
	c := &b.Assessment.Claim
	out := &Claim{Type: "Claim", Name: reviewed(b), Text: brief.Short(c.Wording, brief.OwnWords), Author: Party{Type: "Organization", Name: claimant(b)}}
	out.Published = dated(c.At)
	works := appearances(b)
	if len(works) > 0 {
		out.First, out.Others = &works[0], works[1:]
	}
	return out
}

// maxAppearances bounds how many reports of the claim are listed.
const maxAppearances = 10

// appearances are the reports of the claim that can be read somewhere, oldest
// first; one that is dated by its month or year counts from the end of that. The claimant's own channels are none.
func appearances(b *brief.Brief) []Work {
	var out []Work
	documents := slices.Clone(b.Documents)
	slices.SortStableFunc(documents, func(x, y credence.Document) int { return outBy(x.Published).Compare(outBy(y.Published)) })
	for i := range documents {
		d := &documents[i]
		link := b.Link(d)
		if link == "" || len(out) == maxAppearances || !reports(b, d.ID) {
			continue
		}
		w := Work{Type: "NewsArticle", Headline: d.Title, URL: link}
		if d.Outlet != "" {
			w.Publisher = &Party{Type: "Organization", Name: d.Outlet}
		}
		w.Published = dated(d.Published)
		out = append(out, w)
	}
	return out
}

// reports says whether a document tells of this claim: it is quoted for it, or
// it is a gist from after the claim that names the claimant.
func reports(b *brief.Brief, id credence.DocumentID) bool {
	c := &b.Assessment.Claim
	if d := b.Document(id); brief.Gist(d) {
		return strings.Contains(d.Text, claimant(b)) && !d.Published.Before(c.At.From)
	}
	return slices.ContainsFunc(c.Quotes, func(q credence.Quote) bool { return q.Document == id }) ||
		slices.ContainsFunc(b.Said, func(s brief.Said) bool {
			return s.Document == id && s.Kind == credence.KindClaim && s.ActorID == c.ClaimantID
		})
}

// values are the numbers of the rungs, 5 for directed to 1 for contradicted.
var values = map[credence.Hypothesis]int{
	credence.H1: 5, credence.H2: 4, credence.H3: 3, credence.H4: 2, credence.H5: 1, credence.H6: 1, credence.H7: 1,
}

// rating is the leading rung in words where the evidence is enough, and the
// state of the evidence where it is not. Likelihood and sufficiency stand in
// two sentences.
func rating(b *brief.Brief) Rating {
	a := &b.Assessment
	state := plain.Capital(b.Labels.Sufficiency[a.Sufficiency])
	r := Rating{Type: "Rating", Words: state, Explanation: b.Standfirst()}
	if b.Settled() {
		r.Words = plain.Capital(b.Labels.Rung[a.Top])
		if rest, ok := strings.CutPrefix(r.Words, "False: "); ok {
			r.Words = "Contradicted: " + rest // a reader would take the word for a score
		}
		r.Value, r.Best, r.Worst = strconv.Itoa(values[a.Top]), "5", "1"
		r.Explanation = fmt.Sprintf("%s: %s. What the evidence allows: %s.", r.Words, plain.Chance(b.Leading().Probability), b.Labels.Sufficiency[a.Sufficiency])
		if a.MachineCoded {
			r.Explanation += " Machine-coded: no person has checked this evidence yet."
		}
	}
	r.Words = cmp.Or(r.Words, "Not enough to say")
	return r
}

func outBy(v credence.Interval) time.Time {
	if v.From.IsZero() || v.To.Sub(v.From) > 24*time.Hour {
		return v.To
	}
	return v.From
}

// dated writes a time as closely as it is known: by its day, its month or its
// year; of what is only known to be out by a time, that day.
func dated(v credence.Interval) string {
	from, to := cmp.Or(v.From, v.To).UTC(), cmp.Or(v.To, v.From).UTC()
	switch {
	case to.Sub(from) <= 24*time.Hour:
		return day(from)
	case from.Year() != to.Year():
		return ""
	case from.Month() != to.Month():
		return from.Format("2006")
	}
	return from.Format("2006-01")
}

func day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.DateOnly)
}

func moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}
