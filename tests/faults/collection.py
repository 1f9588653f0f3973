"""Documents that tell their own version, and a script of changes to them."""

from __future__ import annotations

import random
import shutil
from dataclasses import dataclass, field
from pathlib import Path

# Documents of the second source, whose readers change.
_SECOND = 5
_SECTIONS = 3


@dataclass
class Kept:
    """One document as it should be now: where it lies, and in which version."""

    number: int
    path: str
    version: int = 1

    @property
    def word(self) -> str:
        """A word that stands in every passage of this document and nowhere else."""
        return f"kjenning{self.number:04d}"

    @property
    def passages(self) -> list[str]:
        return [
            f"Avsnitt {n} av {self.word} i utgave{self.version:04d} sier noe om fravær nummer {n}."
            for n in range(_SECTIONS)
        ]

    @property
    def content(self) -> str:
        sections = "".join(f"\n## Punkt {n}\n\n{text}\n" for n, text in enumerate(self.passages))
        return f"# Dokument {self.word}\n{sections}"


@dataclass
class Collection:
    """Two folders of documents under `root`, and what has become of them."""

    root: Path
    dice: random.Random
    size: int
    kept: list[Kept] = field(default_factory=list)
    narrow: bool = False
    model: int = 0
    steps: int = 0

    def __post_init__(self) -> None:
        for _ in range(self.size):
            self._add()

    def step(self) -> None:
        """Change about a quarter: new versions, new, gone and moved documents; and at times
        the readers of a source or the model."""
        self.steps += 1
        changed = self.dice.sample(self.kept, len(self.kept) // 5)
        for one in changed:
            one.version += 1
            self._write(one)
        for one in self.dice.sample(self.kept, 2):
            (self.root / one.path).unlink()
            self.kept.remove(one)
        for _ in range(2):
            self._add()
        # What is moved and changed at once is another document, beside the one that has gone.
        moved = self.dice.choice([one for one in self.kept if one not in changed])
        new = str(Path(moved.path).with_name(f"moved-{self.steps}-{moved.number}.md"))
        shutil.move(self.root / moved.path, self.root / new)
        moved.path = new
        if self.steps % 3 == 0:
            self.narrow = not self.narrow
        if self.steps % 5 == 0:
            self.model = 1 - self.model

    def expected(self) -> dict[str, list[str]]:
        """What a space that has followed everything holds: passages' texts by document."""
        return {one.path: one.passages for one in self.kept}

    def _add(self) -> None:
        number = max((one.number for one in self.kept), default=0) + 1
        number = max(number, self.size + 2 * self.steps - 1) if self.steps else number
        folder = "second" if number % _SECOND == 0 else "first"
        one = Kept(number, f"{folder}/{number:04d}.md")
        self.kept.append(one)
        self._write(one)

    def _write(self, one: Kept) -> None:
        file = self.root / one.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(one.content, encoding="utf-8")
