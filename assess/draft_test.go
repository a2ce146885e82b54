package assess_test

import (
	"strings"
	"testing"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/assess"
)

func TestLintDraft(t *testing.T) {
	verdict := func(state string) *credence.Assessment {
		return &credence.Assessment{Claim: credence.Claim{Claimant: "the Red Hand"}, Headline: credence.Permission{State: state, Allowed: "what may be said"}}
	}
	tests := []struct {
		name, state, text string
		want              string // the rules, in order
	}{
		{"the claim, attributed", "open", "The Red Hand says that it carried out the attack.", ""},
		{"headline of an open case", "open", "Red Hand attack kills five", "evidence"},
		{"behind it, unattributed", "open", "The Red Hand was behind the bomb.", "evidence"},
		{"done, unattributed", "open", "The Red Hand carried out the bombing in the town.", "evidence"},
		{"done, says somebody", "open", "The minister said the Red Hand carried out the bombing.", ""},
		{"its fighters, unattributed", "open", "Red Hand militants stormed the hall.", "evidence"},
		{"behind it, denied", "open", "There is no evidence that the Red Hand was behind the bomb.", ""},
		{"in quotation marks", "open", `A passer-by cried: "the Red Hand is behind this!"`, ""},
		{"inspired while open", "open", "The attack was inspired by the Red Hand.", "evidence"},
		{"inspired and the verdict says so", "inspired", "The attack was inspired by the Red Hand.", ""},
		{"more than inspired", "inspired", "The attack was directed by the Red Hand.", "evidence"},
		{"declared", "declared", "He had pledged allegiance to the Red Hand.", ""},
		{"operational without a source", "operational", "The attack was directed by the Red Hand.", "evidence"},
		{"operational with a source", "operational", "The attack was directed by the Red Hand, prosecutors found.", ""},
		{"false while open", "open", "It was a false claim.", "evidence"},
		{"false", "false", "It was a false claim.", ""},
		{"a contradicted claim repeated", "false", "The Red Hand was behind the bomb.", "evidence"},
		{"likelihood with confidence", "open", "It is likely (60 %, 40 to 80 %), with low confidence.", "likelihood"},
		{"in two sentences", "open", "It is likely (60 %, 40 to 80 %). Confidence is low.", ""},
		{"two rows of words", "open", "It is very unlikely (10 %), yet highly probable (90 %) elsewhere.", "mixed words"},
		{"one row", "open", "It is very unlikely here (10 %) and likely there (60 %).", ""},
		{"no number", "open", "He may have met them.", "vague"},
		{"too small a figure", "open", "The chance is 0.4 %.", "numbers"},
		{"a bound", "open", "The chance is < 1 %, or above 99 %.", ""},
		{"certainty", "open", "We are sure to 100 per cent.", "numbers"},
		{"a suspect's name", "open", "Police are holding Max Muster.", "name"},
		{"the dead may be named", "open", "Erika Muster was shot dead.", ""},
		{"a long quotation", "open", `The Red Hand said: "` + strings.Repeat("word ", 30) + `".`, "quotation"},
	}
	people := []assess.Person{{Name: "Max Muster", Status: "suspected"}, {Name: "Erika Muster", Status: "deceased"}}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			remarks, err := assess.LintDraft(assess.Default(), verdict(tt.state), tt.text, []string{"Red Hand"}, people)
			if err != nil {
				t.Fatal(err)
			}
			var rules []string
			for _, r := range remarks {
				rules = append(rules, r.Rule)
				if r.Of(tt.text) != r.Sentence || r.Why == "" {
					t.Errorf("remark %+v does not point at its sentence", r)
				}
			}
			if got := strings.Join(rules, " "); got != tt.want {
				t.Errorf("%q: %q, want %q (%+v)", tt.text, got, tt.want, remarks)
			}
		})
	}
}

func FuzzLintDraft(f *testing.F) {
	f.Add("The Red Hand was behind it. It is likely, 0 %.\n\n“Red Hand” … said")
	f.Fuzz(func(t *testing.T, text string) {
		remarks, err := assess.LintDraft(assess.Default(), &credence.Assessment{Claim: credence.Claim{Claimant: "Red Hand"}}, text, nil, nil)
		if err != nil {
			return
		}
		for _, r := range remarks {
			if r.Of(text) != r.Sentence {
				t.Errorf("span %v of %q is not %q", r.Span, text, r.Sentence)
			}
		}
	})
}
