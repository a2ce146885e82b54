package api

import (
	"context"
	"errors"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/internal/server/caller"
)

// explain turns an error of the workbench into a problem. Only what is written
// for users is shown; anything else is logged.
func (a *API) explain(ctx context.Context, operation string, err error) error {
	var shown huma.StatusError
	var input *credence.InputError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &shown):
		return err
	case errors.Is(err, credence.ErrNotFound):
		return huma.Error404NotFound("nothing here has that name or identifier")
	case errors.Is(err, credence.ErrTooLarge):
		return huma.Error413RequestEntityTooLarge(err.Error())
	case errors.As(err, &input):
		return huma.Error422UnprocessableEntity(input.Error())
	case ctx.Err() != nil:
		return huma.NewError(499, "the caller went away") // nobody reads it
	}
	a.log.Error("api", "operation", operation, "err", err)
	return huma.Error500InternalServerError("internal error")
}

// role is what an operation asks of its caller.
func role(op *huma.Operation) caller.Role {
	r, _ := op.Metadata["role"].(caller.Role)
	return r
}

// admit lets a caller through who has the role that the operation needs.
func (a *API) admit(ctx huma.Context, next func(huma.Context)) {
	who, needs := caller.From(ctx.Context()), role(ctx.Operation())
	switch {
	case who.May(needs):
		next(ctx)
	case who.Role == caller.None:
		ctx.SetHeader("WWW-Authenticate", "Bearer")
		huma.WriteErr(a.huma, ctx, http.StatusUnauthorized, "log in, or send a token")
	default:
		huma.WriteErr(a.huma, ctx, http.StatusForbidden, "this needs the role "+needs.String()+"; yours is "+who.Role.String())
	}
}

// Bounds of what a problem says.
const (
	maxMistakes = 20
	maxEchoed   = 200 // bytes
)

// shorten bounds what a problem echoes of the request.
func shorten(_ huma.Context, _ string, v any) (any, error) {
	m, ok := v.(*huma.ErrorModel)
	if !ok {
		return v, nil
	}
	out := *m
	out.Detail = short(m.Detail)
	out.Errors = nil
	for _, e := range m.Errors {
		if e == nil || len(out.Errors) == maxMistakes {
			continue
		}
		mistake := huma.ErrorDetail{Message: short(e.Message), Location: short(e.Location)}
		switch value := e.Value.(type) {
		case string:
			mistake.Value = short(value)
		case bool, float64, int64, int, uint64, nil:
			mistake.Value = value
		}
		out.Errors = append(out.Errors, &mistake)
	}
	return &out, nil
}

func short(s string) string {
	if len(s) <= maxEchoed {
		return s
	}
	s = s[:maxEchoed]
	for len(s) > 0 && s[len(s)-1]&0xc0 == 0x80 {
		s = s[:len(s)-1] // not in the middle of a letter
	}
	return s[:max(0, len(s)-1)] + "…"
}
