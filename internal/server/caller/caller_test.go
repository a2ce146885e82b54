package caller

import (
	"context"
	"testing"
)

func TestRoles(t *testing.T) {
	for r := Reader; r <= Admin; r++ {
		got, ok := ParseRole(r.String())
		if !ok || got != r {
			t.Errorf("ParseRole(%q) = %v, %v", r.String(), got, ok)
		}
		if c := (Caller{Role: r}); !c.May(r) || c.May(r+1) {
			t.Errorf("%v: may do what only a higher role may, or not what it may", r)
		}
	}
	for _, name := range []string{"none", "", "root", "Admin"} {
		if _, ok := ParseRole(name); ok {
			t.Errorf("ParseRole(%q) is a role", name)
		}
	}
}

func TestNobody(t *testing.T) {
	if c := From(context.Background()); c.May(Reader) {
		t.Errorf("a request without a caller may read: %+v", c)
	}
	if c := From(With(context.Background(), Caller{Name: "a", Role: Editor})); c.Name != "a" || !c.May(Editor) {
		t.Errorf("got %+v", c)
	}
}
