"""What reading in a child costs over reading in this process, on the whole corpus."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import psutil

from ingest.cleaning import clean
from ingest.guard import Guard, Limits, Unreadable
from ingest.parsers import SUFFIXES, parse

ROUNDS = 3
MEGABYTE = 1_000_000


def figures(shared: Path) -> Iterator[dict[str, Any]]:
    """Each file of the corpus read and cleaned both ways in turn; the best of the rounds."""
    found = sorted((shared / "corpus").rglob("*"))
    files = [path for path in found if path.is_file() and path.suffix.lower() in SUFFIXES]
    with Guard(Limits(niceness=0, documents_per_child=100_000)) as guard:

        def guarded(path: Path) -> object:
            return guard.parse(path, path.name).elements

        for way in (guarded, _here):
            _seconds(way, files)  # what is imported for a kind of file is imported once
        child = max(psutil.Process().children(), key=lambda process: process.memory_info().rss)
        within = without = float("inf")
        for _ in range(ROUNDS):
            within = min(within, _seconds(guarded, files))
            without = min(without, _seconds(_here, files))
        peak = child.memory_info().rss
    yield {
        "bench": "guard",
        "files": len(files),
        "guarded_s": round(within, 2),
        "in_process_s": round(without, 2),
        "cost": round(within / without - 1, 3),
        "child_mb": round(peak / MEGABYTE),
        "met": {"cost < 10 %": within < 1.1 * without},
    }


def _here(path: Path) -> object:
    return clean(parse(path, path.name).elements)


def _seconds(read: Callable[[Path], object], files: Sequence[Path]) -> float:
    started = time.perf_counter()
    for path in files:
        with contextlib.suppress(Unreadable):  # one has nothing in it
            read(path)
    return time.perf_counter() - started
