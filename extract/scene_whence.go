package extract

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/lang"
	"github.com/credence-project/credence/lexicon"
)

// Where a text comes from, and which countries it speaks of, tell what a name
// means that many places bear.

// dateline reads the place from which a text was sent.
func (d *detailer) dateline() credence.PlaceMention {
	if len(d.text.Sentences) == 0 {
		return credence.PlaceMention{}
	}
	sent := &d.text.Sentences[0]
	for i := range d.text.Sentences {
		if i > 2 || sent.Form == lang.Dateline {
			break
		}
		sent = &d.text.Sentences[i]
	}
	if sent.Form == lang.Dateline {
		if p, _ := d.heads(sent); p.Name != "" {
			return p
		}
		return d.opened(sent)
	}
	for i := range min(2, len(d.text.Sentences)) {
		if p := d.opened(&d.text.Sentences[i]); p.Name != "" {
			return p
		}
	}
	return credence.PlaceMention{}
}

// opened reads the place at the head of a sentence that tells where and when a text
// was written: "NEW DELHI: Classes resumed", "VARADERO. A new aggression", "MUMBAI,
// July 13: Seven bombs", "Mogadishu (Radio) - Bodies", "Abuja, 8 July.".
func (d *detailer) opened(sent *lang.Sentence) credence.PlaceMention {
	const most, reach = 4, 16
	if d.text.Upper {
		return credence.PlaceMention{}
	}
	first, last := int(sent.First), int(sent.Last)
	end := first
	for end < last && end-first < most && d.text.Tokens[end].Has(lang.Capital) && d.text.Tokens[end].Flags&(lang.Punct|lang.Digit) == 0 && !d.inDate(end) {
		end++
	}
	tok := &d.text.Tokens[first]
	caps := tok.Has(lang.AllCaps) && tok.End-tok.Start >= 3
	within, marked, closed := d.headOf(end, min(first+reach, last), last)
	if end == first || !closed || !caps && !marked {
		return credence.PlaceMention{}
	}
	span := d.text.Span(first, end)
	name := span.Of(d.text.Raw)
	found, score := d.sentFrom(name, lexicon.PlaceHints{Within: within})
	switch {
	case score > 0 && (found.Population >= 20_000 || caps && (marked || within != "")):
		return credence.PlaceMention{Name: found.Name, Country: found.Country, Lat: found.Lat, Lon: found.Lon, Within: found.Division, Span: span}
	case score == 0 && caps && within != "":
		p := credence.PlaceMention{Name: titled(name), Country: countryOf(within), Span: span}
		if p.Country == "" {
			return credence.PlaceMention{}
		}
		return p
	}
	return credence.PlaceMention{}
}

// headOf reads what stands behind the name at the head of a sentence, which ends
// at token last, up to a colon, dash or the end of the sentence: the larger place
// that it gives, whether there is a date or an agency in brackets, and whether all
// of it is such.
func (d *detailer) headOf(end, reach, last int) (within string, marked, closed bool) {
	depth := 0
	for k := end; k < reach; k++ {
		switch w := d.text.Word(k); {
		case w == "(" || w == "[":
			depth++
		case w == ")" || w == "]":
			depth--
			marked = true
		case depth > 0, w == ",", w == "/":
		case w == ":" || w == "-" || w == "--" || w == "–" || w == "—":
			return within, marked, true
		case w == ".":
			if k+1 >= last {
				return within, marked, marked || k == end
			}
		case d.inDate(k):
			marked = true
		case d.text.Tokens[k].Has(lang.Capital) && within == "":
			to := k + 1
			for to < reach && d.text.Tokens[to].Has(lang.Capital) && d.text.Tokens[to].Flags&lang.Punct == 0 {
				to++
			}
			within = d.text.Slice(k, to)
			k = to - 1
		default:
			return "", false, false
		}
	}
	return within, marked, marked && reach == last
}

// countryOf is the country of that name, or that in which a division of the name
// lies.
func countryOf(within string) string {
	if c, ok := lexicon.Countries().Lookup(within); ok {
		return c.Code
	}
	if found, score := lexicon.Gazetteer().Lookup(within, lexicon.PlaceHints{}); score > 0 && found.Kind == lexicon.PlaceDivision {
		return found.Country
	}
	return ""
}

// titled gives a name in capitals in small letters but for the first of each word.
func titled(name string) string {
	words := strings.Fields(strings.ToLower(name))
	for i, w := range words {
		_, size := utf8.DecodeRuneInString(w)
		words[i] = strings.ToUpper(w[:size]) + w[size:]
	}
	return strings.Join(words, " ")
}

