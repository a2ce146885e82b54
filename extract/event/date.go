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

// dateline finds the day on which the text was written, a date such as
// "4 FEB 90" or "4 February 1990" among its first words with a dash behind it,
// and the token where the text proper begins.
func (r *reading) dateline() (anchor time.Time, end int) {
	t := r.text
	limit := min(len(t.Tokens)-1, 24)
	for i := 0; i < limit; i++ {
		if t.Normal(i) == "no" && t.Normal(i+1) == "date" {
			for k := i + 2; k < min(i+16, len(t.Tokens)); k++ {
				if dash(t.Word(k)) {
					return time.Time{}, k + 1
				}
			}
		}
		day := figure(t.Word(i))
		month := monthNumber(t.Normal(i + 1))
		if month == 0 {
			day, month = figure(t.Word(i+1)), monthNumber(t.Normal(i))
		}
		if month == 0 || day < 1 || day > 31 {
			continue
		}
		year, j := 0, i+2
		if j < len(t.Tokens) && t.Word(j) == "," {
			j++
		}
		if j < len(t.Tokens) {
			year = figure(t.Word(j))
		}
		switch {
		case year >= 1900 && year < 2100:
		case year >= 50 && year < 100:
			year += 1900
		case year > 0 && year < 50 && t.Tokens[j].End-t.Tokens[j].Start == 2:
			year += 2000
		default:
			year = 0
		}
		for k := j; k < min(j+16, len(t.Tokens)); k++ {
			if dash(t.Word(k)) {
				if year == 0 {
					return time.Time{}, k + 1
				}
				return time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC), k + 1
			}
		}
	}
	return time.Time{}, 0
}

func dash(w string) bool { return w == "--" || w == "—" || w == "–" || w == "-" || w == "---" }

// figure reads a short decimal number, 0 if s is none.
func figure(s string) int {
	n := 0
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' || i > 3 {
			return 0
		}
		n = n*10 + int(s[i]-'0')
	}
	return n
}

// monthNumber reads the name of a month or its first three letters, or "sept".
func monthNumber(s string) int {
	switch s {
	case "jan", "january":
		return 1
	case "feb", "february":
		return 2
	case "mar", "march":
		return 3
	case "apr", "april":
		return 4
	case "may":
		return 5
	case "jun", "june":
		return 6
	case "jul", "july":
		return 7
	case "aug", "august":
		return 8
	case "sep", "sept", "september":
		return 9
	case "oct", "october":
		return 10
	case "nov", "november":
		return 11
	case "dec", "december":
		return 12
	}
	return 0
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
