package assess_test

import (
	"fmt"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/assess"
	"github.com/credence-project/credence/casebook"
)

// The verdict on the Westminster claim on the evening of 23 March 2017, as it
// could be known then.
func ExampleJudge() {
	c, err := casebook.Embedded("london-westminster-2017")
	if err != nil {
		fmt.Println(err)
		return
	}
	evening, _ := casebook.ParseWhen("2017-03-23")
	a, err := assess.Judge(assess.Default(), assess.Input{
		Claim: c.Subject(), Evidence: c.Coded(), AsOf: evening.AsOf(), Theatre: "outside", Attack: c.Attack(), Yardstick: "phia",
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(a.Authenticity, a.Sufficiency, a.Top)
	for _, r := range a.RollUps {
		fmt.Printf("that %s: %s\n", r.Label, assess.Phrase(r.Probability))
	}
	fmt.Println("allowed:", a.Headline.Allowed)
	// Output:
	// A2 likely H4
	// that the claimant took part in the attack: remote chance (1 %, < 1 to 7 %)
	// that the attacker had declared for the claimant or dealt with it: highly unlikely (15 %, 3 to 51 %)
	// that the attack served the cause of the claimant or its movement: almost certain (98 %, 92 to > 99 %)
	// that the claim is false: remote chance (2 %, < 1 to 8 %)
	// allowed: inspired; the claim of Islamic State is not supported by evidence so far
}

// Several analysts code the same claim; their verdicts are pooled and what
// they disagree on is shown.
func ExamplePool() {
	judge := func(value string) credence.Assessment {
		a, _ := assess.Judge(assess.Default(), assess.Input{
			Claim: credence.Claim{ID: "c-1"}, Prior: assess.Uniform,
			Evidence: []credence.Evidence{{Claim: "c-1", Code: "A04", Value: value, Grade: credence.Grade{Reliability: "B", Credibility: 2}, Status: credence.Accepted}},
		})
		return a
	}
	p := assess.Pool(assess.Default(), []assess.Coding{{Analyst: "ada", Assessment: judge("confirmed")}, {Analyst: "ben", Assessment: judge("searched_none")}})
	fmt.Println(p.Split, p.Points[0].Question, p.Points[0].Answers["ada"], p.Points[0].Answers["ben"])
	// Output:
	// true Was the attacker in two-way contact with members of the claimant? confirmed searched_none
}
