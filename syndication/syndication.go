// Package syndication finds out how many voices speak: which documents are
// copies of one text, which voice they go back to, and how many independent
// origins a statement has.
//
// Begin with [Groups], which takes documents and gives groups of copies, each
// with its origin and the reason; or with an [Index], which takes documents
// one by one and keeps them on a [Shelf]. [Counter.Count] draws the tree of voices
// behind a statement or a detail.
//
// A document is looked up by its [Signature], compared word by word with the
// documents that share keys with it ([Compare]), and linked to those that go
// back to the same text. What two documents share counts only if it is running
// text: a statement quoted in both makes them one voice for that statement and
// no more, and what publishers put around articles makes them nothing.
// DESIGN.md beside this file states the rules and how they were chosen.
//
// The same documents and rulings give the same groups, in whatever order they
// come.
package syndication
