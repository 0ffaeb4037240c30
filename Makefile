# The portal's commands. Run make alone to list them.
SHELL := /bin/bash
BIN := .venv/bin
# The longest tests come first (tests/conftest.py); a worker that has nothing left takes some of another's. One more
# worker than cores, as tests of the browser and of other processes often wait for those.
PYTEST := $(BIN)/pytest -n $(shell expr $$(nproc) + 1) --dist worksteal
LOCK := $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url \
	--custom-compile-command "make lock" $(ARGS)

# Some machines forbid it; then each process, also those that tests start, would compile the whole house again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help run check test test-services rehearse verify lint format lock access messages house editor bench bench-editor bench-mail pictures clean

help: ## lists the commands
	@grep -E '^[a-z-]+:.*## ' Makefile | sed -E 's/^([a-z-]+):.*## (.*)/make \1\t\2/' | expand -t 20

run: .venv/.for-run ## starts the portal with its demo on http://127.0.0.1:8000 (or PORT=…); Ctrl-C stops it
	@DEBUG=$${DEBUG-1} $(BIN)/python manage.py run_portal

check: lint ## checks form and types, and runs the tests that your change touches, within a minute
	@tests=$$(scripts/touched-tests) && env -u DATABASE_URL -u REDIS_URL $(PYTEST) $$tests $(ARGS)

test: .venv/.for-test ## runs the suite on SQLite, without a server (ARGS='-k rotation' for a part)
	@env -u DATABASE_URL -u REDIS_URL $(PYTEST) $(ARGS)

test-services: .venv/.for-services ## runs the same suite on PostgreSQL and Redis
	@scripts/with-services $(PYTEST) $(ARGS)

verify: lint .venv/.for-services rehearse ## runs what is slow by nature, before a release: slow tests on both databases, and the rehearsal
	@env -u DATABASE_URL -u REDIS_URL $(PYTEST) -m slow $(ARGS)
	@scripts/with-services $(PYTEST) -m slow $(ARGS)

lint: .venv/.for-test ## checks the form of the code, its types, and that rooms know only those below them
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet . || { echo "Run make format to correct it."; exit 1; }
	@$(BIN)/djhtml --tabwidth 2 --check templates || { echo "Run make format to correct it."; exit 1; }
	@$(BIN)/lint-imports --no-logo >/dev/null || $(BIN)/lint-imports --no-logo
	@$(BIN)/mypy
	@$(BIN)/python scripts/house.py --check

format: .venv/.for-test ## formats code and templates
	@$(BIN)/ruff check --quiet --fix . ; $(BIN)/ruff format . ; $(BIN)/djhtml --tabwidth 2 templates

lock: .venv/.for-test ## updates requirements/ from pyproject.toml (ARGS=--upgrade for newer versions)
	@echo uv | $(LOCK) - -o requirements/uv.txt
	@$(LOCK) pyproject.toml -o requirements/base.txt
	@$(LOCK) pyproject.toml --extra dev -c requirements/base.txt -o requirements/dev.txt
	@$(LOCK) pyproject.toml --extra s3 -c requirements/base.txt -o requirements/s3.txt

rehearse: ## tries make run and make test on an empty Debian 12 (as root; ARGS for a part of the tests)
	@scripts/rehearse $(ARGS)

access: .venv/.for-test ## writes docs/access.md from the table that the tests run
	@$(BIN)/python scripts/access_table.py

messages: .venv/.for-test ## writes locale/ from the words in code and templates
	@$(BIN)/python scripts/messages.py

house: .venv/.for-test ## draws docs/house.svg and lists the rooms in CONTRIBUTING.md, from the code
	@$(BIN)/python scripts/house.py

editor: ## bundles the editor from frontend/editor/ into static/vendor/editor/ (needs Node and npm)
	@cd frontend/editor && npm ci --no-audit --no-fund --silent && node build.mjs

bench: .venv/.for-services ## measures every page and task and writes docs/performance.md (ARGS='--only meetings:' for a part)
	@scripts/with-services $(BIN)/python benchmarks/pages.py $(ARGS)
	@$(if $(ARGS),,scripts/with-services $(BIN)/python benchmarks/mail.py)

bench-mail: .venv/.for-services ## says in how many seconds 2,000 mails are sent to a mail server on this machine
	@scripts/with-services $(BIN)/python benchmarks/mail.py $(ARGS)

bench-editor: .venv/.for-test ## measures how quickly the editor follows the keys in a long text (needs Chromium)
	@$(BIN)/python benchmarks/editor.py $(ARGS)

pictures: .venv/.for-test ## takes the pictures of the README from the running portal (ADDRESS=…)
	@$(BIN)/python scripts/screenshots.py $(or $(ADDRESS),http://127.0.0.1:8000)

clean: ## removes what was installed here, but no data
	rm -rf .venv staticfiles .pytest_cache .ruff_cache .mypy_cache .import_linter_cache

.venv/.for-run: requirements/base.txt
.venv/.for-test .venv/.for-services: requirements/dev.txt
.venv/.for-%: requirements/uv.txt scripts/install
	@scripts/install $*
	@touch $@
