package syndication

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/credence-project/credence"
)

// newsroom gives documents of several publishers: copies cut and extended,
// pages in one frame, pages without an article, and reports of their own.
func newsroom() []credence.Document {
	wire, other, own := paragraphs(wireStory), paragraphs(otherStory), ownReport
	join := func(p ...string) string { return strings.Join(p, "\n\n") }
	return []credence.Document{
		page("https://apnews.com/1", "Ferry freed from sandbank at Alderport", wireStory),
		page("https://one.example/1", "Ferry freed from sandbank", join(wire[:4]...)),
		page("https://two.example/1", "Ferry stranded off Alderport", inFrame(join(wire[:5]...))),
		page("https://three.example/1", "Ferry aground", join(wire[0], "Trains ran as on any day.", wire[2], wire[1])),
		page("https://four.example/1", "A ferry that did not come", own),
		page("https://two.example/2", "Council closes bath", inFrame(otherStory)),
		page("https://two.example/3", "Bath in Mill Lane to close", inFrame(join(other[:3]...))),
		page("https://two.example/4", "Spring concert of the fire brigade", inFrame("The band of the fire brigade plays in the park on Sunday at three. Admission is free, and there will be cake.")),
		page("https://two.example/5", "Library closed for stocktaking until Thursday", inFrame("")),
		page("https://two.example/6", "Mayor opens cycle path along the river", inFrame("")),
		page("https://five.example/1", "Bath to close", join(other[:2]...)),
		page("https://five.example/2", "Council closes swimming bath", join(append([]string{"Westerham is losing its bath."}, other...)...)),
	}
}

func groupsOf(t testing.TB, docs []credence.Document, rulings ...Ruling) []Group {
	t.Helper()
	out, err := Groups(docs, Options{Rulings: rulings})
	if err != nil {
		t.Fatal(err)
	}
	slices.SortFunc(out, func(a, b Group) int { return strings.Compare(a.ID, b.ID) })
	return out
}

func members(gs []Group) [][]string {
	var out [][]string
	for _, g := range gs {
		var urls []string
		for _, m := range g.Members {
			urls = append(urls, strings.TrimPrefix(m.URL, "https://"))
		}
		slices.Sort(urls)
		out = append(out, urls)
	}
	slices.SortFunc(out, func(a, b []string) int { return strings.Compare(a[0], b[0]) })
	return out
}

func TestGroups(t *testing.T) {
	got := members(groupsOf(t, newsroom()))
	want := [][]string{
		{"apnews.com/1", "one.example/1", "three.example/1", "two.example/1"},
		{"five.example/1", "five.example/2", "two.example/2", "two.example/3"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("groups (-want +got):\n%s", diff)
	}
}

// TestGroupsOrder: the same groups with the same identifiers, origins and
// reasons, in whatever order the documents come.
func TestGroupsOrder(t *testing.T) {
	docs := newsroom()
	want := groupsOf(t, docs)
	rapid.Check(t, func(t *rapid.T) {
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "order"), 1))
		shuffled := slices.Clone(docs)
		r.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		got, err := Groups(shuffled, Options{})
		if err != nil {
			t.Fatal(err)
		}
		slices.SortFunc(got, func(a, b Group) int { return strings.Compare(a.ID, b.ID) })
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("another order gives other groups (-want +got):\n%s", diff)
		}
	})
}

// TestGroupsOrderMade does the same with documents put together by chance.
func TestGroupsOrderMade(t *testing.T) {
	pool := append(append(append(paragraphs(wireStory), paragraphs(otherStory)...), paragraphs(ownReport)...), frameLines...)
	rapid.Check(t, func(t *rapid.T) {
		var docs []credence.Document
		for n := range rapid.IntRange(2, 12).Draw(t, "documents") {
			from := rapid.IntRange(0, len(pool)-1).Draw(t, "from")
			to := rapid.IntRange(from+1, min(from+9, len(pool))).Draw(t, "to")
			host := rapid.IntRange(0, 2).Draw(t, "host")
			title := strings.Join(strings.Fields(pool[rapid.IntRange(0, len(pool)-1).Draw(t, "title")])[:6], " ")
			docs = append(docs, page(fmt.Sprintf("https://p%d.example/%d", host, n), title, strings.Join(pool[from:to], "\n\n")))
		}
		sorted := func(docs []credence.Document) []Group {
			out, err := Groups(docs, Options{Singles: true})
			if err != nil {
				t.Fatal(err)
			}
			slices.SortFunc(out, func(a, b Group) int { return strings.Compare(a.ID, b.ID) })
			return out
		}
		want := sorted(docs)
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "order"), 1))
		r.Shuffle(len(docs), func(i, j int) { docs[i], docs[j] = docs[j], docs[i] })
		if diff := cmp.Diff(want, sorted(docs)); diff != "" {
			t.Errorf("another order gives other groups (-want +got):\n%s", diff)
		}
	})
}

