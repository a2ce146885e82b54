package stamp

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestParse(t *testing.T) {
	for _, c := range []struct{ in, from, to string }{
		{"2017-03-23", "2017-03-23T00:00:00Z", "2017-03-23T23:59:59Z"},
		{"2017-03-23T12:20:00Z", "2017-03-23T12:20:00Z", "2017-03-23T12:20:00Z"},
		{"2017-03-23T12:20:00.123+02:00", "2017-03-23T10:20:00Z", "2017-03-23T10:20:00Z"},
		{"2017-03-23 12:20:00 +0200", "2017-03-23T10:20:00Z", "2017-03-23T10:20:00Z"},
		{"2017-03-23T12:20", "2017-03-23T00:00:00Z", "2017-03-23T23:59:59Z"},
		{"2017-03", "2017-03-01T00:00:00Z", "2017-03-31T23:59:59Z"},
		{"2017/13", "", ""},
		{"20170323", "2017-03-23T00:00:00Z", "2017-03-23T23:59:59Z"},
		{"20170323T122000Z", "2017-03-23T12:20:00Z", "2017-03-23T12:20:00Z"},
		{"Thu, 23 Mar 2017 12:20:00 GMT", "2017-03-23T12:20:00Z", "2017-03-23T12:20:00Z"},
		{"Thu, 23 Mar 2017 12:20:00 -0400", "2017-03-23T16:20:00Z", "2017-03-23T16:20:00Z"},
		{"23 Mar 17 12:20 EDT", "2017-03-23T16:20:00Z", "2017-03-23T16:20:00Z"},
		{"Thu Mar 23 12:20:00 2017", "2017-03-23T00:00:00Z", "2017-03-23T23:59:59Z"},
		{"Thu Mar 23 12:20:00 UTC 2017", "2017-03-23T12:20:00Z", "2017-03-23T12:20:00Z"},
		{"March 23, 2017 3:20 p.m. EDT", "2017-03-23T19:20:00Z", "2017-03-23T19:20:00Z"},
		{"23. März 2017, 12:20 Uhr", "2017-03-23T00:00:00Z", "2017-03-23T23:59:59Z"},
		{"23 de marzo de 2017", "2017-03-23T00:00:00Z", "2017-03-23T23:59:59Z"},
		{"23 марта 2017", "2017-03-23T00:00:00Z", "2017-03-23T23:59:59Z"},
		{"2017年3月23日", "2017-03-23T00:00:00Z", "2017-03-23T23:59:59Z"},
		{"23.03.2017", "2017-03-23T00:00:00Z", "2017-03-23T23:59:59Z"},
		{"23/03/2017 - 12:20", "2017-03-23T00:00:00Z", "2017-03-23T23:59:59Z"},
		{"03/23/2017", "2017-03-23T00:00:00Z", "2017-03-23T23:59:59Z"},
		{"1490271600", "2017-03-23T12:20:00Z", "2017-03-23T12:20:00Z"},
		{"03/04/2017", "", ""},
		{"2017-02-30", "", ""},
		{"yesterday", "", ""},
		{"", "", ""},
		{"версия 2.0.2017", "", ""},
	} {
		got, ok := Parse(c.in, nil)
		if !ok {
			if c.from != "" {
				t.Errorf("Parse(%q) found nothing, want %s", c.in, c.from)
			}
			continue
		}
		from, to := got.From.Format(time.RFC3339), got.To.Format(time.RFC3339)
		if from != c.from || to != c.to {
			t.Errorf("Parse(%q) = %s..%s, want %s..%s", c.in, from, to, c.from, c.to)
		}
	}
}

func TestParsePlacesZonelessTimes(t *testing.T) {
	zone := time.FixedZone("", 3600)
	got, ok := Parse("2017-03-23T12:20:00", zone)
	if want := time.Date(2017, 3, 23, 11, 20, 0, 0, time.UTC); !ok || !got.From.Equal(want) || !got.To.Equal(want) {
		t.Errorf("Parse in a zone = %v %v, want %v", got, ok, want)
	}
}

// What Go writes in the common layouts is read back as the same instant.
func TestParseReadsWhatIsWritten(t *testing.T) {
	layouts := []string{time.RFC3339, time.RFC1123Z, "02 Jan 2006 15:04:05 -0700", "January 2, 2006 3:04:05 PM -0700", "2006/01/02 15:04:05 -07:00"}
	rapid.Check(t, func(t *rapid.T) {
		zone := time.FixedZone("", 900*rapid.IntRange(-48, 56).Draw(t, "quarter hours"))
		at := time.Unix(rapid.Int64Range(0, 4e9).Draw(t, "seconds"), 0).In(zone)
		layout := rapid.SampledFrom(layouts).Draw(t, "layout")
		got, ok := Parse(at.Format(layout), nil)
		if !ok || !got.From.Equal(at) || !got.To.Equal(at) {
			t.Fatalf("Parse(%q) = %v %v", at.Format(layout), got, ok)
		}
	})
}

func FuzzParse(f *testing.F) {
	f.Add("Thu, 23 Mar 2017 12:20:00 GMT")
	f.Add("23. März 2017, 12:20 Uhr")
	f.Fuzz(func(t *testing.T, s string) {
		v, ok := Parse(s, nil)
		if ok && v.To.Before(v.From) {
			t.Errorf("Parse(%q) ends before it begins", s)
		}
	})
}
