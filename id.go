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
	var room [512]byte
	content := room[:0]
	for _, p := range parts {
		content = binary.BigEndian.AppendUint64(content, uint64(len(p)))
		content = append(content, p...)
	}
	sum := sha256.Sum256(content)
	var text [24]byte
	idEncoding.Encode(text[:], sum[:15]) // whole groups of five bytes, each eight characters
	return prefix + "-" + string(text[:20])
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
