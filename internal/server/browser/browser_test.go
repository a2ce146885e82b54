package browser

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// patience is how long a test waits for a condition before it gives up. It is
// no measure of anything: a machine may be busy.
const patience = 2 * time.Minute

// chromium is the one browser of all tests, begun by the first that needs it;
// each tab has cookies of its own.
var chromium struct {
	once  sync.Once
	ctx   context.Context
	close func()
	err   error
}

func TestMain(m *testing.M) {
	code := m.Run()
	if chromium.close != nil {
		chromium.close()
	}
	os.Exit(code)
}

// begin starts Chromium, told to speak to nobody but this machine.
func begin() {
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
		if p, err := exec.LookPath(name); err == nil {
			path = p
			break
		}
	}
	if path == "" {
		return
	}
	o := append(chromedp.DefaultExecAllocatorOptions[:len(chromedp.DefaultExecAllocatorOptions):len(chromedp.DefaultExecAllocatorOptions)],
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("hide-scrollbars", true),
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"), chromedp.Flag("no-proxy-server", true),
	)
	alloc, stop := chromedp.NewExecAllocator(context.Background(), o...)
	ctx, cancel := chromedp.NewContext(alloc)
	chromium.ctx, chromium.close = ctx, func() { cancel(); stop() }
	chromium.err = chromedp.Do(ctx)
}

// tab is a tab of the browser on a site. It watches what the page does, and
// the test fails if that is not in order.
type tab struct {
	t    *testing.T
	ctx  context.Context
	base string

	mu     sync.Mutex
	faults []string
	allow  []string // what the console may say: a page that is refused is an error to it
}

// newTab opens a tab of its own, 1440 wide and light, and skips the test where
// there is no Chromium.
func newTab(t *testing.T, base string) *tab {
	t.Helper()
	chromium.once.Do(begin)
	if chromium.ctx == nil {
		t.Skip("Chromium is not installed, and this test drives it. On Debian: apt-get install chromium; make test does so where it may.")
	}
	if chromium.err != nil {
		t.Fatalf("starting Chromium: %v", chromium.err)
	}
	b := &tab{t: t, base: base}
	ctx, cancel := chromedp.NewContext(chromium.ctx, chromedp.WithNewBrowserContext(), chromedp.WithListener(b.watch))
	b.ctx = ctx
	t.Cleanup(func() {
		b.flush()
		cancel()
		for _, f := range b.seen() {
			t.Error(f)
		}
	})
	if err := chromedp.Do(ctx); err != nil { // the tab lasts as long as the context of its first step
		t.Fatal(err)
	}
	b.as(1440, "light")
	return b
}

// watch notes requests to elsewhere and errors on the console, which is where
// a breach of the content policy is told too.
func (b *tab) watch(ev any) {
	switch ev := ev.(type) {
	case *network.EventRequestWillBeSent:
		if a := ev.Request.URL; !strings.HasPrefix(a, b.base+"/") && !strings.HasPrefix(a, "data:") && a != "about:blank" {
			b.fault("a request leaves the machine: " + a)
		}
	case *log.EventEntryAdded:
		if ev.Entry.Level == log.EntryLevelError {
			b.fault("console: " + ev.Entry.Text + " " + ev.Entry.URL)
		}
	case *runtime.EventConsoleAPICalled:
		if ev.Type == runtime.ConsoleAPICalledTypeError || ev.Type == runtime.ConsoleAPICalledTypeAssert {
			var words []string
			for _, a := range ev.Args {
				words = append(words, string(a.Value), a.Description)
			}
			b.fault("console: " + strings.Join(words, " "))
		}
	case *runtime.EventExceptionThrown:
		e := ev.ExceptionDetails
		b.fault("exception: " + e.Text + " " + e.URL)
	}
}

func (b *tab) fault(text string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, a := range b.allow {
		if strings.Contains(text, a) {
			return
		}
	}
	b.faults = append(b.faults, text)
}

// seen gives what was not in order so far.
func (b *tab) seen() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return append([]string(nil), b.faults...)
}

// flush waits until the browser has told all it had to tell.
func (b *tab) flush() {
	if _, err := chromedp.Run(b.ctx, chromedp.Evaluate[int]("1")); err != nil {
		b.t.Logf("flush: %v", err)
	}
}

func (b *tab) within() (context.Context, context.CancelFunc) {
	return context.WithTimeout(b.ctx, patience)
}

// do takes the steps in order.
func (b *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	ctx, cancel := b.within()
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		b.t.Fatalf("at %s: %v", b.path(), err)
	}
}

