package assess

import (
	"cmp"
	"math"
	"slices"

	"github.com/credence-project/credence"
)

// Coding is the assessment that rests on one analyst's answers.
type Coding struct {
	Analyst    string              `json:"analyst"`
	Assessment credence.Assessment `json:"assessment"`
	Dissent    string              `json:"dissent,omitempty"` // kept with the verdict
}

// Pooled joins the independent codings of several analysts. Coherent
// probabilities pooled over people are the step with the best experimental
// support in the method (doc/method.md, sections 4.4 and 5.8).
type Pooled struct {
	Analysts []string            `json:"analysts"`
	Rungs    []PooledRung        `json:"rungs"` // H1..H7
	Top      credence.Hypothesis `json:"top"`
	Split    bool                `json:"split"` // the analysts do not agree on the leading rung
	Points   []Disagreement      `json:"points"`
	Dissents []Coding            `json:"dissents,omitempty"`
}

// PooledRung is a rung over several analysts.
type PooledRung struct {
	H      credence.Hypothesis `json:"h"`
	P      float64             `json:"p"`      // mean of the log odds, normalised
	Linear float64             `json:"linear"` // mean of the probabilities
	Least  float64             `json:"least"`
	Most   float64             `json:"most"`
}

// Disagreement is a question that analysts answered differently.
type Disagreement struct {
	Code     string            `json:"code"`
	Question string            `json:"question"`
	Answers  map[string]string `json:"answers"` // by analyst; "" if not answered
}

// floor keeps the log odds of a probability of 0 or 1 finite.
const floor = 1e-6

// Pool joins codings. The order of the list does not matter. Without codings
// it gives the zero value.
func Pool(t *Tables, list []Coding) Pooled {
	if len(list) == 0 {
		return Pooled{}
	}
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b Coding) int { return cmp.Compare(a.Analyst, b.Analyst) })
	var out Pooled
	var odds, linear vector
	for h := range credence.Hypotheses {
		r := PooledRung{H: credence.Hypotheses[h], Least: 1}
		for i := range list {
			p := rungOf(&list[i].Assessment, h)
			odds[h] += logit(math.Min(math.Max(p, floor), 1-floor)) / float64(len(list))
			linear[h] += p / float64(len(list))
			r.Least, r.Most = min(r.Least, p), max(r.Most, p)
		}
		out.Rungs = append(out.Rungs, r)
	}
	sum := 0.0
	for h := range odds {
		odds[h] = 1 / (1 + math.Exp(-odds[h]))
		sum += odds[h]
	}
	for h := range odds {
		odds[h] /= sum
		out.Rungs[h].P, out.Rungs[h].Linear = round(odds[h]), round(linear[h])
	}
	out.Top = credence.Hypotheses[leading(odds)]
	for i := range list {
		out.Analysts = append(out.Analysts, list[i].Analyst)
		out.Split = out.Split || list[i].Assessment.Top != list[0].Assessment.Top
		if list[i].Dissent != "" {
			out.Dissents = append(out.Dissents, list[i])
		}
	}
	out.Points = disagreements(t, list)
	return out
}

func rungOf(a *credence.Assessment, h int) float64 {
	if h < len(a.Rungs) {
		return a.Rungs[h].P
	}
	return 0
}

// disagreements compares the newest answer of each analyst to each question.
func disagreements(t *Tables, list []Coding) []Disagreement {
	var out []Disagreement
	for i := range t.Codes.Codes {
		code := &t.Codes.Codes[i]
		answers := make(map[string]string, len(list))
		differ := false
		for k := range list {
			answers[list[k].Analyst] = newestAnswer(&list[k].Assessment, code.ID)
			differ = differ || answers[list[k].Analyst] != answers[list[0].Analyst]
		}
		if differ {
			out = append(out, Disagreement{Code: code.ID, Question: code.Question, Answers: answers})
		}
	}
	return out
}

func newestAnswer(a *credence.Assessment, code string) string {
	value := ""
	for i := range a.Evidence { // in the order of time
		if a.Evidence[i].Code == code {
			value = a.Evidence[i].Value
		}
	}
	return value
}
