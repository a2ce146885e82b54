package cli

import (
	"time"

	"github.com/schollz/progressbar/v3"
)

// bar shows progress on a person's screen, and nothing elsewhere.
type bar struct{ shown *progressbar.ProgressBar }

// newBar starts a bar of unknown length.
func (e *env) newBar(what string) *bar {
	if !e.terminal {
		return &bar{}
	}
	return &bar{progressbar.NewOptions(-1,
		progressbar.OptionSetWriter(e.err), progressbar.OptionSetDescription(what), progressbar.OptionShowCount(),
		progressbar.OptionShowIts(), progressbar.OptionClearOnFinish(), progressbar.OptionThrottle(100*time.Millisecond))}
}

func (b *bar) step() {
	if b.shown != nil {
		b.shown.Add(1)
	}
}

// add counts n more under the name of a stage.
func (b *bar) add(stage string, n int) {
	if b.shown != nil {
		b.shown.Describe(stage)
		b.shown.Add(n)
	}
}

// clear takes the bar off the line so that something else can be said.
func (b *bar) clear() {
	if b.shown != nil {
		b.shown.Clear()
	}
}

func (b *bar) done() {
	if b.shown != nil {
		b.shown.Finish()
	}
}
