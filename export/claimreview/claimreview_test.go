package claimreview

import (
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/export/brief"
	"github.com/credence-project/credence/export/internal/sample"
	"github.com/credence-project/credence/internal/testkit"
)

func parse(t *testing.T, b *brief.Brief, by Publisher) map[string]any {
	t.Helper()
	body, err := Review(b, by)
	if err != nil {
		t.Fatal(err)
	}
	var r map[string]any
	if err := json.Unmarshal(body, &r); err != nil {
		t.Fatal(err)
	}
	return r
}

func TestGolden(t *testing.T) {
	body, err := Review(sample.Brief(credence.H2, credence.Likely), Publisher{Name: "Kell desk", Site: "https://desk.example", Page: "https://desk.example/claims/c-one"})
	if err != nil {
		t.Fatal(err)
	}
	testkit.Golden(t, "review.jsonld", body)
}

// required are the fields without which a reader of fact checks drops a
// review, and recommended those it shows; dots lead into objects.
var required = []string{"@context", "@type", "claimReviewed", "reviewRating.alternateName", "url"}

var recommended = []string{
	"author.name", "author.@type", "datePublished", "itemReviewed.@type", "itemReviewed.author.name", "itemReviewed.datePublished",
	"itemReviewed.firstAppearance.url", "reviewRating.@type", "reviewRating.ratingExplanation",
}

func field(v any, path string) string {
	for part := range strings.SplitSeq(path, ".") {
		m, _ := v.(map[string]any)
		v = m[part]
	}
	s, _ := v.(string)
	return s
}

func TestFields(t *testing.T) {
	for _, h := range credence.Hypotheses {
		for _, s := range []credence.Sufficiency{credence.Established, credence.Likely, credence.Open, credence.Insufficient} {
			r := parse(t, sample.Brief(h, s), Publisher{})
			for _, path := range slices.Concat(required, recommended) {
				if field(r, path) == "" {
					t.Errorf("%v %v: no %s", h, s, path)
				}
			}
			if u, err := url.Parse(field(r, "url")); err != nil || u.Scheme == "" {
				t.Errorf("address %q", field(r, "url"))
			}
			for i, a := range r["associatedClaimReview"].([]any) {
				for _, path := range []string{"@type", "url", "claimReviewed", "reviewRating.alternateName", "author.name"} {
					if field(a, path) == "" {
						t.Errorf("%v %v: no %s in part %d", h, s, path, i)
					}
				}
			}
		}
	}
}

// The rating is in words, its number is the rung and only there where the
// evidence is enough, and nothing is true or false.
func TestRating(t *testing.T) {
	numbers := map[credence.Hypothesis]string{"H1": "5", "H2": "4", "H3": "3", "H4": "2", "H5": "1", "H6": "1", "H7": "1"}
	for _, h := range credence.Hypotheses {
		for state, words := range map[credence.Sufficiency]string{
			credence.Established: "Rung " + string(h), credence.Likely: "Rung " + string(h), credence.Open: "Open", credence.Insufficient: "Not enough to say",
		} {
			r := parse(t, sample.Brief(h, state), Publisher{})
			want := ""
			if strings.HasPrefix(words, "Rung") {
				want = numbers[h]
			}
			if got := field(r, "reviewRating.alternateName"); got != words {
				t.Errorf("%v %v: rated %q, want %q", h, state, got, words)
			}
			if got := field(r, "reviewRating.ratingValue"); got != want {
				t.Errorf("%v %v: value %q, want %q", h, state, got, want)
			}
			for _, word := range strings.FieldsFunc(strings.ToLower(fmt.Sprint(r)), func(c rune) bool { return c < 'a' || c > 'z' }) {
				if word == "true" || word == "false" {
					t.Errorf("%v %v: the review says %q", h, state, word)
				}
			}
		}
	}
}

func TestNoRatingOfFalse(t *testing.T) {
	b := sample.Brief(credence.H6, credence.Established)
	b.Labels.Rung[credence.H6] = "false: another actor"
	if got := field(parse(t, b, Publisher{}), "reviewRating.alternateName"); got != "Contradicted: another actor" {
		t.Errorf("rated %q", got)
	}
}

// What is reviewed names the attack, not the claim again.
func TestClaimOfAnAttackWithoutATitle(t *testing.T) {
	b := sample.Brief(credence.H4, credence.Likely)
	b.Title = "bombing, Kellington: claim by " + b.Assessment.Claim.Claimant
	if got, want := field(parse(t, b, Publisher{}), "claimReviewed"), b.Assessment.Claim.Claimant+" says that it carried out: bombing, Kellington"; got != want {
		t.Errorf("reviewed %q, want %q", got, want)
	}
}

func TestNothingLeadsToTheClaimant(t *testing.T) {
	b := sample.Brief(credence.H4, credence.Likely)
	b.Assessment.Claim.Wording = strings.Repeat("word ", 40)
	r := parse(t, b, Publisher{})
	if s := fmt.Sprint(r); strings.Contains(s, "front.example") || strings.Contains(s, "javascript") {
		t.Error("the review leads to the claimant's own page, or to a script")
	}
	if n := len(strings.Fields(field(r, "itemReviewed.text"))); n > brief.OwnWords+1 {
		t.Errorf("the claimant is quoted with %d words", n)
	}
}

// The report that was surely out first comes first, a book of its year later,
// and no day is given for it.
func TestFirstAppearance(t *testing.T) {
	b := sample.Brief(credence.H4, credence.Likely)
	year, err := credence.ParseTime("2018")
	if err != nil {
		t.Fatal(err)
	}
	first := b.Documents[0]
	b.Documents = []credence.Document{first, first}
	b.Documents[0].Title, b.Documents[0].Published = "Year book", year
	b.Documents[1].Title, b.Documents[1].Published = "News", credence.At(year.From.AddDate(0, 3, 0), "feed")
	b.Assessment.Claim.Quotes = []credence.Quote{{Document: first.ID}}
	got := parse(t, b, Publisher{})
	if title := field(got, "itemReviewed.firstAppearance.headline"); title != "News" {
		t.Errorf("first appearance %q, want the news", title)
	}
	item := got["itemReviewed"].(map[string]any)
	if when := field(item["appearance"].([]any)[0], "datePublished"); when != "2018" {
		t.Errorf("the year book was published %q, want 2018", when)
	}
}

// A claim that was taken back is not reviewed as if it stood.
func TestClaimTakenBack(t *testing.T) {
	b := sample.Brief(credence.H4, credence.Open)
	b.Assessment.Evidence = append(b.Assessment.Evidence, credence.Evidence{Code: "C08", Value: "retracted_or_denied"})
	if got := field(parse(t, b, Publisher{}), "claimReviewed"); !strings.Contains(got, " said that it carried out, and took that back or denied it: ") {
		t.Errorf("reviewed %q", got)
	}
}
