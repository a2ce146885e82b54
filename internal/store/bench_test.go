package store_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/internal/store"
)

// generator makes short reports of made-up words whose frequencies fall off
// as those of a language do.
type generator struct {
	random *rand.Rand
	zipf   *rand.Zipf
	made   int
}

func newGenerator(seed uint64) *generator {
	random := rand.New(rand.NewPCG(seed, 1))
	return &generator{random: random, zipf: rand.NewZipf(random, 1.1, 8, 60_000)}
}

// word gives the made-up word of a rank.
func word(rank uint64) string {
	const consonants, vowels = "bdfgklmnprstvz", "aeiou"
	var b strings.Builder
	for n := rank + 40; n > 0; n /= 70 {
		b.WriteByte(consonants[n%14])
		b.WriteByte(vowels[n/14%5])
	}
	return b.String()
}

func (g *generator) document(words int) credence.Document {
	g.made++
	var b strings.Builder
	for i := range words {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(word(g.zipf.Uint64()))
		if i%15 == 14 {
			b.WriteString(".")
		}
	}
	day := time.Date(2010, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, g.made%3000)
	return credence.Document{
		Name: strconv.Itoa(g.made), URL: fmt.Sprintf("https://news.example/%d", g.made),
		Title: "Report " + word(g.zipf.Uint64()) + " " + word(g.zipf.Uint64()), Outlet: "Outlet " + strconv.Itoa(g.made%40),
		Published: credence.Day(day, "feed"), Lang: "en", Format: "jsonl", Text: b.String(),
	}
}

func (g *generator) batch(n, words int) []credence.Document {
	docs := make([]credence.Document, n)
	for i := range docs {
		docs[i] = g.document(words)
	}
	return docs
}

// BenchmarkCorpus takes in 100,000 documents of 300 words, or as many as
// CREDENCE_DOCUMENTS says, by batches of 500, and then searches them:
//
//	go test ./internal/store -run '^$' -bench Corpus -benchtime 20x
func BenchmarkCorpus(b *testing.B) {
	total := 100_000
	if s := os.Getenv("CREDENCE_DOCUMENTS"); s != "" {
		total, _ = strconv.Atoi(s)
	}
	path := filepath.Join(b.TempDir(), "credence.db")
	fill(b, path, total)
	db, err := store.Open(b.Context(), path, store.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	for _, q := range []struct {
		name  string
		query store.SearchQuery
	}{
		{"commonest", store.SearchQuery{Words: word(0)}},
		{"two-common", store.SearchQuery{Words: word(5) + " " + word(30)}},
		{"middling", store.SearchQuery{Words: word(300)}},
		{"rare", store.SearchQuery{Words: word(9000)}},
		{"phrase", store.SearchQuery{Words: `"` + word(2) + " " + word(7) + `"`}},
		{"prefix", store.SearchQuery{Words: word(300)[:4] + "*"}},
		{"exclusion", store.SearchQuery{Words: word(300) + " -" + word(40)}},
		{"filtered", store.SearchQuery{Words: word(300), Outlet: "Outlet 3"}},
		{"newest", store.SearchQuery{Words: word(300), Newest: true}},
		{"newest-common", store.SearchQuery{Words: word(5), Newest: true}},
		{"no-words", store.SearchQuery{Outlet: "Outlet 3"}},
	} {
		b.Run("search/"+q.name, func(b *testing.B) {
			for range b.N {
				if _, err := db.Search(b.Context(), q.query); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N), "ms/search")
		})
	}
}

// fill makes a store of so many documents and reports what that took: its
// bytes once closed, the seconds spent in AddDocuments, and the largest
// resident memory of the whole process.
func fill(b *testing.B, path string, total int) {
	b.Run("ingest", func(b *testing.B) {
		if _, err := os.Stat(path); err == nil {
			return // the framework runs a benchmark several times
		}
		db, err := store.Open(b.Context(), path, store.Options{})
		if err != nil {
			b.Fatal(err)
		}
		g := newGenerator(1)
		var spent time.Duration
		text := 0
		for g.made < total {
			docs := g.batch(min(500, total-g.made), 300)
			for i := range docs {
				text += len(docs[i].Text)
			}
			began := time.Now()
			if _, err := db.AddDocuments(b.Context(), docs, began); err != nil {
				b.Fatal(err)
			}
			spent += time.Since(began)
		}
		if err := db.Close(); err != nil {
			b.Fatal(err)
		}
		info, err := os.Stat(path)
		if err != nil {
			b.Fatal(err)
		}
		fmt.Printf("ingest: %d documents, %.0f documents/s, %d bytes of text and %d bytes on disk a document, %.0f MiB resident at most\n",
			total, float64(total)/spent.Seconds(), text/total, info.Size()/int64(total), resident())
	})
}

// resident is the largest resident memory of the process in MiB, 0 where the
// system does not tell.
func resident() float64 {
	if runtime.GOOS != "linux" {
		return 0
	}
	status, _ := os.ReadFile("/proc/self/status")
	for line := range strings.Lines(string(status)) {
		if rest, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			kib, _ := strconv.Atoi(strings.Fields(rest)[0])
			return float64(kib) / 1024
		}
	}
	return 0
}
