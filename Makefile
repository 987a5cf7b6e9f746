# Everything runs from .venv, made from requirements.lock. PYTHON names another interpreter:
# make PYTHON=python3.12 setup

PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready
# A file's tests share what they set up; the files come in the order of tests/marks.py.
PYTEST := $(BIN)/python -m pytest --numprocesses auto --dist loadfile --no-loadscope-reorder \
	--durations 20
COMPILE := $(BIN)/uv pip compile --universal --generate-hashes --no-header --no-annotate \
	--python-version 3.11 --extra sandbox --extra dev --output-file requirements.lock pyproject.toml

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup engine sandbox examples test test-fast lint types imports audit lock pin upgrade clean

help: ## Show the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' Makefile

setup: $(READY) ## Make .venv from the lock file

engine: setup ## Find the Pulumi engine, or download or build it
	$(BIN)/setpoint engine install

sandbox: engine ## Provision staging and prod of QuickSell on loopback
	$(BIN)/setpoint up --env staging --sandbox
	$(BIN)/setpoint up --env prod --sandbox
	$(BIN)/setpoint sandbox status

examples: engine ## Provision all organizations on loopback, in every environment
	$(BIN)/python examples/provision.py

test: engine lint types imports ## Run every check and test
	$(PYTEST) $(PYTEST_ARGS)

test-fast: setup ## Run the tests that need no engine, browser or patience
	$(PYTEST) -m "not engine and not browser and not slow" $(PYTEST_ARGS)

lint: setup ## Check style and format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup ## Check types
	$(BIN)/mypy

imports: setup ## Check which package imports which
	$(BIN)/lint-imports

audit: setup ## Look for known holes in what is installed, and in the workflows (wants the network)
	$(BIN)/zizmor --min-severity medium .github action.yml
	$(BIN)/pip-audit --disable-pip --require-hashes --requirement requirements.lock

lock: $(READY) ## Bring requirements.lock up to pyproject.toml
	$(COMPILE)

upgrade: $(READY) ## Take the newest versions into requirements.lock
	$(COMPILE) --upgrade

pin: $(READY) ## Pin the engine's checksums that its release publishes (VERSION=3.250.0; wants GitHub)
	$(BIN)/python -m setpoint.engine.pinning $(VERSION)

clean: ## Stop the sandbox; remove it, .venv and all caches of tools
	@if [ -x $(BIN)/setpoint ]; then for project in . $(wildcard examples/*/); do \
		$(BIN)/setpoint --project $$project sandbox remove > /dev/null || true; done; fi
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# uv installs the lock file in a tenth of pip's time; pip installs uv, both against its hashes.
$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Setpoint needs Python 3.11 or later, and $(PYTHON) is not:" \
			"name another with make PYTHON=python3.12 setup" >&2; exit 2; }
	@[ -x $(BIN)/python ] || $(PYTHON) -m venv .venv
	@awk '/^uv==/ { found = 1 } found { print } found && !/\\$$/ { exit }' requirements.lock \
		> .venv/uv.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes \
		--requirement .venv/uv.txt
	$(BIN)/uv pip sync --quiet --require-hashes --python $(BIN)/python requirements.lock
	$(BIN)/uv pip install --quiet --no-deps --no-build-isolation --python $(BIN)/python \
		--editable .
	@touch $(READY)
