"""A small company with real stores: what most tests stand on."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from answering import Answer, Kilde
from config import ROOT, Settings, load
from ingest import Guard, Ingest, Progress, Report, Silent, Stores, ingest_lock
from vectorstore import server

SHARED = ROOT.parent / "shared"


@dataclass
class Company:
    """A folder with a kilde.toml, documents, and Kilde on them."""

    folder: Path

    def configure(self, toml: str) -> None:
        (self.folder / "kilde.toml").write_text(toml, encoding="utf-8")

    def write(self, path: str, content: str | bytes) -> Path:
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return file

    @property
    def settings(self) -> Settings:
        return load(self.folder / "kilde.toml")

    @property
    def kilde(self) -> Kilde:
        return Kilde.open(self.settings)

    def ingest(
        self,
        space: str = "docs",
        confirm_removals: bool = False,
        progress: Progress = Silent(),  # noqa: B008 (holds nothing)
    ) -> Report:
        settings, kilde = self.settings, self.kilde
        embedder = kilde.search.embedder(settings.embedding.model)
        lexical = settings.data_folder / "lexical"
        stores = Stores(kilde.catalogue, kilde.vectors, lexical, embedder)
        with ingest_lock(settings.data_folder), Guard() as guard:
            return Ingest(settings, stores, guard).run(
                settings.named(space), progress, confirm_removals
            )

    def found(self, question: str, groups: tuple[str, ...] | None = None) -> list[str]:
        """The documents that a search finds, best first, each once."""
        hits = self.kilde.reader(groups).search(question)
        return list(dict.fromkeys(hit.passage.document for hit in hits))

    def ask(self, question: str, groups: tuple[str, ...] | None = None) -> Answer:
        return self.kilde.reader(groups).ask(question)

    def start(self, *arguments: str, **environment: str) -> subprocess.Popen[str]:
        """`kilde` itself, in a process of its own that goes on beside the test."""
        return subprocess.Popen(
            [sys.executable, "-m", "commands", *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=self.folder,
            env={**os.environ, **environment, "PYTHONPATH": str(ROOT)},
        )

    def run(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """`kilde` itself, in a process of its own."""
        return subprocess.run(
            [sys.executable, "-m", "commands", *arguments],
            capture_output=True,
            text=True,
            cwd=self.folder,
            env={**os.environ, **environment, "PYTHONPATH": str(ROOT)},
            timeout=120,
        )


@pytest.fixture
def company(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Company]:
    """One space, `docs`, with one folder of the same name, still empty."""
    for name in ("KILDE_CONFIG", "KILDE_DATA"):
        monkeypatch.delenv(name, raising=False)
    made = Company(tmp_path)
    made.configure('[[space]]\nname = "docs"\n[[space.source]]\nfolder = "docs"\n')
    (tmp_path / "docs").mkdir()
    yield made
    server.stop(tmp_path / "data")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The question sets and the corpus beside the project; skips where they are absent."""
    if not SHARED.is_dir():
        pytest.skip("needs the question sets and documents in ../shared")
    return SHARED
