package gtd

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/export/brief"
	"github.com/credence-project/credence/export/plain"
)

type row map[string]string

// set fills a column and, where there is one, its column of words.
func (r row) set(column string, c coded) {
	r[column] = c.code
	r[column+"_txt"] = c.name
}

func code(b *brief.Brief) row {
	r := row{}
	r.when(b)
	r.where(b)
	r.what(b)
	r.who(b)
	r.numbers(b)
	r.sources(b)
	r.ours(b)
	return r
}

func (r row) when(b *brief.Brief) {
	in := &b.Incident
	at := cmp.Or(in.Date.From, in.Date.To)
	r["iyear"], r["imonth"], r["iday"] = "0", "0", "0"
	if at.IsZero() {
		return
	}
	r["iyear"], r["imonth"], r["iday"] = at.Format("2006"), strconv.Itoa(int(at.Month())), strconv.Itoa(at.Day())
	if to := cmp.Or(in.Date.To, at); to.Sub(at) > 25*time.Hour {
		r["approxdate"] = plain.Clock(in.Date)
		if to.Month() != at.Month() || to.Year() != at.Year() {
			r["imonth"] = "0"
		}
		r["iday"] = "0"
	}
	// Sequences of the form are given out from 1 each day; ours lie where they
	// do not reach.
	h := fnv.New32a()
	h.Write([]byte(cmp.Or(string(in.ID), string(b.Assessment.Claim.ID))))
	r["eventid"] = fmt.Sprintf("%s%02s%02s%04d", r["iyear"], r["imonth"], r["iday"], 9000+h.Sum32()%1000)
}

func (r row) where(b *brief.Brief) {
	p := &b.Incident.Place
	country, region := countryOf(p.Country)
	r.set("country", country)
	r.set("region", region)
	if r["country_txt"] == "" {
		r["country_txt"] = p.Country
	}
	r["city"], r["provstate"], r["vicinity"], r["specificity"] = cmp.Or(p.Name, "Unknown"), p.Within, "0", "5"
	if p.Lat != 0 || p.Lon != 0 {
		r["latitude"], r["longitude"], r["specificity"] = strconv.FormatFloat(p.Lat, 'f', -1, 64), strconv.FormatFloat(p.Lon, 'f', -1, 64), "1"
	}
}

func (r row) what(b *brief.Brief) {
	in, a := &b.Incident, &b.Assessment
	kind := strings.ReplaceAll(in.Type, "_", " ")
	weapons := strings.Join(in.Weapons, ", ")
	attacks := all("attack", kind)
	if attacks[0].code == "9" && weapons != "" {
		attacks = all("attack", weapons) // "attack" says less than what it was done with
	}
	for i, c := range attacks[:min(3, len(attacks))] {
		r.set("attacktype"+strconv.Itoa(i+1), c)
	}
	if weapons == "" && lookUp("weapon", kind).code == "12" {
		r.set("weaptype1", coded{"13", "Unknown"})
	} else {
		found := all("weapon", weapons+" "+kind)
		for i, c := range found[:min(4, len(found))] {
			r.set("weaptype"+strconv.Itoa(i+1), c)
		}
	}
	r["weapdetail"], r["summary"] = weapons, b.AttackName()
	r["extended"], r["ishostkid"] = "0", "0"
	if r["attacktype1"] == "6" || r["attacktype1"] == "5" || r["attacktype1"] == "4" {
		r["extended"], r["ishostkid"] = "", "1"
	}
	r["success"] = "1"
	if in.Stage == credence.StageAttempted || in.Stage == credence.StageThreatened {
		r["success"] = "0"
	}
	if strings.Contains(strings.ToLower(kind+" "+weapons), "suicide") {
		r["suicide"] = "1"
	}
	r["doubtterr"] = "0"
	if b.StandsOut() && (a.Top == credence.H5 || a.Top == credence.H7) {
		r["doubtterr"] = "1"
		r.set("alternative", lookUp("alternative", string(a.Top)))
	}
	r["targtype1"], r["targtype1_txt"], r["property"] = "20", "Unknown", "-9"
}

