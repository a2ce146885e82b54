// Package config is the one struct of settings, read once where the program
// starts. A flag beats the environment, the environment beats the default.
package config

import (
	"fmt"
	"os"
	"os/user"
	"path/filepath"
	"runtime"
	"strconv"
)

// Config holds the settings that several commands share.
type Config struct {
	DB      string // path of the embedded store; CREDENCE_DB
	By      string // who acts, written beside every judgement; CREDENCE_BY
	Contact string // e-mail or address sent with the user agent when fetching; CREDENCE_CONTACT
	Workers int    // how many documents are worked on at once; CREDENCE_WORKERS
	Owners  string // a table of outlets and who owns them, read after the built-in one; CREDENCE_OWNERS
	Words   string // yardstick of probability words, icd203 or phia; CREDENCE_WORDS

	// LoginSecret is shown to the service that logs people in; CREDENCE_OIDC_SECRET.
	LoginSecret string
}

// Read gives the settings from the environment, with defaults for the rest.
// The folder of the default store is not made here.
func Read(env func(string) string) (Config, error) {
	c := Config{DB: env("CREDENCE_DB"), By: env("CREDENCE_BY"), Contact: env("CREDENCE_CONTACT"), Words: env("CREDENCE_WORDS"), Owners: env("CREDENCE_OWNERS"),
		LoginSecret: env("CREDENCE_OIDC_SECRET")}
	if c.DB == "" {
		dir, err := dataDir(env)
		if err != nil {
			return c, fmt.Errorf("data folder: %w (set CREDENCE_DB or give --db)", err)
		}
		c.DB = filepath.Join(dir, "credence.db")
	}
	if c.By == "" {
		if c.By = firstOf(env("USER"), env("USERNAME")); c.By == "" {
			if u, err := user.Current(); err == nil {
				c.By = u.Username
			}
		}
	}
	if c.Words == "" {
		c.Words = "icd203"
	}
	c.Workers = runtime.GOMAXPROCS(0)
	if s := env("CREDENCE_WORKERS"); s != "" {
		n, err := strconv.Atoi(s)
		if err != nil || n < 1 {
			return c, fmt.Errorf("CREDENCE_WORKERS=%q: want a whole number above 0", s)
		}
		c.Workers = n
	}
	return c, nil
}

// dataDir is the user's folder for application data.
func dataDir(env func(string) string) (string, error) {
	if d := env("XDG_DATA_HOME"); d != "" {
		return filepath.Join(d, "credence"), nil
	}
	if d := env("LOCALAPPDATA"); d != "" {
		return filepath.Join(d, "credence"), nil
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "", err
	}
	return filepath.Join(home, ".local", "share", "credence"), nil
}

func firstOf(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}
