package main

import (
	"encoding/binary"
	"math"
	"sort"
	"strings"
)

// encode writes the payload that lexicon.readGazetteer reads. All numbers are
// unsigned varints unless said otherwise.
//
//	number of places, divisions, countries
//	country codes, two bytes each
//	for each division: country, code within the country + "\n", name + "\n"
//	names of the places, each + "\n"
//	country of each place, one byte
//	division of each place + 1, two bytes, low bytes first, then high bytes
//	kind of each place, one byte
//	population of each place in tens, rounded up
//	latitude + 90, then longitude + 180 of each place, in 1e-3 degrees, each as
//	three columns of bytes, the lowest first
func encode(rows []row, divisions []division) []byte {
	countries := codes(rows, divisions)
	at := map[string]int{}
	for i, c := range countries {
		at[c] = i
	}
	b := binary.AppendUvarint(nil, uint64(len(rows)))
	b = binary.AppendUvarint(b, uint64(len(divisions)))
	b = binary.AppendUvarint(b, uint64(len(countries)))
	for _, c := range countries {
		b = append(b, c...)
	}
	number := map[string]int{}
	for i, d := range divisions {
		number[d.Code] = i + 1
		country, code, _ := strings.Cut(d.Code, ".")
		b = binary.AppendUvarint(b, uint64(at[country]))
		b = append(b, code+"\n"+d.Name+"\n"...)
	}
	for _, r := range rows {
		b = append(b, strings.ReplaceAll(r.name, "\n", " ")+"\n"...)
	}
	for _, r := range rows {
		b = append(b, byte(at[r.country]))
	}
	b = column(b, rows, 2, func(r row) int { return number[r.country+"."+r.division] })
	b = column(b, rows, 1, func(r row) int { return int(r.kind) })
	for _, r := range rows {
		b = binary.AppendUvarint(b, uint64((r.population+9)/10))
	}
	b = column(b, rows, 3, func(r row) int { return int(math.Round((r.lat + 90) * 1000)) })
	return column(b, rows, 3, func(r row) int { return int(math.Round((r.lon + 180) * 1000)) })
}

// column appends the value of every row as so many columns of bytes.
func column(b []byte, rows []row, bytes int, value func(row) int) []byte {
	for i := 0; i < bytes; i++ {
		for _, r := range rows {
			b = append(b, byte(value(r)>>(8*i)))
		}
	}
	return b
}

// codes lists the countries of places and divisions in order.
func codes(rows []row, divisions []division) []string {
	seen := map[string]bool{}
	for _, r := range rows {
		seen[r.country] = true
	}
	for _, d := range divisions {
		seen[d.Code[:2]] = true
	}
	out := make([]string, 0, len(seen))
	for c := range seen {
		out = append(out, c)
	}
	sort.Strings(out)
	return out
}
