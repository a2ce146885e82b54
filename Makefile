# Go and make are all that build, demo and test need; eval also wants Python 3 and the shared data.
GO ?= go
export CGO_ENABLED = 0
SHARED ?= ../shared
OUT := out

.PHONY: build demo test schemas check eval bench golden fuzz fit clean

build: ## the one binary, in bin/
	$(GO) build -trimpath -ldflags "-s -w" -o bin/credence ./cmd/credence

demo: build ## the main job on the built-in dossier
	./bin/credence demo --out $(OUT)/demo

test: schemas ## everything CI runs
	$(GO) test -timeout 15m ./...

SCHEMAS := $(OUT)/schemas/stix2validator/schemas-2.1
schemas: ## the schemas of others that exports are tested against; without them those tests are skipped
	@test -d $(SCHEMAS) || python3 -m pip install --quiet --disable-pip-version-check --root-user-action ignore --no-deps --require-hashes --only-binary :all: \
	  --target $(OUT)/schemas -r export/stix/testdata/schemas.txt || echo "schemas: not fetched; tests that need them are skipped"

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
