package browser

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

var shots = flag.String("shots", "", "folder to put pictures of all pages into; none are made without it")

// tallest is how much of a page is in its picture, in pixels: browsers draw no
// larger one.
const tallest = 16000

// TestShots takes a picture of every page for somebody to look at: make shots.
func TestShots(t *testing.T) {
	if *shots == "" {
		t.Skip("pictures are made by make shots")
	}
	if err := os.MkdirAll(*shots, 0o755); err != nil {
		t.Fatal(err)
	}
	s := newSites(t)
	for _, p := range pages {
		t.Run(p.name, func(t *testing.T) {
			b := s.visit(t, p)
			for _, width := range widths {
				for _, scheme := range schemes {
					b.as(width, scheme)
					file := filepath.Join(*shots, fmt.Sprintf("%s-%d-%s.png", p.name, width, scheme))
					if err := os.WriteFile(file, whole(b, width), 0o644); err != nil {
						t.Fatal(err)
					}
				}
			}
		})
	}
}

// whole is a picture of the page from head to foot, in a window as tall as it
// is, so that what sticks to an edge lies where the page ends.
func whole(b *tab, width int64) []byte {
	b.t.Helper()
	height := min(ask[int64](b, "document.documentElement.scrollHeight"), tallest)
	b.do(chromedp.EmulateViewport(width, height))
	shot := command(b, cdppage.CaptureScreenshot, cdppage.CaptureScreenshotParams{
		Clip: &cdppage.Viewport{Width: float64(width), Height: float64(height), Scale: 1}, CaptureBeyondViewport: new(true),
	})
	return shot.Data
}
