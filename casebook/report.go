package casebook

import (
	"fmt"
	"io"
	"slices"
	"strings"
)

// Report prints the scores as tables for a terminal.
func (s *Scores) Report(w io.Writer) {
	fmt.Fprintf(w, "cases %d, missing outputs %d %s\n", s.Cases, len(s.Missing), strings.Join(s.Missing, " "))
	f := s.Findings
	fmt.Fprintf(w, "findings            n %3d   strict %s   with acceptable %s\n", f.N, f.Strict, f.Acceptable)
	fmt.Fprintf(w, "final findings      n %3d   strict %s   with acceptable %s\n", f.FinalN, f.FinalStrict, f.FinalAcceptable)
	fmt.Fprintf(w, "before a final code n %3d   strict %s   with acceptable %s\n\n", s.NoFinal.N, s.NoFinal.Strict, s.NoFinal.Acceptable)
	fmt.Fprintf(w, "%-34s %3s  %5s  %5s  %5s  %s\n", "label H1 to H7", "n", "top-1", "Brier", "bits", "roll-ups: operational, any tie, cause, false")
	for _, part := range []struct {
		name string
		rows map[string]Ladder
	}{{"all dates", s.Labelled}, {"before a final code", s.BeforeI02}, {"final date", s.Final}} {
		reportRows(w, part.name, part.rows)
	}
	for _, name := range earlyNames {
		reportRows(w, name+" against final", s.Early[name])
	}
	fmt.Fprintf(w, "\nopen findings       n %3d   called open or insufficient %s   overcalled as H1 to H4 %s\n", s.Open.N, s.Open.Called, s.Open.Over)
	fmt.Fprintf(w, "H1 to H4 on top     n %3d   called insufficient %s\n", s.Calls.N, s.Calls.Insufficient)
	for _, name := range []string{"top hypothesis", "operational H1-H2", "any tie H1-H3", "false H5-H7"} {
		fmt.Fprintf(w, "calibration, %s:", name)
		for _, b := range s.Bins[name] {
			fmt.Fprintf(w, "  %.1f-%.1f n %d p %.2f seen %.2f", b.From, b.To, b.N, float64(b.Mean), float64(b.Observed))
		}
		fmt.Fprintln(w)
	}
	d := s.Details
	fmt.Fprintf(w, "details             n %3d   public before: accuracy %s macro F1 %s   later: accuracy %s macro F1 %s\n",
		d.N, d.PublicBefore.Accuracy, d.PublicBefore.MacroF1, d.Later.Accuracy, d.Later.MacroF1)
}

func reportRows(w io.Writer, name string, rows map[string]Ladder) {
	for _, who := range []string{"system", "prior_only", "uniform"} {
		l, ok := rows[who]
		if !ok {
			continue
		}
		var rollUps []string
		for _, u := range scoredRollUps {
			rollUps = append(rollUps, l.RollUp[u.name].Accuracy.String())
		}
		fmt.Fprintf(w, "%-22s %-11s %3d  %s  %s  %s  %s\n", name, who, l.N, l.Top1, l.Brier, l.Log, strings.Join(rollUps, "  "))
	}
}

// ReportFindings prints one line for each finding, the missed ones marked.
func (s *Scores) ReportFindings(w io.Writer) {
	for _, f := range s.Per {
		mark := "MISS"
		if f.Accept {
			mark = "acceptable"
		}
		if f.Strict {
			mark = "ok"
		}
		also := slices.Clone(f.Also)
		if len(also) == 0 {
			also = []string{"-"}
		}
		fmt.Fprintf(w, "%-28s %-10s key %-5s also %-10s top %-2s %.3f %-13s %s\n", f.Case, f.AsOf, f.Key, strings.Join(also, ","), f.Top, f.P, f.Sufficiency, mark)
	}
}
