# Two commands matter: `make demo` shows the main job, `make test` passes the tests. Both set everything up first.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
INSTALLED := .installed
# Processes that test at the same time; each loads the coder once.
TEST_JOBS ?= 2

.PHONY: setup demo test check installation lock schema screenshots clean

setup: $(READY)

$(READY): requirements/dev.txt pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

demo: setup  ## code the sample corpus into a fresh ledger and print its brief
	$(BIN)/onrecord demo

test: setup  ## all tests; those whose data, browser or database are absent say so and skip
	$(BIN)/pytest --numprocesses $(TEST_JOBS) --dist worksteal

check: setup  ## style, types, and generated files
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/onrecord schema | diff --brief - docs/schema/coded-document.schema.json

installation: setup  ## what `pip install` gives others, with today's dependencies and not the lock's (PYTHON=python3.13 for another)
	rm -rf $(INSTALLED) && $(PYTHON) -m venv $(INSTALLED)
	$(BIN)/python -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir $(INSTALLED) .
	$(INSTALLED)/bin/python -m pip install --quiet --disable-pip-version-check $(INSTALLED)/onrecord-*.whl
	$(INSTALLED)/bin/onrecord doctor
	cd $(INSTALLED) && bin/onrecord demo >/dev/null

schema: setup  ## write the JSON Schema again after records.py has changed
	$(BIN)/onrecord schema --output docs/schema/coded-document.schema.json

screenshots: setup  ## take the README's pictures of the workbench again (needs Chromium)
	$(BIN)/python -m benchmarks.screenshots

lock: setup  ## resolve the locked dependencies again
	$(BIN)/pip-compile --quiet --strip-extras --generate-hashes --allow-unsafe --no-emit-index-url --no-emit-trusted-host \
		--no-emit-find-links --output-file requirements/dev.txt --extra dev --extra postgres pyproject.toml

clean:
	rm -rf $(VENV) $(INSTALLED) .mypy_cache .ruff_cache .pytest_cache .hypothesis onrecord-demo.db*
