package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/credence-project/credence/casebook"
	"github.com/credence-project/credence/knowledge"
)

func main() {
	dir, out := os.Args[1], os.Args[2]
	files, _ := filepath.Glob(filepath.Join(dir, "*.json"))
	os.MkdirAll(out, 0o755)
	for _, f := range files {
		r, err := os.Open(f)
		if err != nil {
			panic(err)
		}
		c, err := casebook.Read(r, f)
		r.Close()
		if err != nil {
			panic(err)
		}
		type det struct {
			ID     string `json:"id"`
			Pub    string `json:"public_before"`
			Later  string `json:"later"`
			Reason string `json:"reason"`
			Quote  string `json:"quote"`
			By     []string
		}
		ds := []det{}
		for i, k := range c.Claims {
			for j, t := range knowledge.Test(question(c, i)) {
				d := det{k.Details[j].ID, string(t.PublicBefore), string(t.Later), t.Reason, "", nil}
				if t.First != nil {
					d.Quote = t.First.Quote.Text
				}
				for _, b := range t.LaterBy {
					d.By = append(d.By, b.Outlet+": "+b.Quote.Text)
				}
				ds = append(ds, d)
			}
		}
		rep := casebook.Replay{Evidence: propose, Draws: 500}
		o, err := rep.Run(c)
		if err != nil {
			panic(err)
		}
		ev, _ := propose(c, time.Time{})
		b, _ := json.MarshalIndent(map[string]any{"case": c.ID, "as_of": o.AsOf, "details": ds, "evidence": ev}, "", " ")
		os.WriteFile(filepath.Join(out, strings.TrimSuffix(filepath.Base(f), ".json")+".json"), b, 0o644)
	}
	fmt.Fprintln(os.Stderr, len(files))
}
