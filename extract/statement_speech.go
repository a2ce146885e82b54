package extract

import (
	"github.com/credence-project/credence/lang"
)

// unproved reports whether the clause hangs on "no evidence that", "nothing to
// suggest that".
func (s *scratch) unproved(f *frame) bool {
	const evidence cue = 1 << 54
	if f.subj < 1 || f.subj > f.verb {
		return false
	}
	j := f.subj - 1
	if s.chunks[j].kind == chunkThat && j > 0 {
		j--
	}
	for j > 0 && (s.chunks[j].kind == chunkComma || s.chunks[j].kind == chunkTime || s.chunks[j].kind == chunkConj) {
		j-- // "no evidence - yet - that"
	}
	c := &s.chunks[j]
	if c.kind == chunkNoun {
		return c.neg && c.cues&evidence != 0
	}
	if c.kind == chunkVerb && j > 0 {
		p := &s.chunks[j-1]
		return p.kind == chunkNoun && (p.neg && p.cues&evidence != 0 || c.neg && s.hinged(int(c.head), hSeem) && s.text.Role(int(p.first)) == "it")
	}
	return false
}

// certain reports whether "is sure", "has no doubt" stands for a verb of
// thinking.
func (s *scratch) certain(f *frame) bool {
	if f.verb+1 >= len(s.chunks) {
		return false
	}
	c := &s.chunks[f.verb+1]
	last := int(c.last) - 1
	return s.hinged(last, hSure) || s.text.Role(last) == "doubt" && (c.neg || s.text.Role(int(c.first)) == "little")
}

// behindQuote reports whether a speech verb stands behind what it reports and
// before its subject: `..." said the minister`, "..., said the minister.".
func (s *scratch) behindQuote(f *frame) bool {
	if !f.speech || s.tells(f.verb) || f.verb < 1 || f.verb+1 >= len(s.chunks) || s.chunks[f.verb+1].kind != chunkNoun {
		return false
	}
	p := &s.chunks[f.verb-1]
	if p.kind == chunkComma && (!s.clauseBefore(f) || !s.speakerLike(f.verb+1)) {
		return false
	}
	if p.kind != chunkComma && !(p.kind == chunkQuote && s.text.Tokens[p.first].Flags&lang.EndQuote != 0) {
		return false
	}
	for j := f.verb + 2; j < len(s.chunks); j++ {
		switch s.chunks[j].kind {
		case chunkPrep, chunkNoun:
			continue
		case chunkVerb:
			return s.chunks[j].grams&gFinite == 0 || s.chunks[j].grams&gPart != 0 && !s.chunks[j].aux
		case chunkThat:
			return s.text.Role(int(s.chunks[j].first)) != "that"
		}
		return true
	}
	return true
}

// tells reports whether the verb at chunk v needs somebody to whom it is said,
// so that the phrase behind it is not its subject: "Ruiz told the daily".
func (s *scratch) tells(v int) bool {
	return s.hinged(int(s.chunks[v].head), hTell)
}

// speakerLike reports whether a noun phrase may be one who speaks.
func (s *scratch) speakerLike(i int) bool {
	c := &s.chunks[i]
	if c.name >= 0 || c.owner >= 0 || c.cues&(cAuthority|cExpert|cSpokes|cVoice|cGroup|cMember|cAttacker) != 0 {
		return true
	}
	w := s.text.Role(int(c.first))
	return w == "he" || w == "she" || w == "they" || w == "one"
}

// clauseBefore reports whether a whole clause stands before the comma left of
// a plain verb of speech, so that its subject is to be sought behind it.
func (s *scratch) clauseBefore(f *frame) bool {
	c := &s.chunks[f.verb]
	if f.verb >= 2 && s.chunks[f.verb-2].kind == chunkQuote {
		return true
	}
	if c.cues&(cClaimVerb|cDenyVerb|cAdmit) != 0 || c.last-c.first > 1 {
		return false
	}
	open := f.verb - 1
	for j := f.verb - 2; j >= 0; j-- {
		if s.chunks[j].kind == chunkComma {
			open = j
			break
		}
	}
	verbs := 0
	for j := range open {
		if s.chunks[j].kind != chunkVerb {
			continue
		}
		if s.chunks[j].grams&gFinite != 0 && (j == 0 || s.chunks[j-1].kind != chunkWho) {
			return true
		}
		verbs++
	}
	const headline = 3 // chunks: "Claim by Front credible, says minister"
	return verbs == 0 && open == f.verb-1 && open >= headline
}

// speechAbove gives the speech frame whose clause holds frame k, or -1. It
// works before the governors are known.
func (s *scratch) speechAbove(k int) int {
	for g := k - 1; g >= 0; g-- {
		p := &s.frames[g]
		if p.speech && p.subj >= 0 && s.chunks[p.verb].grams&gFinite != 0 && s.frames[k].subj > p.verb {
			return g
		}
	}
	return -1
}

// relativeBefore gives the relative pronoun of the clause in which the verb at
// i stands, or -1.
func (s *scratch) relativeBefore(i int) int {
	for j := i - 1; j > 0; j-- {
		switch s.chunks[j].kind {
		case chunkWho:
			return j
		case chunkStop, chunkComma, chunkThat, chunkConj:
			return -1
		}
	}
	return -1
}

// inverted finds a subject behind its verb: "said the minister".
func (s *scratch) inverted(f *frame) {
	if !f.speech || f.subj >= 0 {
		return
	}
	if j := f.verb + 1; j < len(s.chunks) && s.chunks[j].kind == chunkNoun {
		f.subj, f.after = j, true
	}
}

