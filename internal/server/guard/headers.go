package guard

import "net/http"

// policy lets a page have what this server serves, and nothing else: no script
// or style within the page, no frame, no request to anybody.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
	"form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

var headers = map[string]string{
	"Content-Security-Policy":      policy,
	"X-Content-Type-Options":       "nosniff",
	"X-Frame-Options":              "DENY",
	"Referrer-Policy":              "same-origin", // without any, forms of our own would come from origin "null"
	"Cross-Origin-Opener-Policy":   "same-origin",
	"Cross-Origin-Resource-Policy": "same-origin",
	"Cross-Origin-Embedder-Policy": "require-corp",
	"Permissions-Policy":           "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=(), browsing-topics=()",
	"Origin-Agent-Cluster":         "?1",
	"X-Robots-Tag":                 "noindex, nofollow, noarchive",

	// What is served depends on who asks; a handler may say that it does not.
	"Cache-Control": "private, no-cache",
}

// year is how long a browser is told to use TLS only.
const year = "max-age=31536000"

func (g *Guard) setHeaders(h http.Header) {
	for name, value := range headers {
		h.Set(name, value)
	}
	if g.o.TLS {
		h.Set("Strict-Transport-Security", year)
	}
	h.Add("Vary", "Cookie")
	h.Add("Vary", "Authorization")
}
