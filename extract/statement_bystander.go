package extract

// bystander is an entity that may be responsible although no clause of the
// sentence has a place for it.
type bystander struct {
	entity int32
	role   role
}

// How far standBy looks.
const (
	mostBeside    = 24 // names of the sentence
	mostBefore    = 5  // entities named before it
	mostStrangers = 2  // of them, such of which nothing tells what they are
	namesBack     = 40 // names, or entities
	tokensBack    = 60 // to where one without a name is remembered
)

// standBy fills s.bystanders with those named in the sentence of tokens
// first..last-1, those named last before it, and if no group was, the next one.
func (s *scratch) standBy(first, last int) {
	s.bystanders = s.bystanders[:0]
	from, to := s.namesBefore(first), s.namesBefore(last)
	s.namesFrom, s.namesTo = from, to
	s.recall()
	for i := from; i < min(to, from+mostBeside); i++ {
		if s.names[i].kind != entityPerson && !s.located(int32(i)) {
			s.addBystander(s.names[i].entity, roleSentence)
		}
	}
	group := s.standBefore(from)
	for i := len(s.entities) - 1; i >= max(0, len(s.entities)-namesBack); i-- {
		if e := &s.entities[i]; e.kind == entityDescribed && int(e.first) < first && int(e.first) > first-tokensBack {
			s.addBystander(int32(i), roleEarlier)
		}
	}
	for i := to; i < min(to+namesBack, len(s.names)) && !group; i++ {
		if e := s.names[i].entity; s.entities[e].kind == entityGroup {
			s.addBystander(e, roleAhead)
			group = true
		}
	}
}

// standBefore adds those named last before name from, and reports whether a
// group is among them.
func (s *scratch) standBefore(from int) bool {
	most, group, strangers := len(s.bystanders)+mostBefore, false, 0
	for i := from - 1; i >= max(0, from-namesBack) && len(s.bystanders) < most; i-- {
		e := &s.entities[s.names[i].entity]
		switch e.kind {
		case entityGroup:
			group = true
		case entityState, entityOrgan, entityDescribed:
		case entityPerson:
			continue
		default:
			if strangers == mostStrangers && !e.claimed {
				continue
			}
			strangers++
		}
		if !s.located(int32(i)) {
			s.addBystander(s.names[i].entity, roleEarlier)
		}
	}
	return group
}

func (s *scratch) addBystander(e int32, r role) {
	for _, old := range s.bystanders {
		if old.entity == e {
			return
		}
	}
	s.bystanders = append(s.bystanders, bystander{e, r})
}
