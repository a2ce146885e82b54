// Package cli is the command line: one file per command, and the only place
// that wires the parts together. Data goes to stdout, talk to stderr; exit 0
// says done, 1 failed, 2 wrong usage.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/internal/config"
)

// Exit codes.
const (
	exitDone   = 0
	exitFailed = 1
	exitUsage  = 2
)

// env is what a command may touch of the world.
type env struct {
	in       io.Reader
	out      io.Writer // data
	err      io.Writer // talk
	now      func() time.Time
	conf     config.Config
	terminal bool // stderr is a person's screen
}

// Main runs the program with the arguments, streams and clock of the process
// and gives its exit code.
func Main() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second signal ends the program at once
	conf, err := config.Read(os.Getenv)
	e := &env{in: os.Stdin, out: os.Stdout, err: os.Stderr, now: time.Now, conf: conf, terminal: isTerminal(os.Stderr)}
	if err != nil {
		return e.fail(err)
	}
	return e.run(ctx, os.Args[1:])
}

func (e *env) run(ctx context.Context, args []string) int {
	root := e.commands()
	root.SetArgs(args)
	c, err := root.ExecuteContextC(ctx)
	var usage usageError
	if errors.As(err, &usage) {
		fmt.Fprintf(e.err, "credence: %v\nTry: %s --help\n", err, c.CommandPath())
		return exitUsage
	}
	return e.fail(err)
}

// commands is the table of commands.
func (e *env) commands() *cobra.Command {
	root := &cobra.Command{
		Use:           "credence",
		Short:         "judge a claim of responsibility for an attack",
		Long:          "Credence reads the reporting on an attack, extracts who says what about responsibility,\ntests what a claim shows against what was already public, and grades the link between\nclaimant and act. Start with: credence demo",
		Args:          cobra.ArbitraryArgs,
		RunE:          subcommandOnly,
		Version:       version(),
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	root.SetIn(e.in)
	root.SetOut(e.out)
	root.SetErr(e.err)
	root.PersistentFlags().StringVar(&e.conf.DB, "db", e.conf.DB, "the store")
	root.PersistentFlags().StringVar(&e.conf.By, "by", e.conf.By, "who acts, written beside every judgement")
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usageError{err} })
	root.CompletionOptions.HiddenDefaultCmd = true
	root.AddCommand(
		demoCommand(e), ingestCommand(e), extractCommand(e), incidentsCommand(e), claimsCommand(e), showCommand(e),
		searchCommand(e), assessCommand(e), copiesCommand(e), casebookCommand(e), ruleCommand(e),
		evidenceCommand(e), historyCommand(e), poolCommand(e), recordCommand(e), contextCommand(e), lintCommand(e),
		serveCommand(e), accountCommand(e), personCommand(e), signOffCommand(e),
		exportCommand(e), backupCommand(e), restoreCommand(e), verifyCommand(e),
	)
	for _, c := range root.Commands() {
		wrapArgs(c)
	}
	return root
}

// subcommandOnly is the run of a command that only holds others.
func subcommandOnly(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usageError{fmt.Errorf("unknown command %q", args[0])}
	}
	return cmd.Help()
}

// version is that of the module the program was built from.
func version() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "unknown"
}

// usageError marks a fault of the command line itself.
type usageError struct{ error }

func (u usageError) Unwrap() error { return u.error }

// wrapArgs makes the fault of wrong arguments a usage error.
func wrapArgs(c *cobra.Command) {
	if check := c.Args; check != nil {
		c.Args = func(cmd *cobra.Command, args []string) error {
			if err := check(cmd, args); err != nil {
				return usageError{err}
			}
			return nil
		}
	}
	for _, sub := range c.Commands() {
		wrapArgs(sub)
	}
}

// many is no bound on the number of arguments.
const many = 1 << 30

// arguments asks for a number of arguments, and says what the command wants
// where there are more or fewer.
func arguments(least, most int) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) < least || len(args) > most {
			return usageError{fmt.Errorf("want: %s", c.UseLine())}
		}
		return nil
	}
}

// errReported says that everything worth saying has been said already.
var errReported = errors.New("some inputs were refused")

// fail tells the person what went wrong and gives the exit code.
func (e *env) fail(err error) int {
	if err == nil {
		return exitDone
	}
	var input *credence.InputError
	switch {
	case errors.Is(err, errReported):
		return exitFailed
	case errors.As(err, &input):
		fmt.Fprintf(e.err, "credence: %v\n", input)
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(e.err, "credence: stopped; everything reported as taken is kept")
	default:
		fmt.Fprintf(e.err, "credence: %v\n", err)
	}
	return exitFailed
}

func isTerminal(f *os.File) bool {
	st, err := f.Stat()
	return err == nil && st.Mode()&os.ModeCharDevice != 0
}
