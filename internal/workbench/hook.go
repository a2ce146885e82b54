package workbench

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/export/naming"
	"github.com/credence-project/credence/internal/store"
)

// Hook is an address that is told of changes.
type Hook struct {
	ID      string    `json:"id"`
	URL     string    `json:"url"`
	Kinds   []string  `json:"kinds"`
	By      string    `json:"by"`
	Created time.Time `json:"created_at"`
	Ended   time.Time `json:"ended_at,omitzero"`
	Secret  string    `json:"secret,omitempty"` // given once, when it is registered
}

// Delivery is what a hook was told, or is still to be.
type Delivery struct {
	ID       int64     `json:"id"`
	Kind     string    `json:"kind"`
	Created  time.Time `json:"created_at"`
	Attempts int       `json:"attempts"`
	Tried    time.Time `json:"tried_at,omitzero"`
	Due      time.Time `json:"next_attempt_at,omitzero"`
	Done     bool      `json:"delivered"`
	Status   int       `json:"status,omitempty"` // of the last answer
	Fault    string    `json:"fault,omitempty"`  // why the last attempt did not succeed
}

// HookKinds are the kinds of change that a hook may ask for.
var HookKinds = []string{ChangeJudgement, ChangeVerdict}

// maxHooks bounds how many addresses are told of changes.
const maxHooks = 50

// delays are how long after a failed attempt the next one comes; after the
// last the delivery is given up.
var delays = []time.Duration{
	10 * time.Second, time.Minute, 5 * time.Minute, 30 * time.Minute, 2 * time.Hour, 6 * time.Hour, 24 * time.Hour,
}

// AddHook registers an address to be told of some kinds of change, and gives
// it with the secret that its deliveries are signed with. Whether the address
// may be reached is found out when something is delivered.
func (w *Workbench) AddHook(ctx context.Context, address string, kinds []string, by string, now time.Time) (Hook, error) {
	address = strings.TrimSpace(address)
	if err := webAddress(address); err != nil {
		return Hook{}, err
	}
	if len(address) > 2000 {
		return Hook{}, &credence.InputError{Name: "address", Reason: "is longer than 2,000 characters"}
	}
	for _, k := range kinds {
		if !slices.Contains(HookKinds, k) {
			return Hook{}, &credence.InputError{Name: "kind " + strconv.Quote(k), Reason: "want one of " + strings.Join(HookKinds, ", ")}
		}
	}
	held, err := w.DB.Hooks(ctx)
	if err != nil {
		return Hook{}, err
	}
	if len(held) >= maxHooks {
		return Hook{}, &credence.InputError{Name: "hook", Reason: fmt.Sprintf("there are %d already; remove one first", maxHooks)}
	}
	slices.Sort(kinds)
	h := store.Hook{ID: "h-" + random(10), URL: address, Kinds: slices.Compact(kinds), Secret: random(32), By: by, Created: now.UTC()}
	if err := w.DB.AddHook(ctx, h); err != nil {
		return Hook{}, err
	}
	w.hooked.Store(int64(len(held) + 1))
	out := hookOf(h)
	out.Secret = h.Secret
	return out, nil
}

func random(bytes int) string {
	b := make([]byte, bytes)
	rand.Read(b) // never fails
	return hex.EncodeToString(b)
}

func hookOf(h store.Hook) Hook {
	return Hook{ID: h.ID, URL: h.URL, Kinds: h.Kinds, By: h.By, Created: h.Created, Ended: h.Ended}
}

// Hooks gives the hooks in force, oldest first, without their secrets.
func (w *Workbench) Hooks(ctx context.Context) ([]Hook, error) {
	held, err := w.DB.Hooks(ctx)
	if err == nil {
		w.hooked.Store(int64(len(held)))
	}
	out := make([]Hook, 0, len(held))
	for _, h := range held {
		out = append(out, hookOf(h))
	}
	return out, err
}

// RemoveHook takes a hook out of force; what it was told stays in its log.
func (w *Workbench) RemoveHook(ctx context.Context, id string, now time.Time) error {
	if err := w.DB.EndHook(ctx, id, now); err != nil {
		return err
	}
	_, err := w.Hooks(ctx)
	return err
}

// Hooked is how many hooks were in force when they were looked at last.
func (w *Workbench) Hooked() int { return int(w.hooked.Load()) }

