# SPDX-License-Identifier: EUPL-1.2
# The only commands to remember. `make` alone lists them.

PORT ?= 8000
BIN := .venv/bin
# What needs no browser, no PostgreSQL and less than ten seconds.
FAST := not browser and not postgres and not slow
WORKERS ?= 2
PYTEST := $(BIN)/pytest -q -n $(WORKERS) -p no:cacheprovider
# A shell that forbids kept bytecode makes each of the hundreds of processes compile everything anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help setup demo demo-reset dev check static format test test-fast test-postgres docs proof bench wheel clean

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## install and build what is missing or has changed
	@sh scripts/setup.sh

demo: setup ## serve the demo partnerships at http://127.0.0.1:$PORT (PORT=8000)
	@$(BIN)/samsyn demo --port $(PORT)

demo-reset: setup ## the same, from the beginning: what was entered in the demo is gone
	@$(BIN)/samsyn demo --port $(PORT) --reset

dev: setup ## serve with reload and full error pages, on the demo's database
	@SAMSYN_DEBUG=1 $(BIN)/python manage.py runserver 127.0.0.1:$(PORT)

check: static ## format, lint, types, import contract, docs; changes no file
	$(BIN)/pytest -q -p no:cacheprovider tests/house -m "$(FAST)"

# Without the tests of the house, which `make test` runs with all others.
static: setup
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check --quiet .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/python manage.py makemigrations --check --dry-run

format: setup ## mend what a machine can mend
	$(BIN)/ruff check --fix --quiet .
	$(BIN)/ruff format --quiet .

test-fast: setup ## tests without browser and PostgreSQL, under two minutes
	$(PYTEST) -m "$(FAST)"

test-postgres: setup ## the database tests on PostgreSQL, which they start themselves
	@if reason=$$($(BIN)/python -m tests.postgres); then \
	  SAMSYN_TEST_DATABASE=postgresql $(PYTEST) --ignore=tests/analysis -m "not slow and not proof and not same_on_both"; \
	else \
	  echo "skipped: $$reason"; \
	fi

# The whole suite comes last, so that pytest's own closing line is the last one.
test: static test-postgres ## everything: check, then the database tests on PostgreSQL, then all tests with browser
	$(PYTEST)

docs: setup ## draw docs/states.md from the code, the pictures of the help, and var/pictures of every main page
	$(BIN)/python -m tests.house.drawn
	$(BIN)/python -m scripts.pictures

proof: setup ## the long proofs at full count (make test runs them reduced)
	SAMSYN_TEST_PROOF=full $(PYTEST) -m "proof or slow"

bench: setup ## benchmarks beside their references: a table, and var/bench.json
	$(BIN)/python -m bench

wheel: setup ## dist/samsyn-*.whl, with the built front end inside
	$(BIN)/python -m hatchling build -t wheel

clean: ## remove what setup and the tests have made; var/ stays
	rm -rf .venv node_modules dist samsyn/kit/static/dist .mypy_cache .ruff_cache .hypothesis .import_linter_cache
