// Command credence judges claims of responsibility for attacks: it reads the
// reporting, extracts who says what, tests what a claim shows against what was
// public, and grades the link between claimant and act.
package main

import (
	"os"

	"github.com/credence-project/credence/internal/cli"
)

func main() { os.Exit(cli.Main()) }
