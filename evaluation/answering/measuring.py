"""All sets, or some, put to Kilde."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from evaluation.answering import conflicts, conversations, premises, rewordings
from evaluation.answering.installations import sample_company

OF_SAMPLE = {
    "conversations": conversations.figures,
    "rewordings": rewordings.figures,
    "premises": premises.figures,
}
NAMES = (*OF_SAMPLE, "conflicts")


def measured(
    names: Collection[str] = NAMES, held_out: bool = True, details: bool = False
) -> Iterator[dict[str, Any]]:
    """One object a set, with `details` one an entry before it."""
    of_sample = [name for name in OF_SAMPLE if name in names]
    if of_sample:
        with sample_company() as kilde:
            reader = kilde.reader(None)
            for name in of_sample:
                yield from OF_SAMPLE[name](reader, held_out, details)
    if "conflicts" in names:
        yield from conflicts.figures(held_out, details)
