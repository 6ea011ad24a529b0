# Every command of the project. `make help` lists them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
# What has tables is tested on PostgreSQL first, then with all the rest on SQLite.
WITH_TABLES := tests/foundation tests/commerce tests/doors/api tests/stories/shop
# A worker for each core, with a folder and a database of its own. The tests of a file stay together:
# they share what is costly to make. More than eight would only wait for the longest file.
PYTEST := $(BIN)/pytest -n auto --maxprocesses 8 --dist loadfile

.DEFAULT_GOAL := help

.PHONY: help
help: ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "huitou needs Python 3.11 or newer: make PYTHON=python3.11 ...")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	touch $@

$(VENV)/.ready-dev: $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	touch $@

.PHONY: install
install: $(READY) ## make the virtual environment with what huitou needs

.PHONY: demo
demo: $(READY) ## generate a shop year, import it, and write its report
	$(BIN)/huitou demo demo

.PHONY: serve
serve: $(READY) ## run the server on http://127.0.0.1:8000
	$(BIN)/huitou serve

.PHONY: test
test: $(VENV)/.ready-dev lint ## lint, types, direction of imports, and the tests on both databases
	HUITOU_TEST_ON=postgresql $(PYTEST) -m 'not slow' $(WITH_TABLES)
	$(PYTEST) -m 'not slow'

.PHONY: test-all
test-all: test ## the same, then the slow checks
	HUITOU_TEST_ON=postgresql $(PYTEST) -m slow $(WITH_TABLES)
	$(PYTEST) -m slow

.PHONY: lint
lint: $(VENV)/.ready-dev ## format and lint (ruff), types (mypy), direction of imports (import-linter)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache --no-logo

.PHONY: format
format: $(VENV)/.ready-dev ## put every file into the one format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

$(VENV)/.ready-bench: $(VENV)/.ready-dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[bench]'
	touch $@

.PHONY: bench
bench: $(VENV)/.ready-bench ## every benchmark, one after the other
	for file in benchmarks/*.py benchmarks/*/run.py; do case $$file in */_*) ;; *) $(BIN)/python $$file || exit 1 ;; esac; done

.PHONY: pictures
pictures: $(VENV)/.ready-dev ## a picture of every page in every look; those of the README into docs/pictures
	$(BIN)/python benchmarks/pages/pictures.py

.PHONY: constraints
constraints: $(VENV)/.ready-dev ## pin what is installed now: names and versions only
	$(BIN)/python -m pip freeze --exclude-editable | grep -E '^[A-Za-z0-9._-]+==' > constraints.txt

.PHONY: messages
messages: $(VENV)/.ready-dev ## collect the words to translate of every room, and compile what is translated
	$(BIN)/python tests/support/message_catalogues.py

.PHONY: clean
clean: ## remove the virtual environment and the demo
	rm -rf $(VENV) demo
