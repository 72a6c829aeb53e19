# make demo and make test are all that a newcomer needs; both install first.

PYTHON ?= python3
EVAL ?= ../shared/eval
BIN := .venv/bin
STAMP := .venv/.installed

.DELETE_ON_ERROR:
.PHONY: install demo test app bench eval clean

install: $(STAMP)

# pip first: an old one overlooks extras such as lxml[html_clean]. Then jieba and zhitu itself are
# built with the pinned setuptools, so that no build fetches another; its warnings are about
# editable installs in general.
$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "zhitu needs Python 3.11 or newer, and '$(PYTHON)' is not." \
			"Name one that is: make install PYTHON=python3.11" >&2; exit 1; }
	@echo "Installing the pinned packages into .venv; the first time takes minutes."
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet -c constraints.txt --upgrade pip setuptools
	@PYTHONWARNINGS=ignore $(BIN)/python -m pip install --quiet --no-build-isolation \
		-c constraints.txt -e '.[dev]'
	@touch $@

demo: install
	$(BIN)/zhitu ingest corpus
	$(BIN)/zhitu ask "BN 为什么能缓解梯度消失？"

# build/ is made anew: an old one would put modules that are gone into the wheel. Its modules are
# imported where they were unpacked, once they are known to be the tree's, so none can be missing.
test: install
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/pytest --quiet --cov --cov-report=
	@echo "coverage: $$($(BIN)/coverage report --format=total) %"
	@rm -rf build
	$(BIN)/python -m pip wheel --quiet --no-index --no-deps --no-build-isolation -w build/wheel .
	@$(BIN)/python -m pip install --quiet --no-index --no-deps --target build/clean build/wheel/*.whl
	@for name in kg search app.py; do diff -r -x __pycache__ $$name build/clean/$$name || exit 1; done
	@cd build/clean && ../../$(BIN)/python -c 'import kg.pipeline, search.cli'
	@echo "The wheel holds every module and word list, and imports."

app: install
	$(BIN)/zhitu app

# The modules that the README quotes, each once; `make eval` is a target of its own.
bench: install
	@set -e; for name in $$(grep -oE 'benchmarks\.[a-z_]+' README.md | sort -u \
		| grep -vx benchmarks.eval); do \
		echo "$(BIN)/python -m $$name"; $(BIN)/python -m $$name; done

# The project's own labelled notes, then those of a folder beside the project, if there is one.
eval: install
	@set -e; for labels in benchmarks/labels tests/notes/*/labels; do \
		notes=$${labels%/labels}; [ $$notes != benchmarks ] || notes=corpus; \
		echo "== $$notes"; $(BIN)/python -m benchmarks.eval $$labels $$notes; done
	@if [ -d "$(EVAL)" ]; then echo "== $(EVAL)"; $(BIN)/python -m benchmarks.eval "$(EVAL)"; \
	else echo "No labels at $(EVAL); name their folder: make eval EVAL=FOLDER"; fi

clean:
	rm -rf .venv .zhitu build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage
