package assess_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/assess"
)

// manyReports is evidence as 2,000 reports give it: most repeat a few answers
// of a few dozen voices.
func manyReports(n int) []credence.Evidence {
	codes := assess.Default().Codes.Codes
	out := make([]credence.Evidence, n)
	for i := range out {
		code := codes[(i*7)%len(codes)]
		out[i] = credence.Evidence{
			ID: credence.EvidenceID(fmt.Sprintf("e-%05d", i)), Claim: "c-1", Code: code.ID, Value: code.Values[(i/61)%len(code.Values)].Value,
			Grade: credence.Grade{Reliability: "B", Credibility: 1 + i%4}, Origin: credence.OriginID(fmt.Sprintf("o-%03d", i%300)),
			Authority: credence.AuthorityPress, KnownAt: noon.Add(time.Duration(i) * time.Minute), Status: credence.Accepted,
		}
	}
	return out
}

func BenchmarkJudge(b *testing.B) {
	for _, n := range []int{30, 300, 2000} {
		evidence := manyReports(n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := assess.Judge(assess.Default(), assess.Input{
					Claim: credence.Claim{ID: "c-1"}, Evidence: evidence, Prior: "active_branch", Draws: 4000,
				}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkReplay judges the evidence of one claim at 50 dates.
func BenchmarkReplay(b *testing.B) {
	evidence := manyReports(60)
	for b.Loop() {
		for i := range 50 {
			if _, err := assess.Judge(assess.Default(), assess.Input{
				Claim: credence.Claim{ID: "c-1"}, Evidence: evidence, AsOf: noon.Add(time.Duration(i+10) * time.Minute), Prior: "active_branch", Draws: 4000,
			}); err != nil {
				b.Fatal(err)
			}
		}
	}
}
