# Two commands for people: `make run` and `make test`. Both set everything up first.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PORT ?= 8501
BIN := .venv/bin
# What reads scans, and what reads the office formats of before 2007.
RECOGNITION := tesseract-ocr tesseract-ocr-nor tesseract-ocr-deu tesseract-ocr-eng
OFFICE := libreoffice-writer-nogui libreoffice-calc-nogui libreoffice-impress-nogui
# Most tests wait for a server now and then: three processes keep two cores busy; of those with
# browsers two do.
SIDE_BY_SIDE := -n 3 --dist loadscope
TWO_BY_TWO := -n 2 --dist loadscope
# Nothing is told to anybody.
export DO_NOT_TRACK := true
export ANONYMIZED_TELEMETRY := False
export SCARF_NO_ANALYTICS := true
export ORT_DISABLE_TELEMETRY := 1

.PHONY: help run test test-fast setup lint format bench faults load reader clean

help:
	@echo "make run     sets everything up and serves the sample company's knowledge"
	@echo "make test    sets everything up and runs every test"
	@echo "make setup   the virtual environment, system packages where it may, the model"
	@echo "make lint    ruff and mypy"
	@echo "make bench   benchmarks, one JSON object a line"
	@echo "make faults  a hundred kills at random moments, and full disks"
	@echo "make load    ten people who ask at the same moment, and fifty open pages"
	@echo "make reader  trains the reader, measures it and writes its model card"

run:
	@scripts/preflight.sh $(PORT)
	@$(MAKE) --no-print-directory setup
	@$(BIN)/kilde ingest || [ $$? -eq 3 ]
	@exec $(BIN)/kilde serve --port $(PORT)

setup: .venv/.complete
	@scripts/system-packages.sh $(RECOGNITION)
	@$(BIN)/kilde model

.venv/.complete: pyproject.toml requirements.lock scripts/setup.sh scripts/system-packages.sh
	@scripts/preflight.sh
	@scripts/setup.sh

test: setup lint
	@scripts/system-packages.sh chromium dovecot-imapd iproute2 $(OFFICE)
	@$(BIN)/python -m pytest -m "not slow" $(SIDE_BY_SIDE)
	@$(BIN)/python -m pytest -m slow $(TWO_BY_TWO)

test-fast: setup
	@$(BIN)/python -m pytest -m "not slow" $(SIDE_BY_SIDE)

lint: setup
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy .

format: setup
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

bench: setup
	@$(BIN)/python -m evaluation.bench

faults: setup
	@$(BIN)/python -m tests.faults --kills 100
	@$(BIN)/python -m pytest tests/faults/test_full_disk.py

load: setup
	@$(BIN)/python -m evaluation.load

reader: setup
	@$(BIN)/python -m evaluation.reader --without 0
	@$(BIN)/python -m evaluation.reader --without 1
	@$(BIN)/python -m evaluation.reader
	@$(BIN)/python -m evaluation.reader.close --without 0
	@$(BIN)/python -m evaluation.reader.close --without 1
	@$(BIN)/python -m evaluation.reader.close
	@$(BIN)/python -m evaluation.fit --reader
	@$(BIN)/python -m evaluation.reader.model_card

clean:
	rm -rf .venv models build *.egg-info
