package browser

import (
	"net/http"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// A pasted text is taken in while one looks on, its document shows what was
// read in it, its claim comes to the desk, and search finds it.
func TestAddAndSearch(t *testing.T) {
	t.Parallel()
	b := newTab(t, serve(t, newBench(t), "ana"))
	b.open("/add", http.StatusOK)
	b.do(fill("[name=title]", report.Title), fill("[name=outlet]", report.Outlet), fill("[name=published]", report.Published),
		chromedp.SetValue(chromedp.CSS("#pasted"), report.Text))
	b.goes(click("form[action='/add/text'] button"))
	if !strings.HasPrefix(b.at(), "/add/") {
		t.Fatalf("pasting leads to %s", b.at())
	}
	b.until(`document.querySelector("#follow .tag.good") !== null`) // by itself, as work goes on
	b.shows("#follow", "1 document taken in")
	b.goes(click("#follow a[href^='/documents/']"))
	b.shows("h1", report.Title)
	b.shows("main", "Boko Haram", "Claims it reports", "Incidents it tells of")
	if n := ask[int](b, `document.querySelectorAll(".text a.m").length`); n < 5 {
		t.Errorf("%d passages are marked in the text", n)
	}
	document := b.at()

	b.goes(fill("#find", `"eastern pier"`), keys("\r"))
	b.shows("h1", "eastern pier")
	b.shows(".hits", report.Title)
	if marked := b.text(".hits mark"); !strings.EqualFold(marked, "eastern") && !strings.EqualFold(marked, "eastern pier") {
		t.Errorf("the passage marks %q", marked)
	}
	b.goes(click(".hits a"))
	if b.at() != document {
		t.Errorf("search leads to %s, want %s", b.at(), document)
	}
	b.goes(click("#became + h3 + .claims a, #became ~ .claims a"))
	b.shows(".kicker", "Boko Haram")
	b.shows("main", "machine-coded")
	b.goes(click(".top nav a[href='/']"))
	b.shows("table.desk", "Boko Haram")
	b.goes(fill("#find", "zebra"), keys("\r"))
	b.shows("main", "No document has all of these words")
}

// What cannot be taken in is said in plain words, and what was typed is there
// to be mended.
func TestAddFault(t *testing.T) {
	t.Parallel()
	b := newTab(t, serve(t, newBench(t), "ana"))
	b.allow = []string{"status of 422"}
	b.open("/add", http.StatusOK)
	b.do(fill("[name=title]", "Kept"), fill("[name=published]", "one fine day"), fill("#pasted", "Some words."))
	b.goes(click("form[action='/add/text'] button"))
	b.shows("#wrong", "Not added.")
	if v := ask[string](b, `document.querySelector("[name=title]").value + "|" + document.querySelector("#pasted").value.trim()`); v != "Kept|Some words." {
		t.Errorf("the form holds %q", v)
	}
}
