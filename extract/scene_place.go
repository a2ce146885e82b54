package extract

import (
	"cmp"
	"slices"
	"strings"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/lang"
	"github.com/credence-project/credence/lexicon"
)

// placeOf finds the place that a sentence gives its attack: a name behind a
// preposition of place, a town rather than the country around it, or a capital
// by its country.
func (d *detailer) placeOf(a *account, sent *lang.Sentence) {
	hints := lexicon.PlaceHints{}
	for i := d.nameBehind(int(sent.First)); i < len(d.names) && int(d.names[i].last) <= int(sent.Last); i++ {
		n := &d.names[i]
		if c, ok := lexicon.Countries().Lookup(d.text.Slice(int(n.first), int(n.last))); ok && !d.foreign(n) && !d.goal(n) {
			hints.Countries = append(hints.Countries, c.Code)
		}
	}
	for k := int(sent.First); k < int(sent.Last); k++ {
		if d.text.Tokens[k].Has(lang.Capital) && k+1 < int(sent.Last) && d.is(k+1, wSettle) {
			if c, ok := lexicon.Countries().Lookup(d.text.Word(k)); ok {
				hints.Countries = append(hints.Countries, c.Code) // "the German city of Hanau"
			}
		}
	}
	hints.Countries = d.likely(hints.Countries)
	before := false // the place stands before the act
	fallen := false // it is what was struck
	for i := d.nameBehind(int(sent.First)); i < len(d.names) && int(d.names[i].last) <= int(sent.Last); i++ {
		smitten := !fallen && d.smitten(&d.names[i])
		if !smitten && (!d.sited(&d.names[i]) || i > 0 && d.comesFrom(&d.names[i-1], &d.names[i])) {
			continue
		}
		p, known := d.resolve(&d.names[i], hints)
		if (smitten || d.ownsSite(&d.names[i])) && !known {
			continue
		}
		at := int(d.names[i].first)
		switch {
		case smitten && !narrower(&a.place, &p) && (a.place.Name == "" || !wide(&p)):
			a.place, a.placed, fallen = p, true, true
		case fallen && !narrower(&p, &a.place): // "rockets hit Sderot, police in Jerusalem said"
		case a.act > 0 && at > a.act && before && !narrower(&a.place, &p) && (known || !a.placed):
			a.place, a.placed, before = p, known, false // "police in Lahore said a bomb went off in Multan"
		case !known && a.placed && a.place.Kind == "country" && d.names[i].last-d.names[i].first == 1:
			p.Country = cmp.Or(d.home, a.place.Country)
			a.place, a.placed, before = p, false, at < a.act // "for troops in Afghanistan near Nowshera"
		case a.place.Name == "" || narrower(&p, &a.place) || !a.placed && known && facility(a.place.Name):
			a.place, a.placed, before = p, known, at < a.act
		case !a.placed && a.place.Country == "":
			a.place.Country = p.Country // "in Hilla, south of Baghdad"
		}
	}
	if a.place.Name == "" {
		d.looseplace(a, sent, hints)
	}
	if a.place.Name == "" && a.kind == "hijacking" {
		d.offshore(a, sent, hints)
	}
	if a.place.Name == "" {
		if p, ok := d.capitalNamed(sent); ok {
			a.place, a.placed = p, true
		}
	}
	if a.place.Name == "" && d.saysThere(a) {
		if p, ok := d.lastNamed(a.sent); ok {
			a.place, a.placed = p, true
		}
	}
}

// saysThere reports whether an account says that it was "there", in a place named
// before: "the police station there", but not "there was".
func (d *detailer) saysThere(a *account) bool {
	for k := a.first + 1; k < a.last; k++ {
		if d.text.Role(k) == "there" && d.tags[k-1].grams&(gConj|gSubord|gRel) == 0 && !d.text.Tokens[k-1].Has(lang.Punct) && (k+1 == a.last || d.tags[k+1].grams&(gAux|gVerb) == 0 || d.tags[k+1].grams&gNoun != 0) {
			return true
		}
	}
	return false
}