// governor gives the speech frame before frame i that reports it.
func (s *scratch) governor(i int) int {
	f := &s.frames[i]
	for g := i - 1; g >= 0; g-- {
		p := &s.frames[g]
		if !p.speech || s.chunks[p.verb].kind != chunkVerb || p.after {
			continue
		}
		if f.dropped {
			return g
		}
		if f.rel && s.aside(g, i) {
			return -1
		}
		if f.subj > p.verb {
			if s.stopBetween(p.verb, f.verb) || s.freshClause(p.verb, f.subj) || s.inRelative(p) && s.chunks[p.verb+1].kind == chunkComma {
				return -1
			}
			return g
		}
		if s.chunks[f.verb].infinitive && g == i-1 && f.verb <= p.end {
			return g
		}
		if c := &s.chunks[f.verb]; c.grams&gGerund != 0 && g == i-1 && f.verb <= p.verb+2 && s.chunks[p.verb].cues&(cDenyVerb|cAdmit) != 0 {
			return g // "deny firing", "boasted of killing"
		}
		if f.subj == p.subj && f.subj >= 0 {
			return p.gov
		}
	}
	return -1
}

// aside reports whether frame i is a relative clause behind a comma, and no
// clause that the speech verb of frame g reports stands between: "denied the
// bombing, which another group had claimed".
func (s *scratch) aside(g, i int) bool {
	w := s.relativeBefore(s.frames[i].verb)
	if w < 1 || s.chunks[w-1].kind != chunkComma {
		return false
	}
	for k := g + 1; k < i; k++ {
		if c := &s.chunks[s.frames[k].verb]; c.grams&gFinite != 0 {
			return false
		}
	}
	return s.frames[g].verb < w
}

// inRelative reports whether the verb of p ends a clause that describes a noun:
// "a group that nobody knows, ...".
func (s *scratch) inRelative(p *frame) bool {
	if p.rel {
		return true
	}
	return p.subj > 0 && (s.chunks[p.subj-1].kind == chunkThat || s.chunks[p.subj-1].kind == chunkWho)
}

// freshClause reports whether ", but" or ", and" opens a main clause with the
// subject at i behind the speech verb at v, outside what it reports.
func (s *scratch) freshClause(v, i int) bool {
	for j := i - 1; j > v+1; j-- {
		c := &s.chunks[j]
		switch c.kind {
		case chunkTime, chunkQuote:
			continue
		case chunkConj:
			return s.chunks[j-1].kind == chunkComma
		case chunkThat:
			w := s.text.Role(int(c.first))
			return s.chunks[j-1].kind == chunkComma && (w == "although" || w == "though" || w == "while" || w == "whereas")
		}
		return false
	}
	return false
}

// stopBetween reports whether a semicolon parts two chunks.
func (s *scratch) stopBetween(a, b int) bool {
	for j := a; j < b; j++ {
		if s.chunks[j].kind == chunkStop && s.text.Word(int(s.chunks[j].first)) == ";" {
			return true
		}
	}
	return false
}

// governBackward ties clauses to a speech verb that stands behind them:
// "..., police said".
func (s *scratch) governBackward() {
	for g := range s.frames {
		p := &s.frames[g]
		if !p.speech {
			continue
		}
		front := p.verb
		if p.subj >= 0 && p.subj < p.verb && s.chunks[p.verb].kind == chunkVerb {
			front = p.subj
		}
		if g == 0 && (s.chunks[p.verb].kind == chunkPrep || s.colon(p.verb) && p.subj < p.verb) {
			s.governAhead(g) // "According to the police, ...", "Police: ..."
			continue
		}
		if !p.after && !s.postposed(p, front) {
			continue
		}
		p.after = true
		for i := 0; i < g; i++ {
			f := &s.frames[i]
			if f.verb >= front || s.stopBetween(f.verb, front) {
				continue
			}
			if f.gov < 0 || f.gov < g && s.inOwnWords(&s.frames[f.gov]) {
				f.gov = g
			}
		}
	}
}

// inOwnWords reports whether f is what a speaker says of himself: "we know
// that", so that what he knows is what the one says who is quoted.
func (s *scratch) inOwnWords(f *frame) bool {
	if f.neg || f.subj < 0 {
		return false
	}
	switch s.text.Role(int(s.chunks[f.subj].head)) {
	case "we", "i":
		return s.text.Tokens[s.chunks[f.subj].head].Flags&lang.InQuote != 0
	}
	return false
}

// governAhead ties the clauses behind frame g to it, up to a semicolon.
func (s *scratch) governAhead(g int) {
	s.frames[g].after = s.x.words.leads
	for i := g + 1; i < len(s.frames) && !s.stopBetween(s.frames[g].verb, s.frames[i].verb); i++ {
		if f := &s.frames[i]; f.gov < 0 {
			f.gov = g
		}
	}
}

// postposed reports whether the speech verb of p stands behind what it
// reports: a comma or closing quotation mark before it, no clause behind it.
func (s *scratch) postposed(p *frame, front int) bool {
	j := front - 1
	for j >= 0 && s.chunks[j].kind == chunkTime {
		j--
	}
	if j < 1 {
		return false
	}
	k := s.chunks[j].kind
	endQuote := k == chunkQuote && s.text.Tokens[s.chunks[j].first].Flags&lang.EndQuote != 0
	if k != chunkComma && !endQuote {
		return false
	}
	for n := p.verb + 1; n < len(s.chunks); n++ {
		switch s.chunks[n].kind {
		case chunkThat:
			return s.text.Role(int(s.chunks[n].first)) != "that"
		case chunkVerb:
			return endQuote || s.chunks[n].grams&gFinite == 0
		case chunkStop, chunkComma, chunkWho:
			return true
		}
	}
	return true
}
