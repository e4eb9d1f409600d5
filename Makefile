# Two commands do everything: `make run` (the main job, embedded SQLite) and `make test` (all that CI checks).
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export XDG_RUNTIME_DIR ?= /tmp

.PHONY: help install run test lint types contracts pytest coverage tools cluster-tools nightly bench bench-quick bench-move bench-real bench-reading bench-load bench-verify bench-size mutants docs pictures schema lock clean

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

install: .venv/installed ## make .venv from hash-locked requirements

.venv/installed: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo '需要 Python 3.11 以上：make PYTHON=python3.11 …' >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || ./.ci/tools python3-venv  # Debian keeps it apart
	test -x $(BIN)/pip || $(PYTHON) -m venv --clear .venv
	$(BIN)/python -m pip install -q --require-hashes -r requirements.lock
	$(BIN)/python -m pip install -q --no-deps --no-build-isolation -e .
	touch $@

.venv/tested: requirements-test.lock .venv/installed
	$(BIN)/python -m pip install -q --require-hashes -r requirements-test.lock
	touch $@

run: install ## demo data, one promotion from .lrmx to 正式任职, then the site
	$(BIN)/cadre demo

test: .venv/tested tools ## everything CI checks
	$(MAKE) --no-print-directory lint types contracts pytest

tools: ## Chromium and CJK fonts for browser tests, through apt where missing
	@command -v chromium >/dev/null && fc-list 2>/dev/null | grep -qi 'noto.*cjk' || ./.ci/tools chromium fonts-noto-cjk fontconfig

lint: .venv/tested
	$(BIN)/ruff check .

types: .venv/tested
	$(BIN)/mypy workflow

contracts: .venv/tested
	$(BIN)/lint-imports

pytest: .venv/tested
	$(BIN)/python -m pytest -n 2 --dist worksteal -m 'not nightly'

# Tracing doubles the time of every test, so that the gate is held apart from what CI has time for; whole
# cases, browsers, every route, faults and random acts are left out: the rooms' own tests must reach everything.
UNTRACED := tests/stories tests/browser tests/faults tests/deploy tests/commands/test_random_people.py \
  tests/ledger/test_dossier_mutations.py tests/web/test_every_route.py tests/web/test_demo_states.py \
  tests/web/test_demo_command.py

coverage: .venv/tested ## branch coverage of workflow/ by the rooms' own tests: 99 % or it fails
	$(BIN)/python -m pytest -n 2 --dist worksteal -m 'not nightly' $(addprefix --ignore=,$(UNTRACED)) --cov=workflow --cov-branch --cov-report=term:skip-covered --cov-fail-under=99

cluster-tools: ## etcd, network namespaces, HAProxy, PgBouncer and pgBackRest for the drills, through apt where missing
	@PATH="$$PATH:/usr/sbin"; for one in etcd ip haproxy pgbackrest pg_createcluster; do command -v $$one >/dev/null || { \
	  ./.ci/tools etcd-server iproute2 haproxy pgbackrest postgresql; break; }; done
	@./.ci/pgbouncer

nightly: .venv/tested tools cluster-tools coverage ## coverage and the long figures
	$(BIN)/python -m pytest -n 2 --dist worksteal

.venv/benched: requirements-bench.lock .venv/tested
	$(BIN)/python -m pip install -q --require-hashes -r requirements-bench.lock
	touch $@

bench: bench-move bench-real bench-reading bench-load bench-verify bench-size ## every table of docs/performance.md and docs/load.md: hours, and 12 GB in build/bench

bench-move: .venv/benched ## a durable move against floor and all peers, 2,000 cases on each database, and its parts
	$(BIN)/python -m benchmarks.durable_move --peers --cold --together
	$(BIN)/python -m benchmarks.durable_move --peers --together --postgres
	$(BIN)/python -m benchmarks.parts
	$(BIN)/python -m benchmarks.parts --postgres

bench-real: .venv/benched ## the whole promotion, a case that grows long, row security
	$(BIN)/python -m benchmarks.real_move
	$(BIN)/python -m benchmarks.row_security

# Countries are kept for another run; `rm -r build/bench` once the tables have changed. A whole case takes
# 147 KB, so of the large ones twenty cities have their journals.
COUNTRIES := $(addprefix build/bench/,1000 10000 100000 1000000)
build/bench/%: | .venv/benched
	rm -rf $@.new && mkdir -p $(@D)
	$(BIN)/python -m benchmarks.plausible $@.new --cases $* $(if $(filter 100000 1000000,$*),--entries 20)
	mv $@.new $@

bench-reading: $(COUNTRIES) ## pages of a city and of the country, from a thousand cases to a million
	$(BIN)/python -m benchmarks.reading $^

bench-load: .venv/benched ## two hundred people for ten minutes on each database, and how many one process carries
	$(BIN)/python -m benchmarks.load --house build/bench/house
	$(BIN)/python -m benchmarks.load --house build/bench/house --saturate --fewest 50
	$(BIN)/python -m benchmarks.load_pages --house build/bench/house

bench-verify: .venv/benched ## verification against a bare loop to a million entries, a dossier, moves judged again
	$(BIN)/python -m benchmarks.verify_speed
	$(BIN)/python -m benchmarks.dossier_speed
	$(BIN)/python -m benchmarks.replay --without-stories

bench-size: .venv/benched ## start, first page, memory, disk, bytes a case
	$(BIN)/python -m benchmarks.size
	$(BIN)/python -m benchmarks.bytes_per_case
	$(BIN)/python -m benchmarks.bytes_per_case --postgres

bench-quick: .venv/benched ## 200 cases and two peers on SQLite, under three minutes
	$(BIN)/python -m benchmarks.durable_move --cases 200 --peers few

mutants: .venv/tested ## do the tests notice wrong rules? a seeded sample of mutants
	nice -n 15 $(BIN)/python -m tests.mutants $(or $(SEED),2026) $(or $(SIZE),300) $(ROOMS)

docs: .venv/tested ## write docs/rules.md anew
	$(BIN)/python docs/make_rules.py > docs/rules.md.new && mv docs/rules.md.new docs/rules.md

pictures: .venv/tested tools ## take the pictures of the README anew
	$(BIN)/python docs/make_pictures.py

schema: .venv/installed ## freeze tables and laws as the first revision of the schema (until it is released)
	$(BIN)/python -m workflow.migrations.freeze

lock: ## write the lock files anew
	$(BIN)/python -m pip install -q pip-tools
	$(BIN)/pip-compile -q --generate-hashes --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-header --allow-unsafe -o requirements.lock pyproject.toml
	$(BIN)/pip-compile -q --generate-hashes --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-header --allow-unsafe --extra test -o requirements-test.lock pyproject.toml
	$(BIN)/pip-compile -q --generate-hashes --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-header --allow-unsafe --extra bench -c requirements.lock -o requirements-bench.lock pyproject.toml

clean: ## remove what the two commands made, but not instance/
	rm -rf .venv *.egg-info build mutants .coverage* .*_cache .hypothesis
