"""A company of 40 people in 12 groups with 2,000 documents, and a plain table of who may read.

Everything is made from one seed. The table knows nothing of partitions: a person may read a
document when they are in a group of its space, and in one of its source where it names any.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

GROUPS = tuple(f"group-{n}" for n in range(12))
DOCUMENTS, PEOPLE, SPACES, SOURCES = 2_000, 40, 8, 3
THINGS = (
    "pump", "valve", "contract", "salary", "invoice", "badge", "server", "training", "holiday",
    "travel", "warranty", "supplier", "machine", "customer", "insurance", "audit",
)  # fmt: skip


@dataclass(frozen=True)
class Source:
    space: str
    name: str
    space_readers: frozenset[str]
    readers: frozenset[str]

    def readable(self, groups: frozenset[str]) -> bool:
        mine = groups | {"everyone"}
        return bool(mine & self.space_readers) and (not self.readers or bool(mine & self.readers))


@dataclass(frozen=True)
class Entry:
    """One document: `word` occurs in it and nowhere else."""

    source: Source
    path: str
    word: str
    text: str

    @property
    def name(self) -> str:
        return f"{self.source.name}/{self.path}"


@dataclass(frozen=True)
class Made:
    sources: tuple[Source, ...]
    documents: tuple[Entry, ...]
    people: tuple[frozenset[str], ...]

    def toml(self) -> str:
        lines: list[str] = []
        for space in dict.fromkeys(source.space for source in self.sources):
            mine = [source for source in self.sources if source.space == space]
            lines += ["[[space]]", f'name = "{space}"', f"readers = {_list(mine[0].space_readers)}"]
            for source in mine:
                lines += ["[[space.source]]", f'folder = "{source.name}"']
                if source.readers:
                    lines.append(f"readers = {_list(source.readers)}")
        return "\n".join(lines) + "\n"


def made(seed: int = 12) -> Made:
    dice = random.Random(seed)
    sources = []
    for s in range(SPACES):
        open_to_all = s == 0
        space_readers = frozenset({"everyone"} if open_to_all else dice.sample(GROUPS, 3))
        for n in range(SOURCES):
            readers = frozenset(dice.sample(GROUPS, 2)) if n == 2 else frozenset[str]()
            sources.append(Source(f"space-{s}", f"source-{s}-{n}", space_readers, readers))
    documents = []
    for number in range(DOCUMENTS):
        source, thing = dice.choice(sources), dice.choice(THINGS)
        word = f"w{number:04d}{''.join(dice.choices('bdfgklmnprst', k=5))}"
        text = (
            f"# The {thing} {word}\n\nThe {thing} {word} is looked after by team {number % 37} "
            f"and costs {number * 7 % 991} kroner a month.\n"
        )
        documents.append(Entry(source, f"{thing}/{word}.md", word, text))
    people = tuple(frozenset(dice.sample(GROUPS, dice.randint(0, 7))) for _ in range(PEOPLE))
    return Made(tuple(sources), tuple(documents), people)


def _list(groups: frozenset[str]) -> str:
    return "[" + ", ".join(f'"{group}"' for group in sorted(groups)) + "]"
