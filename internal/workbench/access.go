package workbench

import (
	"context"
	"time"

	"github.com/credence-project/credence/internal/store"
)

// Access is a line of the log of what must be answered for: an original that
// was read, an account or token that was changed, a login.
type Access struct {
	ID      int64     `json:"id"`
	At      time.Time `json:"at"`
	By      string    `json:"by"`
	What    string    `json:"what"` // original, account, token or login
	Subject string    `json:"subject"`
	Note    string    `json:"note"` // the purpose, or what was changed
}

// Accesses lists the log, the last first: up to limit lines before the one
// named before, or from the last for 0, of the kind or, for "", of all.
func (w *Workbench) Accesses(ctx context.Context, what string, before int64, limit int) ([]Access, error) {
	list, err := w.DB.Accesses(ctx, store.AccessQuery{What: what, Before: before, Limit: limit})
	out := make([]Access, len(list))
	for i, a := range list {
		out[i] = Access{a.Seq, a.At, a.By, a.What, a.Subject, a.Note}
	}
	return out, err
}
