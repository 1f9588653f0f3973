"""Change, ingest, kill, let the next run complete, compare; again and again."""

from __future__ import annotations

import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from answering import Kilde
from config import ROOT, load
from ingest import Stores, examine
from tests.faults.collection import Collection
from vectorstore import server

Tell = Callable[[str], None]
_KILLED = ("ingest", "chroma", "both")
_PATIENCE_S = 300
# A run that is killed again while it mends what the first kill left.
_AGAIN = 0.3


class Wrong(Exception):
    """Something was lost, twice, old or unclear; the message says what."""


@dataclass(frozen=True)
class Outcome:
    """What was killed how often, and what the reader saw meanwhile."""

    kills: Counter[str]
    steps: int
    asked: int
    errors: Counter[str]


@dataclass
class Company:
    """An installation of its own on the collection's folders."""

    folder: Path
    documents: Path
    models: Sequence[str]

    def configure(self, collection: Collection) -> None:
        narrow = 'readers = ["few"]' if collection.narrow else ""
        first, second = (json.dumps(str(self.documents / name)) for name in ("first", "second"))
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / "kilde.toml").write_text(
            f"[embedding]\nmodel = {json.dumps(self.models[collection.model])}\n"
            f'[[space]]\nname = "docs"\n'
            f'[[space.source]]\nname = "first"\nfolder = {first}\n'
            f'[[space.source]]\nname = "second"\nfolder = {second}\n{narrow}\n',
            encoding="utf-8",
        )

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def start(self, *command: str, **files: Any) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", *command],
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            text=True,
            **files,
        )

    def ingest(self) -> subprocess.Popen[str]:
        return self.start(
            "commands", "ingest", "--confirm-removals", stderr=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
        )  # fmt: skip

    def complete(self) -> None:
        """A run that nobody disturbs: it must end well."""
        ingest = self.ingest()
        _, said = ingest.communicate(timeout=_PATIENCE_S)
        if ingest.returncode != 0:
            raise Wrong(f"the run after a kill ended with {ingest.returncode}: {said}")

    def open(self) -> Kilde:
        return Kilde.open(load(self.folder / "kilde.toml"))

    def holds(self) -> dict[str, list[str]]:
        """Every document's passages, as a reader is given them."""
        reader = self.open().reader(None)
        names = [d.name for d in self.open().catalogue.documents("docs")]
        return {name: [p.text for p in reader.passages("docs", name)] for name in names}

    def finds(self, words: Sequence[str]) -> dict[str, str]:
        """The best passage for each word."""
        reader = self.open().reader(None)
        found = {word: reader.search(f"{word} avsnitt 1", 1) for word in words}
        return {word: hits[0].passage.text if hits else "" for word, hits in found.items()}

    def disagreements(self) -> list[str]:
        kilde = self.open()
        embedder = kilde.search.embedder(kilde.settings.embedding.model)
        stores = Stores(kilde.catalogue, kilde.vectors, self.data / "lexical", embedder)
        return [f"{problem.where}: {problem.what}" for problem in examine(stores)]


def run(
    folder: Path, models: Sequence[str], kills: int, seed: int, size: int, tell: Tell
) -> Outcome:
    """So many kills of an ingest and of Chroma on `size` documents; raises Wrong.

    `models` are two names of built models, which `KILDE_MODELS` knows.
    """
    dice = random.Random(seed)
    collection = Collection(folder / "documents", dice, size)
    company = Company(folder / "company", folder / "documents", models)
    done: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    asked = 0
    try:
        company.configure(collection)
        company.complete()
        lasted = 2.0
        while done.total() < kills:
            collection.step()
            company.configure(collection)
            with _reader(company, collection, dice) as told:
                while True:
                    what, lasted = _killed(company, dice, lasted)
                    done[what] += 1
                    if done.total() >= kills or dice.random() > _AGAIN:
                        break
                company.complete()
            asked += told["asked"]
            seen.update(told["errors"])
            compare(company, collection)
            tell(f"{done.total()} kills ({what}), {told['asked']} questions: well")
        _compare_with_undisturbed(folder, company, collection, models)
    finally:
        server.stop(company.data)
    return Outcome(done, collection.steps, asked, seen)


def _killed(company: Company, dice: random.Random, lasted: float) -> tuple[str, float]:
    """Start an ingest and kill something while it works; what, and how long it took if whole.

    `lasted` is how long a run works between taking the lock and its end.
    """
    what = dice.choice(_KILLED)
    after = dice.random() * lasted
    lock = company.data / "ingest.lock"
    begun = lock.stat().st_mtime_ns
    ingest = company.ingest()
    while ingest.poll() is None and lock.stat().st_mtime_ns == begun:
        time.sleep(0.005)
    started = time.monotonic()
    with contextlib.suppress(subprocess.TimeoutExpired):
        ingest.wait(after)
    if what != "ingest":
        _kill_chroma(company.data)
    if what != "chroma":
        ingest.kill()
    _, said = ingest.communicate(timeout=_PATIENCE_S)
    if ingest.returncode == 0:
        lasted = (lasted + time.monotonic() - started) / 2
    elif ingest.returncode != -signal.SIGKILL and "was not foreseen" in said:
        raise Wrong(f"the ingest did not say clearly what was wrong: {said}")
    return what, lasted


def _kill_chroma(data: Path) -> None:
    try:
        os.kill(json.loads((data / "chroma.json").read_text())["pid"], signal.SIGKILL)
    except (OSError, ValueError):
        return  # it does not run at this moment


@contextmanager
def _reader(
    company: Company, collection: Collection, dice: random.Random
) -> Iterator[dict[str, Any]]:
    """Asks while the block runs; what it saw is there after it.

    It asks for documents that stay, of the source whose readers stay.
    """
    told: dict[str, Any] = {}
    stay = [one.word for one in collection.kept if one.path.startswith("first/")]
    with company.start(
        "tests.faults.reader", str(company.folder / "kilde.toml"),
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    ) as reader:  # fmt: skip
        assert reader.stdin is not None
        reader.stdin.write(" ".join(dice.sample(stay, min(12, len(stay)))) + "\n")
        reader.stdin.flush()
        try:
            yield told
        finally:
            said, _ = reader.communicate(timeout=_PATIENCE_S)
    if reader.returncode != 0:
        raise Wrong(f"the reader ended with {reader.returncode}")
    told.update(json.loads(said))
    if told["wrong"]:
        raise Wrong(f"the reader saw: {'; '.join(told['wrong'][:5])}")


def compare(company: Company, collection: Collection) -> None:
    """Raises Wrong where the company holds other than what the collection is, or disagrees."""
    expected, held = collection.expected(), company.holds()
    for name in sorted(expected.keys() | held.keys()):
        if expected.get(name) != held.get(name):
            raise Wrong(f"{name} holds {held.get(name)} and should hold {expected.get(name)}")
    problems = company.disagreements()
    if problems:
        raise Wrong(f"the stores do not agree: {'; '.join(problems)}")


def _compare_with_undisturbed(
    folder: Path, company: Company, collection: Collection, models: Sequence[str]
) -> None:
    other = Company(folder / "undisturbed", folder / "documents", models)
    other.configure(collection)
    try:
        other.complete()
        if other.holds() != company.holds():
            raise Wrong("a run that nobody disturbed holds something else")
        words = [one.word for one in collection.kept]
        there, here = other.finds(words), company.finds(words)
        for word in words:
            if there[word] != here[word]:
                raise Wrong(f"{word} finds {here[word]!r}, undisturbed {there[word]!r}")
    finally:
        server.stop(other.data)
