# Only Python 3.11+, make and a package index are assumed; nothing has to be activated.
# PYTHON= picks the interpreter, VENV= the folder of the environment.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement
UV_COMPILE := $(BIN)/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 \
  --generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock"

# Naming another interpreter than the environment was made with makes it again.
ifneq ($(origin PYTHON), file)
  REMAKE := $(shell $(PYTHON) -c 'import sys; \
    made = open("$(VENV)/pyvenv.cfg").read() if sys.argv[1:] else ""; \
    print("" if "version = " + sys.version.split()[0] in made else "another-interpreter")' \
    $(wildcard $(VENV)/pyvenv.cfg))
endif

# A process more than cores, since many tests wait; a file of tests stays on one process, so that
# what it shares is made once.
PROCESSES ?= $(shell $(PYTHON) -c 'import os; print(min(8, (os.cpu_count() or 1) + 1))')
PYTEST = $(BIN)/python -m pytest --numprocesses $(PROCESSES) --dist loadfile

# What takes minutes, since it starts the product again and again.
FAULTS := tests/crashes tests/soak/test_emptied_queue.py tests/e2e/resuming tests/e2e/test_chaos.py tests/e2e/test_full_disk.py tests/e2e/test_redis_away.py

FUZZ_SECONDS ?= 600

.DEFAULT_GOAL := help
.PHONY: help run worker demo test faults combinations fuzz check fmt live soak bench lock clean another-interpreter

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(VENV)/run.done ## Serve on http://localhost:5000, with everything embedded
	@$(BIN)/python -m entrypoints serve

worker: $(VENV)/run.done ## Work on jobs, beside any number of `make run`
	@$(BIN)/python -m entrypoints worker

demo: $(VENV)/run.done ## Register, upload a clip, wait for it, print a URL to play
	@$(BIN)/python -m entrypoints demo

test: $(VENV)/dev.done ## Run the tests, on real servers and a real browser
	@tests/services/install_system_packages.sh $(BIN)/python
	@$(PYTEST) $(FAULTS:%=--ignore=%)

faults: $(VENV)/dev.done ## Kill, cut and fill up every part of the product (some minutes)
	@$(PYTEST) $(FAULTS)

combinations: $(VENV)/dev.done ## The API on every combination of stores, the product on Cloudinary (some minutes)
	@$(PYTEST) tests/http --stores SQLite --stores "MongoDB, Redis" --stores "MongoDB, Redis, S3" --stores "SQLite, Cloudinary"
	@$(PYTEST) tests/e2e --engine Cloudinary

fuzz: $(VENV)/dev.done ## Look for inputs that break the product (10 minutes, or FUZZ_SECONDS=)
	@$(BIN)/python -m tests.fuzz --seconds $(FUZZ_SECONDS)

check: $(VENV)/dev.done ## Formatter, linter, strict types, import contracts; changes nothing
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

fmt: $(VENV)/dev.done ## Format, and fix what the linter can fix by itself
	@$(BIN)/ruff check --fix-only .
	@$(BIN)/ruff format .

live: $(VENV)/dev.done ## Upload, play and delete a film on the Cloudinary account that the settings name
	@$(BIN)/python -m tests.live

soak: $(VENV)/dev.done ## Five minutes of load while every part is killed, frozen and restarted
	@$(BIN)/python -m tests.soak

bench: $(VENV)/dev.done ## Measure, on this machine
	@$(BIN)/python -m tests.bench

lock: $(VENV)/dev.done ## Compile the requirement lists again, from pyproject.toml
	@$(UV_COMPILE) --output-file requirements/run.txt $(LOCK)
	@$(UV_COMPILE) --output-file requirements/dev.txt $(LOCK) --group dev --constraint requirements/run.txt

clean: ## Remove the environment and every cache; `var/` stays, it is your data
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build *.egg-info
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# A mark is set after its step has succeeded, so an interrupted one is made again from the start.
$(VENV)/made.done: $(REMAKE)
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed; name it: make PYTHON=..." if sys.version_info < (3, 11) else 0)'
	@echo "Making $(VENV) with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv --clear $(VENV)
	@touch $@

$(VENV)/run.done: requirements/run.txt $(VENV)/made.done
	@echo "Installing what the service needs (once, some 200 MB: mostly ffmpeg)"
	@$(INSTALL) requirements/run.txt
	@touch $@

$(VENV)/dev.done: requirements/dev.txt $(VENV)/made.done
	@echo "Installing what the service and its tests need (once, some 410 MB: mostly ffmpeg, mongod, Node and a browser driver)"
	@$(INSTALL) requirements/dev.txt
	@touch $(VENV)/run.done $@
