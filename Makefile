# make report   read the articles in seeds/ and write report/report.html
# make test     the same, then the whole test suite
# make lint     ruff and mypy                make bench     the speeds, measured
# make figures  render figures/ anew         make verify    compare figures/ with a fresh render
# make docs     build the documentation into build/docs, a warning is an error
# make pythons  run the tests on each Python that is found (PYTHONS="…" says which)
# make weights  fit the reader's weights to the annotated texts anew
# make clean    remove what make built
#
# Each target sets up .venv first, from the pinned constraints.txt; PYTHON=… says which Python to make it with.

VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/set-up
OUT := report

PIP := $(BIN)/python -m pip --disable-pip-version-check

# The editable install names this folder, so a set-up made elsewhere, or for a Python that has gone, is stale.
SET_UP_FOR := $(shell test -x $(BIN)/python && cat $(STAMP) 2>/dev/null)
ifneq ($(SET_UP_FOR),$(CURDIR))
.PHONY: $(STAMP)
endif

.PHONY: report test lint bench figures verify docs weights pythons clean
.DEFAULT_GOAL := report

report: $(STAMP)
	@$(BIN)/analyzer report seeds --out $(OUT)
	@echo "The report is $(OUT)/report.html"

test: report
	@$(BIN)/python -m pytest

lint: $(STAMP)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

# The quick ones first; the last two, at full size, take one to six hours of one processor.
BENCHMARKS := run report bounds checks conflicts reading tallies honest_stations infeasible_tables false_alarms

bench: $(STAMP)
	@set -e; for one in $(BENCHMARKS); do echo "== $$one"; $(BIN)/python benchmarks/$$one.py; done

BULLETINS := examples/venezuela-2024-bulletins.csv --contest venezuela-2024-presidential

figures: $(STAMP)
	@$(BIN)/analyzer figures seeds --out figures
	@$(BIN)/analyzer figures $(BULLETINS) --out docs/gallery

verify: $(STAMP)
	@$(BIN)/analyzer figures seeds --out figures --verify
	@$(BIN)/analyzer figures $(BULLETINS) --out docs/gallery --verify

docs: $(STAMP)
	@$(BIN)/python docs/pages.py
	@$(BIN)/python -m sphinx -q -W --keep-going -b html docs build/docs
	@echo "The documentation is build/docs/index.html"

# The gold sets are not part of the repository; where they lie beside it, the weights are fitted to them, too.
GOLD := $(wildcard ../shared/gold/seeds ../shared/gold/dev ../shared/gold/written)

weights: $(STAMP)
	@$(BIN)/python training/fit.py $(GOLD) training/texts training/looked $(wildcard training/apart/*)

# The tests on every Python that is found, each with an environment of its own below build/.
PYTHONS := python3.11 python3.12 python3.13

pythons:
	@set -e; for python in $(PYTHONS); do \
	  "$$python" -c '' 2>/dev/null || { echo "$$python: not found, left out"; continue; }; \
	  at="build/$$(basename "$$python")"; echo "== $$python"; "$$python" -m venv "$$at"; \
	  "$$at/bin/python" -m pip install -qq --require-hashes --no-deps -r constraints.txt; \
	  "$$at/bin/python" -m pip install -qq --no-deps --no-build-isolation -e .; \
	  "$$at/bin/python" -m pytest -q; \
	done

clean:
	rm -rf $(VENV) $(OUT) build dist analyzer.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis

# The stamp goes first and comes back last: a set-up that failed half-way is done again.
$(STAMP): constraints.txt pyproject.toml
	@rm -f $(STAMP)
	@usable() { "$$1" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }; \
	for python in $${PYTHON:-python3.13 python3.12 python3.11 python3}; do usable "$$python" && break; python=; done; \
	test -n "$$python" || { echo "make: expected Python 3.11 or newer with venv, found none; try make PYTHON=…" >&2; exit 2; }; \
	$(PIP) --version >/dev/null 2>&1 || { echo "Setting up $(VENV) with $$python" >&2; "$$python" -m venv --clear $(VENV); }
	@$(PIP) install -qq --require-hashes --no-deps -r constraints.txt
	@$(PIP) install -qq --no-deps --no-build-isolation -e .
	@echo "$(CURDIR)" >$(STAMP)
