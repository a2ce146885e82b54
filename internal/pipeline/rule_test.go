package pipeline_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/internal/pipeline"
	"github.com/credence-project/credence/internal/store"
	"github.com/credence-project/credence/internal/testkit"
	"github.com/credence-project/credence/syndication"
)

const lampStory = `The harbour light of Kellmouth went out for an hour on Tuesday night after a fuse blew in the cellar of the keeper's house.
Two trawlers waited outside the bar until a pilot boat with a lamp brought them in, the harbour master said on Wednesday.
The fuse had been renewed in spring, and nobody could say why it failed. A second one has now been put in beside it.
The council will be asked in June for the money to lay a cable from the mains, as it has been each year since the war.`

// A person rules that two copies are two texts. Their voices part, stay parted
// when a further copy comes, and meet again when the ruling is undone.
func TestRulingOnCopies(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, db *store.DB) {
		s := stages(t, db)
		print := func(name, outlet, day string) credence.DocumentID {
			line, err := json.Marshal(map[string]string{"id": name, "outlet": outlet, "title": "Light of Kellmouth out", "published_at": day, "text": lampStory})
			if err != nil {
				t.Fatal(err)
			}
			_, outcomes := take(t, db, string(line))
			if err := s.Derive(t.Context()); err != nil {
				t.Fatal(err)
			}
			return outcomes[0].Document.ID
		}
		voice := func(id credence.DocumentID) credence.OriginID {
			o, err := db.Origin(t.Context(), id)
			if err != nil {
				t.Fatal(err)
			}
			return o.ID
		}
		a := print("a", "Kell Herald", "2020-05-06")
		b := print("b", "Bay Times", "2020-05-08")
		if voice(a) != voice(b) {
			t.Fatalf("two copies have two voices: %s and %s", voice(a), voice(b))
		}
		r, err := s.Rule(t.Context(), store.Ruling{What: string(syndication.NotSame), Subjects: []string{string(a), string(b)}, By: "ann", At: now, Reason: "both were there"})
		if err != nil {
			t.Fatal(err)
		}
		if voice(a) == voice(b) {
			t.Fatalf("ruled two texts, and still one voice: %s", voice(a))
		}
		c := print("c", "Cape News", "2020-05-09")
		if voice(a) == voice(b) {
			t.Errorf("a further copy joined what was ruled apart: %s", voice(a))
		}
		if _, err := s.Rule(t.Context(), store.Ruling{What: r.What, Undoes: r.ID, Subjects: r.Subjects, By: "ann", At: now.Add(time.Hour), Reason: "one after all"}); err != nil {
			t.Fatal(err)
		}
		if voice(a) != voice(b) || voice(a) != voice(c) {
			t.Errorf("after undoing it: voices %s, %s and %s, want one", voice(a), voice(b), voice(c))
		}
	})
}

// A document that was ruled another text than the many copies it resembles is
// not taken for one of them when all are placed again by newer rules.
func TestRulingOnCopiesOutlastsNewRules(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, db *store.DB) {
		s := stages(t, db)
		var ids []credence.DocumentID
		var older []store.Voice
		for _, day := range []string{"06", "07", "08", "09", "10"} {
			line, err := json.Marshal(map[string]string{"id": day, "outlet": "Paper " + day, "title": "Light of Kellmouth out", "published_at": "2020-05-" + day, "text": lampStory})
			if err != nil {
				t.Fatal(err)
			}
			_, outcomes := take(t, db, string(line))
			ids = append(ids, outcomes[0].Document.ID)
		}
		if err := s.Derive(t.Context()); err != nil {
			t.Fatal(err)
		}
		last := ids[len(ids)-1]
		for i, id := range ids[:len(ids)-1] {
			r := store.Ruling{What: string(syndication.NotSame), Subjects: []string{string(id), string(last)}, By: "ann", At: now.Add(time.Duration(i) * time.Minute), Reason: "wrote its own"}
			if _, err := s.Rule(t.Context(), r); err != nil {
				t.Fatal(err)
			}
		}
		for _, id := range ids {
			o, err := db.Origin(t.Context(), id)
			if err != nil {
				t.Fatal(err)
			}
			older = append(older, store.Voice{Document: id, Origin: o})
		}
		if err := db.SaveVoices(t.Context(), "older rules", older); err != nil {
			t.Fatal(err)
		}
		if err := s.Voices(t.Context()); err != nil {
			t.Fatal(err)
		}
		if o, err := db.Origin(t.Context(), last); err != nil || o.Document != last {
			t.Errorf("the document that was ruled apart goes back to %s (%s), %v; want itself", o.Document, o.Reason, err)
		}
	})
}

func TestRulingNames(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, db *store.DB) {
		s := stages(t, db)
		for what, subjects := range map[string][]string{
			pipeline.RulingSame:        {"m-aaaaaaaaaaaaaaaaaaaa", "m-bbbbbbbbbbbbbbbbbbbb"},
			string(syndication.Same):   {"d-aaaaaaaaaaaaaaaaaaaa", "d-bbbbbbbbbbbbbbbbbbbb"},
			string(syndication.Undone): {"one"},
		} {
			if _, err := s.Rule(t.Context(), store.Ruling{What: what, Subjects: subjects, By: "ann", At: now, Reason: "so"}); err == nil {
				t.Errorf("%q on %s was laid down", what, strings.Join(subjects, " and "))
			}
		}
		if held, err := db.Rulings(t.Context(), store.RulingQuery{}); err != nil || len(held) > 0 {
			t.Errorf("%d rulings held, error %v; want none", len(held), err)
		}
	})
}
