# Daybook. `make` lists what there is to do.
#
# Not here: how a test finds its servers (scripts/with-postgres) and what the tools forbid (clippy.toml, deny.toml).

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
MAKEFLAGS += --no-builtin-rules

# One selection for all that is built to be tested, the binary included: another would build it again.
suite := cargo test --locked --workspace --test '*'

# The suite's tests have two forms; this chooses the long one.
long := DAYBOOK_TEST_EFFORT=long

TARGET := $(or $(CARGO_TARGET_DIR),target)
binary := $(abspath $(TARGET))/debug/daybook
server := DAYBOOK_BINARY="$(binary)" scripts/with-server

# npm keeps this file as the record of what it installed.
modules := web/node_modules/.package-lock.json
dist := web/dist/index.html
web_sources := $(shell find web crates/daybook/templates -name node_modules -prune -o -name dist -prune -o -name e2e -prune -o -type f -print 2>/dev/null)

.PHONY: run build test torture attack sbom check fix bench clean help
.PHONY: tools format lint unit suite-sqlite suite-postgres browser openapi

run: tools $(dist) ## build everything and serve on http://127.0.0.1:8000, with SQLite in ./daybook-data
	cargo run --locked --package daybook -- serve

build: tools $(dist) ## leave one optimised binary, the web app inside: target/release/daybook
	cargo build --locked --release --package daybook

test: ## everything: check, then the suite on both databases and the browser
	scripts/need rust node cc postgres redis chromium strace python
	$(MAKE) check suite-sqlite suite-postgres browser openapi

torture: $(dist) ## the long forms of what Daybook must survive: hours
	scripts/need rust cc postgres redis strace
	ulimit -Sn hard; $(long) DAYBOOK_TEST_ENGINE=sqlite $(suite) torture:: -- --nocapture --test-threads=1
	ulimit -Sn hard; $(long) DAYBOOK_TEST_ENGINE=postgres scripts/with-postgres $(suite) torture:: -- --nocapture --test-threads=1
	PROPTEST_CASES=1000000 cargo test --locked --release --package daybook-live --test cursors

attack: $(dist) ## what hostile clients send, the long forms: hours (RUSTSEC_DB=folder or archive of the advisories, FUZZ_SECONDS=600)
	scripts/need rust node cc python slowhttptest
	RUSTSEC_DB="$(RUSTSEC_DB)" scripts/audit
	scripts/fuzz-parsers $(or $(FUZZ_SECONDS),600)
	$(suite) --no-run
	$(server) scripts/fuzz-openapi long
	$(server) scripts/slow-clients 120 1000
	$(server) scripts/scan

sbom: ## what the binary is built from, as CycloneDX: target/sbom/
	scripts/need rust node python
	scripts/sbom

check: tools format lint unit ## the quick half: format, lints, types, unit tests

fix: tools $(modules) ## mend what the tools can mend by themselves: format, lints, the generated client
	cargo clippy --locked --workspace --all-targets --fix --allow-dirty --allow-staged
	cargo fmt --all
	cargo run --locked --package daybook -- openapi > web/openapi.json.new && mv web/openapi.json.new web/openapi.json
	cd web && npm run generate && npx eslint . --fix

bench: tools $(dist) ## measure it beside the servers that it replaces (ONLY=post-16,get-16 …, WRITE=1 keeps the tables in docs/PERFORMANCE.md)
	scripts/need postgres python redis
	cargo build --locked --release --package daybook --package daybook-bench
	"$(abspath $(TARGET))/release/daybook-bench" $(if $(ONLY),--only $(ONLY)) $(if $(WRITE),--write docs/PERFORMANCE.md) $(BENCH)

clean: ## remove what was built; the data folder stays
	cargo clean
	rm -rf web/node_modules web/dist

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# The parts, each of which can be called alone.

tools:
	@scripts/need rust node cc

format: $(modules)
	cargo fmt --all --check

lint: $(dist)
	cargo clippy --locked --workspace --all-targets -- --deny warnings
	cd web && npm run typecheck && npm run lint
	scripts/check-dependencies

unit: $(dist)
	cargo test --locked --workspace --lib
	cd web && npm test && npm run budget

suite-sqlite: $(dist)
	DAYBOOK_TEST_ENGINE=sqlite $(suite)
	cargo test --locked --workspace --doc

suite-postgres: $(dist)
	DAYBOOK_TEST_ENGINE=postgres scripts/with-postgres $(suite)

browser: $(dist)
	$(suite) --no-run
	DAYBOOK_BINARY="$(binary)" node --test --test-concurrency=2 web/e2e/*.test.mjs

openapi: $(dist)
	$(suite) --no-run
	$(server) scripts/fuzz-openapi short

$(modules): web/package.json web/package-lock.json
	cd web && npm ci --no-audit --no-fund
	@touch $@

$(dist): $(modules) $(web_sources)
	cd web && npm run build
	@touch $@
