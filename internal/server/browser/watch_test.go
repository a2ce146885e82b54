package browser

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// A page that does what no page of ours may is found out; or the other tests
// would show nothing.
func TestWatch(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct{ page, want string }{
		"an image from elsewhere": {`<img alt="" src="http://elsewhere.example/a.png">`, "a request leaves the machine: http://elsewhere.example/a.png"},
		"a breach of the policy":  {`<p style="color: red">Red</p>`, "Content Security Policy"},
		"an error of a script":    {`<script>nothing.there()</script>`, "exception"},
		"a complaint":             {`<script>console.error("odd")</script>`, `console: "odd"`},
		"nothing odd":             {`<p>Calm</p>`, ""},
	} {
		t.Run(name, func(t *testing.T) {
			h := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Content-Security-Policy", "default-src * data:; script-src 'unsafe-inline'; style-src 'self'")
				w.Header().Set("Content-Type", "text/html; charset=utf-8")
				if r.URL.Path == "/" {
					_, _ = w.Write([]byte(`<!DOCTYPE html><link rel="icon" href="data:,">` + tt.page))
				}
			}))
			t.Cleanup(h.Close)
			b := newTab(t, h.URL)
			b.open("/", http.StatusOK)
			b.until("document.readyState === 'complete'")
			b.flush()
			said := strings.Join(b.seen(), "\n")
			if (tt.want == "") != (said == "") || !strings.Contains(said, tt.want) {
				t.Errorf("noticed %q, want %q", said, tt.want)
			}
			b.mu.Lock()
			b.faults, b.allow = nil, []string{""} // they were meant
			b.mu.Unlock()
		})
	}
}