// Deliveries gives what a hook was told, newest first, a page at a time.
func (w *Workbench) Deliveries(ctx context.Context, hook, after string, limit int) ([]Delivery, string, error) {
	if _, err := w.DB.Hook(ctx, hook); err != nil {
		return nil, "", err
	}
	found, next, err := w.DB.Deliveries(ctx, hook, after, limit)
	out := make([]Delivery, 0, len(found))
	for _, d := range found {
		out = append(out, Delivery{
			ID: d.Seq, Kind: d.Kind, Created: d.Created, Attempts: d.Attempts, Tried: d.Tried, Due: d.Due,
			Done: d.Attempts > 0 && d.Due.IsZero() && d.Fault == "", Status: d.Status, Fault: d.Fault,
		})
	}
	return out, next, err
}

// TryHook queues a delivery that tells nothing, to try whether a hook is
// reached.
func (w *Workbench) TryHook(ctx context.Context, hook string, now time.Time) error {
	h, err := w.DB.Hook(ctx, hook)
	if err != nil {
		return err
	}
	if !h.Ended.IsZero() {
		return &credence.InputError{Name: hook, Reason: "was removed"}
	}
	trial := Change{Kind: ChangeTrial, At: now.UTC(), Text: "a trial: nothing changed"}
	body, err := json.Marshal(trial)
	if err != nil {
		return err
	}
	_, err = w.DB.AddDeliveries(ctx, store.Delivery{Hook: hook, Kind: ChangeTrial, Body: string(body), Created: now})
	w.Changes.Tell(trial)
	return err
}

// tell tells a change to the followers, and queues it for the hooks.
func (w *Workbench) tell(ctx context.Context, change Change) error {
	shown, err := w.told(ctx, change)
	if err != nil {
		change.Text, change.Verdict = "", nil // what follows up the change needs neither
		w.Changes.Tell(change)
		return err
	}
	change = shown
	defer w.Changes.Tell(change)
	hooks, err := w.DB.Hooks(ctx)
	if err != nil || len(hooks) == 0 {
		return err
	}
	body, err := json.Marshal(change)
	if err != nil {
		return err
	}
	_, err = w.DB.AddDeliveries(ctx, store.Delivery{Kind: change.Kind, Body: string(body), Created: change.At})
	return err
}

// told is a change as it may be told, also to hooks outside: without the names
// that are kept out.
func (w *Workbench) told(ctx context.Context, change Change) (Change, error) {
	if change.Claim == "" {
		return change, nil
	}
	names, err := w.namesNow(ctx, string(change.Claim))
	if errors.Is(err, credence.ErrNotFound) {
		return change, nil
	}
	if err != nil {
		return change, err
	}
	return naming.Through(names.Gate(), change)
}

// Courier is what hooks are told through.
type Courier struct {
	// Post hands a body to an address and gives the status that answers it; it
	// is what keeps deliveries from addresses inside.
	Post  func(ctx context.Context, address string, header http.Header, body []byte) (int, error)
	Now   func() time.Time
	Fault func(error) // told of faults of the store; may be nil
}

// Run works in the background until ctx ends: whenever a person changed what a
// verdict rests on, it judges the claim again and keeps the verdict, and it
// delivers to the hooks what they are to be told. Neither waits for the other.
func (w *Workbench) Run(ctx context.Context, c Courier) {
	news := w.Changes.Follow(-1)
	wake := make(chan struct{}, 1)
	fault := func(err error) {
		if err != nil && c.Fault != nil && ctx.Err() == nil {
			c.Fault(err)
		}
	}
	var both sync.WaitGroup
	both.Go(func() { w.keepUp(ctx, news, wake, fault) })
	both.Go(func() { w.courier(ctx, c, wake, fault) })
	both.Wait()
}

// keepUp follows up each change, and wakes the courier after it.
func (w *Workbench) keepUp(ctx context.Context, news *Follower, wake chan<- struct{}, fault func(error)) {
	defer func() { news.Close() }()
	var last int64
	do := func(change Change) {
		fault(w.followUp(ctx, change))
		last = change.Seq
		select {
		case wake <- struct{}{}:
		default: // it is about to look
		}
	}
	for {
		select {
		case <-ctx.Done():
			return
		case change, open := <-news.News():
			if open {
				do(change)
				continue
			}
			news = w.Changes.Follow(last) // more came than was kept for us
			for _, missed := range news.Missed {
				do(missed)
			}
		}
	}
}

