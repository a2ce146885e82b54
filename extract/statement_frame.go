package extract

// frame is a verb group with what belongs to it. The fields are chunks of the
// sentence; -1 is none.
type frame struct {
	verb    int
	subj    int
	also    int // a second subject joined by "and"
	appos   int // apposition or relative clause behind the subject
	obj     int
	by      int // agent of a passive
	end     int // first chunk behind the tail of the clause
	gov     int // frame of the speech verb that reports this one
	neg     bool
	passive bool
	rel     bool // within a relative clause
	after   bool // a speech verb behind what it reports
	speech  bool
	dropped bool // its subject is not said; it is that of the speech verb above
	lead    bool // hangs on "no evidence that"
	unreal  bool // what would, will or can be, or whether it is
}

// parse reads tokens first..last-1, a sentence or a part of one, into s.chunks
// and s.frames.
func (s *scratch) parse(first, last int) {
	s.limit = last
	s.chunkSentence(first, last)
	s.buildFrames()
}

// buildFrames fills s.frames from s.chunks.
func (s *scratch) buildFrames() {
	s.frames = s.frames[:0]
	from := 0
	if s.headed() {
		s.frames, from = append(s.frames, sayer(1, 0)), 2
	}
	sayers := len(s.frames)
	if end := s.opening(); end > 0 {
		s.verbless(0, end)
	}
	for i := range s.chunks {
		c := &s.chunks[i]
		switch {
		case c.kind == chunkVerb:
			s.frames = append(s.frames, s.newFrame(i))
		case c.kind == chunkPrep && s.tags[c.first].cues&cAccording != 0 && i+1 < len(s.chunks) && s.chunks[i+1].kind == chunkNoun:
			f := sayer(i, i+1)
			f.after = i > 0 || s.x.words.leads
			s.frames = append(s.frames, f)
		}
	}
	if len(s.frames) == sayers {
		s.verbless(from, len(s.chunks))
	}
	if v := s.signed(); v >= 0 {
		f := sayer(v, v+1)
		f.after = true
		s.frames = append(s.frames, f)
	}
	s.tieFrames()
}

// sayer is the frame of somebody, at chunk subj, who says something without a verb
// but by chunk v: "according to the police", "Police: ...".
func sayer(v, subj int) frame {
	return frame{verb: v, subj: subj, also: -1, appos: -1, obj: -1, by: -1, end: max(v, subj) + 1, gov: -1, speech: true}
}

// tieFrames finds where the clauses end and who says them.
func (s *scratch) tieFrames() {
	for i := range s.frames {
		s.limitTail(i)
	}
	for i := range s.frames {
		f := &s.frames[i]
		f.gov = s.governor(i)
		if s.unproved(f) {
			f.neg, f.lead = true, true
		}
	}
	s.governBackward()
	for i := range s.frames {
		f := &s.frames[i]
		f.unreal = f.unreal || s.underCondition(f)
	}
}

// headed reports whether a speaker and a colon open the sentence: "Army: Front
// behind ambush".
func (s *scratch) headed() bool {
	return len(s.chunks) > 2 && s.chunks[0].kind == chunkNoun && s.colon(1) && s.speakerLike(0)
}

// signed gives the colon behind a quotation before its speaker, who ends the
// sentence, -1 if there is none: `"We did it": Front`.
func (s *scratch) signed() int {
	v := len(s.chunks) - 2
	if v > 0 && s.chunks[v+1].kind == chunkStop {
		v--
	}
	if v < 2 || s.chunks[v+1].kind != chunkNoun || !s.colon(v) || s.chunks[v-1].kind != chunkQuote || !s.speakerLike(v+1) {
		return -1
	}
	return v
}

// colon reports whether chunk j is a colon.
func (s *scratch) colon(j int) bool {
	return s.chunks[j].kind == chunkStop && s.text.Word(int(s.chunks[j].first)) == ":"
}

