package extract

import (
	"slices"
	"testing"

	"github.com/credence-project/credence"
)

// As many attacks as the text reports are not these if their place or time is another.
func TestAsManyElsewhere(t *testing.T) {
	const news = "A bomb killed two people at a bank in Kisumu on Monday. On Tuesday gunmen shot dead a judge in Garissa. "
	for _, tt := range []struct {
		said  string
		other bool
	}{
		{"The River Front denied the two attacks in Lagos in 2011.", true},
		{"The River Front denied the two attacks of 2011.", true},
		{"The River Front has denied the two attacks in Mombasa.", true},
		{"The River Front said it had carried out the two attacks in Mombasa last year.", true},
		{"The River Front denied both attacks.", false},
		{"The River Front claimed both attacks in Kenya.", false},
		{"The River Front said it had carried out both attacks this week.", false},
		{"The River Front claimed both attacks in a message sent to a newspaper in Mombasa.", false},
	} {
		doc := credence.Document{ID: "d-report", Text: news + tt.said, Published: newsDay}
		list := extractor(t).Extract(doc).Statements
		i := slices.IndexFunc(list, func(st credence.Statement) bool {
			return st.Kind == credence.KindDenial || st.Kind == credence.KindClaim
		})
		if i < 0 || list[i].Other != tt.other || tt.other && len(list[i].Also) > 0 {
			t.Errorf("%q: %+v, want other %t", tt.said, list, tt.other)
		}
	}
}
