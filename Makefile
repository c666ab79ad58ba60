# Two commands for a stranger: make run, make test.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON ?= python3
UV := 0.13.9
PORT ?= 8000
BIN := .venv/bin
export PORT

.PHONY: help run test check audit bench faults crawl release walls venv lock words manage remigrate stop format clean

help:  ## this list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile

run: .venv/.words  ## everything: database, broker, migrations, data, web, worker, beat
	@exec $(BIN)/python -m tracker.embedded run

test: .venv/.dev  ## the whole suite on a real PostgreSQL, a real worker and headless Chromium
	@$(BIN)/python -m tests.packages
	@$(BIN)/python -m pytest -n 2 --dist loadfile $(ARGS)

check: .venv/.dev  ## lint, types, import contracts, templates, migrations, deployment settings
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	@if [ -d templates ]; then $(BIN)/djlint --lint --quiet templates; fi
	$(BIN)/python -m tracker.embedded manage makemigrations --check --dry-run
	$(BIN)/python -m tracker.embedded check_deploy

audit: .venv/.dev  ## known vulnerabilities of the locked dependencies, where the registry lists them
	@$(BIN)/python .ci/audit

bench: .venv/.dev  ## the table of acts beside their bounds; SCALE=10, 100, 1000: on so many times the data
	@$(BIN)/python -m tests.bench $(ARGS)

faults: .venv/.dev  ## breaks what can break, counts what is lost or double; ARGS="--small", ARGS="database": only these
	@$(BIN)/python -m tests.packages
	@$(BIN)/python -m tests.breaking $(ARGS)

crawl: .venv/.dev  ## sends nonsense to every route as everybody, 20,000 times; TRIES=500 SEED=7: so many, others
	@TRIES=$(TRIES) SEED=$(SEED) $(BIN)/python -m tests.faults.crawl $(ARGS)

release: .venv/.dev  ## keeps a small database of this version, on which every later one is tried; once a version
	@$(BIN)/python -m tests.releases

walls: .venv/.dev  ## walks every route as everybody with the first wall taken away, and prints who got what
	@$(BIN)/python -m pytest -q -n 2 tests/permissions/test_second_wall.py tests/permissions/test_answers.py
	@cat var/walls/*.txt

venv: .venv/.dev  ## environment with everything for development

manage: .venv/.words  ## make manage ARGS="open_cycle --help": a command against the embedded services
	@$(BIN)/python -m tracker.embedded manage $(ARGS)

remigrate: .venv/.dev  ## makes 0002_initial anew from all models; refuses once a release is kept
	@flock .venv/.remigrate .ci/remigrate

words: .venv/.dev  ## brings the catalogues in locale/ up to what the code marks for translation
	@$(BIN)/python -m tracker.catalogues collect

stop:  ## stops embedded services left by tests
	@$(BIN)/python -m tracker.embedded stop

format: .venv/.dev  ## formats the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: .venv/.uv  ## makes the lock files from requirements*.txt
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url requirements.txt -o requirements.lock
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url -c requirements.lock requirements-dev.txt -o requirements-dev.lock

clean:  ## removes the environment; the data in var/ stays
	rm -rf .venv

.venv/.uv:
	@PYTHON=$(PYTHON) UV=$(UV) .ci/environment make
	@touch $@

.venv/.runtime: requirements.lock | .venv/.uv
	@echo "Installing the locked dependencies ..."
	@.ci/environment install requirements.lock
	@touch $@

.venv/.words: $(wildcard locale/*/LC_MESSAGES/django.po) | .venv/.runtime
	@$(BIN)/python -m tracker.catalogues compile
	@touch $@

.venv/.dev: requirements-dev.lock | .venv/.uv
	@echo "Installing the locked dependencies, and those for development ..."
	@flock .venv/.installing .ci/environment install requirements-dev.lock
	@touch .venv/.runtime $@
