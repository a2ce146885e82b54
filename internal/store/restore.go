package store

import (
	"context"
	"errors"
	"os"
	"strconv"
)

// RestoreOver is Restore at a location where there may be a store. That one is
// moved aside, with what lies beside it, once the backup has been found sound;
// aside is where it is then, "" if there was none. Nobody else may have it open.
func RestoreOver(ctx context.Context, backup, location string) (aside string, err error) {
	incoming := location + ".incoming"
	for _, ending := range append([]string{""}, sqliteDialect.besides...) {
		os.Remove(incoming + ending) // left over where an earlier run was cut off
	}
	if err := Restore(ctx, backup, incoming); err != nil {
		return "", err
	}
	if _, err := os.Stat(location); err == nil {
		aside = free(location + ".before")
		for _, ending := range append([]string{""}, sqliteDialect.besides...) {
			if err := os.Rename(location+ending, aside+ending); err != nil && !errors.Is(err, os.ErrNotExist) {
				os.Remove(incoming)
				return aside, about("restore "+backup, err)
			}
		}
	}
	return aside, about("restore "+backup, os.Rename(incoming, location))
}

// free is path, or path with the first number after it that is not taken.
func free(path string) string {
	name := path
	for n := 2; mustBeNew(name) != nil; n++ {
		name = path + "-" + strconv.Itoa(n)
	}
	return name
}
