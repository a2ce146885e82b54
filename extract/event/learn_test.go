package event

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/credence-project/credence/lang"
	"github.com/credence-project/credence/lexicon"
)

func TestParts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 6).Draw(t, "parts")
		lessons := make([]Lesson, rapid.IntRange(0, 80).Draw(t, "lessons"))
		largest, size := 0, map[int]int{}
		for i := range lessons {
			s := rapid.IntRange(0, 20).Draw(t, "story")
			lessons[i].Story = s
			size[s]++
			largest = max(largest, size[s])
		}
		part, full := map[int]int{}, make([]int, n)
		for i, k := range Parts(lessons, n) {
			if p, ok := part[lessons[i].Story]; ok && p != k {
				t.Fatalf("story %d stands in parts %d and %d", lessons[i].Story, p, k)
			}
			part[lessons[i].Story] = k
			full[k]++
		}
		for _, a := range full {
			for _, b := range full {
				if a-b > largest {
					t.Fatalf("parts of %v lessons, the largest story has %d", full, largest)
				}
			}
		}
	})
}

// A few lessons, even without any incident, are enough to train on.
func TestTrainFew(t *testing.T) {
	text := "LIMA, 3 APR 90 -- [TEXT] GUNMEN KILLED MAYOR JUAN SOTO IN LIMA."
	victim := GoldFiller{Role: "person", Names: []string{"JUAN SOTO"}, Class: []string{"CIVILIAN"}, Effect: []string{"DEATH"}}
	for name, lessons := range map[string][]Lesson{
		"one kind of person": {{Text: text, Incidents: []Gold{{Type: []string{"ATTACK"}, Stage: []string{"ACCOMPLISHED"}, Fillers: []GoldFiller{victim}}}}},
		"no incident":        {{Text: text}},
		"no lesson":          nil,
	} {
		models, err := Train(lessons)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		tables, err := Load(lang.NewVocabulary(lang.English()), lexicon.Actors(), models)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		tables.NewReader().Read(text, time.Time{})
	}
}
