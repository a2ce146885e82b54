// Package assess turns evidence into an assessment of a claim of
// responsibility, as of a time.
//
// Begin with [Judge]: it takes the tables and an [Input] and gives a
// credence.Assessment with three answers that are never merged: is the claim
// authentic, what links claimant and act (seven rungs with intervals), and is
// that enough to say. With every verdict come its robustness (what would it be
// without this item, without that voice), what to look for next, and what a
// newsroom may write.
//
// The method is the one of doc/method.md: each answer to a question of the
// code list has seven penalties in decibans; a penalty is discounted by the
// grade of its source, answers that depend on each other share their weight,
// and what a cluster of weak answers can do is capped. All numbers, questions
// and words are data: the files under tables, which [Load] lets a user
// replace. Everything here is a pure function, and the same input gives the
// same bytes in whatever order the evidence comes.
package assess
