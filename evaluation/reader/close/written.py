"""Passages of companies' documents with questions that they answer, and near misses.

Written for this: the data has no question that a passage nearly answers, of another role, object,
time or aspect. A passage begins with `# language | title > heading`; after its text stand
`+ question | the words that answer it` and `- question` that it does not answer.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from evaluation.reader.candidates import Cut
from evaluation.reader.groups import Group
from evaluation.reader.noise import noisy
from vectorstore.language import detect

FOLDER = Path(__file__).with_name("written")
LATER = "later"
# Passages are of no context.
NO_CONTEXT = -1
# Other passages that may be read beside the own one.
_OTHERS = 12


@dataclass(frozen=True)
class Written:
    """A passage, the questions it answers with their answers' places, and those it does not."""

    cut: Cut
    answered: tuple[tuple[str, int, int], ...]
    near: tuple[str, ...]


def read(folder: Path = FOLDER, held_out: bool = False) -> list[Written]:
    """The passages that are learnt from, or those that are not: every ninth, and those of the file
    `later`, which were written when the reader had been trained.

    Raises ValueError where an answer does not stand in its passage.
    """
    found: list[Written] = []
    for file in sorted(folder.glob("*.txt")):
        blocks = file.read_text(encoding="utf-8").strip().split("\n\n")
        later = file.stem == LATER
        found += [
            _written(block) for n, block in enumerate(blocks) if (later or _held_out(n)) == held_out
        ]
    return found


def _held_out(number: int) -> bool:
    return number % 9 == 4


def _written(block: str) -> Written:
    first, *lines = block.splitlines()
    language, _, headings = first.removeprefix("# ").partition(" | ")
    begin = next(n for n, line in enumerate(lines) if line.startswith("+ "))
    text, asked = "\n".join(lines[:begin]), lines[begin:]
    answered = []
    for line in asked:
        if line.startswith("+ "):
            question, _, answer = line[2:].rpartition(" | ")
            # As a word, where it is one: "red" does not stand in "expired".
            place = re.search(rf"(?<!\w){re.escape(answer)}(?!\w)", text)
            start = place.start() if place else text.find(answer)
            if start < 0:
                raise ValueError(f"{first}: it does not say {answer!r}")
            answered.append((question, start, start + len(answer)))
    near = tuple(line[2:] for line in asked if line.startswith("- "))
    cut = Cut(NO_CONTEXT, language, tuple(headings.split(" > ")), text)
    return Written(cut, tuple(answered), near)


def groups(
    passages: Sequence[Written], wordings: int, first: int, seed: int
) -> tuple[list[Cut], list[Group]]:
    """Their passages, numbered from `first` on, and a group for each question, with so many
    noisy wordings."""
    chance = random.Random(f"{seed} written")
    numbers = range(first, first + len(passages))
    made = []

    def add(question: str, number: int, gold: tuple[tuple[int, int, int], ...]) -> None:
        others = [n for n in chance.sample(numbers, min(_OTHERS, len(numbers))) if n != number]
        worded = (question, *(noisy(question, chance) for _ in range(wordings)))
        nearest = tuple(others if gold else [number, *others])
        made.append(Group(worded, gold, nearest, detect(question)))

    for number, one in zip(numbers, passages, strict=True):
        for question, start, end in one.answered:
            add(question, number, ((number, start, end),))
        for question in one.near:
            add(question, number, ())
    return [one.cut for one in passages], made