// lastNamed is the place named last in the sentence before number i, if it stands in
// the same paragraph.
func (d *detailer) lastNamed(i int) (credence.PlaceMention, bool) {
	if i == 0 || d.text.Tokens[d.text.Sentences[i].First].Has(lang.ParaStart) {
		return credence.PlaceMention{}, false
	}
	before := &d.text.Sentences[i-1]
	hints := lexicon.PlaceHints{Countries: d.likely(nil)}
	var last credence.PlaceMention
	found := false
	for k := d.nameBehind(int(before.First)); k < len(d.names) && int(d.names[k].last) <= int(before.Last); k++ {
		switch d.entities[d.names[k].entity].kind {
		case entityGroup, entityPerson, entityOrgan, entityOutlet, entityState:
			continue
		}
		if p, known := d.resolve(&d.names[k], hints); known && p.Kind != "country" && !(found && narrower(&last, &p)) {
			last, found = p, true
		}
	}
	return last, found
}

// comesFrom reports whether two names, one behind the other, say where somebody is
// from: "a girl from Esmeraldas in Ecuador".
func (d *detailer) comesFrom(town, within *name) bool {
	return town.first > 0 && within.first-town.last == 1 && d.text.Role(int(town.first)-1) == "from"
}

// foreign reports whether the name of a country says whose the thing or people
// behind it are, not where they are: "the US consulate", "US soldiers".
func (d *detailer) foreign(n *name) bool {
	next := int(n.last)
	if next >= d.limit || d.text.Tokens[next].Flags&(lang.Punct|lang.Capital) != 0 {
		return false
	}
	thing, ok := d.classAt(next, nThing)
	people, human := d.classAt(next, nPerson)
	return ok && thing.ID == "diplomat-office" || human && people.ID == "military"
}

// goal reports whether the name of a country says where something leads: "the gateway
// to India", "ties with Iran".
func (d *detailer) goal(n *name) bool {
	if n.first == 0 {
		return false
	}
	switch d.text.Role(int(n.first) - 1) {
	case "to", "with", "against", "for":
		return true
	}
	return false
}

// looseplace finds a town that no preposition tells to be the place: "an Istanbul
// nightclub", "the Quetta bombing", "bombing of a bus, Quetta, 8 August".
func (d *detailer) looseplace(a *account, sent *lang.Sentence, hints lexicon.PlaceHints) {
	for i := d.nameBehind(int(sent.First)); i < len(d.names) && int(d.names[i].last) <= int(sent.Last); i++ {
		n := &d.names[i]
		next := int(n.last)
		if k := d.entities[n.entity].kind; next >= int(sent.Last) || k == entityGroup || k == entityOrgan || k == entityOutlet {
			continue
		}
		_, thing := d.classAt(next, nThing)
		if next+1 < int(sent.Last) && !thing && d.text.Tokens[next].Flags&(lang.Punct|lang.Capital) == 0 {
			_, thing = d.classAt(next+1, nThing) // "the Abqaiq processing plant"
		}
		if d.diedThere(n, int(sent.First)) {
			continue
		}
		if n.first > sent.First+1 && d.text.Role(int(n.first)-1) == "of" { // "the mayor of Cusco was killed"
			if _, person := d.classAt(int(n.first)-2, nPerson); person {
				if p, known := d.resolve(n, hints); known && !wide(&p) && d.large(p.Name, p.Country, 20_000) {
					a.place, a.placed = p, true
					return
				}
			}
		}
		listed := d.text.Word(next) == "," && n.first > sent.First && d.text.Word(int(n.first)-1) == "," && d.inDate(next+1)
		if !listed && !(d.text.Tokens[next].Flags&(lang.Punct|lang.Capital) == 0 && (thing || d.tags[next].cues&cAttack != 0)) {
			continue
		}
		if p, known := d.resolve(n, hints); known && !wide(&p) && (listed || d.large(p.Name, p.Country, 100_000) || thing && d.struck(n)) {
			a.place, a.placed = p, true
			return
		}
	}
}

// large reports whether a town has so many people that its name stands alone.
func (d *detailer) large(name, country string, people int) bool {
	found, score := lexicon.Gazetteer().Lookup(name, lexicon.PlaceHints{Countries: []string{country}})
	return score > 0 && found.Population >= people
}

// facility reports whether a name is that of a building or site: "Civil
// Hospital".
func facility(name string) bool {
	_, thing := lexicon.Things().Lookup(name[strings.LastIndexByte(name, ' ')+1:])
	return thing
}

