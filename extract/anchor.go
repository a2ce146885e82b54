package extract

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/lang"
)

// maxLead is how much of a text is read for its dateline, in bytes.
const maxLead = 2000

// Published is when a document was published, as well as it can be told: as it
// is known, or, where it is only known by when, on the day that the dateline of
// its text or its address names. That is the day of the news, never after it was
// seen. Datelines of texts in capitals are left out.
func (x *Extractor) Published(doc credence.Document) credence.Interval {
	p := doc.Published
	if !p.From.IsZero() {
		return p
	}
	doc.Text = strings.ToValidUTF8(doc.Text[:min(len(doc.Text), maxLead)], "")
	s := x.open(&doc)
	if s == nil {
		return p
	}
	defer s.x.pool.Put(s)
	s.read(&doc)
	day, basis := s.newsDay(&doc)
	if day.IsZero() {
		return p
	}
	out := credence.Day(day, basis)
	if p.Before(out.To) {
		out.To = p.To
	}
	return out
}

// anchorOf is the day against which a text means "on Monday" and "yesterday":
// when it was published, or, where that is not known, the day that its dateline
// or its address names. That a text was seen at some time tells no such day.
func (s *scratch) anchorOf(doc *credence.Document) time.Time {
	if !doc.Published.From.IsZero() {
		return doc.Published.From
	}
	day, _ := s.newsDay(doc)
	return day
}

// newsDay is the day that the dateline of a text or its address names, zero if
// neither does or it lies after the time by which the text was there.
func (s *scratch) newsDay(doc *credence.Document) (day time.Time, basis string) {
	last := doc.Published.To
	if day = s.datelineDay(); !day.IsZero() && (last.IsZero() || !day.After(last)) {
		return day, "text dateline"
	}
	if day = addressDay(doc.URL); !day.IsZero() && (last.IsZero() || !day.After(last)) {
		return day, "address of the page"
	}
	return time.Time{}, ""
}

// datelineDay is the full date in the dateline of a text in small letters, or
// in a line or short sentence before it that holds a place and a date alone.
func (s *scratch) datelineDay() time.Time {
	const lead = 3
	if s.text.Upper {
		return time.Time{} // package event reads those
	}
	head := s.text.Sentences[:min(lead, len(s.text.Sentences))]
	if !slices.ContainsFunc(head, func(sent lang.Sentence) bool { return s.figures(&sent) }) {
		return time.Time{}
	}
	for _, t := range s.text.Dates(nil, time.Time{}) {
		at := slices.IndexFunc(head, func(sent lang.Sentence) bool { return t.First >= int(sent.First) && t.Last <= int(sent.Last) })
		if at < 0 {
			break
		}
		day, err := time.Parse(time.DateOnly, t.From)
		if err == nil && t.From == t.To && (head[at].Form == lang.Dateline || s.bare(&head[at], &t)) {
			return day
		}
	}
	return time.Time{}
}

// bare reports whether a sentence holds no more than a date and a few names:
// "Berlin, 3 March 2021".
func (s *scratch) bare(sent *lang.Sentence, t *lang.Date) bool {
	const most = 5
	words := 0
	for k := int(sent.First); k < int(sent.Last); k++ {
		tok := &s.text.Tokens[k]
		switch {
		case k >= t.First && k < t.Last, tok.Has(lang.Punct), tok.Has(lang.Digit):
			continue
		case !tok.Has(lang.Capital), s.tags[k].cues&(cAttack|cAttackVerb|cWeapon|cAttacker) != 0, s.tags[k].grams&gPrep != 0:
			return false
		}
		words++
	}
	return words <= most
}

// figures reports whether a sentence has any.
func (s *scratch) figures(sent *lang.Sentence) bool {
	for i := sent.First; i < sent.Last; i++ {
		if s.text.Tokens[i].Has(lang.Digit) {
			return true
		}
	}
	return false
}

// addressDay is the day in the address of a page: "/2016/03/24/", "2016-03-24".
func addressDay(url string) time.Time {
	figures := strings.FieldsFunc(url, func(r rune) bool { return r < '0' || r > '9' })
	for i, f := range figures {
		if len(f) == 8 {
			if day, err := time.Parse("20060102", f); err == nil && plausible(day.Year()) {
				return day
			}
		}
		if i+2 >= len(figures) || len(f) != 4 || len(figures[i+1]) > 2 || len(figures[i+2]) > 2 {
			continue
		}
		if !strings.Contains(url, f+"/"+figures[i+1]+"/"+figures[i+2]) && !strings.Contains(url, f+"-"+figures[i+1]+"-"+figures[i+2]) {
			continue
		}
		y, _ := strconv.Atoi(f)
		m, _ := strconv.Atoi(figures[i+1])
		d, _ := strconv.Atoi(figures[i+2])
		day := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
		if plausible(y) && int(day.Month()) == m && day.Day() == d {
			return day
		}
	}
	return time.Time{}
}

// plausible reports whether news may be of that year.
func plausible(year int) bool { return year > 1900 && year < 2100 }
