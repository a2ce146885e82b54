package guard

import (
	"fmt"
	"net/http"
	"runtime/debug"
)

const wentWrong = "Something went wrong on our side. The log of the server says what."

// started is an answer of which one knows whether it has begun.
type started struct {
	http.ResponseWriter
	begun bool
}

// WriteHeader begins the answer.
func (s *started) WriteHeader(status int) {
	s.begun = s.begun || status >= 200
	s.ResponseWriter.WriteHeader(status)
}

// Write begins the answer, if nothing has.
func (s *started) Write(b []byte) (int, error) {
	s.begun = true
	return s.ResponseWriter.Write(b)
}

// Unwrap lets http.ResponseController reach what is behind.
func (s *started) Unwrap() http.ResponseWriter { return s.ResponseWriter }

// Flush sends what was written, for events.
func (s *started) Flush() {
	s.begun = true
	_ = http.NewResponseController(s.ResponseWriter).Flush()
}

// recover answers a request whose handler panicked, without telling why. Where
// the answer had begun it is broken off, so that nobody takes it for whole.
func (g *Guard) recover(w *started, r *http.Request) {
	fault := recover()
	if fault == nil {
		return
	}
	if fault == http.ErrAbortHandler {
		panic(fault)
	}
	g.o.Log.Error("panic", "method", r.Method, "path", r.URL.Path, "fault", fmt.Sprint(fault), "stack", string(debug.Stack()))
	if w.begun {
		panic(http.ErrAbortHandler)
	}
	g.refuse(w, r, http.StatusInternalServerError, wentWrong)
}
