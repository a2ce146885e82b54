package workbench

import (
	"context"
	"fmt"
	"io"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/internal/store"
)

// Original is the bytes that a document was taken from. Reading fails at the
// end if they are not those that were kept, and needs the context it was opened
// with.
type Original struct {
	io.Reader
	SHA256   string
	Document credence.Document // without its text
}

// Original opens the bytes that a document was taken from. Who looks at them,
// when and what for is written down first: the reason of the act is the
// purpose. A document that was taken from no bytes, as our own words are, gives
// ErrNotFound.
func (w *Workbench) Original(ctx context.Context, document string, act Act) (*Original, error) {
	if err := act.check(); err != nil {
		return nil, err
	}
	d, err := w.document(ctx, document)
	if err != nil {
		return nil, err
	}
	if d.SHA256 == "" {
		return nil, fmt.Errorf("original of %s: %w", d.ID, credence.ErrNotFound)
	}
	r, err := w.DB.Original(ctx, d.SHA256)
	if err != nil {
		return nil, err
	}
	if err := w.DB.LogAccess(ctx, store.Access{At: act.At, By: act.By, What: store.AccessOriginal, Subject: d.SHA256, Note: act.Reason}); err != nil {
		return nil, err
	}
	d.Text = ""
	return &Original{r, d.SHA256, d}, nil
}
