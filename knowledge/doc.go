// Package knowledge is the knowledge test: it sets each detail of a claim of
// responsibility against what others reported, and asks two things. Was it
// public before the claim said so, since when, and from which voice? And was
// it later confirmed or contradicted, by whom?
//
// Begin with [Test]. A [Question] holds the claim, the reports and what is
// established about the incident, as of a time; the answer is one
// [credence.DetailTest] per detail, each with a reason in one sentence and
// quotations that point into the reports.
//
// Three rules carry the method (doc/method.md, section 2.2). A voice that is
// the claimant's own, or only says what the claim says, neither makes a detail
// public nor confirms it. A report counts as earlier only if its publication
// time surely ends before the claim; one that overlaps it gives "unknown", and
// so does an archive with nothing from before the claim. An official finding
// outranks early reporting, and a later figure an earlier one.
//
// Words, synonyms, tolerances and the cues of speech are data files under
// data/, embedded. Nothing here reads a clock, a file or the network.
package knowledge
