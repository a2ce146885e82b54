package workbench

import (
	"context"
	"fmt"
	"strings"

	"github.com/credence-project/credence"
)

// Passage points at words of a document, named by the beginning of its
// identifier; without words it points at the whole. Blanks and the ends of
// lines count alike. It is an InputError if the words do not stand there.
func (w *Workbench) Passage(ctx context.Context, document, words string) (credence.Quote, error) {
	id, err := w.DB.Resolve(ctx, document)
	if err != nil {
		return credence.Quote{}, err
	}
	q := credence.Quote{Document: credence.DocumentID(id)}
	d, err := w.DB.Document(ctx, q.Document)
	if err != nil {
		return q, err
	}
	parts := strings.Fields(strings.Trim(strings.TrimSpace(words), `"“”`))
	if len(parts) == 0 {
		return q, nil
	}
	for from := 0; ; {
		i := strings.Index(d.Text[from:], parts[0])
		if i < 0 {
			return q, &credence.InputError{Name: d.Outlet, Reason: fmt.Sprintf("does not say “%s”; copy the words as they stand there", strings.Join(parts, " "))}
		}
		start := from + i
		if end, ok := matchWords(d.Text, start, parts); ok {
			q.Span = credence.Span{Start: start, End: end}
			q.Text = q.Of(d.Text)
			return q, nil
		}
		from = start + len(parts[0])
	}
}

// matchWords reports where the words end that stand in the text from start,
// with any blanks between them.
func matchWords(text string, start int, words []string) (end int, ok bool) {
	end = start
	for i, word := range words {
		rest := text[end:]
		if i > 0 {
			trimmed := strings.TrimLeft(rest, " \t\r\n\u00a0")
			if len(trimmed) == len(rest) {
				return end, false
			}
			end += len(rest) - len(trimmed)
			rest = trimmed
		}
		if !strings.HasPrefix(rest, word) {
			return end, false
		}
		end += len(word)
	}
	return end, true
}

// VoiceNamed gives the voice of whom people call by this name: the family of
// an outlet, or the name itself.
func (w *Workbench) VoiceNamed(name string) credence.OriginID {
	return w.publishers().Outlet(name)
}
