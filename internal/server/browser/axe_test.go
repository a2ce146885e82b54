package browser

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/credence-project/credence/internal/testkit"
)

// axe gives the script of axe-core, which is not ours and not in the
// repository; `make axe` fetches it.
func axe(t *testing.T) string {
	t.Helper()
	script, err := os.ReadFile(filepath.Join(testkit.Root(t), "out", "axe", "node_modules", "axe-core", "axe.min.js"))
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("axe-core is not here, and this test asks it; make axe fetches it where there is npm")
	}
	if err != nil {
		t.Fatal(err)
	}
	return string(script)
}

// audit asks axe-core about the page with all its rules, the size of targets
// among them, which it leaves out unless told. Each line is a fault.
const audit = `axe.run(document, {resultTypes: ["violations"], rules: {"target-size": {enabled: true}}}).then((r) =>
  r.violations.flatMap((v) => v.nodes.slice(0, 4).map((n) => v.id + " (" + v.impact + "): " + n.html.slice(0, 160) + " -- " + n.failureSummary.replaceAll("\n", " ").slice(0, 260))))`

// Every page keeps to the rules of axe-core, in both schemes, on a phone and
// on a screen.
func TestPagesAccessible(t *testing.T) {
	script := axe(t)
	s := newSites(t)
	for _, p := range pages {
		t.Run(p.name, func(t *testing.T) {
			b := s.visit(t, p)
			b.do(chromedp.Evaluate[chromedp.Void](script))
			for _, width := range widths {
				for _, scheme := range schemes {
					b.as(width, scheme)
					for _, fault := range violations(b) {
						t.Errorf("%d px, %s: %s", width, scheme, fault)
					}
				}
			}
		})
	}
}

func violations(b *tab) []string {
	b.t.Helper()
	ctx, cancel := b.within()
	defer cancel()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[[]string](audit, chromedp.EvalAwaitPromise))
	if err != nil {
		b.t.Fatal(err)
	}
	return v
}

// A page with faults is found out.
func TestAxeFinds(t *testing.T) {
	script := axe(t)
	b := newTab(t, "data:text/html,<title>x</title><p style='color:%23ccc'>Pale<img src='data:,'><input>")
	b.do(chromedp.Navigate(b.base), chromedp.Evaluate[chromedp.Void](script))
	found := strings.Join(violations(b), "\n")
	for _, rule := range []string{"color-contrast", "image-alt", "label", "html-has-lang"} {
		if !strings.Contains(found, rule+" (") {
			t.Errorf("%s is not among what was found:\n%s", rule, fmt.Sprint(found))
		}
	}
}
