"""Following what a company has: all of a corpus, many files, few changes, searches meanwhile."""

from __future__ import annotations

import json
import os
import sqlite3
import statistics
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from answering import Kilde
from config import load
from evaluation.bench.installation import Installation

FILES = 5000
# Each file has two passages, and one of them changes in this share of the files.
CHANGED_FILES = 100
MORE_FILES = 1500
UNCHANGED_RUNS = 3
_SUBJECTS = ("ferie", "reise", "sykdom", "opplæring", "lønn", "bil", "kantine", "vern")


def figures(shared: Path) -> Iterator[dict[str, Any]]:
    """Each by `kilde ingest` itself, in a process of its own."""
    yield _corpus(shared / "corpus")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number in range(FILES):
            _write(folder, number)
        installation = Installation.of(folder)
        yield _many(installation)
        yield _unchanged(installation)
        yield _few_changed(installation, folder)
        yield _meanwhile(installation, folder)


@dataclass(frozen=True)
class Measured:
    """An ingest's report, its seconds from start to end, and the most memory (MB) that the
    process, and its children together, held at once."""

    report: dict[str, Any]
    seconds: float
    parent_mb: int
    children_mb: int


def _ingest(installation: Installation) -> Measured:
    started = time.perf_counter()
    with subprocess.Popen(
        [installation.command, "ingest", "--json"],
        env=installation.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        peaks = [0, 0]
        watching = threading.Thread(target=_watch, args=(process.pid, peaks))
        watching.start()
        said, _ = process.communicate()
        seconds = time.perf_counter() - started
        watching.join()
    report: dict[str, Any] = json.loads(said)["spaces"][0]
    return Measured(report, seconds, peaks[0] >> 20, peaks[1] >> 20)


def _watch(pid: int, peaks: list[int]) -> None:
    try:
        parent = psutil.Process(pid)
        while parent.status() != psutil.STATUS_ZOMBIE:
            peaks[0] = max(peaks[0], parent.memory_info().rss)
            # The Chroma server is a child by birth only: it outlives the ingest.
            held = [
                child.memory_info().rss
                for child in parent.children(recursive=True)
                if not any("chroma" in word for word in child.cmdline())
            ]
            peaks[1] = max(peaks[1], sum(held))
            time.sleep(0.05)
    except psutil.Error:
        return


def _corpus(corpus: Path) -> dict[str, Any]:
    installation = Installation.of(corpus)
    done = _ingest(installation)
    with sqlite3.connect(installation.folder / "data/kilde.db") as database:
        documents, pages = database.execute(
            "SELECT count(*), coalesce(sum(pages), 0) FROM versions"
        ).fetchone()
    return {
        "bench": "corpus",
        "documents": documents,
        "pages": pages,
        "passages": done.report["passages"],
        "failed": done.report["failures"],
        "seconds": round(done.seconds, 1),
        "documents_per_s": round(documents / done.seconds, 2),
        "pages_per_s": round(pages / done.seconds, 2),
        "passages_per_s": round(done.report["passages"] / done.seconds, 1),
        "parent_mb": done.parent_mb,
        "children_mb": done.children_mb,
    }


def _many(installation: Installation) -> dict[str, Any]:
    done = _ingest(installation)
    return {
        "bench": "many files",
        "documents": done.report["added"],
        "passages": done.report["passages"],
        "seconds": round(done.seconds, 1),
        "parent_mb": done.parent_mb,
        "children_mb": done.children_mb,
        "met": {"parent under 1 GB": done.parent_mb < 1000},
    }


def _unchanged(installation: Installation) -> dict[str, Any]:
    runs = [_ingest(installation) for _ in range(UNCHANGED_RUNS)]
    seconds = statistics.median(run.seconds for run in runs)
    return {
        "bench": "nothing changed",
        "documents": runs[-1].report["unchanged"],
        "seconds": round(seconds, 2),
        "met": {"under 3 s": seconds < 3},
    }


def _few_changed(installation: Installation, folder: Path) -> dict[str, Any]:
    for number in range(CHANGED_FILES):
        _write(folder, number, "nye")
    done = _ingest(installation)
    return {
        "bench": "1 % changed",
        "passages": done.report["passages"],
        "embedded": done.report["embedded"],
        "seconds": round(done.seconds, 1),
        "met": {f"embeds {CHANGED_FILES}": done.report["embedded"] == CHANGED_FILES},
    }


def _meanwhile(installation: Installation, folder: Path) -> dict[str, Any]:
    """Searches in a process of their own, as the app's are, without and with an ingest."""
    os.environ["KILDE_DATA"] = installation.environment["KILDE_DATA"]
    reader = Kilde.open(load(installation.environment["KILDE_CONFIG"])).reader(None)

    def search(number: int) -> float:
        start = time.perf_counter()
        reader.search(f"Hvem har ansvar for {_SUBJECTS[number % len(_SUBJECTS)]} {number}?")
        return (time.perf_counter() - start) * 1000

    for number in range(20):
        search(number)
    quiet = [search(number) for number in range(200)]
    for number in range(FILES, FILES + MORE_FILES):
        _write(folder, number)
    busy: list[float] = []
    with subprocess.Popen(
        [installation.command, "ingest"], env=installation.environment,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    ) as ingest:  # fmt: skip
        while ingest.poll() is None:
            busy.append(search(len(busy)))
    ratio = statistics.median(busy) / statistics.median(quiet)
    return {
        "bench": "searches during an ingest",
        "searches": len(busy),
        "quiet_median_ms": round(statistics.median(quiet), 1),
        "median_ms": round(statistics.median(busy), 1),
        "p95_ms": round(statistics.quantiles(busy, n=20)[-1], 1),
        "ratio": round(ratio, 2),
        "met": {"ratio <= 2": ratio <= 2},
    }


def _write(folder: Path, number: int, word: str = "gamle") -> None:
    subject = _SUBJECTS[number % len(_SUBJECTS)]
    (folder / f"{number % 50:02d}").mkdir(exist_ok=True)
    (folder / f"{number % 50:02d}/notat-{number:05d}.md").write_text(
        f"# Notat {number} om {subject}\n\n"
        f"## Ansvar\n\nAvdeling {number} har ansvar for {subject} og svarer innen {number % 9 + 2} "
        f"dager. Kontakt er Kari Nordmann {number}.\n\n"
        f"## Frister\n\nDe {word} fristene for {subject} i sak {number} gjelder til nyttår, og "
        f"meldes på skjema {number % 77}.\n",
        encoding="utf-8",
    )
