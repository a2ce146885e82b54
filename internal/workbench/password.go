package workbench

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"

	"github.com/credence-project/credence"
)

// Cost of a password, after the second of the settings that the OWASP sheet on
// storing passwords names for argon2id. A hash names what it was made with, so
// that these may be raised later.
const (
	passwordPasses  = 2
	passwordMemory  = 19 << 10 // KiB
	passwordThreads = 1
	passwordSalt    = 16
	passwordSum     = 32
)

// Bounds on the length of a password. Length is what counts; no kinds of
// character are asked for (after NIST SP 800-63B).
const (
	minPassword = 12
	maxPassword = 1024
)

// hashPassword gives the hash of a password in the usual form,
// "$argon2id$v=19$m=19456,t=2,p=1$SALT$SUM".
func hashPassword(password string) (string, error) {
	switch n := utf8.RuneCountInString(password); {
	case !utf8.ValidString(password):
		return "", &credence.InputError{Name: "password", Reason: "is no text"}
	case n < minPassword:
		return "", &credence.InputError{Name: "password", Reason: fmt.Sprintf("has %d characters; at least %d are needed", n, minPassword)}
	case len(password) > maxPassword:
		return "", &credence.InputError{Name: "password", Reason: fmt.Sprintf("is longer than %d bytes", maxPassword)}
	}
	salt := make([]byte, passwordSalt)
	rand.Read(salt)
	sum := argon2.IDKey([]byte(password), salt, passwordPasses, passwordMemory, passwordThreads, passwordSum)
	b64 := base64.RawStdEncoding.EncodeToString
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, passwordMemory, passwordPasses, passwordThreads, b64(salt), b64(sum)), nil
}

// nobody is the hash of no password: what is compared with where there is no
// account, so that the answer takes as long.
const nobody = "$argon2id$v=19$m=19456,t=2,p=1$bm8gYWNjb3VudCBoZXJlIQ$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"

// samePassword reports whether a hash is that of the password. Anything that
// is not a hash is compared as nobody is.
func samePassword(hash, password string) bool {
	memory, passes, threads, salt, sum, ok := parseHash(hash)
	if !ok {
		memory, passes, threads, salt, sum, _ = parseHash(nobody)
	}
	if len(password) > maxPassword {
		password, ok = "", false
	}
	got := argon2.IDKey([]byte(password), salt, passes, memory, threads, uint32(len(sum)))
	return subtle.ConstantTimeCompare(got, sum) == 1 && ok
}

// Bounds on what a hash may ask for: the store may have been written by others.
const (
	maxPasses  = 10
	maxMemory  = 256 << 10
	maxThreads = 8
)

func parseHash(hash string) (memory, passes uint32, threads uint8, salt, sum []byte, ok bool) {
	var version int
	var saltText, sumText string
	n, err := fmt.Sscanf(hash, "$argon2id$v=%d$m=%d,t=%d,p=%d$%s", &version, &memory, &passes, &threads, &saltText)
	if err != nil || n != 5 || version != argon2.Version {
		return
	}
	if memory == 0 || memory > maxMemory || passes == 0 || passes > maxPasses || threads == 0 || threads > maxThreads {
		return
	}
	saltText, sumText, _ = strings.Cut(saltText, "$")
	salt, err = base64.RawStdEncoding.DecodeString(saltText)
	if err != nil {
		return
	}
	sum, err = base64.RawStdEncoding.DecodeString(sumText)
	return memory, passes, threads, salt, sum, err == nil && len(salt) >= 8 && len(sum) >= 16 && len(sum) <= 64
}
