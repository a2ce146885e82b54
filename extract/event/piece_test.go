package event

import (
	"strings"
	"testing"
	"time"

	"github.com/credence-project/credence"
)

// Pieces must make up the text, none longer than it may be.
func TestPiece(t *testing.T) {
	for name, text := range map[string]string{
		"short": "a bomb", "sentences": strings.Repeat("A bomb exploded. ", 9000), "one word": strings.Repeat("a", 3*pieceSize),
		"marks": strings.Repeat("\u200f", pieceSize), "broken": strings.Repeat("\xe2", 2*pieceSize),
	} {
		rest := text
		for rest != "" {
			head := Piece(rest, pieceSize)
			if head == "" || len(head) > pieceSize || !strings.HasPrefix(rest, head) {
				t.Fatalf("%s: piece of %d bytes of %d", name, len(head), len(rest))
			}
			rest = rest[len(head):]
		}
	}
}

// What a text tells far behind its beginning must be found where it stands.
func TestReadLong(t *testing.T) {
	filler := strings.Repeat("The council met and spoke about the price of bread. ", 2*pieceSize/50)
	text := filler + "\n\n" + modern + "\n\n" + filler
	list := newReader(t).Read(text, time.Date(2017, 3, 23, 9, 0, 0, 0, time.UTC))
	if len(list) == 0 || !list[0].Main || list[0].Type != "bombing" {
		t.Fatalf("%d incidents, want the bombing as the main one", len(list))
	}
	m := list[0]
	for _, s := range append(spansOf(&m), m.Span) {
		if s.Start < len(filler)-1 || s.End > len(filler)+len(modern) {
			t.Errorf("span %d-%d outside the report at %d-%d", s.Start, s.End, len(filler), len(filler)+len(modern))
		}
	}
}

func spansOf(m *credence.Mention) []credence.Span {
	out := []credence.Span{m.Place.Span}
	for i := range m.Weapons {
		out = append(out, m.Weapons[i].Span)
	}
	for i := range m.Targets {
		out = append(out, m.Targets[i].Span)
	}
	for i := range m.Perpetrators {
		out = append(out, m.Perpetrators[i].Span)
	}
	return out
}

// BenchmarkReadLine reads ten megabytes on one line, an attack in every
// sentence.
func BenchmarkReadLine(b *testing.B) {
	const said = "Gunmen shot dead two farmers near Tarma on Monday and burned their truck, the army said. "
	text := strings.Repeat(said, 10<<20/len(said))
	x := newReader(b)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		x.Read(text, time.Date(2017, 3, 23, 9, 0, 0, 0, time.UTC))
	}
}
