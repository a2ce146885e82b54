package browser

import (
	"net/http"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// Without JavaScript everything can be read and changed.
func TestWithoutJavaScript(t *testing.T) {
	t.Parallel()
	b := newTab(t, serve(t, newBench(t), "ana"))
	command(b, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	b.open("/", http.StatusOK)
	b.goes(click("form[action='/demo'] button"))
	if ask[bool](b, `document.getElementById("as-of-slider") !== null`) {
		t.Fatal("scripts run all the same")
	}
	before, at := lead(b), item(b, "I02")
	b.do(click(at+" .act summary"), fill(at+" input[name=reason]", "another inquest"))
	b.goes(click(at + " button[value=reject]"))
	b.shows("#effect", "Rejected.")
	if lead(b) == before {
		t.Error("the verdict does not move")
	}
	b.do(chromedp.SetValue(chromedp.CSS("#as-of"), ask[string](b, `document.querySelector("#as-of").options[0].value`)))
	b.goes(click(".timebar button"))
	b.shows(".asof-note", "Looking from")
	b.goes(click(".asof-note a"))
	if ask[bool](b, `document.querySelector(".asof-note") !== null`) {
		t.Error("the way back to now leads to a look back")
	}
	b.do(click("details.menu summary"), chromedp.WaitVisible(chromedp.CSS("details.menu a")))

	b.goes(fill("#find", "inquest"), keys("\r"))
	b.shows("h1", "inquest")
	b.open("/add", http.StatusOK)
	b.do(fill("[name=title]", report.Title), chromedp.SetValue(chromedp.CSS("#pasted"), report.Text))
	b.goes(click("form[action='/add/text'] button"))
	for range 200 { // each look asks the server again
		if ask[bool](b, `document.querySelector("#follow progress") === null`) {
			break
		}
		b.goes(click("#follow a.button"))
	}
	b.goes(click("#follow a[href^='/documents/']"))
	if got := b.text("h1"); !strings.Contains(got, "Karsund") {
		t.Errorf("the document is %q", got)
	}
}
