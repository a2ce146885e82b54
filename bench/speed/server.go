package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// server is the built program serving a store, as a process of its own.
type server struct {
	cmd     *exec.Cmd
	address string // without the slash at the end
}

func startServer(program, db string) (*server, error) {
	cmd := exec.Command(program, "serve", "--db", db, "--listen", "127.0.0.1:0")
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	s := &server{cmd: cmd}
	lines := bufio.NewReader(out)
	line, err := lines.ReadString('\n')
	if s.address = strings.TrimSuffix(strings.TrimSpace(line), "/"); err != nil || !strings.HasPrefix(s.address, "http") {
		s.stop()
		return nil, errors.Join(fmt.Errorf("%s serve: said %q and no address", program, line), err)
	}
	go io.Copy(io.Discard, lines) // ends with the process
	return s, nil
}

func (s *server) stop() {
	s.cmd.Process.Signal(syscall.SIGINT)
	s.cmd.Wait()
}

// rest waits until the program has done what the first readers set going, such
// as judging the reference cases, for two minutes at most.
func (s *server) rest() {
	for range 120 {
		before := s.spent()
		time.Sleep(time.Second)
		if s.spent()-before < 50*time.Millisecond {
			return
		}
	}
}

// resident is the most memory that was resident, in MiB.
func (s *server) resident() int {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", s.cmd.Process.Pid))
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(b)) {
		if rest, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			n, _ := strconv.Atoi(strings.Fields(rest)[0])
			return n / 1024
		}
	}
	return 0
}

// spent is the time of processors that the program used so far.
func (s *server) spent() time.Duration {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", s.cmd.Process.Pid))
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(b), ") ") // behind the name, which may hold spaces
	fields := strings.Fields(rest)
	if len(fields) < 13 {
		return 0
	}
	const tick = 10 * time.Millisecond // of the kernel's clock for processes
	user, _ := strconv.Atoi(fields[11])
	system, _ := strconv.Atoi(fields[12])
	return time.Duration(user+system) * tick
}

func loadAverage() string {
	b, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return "unknown"
	}
	return strings.Join(strings.Fields(string(b))[:min(2, len(strings.Fields(string(b))))], " ")
}
