package extract

import (
	"math/bits"

	"github.com/credence-project/credence/lang"
)

// role is the place an entity has in or around a clause.
type role uint32

const (
	roleSubject  role = 1 << iota // subject of the verb
	roleObject                    // object, or one of a list of objects
	roleAgent                     // behind "by"
	rolePrep                      // behind another preposition of the clause
	roleSpeaker                   // the speaker above the clause speaks for it
	roleVoice                     // the subject of a speech verb speaks for it
	roleOwner                     // the owner of subject or object: "the group's claim"
	roleClaimant                  // has claimed before
	roleLast                      // claimed last
	roleFocus                     // spoken of last
	roleAccused                   // accused last
	roleNobody                    // no entity
	roleNear                      // named in the clause elsewhere
	roleSentence                  // named in the sentence
	roleEarlier                   // named before
	roleAhead                     // named behind, where nobody was before
)

// option is a clause together with an entity that might be responsible
// according to it. The model decides what kind of statement it is, if any.
type option struct {
	frame  int
	entity int32
	roles  role
	listed bool // shares its role with others: "A and B"
}

// triggers are the classes one of which a clause must have to be judged in a
// text that names no group; where one is named, any clause may say something.
const triggers = ^(cSay | cThink | cAccording | cHedge | cSofar | cAuthority | cExpert | cSpokes | cVoice | cGroup | cMember | cStripe | cOrgan | cNaming | cUnknown | cAttacker | 1<<61)

// optionsOf appends the options of frame fi.
func (s *scratch) optionsOf(fi int, to []option) []option {
	f := &s.frames[fi]
	first, last := s.extent(f)
	if !s.hasGroup && !s.has(first, last, triggers) && len(s.focus.claims) == 0 && (f.gov < 0 || !s.has(first, last, cMember|cAttacker)) {
		return to
	}
	base := len(to)
	add := func(e int32, r role, listed bool) {
		if e == noEntity {
			return
		}
		if of := s.representedBy(e); of != noEntity && s.entities[e].kind == entityPerson {
			e = of // one who speaks for a group stands for it
		}
		for i := base; i < len(to); i++ {
			if to[i].entity == e {
				to[i].roles |= r
				to[i].listed = to[i].listed || listed
				return
			}
		}
		to = append(to, option{fi, e, r, listed})
	}
	list := func(ci int, r role) {
		l := s.listed(ci, f)
		for _, e := range l {
			add(e, r, len(l) > 1)
		}
	}
	if f.subj >= 0 {
		if j := s.apposition(f.subj); j >= 0 && j < f.verb {
			list(j, roleSubject)
		}
		if f.also >= 0 {
			add(s.accusable(f.also, f), roleSubject, true)
		}
		add(s.accusable(f.subj, f), roleSubject, f.also >= 0)
		add(s.attached(f.subj, f), roleOwner, false)
		if f.speech {
			add(s.voiceAt(f.subj, f).ent, roleVoice, false)
		}
	}
	if f.obj >= 0 && (s.chunks[f.obj].name >= 0 || s.chunks[f.verb].cues&cAttackVerb == 0) {
		// What is attacked is not an actor, unless it has a name.
		list(f.obj, roleObject)
		add(s.ownerEntity(&s.chunks[f.obj], f), roleOwner, false)
	}
	if f.by >= 0 {
		list(f.by, roleAgent)
	}
	for j := f.verb + 1; j+1 < f.end && j+1 < len(s.chunks); j++ {
		if s.chunks[j].kind == chunkPrep && s.chunks[j+1].kind == chunkNoun && j+1 != f.by {
			list(j+1, rolePrep)
		}
	}
	add(s.voiceFor(&rule{}, f).ent, roleSpeaker, false)
	for i, e := range s.focus.claims {
		r := roleClaimant
		if i == len(s.focus.claims)-1 {
			r |= roleLast
		}
		add(e, r, false)
	}
	add(s.focus.group, roleFocus, false)
	if k := len(s.focus.accused); k > 0 {
		add(s.focus.accused[k-1], roleAccused, false)
	}
	for j := first; j < last; j++ {
		if n := s.tags[j].name; n >= 0 && s.names[n].kind != entityPerson && !s.located(n) {
			add(s.names[n].entity, roleNear, false)
		}
	}
	for _, b := range s.bystanders {
		add(b.entity, b.role, false)
	}
	return append(to, option{fi, noEntity, roleNobody, false})
}

// features collects the hashed features of an option.
type features struct {
	list []uint32
}

func mix(a, b, c uint32) uint32 {
	h := a*0x9E3779B1 ^ b*0x85EBCA77 ^ c*0xC2B2AE3D
	h ^= h >> 15
	h *= 0x2C1B3C6D
	h ^= h >> 13
	return h
}

func hashWord(w string) uint32 {
	h := uint32(2166136261)
	for i := range len(w) {
		h = (h ^ uint32(w[i])) * 16777619
	}
	return h
}

