package workbench

import (
	"fmt"
	"sync"

	"github.com/credence-project/credence"
)

// sheetKey names a sheet: a claim, the bounds of what was known and recorded,
// and how many changes to what it rests on had been counted.
type sheetKey struct {
	claim           credence.ClaimID
	known, recorded int64
	touched         int64
}

// String is a word that tells the sheet from any other.
func (k sheetKey) String() string {
	return fmt.Sprintf("%s/%d/%d/%d", k.claim, k.known, k.recorded, k.touched)
}

// maxSheets bounds how many sheets are held, at some hundred kilobytes each.
const maxSheets = 128

// sheetShelf holds the sheets asked for last, and lets those who ask for the
// same one at the same time wait for one judgement. The zero value is ready.
type sheetShelf struct {
	mu    sync.Mutex
	held  map[sheetKey]*shelved
	order []sheetKey // the longest unused first
}

type shelved struct {
	once  sync.Once
	sheet *Sheet
	err   error
}

// once gives the sheet under a key and has it made if it is not held. An error
// is given to all who wait, and not held.
func (s *sheetShelf) once(key sheetKey, make func() (*Sheet, error)) (*Sheet, error) {
	e := s.entry(key)
	e.once.Do(func() {
		if e.sheet, e.err = make(); e.err == nil {
			e.sheet.Mark = key.String()
		}
	})
	if e.err != nil {
		s.drop(key, e)
	}
	return e.sheet, e.err
}

func (s *sheetShelf) entry(key sheetKey) *shelved {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.held == nil {
		s.held = map[sheetKey]*shelved{}
	}
	e := s.held[key]
	if e == nil {
		e = &shelved{}
		s.held[key] = e
		if len(s.order) >= maxSheets {
			delete(s.held, s.order[0])
			s.order = s.order[1:]
		}
	} else {
		for i, k := range s.order {
			if k == key {
				s.order = append(s.order[:i:i], s.order[i+1:]...)
				break
			}
		}
	}
	s.order = append(s.order, key)
	return e
}

func (s *sheetShelf) drop(key sheetKey, e *shelved) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.held[key] != e {
		return
	}
	delete(s.held, key)
	for i, k := range s.order {
		if k == key {
			s.order = append(s.order[:i:i], s.order[i+1:]...)
			return
		}
	}
}

// deskShelf holds the desk as it was read last. The zero value is ready.
type deskShelf struct {
	mu   sync.Mutex
	mark [3]int64
	list []Row
}

func (d *deskShelf) of(mark [3]int64) ([]Row, bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.list, d.list != nil && d.mark == mark
}

func (d *deskShelf) keep(mark [3]int64, list []Row) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.mark, d.list = mark, list
}
