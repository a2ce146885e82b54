package workbench

import (
	"fmt"
	"sync"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/casebook"
)

// Casebook is the reference cases that come with the program, with how the
// judgement does on them.
type Casebook struct {
	Cases  []casebook.Marked // with what is judged of each; Output is nil until it was
	Judged int               // cases that were judged so far
	Scores *casebook.Scores  // nil until all were
}

// caseShelf holds the cases that were judged, for as long as the program runs:
// they depend on nothing but the program. The zero value is ready.
type caseShelf struct {
	mu     sync.Mutex
	book   Casebook
	read   bool
	going  bool
	failed error
}

// Casebook gives the reference cases. The first call begins to judge them, one
// after the other, which takes some seconds; until that is done the scores are
// missing. The cases must not be changed.
func (w *Workbench) Casebook() (Casebook, error) {
	s := &w.cases
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.open(); err != nil {
		return Casebook{}, err
	}
	if !s.going {
		s.going = true
		go w.judgeCases() // ends by itself, and touches nothing but the shelf
	}
	return s.copied(), s.failed
}

// open reads the cases; the lock is held.
func (s *caseShelf) open() error {
	if s.read {
		return nil
	}
	folder := casebook.Folder()
	var cases []casebook.Marked
	for _, id := range casebook.Cases() {
		c, err := casebook.Embedded(id)
		if err != nil {
			return err
		}
		key, err := casebook.ReadKeyOf(folder, id)
		if err != nil {
			return err
		}
		cases = append(cases, casebook.Marked{Case: c, Key: key})
	}
	s.book.Cases, s.read = cases, true
	return nil
}

// copied is the casebook as it stands; the lock is held.
func (s *caseShelf) copied() Casebook {
	b := s.book
	b.Cases = append([]casebook.Marked(nil), b.Cases...)
	return b
}

// judgeCases judges what was not judged yet, and scores it all.
func (w *Workbench) judgeCases() {
	s := &w.cases
	for i := range s.book.Cases { // the list itself does not change any more
		if _, err := w.judgeCase(i); err != nil {
			s.mu.Lock()
			s.failed = err
			s.mu.Unlock()
			return
		}
	}
	s.mu.Lock()
	marked := s.copied().Cases
	s.mu.Unlock()
	scores := casebook.Score(marked, w.Tables)
	s.mu.Lock()
	s.book.Scores = &scores
	s.mu.Unlock()
}

// judgeCase judges a case unless it was judged before.
func (w *Workbench) judgeCase(i int) (casebook.Marked, error) {
	s := &w.cases
	s.mu.Lock()
	m := s.book.Cases[i]
	s.mu.Unlock()
	if m.Output != nil {
		return m, nil
	}
	out, err := casebook.Replay{Tables: w.Tables, Draws: w.Draws, Details: casebook.Tested}.Run(m.Case)
	if err != nil {
		return m, fmt.Errorf("case %s: %w", m.Case.ID, err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.book.Cases[i].Output == nil {
		s.book.Cases[i].Output = &out
		s.book.Judged++
	}
	return s.book.Cases[i], nil
}

// Case gives one reference case with what is judged of it, or ErrNotFound.
func (w *Workbench) Case(id string) (casebook.Marked, error) {
	s := &w.cases
	s.mu.Lock()
	err := s.open()
	s.mu.Unlock()
	if err != nil {
		return casebook.Marked{}, err
	}
	for i := range s.book.Cases {
		if s.book.Cases[i].Case.ID == id {
			return w.judgeCase(i)
		}
	}
	return casebook.Marked{}, fmt.Errorf("case %s: %w", id, credence.ErrNotFound)
}
