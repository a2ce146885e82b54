package credence

// GroupMonth counts the attacks that a table lays to a group in a month. It is
// context: it may choose a prior, and is never scored.
type GroupMonth struct {
	Group   string `json:"group"`
	Month   string `json:"month"` // "2016-07", or "2016" where the table gives no month
	Attacks int    `json:"attacks"`
	Claims  int    `json:"claims"` // attacks that the group claimed
	Told    int    `json:"told"`   // attacks of which it is told whether the group claimed them
	Killed  int    `json:"killed"`
}
