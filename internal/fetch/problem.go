package fetch

import (
	"context"
	"errors"
	"net"
	"net/url"

	"code.dny.dev/ssrf"

	"github.com/credence-project/credence"
)

// problem is a reason, written for the person who gave the address, with the
// sentinel it falls under.
type problem struct {
	reason string
	err    error
}

func (p *problem) Error() string { return p.reason }
func (p *problem) Unwrap() error { return p.err }

var errTimeout = errors.New("timed out")

// timedOut names our own time limit as the cause where it is.
func timedOut(ctx context.Context, err error) error {
	if errors.Is(context.Cause(ctx), errTimeout) {
		return &problem{reason: "the server does not answer in time"}
	}
	return err
}

func refused(address, reason string, cause error) error {
	return &credence.InputError{Name: address, Reason: reason, Err: cause}
}

// explain turns what went wrong into an error named after the address.
func explain(ctx context.Context, address string, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	var p *problem
	var dns *net.DNSError
	var dial *net.OpError
	var request *url.Error
	switch {
	case errors.As(err, &p):
		return refused(address, p.reason, p.err)
	case errors.Is(err, ssrf.ErrProhibitedIP), errors.Is(err, ssrf.ErrProhibitedPort), errors.Is(err, ssrf.ErrProhibitedNetwork):
		return refused(address, "leads to a private or reserved address, or to a port that web servers do not use", ErrPrivate)
	case errors.As(err, &dns):
		return refused(address, "no host of that name is known", err)
	case errors.As(err, &dial) && dial.Op == "dial":
		return refused(address, "the server cannot be reached", err)
	case errors.As(err, &request):
		return refused(address, request.Err.Error(), err)
	}
	return refused(address, err.Error(), err)
}