func TestRulings(t *testing.T) {
	docs := newsroom()
	id := func(url string) credence.DocumentID {
		for _, d := range docs {
			if d.URL == "https://"+url {
				return d.ID
			}
		}
		t.Fatalf("no document %s", url)
		return ""
	}
	rule := func(a string, v Verdict, b string, hour int) Ruling {
		return Ruling{A: id(a), B: id(b), Verdict: v, By: "ana", At: time.Date(2020, 1, 1, hour, 0, 0, 0, time.UTC)}
	}
	bath := []string{"five.example/1", "five.example/2", "two.example/2", "two.example/3"}
	ferry := []string{"apnews.com/1", "one.example/1", "three.example/1", "two.example/1"}
	cases := []struct {
		name    string
		rulings []Ruling
		want    [][]string
	}{
		{"same text joins what the machine keeps apart", []Ruling{rule("four.example/1", Same, "one.example/1", 1)},
			[][]string{{"apnews.com/1", "four.example/1", "one.example/1", "three.example/1", "two.example/1"}, bath}},
		{"not the same text parts, also by way of others", []Ruling{rule("three.example/1", NotSame, "apnews.com/1", 1), rule("three.example/1", NotSame, "one.example/1", 2), rule("three.example/1", NotSame, "two.example/1", 3)},
			[][]string{{"apnews.com/1", "one.example/1", "two.example/1"}, bath}},
		{"undone", []Ruling{rule("three.example/1", NotSame, "apnews.com/1", 1), rule("apnews.com/1", Undone, "three.example/1", 2)}, [][]string{ferry, bath}},
		{"the last one holds", []Ruling{rule("four.example/1", Same, "one.example/1", 5), rule("one.example/1", NotSame, "four.example/1", 6)}, [][]string{ferry, bath}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, members(groupsOf(t, docs, c.rulings...))); diff != "" {
				t.Errorf("groups (-want +got):\n%s", diff)
			}
		})
	}
}

// TestPartition: what was ruled apart is never together, what was ruled the
// same is, unless another ruling forbids it; and order does not matter.
func TestPartition(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 9).Draw(t, "documents")
		var ids []credence.DocumentID
		for i := range n {
			ids = append(ids, credence.DocumentID(fmt.Sprint("d", i)))
		}
		pick := rapid.SampledFrom(ids)
		var links []Link
		for range rapid.IntRange(0, 14).Draw(t, "links") {
			a, b := pick.Draw(t, "a"), pick.Draw(t, "b")
			if a != b {
				links = append(links, Link{A: min(a, b), B: max(a, b), Relation: credence.FullCopy, CoveredA: float64(rapid.IntRange(1, 3).Draw(t, "covered"))})
			}
		}
		var rulings []Ruling
		for i := range rapid.IntRange(0, 5).Draw(t, "rulings") {
			a, b := pick.Draw(t, "ra"), pick.Draw(t, "rb")
			if a != b {
				rulings = append(rulings, Ruling{A: a, B: b, Verdict: rapid.SampledFrom([]Verdict{Same, NotSame, Undone}).Draw(t, "verdict"), At: time.Unix(int64(i), 0)})
			}
		}
		want := Partition(ids, links, rulings)
		group := map[credence.DocumentID]int{}
		count := 0
		for g, members := range want {
			for _, id := range members {
				group[id] = g
				count++
			}
		}
		if count != n {
			t.Fatalf("%d documents in groups, want %d", count, n)
		}
		apart := false
		for p, v := range standing(rulings) {
			if v == NotSame {
				apart = true
				if group[p[0]] == group[p[1]] {
					t.Errorf("%v were ruled apart and are together", p)
				}
			}
		}
		for p, v := range standing(rulings) {
			if v == Same && !apart && group[p[0]] != group[p[1]] {
				t.Errorf("%v were ruled the same and are apart", p)
			}
		}
		slices.Reverse(ids)
		slices.Reverse(links)
		if diff := cmp.Diff(want, Partition(ids, links, rulings)); diff != "" {
			t.Errorf("another order gives other groups (-want +got):\n%s", diff)
		}
	})
}
