package en

import "embed"

// Statement holds the lists that the extraction of statements about
// responsibility rests on: say_*.txt (who speaks, and how) and claim_*.txt
// (what is said). A section begins with "[class] verb", "[class] noun" or
// "[class] word"; verbs and nouns are inflected, words stand as they are.
//
//go:embed say_*.txt claim_*.txt
var Statement embed.FS
