# A bare machine needs make, git and a Python of 3.11 or newer. Everything else goes into .venv.

VENV := .venv
BIN := $(VENV)/bin

# Where to look for Python. `.venv` is made by the first that will do; `make golden` takes the newest.
PYTHONS ?= python3 python3.14 python3.13 python3.12 python3.11
WILL_DO := import ensurepip, sys; sys.exit(sys.version_info < (3, 11))
PYTHON = $(shell for p in $(PYTHONS); do "$$p" -c '$(WILL_DO)' 2>/dev/null && echo "$$p" && break; done)

export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_QUIET := 2

.PHONY: help play test mutants prove check lint types imports golden format bench pages grades evidence pictures schemas pins wheel clean

help: ## say what there is
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s  %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

play: $(VENV)/ready ## take a call; any other command by ARGS="list scenarios"
	@$(BIN)/sayback $(ARGS) || test $$? = 1 # a lost call is no failure of make's

# Neighbours stay in one process, since they share what took long: a space, a walk through all screens.
test: $(VENV)/ready ## run the tests; some of them by ARGS="-k mood"
	$(BIN)/pytest -n auto --dist worksteal $(ARGS)

mutants: $(VENV)/ready ## try 20,000 files of broken content; one of them by ARGS="--seed 7"
	@$(BIN)/python -m tests.studio.survey $(ARGS)

prove: $(VENV)/ready ## explore every shipped call, have bots take it, play what was written down
	$(BIN)/sayback check --proofs
	$(BIN)/sayback test
	$(BIN)/sayback bots --all --seeds 60

check: lint types imports test golden ## run every check there is

lint: $(VENV)/ready ## look for slips and for untidy layout
	$(BIN)/ruff format --check
	$(BIN)/ruff check

types: $(VENV)/ready ## check the types
	$(BIN)/mypy

imports: $(VENV)/ready ## check who imports whom
	$(BIN)/lint-imports --no-logo

# A call is the same to the byte on every Python, so the recorded ones are replayed on another.
VERSION := import sys; print(*sys.version_info[:2], sys.argv[1])
golden: $(VENV)/ready ## replay the recorded calls on the newest Python of PYTHONS="python3.13 ..."
	@set -- $$(for p in $(PYTHONS) $(BIN)/python; do "$$p" -c '$(VERSION)' "$$p" 2>/dev/null; done \
	  | sort -s -k1,1n -k2,2n | tail -n 1); \
	if test "$$3" = $(BIN)/python; then \
	  echo "golden: skipped, no Python newer than the $$1.$$2 of $(VENV) was found"; \
	elif test ! -e tests/test_golden.py; then \
	  echo "golden: skipped, there is no tests/test_golden.py"; \
	else \
	  $(MAKE) --no-print-directory VENV=".venv-$$1.$$2" PYTHON="$$3" ".venv-$$1.$$2/ready" && \
	  ".venv-$$1.$$2/bin/pytest" -p no:cacheprovider tests/test_golden.py; \
	fi

format: $(VENV)/ready ## lay the code out, and mend what can be mended
	$(BIN)/ruff check --fix-only
	$(BIN)/ruff format

pages: $(VENV)/ready ## write the pages that are made from tables: docs/acts.md, findings.md and needs.md
	$(BIN)/python -m tools.acts
	$(BIN)/python -m tools.findings
	$(BIN)/python -m tools.needs

grades: $(VENV)/ready ## work out how hard the shipped calls are: sim/studio/grades.json
	$(BIN)/python -m tools.grades

evidence: $(VENV)/ready ## measure what research found on the customers: docs/evidence.md
	$(BIN)/python -m tools.evidence

pictures: $(VENV)/ready ## draw the pictures of the documentation
	$(BIN)/python -m tools.pictures

bench: $(VENV)/ready ## measure, side by side with peers
	@$(BIN)/pip install --require-hashes -r benchmarks/requirements.txt \
	  || echo "bench: without the peers that could not be installed here" >&2
	$(BIN)/python -m benchmarks $(ARGS)

schemas: $(VENV)/ready ## write the schemas of authored files anew, into schemas/
	$(BIN)/python -c 'from pathlib import Path; from sim.studio.schemas import write; write(Path("schemas"))'

UV_PINS = uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header
pins: $(VENV)/ready ## write the requirement files anew; with newer versions by ARGS=--upgrade
	@command -v uv >/dev/null || $(BIN)/pip install uv
	@export PATH="$(BIN):$$PATH"; \
	$(UV_PINS) $(ARGS) pyproject.toml --group dev -o requirements.txt >/dev/null && \
	$(UV_PINS) $(ARGS) --group bench -o benchmarks/requirements.txt >/dev/null

wheel: $(VENV)/ready ## build what is published, into dist/
	@rm -rf dist
	$(BIN)/hatchling build

clean: ## remove whatever the others made
	rm -rf .venv .venv-3.* .node dist .hypothesis .*_cache uv.lock
	find . -name __pycache__ -prune -exec rm -rf {} +

# A venv that is there is brought up to date, unless it has no pip (uv makes such) or an old Python.
$(VENV)/ready: requirements.txt pyproject.toml
	@$(BIN)/python -c 'import pip; $(WILL_DO)' 2>/dev/null || { \
	  python="$(PYTHON)"; \
	  if test ! "$$python"; then \
	    echo "Sayback needs Python 3.11 or newer, with venv (on Debian: apt install python3-venv)."; \
	    exit 1; \
	  fi; \
	  echo "Setting up $(VENV) with $$("$$python" --version), once; it takes a moment."; \
	  "$$python" -m venv --clear $(VENV); \
	} >&2
	@$(BIN)/python -m pip install --require-hashes -r requirements.txt
	@$(BIN)/python -m pip install --no-deps --no-build-isolation -e .
	@touch $@
