package chart

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/credence-project/credence"
)

var noon = time.Date(2019, 4, 2, 12, 0, 0, 0, time.UTC)

func events(label string) []Event {
	return []Event{
		{credence.Day(noon, ""), "attack", label},
		{credence.At(noon.Add(8*time.Hour), ""), "claim", label},
		{credence.Interval{To: noon.Add(20 * time.Hour)}, "report", label},
		{credence.Day(noon.AddDate(1, 0, 0), ""), "finding", label},
	}
}

// Whatever the words are, a figure is well-formed, has a title and no style of
// its own.
func TestFiguresAreWellFormed(t *testing.T) {
	evil := `<script>"&'</title>`
	p := credence.Probability{P: .4, Lo: .1, Hi: .9, Word: evil}
	for name, figure := range map[string]string{
		"ladder":    Ladder([]Bar{{"H1", evil, p, true}, {evil, "b", p, false}}),
		"strip":     Strip(events(evil)),
		"trend":     Trend([]time.Time{noon, noon.AddDate(0, 1, 0)}, []Moved{{evil, []credence.Probability{p, p}}}),
		"spark":     Spark([]credence.Probability{p, p, p}, evil),
		"one point": Spark([]credence.Probability{p}, evil),
	} {
		t.Run(name, func(t *testing.T) {
			if !strings.Contains(figure, "title>") && name != "ladder" || strings.Contains(figure, "style") || strings.Contains(figure, "<script") {
				t.Errorf("got %s", figure)
			}
			d := xml.NewDecoder(strings.NewReader(figure))
			for {
				_, err := d.Token()
				if errors.Is(err, io.EOF) {
					break
				}
				if err != nil {
					t.Fatalf("%v in %s", err, figure)
				}
			}
		})
	}
}

func TestStripShowsTheHoursAroundIt(t *testing.T) {
	s := Strip(events("x"))
	if strings.Count(s, "<rect") != 3 || !strings.Contains(s, "attack: 1, report: 1, claim: 1, finding: 0") {
		t.Errorf("got %s", s)
	}
	if s := Strip(events("x")[1:]); s != "" {
		t.Errorf("without an attack: %s", s)
	}
	if s := Spark(nil, ""); s != "" {
		t.Errorf("without a point: %s", s)
	}
}