func (fs *features) add(a, b, c uint32) { fs.list = append(fs.list, mix(a, b, c)) }

// eachCue adds a feature for each class of a set.
func (fs *features) eachCue(kind uint32, c cue, with uint32) {
	for c != 0 {
		b := bits.TrailingZeros64(uint64(c))
		fs.add(kind, uint32(b), with)
		c &= c - 1
	}
}

// frameSketch is what the features of all options of a clause share.
type frameSketch struct {
	verb, tail, subj, obj, above cue
	word                         uint32 // main verb
	form                         uint32
	fired                        []int // rules that match
}

// sketch describes frame fi and adds the features that do not depend on the
// entity.
func (s *scratch) sketch(fi int, fs *features) frameSketch {
	f := &s.frames[fi]
	c := &s.chunks[f.verb]
	k := frameSketch{verb: c.cues, word: s.text.RoleHash(int(c.head))}
	for i, b := range []bool{f.neg, f.passive, c.aux, c.infinitive, f.unreal, f.rel, c.modal, f.speech, f.after, c.grams&gFinite != 0, f.by >= 0, c.kind == chunkPrep} {
		if b {
			k.form |= 1 << i
			fs.add(1, uint32(i), 0)
		}
	}
	fs.add(2, k.form, 0)
	fs.add(3, k.word, 0)
	fs.add(3, k.word, 1+k.form&3)
	fs.eachCue(4, c.cues, 0)
	fs.eachCue(4, c.cues, 1+k.form&3)
	first, last := s.extent(f)
	tail := s.tailEnd(f)
	for j := int(c.head) + 1; j < tail; j++ {
		k.tail |= s.tags[j].cues
	}
	fs.eachCue(5, k.tail, 0)
	fs.eachCue(5, k.tail, 1+k.form&3)
	s.nounSketch(f.subj, 6, fs, &k.subj)
	s.nounSketch(f.obj, 7, fs, &k.obj)
	s.nounSketch(f.by, 8, fs, nil)
	if f.gov >= 0 {
		g := &s.frames[f.gov]
		k.above = s.chunks[g.verb].cues
		fs.eachCue(9, k.above, 0)
		fs.add(10, s.text.RoleHash(int(s.chunks[g.verb].head)), 0)
		s.nounSketch(g.subj, 11, fs, nil)
		if g.neg {
			fs.add(12, 0, 0)
		}
	}
	s.wordSketch(f, first, last, tail, fs)
	return k
}

// nounSketch adds the features of a noun phrase.
func (s *scratch) nounSketch(ci int, kind uint32, fs *features, to *cue) {
	if ci < 0 {
		fs.add(kind, 1, 0)
		return
	}
	c := &s.chunks[ci]
	if to != nil {
		*to = c.cues
	}
	if c.neg {
		fs.add(kind, 2, 0)
	}
	if c.name >= 0 {
		fs.add(kind, 3, uint32(s.entities[s.names[c.name].entity].kind))
		return
	}
	fs.add(kind, 4, s.text.RoleHash(int(c.head)))
	fs.eachCue(kind+64, c.cues, 0)
}

// wordSketch adds the words of the clause.
func (s *scratch) wordSketch(f *frame, first, last, tail int, fs *features) {
	c := &s.chunks[f.verb]
	prev := uint32(0)
	for j := first; j < last; j++ {
		if s.tags[j].name >= 0 || s.text.Tokens[j].Flags&(lang.Punct|lang.Digit) != 0 {
			prev = 0
			continue
		}
		w := s.text.RoleHash(j)
		fs.add(13, w, 0)
		if j >= int(c.first) && j < tail {
			fs.add(14, w, prev)
			fs.add(15, w, 0)
		}
		prev = w
	}
	s.classSketch(first, last, fs)
	s.senseSketch(f, first, last, tail, fs)
	sent := &s.text.Sentences[s.text.Tokens[first].Sent]
	fs.add(16, uint32(sent.Form), 0)
	if s.text.Tokens[c.first].Flags&lang.InQuote != 0 {
		fs.add(17, 0, 0)
	}
	if s.question(sent) {
		fs.add(18, 0, 0)
	}
	fs.add(19, uint32(min(len(s.focus.claims), 3)), 0)
	fs.add(20, uint32(min(s.acts, 6)), 0)
	fs.add(21, boolBit(s.hasGroup), 0)
}

// classSketch adds which classes of words follow one another, and which stand
// in a clause that denies.
func (s *scratch) classSketch(first, last int, fs *features) {
	const plain = cSay | cThink | cHedge | cSpokes | cExpert | cMember | cGroup | 1<<61
	denied := uint32(0)
	for j := first; j < last; j++ {
		if s.tags[j].grams&gNeg != 0 || s.tags[j].cues&cNobody != 0 {
			denied = 1
		}
	}
	prev := uint32(99)
	for j := first; j < last; j++ {
		c := s.tags[j].cues
		fs.eachCue(22, c, denied)
		if c &^= plain; c == 0 {
			continue
		}
		b := uint32(bits.TrailingZeros64(uint64(c)))
		fs.add(23, prev, b)
		fs.add(24, prev<<8|b, denied)
		prev = b
	}
}

