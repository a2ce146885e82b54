package page

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/internal/server/caller"
	"github.com/credence-project/credence/internal/workbench"
)

// addBody is what the page that takes in documents is made from.
type addBody struct {
	Paste   workbench.Paste // what was typed, where it has to be mended
	Address string
	Wrong   string // what is wrong with what was sent
	Where   string // the form it came from: text, file or address
	Tasks   []workbench.Task
	Busy    bool
	Fetches bool
	MaxFile int // MB
}

func (p *Pages) add(w http.ResponseWriter, r *http.Request) error {
	return p.addForm(w, r, http.StatusOK, addBody{Paste: workbench.Paste{URL: r.URL.Query().Get("url"), Title: r.URL.Query().Get("title")}})
}

// shownTasks is how many tasks the page lists.
const shownTasks = 30

func (p *Pages) addForm(w http.ResponseWriter, r *http.Request, status int, b addBody) error {
	b.Tasks, b.Fetches, b.MaxFile = p.bench.Intake.Tasks(), p.bench.Intake.Fetch != nil, workbench.MaxUpload>>20
	for i := range b.Tasks {
		b.Busy = b.Busy || !b.Tasks[i].Over()
	}
	b.Tasks = b.Tasks[:min(len(b.Tasks), shownTasks)]
	return p.renderStatus(w, r, status, "add", view{Title: "Add", Here: "/add", Scripts: []string{"follow.js", "drop.js"}, Body: b})
}

// added leads to the page of a task, or shows the form again with what is
// wrong with it.
func (p *Pages) added(w http.ResponseWriter, r *http.Request, t workbench.Task, err error, b addBody) error {
	var fault *credence.InputError
	if errors.As(err, &fault) {
		b.Wrong = fault.Error()
		return p.addForm(w, r, http.StatusUnprocessableEntity, b)
	}
	if err != nil {
		return err
	}
	http.Redirect(w, r, "/add/"+t.ID, http.StatusSeeOther)
	return nil
}

// maxPasteForm bounds the form with a pasted text: each byte may take three.
const maxPasteForm = 3*workbench.MaxPaste + 64<<10

func (p *Pages) addText(w http.ResponseWriter, r *http.Request) error {
	if !caller.From(r.Context()).May(caller.Analyst) {
		return errForbidden
	}
	r.Body = http.MaxBytesReader(w, r.Body, maxPasteForm)
	if err := r.ParseForm(); err != nil {
		return formError(err)
	}
	f := workbench.Paste{Title: r.PostFormValue("title"), Outlet: r.PostFormValue("outlet"), URL: r.PostFormValue("url"), Published: r.PostFormValue("published"), Text: r.PostFormValue("text")}
	t, err := p.bench.Intake.AddText(r.Context(), f, caller.From(r.Context()).Name)
	return p.added(w, r, t, err, addBody{Paste: f, Where: "text"})
}

// maxFormFile is what the form around a file may take.
const maxFormFile = 64 << 10

// addFile reads the file as it comes and never more of it than may be taken in.
func (p *Pages) addFile(w http.ResponseWriter, r *http.Request) error {
	if !caller.From(r.Context()).May(caller.Analyst) {
		return errForbidden
	}
	r.Body = http.MaxBytesReader(w, r.Body, workbench.MaxUpload+maxFormFile)
	parts, err := r.MultipartReader()
	if err != nil {
		return formError(err)
	}
	b := addBody{Where: "file"}
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return p.added(w, r, workbench.Task{}, &credence.InputError{Name: "file", Reason: "no file was chosen"}, b)
		}
		if err != nil {
			return formError(err)
		}
		if part.FormName() != "file" || part.FileName() == "" {
			continue
		}
		body, err := io.ReadAll(io.LimitReader(part, workbench.MaxUpload+1))
		if err != nil {
			return formError(err)
		}
		t, err := p.bench.Intake.AddFile(r.Context(), short(strings.ToValidUTF8(part.FileName(), "?"), 200), body, caller.From(r.Context()).Name)
		return p.added(w, r, t, err, b)
	}
}

func (p *Pages) addAddress(w http.ResponseWriter, r *http.Request) error {
	if err := p.posted(w, r, caller.Analyst); err != nil {
		return err
	}
	address := r.PostFormValue("address")
	t, err := p.bench.Intake.AddAddress(r.Context(), address, caller.From(r.Context()).Name)
	return p.added(w, r, t, err, addBody{Address: address, Where: "address"})
}

// task shows how far one piece of work has got.
func (p *Pages) task(w http.ResponseWriter, r *http.Request) error {
	t, err := p.bench.Intake.Task(r.PathValue("task"))
	if err != nil {
		return err
	}
	title := "Adding " + t.Name
	if t.Kind == workbench.TaskReading {
		title = t.Name
	}
	v := view{Title: title, Here: "/add", Body: &t}
	if !t.Over() {
		v.Scripts = []string{"follow.js"}
	}
	return p.render(w, r, "task", v)
}

// taskWords says in a sentence how far a task has got.
func taskWords(t *workbench.Task) string {
	switch t.State {
	case workbench.TaskWaiting:
		return "waiting for what was added before it"
	case workbench.TaskRunning:
		if t.Dealt == 0 {
			return t.Stage
		}
		return fmt.Sprintf("%s: %s", t.Stage, plural(t.Dealt, "document"))
	case workbench.TaskFailed:
		if t.Kind == workbench.TaskReading {
			return "not everything could be read anew"
		}
		return "nothing could be taken in"
	}
	if t.Kind == workbench.TaskReading {
		return "read anew by the rules of this version"
	}
	words := plural(t.Tally.Taken, "document") + " taken in"
	if t.Tally.Held > 0 {
		words += fmt.Sprintf(", %d held already", t.Tally.Held)
	}
	if t.Tally.Refused > 0 {
		words += fmt.Sprintf(", %d refused", t.Tally.Refused)
	}
	if t.Tally.Damaged > 0 {
		words += fmt.Sprintf(", %s got around", plural(t.Tally.Damaged, "fault"))
	}
	if t.Tally.Skipped > 0 {
		words += fmt.Sprintf(", %d passed over", t.Tally.Skipped)
	}
	return words
}
