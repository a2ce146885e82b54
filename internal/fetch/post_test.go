package fetch

import (
	"errors"
	"io"
	"net/http"
	"testing"

	"github.com/credence-project/credence"
)

func TestPost(t *testing.T) {
	var got, agent, kind string
	s := site(t, map[string]http.HandlerFunc{
		"/hook": func(w http.ResponseWriter, r *http.Request) {
			b, _ := io.ReadAll(r.Body)
			got, agent, kind = r.Method+" "+string(b), r.UserAgent(), r.Header.Get("Credence-Event")
			w.WriteHeader(http.StatusNoContent)
		},
		"/moved": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "/hook", http.StatusTemporaryRedirect)
		},
		"/broken": func(w http.ResponseWriter, r *http.Request) { http.Error(w, "no", http.StatusBadGateway) },
	})
	c := client(t, Options{Agent: "credence/1"})
	header := http.Header{"Credence-Event": {"verdict"}}
	if status, err := c.Post(t.Context(), s.URL+"/hook", header, []byte("news")); status != 204 || err != nil {
		t.Fatalf("got %d, %v", status, err)
	}
	if got != "POST news" || agent != "credence/1" || kind != "verdict" {
		t.Errorf("the server got %q from %q about %q", got, agent, kind)
	}
	if header.Get("User-Agent") != "" {
		t.Error("the caller's header was changed")
	}
	for path, want := range map[string]int{"/moved": 307, "/broken": 502, "/absent": 404} {
		status, err := c.Post(t.Context(), s.URL+path, nil, nil)
		var in *credence.InputError
		if status != want || !errors.As(err, &in) {
			t.Errorf("%s: got %d, %v; want %d and an InputError", path, status, err, want)
		}
	}
	outside := New(Options{})
	for _, address := range []string{s.URL + "/hook", "http://169.254.169.254/", "http://localhost/", "file:///etc/hosts"} {
		if status, err := outside.Post(t.Context(), address, nil, []byte("x")); err == nil || status != 0 {
			t.Errorf("%s: got %d, %v; want it refused", address, status, err)
		}
	}
}