// nameBehind is the first name that begins at token i or behind it.
func (s *scratch) nameBehind(i int) int {
	lo, hi := 0, len(s.names)
	for lo < hi {
		if mid := (lo + hi) / 2; int(s.names[mid].first) < i {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// sited reports whether a name stands where a place does: "in Homs", "in the
// city of Homs", "south of Homs".
func (d *detailer) sited(n *name) bool {
	site := n.last-n.first > 1 && facility(d.text.Slice(int(n.first), int(n.last))) // "London Bridge"
	switch d.entities[n.entity].kind {
	case entityGroup, entityPerson, entityOrgan:
		return false
	case entityOutlet:
		if !site {
			return false
		}
	}
	if n.last-n.first == 1 && (d.is(int(n.first), wWater) || d.turns(int(n.first), tFeast)) {
		return false // "in the Gulf", "in Ramadan"
	}
	if next := int(n.last); next < d.limit && d.text.Tokens[next].Flags&(lang.Punct|lang.Capital) == 0 {
		w := d.text.Word(next)
		if _, ok := lexicon.Things().Lookup(w); ok || (w == "'s" || w == "’s") && !d.part(next+1) && !d.ownsSite(n) || d.is(next, wSettle) && next+1 < d.limit && d.text.Role(next+1) == "of" {
			return false // "near the United States embassy", "in the Shahr-e-Naw quarter of Kabul"
		}
	}
	first := int(d.text.Sentences[d.text.Tokens[n.first].Sent].First)
	j := int(n.first) - 1
	for j > first && (d.text.Role(j) == "the" || d.tags[j].name < 0 && j == int(n.first)-1 && d.is(j, wCompass)) {
		j-- // "in the northern Sinai"
	}
	if j < first {
		return false
	}
	if site && d.text.Role(j) == "on" || d.is(int(n.last)-1, wWater) && (d.text.Role(j) == "of" || d.text.Role(j) == "on" && n.last-n.first > 1 || d.text.Role(j) == "off") {
		return true
	}
	if d.ofPlace(j) || d.text.Role(j) == "below" || d.text.Role(j) == "beyond" || d.text.Role(j) == "above" || d.text.Role(j) == "beside" {
		return d.text.Role(j) != "into" && (j == first || !d.is(j-1, wAway)) && !d.diedThere(n, first)
	}
	if d.text.Role(j) != "of" || j == first {
		return false
	}
	if d.is(j-1, wCompass|wSettle) {
		return true
	}
	if d.text.Role(j-1) == "out" && j-2 >= first && d.turns(j-2, tWay) {
		return true // "on the road out of Monywa"
	}
	if d.careAt(j - 1) {
		return false // "reached the hospital of Kaya"
	}
	kind, ok := d.classAt(j-1, nThing) // "in the old bazaar of Peshawar"
	if m, two := d.nounAt(max(j-2, 0), nThing); two && m.Tokens == 2 {
		kind, ok = m.Class, true // "at the bus park of Birgunj"
	}
	if !ok || d.tags[j-1].name >= 0 {
		return false
	}
	if kind.ID == "transportation-facility" {
		return true
	}
	for k := j - 2; k >= max(first, j-5) && d.text.Tokens[k].Flags&lang.Punct == 0; k-- {
		if d.ofPlace(k) {
			p, known := d.resolve(n, lexicon.PlaceHints{})
			return known && p.Kind != "country" // "in the flags of Italy"
		}
	}
	return false
}

// offshore gives a ship that is taken the place off which it lay: "off Mombasa",
// "off the coast of Oman".
func (d *detailer) offshore(a *account, sent *lang.Sentence, hints lexicon.PlaceHints) {
	first := int(sent.First)
	for i := d.nameBehind(first); i < len(d.names) && int(d.names[i].last) <= int(sent.Last); i++ {
		j := int(d.names[i].first) - 1
		if j-3 >= first && d.text.Role(j) == "of" && (d.text.Role(j-1) == "coast" || d.text.Role(j-1) == "shore") {
			for j -= 2; j > first && (d.text.Role(j) == "the" || d.is(j, wCompass)); j-- {
			}
		}
		if j < first || d.text.Role(j) != "off" {
			continue
		}
		if p, known := d.resolve(&d.names[i], hints); known {
			a.place, a.placed = p, true
			return
		}
	}
}

// diedThere reports whether a name is where somebody was cared for, not hit:
// "passed away in a Nawabshah hospital".
func (d *detailer) diedThere(n *name, first int) bool {
	if next := int(n.last); next >= d.limit || !d.careAt(next) && !d.careAt(next-1) {
		return false
	}
	for k := int(n.first) - 1; k >= first; k-- {
		switch d.text.Role(k) {
		case "died", "succumbed", "passed", "treated", "recovering", "die":
			return true
		}
	}
	return false
}

// ownsSite reports whether a name is that of the place in which a site lies:
// "at Istanbul's main airport", "in Kabul's old quarter".
func (d *detailer) ownsSite(n *name) bool {
	const reach = 4
	next := int(n.last)
	if w := d.text.Word(min(next, d.limit-1)); next >= d.limit || w != "'s" && w != "’s" {
		return false
	}
	for j := next + 1; j < min(next+1+reach, d.limit); j++ {
		if d.tags[j].grams&(gPrep|gConj|gAux) != 0 || d.text.Tokens[j].Has(lang.Punct) {
			return false
		}
		if _, thing := d.classAt(j, nThing); thing || d.is(j, wSettle) {
			return true
		}
	}
	return false
}

// part reports whether token j is a part of the place before it: "Poland's
// border", "Colombia's north".
func (d *detailer) part(j int) bool {
	if j >= d.limit {
		return false
	}
	return d.is(j, wBorder|wCompass)
}

// resolve looks a name up; what the gazetteer lacks lies in the likeliest country.
func (d *detailer) resolve(n *name, hints lexicon.PlaceHints) (credence.PlaceMention, bool) {
	words := d.text.Slice(int(n.first), int(n.last))
	if next := int(n.last); next+1 < len(d.text.Tokens) && (d.text.Word(next) == "," || d.text.Role(next) == "in") {
		if k := d.nameBehind(next + 1); k < len(d.names) && int(d.names[k].first) <= next+2 {
			hints.Within = d.text.Slice(int(d.names[k].first), int(d.names[k].last))
		}
	}
	p := credence.PlaceMention{Name: words, Span: d.text.Span(int(n.first), int(n.last))}
	found, score := d.lookup(words, hints)
	if d.from.Lat != 0 && words == d.from.Name && hints.Within == "" && found.Country != d.from.Country {
		from := d.from
		from.Span = p.Span
		return from, true // "in a suburb of Athens", sent from there
	}
	if score == 0 {
		for _, more := range [...]string{" province", " district", " region"} {
			if short, ok := strings.CutSuffix(words, more); ok {
				found, score = lexicon.Gazetteer().Lookup(short, hints)
			}
		}
	}
	if i := strings.LastIndexByte(words, ' '); score == 0 && i > 0 {
		if _, thing := lexicon.Things().Lookup(words[i+1:]); thing && d.spokenOf(words[:i]) {
			for _, town := range [...]string{words[:i], words[:strings.IndexByte(words, ' ')]} { // "on London Bridge", "at Garissa University College"
				if d.large(town, "", 300_000) || d.home != "" && d.large(town, d.home, 20_000) {
					found, score = lexicon.Gazetteer().Lookup(town, hints)
					p.Name = town
					break
				}
			}
		}
	}
	if score == 0 {
		switch within, ok := lexicon.Countries().Lookup(hints.Within); {
		case ok:
			p.Country = within.Code
		case len(hints.Countries) > 0:
			p.Country = hints.Countries[0]
		}
		return p, false
	}
	return placeMention(found, p.Name, p.Span), true
}

// spokenOf reports whether the likeliest town of a name lies in a country that the
// text speaks of or was sent from, if that is known.
func (d *detailer) spokenOf(name string) bool {
	found, _ := lexicon.Gazetteer().Lookup(name, lexicon.PlaceHints{Countries: d.likely(nil)})
	r := d.region()
	return d.home == found.Country || len(r) == 0 || slices.Contains(r, found.Country)
}

// lookup finds a place, but no little town of the name in a country that the text
// does not speak of: "Aksu in China" is not that in Kazakhstan.
func (d *detailer) lookup(words string, hints lexicon.PlaceHints) (lexicon.Place, float64) {
	const small = 200_000
	found, score := lexicon.Gazetteer().Lookup(words, hints)
	if score == 0 || found.Kind == lexicon.PlaceCountry {
		return found, score
	}
	if within, ok := lexicon.Countries().Lookup(hints.Within); ok && within.Code != found.Country {
		found, score = lexicon.Gazetteer().Lookup(words, lexicon.PlaceHints{Countries: []string{within.Code}})
		if found.Country != within.Code {
			return found, 0
		}
	}
	if found.Kind == lexicon.PlaceDivision || found.Kind == lexicon.PlaceRegion || found.Population >= small || slices.Contains(hints.Countries, found.Country) {
		return found, score
	}
	if hints.Within != "" {
		if in, s := lexicon.Gazetteer().Lookup(hints.Within, lexicon.PlaceHints{Countries: d.likely(nil)}); s > 0 && in.Kind == lexicon.PlaceDivision && in.Country != found.Country && oneCountry(lexicon.Gazetteer().Candidates(hints.Within)) {
			return found, 0 // "at Jaji, in Kaduna state"
		}
	}
	if r := d.region(); len(r) > 0 && !slices.Contains(r, found.Country) {
		found, score = lexicon.Gazetteer().Lookup(words, lexicon.PlaceHints{Countries: r[:1]})
		if found.Country != r[0] {
			return found, 0
		}
	}
	return found, score
}

// wide reports whether a place is a country, or a part of one.
func wide(p *credence.PlaceMention) bool { return p.Kind == "country" || p.Kind == "division" }

// narrower reports whether place p lies in the wide place q.
func narrower(p, q *credence.PlaceMention) bool {
	return p.Name != "" && p.Country == q.Country && (wide(q) && !wide(p) && p.Lat != 0 || q.Kind == "country" && p.Kind == "division")
}

// sameArea is how many kilometres apart two names are still of one place.
const sameArea = 25

// samePlaces reports whether two places may be one, or one holds the other.
func samePlaces(p, q *credence.PlaceMention) bool {
	if p.Name == "" || p.Name == q.Name {
		return true
	}
	a, b := lexicon.Fold(p.Name), lexicon.Fold(q.Name)
	switch {
	case a == "" || b == "" || a == b:
		return true
	case p.Country != "" && q.Country != "" && p.Country != q.Country:
		return false
	case p.Kind == "country" || q.Kind == "country":
		return true
	case lexicon.Fold(p.Within) == b || lexicon.Fold(q.Within) == a:
		return true
	case strings.Contains(a, b) || strings.Contains(b, a):
		return true
	}
	near := lexicon.Distance(lexicon.Place{Lat: p.Lat, Lon: p.Lon}, lexicon.Place{Lat: q.Lat, Lon: q.Lon})
	return p.Lat != 0 && q.Lat != 0 && near < sameArea || p.Lat == 0 || q.Lat == 0
}

// capitalNamed finds "the Somali capital", "the capital".
func (d *detailer) capitalNamed(sent *lang.Sentence) (credence.PlaceMention, bool) {
	for j := int(sent.First) + 1; j < int(sent.Last); j++ {
		if d.text.Role(j) != "capital" || d.tags[j].name >= 0 {
			continue
		}
		code := d.home
		for k := j - 1; k >= max(int(sent.First), j-2); k-- {
			if c, ok := lexicon.Countries().Lookup(d.text.Word(k)); ok {
				code = c.Code
			}
		}
		c, err := lexicon.Countries().Country(code)
		if err != nil || c.Capital == "" {
			continue
		}
		p := credence.PlaceMention{Name: c.Capital, Country: c.Code, Span: d.text.Span(j, j+1)}
		if found, score := lexicon.Gazetteer().Lookup(c.Capital, lexicon.PlaceHints{Countries: []string{c.Code}}); score > 0 {
			p.Lat, p.Lon, p.Within = found.Lat, found.Lon, found.Division
		}
		return p, true
	}
	return credence.PlaceMention{}, false
}

// heads reads the place at the head of a dateline or of the item of a list, and
// gives the token behind it: "KIRKUK - A bomber killed".
func (d *detailer) heads(sent *lang.Sentence) (credence.PlaceMention, int) {
	const most = 4
	first := int(sent.First)
	for first < int(sent.Last) && d.text.Tokens[first].Has(lang.Punct) {
		first++ // the mark of the item
	}
	end := first
	for end < int(sent.Last) && d.text.Tokens[end].Flags&(lang.Punct|lang.Digit) == 0 {
		end++
	}
	if end == first || end-first > most || sent.Form != lang.Dateline && (end == int(sent.Last) || !d.text.Tokens[end].Has(lang.Punct) || d.text.Word(end) == ",") {
		return credence.PlaceMention{}, end
	}
	hints := lexicon.PlaceHints{}
	if d.home != "" {
		hints.Countries = []string{d.home}
	}
	if end+1 < int(sent.Last) && d.text.Word(end) == "," {
		hints.Within = d.text.Word(end + 1)
	}
	span := d.text.Span(first, end)
	found, score := d.sentFrom(span.Of(d.text.Raw), hints)
	if score == 0 || sent.Form != lang.Dateline && (d.tags[first].cues != 0 || found.Population < 20_000) {
		return credence.PlaceMention{}, end // "Hurt: twelve people"
	}
	return credence.PlaceMention{Name: found.Name, Country: found.Country, Lat: found.Lat, Lon: found.Lon, Within: found.Division, Span: span}, end
}
