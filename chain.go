package credence

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"time"
)

// ChainEntry is an entry of the journal of judgements as it is handed over: with
// its link and that of the entry before, so that it can be checked alone.
type ChainEntry struct {
	Seq      int64           `json:"seq"`
	Kind     string          `json:"kind"` // evidence, decision, ruling or assessment
	ID       string          `json:"id"`
	Recorded time.Time       `json:"recorded_at"`
	Before   string          `json:"before"`             // link of the entry before, hex; "" for the first
	Link     string          `json:"link"`               // hex
	Body     json.RawMessage `json:"body,omitempty"`     // as it was appended
	Withheld string          `json:"withheld,omitempty"` // why the body is not handed over
	SHA256   string          `json:"sha256,omitempty"`   // of a body that is withheld, hex
}

// ChainLink is the SHA-256 over the link of the entry before (nothing for the
// first), then kind, ID, time of recording in microseconds and body, each
// preceded by its length but the time, which is a number of eight bytes.
func ChainLink(before []byte, kind, id string, recorded time.Time, body []byte) []byte {
	h := sha256.New()
	var n [8]byte
	number := func(v uint64) {
		binary.BigEndian.PutUint64(n[:], v)
		h.Write(n[:])
	}
	part := func(b []byte) {
		number(uint64(len(b)))
		h.Write(b)
	}
	part(before)
	part([]byte(kind))
	part([]byte(id))
	number(uint64(recorded.UnixMicro()))
	part(body)
	return h.Sum(nil)
}
