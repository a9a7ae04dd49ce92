# make build · make quick · make test · make lint · make bench · make text-layer · make search · make web-edition
# make print-files · make documents · make archive-files · make engine-suite · make edits STEPS=500 · make faults · make meetings · make hostile COUNT=1000 · make exchange OKAPI=FOLDER · make scale DOCUMENTS="10 100" · make readers CORPUS=FOLDER · make wheels · make lock
# make sbom · make audit ADVISORIES=FILE · make strangers
# make clean
# Each sets up what it needs by itself; what stands already is not set up again.

PYTHON ?= python3
LIBRARIES := libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz0b libharfbuzz-subset0 libfontconfig1 ghostscript
missing = $(if $(shell command -v $(1)),,$(2))
chromium = $(if $(shell grep -x ID=ubuntu /etc/os-release),chromium-browser,chromium)
READERS = $(if $(shell command -v chromium chromium-browser google-chrome),,$(chromium)) \
  $(call missing,msgcat,gettext) $(call missing,pdftotext,poppler-utils) $(call missing,mutool,mupdf-tools) \
  $(call missing,faketime,faketime) $(call missing,qpdf,qpdf) $(call missing,unzip,unzip) \
  $(call missing,java,default-jre-headless) $(call missing,mvn,maven) $(call missing,npm,nodejs npm) libatomic1
PARALLEL = -n 2 # shared out by tests/selection.py
export PYTHON

.PHONY: build quick test lint bench text-layer search web-edition print-files documents archive-files engine-suite edits faults meetings hostile exchange scale readers wheels lock sbom audit strangers clean
build: .venv/built
	@.venv/bin/laureate-print build

quick: .venv/checkable
	@.venv/bin/python -m pytest --quick $(PARALLEL)

test: .venv/testable
	@.venv/bin/python -m pytest $(PARALLEL)

lint: .venv/checkable
	@.venv/bin/ruff format --check --quiet src tests
	@.venv/bin/ruff check --quiet src tests
	@.venv/bin/mypy

bench: .venv/testable
	@.venv/bin/python -m tests.benchmarks

text-layer: .venv/testable
	@.venv/bin/python -m tests.readers.report

search: .venv/testable
	@.ci/system-packages firefox-esr
	@.venv/bin/python -m tests.readers.search

web-edition: .venv/testable
	@.venv/bin/python -m tests.outputs.web.report

print-files: .venv/testable
	@.venv/bin/python -m tests.outputs.pdf_print.report

documents: .venv/testable
	@.venv/bin/python -m tests.documents.report

archive-files: .venv/testable
	@.venv/bin/python -m tests.package.report

# The same bytes on any day: each file in a wheel bears the time of SOURCE_DATE_EPOCH, or one of hatchling's.
wheels: .venv/built
	@rm -rf build/wheels
	@.venv/bin/python -m hatchling build -t wheel -d build/wheels
	@cd fonts && ../.venv/bin/python -m hatchling build -t wheel -d ../build/wheels

lock:
	@.ci/lock-packages

sbom: .venv/checkable
	@.venv/bin/python -m tests.supply.sbom

audit: .venv/checkable
	@test -n "$(ADVISORIES)" || { echo "name a file of advisories (OSV, JSON): make audit ADVISORIES=file" >&2; exit 2; }
	@.venv/bin/python -m tests.supply.audit $(ADVISORIES)

strangers: .venv/checkable
	@.venv/bin/python -m tests.cli.hostile

engine-suite: .venv/testable
	@.venv/bin/python -m tests.engine_suite

edits: .venv/checkable
	@.venv/bin/python -m tests.build.edits $(or $(STEPS),50) $(or $(SEED),1)

faults: .venv/checkable
	@.venv/bin/python -m tests.build.faults $(or $(STRIDE),1) $(or $(SEED),0) $(or $(KILLS),200)

meetings: .venv/checkable
	@.venv/bin/python -m tests.build.meetings $(or $(COUNT),60) $(or $(SEED),1)

hostile: .venv/checkable
	@KIND="$(KIND)" .venv/bin/python -m tests.hostile $(or $(COUNT),1000) $(or $(SEED),1)

exchange: .venv/testable
	@.venv/bin/python -m tests.desk.exchange_tools $(OKAPI)

scale: .venv/checkable
	@.venv/bin/python -m tests.build.scale $(or $(DOCUMENTS),10 100)

readers: .venv/testable
	@test -n "$(CORPUS)" || { echo "name folders of PDFs: make readers CORPUS=folder (docs/readers.md)" >&2; exit 2; }
	@.venv/bin/python -m tests.pdf_reader.readers $(CORPUS)

clean:
	rm -rf .venv dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis tests/readers/node_modules

.venv/built: Makefile .ci/lock/build.txt .ci/system-packages .ci/python-packages pyproject.toml src/laureate_print/version.py
	@.ci/system-packages $(LIBRARIES)
	@.ci/python-packages .ci/lock/build.txt
	@touch $@

.venv/checkable: .venv/built .ci/lock/test.txt
	@.ci/python-packages .ci/lock/test.txt
	@touch $@

.venv/testable: Makefile .venv/checkable .ci/readers tests/readers/package-lock.json
	@.ci/system-packages $(READERS)
	@.ci/readers
	@touch $@
