// Package archtest holds the layout of the module as a table and tests it
// against the import lines of every file. The directions in one line: doors
// (cli, server) -> actors (workbench, pipeline) -> library and store -> nouns.
package archtest
