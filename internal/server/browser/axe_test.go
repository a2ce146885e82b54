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

// axeScript gives axe-core, which is not ours and not in the repository, or
// nothing where `make axe` did not fetch it.
func axeScript(t *testing.T) string {
	t.Helper()
	script, err := os.ReadFile(filepath.Join(testkit.Root(t), "out", "axe", "node_modules", "axe-core", "axe.min.js"))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	return string(script)
}

// audit asks axe-core about the page and makes each fault a line. All its rules
// are asked, the size of targets among them, which it leaves out unless told.
const audit = `axe.run(document, {resultTypes: ["violations"], %s}).then((r) =>
  r.violations.flatMap((v) => v.nodes.slice(0, 4).map((n) => v.id + " (" + v.impact + "): " + n.html.slice(0, 160) + " -- " + n.failureSummary.replaceAll("\n", " ").slice(0, 260))))`

// A scheme changes nothing but colours, so the second one is asked about those.
const (
	allRules    = `rules: {"target-size": {enabled: true}}`
	colourRules = `runOnly: ["cat.color"]`
)

func violations(b *tab, rules string) []string {
	b.t.Helper()
	ctx, cancel := b.within()
	defer cancel()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[[]string](fmt.Sprintf(audit, rules), chromedp.EvalAwaitPromise))
	if err != nil {
		b.t.Fatal(err)
	}
	return v
}

// A page with faults is found out.
func TestAxeFinds(t *testing.T) {
	t.Parallel()
	script := axeScript(t)
	if script == "" {
		t.Skip("axe-core is not here, so no page is held to its rules; make axe fetches it where there is npm")
	}
	b := newTab(t, "data:text/html,<title>x</title><p style='color:%23ccc'>Pale<img src='data:,'><input>")
	b.do(chromedp.Navigate(b.base), chromedp.Evaluate[chromedp.Void](script))
	found := strings.Join(violations(b, allRules), "\n")
	for _, rule := range []string{"color-contrast", "image-alt", "label", "html-has-lang"} {
		if !strings.Contains(found, rule+" (") {
			t.Errorf("%s is not among what was found:\n%s", rule, found)
		}
	}
}
