"""Things of one kind of which a question can only mean one: printers and scanners, Norway and
Germany. Where two questions each name another, they are two questions."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from vectorstore.analysis import word_stems, words

FILE = Path(__file__).with_name("concepts.txt")
_ARTICLES = frozenset("der die das den dem the a an en et ei".split())
Concept = tuple[str, int]


@cache
def concepts() -> dict[str, list[list[tuple[str, ...]]]]:
    """By class, for each thing its names in nb, de and en."""
    found: dict[str, list[list[tuple[str, ...]]]] = {}
    kind = ""
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            kind = line.strip("[]")
            found[kind] = []
        elif line and not line.startswith("#"):
            found[kind].append(
                [tuple(name.strip() for name in names.split("/")) for names in line.split("|")]
            )
    return found


def named(text: Sequence[str]) -> frozenset[Concept]:
    """What the words of a question name, as class and number; the longest names first."""
    stemmed = [frozenset(word_stems(word)) for word in text]
    free = [True] * len(text)
    found = set()
    beginning = _by_beginning()
    likely = {number for own in stemmed for stem in own for number in beginning.get(stem, ())}
    for name, concept in (_names()[number] for number in sorted(likely)):
        for start in range(len(text) - len(name) + 1):
            place = range(start, start + len(name))
            if all(free[n] and stemmed[n] & name[n - start] for n in place):
                found.add(concept)
                for n in place:
                    free[n] = False
    return frozenset(found)


def name_others(one: frozenset[Concept], other: frozenset[Concept]) -> bool:
    """Whether each names something of a class, and nothing of it is the same."""
    return any(
        not {c for c in one if c[0] == kind} & {c for c in other if c[0] == kind}
        for kind in {c[0] for c in one} & {c[0] for c in other}
    )


@cache
def _names() -> list[tuple[tuple[frozenset[str], ...], Concept]]:
    """Every name as the stems of its words, the longest first."""
    found = {
        (tuple(frozenset(word_stems(w)) for w in _bare(name)), (kind, number))
        for kind, things in concepts().items()
        for number, names in enumerate(things)
        for own in names
        for name in own
    }
    return sorted(found, key=lambda one: (-len(one[0]), repr(one[1])))


@cache
def _by_beginning() -> dict[str, list[int]]:
    """The places in `_names` of those whose first word has a stem."""
    found: dict[str, list[int]] = {}
    for number, (name, _) in enumerate(_names()):
        for stem in name[0]:
            found.setdefault(stem, []).append(number)
    return found


def _bare(name: str) -> list[str]:
    found = words(name)
    return found[1:] if found[0] in _ARTICLES and len(found) > 1 else found
