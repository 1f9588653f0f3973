"""Ingest and search beside the tutorial pipeline, and a search from a cold start."""

from __future__ import annotations

import json
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from answering import Kilde
from config import load
from evaluation.bench.installation import Installation, tool

COLD_STARTS = 7


def figures(shared: Path) -> Iterator[dict[str, Any]]:
    """Ingest and search on qa/norquad (about 900 passages), baseline and Kilde in turn."""
    documents, questions = shared / "qa/norquad/docs", shared / "qa/norquad/questions.jsonl"
    characters = sum(len(file.read_text(encoding="utf-8")) for file in documents.glob("*.txt"))
    with tempfile.TemporaryDirectory() as folder:
        results = Path(folder) / "baseline.jsonl"
        before = tool(shared, "baseline_rag.py", documents, questions, results)
        installation = Installation.of(documents)
        report = installation.ingest()
        after = tool(shared, "baseline_rag.py", documents, questions, results)
    baseline_rate = (before["chars_per_s"] + after["chars_per_s"]) / 2
    rate = characters / report["seconds"]
    yield {
        "bench": "ingest",
        "passages": report["passages"],
        "seconds": report["seconds"],
        # The documents' characters; the baseline counts what its chunks repeat as well.
        "chars_per_s": round(rate),
        "baseline_chars_per_s": round(baseline_rate),
        "ratio": round(rate / baseline_rate, 2),
        "met": {"ratio >= 0.8": rate / baseline_rate >= 0.8},
    }
    times = _search_times(installation, questions)
    baseline_ms = (before["query_ms"] + after["query_ms"]) / 2
    median = statistics.median(times)
    yield {
        "bench": "search",
        "questions": len(times),
        "median_ms": round(median, 1),
        "p95_ms": round(statistics.quantiles(times, n=20)[-1], 1),
        "baseline_ms": round(baseline_ms, 1),
        "ratio": round(median / baseline_ms, 2),
        "met": {"ratio < 0.7": median / baseline_ms < 0.7},
    }
    cold = [_cold_search(installation) for _ in range(COLD_STARTS)]
    yield {
        "bench": "cold search, Chroma running",
        "median_s": round(statistics.median(cold), 2),
        "worst_s": round(max(cold), 2),
        "met": {"median < 2 s": statistics.median(cold) < 2},
    }


def _search_times(installation: Installation, questions: Path) -> list[float]:
    """Milliseconds of each question's search in a process that has been warmed up."""
    import os

    os.environ["KILDE_DATA"] = installation.environment["KILDE_DATA"]
    kilde = Kilde.open(load(installation.environment["KILDE_CONFIG"]))
    reader = kilde.reader(None)
    lines = questions.read_text(encoding="utf-8").splitlines()
    asked = [json.loads(line)["question"] for line in lines]
    for question in asked[:20]:
        reader.search(question)
    times = []
    for question in asked:
        start = time.perf_counter()
        reader.search(question)
        times.append((time.perf_counter() - start) * 1000)
    return times


def _cold_search(installation: Installation) -> float:
    start = time.perf_counter()
    subprocess.run(
        [installation.command, "search", "Hvem er leder?", "--json"],
        env=installation.environment,
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    return time.perf_counter() - start
