package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/syndication"
)

func copiesCommand(e *env) *cobra.Command {
	var singles bool
	c := &cobra.Command{
		Use:   "copies FILE...",
		Short: "find which documents are copies of one another and the voice they go back to; needs no store",
		Long:  "Reads documents and prints one JSON object for each group of copies: its origin with the\nreason, and each member with how it relates to the first. CREDENCE_OWNERS may name a table of who\nowns which outlet, which is read after the built-in one: id | family | outlet=domain,domain; outlet",
		Args:  arguments(1, many),
		RunE: func(cmd *cobra.Command, args []string) error {
			owners, err := e.publishers()
			if err != nil {
				return err
			}
			return e.copies(cmd.Context(), args, syndication.Options{Registry: owners, Singles: singles})
		},
	}
	c.Flags().BoolVar(&singles, "singles", false, "also print documents without copies")
	return c
}

func (e *env) copies(ctx context.Context, paths []string, o syndication.Options) error {
	var docs []credence.Document
	refused := e.readFiles(ctx, paths, func(d credence.Document) error {
		docs = append(docs, d)
		return nil
	})
	groups, err := syndication.Groups(docs, o)
	if err != nil {
		return err
	}
	if err := printLines(e, groups); err != nil {
		return err
	}
	return refused
}
