package event

// byHash keeps values under hashes. It is emptied without giving up its room.
type byHash[T any] struct {
	slots []hashSlot // open addressing, at most half full; a power of two
	round uint32     // what was entered in earlier ones is gone
	list  []T
}

type hashSlot struct {
	hash, round uint32
	at          int32 // in list
}

// clear empties it.
func (m *byHash[T]) clear() {
	const least = 1 << 8
	m.list = m.list[:0]
	if m.round++; m.round == 0 || m.slots == nil {
		m.slots, m.round = make([]hashSlot, max(len(m.slots), least)), 1
	}
}

// slot gives the place of a hash, or the free one where it belongs.
func (m *byHash[T]) slot(hash uint32) *hashSlot {
	mask := uint32(len(m.slots) - 1)
	for i := hash * spread >> 8; ; i++ {
		if s := &m.slots[i&mask]; s.round != m.round || s.hash == hash {
			return s
		}
	}
}

// at gives the value under a hash, a new one if there is none. It is valid until
// the next new one.
func (m *byHash[T]) at(hash uint32) *T {
	s := m.slot(hash)
	if s.round != m.round {
		if 2*len(m.list) >= len(m.slots) {
			m.grow()
			s = m.slot(hash)
		}
		var none T
		*s = hashSlot{hash, m.round, int32(len(m.list))}
		m.list = append(m.list, none)
	}
	return &m.list[s.at]
}

// grow doubles the room.
func (m *byHash[T]) grow() {
	old := m.slots
	m.slots = make([]hashSlot, 2*len(old))
	for _, s := range old {
		if s.round == m.round {
			*m.slot(s.hash) = s
		}
	}
}
