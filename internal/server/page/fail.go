package page

import (
	"context"
	"errors"
	"net/http"

	"github.com/credence-project/credence"
)

// errForbidden says that the caller may not do this.
var errForbidden = errors.New("not allowed")

// serve makes a handler one of net/http: its error becomes a page.
func (p *Pages) serve(answer handler) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		err := answer(w, r)
		if err == nil || errors.Is(err, errGone) || errors.Is(err, context.Canceled) {
			return
		}
		p.fail(w, r, err)
	}
}

// problem is what a reader is told of an error.
type problem struct {
	Status int
	Head   string // what happened
	Detail string // what exactly, if that may be shown
	Advice string // what to do now
}

// fail says in plain words what is wrong. What is not meant for readers is
// logged and not shown.
func (p *Pages) fail(w http.ResponseWriter, r *http.Request, err error) {
	b := explain(err)
	if b.Status == http.StatusInternalServerError {
		p.log.Error("page", "method", r.Method, "path", r.URL.Path, "err", err)
	}
	if err := p.renderStatus(w, r, b.Status, "problem", view{Title: b.Head, Body: b}); err != nil {
		p.log.Error("problem page", "path", r.URL.Path, "err", err)
		http.Error(w, b.Head, b.Status)
	}
}

func explain(err error) problem {
	var input *credence.InputError
	var large *http.MaxBytesError
	switch {
	case errors.Is(err, credence.ErrNotFound):
		return problem{http.StatusNotFound, "There is nothing here", "", "The address may be mistyped, or what it names is not in this store. Search for it, or go back to the desk."}
	case errors.Is(err, errForbidden):
		return problem{http.StatusForbidden, "You may not do this", "", "Your account may look but not change this. Ask whoever runs this workbench for another role."}
	case errors.As(err, &large), errors.Is(err, credence.ErrTooLarge):
		return problem{http.StatusRequestEntityTooLarge, "That is too large", "", "Send less at once, or take it in with the command line."}
	case errors.As(err, &input):
		return problem{http.StatusBadRequest, "That did not work", input.Error(), "Nothing was changed. Go back, mend it and try again."}
	case errors.Is(err, credence.ErrUnknownFormat), errors.Is(err, credence.ErrEmpty):
		return problem{http.StatusBadRequest, "That could not be read", readable(err), "Nothing was changed."}
	}
	return problem{http.StatusInternalServerError, "Something went wrong on our side", "", "Nothing was changed. Try again; if it stays, the log of the server says what happened."}
}

// unknown answers every address that is no page.
func (p *Pages) unknown(http.ResponseWriter, *http.Request) error { return credence.ErrNotFound }

// readable gives the sentinel behind an error, whose text may be shown.
func readable(err error) string {
	for _, s := range []error{credence.ErrUnknownFormat, credence.ErrEmpty} {
		if errors.Is(err, s) {
			return s.Error()
		}
	}
	return ""
}