// who codes group and claim: the claimant, then those who claimed beside it.
func (r row) who(b *brief.Brief) {
	a := &b.Assessment
	claims := append([]credence.Claim{a.Claim}, b.Rivals...)
	for i := range claims[:min(3, len(claims))] {
		c, n := &claims[i], strconv.Itoa(i+1)
		group, claimed, mode := "gname"+n, "claim"+n, "claimmode"+n
		if i == 0 {
			group, claimed, mode = "gname", "claimed", "claimmode"
		}
		r[group], r["guncertain"+n], r[claimed] = cmp.Or(c.Claimant, "Unknown"), "1", "1"
		if i == 0 && a.Authenticity == credence.NoClaimHeld {
			r[claimed] = "0"
			continue
		}
		r.set(mode, claimMode(c, b.Incident.Date))
	}
	if r["claimed"] == "1" {
		r["compclaim"] = "0"
		if len(b.Rivals) > 0 {
			r["compclaim"] = "1"
		}
	}
	r["individual"] = "0"
	switch {
	case b.Tied() && (a.Top == credence.H1 || a.Top == credence.H2):
		r["guncertain1"] = "0"
	case b.Settled() && a.Top == credence.H4:
		r["individual"] = "1"
	}
}

func (r row) numbers(b *brief.Brief) {
	in := &b.Incident
	r["nperps"], r["nperpcap"] = "-99", "-99"
	var ranges []string
	for _, n := range []struct {
		column, name string
		count        credence.Number
	}{{"nkill", "killed", in.Killed}, {"nwound", "injured", in.Injured}, {"nperps", "attackers", in.Attackers}} {
		if n.count.IsZero() {
			continue
		}
		r[n.column] = strconv.Itoa(n.count.Min)
		if n.count.Max != n.count.Min || n.count.Approx {
			ranges = append(ranges, n.name+" "+plain.Count(n.count)+" as reported")
		}
	}
	r["addnotes"] = strings.TrimSpace(b.Standfirst() + " " + strings.Join(ranges, "; "))
	for _, c := range []string{"INT_LOG", "INT_IDEO", "INT_MISC", "INT_ANY"} {
		r[c] = "-9"
	}
}

func (r row) sources(b *brief.Brief) {
	n := 0
	for i := range b.Documents {
		d := &b.Documents[i]
		if b.OwnVoice(d) || string(d.Extra["kind"]) == `"background"` || n == 3 {
			continue
		}
		n++
		parts := []string{d.Outlet, d.Title, b.Link(d)}
		if at := cmp.Or(d.Published.From, d.Published.To); !at.IsZero() {
			parts = append(parts, at.Format(time.DateOnly))
		}
		r["scite"+strconv.Itoa(n)] = strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), ", ")
	}
	r["dbsource"] = NotGTD
}

func (r row) ours(b *brief.Brief) {
	a := &b.Assessment
	top := b.Leading()
	exclusive, checkable := b.Foreknown()
	v := a.Versions
	for column, value := range map[string]string{
		"x_comment": NotGTD, "x_claim_id": string(a.Claim.ID), "x_incident_id": string(b.Incident.ID), "x_as_of": moment(a.AsOf),
		"x_claim_time": moment(a.Claim.At.From), "x_claim_time_to": moment(a.Claim.At.To), "x_claimant_id": a.Claim.ClaimantID,
		"x_authenticity": string(a.Authenticity), "x_link_grade": string(a.Top), "x_link_name": b.Labels.Rung[a.Top],
		"x_link_probability": plain.Percent(top.P), "x_link_from": plain.Percent(top.Lo), "x_link_to": plain.Percent(top.Hi),
		"x_sufficiency": string(a.Sufficiency), "x_indep_origins": strconv.Itoa(b.Independent()), "x_foreknowledge": strconv.Itoa(exclusive),
		"x_checkable_details": strconv.Itoa(checkable), "x_machine_coded": strconv.FormatBool(a.MachineCoded),
		"x_versions": strings.TrimSpace(strings.Join([]string{v.Codes, v.Priors, v.Words, v.Rules, v.Extractor}, " ")),
	} {
		r[column] = value
	}
	if !b.StandsOut() {
		r["x_link_grade"], r["x_link_name"] = "", "no answer stands out"
	}
}

func moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}