// opening gives the chunk behind words without a verb that open a sentence and
// that somebody is said to have said: "Front behind bombing, police say". It is 0 if
// there are none.
func (s *scratch) opening() int {
	const shortest = 3 // chunks: a noun and what is said of it
	end := 0
	for end < len(s.chunks) && s.chunks[end].kind != chunkComma {
		switch s.chunks[end].kind {
		case chunkVerb, chunkStop, chunkThat, chunkWho:
			return 0
		}
		end++
	}
	if s.chunks[0].kind != chunkNoun || end < shortest && (end < 2 || s.chunks[1].cues&cVerdict == 0) {
		return 0
	}
	says := 0
	for i := end + 1; i < len(s.chunks); i++ {
		switch c := &s.chunks[i]; c.kind {
		case chunkVerb:
			if says > 0 || c.cues&(cSay|cThink) == 0 || c.infinitive {
				return 0
			}
			says = i
		case chunkThat, chunkWho, chunkComma:
			return 0
		}
	}
	if says == 0 {
		return 0
	}
	return end
}

// verbless makes a frame of chunks from..end-1, which hold no verb: of who is
// behind something, or of their first noun that is more than a name ("No claim so
// far by any group", a headline).
func (s *scratch) verbless(from, end int) {
	at := -1
	for i := from; i < end; i++ {
		c := &s.chunks[i]
		if i > from && s.tags[c.first].cues&cBehind != 0 && s.chunks[i-1].kind == chunkNoun {
			s.frames = append(s.frames, frame{verb: i, subj: i - 1, also: -1, appos: -1, obj: -1, by: -1, end: end, gov: -1})
			return
		}
		if c.kind == chunkNoun && (at < 0 || c.cues != 0 && s.chunks[at].cues == 0) {
			at = i
		}
	}
	if at < 0 {
		return
	}
	f := frame{verb: at, subj: -1, also: -1, appos: -1, obj: -1, by: -1, gov: -1, neg: s.chunks[at].neg}
	f.by = s.byAhead(at + 1)
	s.frames = append(s.frames, f)
}

// underCondition reports whether one of the clauses on which f hangs is a
// condition: "if the Front says it did it".
func (s *scratch) underCondition(f *frame) bool {
	g := f.gov
	for range s.frames { // no chain is longer
		if g < 0 {
			return false
		}
		if s.conditional(&s.frames[g]) {
			return true
		}
		g = s.frames[g].gov
	}
	return false
}

// newFrame reads the parts of the clause whose verb group is chunk v.
func (s *scratch) newFrame(v int) frame {
	c := &s.chunks[v]
	f := frame{verb: v, subj: -1, also: -1, appos: -1, obj: -1, by: -1, gov: -1, neg: c.neg, passive: c.passive}
	f.speech = c.cues&(cSay|cThink) != 0
	s.subject(&f)
	if s.x.words.drops && f.subj < 0 {
		s.dropSubject(&f)
	}
	f.unreal = s.unrealAt(&f)
	s.object(&f)
	if c.aux && s.certain(&f) {
		f.speech, f.obj = true, -1
	}
	if !f.passive && c.grams&gPart != 0 && f.obj < 0 && s.byAhead(v+1) >= 0 && !c.aux {
		f.passive = true // reduced: "a bomb planted by"
	}
	f.passive = f.passive || s.headlinePassive(&f)
	if f.passive {
		f.by = s.byAhead(v + 1)
	}
	if c.infinitive && v > 0 {
		f.neg = f.neg || s.refused(v)
	}
	if f.subj >= 0 && s.chunks[f.subj].neg || s.neither(&f) {
		f.neg = true
	}
	return f
}

