# `make` or `make help` lists the targets.

PYTHON ?= python3
UV ?= uv>=0.9
BIN := .venv/bin
INSTALLED := .venv/.installed
# A file's tests stay together: they share what they build. The files are taken in their order, not
# by how many tests they have: some of the longest have few.
PYTEST := $(BIN)/python -m pytest --numprocesses auto --dist loadfile --no-loadscope-reorder
CATALOG := catalog.yaml

# Silences the banner that mkdocs-material prints before every mkdocs command.
export NO_MKDOCS_2_WARNING := 1

.PHONY: help install site serve test check format bench lock browser

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-9s %s\n", $$1, $$2 }' Makefile

install: $(INSTALLED) ## create .venv with the locked requirements and the project, editable

# The stamp comes last, so an interrupted installation is taken up again.
$(INSTALLED): pyproject.toml requirements-dev.txt
	@$(PYTHON) -c 'import sys; sys.exit(None if sys.version_info >= (3, 11) else "Python 3.11 or newer is needed; name one with: make PYTHON=python3.13")'
	@echo 'Installing the locked requirements into .venv ...'
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check --require-hashes --requirement requirements-dev.txt
	@$(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

site: install ## build the repository's catalogue into site/
	$(BIN)/apikatalog build --catalog $(CATALOG) --out site
	@echo 'Run "make serve" to see it change as you write.'

serve: install ## the same with live reload
	$(BIN)/apikatalog serve --catalog $(CATALOG)

test: install browser ## run every test
	$(PYTEST)

check: install ## format, lint, types, layers, tests, strict build: what CI runs
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	@$(MAKE) --no-print-directory test
	@out=$$(mktemp -d) && trap 'rm -rf "$$out"' EXIT && \
	echo '$(BIN)/mkdocs build --strict' && $(BIN)/mkdocs build --strict --site-dir "$$out"

format: install ## format the code and mend what ruff can mend
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

bench: install ## run the benchmarks and print their tables
	$(BIN)/python -m bench

browser: install
	@tests/browser/get-browser.sh

# Keeps every version that pyproject.toml still allows. To raise them all: make lock UPGRADE=--upgrade
LOCK = build/lock/bin/uv --quiet pip compile --universal --python-version 3.11 --generate-hashes \
	--custom-compile-command 'make lock' $(UPGRADE)

lock: ## write requirements*.txt anew from pyproject.toml
	@$(PYTHON) -m venv build/lock
	@build/lock/bin/python -m pip install --quiet --quiet --disable-pip-version-check '$(UV)'
	$(LOCK) --output-file requirements.txt pyproject.toml
	$(LOCK) --extra dev --constraints requirements.txt --output-file requirements-dev.txt pyproject.toml
