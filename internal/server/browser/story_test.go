package browser

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/chromedp"
)

// item is the selector of the evidence that answers a question and counts.
func item(b *tab, code string) string {
	b.t.Helper()
	id := ask[string](b, fmt.Sprintf(`[...document.querySelectorAll("#evidence .question")].find(q => q.querySelector(".code").textContent === %s)?.querySelector(".item:not(.aside)")?.id ?? ""`, quoted(code)))
	if id == "" {
		b.t.Fatalf("at %s: nothing answers %s", b.path(), code)
	}
	return "#" + id
}

// lead is the middle answer of the verdict: who is behind it, and how likely.
func lead(b *tab) string { b.t.Helper(); return b.text("#verdict .lead-answer") }

// The whole way: from an empty desk to the demo, to why the verdict is what it
// is, evidence rejected and accepted, a look back, and the result taken along.
func TestStory(t *testing.T) {
	t.Parallel()
	b := newTab(t, serve(t, newBench(t), "ana"))
	b.open("/", http.StatusOK)
	b.shows("main", "No claim of responsibility is held here yet")
	b.goes(click("form[action='/demo'] button"))
	b.shows("main", "Westminster", "Why", "What this rests on")
	claim := b.at()
	b.goes(click(".top nav a[href='/']"))
	b.shows("table.desk", "Westminster", "Islamic State")
	b.goes(click("table.desk th a"))
	if b.at() != claim {
		t.Errorf("the desk leads to %s, want %s", b.at(), claim)
	}

	before := lead(b)
	at := item(b, "I02")
	decide := func(do, reason, says string) {
		t.Helper()
		if older := ".older:not([open]):has(" + at + ")"; ask[bool](b, "document.querySelector("+quoted(older)+") !== null") {
			b.do(click(older + " > summary")) // what does not count is folded away
		}
		b.do(click(at+" .act summary"), fill(at+" input[name=reason]", reason))
		b.goes(click(at + " button[value=" + do + "]"))
		b.shows("#effect", says)
		if said := ask[string](b, "document.querySelector("+quoted(at+" .decisions")+").textContent"); !strings.Contains(said, reason) {
			t.Errorf("the reason %q is not kept with it: %q", reason, said)
		}
	}
	decide("reject", "the inquest looked at something else", "Rejected.")
	b.shows("#effect", "No longer counted")
	if strings.Contains(b.text("#effect"), "stays as it was") {
		t.Error("the verdict does not move")
	}
	without := lead(b)
	if without == before {
		t.Errorf("after the rejection the verdict still says %q", before)
	}
	decide("accept", "read it again: it is the same inquest", "Accepted.")
	if again := lead(b); again != before {
		t.Errorf("after accepting it again: %q, want %q", again, before)
	}
	decide("reject", "to be sure", "Rejected.")
	b.do(chromedp.SendKeys(chromedp.CSS("#effect input[name=reason]"), "a slip"))
	b.goes(click("#effect button[value=undo]"))
	b.shows("#effect", "Taken back")
	if again := lead(b); again != before {
		t.Errorf("after taking it back: %q, want %q", again, before)
	}
	lookBack(b, claim, before)
	takeAlong(b)
}

// lookBack draws the slider to an earlier time and back.
func lookBack(b *tab, claim, now string) {
	b.t.Helper()
	b.open(claim, http.StatusOK)
	slide := func(by string) {
		b.do(chromedp.Evaluate[chromedp.Void](fmt.Sprintf(`(() => { const s = document.getElementById("as-of-slider"); s.focus(); s.value = %s; s.dispatchEvent(new Event("input", {bubbles: true})); })()`, by)))
	}
	slide("s.min")
	b.until(`document.querySelector(".asof-note") !== null && !document.body.classList.contains("busy")`)
	if then := lead(b); then == now {
		b.t.Errorf("at the first moment the verdict already says %q", then)
	}
	b.shows("#evidence", "This is a look back")
	if !strings.Contains(b.path(), "as_of=2017-03") {
		b.t.Errorf("the address of a look back is %s", b.path())
	}
	if id := ask[string](b, "document.activeElement.id"); id != "as-of-slider" {
		b.t.Errorf("after the page moved the focus is on %q", id)
	}
	slide("s.max")
	b.until(`document.querySelector(".asof-note") === null && !document.body.classList.contains("busy")`)
	if again := lead(b); again != now {
		b.t.Errorf("back to now: %q, want %q", again, now)
	}
}

// takeAlong saves each form of the export as a file.
func takeAlong(b *tab) {
	b.t.Helper()
	dir := b.t.TempDir()
	if _, err := chromedp.CallBrowser(b.ctx, browser.SetDownloadBehavior, browser.SetDownloadBehaviorParams{
		Behavior: browser.SetDownloadBehaviorBehaviorAllowAndName, DownloadPath: dir, EventsEnabled: new(true),
		BrowserContextID: chromedp.FromContext(b.ctx).BrowserContextID,
	}); err != nil {
		b.t.Fatal(err)
	}
	b.do(click("details.menu summary"))
	b.until(`document.querySelector("details.menu").open`)
	for form, wanted := range map[string]string{
		"html": "(?i)<!doctype html>", "md": "# ", "text": "Westminster", "json": `"assessment"|"claim"`, "stix": `"type": ?"bundle"`,
		"claimreview": "ClaimReview", "gtd": "eventid", "claims": "claimant", "details": "detail", "bundle": "PK\x03\x04",
	} {
		ctx, cancel := b.within()
		progress := chromedp.BrowserEvents(ctx, browser.DownloadProgress)
		b.do(click(fmt.Sprintf("details.menu a[href*='/export/%s']", form)))
		for p, err := range progress {
			if err != nil {
				b.t.Fatalf("%s: %v", form, err)
			}
			if p.State == browser.DownloadProgressStateCanceled {
				b.t.Fatalf("%s: the browser gave it up", form)
			}
			if p.State != browser.DownloadProgressStateCompleted {
				continue
			}
			got, err := os.ReadFile(filepath.Join(dir, p.GUID))
			if err != nil {
				b.t.Fatal(err)
			}
			if !regexp.MustCompile(wanted).Match(got) {
				b.t.Errorf("%s: %d bytes without %q: %.80s", form, len(got), wanted, got)
			}
			break
		}
		cancel()
	}
}
