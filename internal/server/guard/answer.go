package guard

import (
	"bytes"
	"embed"
	"encoding/json"
	"html/template"
	"net/http"
	"net/url"
	"strings"
)

//go:embed templates/*.html
var files embed.FS

var pages = template.Must(template.ParseFS(files, "templates/*.html"))

// forPrograms reports whether a program asks, which is told in JSON.
func forPrograms(r *http.Request) bool {
	return strings.HasPrefix(r.URL.Path, "/api/") || strings.HasPrefix(r.URL.Path, "/feeds/")
}

// problem is an error as RFC 9457 has it.
type problem struct {
	Title  string `json:"title"`
	Status int    `json:"status"`
	Detail string `json:"detail"`
}

// refuse answers with an error, and why in a sentence.
func (g *Guard) refuse(w http.ResponseWriter, r *http.Request, status int, why string) {
	if forPrograms(r) {
		body, err := json.Marshal(problem{http.StatusText(status), status, why})
		if err != nil {
			g.o.Log.Error("problem", "err", err)
		}
		w.Header().Set("Content-Type", "application/problem+json")
		w.WriteHeader(status)
		w.Write(body)
		return
	}
	var body bytes.Buffer
	if err := pages.ExecuteTemplate(&body, "refused", problem{http.StatusText(status), status, why}); err != nil {
		g.o.Log.Error("page that refuses", "err", err)
	}
	g.write(w, r, status, http.StatusText(status), body.String())
}

// askToLogin answers somebody who showed nothing, or nothing good.
func (g *Guard) askToLogin(w http.ResponseWriter, r *http.Request) {
	if forPrograms(r) || r.Header.Get("Authorization") != "" {
		w.Header().Set("WWW-Authenticate", `Bearer realm="credence"`)
		g.refuse(w, r, http.StatusUnauthorized, "This needs a token that is in force, or a login.")
		return
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		g.refuse(w, r, http.StatusUnauthorized, "You are not logged in any more, and nothing was changed. Log in and send it again.")
		return
	}
	http.Redirect(w, r, "/login?next="+url.QueryEscape(r.URL.RequestURI()), http.StatusSeeOther)
}

// write sends a page, in the frame of the other pages where there is one.
func (g *Guard) write(w http.ResponseWriter, r *http.Request, status int, title, body string) {
	inner := template.HTML(body) // made by our own templates
	if g.o.Frame != nil {
		if err := g.o.Frame(w, r, status, title, inner); err != nil {
			g.o.Log.Error("frame", "err", err)
		}
		return
	}
	var out bytes.Buffer
	if err := pages.ExecuteTemplate(&out, "bare", struct {
		Title string
		Body  template.HTML
	}{title, inner}); err != nil {
		g.o.Log.Error("bare page", "err", err)
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	w.Write(out.Bytes())
}
