package page

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/credence-project/credence/internal/server/caller"
)

// An admin says who is named and how that person stands, with a reason; the
// claim then asks for a second signature, and says when it has it. Nobody else
// sees names for which the gate is closed.
func TestPeople(t *testing.T) {
	s := newSite(t)
	claim := demoClaim(s)
	lay := func(status, reason string, want int) string {
		s.now = s.now.Add(time.Minute)
		_, body := s.post(claim+"/people", url.Values{"name": {"Jo Marlow"}, "status": {status}, "reason": {reason}}.Encode(), want)
		return body
	}
	if body := s.visit(claim, http.StatusOK); strings.Contains(body, "second person") {
		t.Error("a signature is asked for, and nobody living is named")
	}
	lay("suspected", "", http.StatusBadRequest)
	lay("dangerous", "they say so", http.StatusBadRequest)
	lay("suspected", "the police asked for help", http.StatusSeeOther)
	lacks(t, s.visit(claim+"/people", http.StatusOK), "Jo Marlow", "suspected", "the police asked for help")
	lacks(t, s.visit(claim, http.StatusOK), "a second person must sign off first")

	s.role = caller.Editor
	for _, body := range []string{s.visit(claim, http.StatusOK), s.visit(claim+"/people", http.StatusForbidden), lay("deceased", "so I heard", http.StatusForbidden)} {
		if strings.Contains(body, "Marlow") || strings.Contains(body, "/people\"") {
			t.Error("an editor learns who is named, or is offered to say it")
		}
	}
	s.now = s.now.Add(time.Minute)
	s.post(claim+"/rule/sign", url.Values{"reason": {"read it all"}}.Encode(), http.StatusSeeOther)
	if body := s.visit(claim, http.StatusOK); !strings.Contains(body, "signed off on") || strings.Contains(body, "must sign off") {
		t.Error("the menu asks for a signature that was given")
	}
	s.role = caller.Admin
	lay("unidentified", "it was a nickname", http.StatusSeeOther)
	lacks(t, s.visit(claim+"/people", http.StatusOK), "it was a nickname", "the police asked for help")
	if body := s.visit(claim, http.StatusOK); strings.Contains(body, "sign off first") || strings.Contains(body, "signed off on") {
		t.Error("a signature is asked for, and nobody is named any more")
	}
}
