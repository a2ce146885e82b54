package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/credence-project/credence/internal/cli"
	"github.com/credence-project/credence/internal/testkit"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"credence": func() { os.Exit(cli.Main()) }})
}

// TestScripts runs the command line as a user would. A script that begins
// with "[!shared] skip" needs the shared data, which it finds in $SHARED.
func TestScripts(t *testing.T) {
	shared := filepath.Join(filepath.Dir(testkit.Root(t)), "shared")
	testscript.Run(t, testscript.Params{
		Dir:           "testdata/script",
		UpdateScripts: testkit.Updating(),
		Setup: func(e *testscript.Env) error {
			e.Setenv("SHARED", shared)
			e.Setenv("CREDENCE_DB", filepath.Join(e.WorkDir, "credence.db"))
			e.Setenv("CREDENCE_BY", "tester")
			return nil
		},
		Condition: func(cond string) (bool, error) {
			_, err := os.Stat(shared)
			return cond == "shared" && err == nil, nil
		},
	})
}
