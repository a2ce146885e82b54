// Package stix writes a verdict on a claim of responsibility as a STIX 2.1
// bundle: who we are, the incident with the OASIS incident core extension, the
// claimant as threat actor, where it happened, a note for the claim and for
// each statement, our verdict as an opinion on the claim, and a report that
// holds them together.
//
// The incident is attributed to the claimant only where the verdict ties them
// ([brief.Brief.Tied]), and with a confidence. A claim alone never makes that
// relationship, nor does a verdict of "inspired".
//
// Identifiers are UUIDv5 of what an object is about, so that the same object
// has the same identifier in every bundle. Objects that hold the verdict keep
// theirs and are modified as of the time of the verdict; all others have their
// content in the identifier and never change.
package stix

import (
	"crypto/sha1"
	"encoding/json"
	"fmt"
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/export/brief"
)

// Publisher is who gives the bundle out.
type Publisher struct {
	Name string // "" is "Credence"
	URL  string // of a page about the publisher, may be ""
}

// Bundle gives the bundle of a brief as indented JSON. A brief without a time
// is an InputError: an object needs to say when it was last modified.
func Bundle(b *brief.Brief, by Publisher) ([]byte, error) {
	if b.Assessment.AsOf.IsZero() {
		return nil, &credence.InputError{Name: "claim " + string(b.Assessment.Claim.ID), Reason: "a bundle needs the time that the verdict looks from"}
	}
	w := newWriter(b, by)
	w.write()
	body, err := json.MarshalIndent(bundle{Type: "bundle", ID: id("bundle", string(b.Assessment.Claim.ID), stamp(w.modified)), Objects: w.objects}, "", " ")
	if err != nil {
		return nil, fmt.Errorf("claim %s: %w", b.Assessment.Claim.ID, err)
	}
	return append(body, '\n'), nil
}

type bundle struct {
	Type    string   `json:"type"`
	ID      string   `json:"id"`
	Objects []object `json:"objects"`
}

// object is any STIX object that is written here; empty properties are left out.
type object struct {
	Type        string `json:"type"`
	SpecVersion string `json:"spec_version"`
	ID          string `json:"id"`
	CreatedBy   string `json:"created_by_ref,omitempty"`
	Created     string `json:"created"`
	Modified    string `json:"modified"`
	Confidence  int    `json:"confidence,omitempty"`

	Name          string   `json:"name,omitempty"`
	Description   string   `json:"description,omitempty"`
	IdentityClass string   `json:"identity_class,omitempty"`
	ActorTypes    []string `json:"threat_actor_types,omitempty"`

	Country   string   `json:"country,omitempty"`
	Latitude  *float64 `json:"latitude,omitempty"`
	Longitude *float64 `json:"longitude,omitempty"`

	RelationshipType string `json:"relationship_type,omitempty"`
	Source           string `json:"source_ref,omitempty"`
	Target           string `json:"target_ref,omitempty"`

	Abstract    string   `json:"abstract,omitempty"`
	Content     string   `json:"content,omitempty"`
	Opinion     string   `json:"opinion,omitempty"`
	Explanation string   `json:"explanation,omitempty"`
	Authors     []string `json:"authors,omitempty"`

	ReportTypes []string `json:"report_types,omitempty"`
	Published   string   `json:"published,omitempty"`
	Refs        []string `json:"object_refs,omitempty"`

	Labels     []string             `json:"labels,omitempty"`
	External   []reference          `json:"external_references,omitempty"`
	Extensions map[string]extension `json:"extensions,omitempty"`
}

type reference struct {
	Source      string            `json:"source_name"`
	Description string            `json:"description,omitempty"`
	URL         string            `json:"url,omitempty"`
	Hashes      map[string]string `json:"hashes,omitempty"`
	ExternalID  string            `json:"external_id,omitempty"`
}

// incidentCore is the OASIS incident core extension 2.0, draft of 10 October 2023.
const incidentCore = "extension-definition--ef765651-680c-498d-9894-99799f2fa126"

type extension struct {
	ExtensionType string   `json:"extension_type"`
	Determination string   `json:"determination"`
	Investigation string   `json:"investigation_status"`
	Detection     []string `json:"detection_methods,omitempty"`
	Scores        []score  `json:"scores,omitempty"`
}

type score struct {
	Name        string  `json:"name"`
	Value       float64 `json:"value"`
	Description string  `json:"description,omitempty"`
}

// namespace is the project's own, 6ba7b810-... being that of names of hosts:
// UUIDv5 of "credence-project" in it.
var namespace = uuid5([16]byte{0x6b, 0xa7, 0xb8, 0x10, 0x9d, 0xad, 0x11, 0xd1, 0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8}, "credence-project")

// id is the identifier of an object of a type about what the parts name.
func id(kind string, parts ...string) string {
	name, _ := json.Marshal(append([]string{kind}, parts...)) // strings cannot fail
	u := uuid5(namespace, string(name))
	return fmt.Sprintf("%s--%x-%x-%x-%x-%x", kind, u[:4], u[4:6], u[6:8], u[8:10], u[10:])
}

// uuid5 is the name-based UUID of RFC 9562, section 5.5.
func uuid5(space [16]byte, name string) [16]byte {
	sum := sha1.Sum(append(space[:], name...))
	var u [16]byte
	copy(u[:], sum[:])
	u[6] = u[6]&0x0f | 0x50
	u[8] = u[8]&0x3f | 0x80
	return u
}

// stamp writes a time to the millisecond, as STIX wants it.
func stamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z") }
