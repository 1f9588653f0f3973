"""The app's process: how soon it answers, and how much memory it takes."""

from __future__ import annotations

import json
import socket
import statistics
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil

from config import ROOT
from evaluation.bench.installation import Installation

# Libraries that belong to set-up and to the parsers' children, by what they map.
_NOT_IN_THE_APP = ("libtorch", "/transformers/", "/unstructured/")
_WAIT_S = 60


def figures(shared: Path) -> Iterator[dict[str, Any]]:
    """Start `kilde serve` on an existing index with Chroma stopped, and ask."""
    installation = Installation.of(shared / "qa/xquad_en/docs")
    installation.ingest()
    installation.kilde("stop")
    port = _free_port()
    started = time.perf_counter()
    with subprocess.Popen(
        [installation.command, "serve", "--port", str(port)],
        env=installation.environment,
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as app:
        try:
            question = "How many people live in Warsaw?"
            while (status := _ask(port, question)) is None:
                if time.perf_counter() - started > _WAIT_S or app.poll() is not None:
                    raise RuntimeError(f"the app did not answer within {_WAIT_S} s")
                time.sleep(0.05)
            first_answer = time.perf_counter() - started
            times = []
            for n in range(30):
                start = time.perf_counter()
                _ask(port, f"{question} {n}")
                times.append((time.perf_counter() - start) * 1000)
            process = psutil.Process(app.pid)
            resident = process.memory_info().rss / 2**20
            mapped = {region.path for region in process.memory_maps()}
            heavy = [name for name in _NOT_IN_THE_APP if any(name in path for path in mapped)]
        finally:
            app.terminate()
    yield {
        "bench": "app",
        "first_answer_s": round(first_answer, 1),
        "status": status,
        "ask_median_ms": round(statistics.median(times)),
        "resident_mb": round(resident),
        "mapped_of_torch_transformers_unstructured": heavy,
        "met": {
            "first answer within 12 s": first_answer < 12,
            "under 700 MB": resident < 700,
            "no torch, transformers or unstructured": not heavy,
        },
    }


def _ask(port: int, question: str) -> str | None:
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/api/v1/ask",
        json.dumps({"question": question}).encode(),
        {"Content-Type": "application/json"},
    )
    try:
        with urllib.request.urlopen(request, timeout=_WAIT_S) as answer:
            return str(json.load(answer)["status"])
    except (urllib.error.URLError, ConnectionError):
        return None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
