package config

import (
	"path/filepath"
	"testing"
)

func TestRead(t *testing.T) {
	tests := []struct {
		name    string
		env     map[string]string
		db, by  string
		wantErr bool
	}{
		{"explicit", map[string]string{"CREDENCE_DB": "x.db", "CREDENCE_BY": "desk"}, "x.db", "desk", false},
		{"data home", map[string]string{"XDG_DATA_HOME": "/d", "USER": "ann"}, filepath.Join("/d", "credence", "credence.db"), "ann", false},
		{"bad workers", map[string]string{"CREDENCE_DB": "x.db", "CREDENCE_WORKERS": "many"}, "", "", true},
		{"no workers", map[string]string{"CREDENCE_DB": "x.db", "CREDENCE_WORKERS": "0"}, "", "", true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c, err := Read(func(k string) string { return tt.env[k] })
			if (err != nil) != tt.wantErr {
				t.Fatalf("Read: error %v, want error %v", err, tt.wantErr)
			}
			if err != nil {
				return
			}
			if c.DB != tt.db || c.By != tt.by || c.Workers < 1 {
				t.Errorf("Read = %+v, want DB %q, By %q", c, tt.db, tt.by)
			}
		})
	}
}
