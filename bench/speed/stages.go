package main

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/assess"
	"github.com/credence-project/credence/casebook"
	"github.com/credence-project/credence/extract"
	"github.com/credence-project/credence/lang"
	"github.com/credence-project/credence/lexicon"
	"github.com/credence-project/credence/syndication"
)

// readTexts cuts a file of news items at the lines that begin with an item's
// number.
func readTexts(path string) ([]string, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var texts []string
	var s strings.Builder
	for line := range strings.Lines(string(b)) {
		if strings.HasPrefix(line, "DEV-MUC3-") {
			if s.Len() > 0 {
				texts = append(texts, s.String())
			}
			s.Reset()
			continue
		}
		s.WriteString(line)
	}
	return append(texts, s.String()), nil
}

func words(texts []string) int {
	n := 0
	for _, t := range texts {
		n += len(strings.Fields(t))
	}
	return n
}

// rate is how often a second something is done, n times each round.
func rate(n int, round func()) float64 {
	r := testing.Benchmark(func(b *testing.B) {
		for b.Loop() {
			round()
		}
	})
	return float64(n) * float64(r.N) / r.T.Seconds()
}

func extraction(texts []string) ([]figure, error) {
	started := time.Now()
	x, err := extract.New(lang.English(), lexicon.Actors())
	if err != nil {
		return nil, err
	}
	start := time.Since(started)
	docs := make([]credence.Document, len(texts))
	for i, t := range texts {
		docs[i] = credence.Document{Text: t}
	}
	perSecond := rate(words(texts), func() {
		for _, d := range docs {
			x.Extract(d)
		}
	})
	return []figure{
		{"extraction, one core, words/s", fmt.Sprintf("%.0f", perSecond), "400,000"},
		{"extraction, start, ms", fmt.Sprintf("%d", start.Milliseconds()), "-"},
	}, nil
}

func signatures(texts []string) ([]figure, error) {
	perSecond := rate(len(texts), func() {
		var buf []uint32
		for _, t := range texts {
			buf = syndication.Sign(t, buf[:0])
		}
	})
	mean := words(texts) / len(texts)
	return []figure{{fmt.Sprintf("signatures, one core, documents/s of %d words", mean), fmt.Sprintf("%.0f", perSecond), "20,000 of 350"}}, nil
}

func judgement([]string) ([]figure, error) {
	c, err := casebook.Embedded("london-westminster-2017")
	if err != nil {
		return nil, err
	}
	var evidence []credence.Evidence
	for len(evidence) < 2000 {
		for _, e := range c.Coded() {
			if e.Code == "I02" && len(evidence) >= len(c.Coded()) {
				continue // a case has one final finding, not one a report
			}
			e.ID = credence.EvidenceID(credence.ContentID("e", fmt.Sprint(len(evidence))))
			e.Origin += credence.OriginID(fmt.Sprint(len(evidence) % 20))
			evidence = append(evidence, e)
		}
	}
	in := assess.Input{Claim: c.Subject(), Evidence: evidence, Prior: c.Context.PriorSet, Attack: c.Attack()}
	perSecond := rate(1, func() {
		if _, err := assess.Judge(assess.Default(), in); err != nil {
			panic(err)
		}
	})
	return []figure{{fmt.Sprintf("one assessment, %d items, %d draws, ms", len(evidence), assess.DefaultDraws), fmt.Sprintf("%.0f", 1000/perSecond), "200"}}, nil
}
