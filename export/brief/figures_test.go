package brief

import (
	"strings"
	"testing"

	"github.com/credence-project/credence"
)

func TestOwnVoice(t *testing.T) {
	tests := []struct {
		name, outlet, channel string
		tier                  credence.Tier
		want                  bool
	}{
		{"the claimant", "river FRONT", "", credence.TierUnknown, true},
		{"its outlet", "Front Radio", "", credence.TierUnknown, true},
		{"the channel of the claim", "Reed News", "Reed News, by post", credence.TierAuxiliary, true},
		{"part of a word of it", "Reed", "Reeds News", credence.TierAuxiliary, false},
		{"whom somebody called", "Kell Herald", "a call to the Kell Herald", credence.TierAnonymous, false},
		{"anybody", "Kell Herald", "Reed News", credence.TierAuxiliary, false},
		{"nobody", "", "", credence.TierAuxiliary, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b := Brief{Own: []string{"Front Radio"}}
			b.Assessment.Claim = credence.Claim{Claimant: "River Front", Channel: tt.channel, Tier: tt.tier}
			if got := b.OwnVoice(&credence.Document{Outlet: tt.outlet}); got != tt.want {
				t.Errorf("OwnVoice = %v", got)
			}
		})
	}
}

func TestTied(t *testing.T) {
	for _, h := range credence.Hypotheses {
		for _, s := range []credence.Sufficiency{credence.Established, credence.Likely, credence.Open, credence.Insufficient} {
			b := sample()
			b.Assessment.Top, b.Assessment.Sufficiency = h, s
			for i := range b.Assessment.Rungs {
				if b.Assessment.Rungs[i].P = 0.1; b.Assessment.Rungs[i].H == h {
					b.Assessment.Rungs[i].P = 0.14
				}
			}
			if b.Tied() {
				t.Errorf("%s %s: tied, and no rung stands out", h, s)
			}
			for i := range b.Assessment.Rungs {
				if b.Assessment.Rungs[i].H == h {
					b.Assessment.Rungs[i].P = 0.5
				}
			}
			if want := h <= credence.H3 && (s == credence.Established || s == credence.Likely); b.Tied() != want {
				t.Errorf("%s %s: tied %v", h, s, b.Tied())
			}
		}
	}
}

func TestForeknown(t *testing.T) {
	b := sample()
	b.Assessment.Details = nil
	for _, stated := range []bool{true, false} {
		for _, checkable := range []bool{true, false} {
			for _, public := range []credence.Answer{credence.Yes, credence.No, credence.Unknown} {
				for _, later := range []credence.Outcome{credence.Confirmed, credence.Contradicted, credence.Unresolved} {
					b.Assessment.Details = append(b.Assessment.Details, credence.DetailTest{Detail: credence.Detail{Stated: stated, Checkable: checkable}, PublicBefore: public, Later: later})
				}
			}
		}
	}
	if exclusive, checkable := b.Foreknown(); exclusive != 1 || checkable != 9 {
		t.Errorf("Foreknown = %d of %d, want 1 of 9", exclusive, checkable)
	}
}

// A report without an outlet is called by what else there is.
func TestFirstSeenWithoutOutlet(t *testing.T) {
	b := &Brief{Documents: []credence.Document{{ID: "d-one", Title: "Blast at the mill", Text: "A blast."}}}
	quote := credence.Quote{Document: "d-one", Span: credence.Span{End: 8}, Text: "A blast."}
	if got := firstSeen(b, credence.DetailTest{First: &credence.Sighting{Quote: quote}}); !strings.Contains(got, ", Blast at the mill: ") {
		t.Errorf("first seen %q, want the title", got)
	}
}
