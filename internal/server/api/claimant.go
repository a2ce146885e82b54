package api

import (
	"context"

	"github.com/credence-project/credence/client"
	"github.com/credence-project/credence/internal/workbench"
)

type claimantRead struct {
	Claimant string `path:"claimant" maxLength:"200" doc:"An entry of the register, or one of its names."`
	Moment
}

func (a *API) readClaimant(ctx context.Context, in *claimantRead) (*answer[workbench.Record], error) {
	at, err := a.moment(in.Moment)
	if err != nil {
		return nil, err
	}
	r, err := a.bench.Record(ctx, in.Claimant, at)
	return &answer[workbench.Record]{r}, err
}

func (a *API) listSeries(ctx context.Context, in *claimantRead) (*answer[client.Page[client.Series]], error) {
	at, err := a.moment(in.Moment)
	if err != nil {
		return nil, err
	}
	all, err := a.bench.Series(ctx, in.Claimant, at)
	if err != nil {
		return nil, err
	}
	items := []client.Series{}
	for _, s := range all {
		items = append(items, client.Series{Table: client.SeriesTable(s.Table), Counts: orNone(s.Counts)})
	}
	return paged(items, "", in.Moment), nil
}