// headlinePassive reports whether a verb of blame or belief without an object has
// lost its "is": "Front accused of killing exile", "rebels believed behind attack".
func (s *scratch) headlinePassive(f *frame) bool {
	c := &s.chunks[f.verb]
	if c.grams&gPart == 0 || c.aux || c.last-c.first > 1 || f.obj >= 0 || f.subj < 0 || f.verb+1 >= len(s.chunks) || s.chunks[f.verb+1].kind != chunkPrep {
		return false
	}
	prep := int(s.chunks[f.verb+1].first)
	if s.tags[prep].cues&cBehind != 0 {
		return c.cues&(cThink|cBlameVerb) != 0
	}
	switch s.text.Role(prep) {
	case "of", "for", "over", "in":
		return c.cues&cBlameVerb != 0
	}
	return false
}

// dropSubject gives a verb without a subject that of the speech verb on which
// its clause hangs: "El Frente dijo que colocó la bomba".
func (s *scratch) dropSubject(f *frame) {
	i := f.verb - 1
	for i > 0 && s.chunks[i].kind == chunkTime {
		i--
	}
	if i < 0 || s.chunks[i].kind != chunkThat || len(s.frames) == 0 {
		return
	}
	if p := &s.frames[len(s.frames)-1]; p.speech && p.subj >= 0 {
		f.subj, f.also, f.dropped = p.subj, p.also, true
	}
}

// unrealAt reports whether the clause is a condition, a question, a forecast
// or a general ability and so says nothing of what happened.
func (s *scratch) unrealAt(f *frame) bool {
	c := &s.chunks[f.verb]
	if c.modal {
		for j := c.first; j < c.last; j++ {
			switch s.text.Role(int(j)) {
			case "will", "would", "shall", "can", "'ll", "wo":
				return !c.neg || s.text.Role(int(j)) == "will"
			}
		}
	}
	return s.conditional(f) || c.infinitive && s.intended(f.verb)
}

// intended reports whether the infinitive at v is what somebody means to do:
// "vowed to avenge".
func (s *scratch) intended(v int) bool {
	for v--; v >= 0 && s.chunks[v].kind == chunkTime; v-- {
	}
	if v < 0 || s.chunks[v].kind != chunkVerb {
		return false
	}
	return s.hinged(int(s.chunks[v].head), hIntend)
}

// conditional reports whether "if", "whether" or the like opens the clause.
func (s *scratch) conditional(f *frame) bool {
	switch s.opener(f) {
	case "if", "whether", "unless", "lest":
		return true
	}
	return false
}

// opener gives the conjunction that opens the clause of f, "" if none does.
func (s *scratch) opener(f *frame) string {
	from := f.verb
	if f.subj >= 0 && f.subj < f.verb {
		from = f.subj
	}
	for j := from - 1; j >= 0 && j >= from-2; j-- {
		switch k := s.chunks[j].kind; {
		case k == chunkThat:
			return s.text.Role(int(s.chunks[j].first))
		case k != chunkTime && k != chunkNoun:
			return ""
		}
	}
	return ""
}

// supposed reports whether the clause of f, or one on which it hangs, is only
// supposed: "if the Front says it did it".
func (s *scratch) supposed(f *frame) bool {
	for range s.frames { // no chain is longer
		switch s.opener(f) {
		case "if", "unless", "lest":
			return true
		}
		if f.gov < 0 {
			return false
		}
		f = &s.frames[f.gov]
	}
	return false
}

// refused reports whether the infinitive at v hangs on "yet", "failed",
// "declined", "refused".
func (s *scratch) refused(v int) bool {
	for i := v - 1; i >= 0 && i >= v-2; i-- {
		c := &s.chunks[i]
		for j := c.first; j < c.last; j++ {
			if s.hinged(int(j), hRefuse) {
				return true
			}
		}
	}
	return false
}

