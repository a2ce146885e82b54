package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// tasks is the table of what is measured, in the order it is printed.
var tasks = []task{
	{"MUC-4, tst1 and tst2, F", mucReport, []measure{
		{"organisation confidence", "50", slotF("perp-org-conf")},
		{"perpetrator organisation", "60", slotF("perp-org-id")},
		{"perpetrator individual", "50", slotF("perp-ind-id")},
		{"date", "62", slotF("inc-date")},
		{"location", "62", slotF("inc-loc")},
		{"incident type", "76", slotF("inc-type")},
		{"all slots, all templates", "52", slotF("ALL TEMPLATES")},
		{"text filtering", "-", slotF("TEXT FILTERING")},
	}},
	{"statements, dev", statementsDev, []measure{
		{"strict micro F1 (trained on it)", "-", at("strict", "MICRO", "f1")},
		{"kind and place micro F1", "-", at("kind_and_place", "MICRO", "f1")},
		{"document micro F1", "-", at("document", "MICRO", "f1")},
	}},
	{"statements, dev, 5-fold cross-validated", statementsCrossed, []measure{
		{"strict micro F1", "0.88", at("strict", "MICRO", "f1")},
	}},
	{"casebook, dev, coded evidence", casebookCoded, []measure{
		{"top-1, all dates", ".840", at("labelled", "system", "top1")},
		{"Brier, all dates (lower is better)", ".300", at("labelled", "system", "brier")},
		{"log bits, all dates (lower is better)", ".873", at("labelled", "system", "log_bits")},
		{"top-1, claim + 24 h", ".70", at("early_calls_against_final", "claim+24h", "system", "top1")},
		{"Brier, claim + 24 h", ".42", at("early_calls_against_final", "claim+24h", "system", "brier")},
		{"log bits, claim + 24 h", "1.10", at("early_calls_against_final", "claim+24h", "system", "log_bits")},
		{"open findings overcalled (lower is better)", ".05", at("open", "overcalled_H1_H4")},
		{"public before, accuracy", ".80", at("details", "public_before", "accuracy")},
		{"public before, macro F1", ".78", at("details", "public_before", "macro_f1")},
		{"later, accuracy", ".70", at("details", "later", "accuracy")},
		{"later, macro F1", ".62", at("details", "later", "macro_f1")},
	}},
	{"casebook, dev, report texts alone", casebookTexts, []measure{
		{"top-1, final date", ".68", at("labelled_final", "system", "top1")},
		{"Brier, final date", ".48", at("labelled_final", "system", "brier")},
		{"Brier, claim + 24 h", ".58", at("early_calls_against_final", "claim+24h", "system", "brier")},
	}},
	{"copies, half b of the development texts", copies, []measure{
		{"precision, all transformations at medium strength", ".98", at("together", "precision")},
		{"recall, the same", ".97", at("together", "recall")},
		{"cluster F1 (B-cubed), the same", "-", at("together", "b3")},
		{"same event, own reporting, joined (lower is better)", ".01", at("same event, own reporting", "joined")},
		{"recall, same credit, 40 to 60 % rewritten", ".85", meanRecall("rewritten, same credit, ")},
		{"recall, same story number, 40 to 60 % rewritten", ".85", meanRecall("rewritten, same number, ")},
	}},
}

func copies(e *evaluation) (scores, error) {
	file := filepath.Join(e.out, "copies.json")
	if _, err := e.gorun("copies.txt", "./bench/copies", "-in", e.data, "-half", "b", "-baselines=false", "-json", file); err != nil {
		return nil, err
	}
	return readScores(file)
}

// meanRecall is the mean over the rows whose name begins so.
func meanRecall(row string) func(scores) (float64, bool) {
	return func(s scores) (float64, bool) {
		sum, n := 0.0, 0
		for name := range s {
			if !strings.HasPrefix(name, row) {
				continue
			}
			v, ok := at(name, "recall")(s)
			if !ok {
				return 0, false
			}
			sum += v
			n++
		}
		return sum / float64(max(n, 1)), n > 0
	}
}

func mucReport(e *evaluation) (scores, error) {
	dir := filepath.Join(e.data, "muc4")
	both := filepath.Join(e.out, "muc4.jsonl")
	var all []byte
	for _, set := range []string{"tst1", "tst2"} {
		path, err := e.gorun(set+".jsonl", "./bench/muc4", "-in", filepath.Join(dir, set+".txt"))
		if err != nil {
			return nil, err
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		all = append(all, b...)
	}
	if err := os.WriteFile(both, all, 0o644); err != nil {
		return nil, err
	}
	return e.score("", filepath.Join(dir, "score.py"), "--key", filepath.Join(dir, "tst1.key"), filepath.Join(dir, "tst2.key"), "--response", both, "--json")
}

func statementsDev(e *evaluation) (scores, error) { return e.statements("statements") }

func statementsCrossed(e *evaluation) (scores, error) {
	return e.statements("statements-cv", "-cv", "5", "-cut", "0.4")
}

func (e *evaluation) statements(name string, args ...string) (scores, error) {
	dir := filepath.Join(e.data, "statements")
	in := filepath.Join(dir, "dev.jsonl")
	path, err := e.gorun(name+".jsonl", append([]string{"./bench/statements", "-in", in}, args...)...)
	if err != nil {
		return nil, err
	}
	file := filepath.Join(e.out, name+".json")
	return e.score(file, filepath.Join(dir, "score.py"), in, path, "--json", file)
}

func casebookCoded(e *evaluation) (scores, error) { return e.casebook("casebook") }

func casebookTexts(e *evaluation) (scores, error) { return e.casebook("casebook-text", "--text-only") }

func (e *evaluation) casebook(name string, args ...string) (scores, error) {
	dir := filepath.Join(e.data, "casebook")
	dev, out := filepath.Join(dir, "dev"), filepath.Join(e.out, name)
	cmd := exec.Command("bin/credence", append([]string{"casebook", "run", dev, "--out", out}, args...)...)
	cmd.Stderr = os.Stderr
	if err := cmd.Run(); err != nil {
		return nil, fmt.Errorf("credence casebook run: %w", err)
	}
	file := filepath.Join(e.out, name+".json")
	return e.score(file, filepath.Join(dir, "score.py"), dev, out, "--json", file)
}
