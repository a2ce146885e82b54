package casebook

import (
	"encoding/json"
	"io"

	"github.com/credence-project/credence"
)

// Key is the answer key of a case. Nothing that judges reads it.
type Key struct {
	Details    []DetailKey `json:"details"`
	Findings   []Finding   `json:"findings"`
	Contested  bool        `json:"contested"`
	Confidence string      `json:"confidence"`
	Flags      []Flag      `json:"report_flags,omitempty"`
	Notes      string      `json:"notes,omitempty"`
}

// DetailKey is the answer for a detail.
type DetailKey struct {
	ID           string      `json:"id"`
	PublicBefore string      `json:"public_before"`
	First        FirstPublic `json:"first_public"`
	Later        string      `json:"later"`
	Note         string      `json:"note,omitempty"`
}

// FirstPublic is where a detail was first public.
type FirstPublic struct {
	At       When   `json:"at"`
	Report   string `json:"report,omitempty"`
	ReliedOn string `json:"relied_on,omitempty"`
}

// Finding is what was held as of a time: a rung, or "open".
type Finding struct {
	AsOf           When     `json:"as_of"`
	Precision      string   `json:"as_of_precision,omitempty"`
	Hypothesis     string   `json:"hypothesis"`
	AlsoAcceptable []string `json:"also_acceptable"`
	Nature         string   `json:"claim_nature"`
	Basis          string   `json:"basis"`
	Report         string   `json:"report,omitempty"`
	URL            string   `json:"source_url,omitempty"`
}

// Flag warns of a trap in a report.
type Flag struct {
	Report string `json:"report"`
	Flag   string `json:"flag"`
	Note   string `json:"note,omitempty"`
}

// ReadKey reads an answer key: a key file, or a case file that holds its key
// under "expected".
func ReadKey(r io.Reader, name string) (*Key, error) {
	b, err := readAll(r, name)
	if err != nil {
		return nil, err
	}
	var file struct {
		Key
		Expected *Key `json:"expected"`
	}
	if err := json.Unmarshal(b, &file); err != nil {
		return nil, &credence.InputError{Name: name, Reason: "no answer key: " + err.Error(), Err: err}
	}
	if file.Expected != nil {
		return file.Expected, nil
	}
	if len(file.Findings) == 0 {
		return nil, &credence.InputError{Name: name, Reason: "no answer key: it has no findings"}
	}
	return &file.Key, nil
}
