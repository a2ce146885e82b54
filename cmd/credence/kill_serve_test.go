package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/credence-project/credence/client"
)

// TestKilledServing kills the workbench right after it acknowledged what was
// handed in: the next one takes all of it in.
func TestKilledServing(t *testing.T) {
	const total = 40
	dir := t.TempDir()
	program := filepath.Join(dir, "credence")
	if out, err := exec.Command("go", "build", "-o", program, ".").CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	start := func() (*client.Client, *exec.Cmd) {
		c := exec.Command(program, "serve", "--listen", "127.0.0.1:0")
		c.Env = append(os.Environ(), "CREDENCE_DB="+filepath.Join(dir, "credence.db"))
		out, err := c.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { c.Process.Kill(); c.Wait() })
		line, err := bufio.NewReader(out).ReadString('\n')
		if err != nil {
			t.Fatal(err)
		}
		return client.New(strings.TrimSpace(line), client.Options{}), c
	}
	ctx, stop := context.WithTimeout(t.Context(), 3*time.Minute) // if something is lost, it would wait for ever
	defer stop()

	c, running := start()
	tasks := map[string]bool{}
	for i := range total {
		task, err := c.AddText(ctx, client.Text{Title: fmt.Sprint("Report ", i), Text: fmt.Sprintf("A fire broke out in warehouse %d by the river.", i)})
		if err != nil {
			t.Fatal(err)
		}
		tasks[task.ID] = true
	}
	running.Process.Kill()
	running.Wait() // killed: the error is expected

	c, _ = start()
	all := errors.New("all of it is there")
	err := c.Follow(ctx, "0", func(string, client.Change) error {
		list, err := client.All(func(after string) (client.Page[client.Source], error) {
			return c.Documents(ctx, client.DocumentQuery{Bounds: client.Bounds{After: after}})
		})
		if err == nil && len(list) == total {
			return all
		}
		return err
	})
	if !errors.Is(err, all) || len(tasks) != total {
		t.Errorf("%d were acknowledged; following what became of them: %v", len(tasks), err)
	}
}
