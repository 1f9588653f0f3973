"""Pairs of questions that were written before the rules: same, and nearly the same."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent
# The least chance is chosen on these, and the rules were made on the first; each was written
# without a look at the others, and at what the matcher did then.
DEVELOP = tuple(f"develop_{number}" for number in range(1, 6))
# Written last, the first of them of everyday questions, the other of those of single trades.
HELD_OUT = ("held_out_1", "held_out_2")
# Families of which nothing was learnt or chosen: they were written while it was trained.
LATER = "later"


@dataclass(frozen=True)
class Pair:
    """Two questions, and whether one answer serves both."""

    one: str
    other: str
    same: bool


@dataclass(frozen=True)
class Subject:
    """A question, the same in other words, and others that are near it."""

    question: str
    same: tuple[str, ...]
    near: tuple[str, ...]

    def pairs(self) -> list[Pair]:
        """Of the question with each of the others."""
        return [
            *(Pair(self.question, other, True) for other in self.same),
            *(Pair(self.question, other, False) for other in self.near),
        ]

    def all_pairs(self) -> list[Pair]:
        """Of all wordings with each other, and of all wordings with those that are near."""
        wordings = (self.question, *self.same)
        return [
            *(
                Pair(one, other, True)
                for number, one in enumerate(wordings)
                for other in wordings[:number]
            ),
            *(Pair(one, other, False) for one in wordings for other in self.near),
        ]


@dataclass(frozen=True)
class Family:
    """Meanings near each other, each in its wordings; no two of them are the same."""

    meanings: tuple[tuple[str, ...], ...]

    def pairs(self) -> list[Pair]:
        """Of all wordings with each other."""
        every = [(number, one) for number, own in enumerate(self.meanings) for one in own]
        return [
            Pair(one, other, first == second)
            for place, (second, other) in enumerate(every)
            for first, one in every[:place]
        ]


def families(name: str) -> list[Family]:
    """The families of a file: a meaning a line, its wordings between bars, a blank line after
    each family."""
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    return [
        Family(tuple(tuple(one.strip() for one in line.split("|")) for line in block.splitlines()))
        for block in text.strip().split("\n\n")
    ]


def subjects(half: str) -> list[Subject]:
    """The subjects of a half: a line each, `=` the question, `+` the same, `-` near it."""
    text = (FOLDER / f"{half}.txt").read_text(encoding="utf-8")
    found = []
    for block in text.strip().split("\n\n"):
        lines = [line for line in block.splitlines() if not line.startswith("#")]
        by_mark = {
            mark: tuple(line[2:].strip() for line in lines if line[0] == mark) for mark in "=+-"
        }
        found.append(Subject(by_mark["="][0], by_mark["+"], by_mark["-"]))
    return found
