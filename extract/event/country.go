package event

import "slices"

// countryFeatures describes the country code as the scene of cluster c.
func (r *reading) countryFeatures(f *featureSet, code string, c *cluster) {
	f.reset()
	home, top := uint32(0), uint32(0)
	if code == r.home {
		home = 1
	}
	if code == r.mostNamed() {
		top = 1
	}
	var inName, inOther, total int
	first := false
	for i, u := range r.countries {
		if u.code != code {
			continue
		}
		total++
		if i == 0 {
			first = true
		}
		if r.owns(c, u.sent) && !u.head {
			if u.name {
				inName++
			} else {
				inOther++
			}
		}
	}
	others := 0
	for _, u := range r.countries {
		if u.code != code && r.owns(c, u.sent) && !u.head {
			others++
		}
	}
	acts, sites := r.actsIn(code, c), r.sitesIn(code, c)
	f.add2(751, bucket(acts.all), home)
	f.add2(752, bucket(acts.here), home)
	f.add2(753, bucket(sites.all), home)
	f.add2(754, bucket(sites.here), home)
	f.add2(755, mix(bucket(acts.all), bucket(sites.all)), mix(home, bucket(total)))
	f.add2(756, mix(bucket(acts.here), bucket(sites.here)), mix(home, bucket(inName+inOther)))
	f.add2(758, mix(bucket(acts.all), bucket(acts.abroad)), home)
	f.add2(759, mix(bucket(sites.all), bucket(sites.abroad)), home)
	f.add2(757, bucket(inName+inOther), mix(bucket(total), mix(home, top)))
	f.add(720, home)
	f.add2(721, home, top)
	f.add2(722, home, bucket(inName))
	f.add2(723, home, bucket(inOther))
	f.add2(724, mix(home, top), mix(bucket(inName), bucket(inOther)))
	f.add2(725, bucket(total), home)
	f.add2(726, bucket(others), mix(home, bucket(inName+inOther)))
	if first {
		f.add(727, home)
	}
}

// tied counts what ties a text to a country: in all of it, with a cluster, and
// what ties it to other countries.
type tied struct{ all, here, abroad int }

func (t *tied) add(home, here bool) {
	switch {
	case !home:
		t.abroad++
	case here:
		t.here++
		t.all++
	default:
		t.all++
	}
}

// actsIn counts the actors of the register whose country is code.
func (r *reading) actsIn(code string, c *cluster) (t tied) {
	for i := range r.orgs {
		if a := r.orgs[i].actor; a != nil && len(a.Countries) > 0 {
			t.add(a.Countries[0] == code, r.attached(c, r.phrases[r.orgs[i].phrase].sent))
		}
	}
	return t
}

// sitesIn counts the known places behind the dateline that lie in the country.
func (r *reading) sitesIn(code string, c *cluster) (t tied) {
	for i := range r.places {
		if u := &r.places[i]; u.country != "" && u.first >= int32(r.body) {
			t.add(u.country == code, r.attached(c, r.phrases[u.phrase].sent))
		}
	}
	return t
}

// codes lists the countries that may be a scene: that of the dateline first,
// then those that the text names.
func (r *reading) codes() []string {
	r.codeList = r.codeList[:0]
	if r.home != "" {
		r.codeList = append(r.codeList, r.home)
	}
	for _, u := range r.countries {
		if !slices.Contains(r.codeList, u.code) {
			r.codeList = append(r.codeList, u.code)
		}
	}
	return r.codeList
}

// scene is the country in which the incident of cluster c happened.
func (r *reading) scene(m *linear, c *cluster) string {
	best, at := float32(0), r.home
	for _, code := range r.codes() {
		r.countryFeatures(&r.set, code, c)
		r.probs = m.probabilities(r.set.list, r.probs)
		if r.probs[1] > best {
			best, at = r.probs[1], code
		}
	}
	return at
}
