package guard

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestLimiter(t *testing.T) {
	now := time.Date(2019, 5, 1, 12, 0, 0, 0, time.UTC)
	l := newLimiter(Rate{Burst: 3, Every: time.Second})
	for _, tt := range []struct {
		name  string
		after time.Duration
		key   string
		ok    bool
	}{
		{"first", 0, "a", true}, {"second", 0, "a", true}, {"third", 0, "a", true}, {"too many", 0, "a", false},
		{"somebody else", 0, "b", true},
		{"almost", 999 * time.Millisecond, "a", false}, {"one again", time.Millisecond, "a", true}, {"only one", 0, "a", false},
		{"all again", time.Hour, "a", true}, {"2", 0, "a", true}, {"3", 0, "a", true}, {"and no more", 0, "a", false},
	} {
		now = now.Add(tt.after)
		if ok, wait := l.allow(tt.key, now); ok != tt.ok || ok != (wait == 0) || wait > time.Second {
			t.Errorf("%s: %v, wait %s", tt.name, ok, wait)
		}
	}
}

func TestLimiterIsBounded(t *testing.T) {
	now := time.Date(2019, 5, 1, 12, 0, 0, 0, time.UTC)
	l := newLimiter(Rate{Burst: 1, Every: time.Hour})
	for i := range 5 * maxKeys {
		l.allow(fmt.Sprint(i), now)
	}
	if n := len(l.newer) + len(l.older); n > 2*maxKeys {
		t.Errorf("%d keys are held", n)
	}
	if ok, _ := l.allow(fmt.Sprint(5*maxKeys-1), now); ok {
		t.Error("the last key was forgotten")
	}
}

// Whatever the pattern of requests, no stretch of time holds more than the
// burst and one for each step of it.
func TestLimiterHolds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := Rate{Burst: rapid.IntRange(1, 5).Draw(t, "burst"), Every: time.Second}
		l := newLimiter(r)
		now := time.Unix(0, 0)
		var taken []time.Time
		for range rapid.IntRange(1, 60).Draw(t, "requests") {
			now = now.Add(time.Duration(rapid.IntRange(0, 1500).Draw(t, "pause")) * time.Millisecond)
			if ok, _ := l.allow("a", now); ok {
				taken = append(taken, now)
			}
		}
		for i := range taken {
			for j := i; j < len(taken); j++ {
				if most := r.Burst + int(taken[j].Sub(taken[i])/r.Every); j-i+1 > most {
					t.Fatalf("%d requests within %s", j-i+1, taken[j].Sub(taken[i]))
				}
			}
		}
	})
}

func TestTooManyRequests(t *testing.T) {
	p := open(t, Options{Limits: Limits{Requests: Rate{5, time.Second}}})
	status := func() int { return do(t, p.browser(t), p.request(t, "GET", "/open", nil)).StatusCode }
	for range 5 {
		if got := status(); got != 200 {
			t.Fatalf("within the burst: %d", got)
		}
	}
	a := do(t, p.browser(t), p.request(t, "GET", "/open", nil))
	if a.StatusCode != http.StatusTooManyRequests || a.Header.Get("Retry-After") != "1" {
		t.Errorf("beyond it: %s, Retry-After %q", a.Status, a.Header.Get("Retry-After"))
	}
	p.clock.pass(time.Second)
	if got := status(); got != 200 {
		t.Errorf("a second later: %d", got)
	}
}

func TestTooManyLogins(t *testing.T) {
	p := open(t, Options{Proxied: true, TLS: true, Limits: Limits{Logins: Rate{3, time.Minute}, Passwords: Rate{5, time.Hour}}})
	tryFrom := func(address, name string) int {
		r := p.request(t, "POST", "/login", map[string][]string{"name": {name}, "password": {"wrong horse battery"}}, "X-Forwarded-For", "198.51.100.1, "+address)
		return do(t, p.browser(t), r).StatusCode
	}
	for i, tt := range []struct {
		address, name string
		want          int
	}{
		{"203.0.113.1", "ana", 401}, {"203.0.113.1", "ana", 401}, {"203.0.113.1", "ana", 401}, {"203.0.113.1", "bo", 429}, // one address
		{"203.0.113.2", "Ana", 401}, {"203.0.113.3", " ana ", 401}, {"203.0.113.4", "ana", 429}, {"203.0.113.4", "ed", 401}, // one account
		{"2001:db8::1", "x", 401}, {"2001:db8::2", "x", 401}, {"2001:db8:0:0:1::", "x", 401}, {"2001:db8::3", "y", 429}, {"2001:db8:0:1::", "y", 401},
	} {
		if got := tryFrom(tt.address, tt.name); got != tt.want {
			t.Errorf("%d: %s as %q: %d, want %d", i, tt.address, tt.name, got, tt.want)
		}
	}
	p.clock.pass(time.Minute)
	if got := tryFrom("203.0.113.1", "bo"); got != 401 {
		t.Errorf("a minute later: %d", got)
	}
}

func TestAddress(t *testing.T) {
	for _, tt := range []struct {
		proxied          bool
		remote, via, key string
	}{
		{false, "203.0.113.1:5", "198.51.100.1", "203.0.113.1"},
		{true, "127.0.0.1:5", "198.51.100.1", "198.51.100.1"},
		{true, "127.0.0.1:5", "10.0.0.1, 198.51.100.1:77", "198.51.100.1"},
		{true, "127.0.0.1:5", "[2001:db8::1]:77", "2001:db8::/64"},
		{true, "127.0.0.1:5", "", "127.0.0.1"},
		{true, "127.0.0.1:5", "secret", "unknown"},
		{false, "[::ffff:203.0.113.1]:5", "", "203.0.113.1"},
		{false, "[fe80::1%eth0]:5", "", "fe80::/64"},
		{false, "@", "", "unknown"},
	} {
		r := &http.Request{RemoteAddr: tt.remote, Header: http.Header{}}
		if tt.via != "" {
			r.Header.Set("X-Forwarded-For", tt.via)
		}
		if got := (&Guard{o: Options{Proxied: tt.proxied}}).address(r); got != tt.key {
			t.Errorf("%s via %q, proxied %v: %q, want %q", tt.remote, tt.via, tt.proxied, got, tt.key)
		}
	}
}
