package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestKilled kills the program while it takes documents in: what it had
// reported as taken is there, and another run completes the rest.
func TestKilled(t *testing.T) {
	const total, enough = 4000, 700
	dir := t.TempDir()
	file := filepath.Join(dir, "in.jsonl")
	var lines strings.Builder
	for i := range total {
		fmt.Fprintf(&lines, "{\"id\":\"n%d\",\"title\":\"Report %d\",\"text\":\"A fire broke out in warehouse number %d by the river. Nobody was hurt, the council said.\"}\n", i, i, i)
	}
	if err := os.WriteFile(file, []byte(lines.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	program := filepath.Join(dir, "credence")
	if out, err := exec.Command("go", "build", "-o", program, ".").CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	run := func(args ...string) *exec.Cmd {
		c := exec.Command(program, args...)
		c.Env = append(os.Environ(), "CREDENCE_DB="+filepath.Join(dir, "credence.db"))
		return c
	}

	ingest := run("ingest", "--format", "json", "--take-only", file)
	stdout, err := ingest.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := ingest.Start(); err != nil {
		t.Fatal(err)
	}
	var taken []string
	for scan := bufio.NewScanner(stdout); len(taken) < enough && scan.Scan(); {
		taken = append(taken, outcomeOf(t, scan.Bytes()).ID)
	}
	ingest.Process.Kill()
	ingest.Wait() // killed: the error is expected
	if len(taken) < enough {
		t.Fatalf("only %d documents were reported before the program ended", len(taken))
	}

	again, err := run("ingest", "--format", "json", file).Output()
	if err != nil {
		t.Fatalf("second run: %v", err)
	}
	outcomes := map[string]string{}
	counts := map[string]int{}
	for line := range strings.Lines(string(again)) {
		o := outcomeOf(t, []byte(line))
		outcomes[o.ID] = o.Outcome
		counts[o.Outcome]++
	}
	for _, id := range taken {
		if outcomes[id] != "held" {
			t.Fatalf("%s was reported as taken and is %q in the second run, want held", id, outcomes[id])
		}
	}
	if counts["held"]+counts["taken"] != total {
		t.Errorf("after the second run %d documents are there, want %d", counts["held"]+counts["taken"], total)
	}
}

type outcome struct{ Outcome, ID string }

func outcomeOf(t *testing.T, line []byte) outcome {
	t.Helper()
	var o outcome
	if err := json.Unmarshal(line, &o); err != nil {
		t.Fatalf("%q: %v", line, err)
	}
	return o
}
