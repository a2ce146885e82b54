package credence

import "errors"

// Sentinel errors. Callers branch on them with errors.Is; their text may be
// shown to users.
var (
	// ErrNotFound says that nothing with that name or identifier exists.
	ErrNotFound = errors.New("not found")
	// ErrUnknownFormat says that no parser recognises the bytes.
	ErrUnknownFormat = errors.New("unrecognised format")
	// ErrEmpty says that an input was recognised but holds no text.
	ErrEmpty = errors.New("no text found")
	// ErrSkipped says that something was passed over on purpose: nothing is
	// wrong with it, but it holds no text of its own.
	ErrSkipped = errors.New("passed over")
	// ErrTooLarge says that an input exceeds the size a parser accepts.
	ErrTooLarge = errors.New("input too large")
)

// InputError is a fault of something handed in: a file, a page, a flag, a
// request. Its text is written for the person who handed it in and may be
// shown as it is. Name says which input, Reason what is wrong with it.
type InputError struct {
	Name   string
	Reason string
	Err    error // the cause, may be nil
}

// Error gives "name: reason".
func (e *InputError) Error() string {
	if e.Name == "" {
		return e.Reason
	}
	return e.Name + ": " + e.Reason
}

// Unwrap gives the cause.
func (e *InputError) Unwrap() error { return e.Err }
