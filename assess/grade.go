package assess

import (
	"fmt"
	"math"

	"github.com/credence-project/credence"
)

func logit(p float64) float64 { return math.Log(p / (1 - p)) }

// Chance is the probability that an item so graded is right: the log odds of
// source and item, weighed (doc/method.md, section 5.2). An unknown letter or
// figure gives an InputError.
func (g *GradeTable) Chance(grade credence.Grade) (float64, error) {
	rel, ok := g.Reliability[grade.Reliability]
	if !ok {
		return 0, &credence.InputError{Name: "grade " + grade.String(), Reason: "the reliability is a letter from A to F"}
	}
	cred, ok := g.Credibility[grade.Credibility]
	if !ok {
		return 0, &credence.InputError{Name: "grade " + grade.String(), Reason: "the credibility is a figure from 1 to 6"}
	}
	x := g.ReliabilityShare*logit(rel) + (1-g.ReliabilityShare)*logit(cred)
	return 1 / (1 + math.Exp(-x)), nil
}

// chanceOf is the chance of an item, with the rule for final findings and the
// step that a stake costs.
func (g *GradeTable) chanceOf(e *credence.Evidence, class Class) (float64, error) {
	grade := e.Grade
	if e.Stake {
		grade.Reliability = lower(grade.Reliability, g.StakeStep)
	}
	if class == ClassFinal && grade.Reliability == "A" {
		return g.FinalReliability, nil
	}
	return g.Chance(grade)
}

// lower is the reliability some letters down. F, not known, stays.
func lower(letter string, steps int) string {
	if len(letter) != 1 || letter[0] < 'A' || letter[0] > 'E' {
		return letter
	}
	return string(rune(min(int(letter[0])+steps, 'E')))
}

// Reaches reports whether a grade is at least as good as the given letter and
// figure. F and 6, which say nothing, never are.
func Reaches(grade credence.Grade, reliability string, credibility int) bool {
	return grade.Reliability <= reliability && grade.Reliability < "F" && grade.Credibility <= credibility
}

// ParseGrade reads a grade such as "B2".
func ParseGrade(s string) (credence.Grade, error) {
	if len(s) == 2 && s[0] >= 'A' && s[0] <= 'F' && s[1] >= '1' && s[1] <= '6' {
		return credence.Grade{Reliability: s[:1], Credibility: int(s[1] - '0')}, nil
	}
	return credence.Grade{}, &credence.InputError{Name: fmt.Sprintf("grade %q", s), Reason: "want a letter from A to F and a figure from 1 to 6, such as B2"}
}

// Discount weakens the penalties of an answer that is right with probability
// chance: a wrong answer is as likely under each hypothesis.
func Discount(db [7]float64, chance float64) [7]float64 {
	var likelihood vector
	mean := 0.0
	for i, x := range db {
		likelihood[i] = math.Pow(10, x/10)
		mean += likelihood[i]
	}
	mean /= float64(len(db))
	var out vector
	for i, l := range likelihood {
		out[i] = 10 * math.Log10(chance*l+(1-chance)*mean)
	}
	return shift(out)
}

// shift moves the numbers so that the largest is 0.
func shift(v vector) vector {
	top := v[0]
	for _, x := range v[1:] {
		top = max(top, x)
	}
	for i := range v {
		v[i] -= top
	}
	return v
}

// normalise turns scores in decibans into probabilities.
func normalise(score vector) vector {
	score = shift(score)
	sum := 0.0
	for i, x := range score {
		score[i] = powerOfTen(x / 10)
		sum += score[i]
	}
	for i := range score {
		score[i] /= sum
	}
	return score
}

// tens are 10 to the powers of two, as fractions from 1/2 to 1 and exponents of
// two, rounded as math.Pow rounds them.
var tens = func() (out [7]struct {
	fraction float64
	exponent int
}) {
	f, e := math.Frexp(10)
	for i := range out {
		out[i].fraction, out[i].exponent = f, e
		if f, e = f*f, 2*e; f < 0.5 {
			f, e = f+f, e-1
		}
	}
	return out
}()

var naturalOfTen = math.Log(10)

// powerOfTen is math.Pow(10, y) to the last bit, in a third of the time: the
// draws of a judgement ask for tens of thousands.
func powerOfTen(y float64) float64 {
	a := math.Abs(y)
	if !(a < 100) || a == 0.5 {
		return math.Pow(10, y)
	}
	n := int(a)
	m, e := 1.0, 0
	if rest := a - float64(n); rest != 0 {
		if rest > 0.5 {
			rest, n = rest-1, n+1
		}
		m = math.Exp(rest * naturalOfTen)
	}
	for i := 0; n != 0; i, n = i+1, n>>1 {
		if n&1 == 1 {
			m, e = m*tens[i].fraction, e+tens[i].exponent
		}
	}
	if y < 0 {
		m, e = 1/m, -e
	}
	return m * math.Float64frombits(uint64(1023+e)<<52) // by a power of two: exact
}

// information is the Kullback-Leibler divergence of p from q in bits.
func information(p, q vector) float64 {
	sum := 0.0
	for i := range p {
		if p[i] > 0 {
			sum += p[i] * math.Log2(p[i]/q[i])
		}
	}
	return sum
}

// leading is the rung with the largest probability, the first of equals.
func leading(p vector) int {
	top := 0
	for i := range p {
		if p[i] > p[top] {
			top = i
		}
	}
	return top
}
