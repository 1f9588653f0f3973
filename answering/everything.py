"""Everything on a subject: what was found, by document, without what is not about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from vectorstore import Hit

Order = Literal["relevance", "date"]
ORDERS: tuple[Order, ...] = ("relevance", "date")
# How many passages are looked at for it.
LOOKED_AT = 300
# A passage is about the subject from this share of the best one's score, and from this score.
# Measured by evaluation.finding: what answers is above it in 98 to 99 of 100 searches.
_SHARE, _LEAST = 0.4, 0.2


@dataclass(frozen=True)
class Group:
    """One document's passages that were found, the best first."""

    hits: tuple[Hit, ...]

    @property
    def space(self) -> str:
        return self.hits[0].passage.space

    @property
    def document(self) -> str:
        return self.hits[0].passage.document

    @property
    def named(self) -> tuple[str, str]:
        return self.space, self.document


def about(hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """Those that are about what was looked for; `hits` are the best first."""
    if not hits:
        return ()
    least = max(_LEAST, _SHARE * hits[0].scores.fused)
    return tuple(hit for hit in hits if hit.scores.fused >= least)


def by_document(hits: Sequence[Hit], order: Order = "relevance") -> tuple[Group, ...]:
    """The documents, the one with the best passage first; or the newest, undated ones last."""
    groups: dict[tuple[str, str], list[Hit]] = {}
    for hit in hits:
        groups.setdefault((hit.passage.space, hit.passage.document), []).append(hit)
    found = [Group(tuple(group)) for group in groups.values()]
    if order == "date":
        found.sort(key=lambda group: group.hits[0].passage.date or "", reverse=True)
    return tuple(found)
