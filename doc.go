// Package credence holds the nouns of a judgement about a claim of
// responsibility for an attack: documents, statements, incidents, claims,
// details, evidence and assessments, with their identifiers and the errors
// that callers branch on.
//
// The way of the data is one direction with five stops. A [Document] is one
// text as published. Package extract reads it into an [Extraction]: who says
// what about responsibility ([Statement]) and what the text reports to have
// happened ([Mention]). Package incident joins mentions into an [Incident];
// package knowledge tests the [Detail]s of a [Claim] against what was public;
// package assess turns [Evidence] into an [Assessment] as of a time.
//
// Everything extracted has a [Span]: what cannot be pointed at is not said.
// Everything judged is appended with who and when and never changed. Time is
// an argument: no package of the library reads a clock.
package credence
