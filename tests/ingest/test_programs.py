"""Programs that a reader runs end with it, and within their limits."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from config import ROOT
from ingest.guard import Guard, Limits, Unreadable
from ingest.programs import ran_too_long, run
from tests.ingest.scanning import NORWEGIAN, as_pdf, letter


def test_a_program_is_ended_when_it_has_computed_too_long(tmp_path: Path) -> None:
    finished = run(["/bin/sh", "-c", "while :; do :; done"], tmp_path, cpu_seconds=1)
    assert ran_too_long(finished)


@pytest.fixture
def tesseract(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program of that name, first on the PATH, that does what the test writes into it."""
    folder = tmp_path / "programs" / "bin"
    folder.mkdir(parents=True)
    program = folder / "tesseract"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")
    return program


def named(argument: str) -> list[psutil.Process]:
    """The processes that were started with this argument."""
    found = psutil.process_iter(["cmdline", "status"])
    return [
        process
        for process in found
        if argument in (process.info["cmdline"] or ())
        and process.info["status"] != psutil.STATUS_ZOMBIE
    ]


def gone(argument: str) -> bool:
    _, alive = psutil.wait_procs(named(argument), timeout=30)
    return not alive


def test_what_a_program_leaves_running_ends_with_the_document(
    tesseract: Path, tmp_path: Path
) -> None:
    seconds = str(10_000 + os.getpid())
    tesseract.write_text(f"#!/bin/sh\nsleep {seconds} >/dev/null 2>&1 &\necho eng\n")
    path = as_pdf(tmp_path / "scan.pdf", letter("Ferie", NORWEGIAN).scanned())
    with Guard() as guard:
        with pytest.raises(Unreadable, match="page 1 is a scan and tesseract fails on it"):
            guard.parse(path, "scan.pdf")
        assert gone(seconds)


def test_a_program_that_waits_is_ended_at_the_limit(tesseract: Path, tmp_path: Path) -> None:
    seconds = str(20_000 + os.getpid())
    tesseract.write_text(f"#!/bin/sh\nsleep {seconds}\n")
    path = as_pdf(tmp_path / "scan.pdf", letter("Ferie", NORWEGIAN).scanned())
    with Guard(Limits(seconds=3)) as guard:
        with pytest.raises(Unreadable, match="took more than 3 seconds to read"):
            guard.parse(path, "scan.pdf")
        assert gone(seconds)


def test_programs_end_when_everything_above_them_was_killed(
    tesseract: Path, tmp_path: Path
) -> None:
    seconds = str(30_000 + os.getpid())
    tesseract.write_text(f"#!/bin/sh\nexec sleep {seconds}\n")
    path = as_pdf(tmp_path / "scan.pdf", letter("Ferie", NORWEGIAN).scanned())
    script = (
        "from pathlib import Path; from ingest.guard import Guard\n"
        f"Guard().parse(Path({str(path)!r}), 'scan.pdf')"
    )
    process = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT)
    try:
        while not named(seconds):
            assert process.poll() is None
    finally:
        process.kill()
        process.wait()
    assert gone(seconds)
