// Package es holds the word lists that the extraction of statements from
// Spanish text rests on, in the form that package lexicon/en describes.
// Incidents are not read from Spanish text.
package es

import "embed"

// Statement holds the lists that the extraction of statements about
// responsibility rests on: say_*.txt (who speaks, and how) and claim_*.txt
// (what is said).
//
//go:embed say_*.txt claim_*.txt
var Statement embed.FS
