package syndication

import "github.com/credence-project/credence"

// maxTexts is the number of prepared texts in each half of [Texts]; a text of
// 300 words takes about ten kilobytes.
const maxTexts = 8000

// maxRemembered is the number of comparisons that are remembered.
const maxRemembered = 1 << 16

// Texts keeps prepared texts at hand, those that were asked for lately, and how
// the first documents of groups compare with others. The zero value is empty.
// Its methods may not be called at the same time.
type Texts struct {
	lately, before map[credence.DocumentID]*Text
	compared       map[[2]credence.DocumentID]Comparison
}

func (c *Texts) find(id credence.DocumentID) (*Text, bool) {
	if t, ok := c.lately[id]; ok {
		return t, true
	}
	t, ok := c.before[id]
	return t, ok
}

func (c *Texts) keep(t *Text) {
	if c.lately == nil || len(c.lately) >= maxTexts {
		c.lately, c.before = map[credence.DocumentID]*Text{}, c.lately
	}
	c.lately[t.Document] = t
}

// compare is Compare, remembered: a group of hundreds is described anew
// whenever a copy joins it.
func (c *Texts) compare(first, t *Text) Comparison {
	key := [2]credence.DocumentID{first.Document, t.Document}
	found, ok := c.compared[key]
	if !ok {
		found = Compare(first, t)
		found.Passages = nil
		if c.compared == nil || len(c.compared) >= maxRemembered {
			c.compared = map[[2]credence.DocumentID]Comparison{}
		}
		c.compared[key] = found
	}
	return found
}
