# PrimeTrade's commands. `make help` lists them.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# What pytest is given besides the paths. PYTEST_ARGS="-k board" narrows a run.
PYTEST := $(BIN)/python -m pytest -n 2 --dist loadgroup -q -rs
# The code is read with settings of its own, so that checking never touches ./data.
CHECKING := PRIMETRADE_DATA=.build/checking DATABASE_URL=

.DEFAULT_GOAL := help
.PHONY: help run test coverage bench-feel check lock clean

help: ## List the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 18

run: $(VENV)/.runtime ## Install what is missing, then serve on HOST and PORT (127.0.0.1:8000), data in PRIMETRADE_DATA (./data)
	@exec $(BIN)/python manage.py serve

test: $(VENV)/.tools ## Run every test: PostgreSQL with a replica, SQLite, a real browser
	@mkdir -p .build && rm -f .build/tests-*.xml
	@failed=; \
	$(call call_pytest,postgres,postgres,--ignore=tests/e2e); \
	$(call call_pytest,sqlite,sqlite,--ignore=tests/e2e -m 'not any_database'); \
	$(call call_pytest,browser,sqlite,-n 3 tests/e2e); \
	$(BIN)/python -m tests.summary .build/tests-*.xml || failed="$$failed tests"; \
	test -z "$$failed"

# One pytest call: name, database, arguments. A failing call does not keep the next one from running.
define call_pytest
echo "== $(1)"; TEST_DATABASE=$(2) $(PYTEST) --junitxml=.build/tests-$(1).xml $(3) $(PYTEST_ARGS) || failed="$$failed $(1)"
endef

# Apart from `test`, because measuring makes a run half as long again and distorts the tests that compare costs.
coverage: $(VENV)/.tools ## List the lines that no test runs, on PostgreSQL
	TEST_DATABASE=postgres $(PYTEST) --cov --cov-report=term-missing --ignore=tests/e2e \
		--ignore=tests/security/test_refusal_costs.py --ignore=tests/security/test_markdown_bounds.py $(PYTEST_ARGS)

bench-feel: $(VENV)/.tools ## Print how it feels in Chromium: key to pixel, bytes and requests, paint and long tasks
	@$(BIN)/python -m tests.bench.feel $(BENCH_ARGS)

check: $(VENV)/.tools ## Lint, types, templates, direction of imports
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/djlint templates --lint --quiet
	$(BIN)/python -m tests.markup
	$(CHECKING) $(BIN)/mypy
	$(CHECKING) $(BIN)/lint-imports
	@$(CHECKING) DJANGO_SETTINGS_MODULE=tests.settings $(BIN)/python -m tests.openapi.write $(OPENAPI)/openapi.json
	@if command -v npm >/dev/null; then $(MAKE) -s --no-print-directory $(OPENAPI)/.checked; \
	else echo "npm is not here: the API's schema goes unlinted."; fi

# The API's schema before linters and a strict compiler, in Node. Each schema once; the packages once per lock.
OPENAPI := .build/openapi

$(OPENAPI)/.checked: $(OPENAPI)/openapi.json $(OPENAPI)/.installed $(wildcard tests/openapi/*)
	@cp $(wildcard tests/openapi/*.yaml tests/openapi/*.json tests/openapi/*.ts) $(OPENAPI)/
	@$(call quietly,redocly lint --config redocly.yaml openapi.json)
	@$(call quietly,spectral lint --ruleset spectral.yaml --fail-severity hint openapi.json)
	@$(call quietly,openapi-typescript openapi.json --output api.d.ts)
	@$(call quietly,tsc)
	@touch $@

# One of the packages' programs; what it says is shown when it fails.
define quietly
echo "$(firstword $(1)) reads the API's schema"; cd $(OPENAPI) \
	&& { REDOCLY_SUPPRESS_UPDATE_NOTICE=true node_modules/.bin/$(1) >said.txt 2>&1 || { cat said.txt; false; }; }
endef

$(OPENAPI)/.installed: tests/openapi/package.json tests/openapi/package-lock.json
	@echo "Installing the linters of the schema …"
	@mkdir -p $(OPENAPI) && cp tests/openapi/package*.json $(OPENAPI)/
	@cd $(OPENAPI) && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

lock: .build/lock/.uv ## Lock requirements*.in with hashes; LOCK_ARGS=--upgrade takes newer versions
	$(LOCK) requirements.in -o requirements.txt
	$(LOCK) requirements-dev.in -o requirements-dev.txt
	@! command -v npm >/dev/null || { cd tests/openapi && npm install --package-lock-only --omit-lockfile-registry-resolved \
		--ignore-scripts --no-audit --no-fund --loglevel=error; }

# Extras stay in the lock: without them pip 23 looks at the newest release of such a package, and has no hash for it.
LOCK := .build/lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--no-emit-find-links --no-strip-extras --custom-compile-command 'make lock' $(LOCK_ARGS)

.build/lock/.uv:
	@$(call make_venv,.build/lock)
	@$(call pip_install,.build/lock,uv)
	@touch $@

clean: ## Remove what was built and installed; data stays
	rm -rf $(VENV) .build .coverage .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis

# Stamps, never the folder: a virtual environment that failed half-way is a folder, too.
$(VENV)/.runtime: requirements.txt
	@$(call make_venv,$(VENV))
	@echo "Installing PrimeTrade's packages …"
	@$(call pip_install,$(VENV),--require-hashes -r requirements.txt)
	@touch $@

$(VENV)/.tools: requirements-dev.txt $(VENV)/.runtime
	@echo "Installing the tools for tests and checks …"
	@$(call pip_install,$(VENV),--require-hashes -r requirements-dev.txt)
	@$(BIN)/python -c "import pathlib, sysconfig as s; pathlib.Path(s.get_path('purelib'), 'primetrade.pth').write_text('$(CURDIR)')"
	@touch $@

# Debian's Python comes without python3-venv: then without pip, or with the package when we may install it.
define make_venv
$(PYTHON) -c 'import sys; sys.exit("PrimeTrade needs Python 3.11 or newer; %s is %d.%d. Name another one: make PYTHON=python3.12" \
	% (sys.executable, *sys.version_info[:2]) if sys.version_info < (3, 11) else 0)' || exit 1; \
$(PYTHON) -m venv $(1) >/dev/null 2>&1 \
|| { $(PYTHON) -m pip --version >/dev/null 2>&1 && $(PYTHON) -m venv --without-pip $(1); } \
|| { test "$$(id -u)" = 0 && command -v apt-get >/dev/null && apt-get update -q >/dev/null \
	&& DEBIAN_FRONTEND=noninteractive apt-get install -yq --no-install-recommends python3-venv >/dev/null \
	&& $(PYTHON) -m venv --clear $(1); } \
|| { echo "Python can't make a virtual environment. Install its package: apt install python3-venv"; exit 1; }
endef

define pip_install
if $(1)/bin/python -m pip --version >/dev/null 2>&1; then set -- $(1)/bin/python -m pip; \
else set -- $(PYTHON) -m pip --python $(1)/bin/python; fi; \
"$$@" install --quiet --disable-pip-version-check --no-warn-script-location --root-user-action=ignore $(2)
endef
