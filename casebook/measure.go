package casebook

import "math"

func flat(rows []forecast) []forecast {
	out := make([]forecast, len(rows))
	for i, r := range rows {
		out[i] = forecast{uniform, r.truth}
	}
	return out
}

func ladder(rows []forecast) Ladder {
	out := Ladder{N: len(rows), RollUp: make(map[string]RollUpScore)}
	var hit, brier, bits, n float64
	for _, r := range rows {
		n++
		if top(r.p) == r.truth {
			hit++
		}
		for h, p := range r.p {
			brier += square(p - indicator(h == r.truth))
		}
		bits -= math.Log2(math.Max(r.p[r.truth], 1e-6))
	}
	out.Top1, out.Brier, out.Log = Ratio(hit/n), Ratio(brier/n), Ratio(bits/n)
	for _, u := range scoredRollUps {
		var right, loss float64
		for _, r := range rows {
			p, yes := r.rollUp(u.rungs)
			right += indicator(p > .5 == yes)
			loss += square(p - indicator(yes))
		}
		out.RollUp[u.name] = RollUpScore{Ratio(right / n), Ratio(loss / n)}
	}
	return out
}

func (r forecast) rollUp(rungs []int) (p float64, yes bool) {
	for _, h := range rungs {
		p += r.p[h]
		yes = yes || h == r.truth
	}
	return p, yes
}

// edges are the bounds of the calibration bins.
var edges = []float64{0, .1, .3, .5, .7, .9, 1.0000001}

func calibration(rows []forecast) map[string][]Bin {
	type pair struct {
		p   float64
		yes bool
	}
	bins := func(pairs []pair) []Bin {
		var out []Bin
		for i := 0; i+1 < len(edges); i++ {
			b := Bin{From: edges[i], To: math.Min(edges[i+1], 1)}
			var sum, seen float64
			for _, x := range pairs {
				if x.p >= edges[i] && x.p < edges[i+1] {
					b.N++
					sum += x.p
					seen += indicator(x.yes)
				}
			}
			if b.N > 0 {
				b.Mean, b.Observed = Ratio(sum/float64(b.N)), Ratio(seen/float64(b.N))
				out = append(out, b)
			}
		}
		return out
	}
	out := make(map[string][]Bin)
	var tops []pair
	for _, r := range rows {
		tops = append(tops, pair{r.p[top(r.p)], top(r.p) == r.truth})
	}
	out["top hypothesis"] = bins(tops)
	for _, u := range scoredRollUps {
		if u.name == "cause H1-H4" { // nearly always true
			continue
		}
		var pairs []pair
		for _, r := range rows {
			p, yes := r.rollUp(u.rungs)
			pairs = append(pairs, pair{p, yes})
		}
		out[u.name] = bins(pairs)
	}
	return out
}

func classify(pairs [][2]string, labels []string) ClassScore {
	var sum, n float64
	for _, l := range labels {
		var hit, wrong, missed float64
		for _, p := range pairs {
			switch {
			case p[0] == l && p[1] == l:
				hit++
			case p[1] == l:
				wrong++
			case p[0] == l:
				missed++
			}
		}
		if hit+wrong > 0 { // a label that was never given does not count, as in the published scorer
			sum += 2 * hit / (2*hit + wrong + missed)
			n++
		}
	}
	return ClassScore{agreement(pairs), Ratio(sum / n)}
}

func majority(pairs [][2]string, labels []string) MajorityHit {
	best := MajorityHit{Accuracy: -1}
	for _, l := range labels {
		n := 0.0
		for _, p := range pairs {
			n += indicator(p[0] == l)
		}
		a := Ratio(n / float64(len(pairs)))
		if len(pairs) == 0 {
			a = 0
		}
		if a > best.Accuracy || (a == best.Accuracy && l > best.Label) {
			best = MajorityHit{a, l}
		}
	}
	return best
}

func agreement(pairs [][2]string) Ratio {
	n := 0.0
	for _, p := range pairs {
		n += indicator(p[0] == p[1])
	}
	return Ratio(n / float64(len(pairs)))
}

func mean(xs []bool) Ratio {
	n := 0.0
	for _, x := range xs {
		n += indicator(x)
	}
	return Ratio(n / float64(len(xs)))
}

func indicator(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

func square(x float64) float64 { return x * x }
