package pipeline

import (
	"context"
	"errors"
	"testing"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/extract"
	"github.com/credence-project/credence/lang"
	"github.com/credence-project/credence/lexicon"
)

// Whoever stops the work need not wait until all the documents of a part are read.
func TestReadingStops(t *testing.T) {
	x, err := extract.New(lang.English(), lexicon.Actors())
	if err != nil {
		t.Fatal(err)
	}
	s := &Stages{Extractor: x, Workers: 2}
	docs := make([]credence.Document, extractAtOnce)
	for i := range docs {
		docs[i].Text = "The Blue Valley Front claimed responsibility for the bombing."
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if read, err := s.extractAll(ctx, docs); !errors.Is(err, context.Canceled) || read != nil {
		t.Errorf("%d documents, %v", len(read), err)
	}
	if read, err := s.extractAll(t.Context(), docs[:3]); err != nil || len(read) != 3 || len(read[2].Statements) != 1 {
		t.Errorf("%d documents, %v", len(read), err)
	}
}
