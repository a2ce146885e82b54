package credence

import (
	"crypto/sha256"
	"encoding/base32"
	"encoding/binary"
	"strings"
)

// Identifiers are content addresses: a letter for the kind, a hyphen, and 100
// bits of a SHA-256 in lower-case base 32. The same thing always has the same
// identifier, on every machine, so taking it in twice changes nothing.
type (
	DocumentID  string // "d-..."
	StatementID string // "s-..."
	MentionID   string // "m-..."
	IncidentID  string // "i-..."
	ClaimID     string // "c-..."
	DetailID    string // "t-..."
	EvidenceID  string // "e-..."
	OriginID    string // "o-..." or a plain name such as "wire:ap"
)

var idEncoding = base32.NewEncoding("abcdefghijkmnpqrstuvwxyz23456789").WithPadding(base32.NoPadding)

// ContentID hashes what identifies a thing of the kind named by prefix. Parts
// are length-prefixed, so ("ab","c") and ("a","bc") differ.
func ContentID(prefix string, parts ...string) string {
	h := sha256.New()
	var n [8]byte
	for _, p := range parts {
		binary.BigEndian.PutUint64(n[:], uint64(len(p)))
		h.Write(n[:])
		h.Write([]byte(p))
	}
	var sum [sha256.Size]byte
	return prefix + "-" + idEncoding.EncodeToString(h.Sum(sum[:0]))[:20]
}

// ValidID reports whether s has the form of an identifier with that prefix.
func ValidID(prefix, s string) bool {
	body, ok := strings.CutPrefix(s, prefix+"-")
	if !ok || len(body) != 20 {
		return false
	}
	_, err := idEncoding.DecodeString(body)
	return err == nil
}
