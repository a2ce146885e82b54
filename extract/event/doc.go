// Package event reads which incidents a text reports: what happened, when,
// where, with what, to whom, and who is said to have done it, on what footing.
// Begin with [Load] and [Reader.Read].
//
// It is a cascade over the tokens of package lang. Each stage takes what the
// ones before it give:
//
//	phrase.go   tokens to basic noun phrases and verb groups
//	org.go      organisations: actors of the register, phrases for a body
//	feature.go  what part each phrase plays, from its surroundings
//	decide.go   does the text report an incident, does this sentence
//	stack.go    the part again, knowing the neighbours, other mentions, the sentence
//	cluster.go  sentences to incidents
//	entity.go   phrases to participants
//	keep.go     which participants, and which organisations, truly belong
//	call.go     what sort of person or thing each is
//	date.go     when; place.go and scene.go where; build.go and target.go the rest
//	repeat.go   joins what turns out to be the same incident told twice
//
// Every decision is a linear model over hashed features ([Train] learns them
// all from annotated texts; the built-in ones are in the folder model). Words
// are data: lexicon/en/incident_*.txt.
package event