// courier delivers what is due, as it falls due.
func (w *Workbench) courier(ctx context.Context, c Courier, wake <-chan struct{}, fault func(error)) {
	for ctx.Err() == nil {
		next, err := w.deliver(ctx, c)
		fault(err)
		timer := time.NewTimer(untilNext(next, c.Now()))
		select {
		case <-ctx.Done():
		case <-timer.C:
		case <-wake:
		}
		timer.Stop()
	}
}

// untilNext is how long to wait for a delivery: at most a minute, since others
// may add to the same store.
func untilNext(next, now time.Time) time.Duration {
	if next.IsZero() {
		return time.Minute
	}
	return min(max(next.Sub(now), 10*time.Millisecond), time.Minute)
}

// followUp keeps the verdicts on the claims of an incident that came out
// otherwise after a person changed what one of them rests on.
func (w *Workbench) followUp(ctx context.Context, change Change) error {
	if change.Kind != ChangeJudgement {
		return nil
	}
	c, err := w.DB.Claim(ctx, change.Claim)
	if errors.Is(err, credence.ErrNotFound) {
		return nil // it was renamed meanwhile
	}
	if err != nil {
		return err
	}
	claims, _, err := w.DB.Claims(ctx, store.ClaimQuery{Incident: c.Incident})
	if err != nil {
		return err
	}
	for _, other := range claims {
		err := w.keepNews(ctx, string(other.ID), other.ID == c.ID, Act{By: change.By, At: change.At})
		var fault *credence.InputError
		if err != nil && !errors.As(err, &fault) { // as when the claim was made later
			return err
		}
	}
	return nil
}

// deliver makes every attempt that is due, and tells when the next one is. A
// hook is told one thing after the other, and waits for no other hook.
func (w *Workbench) deliver(ctx context.Context, c Courier) (next time.Time, err error) {
	for {
		due, next, err := w.DB.Due(ctx, c.Now(), 50)
		if err != nil || len(due) == 0 {
			return next, err
		}
		byHook := map[string][]store.Delivery{}
		for _, d := range due {
			byHook[d.Hook] = append(byHook[d.Hook], d)
		}
		var all sync.WaitGroup
		faults := make(chan error, len(byHook))
		for hook, list := range byHook {
			all.Go(func() { faults <- w.deliverTo(ctx, c, hook, list) })
		}
		all.Wait()
		close(faults)
		for err := range faults {
			if err != nil {
				return next, err
			}
		}
	}
}

// deliverTo makes the attempts that are due to one hook.
func (w *Workbench) deliverTo(ctx context.Context, c Courier, hook string, due []store.Delivery) error {
	h, err := w.DB.Hook(ctx, hook)
	if err != nil {
		return err
	}
	for _, d := range due {
		w.attempt(ctx, c, h, &d)
		if ctx.Err() != nil {
			return ctx.Err() // it is made again after the restart
		}
		if err := w.DB.SaveAttempt(ctx, d); err != nil {
			return err
		}
	}
	return nil
}

// attempt hands a delivery over and notes how that went.
func (w *Workbench) attempt(ctx context.Context, c Courier, h store.Hook, d *store.Delivery) {
	now := c.Now().UTC()
	body := []byte(d.Body)
	header := http.Header{
		"Content-Type":       {"application/json"},
		"Credence-Event":     {d.Kind},
		"Credence-Delivery":  {h.ID + "." + strconv.FormatInt(d.Seq, 10)},
		"Credence-Signature": {Sign(h.Secret, now, body)},
	}
	status, err := c.Post(ctx, h.URL, header, body)
	d.Attempts++
	d.Tried, d.Status, d.Fault, d.Due = now, status, "", time.Time{}
	if err == nil {
		return
	}
	var fault *credence.InputError
	d.Fault = "not delivered"
	if errors.As(err, &fault) {
		d.Fault = fault.Reason
	}
	if d.Attempts <= len(delays) {
		d.Due = now.Add(delays[d.Attempts-1])
	}
}

// Sign gives the signature of a delivery, "t=1514764800,v1=<hex>": the
// HMAC-SHA256 under the hook's secret of the time in seconds, a full stop and
// the body.
func Sign(secret string, at time.Time, body []byte) string {
	t := strconv.FormatInt(at.Unix(), 10)
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(t + "."))
	mac.Write(body)
	return "t=" + t + ",v1=" + hex.EncodeToString(mac.Sum(nil))
}
