package workbench

import (
	"sync"
	"time"

	"github.com/credence-project/credence"
)

// The kinds of change that are told.
const (
	ChangeDocuments = "documents" // documents were taken in
	ChangeClaims    = "claims"    // claims and incidents were gathered again
	ChangeJudgement = "judgement" // a person added evidence, decided on it, or ruled
	ChangeVerdict   = "verdict"   // a verdict was kept that differs from the one before
	ChangeWork      = "work"      // long work went on, or ended
	ChangeTrial     = "trial"     // nothing: somebody tries whether a hook is reached
)

// Change is something that was done here, told to whoever waits for it.
type Change struct {
	Seq     int64            `json:"seq,omitempty"` // grows by one with every change since the program started
	Kind    string           `json:"kind"`
	At      time.Time        `json:"at"`
	By      string           `json:"by,omitempty"`
	Claim   credence.ClaimID `json:"claim,omitempty"`
	Text    string           `json:"text,omitempty"`    // in words, for a person
	Work    *Work            `json:"work,omitempty"`    // of a change of that kind
	Verdict *VerdictChange   `json:"verdict,omitempty"` // of a change of that kind
}

// Work is how far a piece of long work has got.
type Work struct {
	ID     string `json:"id"`               // as whoever began it was told
	Stage  string `json:"stage,omitempty"`  // what is being done: "fetching", "reading", "voices", "joining"
	Done   int    `json:"done"`             // of what the stage counts
	Total  int    `json:"total,omitempty"`  // 0 where it is not known
	Ended  bool   `json:"ended"`            // nothing more will be told of it
	Failed string `json:"failed,omitempty"` // why it ended before it was done, in words
}

const (
	keptChanges    = 1024 // for followers that come back
	waitingChanges = 256  // for one follower that is slow
)

// Changes tells changes to any number of followers. It keeps the last of them
// and forgets the rest: it is news, and no record. The zero value is ready, and
// it may be used by many goroutines.
type Changes struct {
	mu        sync.Mutex
	seq       int64
	kept      []Change // the last ones, oldest first
	followers map[*Follower]bool
}

// Tell gives a change its number and hands it to every follower. It never
// waits: a follower that does not keep up is let go.
func (c *Changes) Tell(change Change) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.seq++
	change.Seq = c.seq
	if len(c.kept) == keptChanges {
		c.kept = append(c.kept[:0], c.kept[keptChanges/2:]...)
	}
	c.kept = append(c.kept, change)
	for f := range c.followers {
		select {
		case f.news <- change:
		default:
			c.drop(f)
		}
	}
}

// Last is the number of the last change, 0 if there was none.
func (c *Changes) Last() int64 {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.seq
}

// Follower receives changes.
type Follower struct {
	Missed []Change // what was told after the number it asked for, before it came
	Gap    bool     // some of what it missed is no longer kept, or never was
	news   chan Change
	from   *Changes
}

// Follow begins to follow: what comes after the change of that number, or only
// what comes from now on if it is negative. The follower must be closed.
func (c *Changes) Follow(after int64) *Follower {
	c.mu.Lock()
	defer c.mu.Unlock()
	f := &Follower{news: make(chan Change, waitingChanges), from: c}
	if after >= 0 {
		f.Gap = after > c.seq || after < c.seq-int64(len(c.kept))
		for _, k := range c.kept {
			if k.Seq > after && !f.Gap {
				f.Missed = append(f.Missed, k)
			}
		}
	}
	if c.followers == nil {
		c.followers = map[*Follower]bool{}
	}
	c.followers[f] = true
	return f
}

// News gives the changes as they are told. The channel is closed when the
// follower is closed or was let go because it did not keep up.
func (f *Follower) News() <-chan Change { return f.news }

// Close ends the following. It may be called again.
func (f *Follower) Close() {
	f.from.mu.Lock()
	defer f.from.mu.Unlock()
	f.from.drop(f)
}

// drop lets a follower go; c.mu is held.
func (c *Changes) drop(f *Follower) {
	if c.followers[f] {
		delete(c.followers, f)
		close(f.news)
	}
}
