"""A throw-away installation of Kilde, used by its own commands."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar


@dataclass(frozen=True)
class Installation:
    """A folder with a kilde.toml whose one space reads one folder."""

    folder: Path
    made: ClassVar[list[Installation]] = []

    @classmethod
    def of(cls, documents: Path) -> Installation:
        folder = Path(tempfile.mkdtemp(prefix="kilde-bench-"))
        source = json.dumps(str(documents.resolve()))
        (folder / "kilde.toml").write_text(
            f'[[space]]\nname = "bench"\n[[space.source]]\nname = "docs"\nfolder = {source}\n'
        )
        made = cls(folder)
        cls.made.append(made)
        return made

    @classmethod
    @contextmanager
    def cleanup(cls) -> Iterator[None]:
        """End the servers and delete the folders of all installations made within."""
        try:
            yield
        finally:
            for made in cls.made:
                made.kilde("stop")
                shutil.rmtree(made.folder, ignore_errors=True)

    @property
    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "KILDE_CONFIG": str(self.folder / "kilde.toml"),
            "KILDE_DATA": str(self.folder / "data"),
        }

    @property
    def command(self) -> str:
        return str(Path(sys.executable).with_name("kilde"))

    def kilde(self, *arguments: str, output: Path | None = None) -> str:
        """Standard output of `kilde`, also written to `output`; raises where it fails."""
        done = subprocess.run(
            [self.command, *arguments],
            env=self.environment,
            check=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        if output:
            output.write_text(done.stdout, encoding="utf-8")
        return done.stdout

    def ingest(self) -> dict[str, Any]:
        """The report of the one space."""
        report: dict[str, Any] = json.loads(self.kilde("ingest", "--json"))["spaces"][0]
        return report


def tool(shared: Path, name: str, *arguments: str | Path) -> dict[str, Any]:
    """What one of the scoring tools beside the project prints."""
    command: Sequence[str] = [sys.executable, str(shared / "tools" / name), *map(str, arguments)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found
