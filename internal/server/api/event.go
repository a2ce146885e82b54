package api

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"github.com/credence-project/credence/client"
	"github.com/credence-project/credence/internal/workbench"
)

const (
	writeIn    = 10 * time.Second // that a reader of events may take to receive one
	maxStreams = 200              // that are open at once
)

type follow struct {
	LastEventID string `header:"Last-Event-ID" maxLength:"60" doc:"The identifier of the last event received; what was missed since comes first."`
	Kinds       string `query:"kinds" maxLength:"200" doc:"Kinds of change with commas Between them; all if left out."`
}

// stream is an answer that is written as things happen.
type stream struct {
	Body func(huma.Context)
}

// streamed describes the answer of the stream of events.
func streamed(op *huma.Operation) {
	op.Description += " Server-sent events: each has an id, the kind of change as its event, and the change as JSON in its data. " +
		"The event reset says that some were missed and what is held should be read again. Comments keep the connection alive."
	op.Responses = map[string]*huma.Response{"200": {
		Description: "The events, until the caller leaves.",
		Content:     map[string]*huma.MediaType{"text/event-stream": {Schema: &huma.Schema{Type: huma.TypeString}}},
	}, "429": {Description: "Too many follow already."}}
	op.Parameters = nil
}

// follow streams changes. It holds nothing but the follower, which is let go
// when the caller leaves, the API closes, or the caller does not keep up.
func (a *API) follow(_ context.Context, in *follow) (*stream, error) {
	if a.streams.Load() >= a.maxStreams {
		return nil, huma.Error429TooManyRequests("too many follow the events already")
	}
	after := int64(-1)
	gap := false
	if in.LastEventID != "" {
		run, seq, _ := strings.Cut(in.LastEventID, "-")
		n, err := strconv.ParseInt(seq, 10, 64)
		if gap = err != nil || run != a.run || n < 0; !gap {
			after = n
		}
	}
	return &stream{Body: func(ctx huma.Context) {
		r, w := humago.Unwrap(ctx)
		h := w.Header()
		h.Set("Content-Type", "text/event-stream")
		h.Set("Cache-Control", "no-store")
		h.Set("X-Accel-Buffering", "no") // of a proxy in front
		if r.Method == http.MethodHead {
			return
		}
		a.streams.Add(1)
		defer a.streams.Add(-1)
		f := a.bench.Changes.Follow(after)
		defer f.Close()
		e := &events{w: w, control: http.NewResponseController(w), run: a.run, kinds: in.Kinds}
		e.comment("here")
		if gap || f.Gap {
			e.write("", "reset", []byte(`{}`))
		}
		for _, change := range f.Missed {
			e.change(change)
		}
		a.relay(r.Context(), f, e)
	}}, nil
}

func (a *API) relay(ctx context.Context, f *workbench.Follower, e *events) {
	beat := time.NewTicker(a.heartbeat)
	defer beat.Stop()
	for e.err == nil {
		select {
		case <-ctx.Done():
			return
		case <-a.closing:
			return
		case <-beat.C:
			e.comment("still here")
		case change, open := <-f.News():
			if !open {
				return // it did not keep up; it comes back with the last it received
			}
			e.change(change)
		}
	}
}

// events writes events to one reader. After an error nothing more is written.
type events struct {
	w       io.Writer
	control *http.ResponseController
	run     string
	kinds   string
	err     error
}

func (e *events) change(c workbench.Change) {
	if c.Kind == workbench.ChangeTrial || e.kinds != "" && !strings.Contains(","+e.kinds+",", ","+c.Kind+",") {
		return
	}
	body, err := json.Marshal(changeOf(c))
	if err != nil {
		e.err = err
		return
	}
	e.write(fmt.Sprintf("%s-%d", e.run, c.Seq), c.Kind, body)
}

// changeOf leaves out what readers of events can ask for.
func changeOf(c workbench.Change) client.Change {
	out := client.Change{Seq: c.Seq, Kind: c.Kind, At: c.At, By: c.By, Claim: c.Claim, Text: c.Text}
	if c.Work != nil {
		w := client.Work(*c.Work)
		out.Work = &w
	}
	return out
}

func (e *events) write(id, event string, data []byte) {
	if id != "" {
		id = "id: " + id + "\n"
	}
	e.send(fmt.Sprintf("%sevent: %s\ndata: %s\n\n", id, event, data))
}

func (e *events) comment(text string) { e.send(": " + text + "\n\n") }

func (e *events) send(s string) {
	if e.err != nil {
		return
	}
	e.control.SetWriteDeadline(time.Now().Add(writeIn)) // where it can be set
	if _, e.err = io.WriteString(e.w, s); e.err == nil {
		e.err = e.control.Flush()
	}
}