// mainTown is the town that a text names most where a place stands, in the country
// that it speaks of.
func (d *detailer) mainTown() credence.PlaceMention {
	const least = 5_000 // people
	hints := lexicon.PlaceHints{Countries: d.likely(nil)}
	count := map[string]int{}
	var best credence.PlaceMention
	for i := range d.names {
		n := &d.names[i]
		switch d.entities[n.entity].kind {
		case entityGroup, entityPerson, entityOrgan, entityOutlet, entityState:
			continue
		}
		d.limit = int(d.text.Sentences[d.text.Tokens[n.first].Sent].Last)
		if !d.sited(n) && !d.smitten(n) {
			continue
		}
		words := d.text.Slice(int(n.first), int(n.last))
		found, score := d.lookup(words, hints)
		if score == 0 || found.Population < least || len(hints.Countries) > 0 && found.Country != hints.Countries[0] {
			continue
		}
		switch found.Kind {
		case lexicon.PlaceCountry, lexicon.PlaceDivision, lexicon.PlaceRegion, lexicon.PlaceSubdivision:
			continue
		}
		if count[found.Name]++; best.Name == "" || count[found.Name] > count[best.Name] {
			best = placeMention(found, words, d.text.Span(int(n.first), int(n.last)))
		}
	}
	return best
}

// likely adds to the countries that a sentence names that from which the text was
// sent and the one that it speaks of most.
func (d *detailer) likely(named []string) []string {
	if d.home != "" {
		return append(named, d.home)
	}
	if r := d.region(); len(r) > 0 && !slices.Contains(named, r[0]) {
		named = append(named, r[0])
	}
	return named
}

// sentFrom looks up the place at the head of a text: the one in the country that
// the text speaks of, unless that is a hamlet beside another of the name.
func (d *detailer) sentFrom(name string, hints lexicon.PlaceHints) (lexicon.Place, float64) {
	const (
		large  = 500_000
		hamlet = 5 // times smaller
	)
	places := lexicon.Gazetteer().Candidates(name)
	found, score := lexicon.Choose(places, hints)
	if len(hints.Countries) > 0 || oneCountry(places) {
		return found, score
	}
	hints.Countries = d.region()
	if near, s := lexicon.Choose(places, hints); near.Population*hamlet >= found.Population && (found.Population < large || near.Population >= large) {
		return near, s
	}
	return found, score
}

// oneCountry reports whether places lie in no two countries.
func oneCountry(places []lexicon.Place) bool {
	return !slices.ContainsFunc(places, func(p lexicon.Place) bool { return p.Country != places[0].Country })
}

// region is the countries that the capital letters of a text speak of, likeliest
// first: those it names, those of its large cities and provinces, and those in
// which all or most of the places of its other names lie.
func (d *detailer) region() []string {
	if d.regions != nil {
		return d.regions
	}
	const (
		most  = 4000 // tokens
		least = 1.5  // votes of names that none or several countries have
	)
	votes, sure := map[string]float64{}, map[string]bool{}
	d.regions = []string{}
	told := map[string]ballot{}
	for k := 0; k < min(len(d.text.Tokens), most); k++ {
		if !d.text.Tokens[k].Has(lang.Capital) {
			continue
		}
		n := d.tags[k].name
		if n >= 0 && int(d.names[n].first) == k {
			if a := d.entities[d.names[n].entity].actor; a != nil && len(a.Countries) == 1 {
				votes[a.Countries[0]] += 0.5
			}
		}
		if n >= 0 && (d.entities[d.names[n].entity].kind == entityGroup || int(d.names[n].first) != k) {
			continue
		}
		end := k + 1
		if n >= 0 {
			end = int(d.names[n].last)
		}
		words := d.text.Slice(k, end)
		b, again := told[words]
		if !again || n >= 0 && b.open {
			b = ballotOf(words, n >= 0)
			told[words] = b
		}
		if n < 0 && !b.country {
			continue
		}
		weight := b.weight
		if again {
			weight /= 2 // what was told before says less
		}
		for _, code := range b.codes {
			votes[code] += weight / float64(len(b.codes))
			if b.sure {
				sure[code] = true
			}
		}
	}
	for code := range votes {
		if sure[code] || votes[code] >= least {
			d.regions = append(d.regions, code)
		}
	}
	slices.SortFunc(d.regions, func(a, b string) int {
		if votes[a] != votes[b] {
			if votes[a] > votes[b] {
				return -1
			}
			return 1
		}
		return strings.Compare(a, b)
	})
	return d.regions
}

// ballot is what a name says of the countries that a text speaks of.
type ballot struct {
	codes   []string // that share its weight
	weight  float64
	sure    bool
	country bool // it is that of one, or of its people
	open    bool // only a word so far: no town was looked for
}

// ballotOf gives that of a name, or of a word with a capital letter.
func ballotOf(words string, name bool) ballot {
	const large = 500_000
	if c, ok := lexicon.Countries().Lookup(words); ok {
		b := ballot{codes: []string{c.Code}, weight: 1, sure: true, country: true}
		if slices.Contains(c.Adjectives, words) || slices.Contains(c.People, words) {
			b.weight /= 2 // "American soldiers"
		}
		return b
	}
	if !name {
		return ballot{open: true}
	}
	b := ballot{weight: 1}
	places := lexicon.Gazetteer().Candidates(words)
	if len(places) == 0 {
		return b
	}
	if found, _ := lexicon.Choose(places, lexicon.PlaceHints{}); found.Population >= large || found.Kind == lexicon.PlaceDivision {
		b.codes, b.sure = []string{found.Country}, true
		return b
	}
	for _, p := range places {
		if !slices.Contains(b.codes, p.Country) {
			b.codes = append(b.codes, p.Country)
		}
	}
	return b
}
