# The README's commands. `make report` and `make test` need python3 with venv, and nothing else.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
unexport PYTHONDONTWRITEBYTECODE  # or each of many processes would compile all that it imports
READY  := $(VENV)/.ready

.PHONY: report test quick check proof lint types doctor edit mutate fuzz lock schema checks clean

report: $(READY)  ## render goal 7-2 of FY2012 to reports/fy2012/
	$(BIN)/evalkit build params/fy2012/7-2.yaml

test: $(READY)  ## every test, the notebooks included
	$(BIN)/python -m pytest -n auto --dist worksteal
	$(BIN)/python -m pytest --nbval-lax notebooks

quick: $(READY)  ## the tests for the hand: no fork, no Typst, no browser
	$(BIN)/python -m pytest -q -n auto --dist worksteal -m "not slow" --hypothesis-profile=quick

check: lint types test proof  ## what CI runs

proof: $(READY)  ## the typed sheet of goal 7-2 against its form in Word, cell by cell
	$(BIN)/evalkit import tests/intake/files/7-2.docx --against params/fy2012/7-2.yaml

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY)
	$(BIN)/mypy

doctor:  ## which tools that only tests use are here, and how to get the others
	@$(PYTHON) tests/doctor.py

edit: $(READY)  ## open the notebooks in JupyterLab
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-edit.lock
	$(BIN)/jupyter lab notebooks

# Made again whenever the lock or the project file changed; complete or not at all. An environment
# whose Python is gone or too old, or that has no pip to mend it with, is made anew.
NEW_ENOUGH = import sys; sys.exit(sys.version_info < (3, 11))
ifneq ($(shell $(BIN)/python -c '$(NEW_ENOUGH)' 2>&1 && echo yes),yes)
.PHONY: $(READY)
endif
$(READY): requirements.lock pyproject.toml
	@$(BIN)/python -c 'import pip; $(NEW_ENOUGH)' 2> /dev/null || { \
	    $(PYTHON) -c '$(NEW_ENOUGH)' || { echo "evalkit needs Python 3.11 or later: make PYTHON=python3.12"; exit 1; }; \
	    echo "$(PYTHON) -m venv --clear $(VENV)"; $(PYTHON) -m venv --clear $(VENV); }
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	touch $(READY)

schema: $(READY)
	$(BIN)/evalkit schema > params/sheet.schema.json

checks: $(READY)  ## docs/CHECKS.md, from the checks and their cases
	$(BIN)/python -c "from pathlib import Path; from evalkit.present.check_catalogue import page; \
	  Path('docs/CHECKS.md').write_text(page(Path('tests/assess/audit/cases')), 'utf-8')"

mutate: $(READY)  ## mutation testing of the judge's room; some of it: make mutate ONLY='*presets.maff*'
	rm -rf build/mutants && mkdir -p build/mutants/tests/assess
	cp -r docs evalkit params notebooks pyproject.toml build/mutants
	cp -r tests/assess/judge build/mutants/tests/assess && cp -r tests/commands tests/conftest.py build/mutants/tests
	printf '[mutmut]\nsource_paths=evalkit/assess/judge/\npytest_add_cli_args_test_selection=tests/assess/judge/\nalso_copy=\n    docs\n    evalkit\n    tests\n    pyproject.toml\n' > build/mutants/setup.cfg
	cd build/mutants && ../../$(BIN)/mutmut run $(if $(ONLY),'$(ONLY)') && ../../$(BIN)/mutmut results | { grep -v ': not checked' || true; }

fuzz: $(READY)  ## 5,000 hostile inputs of every kind, some forty minutes on one core
	$(BIN)/python -m tests.fuzz --count 5000 --seed 1

lock:  ## needs uv
	$(LOCK) -o requirements.lock
	$(LOCK) --extra edit -c requirements.lock -o requirements-edit.lock

LOCK = uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
    --no-emit-index-url --no-annotate --no-header --extra test --extra dev pyproject.toml requirements.in

clean:
	rm -rf $(VENV)
