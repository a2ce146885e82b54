package client

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"strconv"
	"strings"
	"time"
)

// ErrSignature says that a delivery was not signed with the secret of the
// hook, or too long ago.
var ErrSignature = errors.New("the signature does not hold")

// VerifyHook holds a delivery against its Credence-Signature header: signed
// with the secret over time and body, and no further from now than tolerance,
// so that what somebody listened to cannot be sent again later. It gives
// ErrSignature otherwise.
func VerifyHook(secret, signature string, body []byte, now time.Time, tolerance time.Duration) error {
	stamp, sum, ok := strings.Cut(signature, ",v1=")
	stamp, isTime := strings.CutPrefix(stamp, "t=")
	seconds, err := strconv.ParseInt(stamp, 10, 64)
	given, notHex := hex.DecodeString(sum)
	if !ok || !isTime || err != nil || notHex != nil {
		return ErrSignature
	}
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(stamp + "."))
	mac.Write(body)
	if !hmac.Equal(given, mac.Sum(nil)) || now.Sub(time.Unix(seconds, 0)).Abs() > tolerance {
		return ErrSignature
	}
	return nil
}
