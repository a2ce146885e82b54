package lang

import (
	"fmt"
	"testing"
)

// More words and phrases than the tables have room for at first must all be
// found again, and no others.
func TestTablesGrow(t *testing.T) {
	const many = 20_000
	a := NewAnalyser(NewVocabulary(English()))
	phrases := NewPhrases(a.vocab)
	for i := range many {
		phrases.Add(fmt.Sprintf("wort%d ende%d", i, i%97), i)
	}
	for i := 0; i < many; i += 7 {
		text := a.Analyse(fmt.Sprintf("Wort%d ende%d; wort%d wort%d", i, i%97, i, i))
		if v, n := phrases.Match(text, 0); v != i || n != 2 {
			t.Fatalf("phrase %d: Match = %d of %d tokens, want %d of 2", i, v, n, i)
		}
		if _, n := phrases.Match(text, 3); n != 0 {
			t.Fatalf("phrase %d: half of it matches %d tokens", i, n)
		}
		form := fmt.Sprintf("wort%d", i)
		if w := a.vocab.Find(form); w == 0 || w != text.Tokens[0].Word || a.vocab.Form(w) != form {
			t.Fatalf("word %q has number %d with form %q, its token %d", form, w, a.vocab.Form(w), text.Tokens[0].Word)
		}
	}
	if w := a.vocab.Find("wort-1"); w != 0 {
		t.Errorf("an unknown word has number %d", w)
	}
}
