// Package casebook holds documented reference incidents: what was claimed,
// what was reported when, which evidence became known when, and, kept apart,
// what the findings were. A judgement is replayed over a case and scored.
//
// A [Case] is read by [Read] and has no field for the answer key; the [Key] is
// read by [ReadKey], so that nothing which judges can see it. [Cases] lists
// the cases that come with the project; [Embedded] gives one of them. [Replay]
// runs the judgement over a case at every time at which something changed, and
// [Score] compares the output with the key.
package casebook
