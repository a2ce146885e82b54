package guard

import (
	"math"
	"sync"
	"time"
)

// Rate is how often something may happen: Burst times at once, and then Every
// so long.
type Rate struct {
	Burst int
	Every time.Duration
}

// maxKeys bounds the memory of a limiter: at most twice as many are held.
const maxKeys = 10_000

// limiter holds each key to a rate. What it remembers is bounded: keys are kept
// in two halves, and when the newer is full the older, with those that were not
// asked about since, is dropped.
type limiter struct {
	rate Rate

	mu           sync.Mutex
	newer, older map[string]time.Time // when the key will have all of its burst again
}

func newLimiter(r Rate) *limiter {
	return &limiter{rate: r, newer: map[string]time.Time{}, older: map[string]time.Time{}}
}

// allow takes one of the key's burst, or tells how long to wait for it.
func (l *limiter) allow(key string, now time.Time) (ok bool, wait time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	full, held := l.newer[key]
	if !held {
		full = l.older[key]
	}
	if full.Before(now) {
		full = now
	}
	full = full.Add(l.rate.Every)
	if wait := full.Sub(now) - time.Duration(l.rate.Burst)*l.rate.Every; wait > 0 {
		return false, wait
	}
	if !held && len(l.newer) >= maxKeys {
		l.newer, l.older = map[string]time.Time{}, l.newer
	}
	l.newer[key] = full
	return true, 0
}

// seconds rounds up, for the header Retry-After.
func seconds(d time.Duration) int { return int(math.Ceil(d.Seconds())) }
