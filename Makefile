# The project's commands. `make help` lists them; each installs what it needs the first time and costs nothing after.

PYTHON ?= $(shell sh scripts/choose-python.sh)
UV := $(shell command -v uv)
VENV := .venv
BIN := $(VENV)/bin
SOURCES := src tests tools
PYTEST_ARGS ?= -n 2 --dist loadfile

# Tests that ask veraPDF skip without it: it is installed where it can be.
VERAPDF := $(if $(and $(shell command -v java),$(shell command -v mvn)),.cache/verapdf/verapdf)

# So do tests that ask the schemas of registries and the validators of web pages.
PUBLICATION := $(if $(shell command -v npm),.cache/publication/complete)

.DEFAULT_GOAL := help
.PHONY: proceedings check verify test test-pythons docs lint format types bench judges tags oracle specimens verapdf publication-tools programs try-wheel clean help

proceedings: $(VENV)/.installed $(VENV)/.programs ## build the volume: build/proceedings.pdf
	@$(BIN)/proceedings build

check: $(VENV)/.installed ## list everything that is missing or wrong in the workspace
	@$(BIN)/proceedings check

verify: $(VENV)/.installed ## read the finished volume back and report what is broken
	@$(BIN)/proceedings verify

test: $(VENV)/.installed-dev $(VENV)/.programs-test $(VERAPDF) $(PUBLICATION) ## run the tests (PYTEST_ARGS="-k name" picks some)
	@$(BIN)/python -m pytest $(PYTEST_ARGS)

test-pythons: $(VENV)/.programs-test ## run the tests with Python 3.12 and 3.13 too, where this machine has them
	@sh scripts/test-pythons.sh "$(UV)" $(PYTEST_ARGS)

docs: $(VENV)/.installed-docs ## the documentation as a site, in build/docs; a link that leads nowhere fails
	@$(BIN)/mkdocs build --strict

lint: $(VENV)/.installed-dev ## check style and layout of the code
	@$(BIN)/ruff check $(SOURCES)
	@$(BIN)/ruff format --check $(SOURCES)

format: $(VENV)/.installed-dev ## lay the code out as lint wants it
	@$(BIN)/ruff check --fix $(SOURCES)
	@$(BIN)/ruff format $(SOURCES)

types: $(VENV)/.installed-dev ## check the types
	@$(BIN)/mypy

bench: $(VENV)/.installed-dev $(VENV)/.programs ## time ours beside the peers; writes docs/benchmarks.md (ten minutes)
	@$(BIN)/python tools/bench/run.py

judges: $(VENV)/.installed-dev $(VENV)/.programs .cache/verapdf/verapdf ## the day's judge beside veraPDF on ../shared/corpus; writes build/judges.md
	@$(BIN)/python tools/judges/run.py $(JUDGES_ARGS)

tags: $(VENV)/.installed-dev $(VENV)/.programs ## our tags beside those of authors, by ../shared/tagging_bench.py
	@$(BIN)/python tools/tags/run.py $(TAGS_ARGS)

oracle: $(VENV)/.installed-dev $(VENV)/.programs ## what a change of the code changes in real volumes, by sums in build/oracle.json
	@$(BIN)/python tools/oracle/run.py $(ORACLE_ARGS)

specimens: $(VENV)/.installed-dev $(VENV)/.programs ## write the seven specimens in papers/ again
	@sh scripts/install.sh $(VENV) "$(UV)" specimens
	@$(BIN)/python tools/specimens/make.py

verapdf: .cache/verapdf/verapdf ## put the archive's validator under .cache/verapdf; needs Java and Maven

publication-tools: .cache/publication/complete ## put the schemas and validators of publications under .cache/publication; needs npm

try-wheel: ## build the wheel and install it as people do, in environments of its own (WHEEL_ARGS=pipx for pipx too)
	@sh scripts/try-wheel.sh $(WHEEL_ARGS)

programs: ## try again to install the Debian packages that builds and tests use
	@rm -f $(VENV)/.programs $(VENV)/.programs-test
	@$(MAKE) --no-print-directory $(VENV)/.programs-test

clean: ## remove what builds and checks leave behind; the next build starts cold
	@rm -rf build .mypy_cache .ruff_cache .pytest_cache .hypothesis
	@find $(SOURCES) -name __pycache__ -type d -prune -exec rm -rf {} +

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# An interpreter of the project's own. Debian's python3 comes without venv: the script brings it where it may.
$(BIN)/python:
	@sh scripts/make-venv.sh "$(PYTHON)" $(VENV) "$(UV)"

$(VENV)/.installed: pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing proceedings into $(VENV) ..."
	@sh scripts/install.sh $(VENV) "$(UV)"
	@touch $@

$(VENV)/.installed-dev: pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing proceedings and what its tests use into $(VENV) ..."
	@sh scripts/install.sh $(VENV) "$(UV)" dev
	@touch $@ $(VENV)/.installed

$(VENV)/.installed-docs: pyproject.toml constraints.txt | $(BIN)/python
	@sh scripts/install.sh $(VENV) "$(UV)" docs
	@touch $@

# Stamped also where something could not be installed: the build then says itself what it lacks.
$(VENV)/.programs: scripts/install-programs.sh | $(BIN)/python
	@sh scripts/install-programs.sh build
	@touch $@

$(VENV)/.programs-test: scripts/install-programs.sh | $(BIN)/python
	@sh scripts/install-programs.sh test
	@touch $@ $(VENV)/.programs

.cache/verapdf/verapdf: scripts/install-verapdf.sh
	@bash scripts/install-verapdf.sh

.cache/publication/complete: scripts/install-publication-tools.sh
	@bash scripts/install-publication-tools.sh
