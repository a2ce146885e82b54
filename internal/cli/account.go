package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/credence-project/credence/internal/workbench"
)

func accountCommand(e *env) *cobra.Command {
	c := &cobra.Command{
		Use:   "account",
		Short: "who may use the workbench from elsewhere: add, list, change and disable accounts, make tokens",
		Long: "Accounts are needed where the workbench listens for others (credence serve --listen). Each has\n" +
			"a role, and may do what the roles before it may: reader looks; analyst adds and decides; editor\n" +
			"rules and signs off; admin keeps accounts. Passwords are asked for on a terminal, and otherwise\n" +
			"read as one line from standard input.",
		Args: cobra.ArbitraryArgs,
		RunE: subcommandOnly,
	}
	c.AddCommand(accountAdd(e), accountList(e), accountPassword(e), accountRole(e), accountToken(e), accountLog(e),
		accountSwitch(e, "disable", "end its sessions, and let nobody use it or its tokens", (*workbench.Workbench).Disable),
		accountSwitch(e, "enable", "let it be used again", (*workbench.Workbench).Enable))
	return c
}

// acting is who changes an account now.
func (e *env) acting() (workbench.Act, error) {
	if e.conf.By == "" {
		return workbench.Act{}, usageError{errors.New("--by: every change needs a name")}
	}
	return workbench.Act{By: e.conf.By, At: e.now()}, nil
}

// changeAccount does one thing on the store that is there.
func (e *env) changeAccount(ctx context.Context, done string, do func(*workbench.Workbench, workbench.Act) error) error {
	act, err := e.acting()
	if err != nil {
		return err
	}
	return e.withBench(ctx, func(w *workbench.Workbench) error {
		if err := do(w, act); err != nil {
			return err
		}
		fmt.Fprintln(e.err, done)
		return nil
	})
}

func accountAdd(e *env) *cobra.Command {
	var role string
	c := &cobra.Command{
		Use: "add NAME --role ROLE", Short: "make an account", Args: arguments(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if role == "" {
				return usageError{fmt.Errorf("--role: want one of %s", strings.Join(workbench.Roles, ", "))}
			}
			act, err := e.acting()
			if err != nil {
				return err
			}
			password, err := e.newPassword()
			if err != nil {
				return err
			}
			return e.withNewBench(cmd.Context(), func(w *workbench.Workbench) error {
				a, err := w.AddAccount(cmd.Context(), args[0], role, password, act)
				if err == nil {
					fmt.Fprintf(e.err, "account %s made, role %s\n", a.Name, a.Role)
				}
				return err
			})
		},
	}
	c.Flags().StringVar(&role, "role", "", "one of "+strings.Join(workbench.Roles, ", "))
	return c
}

func accountPassword(e *env) *cobra.Command {
	return &cobra.Command{
		Use: "password NAME", Short: "give it another password, and end its sessions", Args: arguments(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			password, err := e.newPassword()
			if err != nil {
				return err
			}
			return e.changeAccount(cmd.Context(), "password changed", func(w *workbench.Workbench, act workbench.Act) error {
				return w.SetPassword(cmd.Context(), args[0], password, act)
			})
		},
	}
}

func accountRole(e *env) *cobra.Command {
	return &cobra.Command{
		Use: "role NAME ROLE", Short: "give it another role, and end its sessions", Args: arguments(2, 2),
		RunE: func(cmd *cobra.Command, args []string) error {
			return e.changeAccount(cmd.Context(), "role changed", func(w *workbench.Workbench, act workbench.Act) error {
				return w.SetRole(cmd.Context(), args[0], args[1], act)
			})
		},
	}
}

func accountSwitch(e *env, word, short string, do func(*workbench.Workbench, context.Context, string, workbench.Act) error) *cobra.Command {
	return &cobra.Command{
		Use: word + " NAME", Short: short, Args: arguments(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return e.changeAccount(cmd.Context(), word+"d", func(w *workbench.Workbench, act workbench.Act) error {
				return do(w, cmd.Context(), args[0], act)
			})
		},
	}
}

func accountList(e *env) *cobra.Command {
	return &cobra.Command{
		Use: "list", Short: "list the accounts", Args: arguments(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return e.withBench(cmd.Context(), func(w *workbench.Workbench) error {
				accounts, err := w.Accounts(cmd.Context())
				if err != nil {
					return err
				}
				t := e.table("account", "role", "login", "made", "state")
				for _, a := range accounts {
					login, state := "none", "in use"
					switch {
					case a.Subject != "":
						login = "service"
					case a.Password:
						login = "password"
					}
					if !a.Disabled.IsZero() {
						state = "disabled " + a.Disabled.Format(time.DateOnly)
					}
					t.AppendRow(table.Row{a.Name, a.Role, login, a.Created.Format(time.DateOnly), state})
				}
				t.Render()
				return nil
			})
		},
	}
}

