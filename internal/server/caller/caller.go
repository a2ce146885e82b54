// Package caller says who makes a request: the one thing that the pages, the
// API and the guard in front of them must agree on.
package caller

import "context"

// Role is what somebody may do; each role may do all that the ones before it may.
type Role int

// The roles, from looking to running the place.
const (
	None    Role = iota // nobody: only the page that logs in
	Reader              // looks
	Analyst             // adds documents and evidence, decides on evidence
	Editor              // rules, signs off, exports what needs a signature
	Admin               // accounts, tokens, hooks
)

// String gives the name of the role as it is stored and shown.
func (r Role) String() string {
	if r < None || r > Admin {
		return "none"
	}
	return [...]string{"none", "reader", "analyst", "editor", "admin"}[r]
}

// ParseRole reads the name of a role; false if there is none of that name.
func ParseRole(name string) (Role, bool) {
	for r := Reader; r <= Admin; r++ {
		if r.String() == name {
			return r, true
		}
	}
	return None, false
}

// Caller is the person or program behind a request.
type Caller struct {
	Name  string // as it is written into the journal
	Role  Role
	Local bool // on this machine and without an account
}

type key struct{}

// With gives a context that carries the caller.
func With(ctx context.Context, c Caller) context.Context {
	return context.WithValue(ctx, key{}, c)
}

// From gives the caller of a request; nobody if the guard put none there.
func From(ctx context.Context) Caller {
	c, _ := ctx.Value(key{}).(Caller)
	return c
}

// May tells whether the caller has at least the role.
func (c Caller) May(r Role) bool { return c.Role >= r }
