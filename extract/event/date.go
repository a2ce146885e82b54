package event

import (
	"time"

	"github.com/credence-project/credence/lang"
)

// dateUse is a date of the text with its days counted from 1970.
type dateUse struct {
	first, last int32
	from, to    int32 // 0 if not resolved
	kind        uint32
	date        lang.Date
}

func dayNumber(s string) int32 {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return 0
	}
	return int32(t.Unix() / 86400)
}

func dayString(n int32) string { return time.Unix(int64(n)*86400, 0).UTC().Format(time.DateOnly) }

// dateline finds the day on which the text was written: the first full date of
// its first lines, followed by a dash.
func (r *reading) dateline() (anchor time.Time, end int) {
	t := r.text
	limit := min(len(t.Tokens), 60)
	r.found = t.Dates(r.found[:0], time.Time{})
	for i := range r.found {
		d := &r.found[i]
		if d.First > limit {
			break
		}
		if d.From == "" || d.From != d.To {
			continue
		}
		for j := d.Last; j < min(d.Last+14, len(t.Tokens)); j++ {
			if w := t.Word(j); w == "--" || w == "—" || w == "–" || w == "-" {
				day, err := time.Parse(time.DateOnly, d.From)
				if err != nil {
					break
				}
				return day, j + 1
			}
		}
	}
	return time.Time{}, 0
}

// readDates fills dates against the anchor.
func (r *reading) readDates() {
	r.dates = r.dates[:0]
	r.found = r.text.Dates(r.found[:0], r.anchor)
	for _, d := range r.found {
		if d.First < r.body {
			continue
		}
		u := dateUse{first: int32(d.First), last: int32(d.Last), date: d}
		if d.From != "" {
			u.from, u.to = dayNumber(d.From), dayNumber(d.To)
		}
		u.kind = r.units[d.First].hash
		if r.text.Tokens[d.First].Has(lang.Digit) {
			u.kind = 1
		}
		r.dates = append(r.dates, u)
	}
}

// dateFeatures describes date i for the question whether it is when the
// incident of cluster c happened. rank counts dates of the cluster before it.
func (r *reading) dateFeatures(f *featureSet, i int, c *cluster, rank int) {
	d := &r.dates[i]
	f.reset()
	f.add(400, 0)
	f.add(401, d.kind)
	width := uint32(0)
	if d.to > d.from {
		width = bucket(int(d.to - d.from))
	}
	f.add(402, width)
	f.add(403, uint32(min(rank, 4)))
	sent := r.text.Tokens[d.first].Sent
	nth := uint32(9)
	for j, s := range c.sents {
		if s == sent {
			nth = uint32(min(j, 3))
		}
	}
	f.add2(404, nth, d.kind)
	f.add(405, r.heat(sent))
	f.add2(406, r.heat(sent), nth)
	if r.anchor.IsZero() || d.from == 0 {
		f.add(407, 0)
	} else {
		back := int(r.anchor.Unix()/86400) - int(d.from)
		f.add2(408, bucket(max(back, 0)), width)
		if back < 0 {
			f.add(409, 0)
		}
	}
	at := func(j int32) uint32 {
		if j < 0 || int(j) >= len(r.units) {
			return 1
		}
		return r.units[j].lemmaOr() + uint32(r.units[j].cat)
	}
	f.add(410, at(d.first-1))
	f.add(411, at(d.last))
	f.add2(412, at(d.first-2), at(d.first-1))
	// nearest verbs on both sides
	rg := r.range_[sent]
	left, right := int32(-1), int32(-1)
	for v := rg.verbs; v < rg.verbsEnd; v++ {
		if r.verbs[v].first <= d.first {
			left = v
		} else if right < 0 {
			right = v
		}
	}
	ll, le := r.verbKey(left)
	rl, re := r.verbKey(right)
	f.add(413, ll)
	f.add(414, rl)
	f.add2(415, le, d.kind)
	f.add2(416, re, d.kind)
	f.add2(417, le, re)
	if left >= 0 {
		f.add2(418, bucket(int(d.first-r.verbs[left].last)), le)
	}
	start := uint32(0)
	if d.first-r.text.Sentences[sent].First < 4 {
		start = 1
	}
	f.add2(419, start, re)
	f.add2(420, start, d.kind)
	for j, n := d.first-1, 0; j >= r.text.Sentences[sent].First && n < 8; j, n = j-1, n+1 {
		if e := r.units[j].event; e != 0 && r.units[j].bits&(isEventNoun|isEventVerb) != 0 {
			f.add2(421, uint32(e), bucket(n))
			break
		}
	}
}
