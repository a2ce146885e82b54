package main

import (
	"encoding/json"
	"fmt"
	"math/rand"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// collection takes a large collection in with the built program, as a user
// would, on all cores.
func collection(texts []string, l load, n int) ([]figure, error) {
	file := filepath.Join(l.out, "collection.jsonl")
	if err := writeCollection(file, texts, n); err != nil {
		return nil, err
	}
	db := filepath.Join(l.out, "collection.db")
	for _, old := range []string{db, db + "-wal", db + "-shm"} {
		os.Remove(old)
	}
	cmd := exec.Command(l.program, "ingest", file, "--db", db)
	cmd.Stderr = os.Stderr
	started := time.Now()
	if err := cmd.Run(); err != nil {
		return nil, fmt.Errorf("credence ingest: %w", err)
	}
	took := time.Since(started)
	usage := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	size := int64(0)
	for _, f := range []string{db, db + "-wal"} {
		if st, err := os.Stat(f); err == nil {
			size += st.Size()
		}
	}
	return []figure{
		{fmt.Sprintf("ingest of %d documents with all stages, minutes", n), fmt.Sprintf("%.1f", took.Minutes()), "10"},
		{"  most memory resident, MiB", fmt.Sprint(usage.Maxrss / 1024), "1024"},
		{"  store, bytes a document", fmt.Sprint(size / int64(n)), "-"},
	}, nil
}

// writeCollection repeats the texts, each time shortened, reordered and with
// other numbers, so that no two are the same.
func writeCollection(file string, texts []string, n int) error {
	f, err := os.Create(file)
	if err != nil {
		return err
	}
	defer f.Close()
	rng := rand.New(rand.NewSource(1))
	enc := json.NewEncoder(f)
	for i := range n {
		day := time.Date(1988, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, rng.Intn(1000))
		err := enc.Encode(map[string]string{
			"id": fmt.Sprintf("doc-%06d", i), "outlet": fmt.Sprintf("Outlet %d", rng.Intn(300)), "published_at": day.Format(time.DateOnly),
			"title": fmt.Sprintf("Report %d", i), "text": vary(texts[i%len(texts)], rng),
		})
		if err != nil {
			return err
		}
	}
	return f.Close()
}

// vary leaves out some paragraphs and changes the numbers.
func vary(text string, rng *rand.Rand) string {
	var kept []string
	for _, p := range strings.Split(text, "\n   ") {
		if rng.Intn(4) > 0 {
			kept = append(kept, p)
		}
	}
	out := []byte(strings.Join(kept, "\n\n"))
	for i, c := range out {
		if c >= '1' && c <= '9' && rng.Intn(2) == 0 {
			out[i] = '1' + byte(rng.Intn(9))
		}
	}
	return string(out)
}
