package main

import (
	"strings"

	"github.com/credence-project/credence/extract/event"
)

// tellApart gives every lesson the number of its story, so that none is
// judged by models that know its story. Two lessons
// tell the same story if one names in full a victim that the key of the other
// names, or if their keys have an incident on the same day in the same place.
func tellApart(lessons []event.Lesson) {
	u := make(union, len(lessons))
	for i := range u {
		u[i] = i
	}
	scenes, victims := map[string]int{}, map[string]int{}
	note := func(seen map[string]int, key string, i int) {
		if j, ok := seen[key]; ok {
			u.join(i, j)
			return
		}
		seen[key] = i
	}
	for i := range lessons {
		for j := range lessons[i].Incidents {
			g := &lessons[i].Incidents[j]
			for _, f := range g.Fillers {
				for _, name := range f.Names {
					if w := words(name); strings.Count(w, " ") > 2 {
						note(victims, w, i)
					}
				}
			}
			for _, d := range g.Dates {
				for _, chain := range g.Places {
					if n := len(chain); n > 0 && d[0] == d[1] {
						note(scenes, d[0]+chain[n-1], i)
					}
				}
			}
		}
	}
	for i := range lessons {
		text := words(lessons[i].Text)
		for name, j := range victims {
			if strings.Contains(text, name) {
				u.join(i, j)
			}
		}
	}
	for i := range u {
		lessons[i].Story = u.find(i)
	}
}

// words is the capital letters and digits of s, since the items are all in
// capitals, each word between blanks.
func words(s string) string {
	return " " + strings.Join(strings.FieldsFunc(s, func(c rune) bool {
		return c < '0' || c > '9' && c < 'A' || c > 'Z' && c < 0x80
	}), " ") + " "
}

// union is a forest of sets; the smallest member stands for a set.
type union []int

func (u union) find(i int) int {
	for u[i] != i {
		u[i] = u[u[i]]
		i = u[i]
	}
	return i
}

func (u union) join(i, j int) {
	i, j = u.find(i), u.find(j)
	u[max(i, j)] = min(i, j)
}
