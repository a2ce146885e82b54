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

// couple is two documents, the lesser identifier first.
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
	key := couple{a.Document, b.Document}
	c.mu.Lock()
	found, ok := c.aligned.find(key)
	c.mu.Unlock()
	if ok {
		return found
	}
	found = align(a, b)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.aligned.keep(key, found, maxAligned)
	return found
}

// compare is Compare, remembered: a group of hundreds is described anew
// whenever a copy joins it.
func (c *Texts) compare(first, t *Text) Comparison {
	key := couple{first.Document, t.Document}
	c.mu.Lock()
	found, ok := c.compared.find(key)
	c.mu.Unlock()
	if ok {
		return found
	}
	found = Compare(first, t)
	found.Passages = nil
	c.mu.Lock()
	defer c.mu.Unlock()
	c.compared.keep(key, found, maxRemembered)
	return found
}