func accountToken(e *env) *cobra.Command {
	c := &cobra.Command{Use: "token", Short: "tokens with which programs use the API: make, list, revoke", Args: cobra.ArbitraryArgs, RunE: subcommandOnly}
	var scope, label string
	var days int
	add := &cobra.Command{
		Use: "add NAME", Short: "make a token for an account; it is printed once and kept only as a hash", Args: arguments(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return e.changeAccount(cmd.Context(), "Keep it now: it is not shown again.", func(w *workbench.Workbench, act workbench.Act) error {
				secret, _, err := w.MakeToken(cmd.Context(), args[0], label, scope, time.Duration(days)*24*time.Hour, act)
				if err == nil {
					fmt.Fprintln(e.out, secret)
				}
				return err
			})
		},
	}
	add.Flags().StringVar(&scope, "scope", "read", "the most it may do: one of "+strings.Join(workbench.Scopes, ", "))
	add.Flags().StringVar(&label, "label", "", "what it is for")
	add.Flags().IntVar(&days, "days", 90, "how long it is good for")
	c.AddCommand(add, &cobra.Command{
		Use: "revoke ID", Short: "put a token out of force", Args: arguments(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return e.changeAccount(cmd.Context(), "revoked", func(w *workbench.Workbench, act workbench.Act) error {
				return w.RevokeToken(cmd.Context(), args[0], act)
			})
		},
	}, &cobra.Command{
		Use: "list [NAME]", Short: "list tokens", Args: arguments(0, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return e.withBench(cmd.Context(), func(w *workbench.Workbench) error {
				return e.listTokens(cmd.Context(), w, strings.Join(args, ""))
			})
		},
	})
	return c
}

func (e *env) listTokens(ctx context.Context, w *workbench.Workbench, account string) error {
	tokens, err := w.Tokens(ctx, account)
	if err != nil {
		return err
	}
	t := e.table("token", "account", "scope", "label", "good until", "last used")
	for _, k := range tokens {
		until, used := k.Expires.Format(time.DateOnly), "never"
		if !k.Revoked.IsZero() {
			until = "revoked " + k.Revoked.Format(time.DateOnly)
		}
		if !k.Used.IsZero() {
			used = k.Used.Format("2006-01-02 15:04")
		}
		t.AppendRow(table.Row{k.ID, k.Account, k.Scope, k.Label, until, used})
	}
	t.Render()
	return nil
}

func accountLog(e *env) *cobra.Command {
	var what string
	var limit int
	c := &cobra.Command{
		Use: "log", Short: "who read which original and why, changed an account, logged in; the last first", Args: arguments(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return e.withBench(cmd.Context(), func(w *workbench.Workbench) error {
				list, err := w.Accesses(cmd.Context(), what, 0, limit)
				if err != nil {
					return err
				}
				t := e.table("when", "who", "what", "about", "note")
				for _, a := range list {
					t.AppendRow(table.Row{a.At.Format("2006-01-02 15:04"), a.By, a.What, a.Subject, a.Note})
				}
				t.Render()
				return nil
			})
		},
	}
	c.Flags().StringVar(&what, "what", "", "only one kind: original, account, token or login")
	c.Flags().IntVar(&limit, "limit", 100, "how many")
	return c
}

// maxLine bounds a password that is read from standard input.
const maxLine = 4096

// newPassword asks for a password, twice on a terminal.
func (e *env) newPassword() (string, error) {
	if f, ok := e.in.(*os.File); ok && isTerminal(f) {
		ask := func(prompt string) (string, error) {
			fmt.Fprint(e.err, prompt)
			b, err := term.ReadPassword(int(f.Fd()))
			fmt.Fprintln(e.err)
			return string(b), err
		}
		first, err := ask("Password: ")
		if err != nil {
			return "", err
		}
		again, err := ask("Once more: ")
		if err == nil && first != again {
			err = usageError{errors.New("the two differ")}
		}
		return first, err
	}
	line, err := bufio.NewReader(io.LimitReader(e.in, maxLine)).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return "", err
	}
	line = strings.TrimRight(line, "\r\n")
	if line == "" {
		return "", usageError{errors.New("no password came on standard input")}
	}
	return line, nil
}