// byAhead gives the noun phrase behind "by" in the tail that begins at i.
func (s *scratch) byAhead(i int) int {
	for j := i; j+1 < len(s.chunks) && j < i+10; j++ {
		c := &s.chunks[j]
		if c.kind == chunkVerb && c.grams&gPart != 0 && s.chunks[j-1].kind == chunkConj {
			continue // "planned and carried out by"
		}
		if c.kind == chunkVerb || c.kind == chunkStop || c.kind == chunkThat || c.kind == chunkWho {
			return -1
		}
		if c.kind == chunkPrep && s.text.Role(int(c.last)-1) == "by" {
			k := j + 1
			for k < len(s.chunks) && s.chunks[k].kind == chunkQuote {
				k++
			}
			if k < len(s.chunks) && s.chunks[k].kind == chunkNoun {
				return k
			}
		}
	}
	return -1
}

// subject finds the subject of the frame.
func (s *scratch) subject(f *frame) {
	c := &s.chunks[f.verb]
	i := f.verb - 1
	if c.infinitive && s.tags[c.first].grams&gAux == 0 {
		s.inherit(f)
		return
	}
	if s.behindQuote(f) {
		s.inverted(f)
		return
	}
	for i >= 0 {
		p := &s.chunks[i]
		switch p.kind {
		case chunkTime, chunkQuote:
			i--
		case chunkWho:
			f.rel = true
			if s.text.Role(int(p.first)) == "whose" {
				i--
				continue
			}
			f.subj = s.antecedent(i - 1)
			return
		case chunkConj:
			s.shareSubject(f, i)
			return
		case chunkComma:
			i = s.overParenthesis(f, i)
		case chunkNoun:
			next, done := s.nounSubject(f, i)
			if done {
				return
			}
			i = next
		case chunkVerb:
			if c.grams&gFinite == 0 || c.grams&gGerund != 0 {
				s.inherit(f)
				return
			}
			if p.grams&(gPart) != 0 && !p.aux && !p.passive {
				i--
				continue
			}
			if w := s.relativeBefore(f.verb); w > 0 && c.grams&gFinite != 0 && s.chunks[f.verb-1].kind != chunkVerb {
				f.subj = s.antecedent(w - 1) // "a man who said he spoke for it rang"
				return
			}
			s.inherit(f)
			return
		case chunkPrep:
			if i+1 < f.verb && s.chunks[i+1].kind == chunkTime {
				i-- // "on Tuesday"
				continue
			}
			if c.grams&gGerund != 0 {
				s.inherit(f)
			}
			return
		case chunkThat:
			if c.grams&gGerund != 0 && c.grams&gFinite == 0 && s.text.Role(int(p.first)) == "as" {
				s.inherit(f) // "quoted an officer as saying"
				s.quotedAs(f)
			}
			return
		default:
			return
		}
	}
}

// inherit takes the subject over from the verb before: "said to have", "by
// firing". Of a verb with an object ("accused it of firing") it is the object.
func (s *scratch) inherit(f *frame) {
	if len(s.frames) == 0 {
		return
	}
	p := &s.frames[len(s.frames)-1]
	f.subj, f.also, f.rel = p.subj, p.also, p.rel
	if p.obj >= 0 && p.obj < f.verb && !p.speech && !s.ownSubject(f, p) {
		f.subj, f.also = p.obj, -1
	}
	if p.speech && p.obj >= 0 && p.obj < f.verb && s.chunks[f.verb].infinitive {
		f.subj, f.also = p.obj, -1
	}
}

// quotedAs makes whoever was quoted the subject of "as saying".
func (s *scratch) quotedAs(f *frame) {
	if !f.speech {
		return
	}
	for k := len(s.frames) - 1; k >= 0; k-- {
		if p := &s.frames[k]; !p.rel && p.speech && p.verb < f.verb {
			if p.passive {
				f.subj, f.also = p.subj, p.also
			} else if p.obj >= 0 {
				f.subj, f.also = p.obj, -1
			}
			return
		}
	}
}

// ownSubject reports whether the verb of f has the subject of the verb p before
// it and not its object: "rang to say", "was quick to say", "had reason to
// believe".
func (s *scratch) ownSubject(f, p *frame) bool {
	if s.chunks[f.verb].infinitive && s.calls(p) {
		return true
	}
	if !f.speech {
		return false
	}
	const people = cAuthority | cExpert | cSpokes | cVoice | cAttacker | cMember | cGroup | cOrgan
	o := &s.chunks[p.obj]
	return o.name < 0 && o.cues&people == 0 && (s.chunks[p.verb].aux || o.last-o.first == 1)
}

