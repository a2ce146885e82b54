// Package lexicon knows names and words: armed groups, movements and state
// organs ([Actors]), countries ([Countries]), places ([Gazetteer]), weapons and
// methods ([Weapons], [Methods]), targets ([HumanTargets], [PhysicalTargets]),
// general agents ([Agents], and with their country [Organ]) and who speaks with
// which standing ([Speakers]).
//
// All of it is data: text files in this folder that need no programmer to
// extend, embedded and versioned. The tables are built at first use, are never
// changed afterwards, and are safe for concurrent use.
//
// Every table is matched against a text in the same way. The caller brings its
// tokens as a [Words] function and asks for the longest entry that starts at a
// token. Case, accents, hyphens, dots and apostrophes do not matter, so
// "Al-Shabaab", "AL SHABAAB" and "al Shabaab" are one name, however the text
// was cut into tokens. Names still want a capital, and short acronyms want
// capitals throughout, where the text has small letters at all. [Choose] and [Pick]
// choose among those that share a name.
package lexicon
