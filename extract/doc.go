// Package extract reads a document into an extraction: who says what about
// responsibility for an attack ([credence.Statement]) and what the text
// reports to have happened ([credence.Mention]). Begin with [New] and
// [Extractor.Extract].
//
// It is a cascade of stages over the tokens of package lang. Statements pass
// through these:
//
//	tags        each token gets the classes of the lexicon        tag.go
//	names       groups, states, persons, outlets; one entity each statement_name.go
//	chunks      noun phrases and verb groups                      chunk.go
//	frames      verb, subject, object, who says so                statement_frame.go
//	rules       frames to kinds of statements, from a data file   statement_rule.go
//	actors      pronouns and "the group" to the entity            statement_actor.go
//	model       drops what the rules wrongly took for one         statement_model.go
//
// Words and rules are data, in lexicon/en; every statement names its rule.
package extract
