package event

import "github.com/credence-project/credence"

// noneHurt reads "there were no casualties", "nobody was injured" and the like
// from the sentences of a cluster: a stated zero for killed, injured or both.
func (r *reading) noneHurt(c *cluster, mt *credence.Mention) {
	none := credence.Number{Known: true}
	for s := range int32(len(r.sents)) {
		if !r.attached(c, s) {
			continue
		}
		sent := &r.text.Sentences[s]
		for i := sent.First; i < sent.Last; i++ {
			switch r.text.Normal(int(i)) {
			case "no", "nobody", "none", "without":
			default:
				continue
			}
			killed, injured := r.harmBehind(i, sent.Last)
			if killed && mt.Killed.IsZero() {
				mt.Killed = none
			}
			if injured && mt.Injured.IsZero() {
				mt.Injured = none
			}
		}
	}
}

// harmBehind reports which harm the words behind the negation at i speak of.
func (r *reading) harmBehind(i, last int32) (killed, injured bool) {
	const reach = 7
	nobody := r.text.Normal(int(i)) == "nobody"
	for k := i + 1; k < min(i+reach, last); k++ {
		switch r.text.Normal(int(k)) {
		case "one", "person", "people", "persons", "them":
			nobody = true
		case "casualties", "casualty", "victims", "victim":
			return true, true
		case "fatalities", "deaths", "dead", "death":
			killed = true
		case "injuries", "injury", "wounded":
			injured = true
		case "injured", "hurt", "harmed":
			injured = injured || nobody || k == i+1 || killed
		case "killed":
			killed = killed || nobody || k == i+1
		case ".", ";":
			return killed, injured
		}
	}
	return killed, injured
}

// toll reads "the death toll rose to 31": the count of killed as it stands,
// whatever the parts of the text add up to.
func (r *reading) toll(c *cluster, mt *credence.Mention) {
	for s := range int32(len(r.sents)) {
		if !r.attached(c, s) {
			continue
		}
		last := r.text.Sentences[s].Last
		for i := r.text.Sentences[s].First + 1; i < last; i++ {
			if r.text.Normal(int(i)) == "toll" && r.text.Normal(int(i-1)) == "death" {
				if n, ok := r.reached(i+1, last); ok {
					mt.Killed = n
					return
				}
			}
		}
	}
}

// reached is the number behind a verb of rising or standing among tokens
// first..last-1: "rose from 12 to 31" is 31.
func (r *reading) reached(first, last int32) (credence.Number, bool) {
	for i := first; i < last; i++ {
		switch r.text.Normal(int(i)) {
		case "to", "at", "reached", "hit", "passed", "of", "is", "was":
		default:
			continue
		}
		k := i + 1
		for k < min(i+3, last) && r.units[k].cat != catNumber {
			k++
		}
		if k < last {
			if n, ok := r.text.NumberAt(int(k)); ok && !n.Ordinal {
				return r.bounded(k, n.Number), true
			}
		}
	}
	return credence.Number{}, false
}
