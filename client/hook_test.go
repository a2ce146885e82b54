package client

import (
	"errors"
	"strings"
	"testing"
	"time"
)

func TestVerifyHook(t *testing.T) {
	// The signature of the body "news" at 12:00 on 1 May 2019 under "secret".
	const signature = "t=1556712000,v1=SUM"
	now := time.Date(2019, 5, 1, 12, 0, 0, 0, time.UTC)
	good := strings.Replace(signature, "SUM", sum, 1)
	for _, tt := range []struct {
		name, secret, signature, body string
		now                           time.Time
		want                          error
	}{
		{"as it was signed", "secret", good, "news", now.Add(time.Minute), nil},
		{"another body", "secret", good, "other", now, ErrSignature},
		{"another secret", "other", good, "news", now, ErrSignature},
		{"another time", "secret", strings.Replace(good, "1556712000", "1556712001", 1), "news", now, ErrSignature},
		{"too late", "secret", good, "news", now.Add(time.Hour), ErrSignature},
		{"too early", "secret", good, "news", now.Add(-time.Hour), ErrSignature},
		{"nothing", "secret", "", "news", now, ErrSignature},
		{"no hex", "secret", "t=1556712000,v1=zz", "news", now, ErrSignature},
		{"no time", "secret", "v1=" + sum, "news", now, ErrSignature},
	} {
		if err := VerifyHook(tt.secret, tt.signature, []byte(tt.body), tt.now, 5*time.Minute); !errors.Is(err, tt.want) {
			t.Errorf("%s: got %v, want %v", tt.name, err, tt.want)
		}
	}
}

const sum = "35a0c3d083c1de72112664c1b56b23959e68619b5387863f6fa9885f57682a40"
