package syndication

import (
	"strings"

	"github.com/credence-project/credence"
)

// Texts written for these tests. Nothing in them happened.

const wireStory = `ALDERPORT, March 3 (AP) — A freight ferry with eleven people on board ran onto a sandbank outside the harbour of Alderport on Friday night and lay there for nine hours before two tugs pulled it free.

Nobody was hurt, the coast guard said. The ship, the Marianne, was carrying timber and farm machinery from the northern islands when it left the marked channel shortly before ten in the evening.

Captain Rolf Sund told investigators that the lights of the outer buoys had been dark. The harbour office, which looks after the buoys, confirmed on Saturday that three of them had failed in a storm earlier in the week and that a replacement had been ordered.

"We put out a warning to all ships on Tuesday, and it was read aloud on the radio twice a day," said Ilse Dahm, who heads the office. "Whether the captain heard it is one of the things that will have to be found out."

The ferry line said divers had found scratches but no holes in the hull. It expects the Marianne to sail again on Wednesday, after an inspection by the ship register.

Fishermen in Alderport have complained for years that the channel is too narrow. A plan to widen it by forty metres was dropped in autumn when the county cut its budget for harbours by a third.

The last ship to run aground there was a sailing vessel with a school class on board, four summers ago. It floated free with the next tide.`

const otherStory = `The town council of Westerham voted eight to three on Monday to close the public swimming bath in Mill Lane at the end of the season.

Repairs to the roof and the pumps would have cost more than two million, the treasurer told the meeting, and the number of visitors has halved since the leisure centre opened on the ring road.

Parents whose children learn to swim at the bath held up banners in the gallery. The nearest other pool with lessons in the mornings is in Castle Newton, an hour away by bus.

The council will ask a developer for plans for the site by June. A small part of the money is to go to a fund that pays bus fares for school classes.`

const ownReport = `It was the silence that woke Gerda Pohl, she says: from her window above the fish market she is used to the sound of the evening ferry, and on Friday it did not come.

By midnight half of Alderport stood on the pier and watched searchlights move over the Marianne, which sat upright on the sand as if somebody had parked her. The coast guard ferried soup and blankets out to the crew, and brought back two passengers who had asked to leave.

"We put out a warning to all ships on Tuesday, and it was read aloud on the radio twice a day," said Ilse Dahm, who heads the office that looks after the buoys. "Whether the captain heard it is one of the things that will have to be found out."

Two tugs from the naval yard had her off with the morning tide. The crew waved; somebody on the pier rang a handbell.`

var frameLines = []string{
	"The Courier has been the voice of the valley since the mill was built, and is owned by its readers.",
	"Our printing house in Brook Street gives guided tours on the first Saturday of each month, at ten and at noon.",
	"Notices for the weekend edition are taken at the counter until Thursday at four, by post until Wednesday.",
	"Whoever finds a mistake in these pages is asked to tell the desk, which prints a correction within two days.",
	"Prizes of the spring raffle can be fetched until the end of the month on showing the winning ticket.",
}

func paragraphs(text string) []string { return strings.Split(text, "\n\n") }

// firstParagraphs is the beginning of a text.
func firstParagraphs(text string, n int) string {
	return strings.Join(paragraphs(text)[:n], "\n\n")
}

func inFrame(text string) string {
	return frameLines[0] + "\n\n" + text + "\n\n" + strings.Join(frameLines[1:], "\n\n")
}

func page(url, title, text string) credence.Document {
	d := credence.Document{URL: url, Title: title, Text: text}
	d.ID = d.Identify()
	return d
}
