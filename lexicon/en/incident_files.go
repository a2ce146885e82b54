// Package en holds the word lists that the extraction of incidents from
// English text rests on. A list is a text file: a class, a tab, then words;
// "#" begins a remark.
package en

import "embed"

// Incident holds the files incident_*.txt.
//
//go:embed incident_*.txt
var Incident embed.FS
