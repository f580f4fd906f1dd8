# Everything starts with one of these two, on a machine with Python 3.11+, git and make:
#   make run            the studio on the bundled starters (make run ARGS=PATH: on anything)
#   make test           the whole suite                    (make test ARGS=tests/core: a part)

SHELL := /bin/sh
.DEFAULT_GOAL := help

VENV := .venv
BIN := $(VENV)/bin
# The stamp names the folder, because a moved or copied environment still points to its old home.
STAMP := $(VENV)/ready-$(shell pwd | cksum | cut -d' ' -f1)
# The first Python on the path that is new enough.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)

.PHONY: help run test snapshots lint format types imports check bench quality hostile pictures build lock clean

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1|\2/p' $(MAKEFILE_LIST) | \
	while IFS='|' read -r name text; do printf '%-16s %s\n' "$$name" "$$text"; done

run: ARGS ?= agents
run: $(STAMP) ## open the studio on the starters, or on ARGS=PATH
	@$(BIN)/python -m agent_studio $(ARGS)

# Four workers for two cores: screens spend part of their time waiting. A part of the suite starts sooner alone.
test: $(STAMP) ## run the tests, or those that ARGS names
	@$(BIN)/python -m pytest $(or $(ARGS),-n 4 --dist worksteal)

snapshots: $(STAMP) ## draw the pictures in snapshots/ anew
	@$(BIN)/python -m pytest --snapshot-update tests/ui

lint: $(STAMP) ## ruff: rules and format
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

format: $(STAMP) ## ruff: mend what can be mended
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

types: $(STAMP) ## mypy, strict
	@$(BIN)/mypy

imports: $(STAMP) ## who may import whom
	@$(BIN)/lint-imports

check: lint types imports test ## all of lint, types, imports and test

# Other programs are fetched when they are wanted; without them the benchmarks say so and go on.
PEERS = { $(BIN)/python -c 'import diff_match_patch, three_merge' && test -x $(BIN)/agnix; } 2>/dev/null || \
	uv pip install --quiet --python $(BIN)/python --group bench 2>/dev/null || \
	$(BIN)/python -m pip install --quiet --group bench || true

bench: $(STAMP) ## the speed bars, each as a ratio to its peer (ARGS=FOLDER: also on that folder)
	@$(PEERS)
	@$(BIN)/python -m benchmarks $(ARGS)

quality: $(STAMP) ## how good merges are, beside git's (ARGS=FOLDER: of real merges)
	@$(PEERS)
	@$(BIN)/python -m benchmarks.merge_quality $(ARGS)

hostile: $(STAMP) ## texts that nobody writes in good faith, by the thousand (ARGS='COUNT SEED')
	@$(BIN)/python -m benchmarks.hostile $(ARGS)

pictures: $(STAMP) ## draw the pictures of the documentation anew
	@$(BIN)/python docs/pictures.py

build: $(STAMP) ## wheel and sdist into dist/
	@$(BIN)/python -m build --outdir dist .

lock: ## write the two lock files anew (needs uv)
	uv pip compile --no-config --quiet --universal --upgrade --generate-hashes --no-annotate --no-header \
		--python-version 3.11 --group dev -o requirements.lock pyproject.toml
	uv pip compile --no-config --quiet --universal --upgrade --generate-hashes --no-annotate --no-header \
		--python-version 3.11 --extra meaning -c requirements.lock -o requirements-meaning.lock pyproject.toml

clean: ## remove the environment and everything made
	rm -rf $(VENV) dist build .hypothesis .mypy_cache .ruff_cache .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# uv and pip install the same versions, those of requirements.lock; an index that lacks one of them
# gets a second chance without the lock. Only then do the pictures go uncompared.
# The extra [meaning] comes last and may fail: its wheels are not made for every machine.
$(STAMP): pyproject.toml requirements.lock requirements-meaning.lock
	@if command -v uv >/dev/null 2>&1; then \
		echo "Setting up $(VENV) with uv (once) ..." && uv venv --quiet --clear $(VENV) && \
		{ uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements.lock && \
			uv pip install --quiet --python $(BIN)/python --no-deps --editable . || \
			uv pip install --quiet --python $(BIN)/python --editable . --group dev; }; \
	elif [ -z "$(PYTHON)" ]; then \
		echo "No Python 3.11 or newer on the path; name one: make PYTHON=/path/to/python3" >&2; exit 1; \
	else \
		echo "Setting up $(VENV) with $(PYTHON), venv and pip (once, about a minute) ..." && \
		{ $(PYTHON) -m venv $(VENV) || { echo "On Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }; } && \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check 'pip>=25.1' && \
		{ $(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock && \
			$(BIN)/python -m pip install --quiet --no-deps --editable . || \
			$(BIN)/python -m pip install --quiet --editable . --group dev; }; \
	fi
	@if command -v uv >/dev/null 2>&1; then pip="uv pip install --python $(BIN)/python"; \
	else pip="$(BIN)/python -m pip install"; fi; \
	$$pip --quiet --only-binary wordllama --require-hashes -r requirements-meaning.lock || \
		$$pip --quiet --only-binary wordllama --editable '.[meaning]' || \
		echo "Going on without the extra [meaning]: statements are aligned by their words alone." >&2
	@rm -f $(VENV)/ready-* && touch $@
