package assess

import (
	"github.com/credence-project/credence"
)

// settle separates what counts from what was rejected or replaced. Known must
// be in canonical order.
func (t *Tables) settle(known []credence.Evidence) (standing []credence.Evidence, aside []credence.SetAside) {
	replaced := make(map[credence.EvidenceID]credence.EvidenceID)
	for i := range known {
		for _, old := range known[i].Supersedes {
			if old != known[i].ID {
				replaced[old] = known[i].ID
			}
		}
	}
	for i := range known {
		e := known[i]
		by, gone := replaced[e.ID]
		switch {
		case e.Status == credence.Rejected:
			aside = append(aside, credence.SetAside{Evidence: e, Why: "rejected"})
		case gone:
			aside = append(aside, credence.SetAside{Evidence: e, Why: "replaced by a newer entry", By: by})
		default:
			standing = append(standing, e)
		}
	}
	return standing, aside
}
