package brief

import "fmt"

// record shows the claimant's record, always with how many claims it rests on.
func record(b *Brief) []block {
	r := b.Record
	if r == nil {
		return nil
	}
	t := table{head: []string{"Year or region", "Claims", "Upheld", "Cause, no tie", "Contradicted", "Open"}}
	for _, p := range r.Parts {
		t.rows = append(t.rows, []string{p.Name, fmt.Sprint(p.N), fmt.Sprint(p.Upheld), fmt.Sprint(p.Inspired), fmt.Sprint(p.Contradicted), fmt.Sprint(p.Open)})
	}
	standing := "Too few of them are settled to call the record good or poor."
	if r.Standing != "" {
		standing = "The record of the 24 months before is " + r.Standing + "."
	}
	return []block{
		para{text: sentence(r.Summary)},
		para{text: standing + " It is no evidence on this attack and decides nothing alone."},
		t,
	}
}

// months shows the context that tables give.
func months(b *Brief) []block {
	t := table{head: []string{"Month", "Group", "Attacks", "Claimed", "Killed", "Table"}}
	for _, m := range b.Context {
		claimed := "not told"
		if m.Told > 0 {
			claimed = fmt.Sprintf("%d of %d", m.Claims, m.Told)
		}
		t.rows = append(t.rows, []string{m.Month, m.Group, fmt.Sprint(m.Attacks), claimed, fmt.Sprint(m.Killed), m.Table})
	}
	if len(t.rows) == 0 {
		return nil
	}
	return []block{para{text: "Context for the starting point; it is not scored as evidence."}, t}
}
