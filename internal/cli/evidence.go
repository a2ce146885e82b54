package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/spf13/cobra"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/internal/store"
	"github.com/credence-project/credence/internal/workbench"
)

// coding is one call of the evidence commands.
type coding struct {
	*env
	claim, reason, asOf, recorded, format   string
	grade, origin, outlet, authority, known string
	quotes, supersedes                      []string
	stake, incident, own                    bool
}

func evidenceCommand(e *env) *cobra.Command {
	k := &coding{env: e}
	c := &cobra.Command{
		Use:   "evidence CLAIM",
		Short: "list the evidence on a claim, recorded and proposed; add to it, accept, reject, correct, undo",
		Long: "Lists the answers that bear on a claim: those recorded, with who decided what, and those the\n" +
			"machine proposes. Every change needs --reason, is kept with --by and the time, and can be\nundone by another entry.",
		Args: arguments(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return k.at(cmd.Context(), func(w *workbench.Workbench, at workbench.AsOf) error { return k.list(cmd.Context(), w, args[0], at) })
		},
	}
	c.PersistentFlags().StringVar(&k.asOf, "as-of", "", "look at what was known by this date or time; a date means the end of that day")
	c.Flags().StringVar(&k.recorded, "recorded", "", "leave out what was entered here after this date or time")
	formatFlag(c, &k.format, "text", "json")
	c.AddCommand(k.addCommand(), k.decideCommand("accept", credence.Accepted), k.decideCommand("reject", credence.Rejected),
		k.correctCommand(), k.undoCommand())
	return c
}

func (k *coding) addCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "add CLAIM CODE VALUE",
		Short: "answer a question of the code list: K01, I01 ...",
		Args:  arguments(3, 3),
		RunE: func(cmd *cobra.Command, args []string) error {
			item, err := k.item(args[1], args[2])
			if err != nil {
				return err
			}
			return k.change(cmd.Context(), func(w *workbench.Workbench, act workbench.Act) error {
				kept, err := w.AddEvidence(cmd.Context(), args[0], item, k.incident, act)
				if err == nil {
					fmt.Fprintln(k.out, kept.ID)
				}
				return err
			})
		},
	}
	k.sourceFlags(c)
	c.Flags().StringVar(&k.outlet, "outlet", "", "who publishes it")
	c.Flags().StringVar(&k.authority, "authority", "", "what kind of source answers: court, police, press ...")
	c.Flags().StringArrayVar(&k.quotes, "quote", nil, "a passage it rests on, as DOCUMENT:FIRST-LAST in bytes, or DOCUMENT for all of it; may be repeated")
	c.Flags().StringSliceVar(&k.supersedes, "supersedes", nil, "items that it stands in place of")
	c.Flags().BoolVar(&k.stake, "stake", false, "the source gains from this answer")
	c.Flags().BoolVar(&k.incident, "incident", false, "the answer holds for every claim of the incident")
	c.Flags().BoolVar(&k.own, "coding", false, "part of your independent coding: counts in the pool and not in the common verdict")
	k.reasonFlag(c)
	return c
}

func (k *coding) sourceFlags(c *cobra.Command) {
	c.Flags().StringVar(&k.grade, "grade", "", "reliability and credibility, such as B2")
	c.Flags().StringVar(&k.origin, "origin", "", "the voice; by default that of the quoted document")
	c.Flags().StringVar(&k.known, "known-at", "", "when it could be known; by default when the quoted document came out")
}

func (k *coding) reasonFlag(c *cobra.Command) {
	c.Flags().StringVar(&k.reason, "reason", "", "why; needed for every change")
}

func (k *coding) decideCommand(verb string, status credence.Status) *cobra.Command {
	return k.itemCommand(&cobra.Command{
		Use: verb + " ID", Short: verb + " an item, recorded or proposed; the beginning of its ID is enough", Args: arguments(1, 1),
	}, func(ctx context.Context, w *workbench.Workbench, args []string, act workbench.Act) (store.Decision, error) {
		return w.Decide(ctx, k.claim, args[0], status, act)
	})
}

func (k *coding) correctCommand() *cobra.Command {
	c := k.itemCommand(&cobra.Command{
		Use: "correct ID VALUE", Short: "put another answer, grade, voice or time in place of an item", Args: arguments(2, 2),
	}, func(ctx context.Context, w *workbench.Workbench, args []string, act workbench.Act) (store.Decision, error) {
		other, err := k.item("", args[1])
		if err != nil {
			return store.Decision{}, err
		}
		return w.Correct(ctx, k.claim, args[0], func(e *credence.Evidence) {
			e.Value = other.Value
			e.Origin = cmp.Or(other.Origin, e.Origin)
			if k.grade != "" {
				e.Grade = other.Grade
			}
			if k.known != "" {
				e.KnownAt = other.KnownAt
			}
		}, act)
	})
	k.sourceFlags(c)
	return c
}

