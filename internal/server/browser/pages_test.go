package browser

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/credence-project/credence/internal/workbench"
)

// page is a page in some state, with how it is come by.
type page struct {
	name    string
	address string
	status  int64
	empty   bool       // on a store that holds nothing
	login   bool       // on a server that asks for a login, as an admin
	folded  bool       // the next in the list is the same unfolded, and axe-core sees that
	then    func(*tab) // what is done there before it is looked at
}

const claimAddress = "/claims/islamic-state-westminster-bridge-2017-03"

// press follows the first link or button that the selector finds.
func press(selector string) func(*tab) { return func(b *tab) { b.goes(click(selector)) } }

// pages are all there are.
var pages = []page{
	{name: "desk", address: "/"},
	{name: "desk-empty", address: "/", empty: true},
	{name: "desk-nothing-found", address: "/?words=zebra"},
	{name: "claim", address: claimAddress, folded: true},
	{name: "claim-open", address: claimAddress, then: unfold},
	{name: "claim-then", address: claimAddress + "?as_of=2017-03-24"},
	{name: "claim-changed", address: claimAddress, then: func(b *tab) {
		at := item(b, "A05")
		b.do(click(at+" .act summary"), fill(at+" input[name=reason]", "to be read again"))
		b.goes(click(at + " button[value=reject]"))
	}},
	{name: "claim-machine-coded", address: "/", then: func(b *tab) { b.goes(click(".desk a[href*='boko']")) }},
	{name: "claim-people", address: claimAddress + "/people"},
	{name: "incident", address: claimAddress, then: press(".kicker a[href^='/incidents/']")},
	{name: "document", address: claimAddress, then: press("#sources a[href^='/documents/']")},
	{name: "document-pasted", address: "/search?q=pier", then: press(".hits a")},
	{name: "claimant", address: "/claimants/islamic-state"},
	{name: "casebook", address: "/casebook", then: settled},
	{name: "case", address: "/casebook", then: func(b *tab) { settled(b); b.goes(click("main a[href^='/casebook/']")) }},
	{name: "method", address: "/method", folded: true},
	{name: "method-open", address: "/method", then: unfold},
	{name: "add", address: "/add"},
	{name: "add-fault", address: "/add", then: func(b *tab) {
		b.do(fill("[name=published]", "one fine day"), fill("#pasted", "Some words."))
		b.goes(click("form[action='/add/text'] button"))
	}},
	{name: "task", address: "/add", then: press("#follow a[href^='/add/']")},
	{name: "search", address: "/search?q=attack"},
	{name: "search-nothing", address: "/search?q=zebra"},
	{name: "search-begin", address: "/search"},
	{name: "keys", address: "/", then: func(b *tab) {
		b.do(keys("?"))
		b.until("document.querySelector('dialog#keys').open")
	}},
	{name: "not-found", address: "/claims/nobody", status: http.StatusNotFound},
	{name: "login", address: "/login", login: true},
	{name: "account", address: "/account", login: true},
	{name: "accounts", address: "/accounts", login: true},
	{name: "accounts-log", address: "/accounts/log", login: true},
}

// unfold opens everything that is folded.
func unfold(b *tab) {
	ask[int](b, `document.querySelectorAll("details").forEach(d => { d.open = true; })||0`)
}

// settled waits until the reference cases are judged.
func settled(b *tab) { b.until(`document.querySelector("[data-follow]") === null`) }

// sites are the servers that the pages are looked at on.
type sites struct{ full, empty, guarded string }

const password = "correct horse battery"

func newSites(t *testing.T) sites {
	t.Helper()
	w := withDossier(t)
	act := workbench.Act{By: "ana", At: time.Now().UTC(), Reason: "to look at"}
	if _, err := w.AddAccount(t.Context(), "ana", "admin", password, act); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Intake.AddText(t.Context(), report, "ana"); err != nil {
		t.Fatal(err)
	}
	s := sites{full: serve(t, w, "ana"), empty: serve(t, newBench(t), "ana"), guarded: serve(t, w, "")}
	b := newTab(t, s.full)
	b.open("/add", http.StatusOK)
	b.until(`document.querySelector("#follow .task.done") !== null`)
	return s
}

