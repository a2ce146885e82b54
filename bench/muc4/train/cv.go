package main

import (
	"encoding/json"
	"io"
	"math/rand/v2"
	"os"
	"slices"
	"sync"

	"github.com/credence-project/credence/bench/muc4/muc"
	"github.com/credence-project/credence/extract/event"
	"github.com/credence-project/credence/lang"
	"github.com/credence-project/credence/lexicon"
)

// crossValidate writes the response for every lesson by models that were
// trained on other stories and on our own items.
func crossValidate(lessons, own []event.Lesson, folds int, w io.Writer) error {
	out := make([]muc.Response, len(lessons))
	part := event.Parts(lessons, folds)
	errs := make([]error, folds)
	var wg sync.WaitGroup
	gate := make(chan struct{}, 2)
	for k := range folds {
		wg.Add(1)
		gate <- struct{}{}
		go func() {
			defer func() { <-gate; wg.Done() }()
			errs[k] = fold(lessons, own, part, k, out)
		}()
	}
	wg.Wait()
	enc := json.NewEncoder(w)
	for k := range errs {
		if errs[k] != nil {
			return errs[k]
		}
	}
	for i := range out {
		if err := enc.Encode(out[i]); err != nil {
			return err
		}
	}
	return nil
}

// mixStories gives the stories other numbers, so that they are dealt to other
// parts; 0 leaves them as they are.
func mixStories(lessons []event.Lesson, seed uint64) {
	if seed == 0 {
		return
	}
	number := rand.New(rand.NewPCG(seed, 0)).Perm(len(lessons))
	for i := range lessons {
		lessons[i].Story = number[lessons[i].Story]
	}
}

func fold(lessons, own []event.Lesson, part []int, k int, out []muc.Response) error {
	train := slices.Clone(own)
	for i := range lessons {
		if part[i] != k {
			train = append(train, lessons[i])
		}
	}
	models, err := event.Train(train)
	if err != nil {
		return err
	}
	tables, err := event.Load(lang.NewVocabulary(lang.English()), lexicon.Actors(), models)
	if err != nil {
		return err
	}
	reader := tables.NewReader()
	for i := range lessons {
		if part[i] != k {
			continue
		}
		out[i] = muc.Response{ID: lessons[i].ID, Templates: muc.Answers(reader.Read(lessons[i].Text, lessons[i].Published))}
	}
	return nil
}

func writeModels(lessons []event.Lesson, file string) error {
	b, err := event.Train(lessons)
	if err != nil {
		return err
	}
	return os.WriteFile(file, b, 0o644)
}