func (k *coding) undoCommand() *cobra.Command {
	return k.itemCommand(&cobra.Command{
		Use: "undo ID", Short: "take the last change of an item back, by another entry", Args: arguments(1, 1),
	}, func(ctx context.Context, w *workbench.Workbench, args []string, act workbench.Act) (store.Decision, error) {
		return w.Undo(ctx, k.claim, args[0], act)
	})
}

// itemCommand is a command that decides on an item of a claim.
func (k *coding) itemCommand(c *cobra.Command, decide func(context.Context, *workbench.Workbench, []string, workbench.Act) (store.Decision, error)) *cobra.Command {
	c.Flags().StringVar(&k.claim, "claim", "", "the claim it is about")
	k.reasonFlag(c)
	c.RunE = func(cmd *cobra.Command, args []string) error {
		if k.claim == "" {
			return usageError{errors.New("--claim: say which claim the item is about")}
		}
		return k.change(cmd.Context(), func(w *workbench.Workbench, act workbench.Act) error {
			d, err := decide(cmd.Context(), w, args, act)
			if err == nil {
				fmt.Fprintln(k.out, strings.TrimSpace(fmt.Sprintf("%s %s %s", d.Evidence, d.Status, d.Replacement)))
			}
			return err
		})
	}
	return c
}

// item reads an answer from the command line.
func (k *coding) item(code, value string) (credence.Evidence, error) {
	e := credence.Evidence{
		Code: code, Value: value, Stake: k.stake, Origin: credence.OriginID(k.origin), Outlet: k.outlet, Authority: credence.Authority(k.authority),
	}
	if k.own {
		e.Rule = workbench.RuleCoding
	}
	if k.grade != "" {
		n, err := strconv.Atoi(k.grade[1:])
		if err != nil {
			return e, usageError{fmt.Errorf("--grade %s: want a letter and a figure, such as B2", k.grade)}
		}
		e.Grade = credence.Grade{Reliability: strings.ToUpper(k.grade[:1]), Credibility: n}
	} else if code != "" {
		return e, usageError{errors.New("--grade: every answer needs one, such as B2")}
	}
	if k.known != "" {
		v, err := credence.ParseTime(k.known)
		if err != nil {
			return e, usageError{fmt.Errorf("--known-at: %w", err)}
		}
		e.KnownAt = v.To
	}
	for _, s := range k.supersedes {
		e.Supersedes = append(e.Supersedes, credence.EvidenceID(s))
	}
	for _, s := range k.quotes {
		q, err := parseQuote(s)
		if err != nil {
			return e, err
		}
		e.Quotes = append(e.Quotes, q)
	}
	return e, nil
}

func parseQuote(s string) (credence.Quote, error) {
	id, passage, some := strings.Cut(s, ":")
	q := credence.Quote{Document: credence.DocumentID(id)}
	if !some {
		return q, nil
	}
	from, to, _ := strings.Cut(passage, "-")
	var errs [2]error
	q.Start, errs[0] = strconv.Atoi(from)
	q.End, errs[1] = strconv.Atoi(to)
	if errors.Join(errs[:]...) != nil || q.Start < 0 || q.End <= q.Start {
		return q, usageError{fmt.Errorf("--quote %s: want DOCUMENT:FIRST-LAST, in bytes", s)}
	}
	return q, nil
}

// at opens the workbench and reads the moment to look from.
func (k *coding) at(ctx context.Context, do func(*workbench.Workbench, workbench.AsOf) error) error {
	at, err := k.moment(k.asOf, k.recorded)
	if err != nil {
		return err
	}
	return k.withBench(ctx, func(w *workbench.Workbench) error { return do(w, at) })
}

// change opens the workbench for somebody who gives a reason.
func (k *coding) change(ctx context.Context, do func(*workbench.Workbench, workbench.Act) error) error {
	act, err := k.act(k.reason)
	if err != nil {
		return err
	}
	return k.at(ctx, func(w *workbench.Workbench, at workbench.AsOf) error {
		act.Known = at.Known
		return do(w, act)
	})
}

func (k *coding) list(ctx context.Context, w *workbench.Workbench, claim string, at workbench.AsOf) error {
	items, err := w.Evidence(ctx, claim, at)
	if err != nil {
		return err
	}
	if k.format == "json" {
		return printLines(k.env, items)
	}
	t := k.table("ITEM", "CODE", "ANSWER", "GRADE", "VOICE", "KNOWN", "STATUS")
	for _, l := range items {
		status, by, why := string(l.Status), l.By, l.Note
		if n := len(l.Decisions); n > 0 {
			by, why = l.Decisions[n-1].By, l.Decisions[n-1].Note
		}
		switch {
		case !l.Recorded:
			status += ", not recorded"
		case why != "":
			status += " by " + by + ": " + why
		default:
			status += " by " + by
		}
		if l.Rule == workbench.RuleCoding {
			status = "coding, " + status
		}
		t.AppendRow(table.Row{l.ID, l.Code, l.Value, l.Grade, oneLine(cmp.Or(l.Outlet, string(l.Origin)), 30), l.KnownAt.UTC().Format("2006-01-02"), oneLine(status, 60)})
	}
	k.render(t, len(items), "")
	return nil
}