// visit opens the page in a tab of its own.
func (s *sites) visit(t *testing.T, p page) *tab {
	t.Helper()
	base := s.full
	if p.empty {
		base = s.empty
	}
	if p.login {
		base = s.guarded
	}
	b := newTab(t, base)
	b.allow = []string{"status of 404", "status of 422"}
	if p.login && p.name != "login" {
		b.open("/login", http.StatusOK)
		b.do(fill("#name", "ana"), fill("#password", password))
		b.goes(click(".login button"))
	}
	b.open(p.address, max(p.status, http.StatusOK))
	if p.then != nil {
		p.then(b)
	}
	return b
}

var schemes = []string{"light", "dark"}
var widths = []int64{1440, 360}

// cut finds what does not fit into the width of the window. What scrolls in a
// box of its own, and is meant to, fits.
const cut = `(() => {
  const faults = [], wide = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > wide) faults.push("the page is " + document.documentElement.scrollWidth + " wide");
  const scrolls = (el) => { for (el = el.parentElement; el; el = el.parentElement) if (["auto", "scroll"].includes(getComputedStyle(el).overflowX)) return true; return false; };
  for (const el of document.body.querySelectorAll("*")) {
    const box = el.getBoundingClientRect();
    if (box.width < 2 || box.height < 2 || el.closest(".unseen, .skip") || el.ownerSVGElement || !el.checkVisibility()) continue;
    const name = el.tagName.toLowerCase() + (el.id && "#" + el.id) + [...el.classList].map((c) => "." + c).join("") + " " + JSON.stringify(el.innerText?.slice(0, 40) ?? "");
    if ((box.right > wide + 1 || box.left < -1) && !scrolls(el)) faults.push(name + " lies from " + Math.round(box.left) + " to " + Math.round(box.right));
    const overflow = getComputedStyle(el).overflowX;
    if (["hidden", "clip"].includes(overflow) && el.scrollWidth > el.clientWidth + 1 && !el.matches("svg")) faults.push(name + " is cut");
  }
  return faults.slice(0, 12);
})()`

// Every page fits a phone and a screen, where nothing scrolls sideways and
// nothing is cut, and keeps to the rules of axe-core on both, light and dark.
func TestPages(t *testing.T) {
	t.Parallel()
	script := axeScript(t)
	s := newSites(t)
	for _, p := range pages {
		t.Run(p.name, func(t *testing.T) {
			t.Parallel()
			b := s.visit(t, p)
			for _, width := range []int64{1440, 768, 360} {
				b.as(width, "light")
				if faults := ask[[]string](b, cut); len(faults) > 0 {
					t.Errorf("at %d px:\n%s", width, strings.Join(faults, "\n"))
				}
			}
			if script == "" || p.folded {
				return
			}
			b.do(chromedp.Evaluate[chromedp.Void](script))
			for _, width := range widths {
				for _, scheme := range schemes {
					rules := allRules
					if scheme == "dark" {
						rules = colourRules
					}
					b.as(width, scheme)
					for _, fault := range violations(b, rules) {
						t.Errorf("%d px, %s: %s", width, scheme, fault)
					}
				}
			}
		})
	}
}

// Changing works on a phone too.
func TestPhone(t *testing.T) {
	t.Parallel()
	b := newTab(t, serve(t, withDossier(t), "ana"))
	b.as(360, "light")
	b.open("/", http.StatusOK)
	b.goes(click("table.desk th a"))
	before, at := lead(b), item(b, "I02")
	b.do(click(at+" .act summary"), fill(at+" input[name=reason]", "another inquest"))
	b.goes(click(at + " button[value=reject]"))
	b.shows("#effect", "Rejected.")
	if lead(b) == before {
		t.Error("the verdict does not move")
	}
	if faults := ask[[]string](b, cut); len(faults) > 0 {
		t.Error(strings.Join(faults, "\n"))
	}
}

// Whoever reads with letters twice as large gets all of them so, and need not
// move the page sideways, on a telephone either.
func TestLargeLetters(t *testing.T) {
	s := newSites(t)
	for _, p := range pages {
		t.Run(p.name, func(t *testing.T) {
			b := s.visit(t, p)
			b.as(400, "light")
			if size := ask[float64](b, `(document.documentElement.style.fontSize = "200%", parseFloat(getComputedStyle(document.body).fontSize))`); size < 30 {
				t.Errorf("the text is %v pixels high, want twice 15 or more", size)
			}
			if wide := ask[int64](b, "document.documentElement.scrollWidth"); wide > 400 {
				t.Errorf("the page is %d wide", wide)
			}
		})
	}
}