// ask evaluates an expression on the page.
func ask[T any](b *tab, expression string) T {
	b.t.Helper()
	ctx, cancel := b.within()
	defer cancel()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression))
	if err != nil {
		b.t.Fatalf("at %s: %s: %v", b.path(), short(expression), err)
	}
	return v
}

// until waits for an expression to hold, on the page that is open or on one
// that the page goes to by itself.
func (b *tab) until(expression string) {
	b.t.Helper()
	ctx, cancel := b.within()
	defer cancel()
	for {
		_, err := chromedp.Run(ctx, chromedp.Poll[bool](expression, chromedp.WithPollingTimeout(patience)))
		if err == nil {
			return
		}
		if ctx.Err() != nil || !strings.Contains(err.Error(), "navigated") && !strings.Contains(err.Error(), "context") {
			b.t.Fatalf("at %s: waiting for %s: %v", b.path(), short(expression), err)
		}
	}
}

func short(s string) string { return s[:min(len(s), 300)] }

// goes takes steps that lead to another page, and waits for it to load.
func (b *tab) goes(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	ctx, cancel := b.within()
	defer cancel()
	from := b.path()
	if _, err := chromedp.RunResponse(ctx, steps...); err != nil {
		b.t.Fatalf("from %s, now at %s: %v", from, b.path(), err)
	}
}

// open goes to an address of the site, which must answer with the status.
func (b *tab) open(address string, status int64) {
	b.t.Helper()
	ctx, cancel := b.within()
	defer cancel()
	res, err := chromedp.RunResponse(ctx, chromedp.Navigate(b.base+address))
	if err != nil {
		b.t.Fatalf("%s: %v", address, err)
	}
	if res == nil || res.Status != status {
		b.t.Fatalf("%s: %+v, want status %d", address, res, status)
	}
}

// path is where the tab is, without the site.
func (b *tab) path() string {
	at, err := chromedp.Run(b.ctx, chromedp.Location())
	if err != nil {
		return err.Error()
	}
	return strings.TrimPrefix(at, b.base)
}

// at is the path alone, without query and fragment.
func (b *tab) at() string {
	u, err := url.Parse(b.path())
	if err != nil {
		b.t.Fatal(err)
	}
	return u.Path
}

// text is what a reader sees of the first element that the selector finds.
func (b *tab) text(selector string) string {
	b.t.Helper()
	return ask[string](b, fmt.Sprintf("document.querySelector(%s)?.innerText ?? '(nothing is there)'", quoted(selector)))
}

// shows fails unless what the selector finds says all of these words.
func (b *tab) shows(selector string, wanted ...string) {
	b.t.Helper()
	text := b.text(selector)
	for _, w := range wanted {
		if !strings.Contains(text, w) {
			b.t.Errorf("at %s, %s does not say %q but %q", b.path(), selector, w, text)
		}
	}
}

// click clicks in the middle of what the selector finds, as a person would who
// has scrolled there.
func click(selector string) chromedp.Action[chromedp.Void] {
	return chromedp.Steps(
		chromedp.Evaluate[chromedp.Void](fmt.Sprintf("document.querySelector(%s)?.scrollIntoView({block: 'center', behavior: 'instant'})", quoted(selector))),
		chromedp.Click(chromedp.CSS(selector), chromedp.NodeVisible),
	)
}

// fill types into a field.
func fill(selector, words string) chromedp.Action[chromedp.Void] {
	return chromedp.Steps(click(selector), chromedp.SendKeys(chromedp.CSS(selector), words))
}

// keys presses keys, wherever the focus is.
func keys(k string, modifiers ...chromedp.Modifier) chromedp.Action[chromedp.Void] {
	return chromedp.KeyEvent(k, chromedp.KeyModifiers(modifiers...))
}

// as makes the window that wide, and the scheme light or dark. Nothing moves
// of itself in a test.
func (b *tab) as(width int64, scheme string) {
	b.t.Helper()
	height, options := int64(1000), []chromedp.EmulateViewportOption(nil)
	if width < 600 {
		height, options = 740, append(options, chromedp.EmulateMobile, chromedp.EmulateTouch)
	}
	b.do(chromedp.EmulateViewport(width, height, options...))
	command(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
		{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"},
	}})
}

// command has the browser do what no step of chromedp does.
func command[P, R any](b *tab, c cdp.Command[P, R], params P) R {
	b.t.Helper()
	ctx, cancel := b.within()
	defer cancel()
	r, err := chromedp.Call(ctx, c, params)
	if err != nil {
		b.t.Fatalf("%s: %v", c.Method, err)
	}
	return r
}

func quoted(s string) string {
	q, err := json.Marshal(s)
	if err != nil {
		panic(err)
	}
	return string(q)
}
