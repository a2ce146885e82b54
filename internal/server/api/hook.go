package api

import (
	"context"

	"github.com/credence-project/credence/client"
	"github.com/credence-project/credence/internal/server/caller"
	"github.com/credence-project/credence/internal/workbench"
)

func (a *API) listHooks(ctx context.Context, _ *struct{}) (*answer[client.Page[workbench.Hook]], error) {
	hooks, err := a.bench.Hooks(ctx)
	if err != nil {
		return nil, err
	}
	return paged(hooks, "", Moment{}), nil
}

type addHook struct {
	Body struct {
		URL   string   `json:"url" minLength:"1" maxLength:"2000" doc:"Is sent a POST for every change. Addresses inside a network are refused unless the server allows them."`
		Kinds []string `json:"kinds" minItems:"1" maxItems:"10" enum:"judgement,verdict" doc:"The kinds of change it is told."`
	}
}

func (a *API) addHook(ctx context.Context, in *addHook) (*answer[workbench.Hook], error) {
	h, err := a.bench.AddHook(ctx, in.Body.URL, in.Body.Kinds, caller.From(ctx).Name, a.now().UTC())
	return &answer[workbench.Hook]{h}, err
}

type HookPath struct {
	Hook string `path:"hook" maxLength:"40"`
}

func (a *API) removeHook(ctx context.Context, in *HookPath) (*struct{}, error) {
	return nil, a.bench.RemoveHook(ctx, in.Hook, a.now().UTC())
}

func (a *API) tryHook(ctx context.Context, in *HookPath) (*struct{}, error) {
	return nil, a.bench.TryHook(ctx, in.Hook, a.now().UTC())
}

type deliveryList struct {
	HookPath
	Paging
}

func (a *API) listDeliveries(ctx context.Context, in *deliveryList) (*answer[client.Page[workbench.Delivery]], error) {
	found, next, err := a.bench.Deliveries(ctx, in.Hook, in.After, in.Limit)
	if err != nil {
		return nil, err
	}
	return paged(found, next, Moment{}), nil
}
