# Two commands matter: `make run` and `make test`. Everything else serves them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
TESTS_READY := $(VENV)/.tests-ready
SAMPLE := corpus/samples/ccp-renovation-residence.docx
OUT := sortie
# Commands work on the repository's own data folder, wherever they are called from.
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: run test check lint format types imports templates messages serve clean

run: $(READY)
	@$(BIN)/clausier recommend --file $(SAMPLE) --word $(OUT)/suggestions.docx
	@echo
	@echo "Le document Word est dans $(OUT)/suggestions.docx."
	@echo "Pages et API : make serve, puis http://127.0.0.1:8000/"

test: $(TESTS_READY)
	$(BIN)/pytest -n 2 -q

# Fast checks first; .ci/run calls this, then the tests.
check: lint types imports templates
	$(BIN)/clausier corpus check
	$(BIN)/clausier models check

lint: $(TESTS_READY)
	$(BIN)/ruff format --check recommender web tests benchmarks
	$(BIN)/ruff check recommender web tests benchmarks

format: $(TESTS_READY)
	$(BIN)/ruff format recommender web tests benchmarks
	$(BIN)/ruff check --fix recommender web tests benchmarks

types: $(TESTS_READY)
	$(BIN)/mypy

imports: $(TESTS_READY)
	$(BIN)/lint-imports

templates: $(TESTS_READY)
	$(BIN)/djlint --lint web/templates

# The words of the pages in their other language: after a change, say what is new in messages.po, then run this again.
MESSAGES := web/translations/messages.pot
messages: $(TESTS_READY)
	$(BIN)/pybabel -q extract -F babel.cfg -k _ --no-location -o $(MESSAGES) .
	$(BIN)/pybabel -q update -N --ignore-obsolete -w 120 -l en -i $(MESSAGES) -d web/translations
	$(BIN)/python -c "from web.languages.catalogue import compile_catalogues; compile_catalogues()"
	@rm $(MESSAGES)

serve: $(READY)
	@$(BIN)/clausier serve

$(VENV)/bin/python:
	@echo "Création de l'environnement (une fois)…"
	@$(PYTHON) -m venv $(VENV)

$(READY): pyproject.toml constraints.txt | $(VENV)/bin/python
	@echo "Installation des bibliothèques (une fois, deux à trois minutes)…"
	@$(BIN)/pip install --quiet --progress-bar on -c constraints.txt -e .
	@touch $@

$(TESTS_READY): $(READY)
	@echo "Installation des outils de test (une fois)…"
	@$(BIN)/pip install --quiet --progress-bar on -c constraints.txt -e '.[dev]'
	@touch $@

clean:
	rm -rf $(VENV) .clausier $(OUT)
