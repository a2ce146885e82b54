package page

import (
	"net/http"
	"strings"
	"unicode/utf8"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/internal/server/caller"
	"github.com/credence-project/credence/internal/workbench"
)

// maxForm bounds a form without files, maxReason what is written into a reason.
const (
	maxForm   = 256 << 10
	maxReason = 2000
)

// posted holds the caller of a change to a role and reads the form.
func (p *Pages) posted(w http.ResponseWriter, r *http.Request, role caller.Role) error {
	if !caller.From(r.Context()).May(role) {
		return errForbidden
	}
	r.Body = http.MaxBytesReader(w, r.Body, maxForm)
	if err := r.ParseForm(); err != nil {
		return formError(err)
	}
	return nil
}

// act is who changes something, when and why: the reason stands in the form.
func (p *Pages) act(r *http.Request) (workbench.Act, error) {
	reason := strings.TrimSpace(r.PostFormValue("reason"))
	switch {
	case reason == "":
		return workbench.Act{}, &credence.InputError{Name: "reason", Reason: "say why; no change is made without a reason"}
	case len(reason) > maxReason:
		return workbench.Act{}, &credence.InputError{Name: "reason", Reason: "that is longer than a reason needs to be"}
	case !utf8.ValidString(reason):
		return workbench.Act{}, &credence.InputError{Name: "reason", Reason: "that is no text"}
	}
	return workbench.Act{By: caller.From(r.Context()).Name, At: p.now().UTC(), Reason: reason}, nil
}

func formError(err error) error {
	if explain(err).Status == http.StatusRequestEntityTooLarge {
		return err
	}
	return &credence.InputError{Name: "form", Reason: "it did not arrive whole", Err: err}
}
