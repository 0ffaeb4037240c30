# The portal's commands. `make` alone tells them.
SHELL := /bin/bash
BIN := .venv/bin
# The longest tests come first (tests/conftest.py); a worker that has nothing left takes some of another's.
PYTEST := $(BIN)/pytest -n auto --dist worksteal
LOCK := $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url \
	--custom-compile-command "make lock" $(ARGS)

<<<<<<< HEAD
.PHONY: help run check test test-services verify lint format lock access pictures clean
=======
.PHONY: help run test test-services rehearse verify lint format lock access pictures clean
>>>>>>> rehearse

help: ## tells what there is
	@grep -E '^[a-z-]+:.*## ' Makefile | sed -E 's/^([a-z-]+):.*## (.*)/make \1\t\2/' | expand -t 20

run: .venv/.for-run ## starts the portal with its demo on http://127.0.0.1:8000 (or PORT=…); Ctrl-C stops it
	@DEBUG=$${DEBUG-1} $(BIN)/python manage.py run_portal

check: lint ## lint, and the tests that your change touches, within a minute
	@tests=$$(scripts/touched-tests) && env -u DATABASE_URL -u REDIS_URL $(PYTEST) $$tests $(ARGS)

test: .venv/.for-test ## the whole suite on SQLite, without any server (ARGS='-k rotation' for a part)
	@env -u DATABASE_URL -u REDIS_URL $(PYTEST) $(ARGS)

test-services: .venv/.for-services ## the same suite on PostgreSQL and Redis
	@scripts/with-services $(PYTEST) $(ARGS)

verify: lint ## before a release: what is slow by nature
	@env -u DATABASE_URL -u REDIS_URL $(PYTEST) -m slow $(ARGS)

lint: .venv/.for-test ## what the form of the code must be
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet . || { echo "make format puts it right."; exit 1; }
	@$(BIN)/djhtml --tabwidth 2 --check templates || { echo "make format puts it right."; exit 1; }

format: .venv/.for-test ## gives code and templates their form
	@$(BIN)/ruff check --quiet --fix . ; $(BIN)/ruff format . ; $(BIN)/djhtml --tabwidth 2 templates

lock: .venv/.for-test ## writes requirements/ anew from pyproject.toml (ARGS=--upgrade for newer versions)
	@echo uv | $(LOCK) - -o requirements/uv.txt
	@$(LOCK) pyproject.toml -o requirements/base.txt
	@$(LOCK) pyproject.toml --extra dev -c requirements/base.txt -o requirements/dev.txt
	@$(LOCK) pyproject.toml --extra s3 -c requirements/base.txt -o requirements/s3.txt

rehearse: ## both commands on an empty Debian 12, thrown away afterwards (as root; ARGS for a part of the tests)
	@scripts/rehearse $(ARGS)

verify: rehearse ## what is slow by nature and is run before a release

access: .venv/.for-test ## writes docs/access.md anew from the table that the tests run
	@$(BIN)/python scripts/access_table.py

pictures: .venv/.for-test ## makes the pictures of the README anew, from the portal that runs (ADDRESS=…)
	@$(BIN)/python scripts/screenshots.py $(or $(ADDRESS),http://127.0.0.1:8000)

clean: ## removes what was installed here, and no data
	rm -rf .venv staticfiles .pytest_cache .ruff_cache

.venv/.for-run: requirements/base.txt
.venv/.for-test .venv/.for-services: requirements/dev.txt
.venv/.for-%: requirements/uv.txt scripts/install
	@scripts/install $*
	@touch $@
