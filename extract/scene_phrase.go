package extract

import (
	"slices"
	"strings"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/lang"
	"github.com/credence-project/credence/lexicon"
)

// begins reports whether a finite verb follows at chunk i, perhaps behind what
// hangs on the noun before it, whose clause that noun opens: "hit a bank and
// police in vans opened fire".
func (d *detailer) begins(i int) bool {
	for i+1 < len(d.chunks) && d.chunks[i].kind == chunkPrep && d.chunks[i+1].kind == chunkNoun {
		i += 2
	}
	for i < len(d.chunks) && d.chunks[i].kind == chunkTime {
		i++
	}
	return i < len(d.chunks) && d.chunks[i].kind == chunkVerb && d.chunks[i].grams&gFinite != 0
}

// phraseEnd gives the chunk behind the noun phrase that begins at chunk i. What
// has no noun for a target goes on: "two" "armoured" "vehicles".
func (d *detailer) phraseEnd(i int) int {
	end := i + 1
	for end < min(i+3, len(d.chunks)) && d.chunks[end].first == d.chunks[end-1].last {
		c := &d.chunks[end]
		if c.kind != chunkNoun && (c.kind != chunkVerb || c.grams&(gPart|gGerund) == 0) {
			break
		}
		if _, _, ok := d.nounOf(i, end); ok {
			break
		}
		end++
	}
	return end
}

// holds reports whether the noun phrase of chunk i is of what is part of what is
// named behind "of": "the roof of a church", "a group of tourists", "the servers
// of a bank".
func (d *detailer) holds(i int) bool {
	if i < 0 || d.chunks[i].kind != chunkNoun {
		return false
	}
	k := int(d.chunks[i].head)
	return d.is(k, wPart|wNet|wSuch|wCrowd) || strings.HasPrefix(d.text.Role(k), "branch")
}

// nounOf gives the class of the noun phrase of chunks i..end-1, and whether it
// is of people; false if it is no noun for a target.
func (d *detailer) nounOf(i, end int) (class lexicon.Class, people, ok bool) {
	last := int(d.chunks[end-1].head) + 1
	if n := d.chunks[end-1].name; n >= 0 {
		switch d.entities[d.names[n].entity].kind {
		case entityGroup, entityPerson, entityState:
			return lexicon.Class{}, false, false
		}
	}
	first := int(d.chunks[i].first)
	if n := d.chunks[end-1].name; n >= 0 && int(d.names[n].first) > first && d.is(int(d.names[n].first)-1, wCraft) {
		last = int(d.names[n].first) // "the tanker Stella"
	}
	m, thing := d.thing(first, last)
	if class, ok = lexicon.People().Head(d.text.Slice(first, last)); ok && (!thing || m.Common) {
		return class, true, true
	}
	if h, ok := d.nounAt(last-1, nPerson); ok && h.Tokens > 1 && !thing {
		return h.Class, true, true // "a member" "of parliament"
	}
	return m.Class, false, thing
}

// somebody gives the class of the noun phrase of tokens first..last-1, of whom
// it is said that they were killed, hurt or abducted: who is no thing, and
// called by no noun that is known, is a civilian.
func (d *detailer) somebody(first, last int) (lexicon.Class, bool) {
	if class, ok := lexicon.People().Head(d.text.Slice(first, last)); ok {
		return class, true
	}
	k := last - 1
	g := &d.tags[k]
	if w := d.text.Word(k); d.text.Tokens[k].Has(lang.Capital) && strings.HasSuffix(w, "s") && d.behindNumber(first) {
		class, err := lexicon.People().Class("civilian") // "two Ecuadorians"
		return class, err == nil
	}
	if _, thing := d.thing(first, last); thing || d.adverb(k) || k == first && d.tags[k].grams&gDet != 0 || g.name >= 0 || d.text.Tokens[k].Flags&(lang.Punct|lang.Digit|lang.Capital) != 0 ||
		g.grams&(gPronoun|gDet|gPrep|gTime|gConj|gAux|gVerb|gNeg|gAdverb) != 0 || g.cues&(cAttack|cWeapon|cAttacker) != 0 || d.is(k, wHarm|wSuch) || d.inDate(k) {
		return lexicon.Class{}, false
	}
	if _, number := d.text.NumberAt(k); number || !personal(d.text.Role(k)) || d.turns(k, tWay) {
		return lexicon.Class{}, false
	}
	class, err := lexicon.People().Class("civilian")
	return class, err == nil
}

// personal reports whether a word that no list knows may be one for somebody, by
// its ending: "picknickers", "a gardener", "two Laotians".
func personal(w string) bool {
	w = strings.TrimSuffix(w, "s")
	return slices.ContainsFunc([]string{"er", "or", "ar", "ist", "man", "men", "woman", "women", "ian", "an", "ant", "ent", "ee", "eer", "ier", "ese", "folk", "people", "boy", "girl", "mate", "ling", "ete", "ard", "ite", "ine", "ic", "ot", "ct", "ate", "ess", "kin", "herd", "wright", "smith", "maid", "child", "children", "guest", "host"}, func(end string) bool {
		return strings.HasSuffix(w, end)
	})
}

// thing finds the longest noun for a thing at the end of tokens first..last-1.
func (d *detailer) thing(first, last int) (lexicon.ClassMatch, bool) {
	for j := first; j < last; j++ {
		if m, ok := d.nounAt(j, nThing); ok && j+m.Tokens == last {
			return m, true
		}
	}
	return lexicon.ClassMatch{}, false
}

// behindNumber reports whether a number ends in front of token i, or begins there.
func (d *detailer) behindNumber(i int) bool {
	k := d.numberBehind(i)
	return k > 0 && d.numbers[k-1].Last == i || k < len(d.numbers) && d.numbers[k].First == i && !d.numbers[k].Ordinal
}

func targetClass(class lexicon.Class) string {
	return strings.ReplaceAll(strings.ToLower(class.MUC), " ", "_")
}

// quantified reads the article or number in front of a noun phrase and gives
// the token behind it.
func (d *detailer) quantified(first, last int, t *credence.Target) int {
	from := first
	for from < last && d.tags[from].name < 0 && d.tags[from].grams&(gDet|gPoss) != 0 {
		from++
	}
	for j := from; j+1 < last; j++ {
		if w := d.text.Word(j); w == "'s" || w == "’s" {
			from = j + 1 // "Italy's ambassador"
		}
	}
	if from > first && !d.pluralAt(last-1) {
		t.Number = credence.Number{Min: 1, Max: 1, Known: true}
	}
	for i := d.numberBehind(max(first, from-1)); i < len(d.numbers) && d.numbers[i].Last < last; i++ {
		if n := &d.numbers[i]; n.First <= from && !n.Ordinal {
			t.Number, from = n.Number, n.Last
			break
		}
	}
	if from < last && d.text.Role(from) == "other" {
		from++
	}
	return from
}

// samePlural reports whether the last word of the one is the plural of that of the
// other: "volunteer", "volunteers".
func samePlural(one, many *credence.Target) bool {
	p, q := strings.Fields(lexicon.Fold(one.Description)), strings.Fields(lexicon.Fold(many.Description))
	return len(p) > 0 && len(q) > 0 && p[len(p)-1]+"s" == q[len(q)-1]
}

// sameNoun reports whether two targets are called by the same last word.
func sameNoun(a, b *credence.Target) bool {
	p, q := lexicon.Fold(a.Description), lexicon.Fold(b.Description)
	return p != "" && q != "" && p[strings.LastIndexByte(p, ' ')+1:] == q[strings.LastIndexByte(q, ' ')+1:]
}
