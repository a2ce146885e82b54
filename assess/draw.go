package assess

import (
	"math"
	"sync"
)

// stream gives normal deviates from a seed: SplitMix64 and the cosine branch
// of Box and Muller, so that another program can repeat the draws.
type stream struct{ state uint64 }

const step = 0x9E3779B97F4A7C15

func (s *stream) uniform() float64 {
	s.state += step
	z := s.state
	z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9
	z = (z ^ (z >> 27)) * 0x94D049BB133111EB
	return float64((z^(z>>31))>>11) * 0x1p-53
}

func (s *stream) normal() float64 {
	u, v := s.uniform(), s.uniform()
	return math.Sqrt(-2*math.Log(1-u)) * math.Cos(2*math.Pi*v)
}

// usualSeed is the seed of nearly all judgements, and usualNormals the first
// deviates from it: as many as DefaultDraws take with 12 clusters. To make them
// anew takes as long as all the rest of a judgement.
const usualSeed = 1

var usualNormals = sync.OnceValue(func() []float64 {
	s, out := stream{usualSeed}, make([]float64, DefaultDraws*7*(1+12))
	for i := range out {
		out[i] = s.normal()
	}
	return out
})

// after is the stream from a seed when n deviates have been taken.
func after(seed uint64, n int) stream { return stream{seed + 2*uint64(n)*step} }

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
	each := 7 * (1 + len(s.means))
	var held []float64
	if seed == usualSeed {
		held = usualNormals()
	}
	held = held[:min(n, len(held)/each)*each]
	rng, room := after(seed, len(held)), make([]float64, each)
	out := make([]vector, n)
	for i := range out {
		var z []float64
		if len(held) > 0 {
			z, held = held[:each], held[each:]
		} else {
			z = room
			for k := range z {
				z[k] = rng.normal()
			}
		}
		out[i] = s.posterior(z, prior)
	}
	return out
}

// posterior is one draw, from its deviates.
func (s *spread) posterior(z []float64, prior float64) vector {
	var score vector
	for h := range score {
		x := s.base[h] + prior*z[0]
		for k := range s.means {
			x += s.means[k][h] + s.sds[k][h]*z[1+k]
		}
		score[h] = x
		z = z[1+len(s.means):]
	}
	return normalise(score)
}

// interval is the 5 to 95 % interval of a sum of rungs over the draws; room
// is scratch space of the same length.
func interval(draws []vector, rungs *[7]bool, room []float64) (lo, hi float64) {
	if len(draws) == 0 {
		return 0, 0
	}
	for i := range draws {
		room[i] = 0
		for h, in := range rungs {
			if in {
				room[i] += draws[i][h]
			}
		}
	}
	last := float64(len(room) - 1)
	low, high := int(0.05*last), int(0.95*last)
	part(room, low)
	part(room[low:], high-low)
	return room[low], room[high]
}

// part puts the number at place k that would stand there if x were sorted, the
// lesser before it and the greater behind: Hoare's selection.
func part(x []float64, k int) {
	for from, to := 0, len(x)-1; from < to; {
		pivot, i, j := x[(from+to)/2], from, to
		for i <= j {
			for x[i] < pivot {
				i++
			}
			for pivot < x[j] {
				j--
			}
			if i <= j {
				x[i], x[j] = x[j], x[i]
				i, j = i+1, j-1
			}
		}
		switch {
		case k <= j:
			to = j
		case k >= i:
			from = i
		default:
			return
		}
	}
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
