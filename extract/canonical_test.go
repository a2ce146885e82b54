package extract_test

import (
	"testing"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/extract"
	"github.com/credence-project/credence/lang"
	"github.com/credence-project/credence/lexicon"
)

// The plainest sentences of the trade must never be missed, whatever a model
// learnt elsewhere.
func TestPlainSentences(t *testing.T) {
	x, err := extract.New(lang.English(), lexicon.Actors())
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		text  string
		kind  credence.Kind
		actor string
	}{
		{"The ELN has claimed responsibility for the bombing.", credence.KindClaim, "ELN"},
		{"Police said the bomb killed two guards. The ELN has claimed responsibility for the bombing.", credence.KindClaim, "ELN"},
		{"A BOMB EXPLODED IN LIMA. THE SHINING PATH CLAIMED RESPONSIBILITY.", credence.KindClaim, "SHINING PATH"},
		{"Islamic State claimed responsibility for the attack.", credence.KindClaim, "Islamic State"},
		{"Boko Haram has claimed responsibility for the abduction, in a video obtained by AFP.", credence.KindClaim, "Boko Haram"},
		{"The IRA said it planted the bomb.", credence.KindClaim, "IRA"},
		{"Hamas denied responsibility for the attack on Monday.", credence.KindDenial, "Hamas"},
		{"The government blamed the Tamil Tigers for the assassination.", credence.KindAccusation, "Tamil Tigers"},
		{"No group has claimed responsibility for the shooting.", credence.KindNoClaim, ""},
	} {
		t.Run(tt.text, func(t *testing.T) {
			got := x.Extract(credence.Document{ID: "d-test", Text: tt.text}).Statements
			for _, s := range got {
				if s.Kind == tt.kind && s.Actor == tt.actor {
					return
				}
			}
			t.Errorf("got %+v, want %s by %q", got, tt.kind, tt.actor)
		})
	}
}
