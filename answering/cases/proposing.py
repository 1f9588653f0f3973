"""Whom to ask: the space that a question belongs to, from where its nearest passages lie."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Protocol

from answering.cases.chain import after, chain
from answering.cases.models import Choice, Proposal
from config import Settings, Space, texts
from vectorstore import Hit

# So many of the nearest passages say where a question belongs.
NEAREST = 10
# A question whose nearest passage scores less belongs nowhere; see docs/decisions.md.
_NOWHERE = 0.1


class Asks(Protocol):
    """What is needed of the asker's Reader: nothing that they may not read comes from it.
    `spaces` are those that the asker may read."""

    spaces: tuple[str, ...]

    def search(self, question: str, limit: int = 10, rerank: bool = False) -> tuple[Hit, ...]:
        """Passages, best first."""

    def may_read(self, documents: Iterable[tuple[str, str]]) -> bool:
        """Whether all of the (space, document) may be read."""


def propose(
    settings: Settings,
    asks: Asks,
    question: str,
    language: str,
    turn_id: str | None = None,
    away: Collection[str] = (),
) -> Proposal | None:
    """A case of this question as it would be opened; None where none is offered. Who is `away`
    is not asked."""
    readable = [space for space in settings.space if space.name in asks.spaces]
    taking = [space for space in readable if space.escalate != "off"]
    if not taking and (readable or not settings.fallback):
        return None
    ranked = belongs(asks.search(question, NEAREST))
    nearest = next((s for s in readable if ranked and s.name == ranked[0]), None)
    if nearest is not None and nearest.escalate == "off":
        return None
    order = {name: n for n, name in enumerate(ranked)}
    choices = [
        _choice(settings, space, language, away)
        for space in sorted(taking, key=lambda space: order.get(space.name, len(order)))
    ]
    nowhere = _choice(settings, None, language, away)
    choices = [*choices, nowhere] if nearest is not None else [nowhere, *choices]
    return Proposal(
        turn_id=turn_id,
        question=question,
        text=question,
        language=language,
        choices=tuple(choices),
        auto=nearest is not None and nearest.escalate == "auto",
    )


def belongs(hits: tuple[Hit, ...]) -> list[str]:
    """The spaces that a question may belong to, the likeliest first; empty: to none."""
    if not hits or hits[0].scores.fused < _NOWHERE:
        return []
    sums: dict[str, float] = defaultdict(float)
    for rank, hit in enumerate(hits):
        sums[hit.passage.space] += hit.scores.fused / (1 + rank) ** 0.5
    return sorted(sums, key=lambda space: -sums[space])


def _choice(
    settings: Settings, space: Space | None, language: str, away: Collection[str]
) -> Choice:
    addressee = after(chain(settings, space), None, away) or ""
    title = (space.title or space.name) if space else texts(language)("case.nowhere")
    anonymous = space.anonymous if space else False
    return Choice(space.name if space else None, title, addressee, anonymous)
