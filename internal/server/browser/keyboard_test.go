package browser

import (
	"net/http"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// focused tells where the focus is, in words.
const focused = `(() => { const e = document.activeElement; return e.id || e.getAttribute("href") || e.name || e.tagName })()`

// Everything is done with keys alone.
func TestKeys(t *testing.T) {
	t.Parallel()
	b := newTab(t, serve(t, withDossier(t), "ana"))
	on := func(want string) {
		t.Helper()
		if got := ask[string](b, focused); got != want {
			t.Fatalf("at %s the focus is on %q, want %q", b.path(), got, want)
		}
	}
	b.open("/", http.StatusOK)
	b.do(keys("?"))
	b.until(`document.querySelector("dialog#keys")?.open`)
	b.shows("dialog#keys", "search", "add a document", "next, previous")
	b.do(keys(kb.Escape))
	b.until(`!document.querySelector("dialog#keys").open`)

	b.do(keys("k", chromedp.ModifierCtrl))
	on("find")
	b.goes(keys("Westminster\r"))
	b.shows("h1", "Westminster")
	b.do(keys("j"))
	on(claimAddress)
	b.do(keys("j"))
	if second := ask[string](b, focused); second == claimAddress || !strings.HasPrefix(second, "/") {
		t.Fatalf("the second j leads to %q", second)
	}
	b.do(keys("k"))
	on(claimAddress)
	b.goes(keys("\r"))
	b.shows("h1", "Westminster")

	// A reason is given and evidence rejected: to the fold of the item, into it, and on.
	before, at := lead(b), item(b, "I02")
	for range 400 {
		if ask[bool](b, `document.activeElement.matches(`+quoted(at+" .act summary")+`)`) {
			break
		}
		b.do(keys("\t"))
	}
	b.do(keys("\r"))
	b.until(`document.querySelector(` + quoted(at+" .act") + `).open`)
	b.do(keys("\t"))
	on("reason")
	b.do(keys("another inquest"), keys("\t"))
	on("do")
	b.goes(keys("\r"))
	b.shows("#effect", "Rejected.")
	if lead(b) == before {
		t.Error("the verdict does not move")
	}

	b.do(chromedp.Focus(chromedp.ID("as-of-slider")), keys(kb.Home))
	b.until(`document.querySelector(".asof-note") !== null && !document.body.classList.contains("busy")`)
	on("as-of-slider")
	b.goes(keys("i", chromedp.ModifierCtrl))
	if b.at() != "/add" {
		t.Errorf("Ctrl+I leads to %s", b.at())
	}
	b.do(keys("g"))
	b.goes(keys("m"))
	if b.at() != "/method" {
		t.Errorf("g m leads to %s", b.at())
	}
}

// stop tells of the place that the focus is at: its number among all elements,
// whether it can be seen that the focus is there, and whether anything lies
// over it.
const stop = `(() => {
  const e = document.activeElement;
  if (e === document.body) return null;
  const style = getComputedStyle(e), box = e.getBoundingClientRect();
  const top = Math.max(box.top, 0), bottom = Math.min(box.bottom, innerHeight), step = Math.min(bottom - top, 40) / 2;
  const x = Math.min(Math.max(box.left + Math.min(box.width, innerWidth) / 2, 0), innerWidth - 1);
  const hidden = (y) => {
    const over = document.elementFromPoint(x, y);
    return over !== null && !e.contains(over) && over.closest(".top, .timebar") !== null && e.closest(".top, .timebar") === null;
  };
  return {
    at: [...document.querySelectorAll("*")].indexOf(e),
    name: e.tagName.toLowerCase() + " " + (e.id || e.name || e.innerText?.trim().slice(0, 40) || ""),
    ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    inside: box.height > 0 && box.bottom > 0 && box.top < innerHeight,
    covered: [top + step, (top + bottom) / 2, bottom - step].every(hidden),
  };
})()`

type stopped struct {
	At                    int
	Name                  string
	Ring, Inside, Covered bool
}

// On every page the tab key goes through all there is, from head to foot, and
// where it is can be seen.
func TestTabOrder(t *testing.T) {
	t.Parallel()
	base := serve(t, withDossier(t), "ana")
	for _, address := range []string{"/", claimAddress, "/add", "/search?q=inquest", "/method", "/claimants/islamic-state"} {
		t.Run(address, func(t *testing.T) {
			b := newTab(t, base)
			b.open(address, http.StatusOK)
			// Fields for dates have several stops within, which count as one.
			wanted := ask[int](b, `[...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']")].filter((e) => e.checkVisibility() && !e.closest("details:not([open]) > :not(summary)")).length`)
			var last stopped
			count := 0
			for range 3 * wanted {
				b.do(keys("\t"))
				s := ask[*stopped](b, stop)
				if s == nil || count > 0 && s.At < last.At && count >= wanted {
					break
				}
				if s.At == last.At {
					continue
				}
				if s.At < last.At {
					t.Errorf("%s comes after %s", s.Name, last.Name)
				}
				if !s.Ring || !s.Inside || s.Covered {
					t.Errorf("the focus is not to be seen: %+v", *s)
				}
				last = *s
				count++
			}
			if count < wanted {
				t.Errorf("tab stops at %d of %d places, last %s", count, wanted, last.Name)
			}
		})
	}
}
