# One word each; the work itself is done by commands under manage.py.
.DEFAULT_GOAL := help
SHELL := /bin/bash

PORT ?= 8000
HOST ?= 127.0.0.1
VAR ?= $(CURDIR)/var
PYTHON ?= python3
BIN := $(CURDIR)/.venv/bin
export VAR := $(abspath $(VAR))
export HOST PORT

help: ## What can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

.venv/installed: requirements/run.txt
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || apt-get install -y -qq python3-venv || \
		{ echo "Please install Debian's python3-venv, then run make again."; exit 1; }
	@echo "Installing the pinned requirements (about a minute) ..."
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	@touch $@

.venv/installed-dev: .venv/installed requirements/dev.txt
	@echo "Installing the pinned requirements for tests and checks ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

setup: .venv/installed
	@$(BIN)/python -m core.installation $(VAR)
	@$(BIN)/python manage.py provision

up: setup ## The server until Ctrl-C (PORT=8000 HOST=127.0.0.1 VAR=var)
	@exec $(BIN)/python manage.py up

demo: setup ## Set everything up, start the server, recognise sample photos, show the answers
	@$(BIN)/python manage.py demo

# Registration books are drawn with Debian's Thai fonts, pages are opened in Debian's Chromium;
# only tests and specimens need them.
debian-packages:
	@[ -d /usr/share/fonts/truetype/tlwg ] && command -v chromium >/dev/null || { [ "$$(id -u)" = 0 ] && apt-get update -qq && \
		DEBIAN_FRONTEND=noninteractive apt-get install -y -qq fonts-thai-tlwg chromium >/dev/null; } || \
		echo "Without Debian's fonts-thai-tlwg and chromium, the tests that draw registration books and those that open pages are skipped."

test: .venv/installed-dev debian-packages ## The whole test suite
	@env -u VAR $(BIN)/python -m pytest

test-services: .venv/installed-dev debian-packages ## The same suite on PostgreSQL and Redis
	@bash .ci/with-services env -u VAR $(BIN)/python -m pytest

check: .venv/installed-dev ## Format, lint, types, import contracts, deploy checks, migrations, OpenAPI
	@bash .ci/check

bench: .venv/installed-dev setup ## The benchmarks, as a table
	@$(BIN)/python manage.py bench

words: ## Bring the Thai catalogue up to date: then translate what is new in locale/th, and run it again (needs Debian's gettext)
	$(BIN)/python manage.py makemessages -l th --no-location --no-obsolete -v 0 -i .venv -i var -i tests -i locale
	@for each in locale/th locale/libraries/th; do msgattrib --no-obsolete --no-wrap -o $$each/LC_MESSAGES/django.po $$each/LC_MESSAGES/django.po && \
		msgfmt --check-format --statistics -o $$each/LC_MESSAGES/django.mo $$each/LC_MESSAGES/django.po; done

requirements: ## Resolve the pins again (needs uv)
	uv pip compile --quiet --generate-hashes --no-header --no-annotate --python-version 3.11 pyproject.toml -o requirements/run.txt
	uv pip compile --quiet --generate-hashes --no-header --no-annotate --python-version 3.11 -c requirements/run.txt pyproject.toml --group dev -o requirements/dev.txt

.PHONY: words help setup up demo debian-packages test test-services check bench requirements
