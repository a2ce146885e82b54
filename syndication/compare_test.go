package syndication

import (
	"strings"
	"testing"

	"github.com/credence-project/credence"
)

func TestCompare(t *testing.T) {
	localTop := "Readers of this paper watched from the town hall tower on Friday as searchlights crossed the bay, and several rang the newsroom to ask what had happened.\n\n" +
		"The Alderport volunteers who went out that night were back at their day jobs by Saturday noon."
	wireBody := strings.TrimPrefix(wireStory, "ALDERPORT, March 3 (AP) — ")
	corrected := strings.NewReplacer("eleven people", "twelve people", "nine hours", "ten hours", "forty metres", "fifty metres").Replace(wireBody)
	scanned := strings.NewReplacer("the ", "tbe ", "harbour", "harb our", "with", "wilh", "Marianne", "Mariarme", "after", "alter").Replace(wireBody)
	statement := "Ferry and ship owners are asked to send their masters the list of dark buoys, which is kept on a board outside the office and read out at six and at eighteen hours. " +
		"A master who has not asked for the list sails at his own risk, and the office will say so in any inquiry. The buoys will be lit again by the end of the month at the latest."
	cases := []struct {
		name string
		a, b credence.Document
		want credence.Relation
	}{
		{"same text elsewhere", page("https://a.example/1", "Ferry freed from sandbank at Alderport", wireStory), page("https://b.example/9", "Tugs pull ferry free", wireStory), credence.FullCopy},
		{"credit and dateline removed", page("https://a.example/1", "Ferry freed from sandbank", wireStory), page("https://b.example/9", "Tugs pull ferry free", wireBody), credence.FullCopy},
		{"first paragraphs only", page("https://a.example/1", "Ferry freed from sandbank", wireStory), page("https://b.example/9", "Ferry aground", firstParagraphs(wireBody, 3)), credence.Shortened},
		{"first paragraphs under local ones", page("https://a.example/1", "Ferry freed from sandbank", wireStory), page("https://b.example/9", "Readers watch as ferry is stranded", localTop+"\n\n"+firstParagraphs(wireBody, 4)), credence.Shortened},
		{"a notice grown into a report", page("https://a.example/1", "Ferry aground", firstParagraphs(wireBody, 2)), page("https://b.example/9", "Ferry freed from sandbank", wireStory), credence.Extended},
		{"numbers corrected", page("https://a.example/1", "Ferry freed from sandbank", wireBody), page("https://b.example/9", "Ferry freed", corrected), credence.FullCopy},
		{"capitals", page("https://a.example/1", "Ferry freed from sandbank", wireBody), page("https://b.example/9", "FERRY FREED", strings.ToUpper(wireBody)), credence.FullCopy},
		{"errors of scanning", page("https://a.example/1", "Ferry freed from sandbank", wireBody), page("https://b.example/9", "Ferry freed", scanned), credence.FullCopy},
		{"later version of the outlet", page("https://a.example/1", "Ferry freed from sandbank", firstParagraphs(wireBody, 3)), page("https://a.example/1-update", "Ferry freed from sandbank, captain questioned", wireBody), credence.Revised},
		{"within a frame elsewhere", page("https://a.example/1", "Ferry freed from sandbank", wireBody), page("https://b.example/9", "Ferry freed from sandbank", inFrame(firstParagraphs(wireBody, 4))), credence.Shortened},

		{"own report with the same quotation", page("https://a.example/1", "Ferry freed from sandbank", wireStory), page("https://b.example/9", "A ferry that did not come", ownReport), credence.SameQuote},
		{"own reports around a statement given in full",
			page("https://a.example/1", "Ferry aground", firstParagraphs(wireBody, 3)+"\n\nThe harbour office put out this statement:\n\n"+statement),
			page("https://b.example/9", "A ferry that did not come", strings.ReplaceAll(ownReport, paragraphs(ownReport)[2], "The office that looks after the buoys said in a statement:\n\n"+statement)), credence.SameQuote},
		{"other matter", page("https://a.example/1", "Ferry freed from sandbank", wireStory), page("https://b.example/9", "Council closes bath", otherStory), ""},
		{"other matter in the same frame", page("https://a.example/1", "Ferry freed from sandbank", inFrame(firstParagraphs(wireBody, 2))), page("https://a.example/9", "Council closes bath", inFrame(firstParagraphs(otherStory, 2))), ""},
		{"pages without the article", page("https://a.example/1", "Ferry freed from sandbank", inFrame("")), page("https://a.example/9", "Council closes bath", inFrame("")), ""},
		{"a form filled in twice",
			page("https://a.example/1", "Numbers drawn on Friday evening", "The numbers drawn on Friday were 3, 17, 22, 31, 40 and 44, with the bonus 9. The jackpot of 12 million was not won, and 41 players share 90210 as second prize."),
			page("https://a.example/2", "Numbers drawn on Monday evening", "The numbers drawn on Monday were 5, 11, 23, 30, 42 and 47, with the bonus 2. The jackpot of 14 million was not won, and 38 players share 87115 as second prize."), ""},
		{"a notice among others in a round-up", page("https://a.example/1", "Bath in Mill Lane to close", firstParagraphs(otherStory, 1)),
			page("https://b.example/2", "The week in brief", wireBody+"\n\n"+firstParagraphs(otherStory, 1)), ""},
		{"short notices with one sentence in common", page("https://a.example/1", "", "A bus went off the road near the dam and two were hurt. The region has asked for a fence along that road for many years now."),
			page("https://b.example/2", "", "A lorry with apples turned over in the last bend before the dam. The region has asked for a fence along that road for many years now."), ""},
		{"two papers retell one release",
			page("https://a.example/1", "Man held after shots in Mill Lane", "A man of 34 was arrested on Tuesday on suspicion of dangerous bodily harm after shots were fired in the 1200 block of Mill Lane, police say. Officers were called to the street shortly before midnight by neighbours who had heard a quarrel. They found a man with a wound in the leg, who was taken to the county hospital and is expected to live. The suspect was found an hour later at a petrol station on the ring road."),
			page("https://b.example/1", "Neighbours' call leads police to gunman", "Neighbours who had heard a quarrel called the police to Mill Lane late on Monday. Shots were fired in the 1200 block of the street, and when the first car came a man lay there with a wound in the leg. He was taken to the county hospital. At a petrol station, about an hour later, a man of 34 was arrested on suspicion of dangerous bodily harm; doctors say that the victim, who has not been named, is expected to live."), ""},
		{"cookie notices", page("https://a.example/1", "", "We use cookies to make this site work. By clicking accept all you agree to the use of cookies and to our privacy policy."),
			page("https://b.example/2", "", "We use cookies to make this site work. By clicking accept all you agree to the use of cookies and to our privacy policy."), Boilerplate},
		{"nothing at all", page("https://a.example/1", "", ""), page("https://b.example/2", "", ""), ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			a, b := Default().Prepare(c.a), Default().Prepare(c.b)
			got := Compare(a, b)
			if got.Relation != c.want {
				t.Errorf("relation %q, want %q: %s (%d words, %.2f and %.2f covered, %d quoted, %d stock)",
					got.Relation, c.want, got.Reason, got.Words, got.CoveredA, got.CoveredB, got.Quoted, got.Stock)
			}
			if got.Joins() && a.Signature.Shared(b.Signature) < 2 {
				t.Error("the pair shares fewer than two keys, so it would never be compared")
			}
		})
	}
}

// TestComparePassages checks that passages point at the same words.
func TestComparePassages(t *testing.T) {
	a, b := page("", "", wireStory), page("", "", "Something else stands here first.\n\n"+firstParagraphs(wireStory, 4))
	c := Compare(Default().Prepare(a), Default().Prepare(b))
	if len(c.Passages) == 0 {
		t.Fatal("no passages")
	}
	for _, p := range c.Passages {
		if got, want := fold(p.A.Of(a.Text)), fold(p.B.Of(b.Text)); got != want {
			t.Errorf("passages differ:\n%q\n%q", got, want)
		}
	}
}
