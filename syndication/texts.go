package syndication

import (
	"sync"

	"github.com/credence-project/credence"
)

// maxTexts is the number of prepared texts in each half of [Texts]; a text of
// 300 words takes about ten kilobytes.
const maxTexts = 8000

// maxAligned is the number of alignments in each half; one of two texts of 300
// words takes about a kilobyte.
const maxAligned = 16_000

// maxRemembered is the number of comparisons in each half.
const maxRemembered = 1 << 15

// couple is two documents, in the order in which they were compared.
type couple [2]credence.DocumentID

// Texts keeps prepared texts at hand, those that were asked for lately, and how
// they were set side by side. The zero value is empty. It may be shared by
// indexes that work at the same time, if their registry is the same.
type Texts struct {
	mu       sync.Mutex
	texts    lately[credence.DocumentID, *Text]
	aligned  lately[couple, alignment]
	compared lately[couple, Comparison]
}

// lately keeps what was put in last, up to a number, and as much of what was
// before.
type lately[K comparable, V any] struct{ now, before map[K]V }

func (l *lately[K, V]) find(k K) (V, bool) {
	v, ok := l.now[k]
	if !ok {
		v, ok = l.before[k]
	}
	return v, ok
}

func (l *lately[K, V]) keep(k K, v V, most int) {
	if l.now == nil || len(l.now) >= most {
		l.now, l.before = map[K]V{}, l.now
	}
	l.now[k] = v
}

func (c *Texts) find(id credence.DocumentID) (*Text, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.texts.find(id)
}

func (c *Texts) keep(t *Text) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.texts.keep(t.Document, t, maxTexts)
}

// align is align, remembered: a text is set beside the same others when it is
// studied, added and compared again.
func (c *Texts) align(a, b *Text) alignment {
	return remembered(c, &c.aligned, maxAligned, a, b, align)
}

// compare is Compare without the passages, remembered: a group of hundreds is
// described anew whenever a copy joins it.
func (c *Texts) compare(first, t *Text) Comparison {
	return remembered(c, &c.compared, maxRemembered, first, t, func(a, b *Text) Comparison {
		found := Compare(a, b)
		found.Passages = nil
		return found
	})
}

// remembered gives what is known of two texts, or finds it out and keeps it.
// Nothing else waits while it is found out.
func remembered[V any](c *Texts, known *lately[couple, V], most int, a, b *Text, find func(a, b *Text) V) V {
	key := couple{a.Document, b.Document}
	c.mu.Lock()
	v, ok := known.find(key)
	c.mu.Unlock()
	if ok {
		return v
	}
	v = find(a, b)
	c.mu.Lock()
	defer c.mu.Unlock()
	known.keep(key, v, most)
	return v
}
