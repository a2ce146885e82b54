package archtest

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/credence-project/credence/internal/testkit"
)

const module = "github.com/credence-project/credence"

// layers says which packages of this module a package may import. A key or a
// value ending in "/..." stands for a package and all below it; "." is the
// root; the longest matching key counts.
var layers = map[string][]string{
	".":                   {},
	"cmd/credence":        {"internal/cli"},
	"ingest/...":          {".", "ingest/..."},
	"lang/...":            {"."},
	"lexicon/...":         {".", "lexicon/..."},
	"extract/...":         {".", "lang", "lexicon/...", "extract/..."},
	"syndication/...":     {".", "lang"},
	"incident/...":        {".", "lang", "lexicon/..."},
	"knowledge/...":       {".", "lang"},
	"assess/...":          {"."},
	"casebook/...":        {".", "lexicon", "knowledge", "assess"},
	"series":              {"."},
	"export/...":          {".", "export/..."},
	"internal/config":     {"."},
	"internal/fetch":      {"."},
	"internal/store/...":  {".", "syndication"},
	"internal/pipeline":   {".", "ingest/...", "lang", "lexicon/...", "extract/...", "syndication", "incident", "knowledge", "assess", "casebook", "internal/fetch", "internal/store"},
	"internal/workbench":  {".", "ingest", "lexicon", "internal/fetch", "assess", "knowledge", "casebook", "syndication", "incident", "series", "export/...", "internal/store", "internal/pipeline"},
	"internal/server/...": {".", "assess", "casebook", "knowledge", "syndication", "incident", "series", "lexicon", "export/...", "client", "internal/workbench", "internal/server/..."},
	"client":              {"."},
	"internal/testkit":    {".", "internal/store"},
	"internal/archtest":   {},
	"internal/cli":        {"..."},
	"bench/...":           {"..."},
}

// allowedImpure names what a library package needs all the same: the client
// of the API is there to make requests.
var allowedImpure = map[string][]string{"client": {"net/http"}}

// doors are the only places that may read the clock, the environment or log.
var impure = []string{"database/sql", "net/http", "log", "log/slog", "os", "os/exec", "net"}

func TestImports(t *testing.T) {
	for _, f := range goFiles(t) {
		allowed, ok := rule(f.pkg)
		if !ok {
			t.Errorf("%s: package %q has no line in the table of layers", f.name, f.pkg)
			continue
		}
		for _, imp := range f.imports {
			if rest, ours := strings.CutPrefix(imp, module); ours {
				rest = strings.TrimPrefix(rest, "/")
				if rest == "" {
					rest = "."
				}
				if !matchesAny(allowed, rest) {
					t.Errorf("%s: package %q may not import %q", f.name, f.pkg, rest)
				}
			} else if library(f.pkg) && slices.Contains(impure, imp) && !slices.Contains(allowedImpure[f.pkg], imp) {
				t.Errorf("%s: library package %q may not import %q", f.name, f.pkg, imp)
			}
		}
	}
}

// TestWrapped holds every dependency to one package of ours (a package and
// those below it count as one).
func TestWrapped(t *testing.T) {
	users := map[string][]string{}
	for _, f := range goFiles(t) {
		for _, imp := range f.imports {
			first, _, _ := strings.Cut(imp, "/")
			if !strings.Contains(first, ".") || strings.HasPrefix(imp, module) {
				continue
			}
			mod := dependency(imp)
			if !slices.Contains(users[mod], f.pkg) {
				users[mod] = append(users[mod], f.pkg)
			}
		}
	}
	for mod, pkgs := range users {
		slices.Sort(pkgs)
		if len(pkgs) > 1 && !slices.Contains(shared, mod) {
			t.Errorf("%s is imported by %v: one package of ours should wrap it", mod, pkgs)
		}
	}
}

// shared are small extensions of the standard library, and compression, whose
// types need no wrapping.
var shared = []string{"golang.org/x/text", "golang.org/x/net", "golang.org/x/sync", "github.com/klauspost/compress", "github.com/google/go-cmp"}

func dependency(imp string) string {
	parts := strings.Split(imp, "/")
	n := 3
	if parts[0] == "modernc.org" || parts[0] == "pgregory.net" || parts[0] == "code.dny.dev" {
		n = 2
	}
	return strings.Join(parts[:min(n, len(parts))], "/")
}

func TestPackageComments(t *testing.T) {
	seen := map[string]bool{}
	for _, f := range goFiles(t) {
		seen[f.pkg] = seen[f.pkg] || f.doc
	}
	for pkg, ok := range seen {
		if !ok {
			t.Errorf("package %q has no package comment", pkg)
		}
	}
}

func TestNoInitAndNoClock(t *testing.T) {
	for _, f := range goFiles(t) {
		for _, bad := range f.bad {
			t.Errorf("%s: %s", f.name, bad)
		}
	}
}

func library(pkg string) bool {
	for _, p := range []string{"internal/", "cmd/", "bench/"} {
		if strings.HasPrefix(pkg, p) {
			return false
		}
	}
	return !strings.Contains(pkg, "/internal/") // programs that build data files
}

func rule(pkg string) ([]string, bool) {
	for p := pkg; ; p = path.Dir(p) {
		if p == pkg {
			if r, ok := layers[p]; ok {
				return r, true
			}
		}
		if r, ok := layers[p+"/..."]; ok {
			return r, true
		}
		if p == "." {
			return nil, false
		}
	}
}

func matchesAny(allowed []string, pkg string) bool {
	for _, a := range allowed {
		base, tree := strings.CutSuffix(a, "/...")
		if a == "..." || a == pkg || tree && (pkg == base || strings.HasPrefix(pkg, base+"/")) {
			return true
		}
	}
	return false
}

type goFile struct {
	name, pkg string
	imports   []string
	doc       bool
	bad       []string
}

func goFiles(t *testing.T) []goFile {
	t.Helper()
	root := testkit.Root(t)
	var files []goFile
	fset := token.NewFileSet()
	err := filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if n := d.Name(); n == "testdata" || n == "out" || strings.HasPrefix(n, ".") && p != root {
				return filepath.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(p, ".go") || strings.HasSuffix(p, "_test.go") {
			return nil
		}
		src, err := os.ReadFile(p)
		if err != nil {
			return err
		}
		tree, err := parser.ParseFile(fset, p, src, parser.ParseComments)
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(root, p)
		rel = filepath.ToSlash(rel)
		f := goFile{name: rel, pkg: path.Dir(rel), doc: tree.Doc != nil}
		for _, imp := range tree.Imports {
			v, _ := strconv.Unquote(imp.Path.Value)
			f.imports = append(f.imports, v)
		}
		if library(f.pkg) {
			f.bad = impurities(tree)
		}
		files = append(files, f)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// impurities finds init functions and uses of the clock.
func impurities(tree *ast.File) []string {
	var bad []string
	for _, d := range tree.Decls {
		if fn, ok := d.(*ast.FuncDecl); ok && fn.Recv == nil && fn.Name.Name == "init" {
			bad = append(bad, "init function in a library package")
		}
	}
	ast.Inspect(tree, func(n ast.Node) bool {
		sel, ok := n.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		if x, ok := sel.X.(*ast.Ident); ok && x.Name == "time" && (sel.Sel.Name == "Now" || sel.Sel.Name == "Since") {
			bad = append(bad, "reads the clock: time is an argument")
		}
		return true
	})
	return bad
}
