"""What changed between two versions of a document: by headings, what went and what came."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher

from records import Lines

# Of longer texts only the beginnings are compared, so that nobody waits.
LONGEST = 3000
# So many changes are shown.
MOST = 100


@dataclass(frozen=True)
class Change:
    """A place that differs: the headings that it stands under, and its lines before and after."""

    heading: str
    gone: tuple[str, ...]
    new: tuple[str, ...]


def changes(before: Lines, after: Lines) -> tuple[Change, ...]:
    """The places at which two versions differ, in order.

    >>> changes((("Ferie", "25 dager."),), (("Ferie", "30 dager."),))
    (Change(heading='Ferie', gone=('25 dager.',), new=('30 dager.',)),)
    """
    before, after = before[:LONGEST], after[:LONGEST]
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    found = []
    for what, start, end, from_, to in matcher.get_opcodes():
        if what != "equal":
            [heading, *_] = [under for under, _ in (*after[from_:to], *before[start:end])]
            gone = tuple(line for _, line in before[start:end])
            found.append(Change(heading, gone, tuple(line for _, line in after[from_:to])))
    return tuple(found)
