# Go and make are all that build, demo and test need; eval also wants Python 3 and the shared data.
GO ?= go
export CGO_ENABLED = 0
SHARED ?= ../shared
OUT := out

.PHONY: build demo test schemas axe chromium shots check eval bench golden fuzz fit clean

build: ## the one binary, in bin/
	$(GO) build -trimpath -ldflags "-s -w" -o bin/credence ./cmd/credence

demo: build ## the main job on the built-in dossier
	./bin/credence demo --out $(OUT)/demo

test: schemas axe chromium ## everything CI runs
	$(GO) test -timeout 15m ./...

SCHEMAS := $(OUT)/schemas/stix2validator/schemas-2.1
schemas: ## the schemas of others that exports are tested against; without them those tests are skipped
	@test -d $(SCHEMAS) || python3 -m pip install --quiet --disable-pip-version-check --root-user-action ignore --no-deps --require-hashes --only-binary :all: \
	  --target $(OUT)/schemas -r export/stix/testdata/schemas.txt || echo "schemas: not fetched; tests that need them are skipped"

# What tests need of others is installed where that can be done without asking: on Debian, as root or by sudo.
ROOT := $(shell test "$$(id -u)" = 0 || echo sudo -n)
install = test -f /etc/debian_version && $(ROOT) apt-get update -qq && \
  $(ROOT) env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends $(1) >/dev/null

chromium: ## the browser that tests drive; without it those tests are skipped
	@for b in chromium chromium-browser google-chrome google-chrome-stable; do command -v $$b >/dev/null && exit; done; \
	  { $(call install,chromium fonts-liberation); } || \
	  echo "chromium: not installed; install Chromium or Chrome (Debian: apt-get install chromium), or tests that need it are skipped"

AXE := $(OUT)/axe/node_modules/axe-core/axe.min.js
axe: ## the rules of accessibility that pages are tested against, pinned; without them those tests are skipped
	@test -f $(AXE) || { mkdir -p $(OUT)/axe && cp internal/server/browser/testdata/axe/*.json $(OUT)/axe && \
	  { command -v npm >/dev/null || { $(call install,npm); }; } && \
	  npm ci --prefix $(OUT)/axe --ignore-scripts --no-audit --no-fund --silent; } || \
	  echo "axe: not fetched (npm fetches it); tests that need it are skipped"

shots: chromium ## pictures of all pages, on a phone and a screen, light and dark
	$(GO) test ./internal/server/browser -count 1 -run '^TestShots$$' -shots $(abspath $(OUT)/shots)

check: ## what a reviewer need not say
	@test -z "$$(gofmt -l .)" || { gofmt -l .; echo "these files need gofmt"; exit 1; }
	$(GO) vet ./...
	$(GO) tool staticcheck ./...
	$(GO) test ./internal/archtest
	@$(GO) tool govulncheck ./... || [ $$? -ne 3 ] && echo "govulncheck: done, or its database is not reachable here"

eval: build ## every quality number, as one table
	$(GO) run ./bench/eval -shared $(SHARED) -out $(OUT)/eval

bench: build ## the speed numbers
	$(GO) run ./bench/speed -shared $(SHARED) -out $(OUT)/speed

golden: ## rewrite the golden files; read the diff before committing it
	$(GO) test $$(grep -rlE 'testkit\.(Golden|Updating)' --include=*_test.go . | xargs -n1 dirname | sort -u) -update

fit: ## re-estimate the penalties, and say whether it helps
	$(GO) run ./bench/casebook/fit -in $(SHARED)/data/casebook/dev

fuzz: ## a short run of every fuzz target
	@for t in $$(grep -rlE '^func Fuzz' --include=*_test.go . | xargs -n1 dirname | sort -u); do \
	  for f in $$(grep -hoE '^func Fuzz[A-Za-z0-9_]+' $$t/*_test.go | cut -c6-); do \
	    echo "$$t $$f"; $(GO) test $$t -run '^$$' -fuzz "^$$f$$" -fuzztime 15s || exit 1; done; done

clean:
	rm -rf bin $(OUT)
