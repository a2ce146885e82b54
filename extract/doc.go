// Package extract reads a document into an extraction: who says what about
// responsibility for an attack ([credence.Statement]) and what the text
// reports to have happened ([credence.Mention]). Begin with [New] and
// [Extractor.Extract].
//
// It is a cascade of stages over the tokens of package lang. Statements pass
// through these:
//
//	tags      each token gets the classes of the lexicon             tag.go, words.go
//	names     groups, states, persons, outlets; an entity for each   statement_name.go, statement_entity.go
//	chunks    noun phrases and verb groups                           chunk.go
//	frames    verb, subject, object, who says so                     statement_frame.go, statement_speech.go
//	rules     what a clause looks like, from a data file             statement_rule.go
//	actors    pronouns and "the group" to the entity                 statement_actor.go
//	speakers  who says it, in which role, for whom                   speaker.go
//	model     which kind a clause is, then whose; two linear models  statement_option.go, statement_model.go
//	choice    doubles, examples, texts that mean something else      statement_choose.go, statement_example.go
//
// Words and rules are data, in lexicon/en. Every statement names the rule
// that saw it, or "model". The models are made by bench/statements -train
// (statement_train.go). Incidents are read by package extract/event.
package extract