// neither reports whether the two subjects of f are joined by "neither" and
// "nor".
func (s *scratch) neither(f *frame) bool {
	if f.also < 0 || f.also > f.verb {
		return false
	}
	first := int(s.chunks[f.also].first)
	return s.text.Role(first) == "neither" || f.also > 0 && s.text.Role(first-1) == "neither"
}

// calls reports whether the verb of f is one of calling somebody: who called
// "to say" something says it himself.
func (s *scratch) calls(f *frame) bool {
	return s.hinged(int(s.chunks[f.verb].head), hContact)
}

// shareSubject takes the subject of the verb before the "and" at i.
func (s *scratch) shareSubject(f *frame, i int) {
	for k := len(s.frames) - 1; k >= 0; k-- {
		p := &s.frames[k]
		if p.subj < 0 || s.chunks[p.verb].kind != chunkVerb {
			continue
		}
		if s.chunks[p.verb].grams&gFinite == 0 && k > 0 {
			continue
		}
		if p.speech && k > 0 && i > 0 && s.chunks[i-1].kind == chunkComma && p.subj > 0 && s.chunks[p.subj-1].kind == chunkComma {
			continue // ", police said, and"
		}
		if f.speech && !p.speech && s.speechAbove(k) >= 0 {
			k = s.speechAbove(k)
			p = &s.frames[k]
		}
		f.subj, f.also, f.rel = p.subj, p.also, p.rel
		f.appos = p.appos
		return
	}
}

// overParenthesis steps over ", an offshoot of the front," left of a verb and
// gives the chunk before it.
func (s *scratch) overParenthesis(f *frame, i int) int {
	open := -1
	for j := i - 1; j >= 0 && j > i-24; j-- {
		if s.chunks[j].kind == chunkStop {
			break
		}
		if s.chunks[j].kind == chunkComma {
			if s.chunks[j].paren == s.chunks[i].paren {
				open = j
				break
			}
		}
	}
	if open <= 0 {
		return i - 1
	}
	before := s.chunks[open-1].kind
	if before != chunkNoun && before != chunkTime && before != chunkQuote {
		return i - 1
	}
	if open+1 < len(s.chunks) {
		f.appos = open + 1
	}
	return open - 1
}

// nounSubject takes the noun phrase at i as the subject, or gives the chunk
// from which to look on.
func (s *scratch) nounSubject(f *frame, i int) (next int, done bool) {
	c := &s.chunks[f.verb]
	if i > 0 {
		switch p := &s.chunks[i-1]; p.kind {
		case chunkPrep:
			return i - 2, false
		case chunkVerb:
			if c.grams&gGerund != 0 && c.grams&gFinite == 0 && p.grams&gFinite != 0 && c.cues&(cSay|cThink) != 0 {
				s.inherit(f)
				f.subj, f.also = s.frames[len(s.frames)-1].subj, s.frames[len(s.frames)-1].also
				return 0, true
			}
			if i < 2 {
				break
			}
			describes := p.cues&(cSay|cThink) == 0 || s.claims(i-1)
			if w := s.relativeBefore(i - 1); w > 0 && describes && c.grams&gFinite != 0 {
				return w - 1, false
			}
			if s.chunks[i-2].kind == chunkWho && describes {
				return i - 3, false
			}
			if p.grams&(gPart|gGerund) != 0 && !p.aux && !p.passive && (s.chunks[i-2].kind == chunkNoun || s.chunks[i-2].kind == chunkConj) && describes && c.grams&gFinite != 0 {
				return i - 2, false
			}
		case chunkConj:
			j := i - 2
			if j >= 0 && s.chunks[j].kind == chunkNoun && (j == 0 || s.chunks[j-1].kind != chunkPrep && s.chunks[j-1].kind != chunkVerb) {
				f.also = j
			}
		case chunkWho:
			// "which the front claimed": what is claimed stands before.
			f.rel = true
		}
	}
	f.subj = i
	return 0, true
}

