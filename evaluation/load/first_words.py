"""How soon the first words of an answer are on the page, for one person and for ten who ask at
the same moment, and how much memory open pages take."""

from __future__ import annotations

import json
import os
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

import psutil
from websockets.exceptions import WebSocketException

from config import ROOT
from evaluation.answering.installations import sample_company
from evaluation.load.tab import Drawn, Tab

ALONE, TOGETHER, PAGES = 16, 10, 50
_WAIT_S = 60


def figures(seconds: float) -> Iterator[dict[str, Any]]:
    """On the sample company; each question is asked in a conversation of its own, by ten at once
    for so many seconds."""
    lines = (ROOT / "evaluation/questions/sample.jsonl").read_text("utf-8").splitlines()
    entries = [entry for entry in map(json.loads, lines) if entry["answerable"]]
    # Of all languages, in turn, always the same ones.
    asked = entries[:: max(1, len(entries) // (ALONE + 3 * TOGETHER))]
    with sample_company() as kilde, served(str(kilde.settings.data_folder)) as app:
        first_words(app.address, asked[0])
        alone = [first_words(app.address, entry) for entry in asked[:ALONE]]
        yield _figure("first words, one person", alone, 0.6, app)
        yield _open_pages(app)
        many: list[Waited] = []
        place, ends = ALONE, time.monotonic() + seconds
        while not many or time.monotonic() < ends:
            turn = [asked[(place + n) % len(asked)] for n in range(TOGETHER)]
            many += together(app.address, turn)
            place += TOGETHER
        yield _figure("first words, ten at the same moment", many, 2.0, app)


@dataclass(frozen=True)
class Served:
    address: str
    process: psutil.Process

    @property
    def mib(self) -> int:
        """Memory of the server and of its children that draw pages, without Chroma."""
        family = [self.process, *self.process.children(recursive=True)]
        own = [one for one in family if "chroma" not in " ".join(one.cmdline())]
        return round(sum(int(one.memory_info().rss) for one in own) / 2**20)


def _open_pages(app: Served) -> dict[str, Any]:
    """So many pages stand open, and nobody does anything."""
    before = app.mib
    with ExitStack() as stack:
        for _ in range(PAGES):
            stack.enter_context(Tab(app.address, "nb"))
        time.sleep(2)
        return {"load": "open pages", "pages": PAGES, "mib_before": before, "mib": app.mib}


Waited = dict[str, float]
"""Seconds from Enter until: `said`, the first word on what is going on; `words`, the first ones
of the answer, or that there is none; `done`, the page stands. Without `words`: an error."""


def first_words(address: str, entry: dict[str, Any], go: threading.Barrier | None = None) -> Waited:
    """Ask in a tab of its own, at the same moment as the others that wait at `go`."""
    with Tab(address, entry["lang"]) as tab:
        if go is not None:
            go.wait()
        start = time.perf_counter()
        waited: Waited = {}
        for drawn in tab.ask(entry["question"]):
            if _says_what_goes_on(drawn):
                waited.setdefault("said", drawn.at - start)
            if _shows_an_answer(drawn):
                waited.setdefault("words", drawn.at - start)
        return waited | {"done": time.perf_counter() - start}


def together(address: str, entries: list[dict[str, Any]]) -> list[Waited]:
    """Ask all at once."""
    go = threading.Barrier(len(entries), timeout=2 * _WAIT_S)
    found: list[Waited] = []

    def ask(entry: dict[str, Any]) -> None:
        try:
            found.append(first_words(address, entry, go))
        except (OSError, WebSocketException, threading.BrokenBarrierError):
            found.append({})

    threads = [threading.Thread(target=ask, args=(entry,)) for entry in entries]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


@contextmanager
def served(data: str) -> Iterator[Served]:
    """`kilde serve` for an existing data folder, warmed up."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    address = f"http://127.0.0.1:{port}"
    environment = {**os.environ, "KILDE_DATA": data, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [sys.executable, "-m", "commands", "serve", "--port", str(port)],
        cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    ) as app:  # fmt: skip
        try:
            _until_quiet(app)
            yield Served(address, psutil.Process(app.pid))
        finally:
            app.terminate()


def _until_quiet(app: subprocess.Popen[bytes]) -> None:
    """Until the process has loaded its models and has found its first questions."""
    process, deadline = psutil.Process(app.pid), time.monotonic() + _WAIT_S
    quiet = 0
    time.sleep(3)
    while quiet < 4 and time.monotonic() < deadline:
        quiet = quiet + 1 if process.cpu_percent(0.5) < 5 else 0


def _says_what_goes_on(drawn: Drawn) -> bool:
    return '<p class="kilde-working' in drawn.html


def _shows_an_answer(drawn: Drawn) -> bool:
    """The answer's first words, or that Kilde does not know."""
    if '<div class="kilde-words' in drawn.html:
        return True
    return drawn.component == "kilde_entry" and not drawn.data["pending"]


def _figure(name: str, waited: list[Waited], least: float, app: Served) -> dict[str, Any]:
    answered = [one for one in waited if "words" in one]
    words = [one["words"] for one in answered]
    errors = len(waited) - len(answered)
    median = statistics.median(words)
    return {
        "load": name,
        "questions": len(waited),
        "errors": errors,
        "said_median_s": round(
            statistics.median(one.get("said", one["words"]) for one in answered), 3
        ),
        "median_s": round(median, 3),
        "p95_s": round(statistics.quantiles(words, n=20)[-1], 3),
        "done_median_s": round(statistics.median(one["done"] for one in answered), 3),
        "server_mib": app.mib,
        "cores": os.cpu_count(),
        "busy": round(os.getloadavg()[0], 1),
        "met": {f"median < {least} s": median < least, "no errors": not errors},
    }
