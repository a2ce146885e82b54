package casebook_test

import (
	"bytes"
	"io/fs"
	"testing"

	"github.com/credence-project/credence/assess"
	"github.com/credence-project/credence/casebook"
)

// FuzzRead reads damaged case files: whatever it accepts can be linted, turned
// into documents and claims, and judged, without a panic.
func FuzzRead(f *testing.F) {
	for _, id := range []string{"colombo-2005", "munich-oez-2016", "oslo-2011"} {
		b, err := fs.ReadFile(casebook.Folder(), id+".json")
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Add([]byte(`{"id":"x","reports":[{"id":"r1","origin":{"of":"r2"}},{"id":"r2","origin":{"of":"r1"}}]}`))
	f.Add([]byte(`{"id":"x","context":{"subject_claims":["c9"]},"evidence":[{"claim":"c9","code":"A04","value":"confirmed"}]}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		c, err := casebook.Read(bytes.NewReader(b), "fuzz")
		if err != nil {
			return
		}
		casebook.Lint(c, nil, assess.Default())
		c.Documents()
		c.Origins()
		c.AllClaims()
		times := c.Times()
		if len(times) > 2 {
			times = times[len(times)-2:]
		}
		for _, at := range times {
			// An unknown code is an error, never a panic.
			_, _ = casebook.Replay{Draws: 5}.Judge(c, at)
		}
	})
}
