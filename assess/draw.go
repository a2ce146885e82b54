package assess

import (
	"math"
	"slices"
)

// stream gives normal deviates from a seed: SplitMix64 and the cosine branch
// of Box and Muller, so that another program can repeat the draws.
type stream struct{ state uint64 }

func (s *stream) uniform() float64 {
	s.state += 0x9E3779B97F4A7C15
	z := s.state
	z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9
	z = (z ^ (z >> 27)) * 0x94D049BB133111EB
	return float64((z^(z>>31))>>11) * 0x1p-53
}

func (s *stream) normal() float64 {
	u, v := s.uniform(), s.uniform()
	return math.Sqrt(-2*math.Log(1-u)) * math.Cos(2*math.Pi*v)
}

// spread is the mean and the standard deviations of the parts of a score.
type spread struct {
	base  vector
	means []vector
	sds   []vector
}

// scatter prepares the draws. Per draw, and for H1 to H7 in turn, the prior
// gets its noise, then each cluster in the order of its key. With more than
// Rules.ExactClusters clusters one deviate stands for the sum of their noises,
// which has the same distribution.
func scatter(base vector, clusters []cluster, rules *Rules) spread {
	s := spread{base: base}
	noise := func(x float64) float64 { return rules.Noise.Cluster + rules.Noise.ClusterShare*math.Abs(x) }
	if len(clusters) <= rules.ExactClusters {
		for k := range clusters {
			var sd vector
			for h, x := range clusters[k].total {
				sd[h] = noise(x)
			}
			s.means = append(s.means, clusters[k].total)
			s.sds = append(s.sds, sd)
		}
		return s
	}
	var sd vector
	for k := range clusters {
		for h, x := range clusters[k].total {
			sd[h] += noise(x) * noise(x)
		}
	}
	for h := range sd {
		sd[h] = math.Sqrt(sd[h])
	}
	s.means, s.sds = []vector{total(clusters)}, []vector{sd}
	return s
}

// draw gives n posteriors.
func (s spread) draw(n int, seed uint64, prior float64) []vector {
	rng := stream{seed}
	out := make([]vector, n)
	for i := range out {
		var score vector
		for h := range score {
			x := s.base[h] + prior*rng.normal()
			for k := range s.means {
				x += s.means[k][h] + s.sds[k][h]*rng.normal()
			}
			score[h] = x
		}
		out[i] = normalise(score)
	}
	return out
}

// quantile gives the share-quantile of sorted numbers.
func quantile(sorted []float64, share float64) float64 {
	if len(sorted) == 0 {
		return 0
	}
	return sorted[int(share*float64(len(sorted)-1))]
}

// interval is the 5 to 95 % interval of a sum of rungs over the draws; room
// is scratch space of the same length.
func interval(draws []vector, rungs *[7]bool, room []float64) (lo, hi float64) {
	for i := range draws {
		room[i] = 0
		for h, in := range rungs {
			if in {
				room[i] += draws[i][h]
			}
		}
	}
	slices.Sort(room)
	return quantile(room, 0.05), quantile(room, 0.95)
}

// share is how many of the draws have that rung on top.
func share(draws []vector, top int) float64 {
	n := 0
	for i := range draws {
		if leading(draws[i]) == top {
			n++
		}
	}
	return float64(n) / float64(max(len(draws), 1))
}
