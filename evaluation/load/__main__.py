"""`python -m evaluation.load [SECONDS]`: figures of the load, one JSON object a line."""

from __future__ import annotations

import asyncio
import json
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

import psutil

from config import ROOT, texts
from evaluation.bench.installation import Installation
from evaluation.load.tab import Tab

SECONDS = 30.0
PEOPLE, PAGES = 10, 50
# Seconds to the first words at the median, as issue and docs promise them on two cores.
ALONE, TOGETHER = 0.6, 2.0
_START_S = 60
_MIB = 2**20


@dataclass(frozen=True)
class Asked:
    """A question, and the first word of its answer by which that is known on the page."""

    question: str
    word: str


@dataclass(frozen=True)
class Served:
    address: str
    process: psutil.Process

    @property
    def resident(self) -> int:
        """MiB of the server and its children that draw pages, without Chroma."""
        family = [self.process, *self.process.children(recursive=True)]
        own = [one for one in family if "chroma" not in " ".join(one.cmdline())]
        return round(sum(int(one.memory_info().rss) for one in own) / _MIB)


def main(seconds: float) -> int:
    installation = Installation.of(ROOT / "samples")
    installation.ingest()
    questions = _questions(installation)
    met = True
    with _served(installation) as served:
        for figures in (
            *asyncio.run(_asking(served, questions, 1, seconds / 2, ALONE)),
            *asyncio.run(_open(served)),
            *asyncio.run(_asking(served, questions, PEOPLE, seconds, TOGETHER)),
        ):
            print(json.dumps(figures), flush=True)
            met &= all(figures.get("met", {}).values())
    return 0 if met else 3


async def _asking(
    served: Served, questions: Sequence[Asked], people: int, seconds: float, promised: float
) -> list[dict[str, Any]]:
    """So many people ask at the same moment, again and again, each in a new tab."""
    await _round(served, questions[:people])  # the models are loaded
    times: list[float] = []
    errors = 0
    place = people
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        turn = [questions[(place + n) % len(questions)] for n in range(people)]
        place += people
        for found in await _round(served, turn):
            if isinstance(found, float):
                times.append(found)
            else:
                errors += 1
    ordered = sorted(times) or [float("nan")]
    median = statistics.median(ordered)
    return [
        {
            "load": "asking at the same moment",
            "people": people,
            "answers": len(times),
            "errors": errors,
            "first_words_median_s": round(median, 2),
            "first_words_95_s": round(ordered[int(0.95 * (len(ordered) - 1))], 2),
            "server_mib": served.resident,
            "cores": os.cpu_count(),
            "busy": round(os.getloadavg()[0], 1),
            "met": {f"median under {promised} s": median < promised, "no errors": not errors},
        }
    ]


async def _round(served: Served, asked: Sequence[Asked]) -> list[float | BaseException]:
    async with AsyncExitStack() as stack:
        tabs = [await stack.enter_async_context(Tab(served.address)) for _ in asked]
        return await asyncio.gather(
            *(tab.ask(one.question, one.word) for tab, one in zip(tabs, asked, strict=True)),
            return_exceptions=True,
        )


async def _open(served: Served) -> list[dict[str, Any]]:
    """So many pages stand open, and nobody does anything."""
    before = served.resident
    async with AsyncExitStack() as stack:
        for _ in range(PAGES):
            await stack.enter_async_context(Tab(served.address))
        await asyncio.sleep(2)
        after = served.resident
    return [
        {
            "load": "open pages",
            "pages": PAGES,
            "server_mib_before": before,
            "server_mib": after,
            "mib_a_page": round((after - before) / PAGES, 2),
        }
    ]


def _questions(installation: Installation) -> list[Asked]:
    """The sample company's Norwegian questions that are answered, with a word to know each by."""
    lines = (ROOT / "evaluation/questions/sample.jsonl").read_text(encoding="utf-8").splitlines()
    asked = [row for row in map(json.loads, lines) if row["lang"] == "nb" and row["answerable"]]
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        for row in asked:
            file.write(json.dumps({"id": row["id"], "question": row["question"]}) + "\n")
        file.flush()
        answers = map(json.loads, installation.kilde("ask", "--batch", file.name).splitlines())
        # Read while the file is there.
        given = {row["id"]: row for row in answers}
    found = []
    for row in asked:
        answer = given[row["id"]]
        word = _known_by(answer["answer"], row["question"])
        if answer["status"] == "answered" and word:
            found.append(Asked(row["question"], word))
    return found


def _known_by(answer: str, question: str) -> str:
    """The first word of an answer that stands neither in its question nor in the interface;
    of letters that no encoding writes otherwise."""
    elsewhere = " ".join((question, *texts("nb").entries.values())).lower()
    words = re.findall(r"(?<!\w)[A-Za-z]{6,}(?!\w)", answer)
    return next((word for word in words if word.lower() not in elsewhere), "")


@contextmanager
def _served(installation: Installation) -> Iterator[Served]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    address = f"http://127.0.0.1:{port}"
    with subprocess.Popen(
        [installation.command, "serve", "--port", str(port)],
        env=installation.environment,
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as app:
        try:
            deadline = time.monotonic() + _START_S
            while not _is_ready(address):
                if time.monotonic() > deadline or app.poll() is not None:
                    raise RuntimeError(f"the app was not ready within {_START_S} s")
                time.sleep(0.2)
            yield Served(address, psutil.Process(app.pid))
        finally:
            app.terminate()


def _is_ready(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/api/v1/ready", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


if __name__ == "__main__":
    with Installation.cleanup():
        sys.exit(main(float(sys.argv[1]) if len(sys.argv) > 1 else SECONDS))
