// Package browser holds the tests that drive the workbench in a real browser,
// Chromium: what people do there by mouse, by keyboard, on a phone and without
// JavaScript, whether each page is accessible, and pictures of all pages. It
// has no code of its own. The tests need Chromium, and some axe-core; `make
// test` sees to both, and where one is missing they are skipped and say so.
package browser