func boolBit(b bool) uint32 {
	if b {
		return 1
	}
	return 0
}

// relationFeatures adds how those in and around the clause stand to each
// other, which tells a claim from an accusation.
func (s *scratch) relationFeatures(fi int, k *frameSketch, fs *features) {
	f := &s.frames[fi]
	v := s.voiceFor(&rule{}, f)
	fs.add(60, uint32(v.class), k.form&3)
	fs.eachCue(61, k.verb, uint32(v.class)<<2|k.form&3)
	seen := uint32(0)
	for i := range s.options {
		o := &s.options[i]
		main := o.roles & (roleSubject | roleObject | roleAgent | roleOwner | rolePrep | roleVoice)
		if main == 0 || seen&uint32(main) == uint32(main) {
			continue
		}
		rel := hashWord(s.relation(o.entity, v, f))
		kind := uint32(s.entities[o.entity].kind)
		state := boolBit(s.entities[o.entity].claimed)<<1 | boolBit(s.wasAccused(o.entity))
		for r := uint32(main) &^ seen; r != 0; r &= r - 1 {
			b := uint32(bits.TrailingZeros32(r))
			fs.add(62, b, kind)
			fs.add(63, b, rel^k.form&3)
			fs.add(64, b, state)
			fs.eachCue(65, k.verb, b<<16^rel)
			fs.eachCue(66, k.verb, b<<16^rel^k.form&3<<8)
			fs.eachCue(67, k.tail, b<<16^rel)
			fs.eachCue(68, k.verb, b<<8|kind)
			fs.add(69, k.word, b<<16^rel)
		}
		seen |= uint32(main)
	}
	fs.add(70, seen, 0)
	fs.eachCue(71, k.verb, seen)
	for _, ri := range k.fired {
		r := &s.x.rules[ri]
		fs.add(54, hashWord(string(r.kind)), 2)
		fs.add(55, hashWord(r.name), 2)
	}
	fs.add(56, boolBit(len(k.fired) > 0), 2)
}

// entityFeatures adds the features of an option to those of its clause.
func (s *scratch) entityFeatures(o *option, k *frameSketch, fs *features) {
	f := &s.frames[o.frame]
	v := s.voiceFor(&rule{}, f)
	rel := hashWord(s.relation(o.entity, v, f))
	own := uint32(0)
	if f.speech && f.subj >= 0 {
		own = hashWord(s.relation(o.entity, s.voiceAt(f.subj, f), f))
	}
	kind, claimed, accused := uint32(99), uint32(0), uint32(0)
	if o.entity >= 0 {
		e := &s.entities[o.entity]
		kind = uint32(e.kind)
		claimed, accused = boolBit(e.claimed), boolBit(s.wasAccused(o.entity))
	}
	flags := k.form & 3
	s.nameFeatures(o, fs)
	s.choiceFeatures(o, fs)
	s.mentionFeatures(o, k, fs)
	s.profileFeatures(o, fs)
	s.phraseFeatures(o, fs)
	s.nounFeatures(o, fs)
	s.orderFeatures(o, fs)
	fs.add(30, kind, 0)
	fs.add(31, kind, rel)
	fs.add(32, rel, flags)
	fs.add(33, own, flags)
	fs.add(34, uint32(v.class), kind)
	fs.add(35, claimed<<1|accused, kind)
	fs.add(36, uint32(o.roles), 0)
	for r := uint32(o.roles); r != 0; r &= r - 1 {
		b := uint32(bits.TrailingZeros32(r))
		fs.add(37, b, rel)
		fs.add(38, b, kind)
		fs.add(39, b, k.word)
		fs.add(40, b, flags)
		fs.eachCue(41, k.verb, b)
		fs.eachCue(42, k.tail, b)
		fs.eachCue(43, k.verb, b<<4|flags|rel<<8)
		fs.eachCue(44, k.subj, b)
		fs.eachCue(45, k.obj, b)
		fs.eachCue(46, k.above, b)
		fs.add(47, b, own)
	}
	fs.eachCue(48, k.verb, rel^flags)
	fs.eachCue(49, k.tail, rel^flags)
	fs.eachCue(50, k.verb, own^flags)
	fs.eachCue(51, k.tail, own^flags)
	fs.eachCue(52, k.verb, claimed<<1|accused)
	fs.eachCue(53, k.tail, claimed<<1|accused)
	for _, ri := range k.fired {
		r := &s.x.rules[ri]
		name := hashWord(r.name)
		hit := uint32(0)
		for _, m := range s.made {
			if m.rule == ri && m.entity == o.entity {
				hit = 1
			}
		}
		fs.add(54, hashWord(string(r.kind)), hit)
		fs.add(55, name, hit)
	}
	fs.add(56, boolBit(len(k.fired) > 0), 0)
}
