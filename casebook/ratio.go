package casebook

import (
	"encoding/json"
	"fmt"
	"math"
)

// Ratio is a mean that may rest on nothing: NaN then, and null in JSON.
type Ratio float64

// String writes three decimals, or a dash.
func (r Ratio) String() string {
	if math.IsNaN(float64(r)) {
		return "-"
	}
	return fmt.Sprintf("%.3f", float64(r))
}

// MarshalJSON writes a number, or null.
func (r Ratio) MarshalJSON() ([]byte, error) {
	if math.IsNaN(float64(r)) {
		return []byte("null"), nil
	}
	return json.Marshal(float64(r))
}

// UnmarshalJSON reads a number, or null.
func (r *Ratio) UnmarshalJSON(b []byte) error {
	var x *float64
	if err := json.Unmarshal(b, &x); err != nil {
		return err
	}
	*r = Ratio(math.NaN())
	if x != nil {
		*r = Ratio(*x)
	}
	return nil
}

// MarshalJSON writes the pair [accuracy, label].
func (m MajorityHit) MarshalJSON() ([]byte, error) {
	return json.Marshal([]any{m.Accuracy, m.Label})
}

// UnmarshalJSON reads the pair [accuracy, label].
func (m *MajorityHit) UnmarshalJSON(b []byte) error {
	pair := []any{&m.Accuracy, &m.Label}
	return json.Unmarshal(b, &pair)
}