// claims reports whether the verb at chunk v has the attack behind it as its
// object: "the caller who claimed the attack", "a letter claiming the bombing".
func (s *scratch) claims(v int) bool {
	return s.chunks[v].cues&cClaimVerb != 0 && s.chunks[v+1].cues&cAttack != 0
}

// antecedent gives the noun phrase to which a relative clause at i+1 refers.
func (s *scratch) antecedent(i int) int {
	for i >= 0 && (s.chunks[i].kind == chunkComma || s.chunks[i].kind == chunkQuote || s.chunks[i].kind == chunkTime || s.chunks[i].kind == chunkPrep) {
		i--
	}
	if i >= 0 && s.chunks[i].kind == chunkNoun {
		return i
	}
	return -1
}

// object finds the object of the frame.
func (s *scratch) object(f *frame) {
	for j := f.verb + 1; j < len(s.chunks); j++ {
		switch s.chunks[j].kind {
		case chunkTime, chunkQuote:
			continue
		case chunkNoun:
			if s.period(j) {
				continue
			}
			if j != f.subj {
				f.obj = j
			}
		}
		break
	}
	if f.obj < 0 && f.subj > 0 && f.subj < f.verb {
		switch s.chunks[f.subj-1].kind {
		case chunkWho:
			if f.rel {
				f.obj = s.antecedent(f.subj - 2)
			}
		case chunkNoun:
			if s.chunks[f.subj-1].cues&cAttack != 0 && !f.passive {
				f.obj = f.subj - 1 // "the third attack the Front has claimed"
			}
		}
	}
}

// period reports whether the noun phrase at chunk j says when: "this year", "last
// month".
func (s *scratch) period(j int) bool {
	c := &s.chunks[j]
	if c.last-c.first != 2 {
		return false
	}
	switch s.text.Role(int(c.head)) {
	case "year", "month", "week", "spring", "summer", "autumn", "winter":
	default:
		return false
	}
	switch s.text.Role(int(c.first)) {
	case "this", "last", "that", "next":
		return true
	}
	return false
}

// limitTail sets where the clause of frame i ends.
func (s *scratch) limitTail(i int) {
	f := &s.frames[i]
	if f.end > 0 {
		return
	}
	f.end = len(s.chunks)
	for j := f.verb + 1; j < len(s.chunks); j++ {
		k := s.chunks[j].kind
		if k == chunkThat || k == chunkStop || k == chunkWho {
			f.end = j
			return
		}
		if k != chunkVerb {
			continue
		}
		c := &s.chunks[j]
		if c.infinitive || c.grams&gFinite == 0 || s.reduced(j) {
			continue
		}
		f.end = j
		for n := i + 1; n < len(s.frames); n++ {
			if s.frames[n].verb == j {
				if sub := s.frames[n].subj; sub > f.verb && sub < j && sub != f.obj {
					f.end = sub
				} else if sub > f.verb && sub < j && (f.speech || c.grams&gFinite != 0 && !s.frames[n].rel) {
					f.end = sub
					f.obj = -1
				}
				break
			}
		}
		for f.end > f.verb+1 && (s.chunks[f.end-1].kind == chunkConj || s.chunks[f.end-1].kind == chunkComma) {
			f.end--
		}
		return
	}
}

// reduced reports whether the verb at j is a participle behind its noun: "in a
// video found at his home".
func (s *scratch) reduced(j int) bool {
	c := &s.chunks[j]
	return c.grams&gPart != 0 && !c.passive && !c.aux && c.last-c.first == 1 && j >= 2 && s.chunks[j-1].kind == chunkNoun && s.chunks[j-2].kind == chunkPrep
}
