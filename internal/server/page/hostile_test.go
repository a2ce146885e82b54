package page

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
)

// hostile are values that no part of an address is meant to have.
var hostile = []string{
	"", " ", "-1", "0", "99999999999999999999", "NaN", "..", "%", "%zz", "\x00", "\xff\xfe", "a\nb", "2017-02-30", "0000-00-00", "9999-12-31T23:59:59-14:00",
	"0001-01-01T00:00:00+14:00", "2017", "now", "10000-01-01", "9223372036854775807", "1.2.3.4", "-9223372036854775808", "c-", "i-", "d-",
	"c-aaaaaaaaaaaaaaaaaaaa", "i-987jws378bgqnm3bqw28", "' OR 1=1 --", "\"unclosed", "*", "-", "NEAR(", "\u202e", strings.Repeat("x", 5000), strings.Repeat("é ", 150), "😀", "<b>", "stix",
}

var (
	placeholder = regexp.MustCompile(`\{[a-z]+\}`)
	asked       = []string{"as_of", "recorded", "q", "after", "page", "words", "claimant", "state", "show", "sort", "changed", "did", "item"}
)

// addresses gives the patterns of all pages, without the method.
func addresses(p *Pages) []string {
	var out []string
	for _, r := range append(p.routes(), p.otherRoutes()...) {
		if path, ok := strings.CutPrefix(r.pattern, "GET "); ok {
			out = append(out, strings.TrimSuffix(path, "{$}"))
		}
	}
	return append(out, "/static/{name}", "/none/{such}")
}

// asks visits a page with a value in place of what its address names and of
// what one parameter says, and holds it to not being a fault of ours.
func (s *site) asks(t testing.TB, pattern, value, parameter, said string) {
	t.Helper()
	r := httptest.NewRequest("GET", "/", nil)
	path := placeholder.ReplaceAllLiteralString(pattern, value)
	r.URL = &url.URL{Path: path, RawPath: placeholder.ReplaceAllLiteralString(pattern, url.PathEscape(value)), RawQuery: url.Values{parameter: {said}}.Encode()}
	r.RequestURI = r.URL.RequestURI()
	if res := s.do(r); res.StatusCode >= http.StatusInternalServerError {
		t.Errorf("GET %.200q: %d", r.RequestURI, res.StatusCode)
	}
}

// TestMalformedAddresses puts into each address, in turn, what does not belong
// there. No page may answer with a fault of ours.
func TestMalformedAddresses(t *testing.T) {
	s, claim := newSite(t), ""
	claim = s.load("bogota-2019")
	for n, pattern := range addresses(s.pages) {
		for i, value := range hostile {
			s.asks(t, pattern, value, asked[(n+i)%len(asked)], hostile[(3*i+n)%len(hostile)])
		}
		if strings.HasPrefix(pattern, "/claims/{slug}") {
			for i, value := range hostile {
				s.asks(t, strings.Replace(pattern, "{slug}", claim, 1), value, asked[i%len(asked)], hostile[(i+n)%len(hostile)])
			}
		}
	}
	for _, parameter := range asked {
		for _, value := range hostile {
			s.asks(t, "/", "", parameter, value)
			s.asks(t, "/search", "", parameter, value)
		}
	}
}

// FuzzAddress does the same with whatever comes.
func FuzzAddress(f *testing.F) {
	s := newSite(f)
	all := addresses(s.pages)
	for i, value := range hostile {
		f.Add(uint(i), value, uint(i), hostile[len(hostile)-1-i])
	}
	f.Fuzz(func(t *testing.T, pattern uint, value string, parameter uint, said string) {
		s.asks(t, all[pattern%uint(len(all))], value, asked[parameter%uint(len(asked))], said)
	})
}
