# `make run` sets everything up and serves the site; `make test` sets everything up and runs the whole suite.
# HOST, PORT and DATABASE_URL are taken from the environment; ARGS go to pytest: make test ARGS="-k language".

PYTHON := .venv/bin/python
PIP := $(PYTHON) -m pip install -qq --disable-pip-version-check --require-hashes -r
LOCK := uv pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest --generate-hashes \
	--no-config --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock"
VENV := for python in python3.14 python3.13 python3.12 python3.11 python3 python; do \
	$$python -c "import ensurepip, venv, sys; sys.exit(sys.version_info < (3, 11))" 2> /dev/null \
	&& echo "Making .venv with $$python (once) …" && exec $$python -m venv --clear .venv; done; exit 1
VENV_PACKAGE := $$(test "$$(id -u)" = 0 || echo sudo -n) apt-get install -qq -y python3-venv > /dev/null 2>&1
CODE := app.py readiness forms views

.PHONY: run test check bench lock typeface chromium

run: .venv/runtime
	@$(PYTHON) app.py

test: .venv/tests typeface chromium
	@$(PYTHON) -m pytest $(ARGS)

check: .venv/tests
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy
	.venv/bin/lint-imports --no-cache
	$(PYTHON) -m bandit --quiet --recursive --configfile pyproject.toml $(CODE)
	.venv/bin/djlint --quiet --lint templates

bench: .venv/tests typeface
	@for benchmark in benchmarks/*.py; do $(PYTHON) "$$benchmark" || exit 1; done

# Newer versions of everything that pyproject.toml names: make lock UPGRADE=--upgrade
lock: .venv/tests
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check uv==0.13.9
	@.venv/bin/$(LOCK) $(UPGRADE) pyproject.toml -o requirements.txt
	@.venv/bin/$(LOCK) $(UPGRADE) --group tests --group checks --constraint requirements.txt -o tests/requirements.txt

typeface: .venv/runtime
	@$(PYTHON) -m readiness.reports.typeface

chromium: .venv/tests
	@$(PYTHON) tests/browser/chromium.py

.venv/runtime: requirements.txt | $(PYTHON)
	@echo "Installing what the site needs (once) …"
	@$(PIP) requirements.txt
	@touch $@

.venv/tests: tests/requirements.txt .venv/runtime
	@echo "Installing what the tests and checks need (once) …"
	@$(PIP) tests/requirements.txt
	@touch $@

$(PYTHON):
	@($(VENV)) || (echo "Installing python3-venv with apt-get (once) …"; $(VENV_PACKAGE) && $(VENV)) || (echo "\
	Readiness needs Python 3.11 or newer with its venv module, and found none on the PATH." \
	"On Debian and Ubuntu: apt-get install python3 python3-venv" >&2; exit 1)
