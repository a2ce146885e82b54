package api

import (
	"context"
	"maps"
	"slices"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/assess"
	"github.com/credence-project/credence/casebook"
	"github.com/credence-project/credence/client"
)

// tableItem is a table of the method in a list.
type tableItem struct {
	Name    string `json:"name"`
	Version string `json:"version"`
	Holds   string `json:"holds" doc:"What is in it."`
}

// tables are the tables of the method by name.
func tables(t *assess.Tables) map[string]struct {
	item  tableItem
	table any
} {
	type entry = struct {
		item  tableItem
		table any
	}
	out := map[string]entry{}
	for _, e := range []entry{
		{tableItem{"codes", t.Codes.Version, "the questions, their answers and what each weighs"}, &t.Codes},
		{tableItem{"priors", t.Priors.Version, "the base rates, with the reason for each"}, &t.Priors},
		{tableItem{"grades", t.Grades.Version, "how far a source of a grade is believed"}, &t.Grades},
		{tableItem{"words", t.Words.Version, "the words for probabilities"}, &t.Words},
		{tableItem{"ladder", t.Ladder.Version, "the seven rungs, the states of sufficiency and what may be written"}, &t.Ladder},
		{tableItem{"rules", t.Rules.Version, "how answers count together and when a verdict is enough"}, &t.Rules},
		{tableItem{"draft", t.Draft.Version, "the phrases by which a draft is read"}, &t.Draft},
	} {
		out[e.item.Name] = e
	}
	return out
}

func (a *API) listTables(context.Context, *struct{}) (*answer[client.Page[tableItem]], error) {
	all := tables(a.bench.Tables)
	var items []tableItem
	for _, name := range slices.Sorted(maps.Keys(all)) {
		items = append(items, all[name].item)
	}
	return paged(items, "", Moment{}), nil
}

type tableRead struct {
	Table string `path:"table" maxLength:"40" doc:"Its name, such as codes."`
}

func (a *API) readTable(_ context.Context, in *tableRead) (*answer[any], error) {
	t, ok := tables(a.bench.Tables)[in.Table]
	if !ok {
		return nil, credence.ErrNotFound
	}
	return &answer[any]{t.table}, nil
}

// scores tell how the judgement does on the reference cases.
type scores struct {
	Cases  int              `json:"cases"`
	Judged int              `json:"judged" doc:"Cases judged so far; the scores come when all are."`
	Scores *casebook.Scores `json:"scores,omitempty"`
}

func (a *API) readScores(context.Context, *struct{}) (*answer[scores], error) {
	book, err := a.bench.Casebook()
	if err != nil {
		return nil, err
	}
	return &answer[scores]{scores{len(book.Cases), book.Judged, book.Scores}}, nil
}
