package cli

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/credence-project/credence"
)

// A long document does not keep the program from ending.
func TestExtractStops(t *testing.T) {
	x, err := extractor()
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	o := &extractOutput{env: &env{out: io.Discard, err: io.Discard}, ctx: ctx, extractor: x}
	long := credence.Document{Text: strings.Repeat("The Blue Valley Front claimed responsibility for the bombing. ", 2000)}
	if err := o.print(long); !errors.Is(err, context.Canceled) {
		t.Errorf("%v, want it to have been stopped", err)
	}
}
