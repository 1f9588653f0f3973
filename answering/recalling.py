"""An answer that was given earlier, as it stands today: its sources may have changed since, be
gone, or be closed to who looks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from answering.conversations import answer_of, seen
from answering.models import Answer, Citation
from records import Newer, Passage, TurnRecord

Named = tuple[str, str]
"""A document: its space and its name in it."""


class Reads(Protocol):
    """A Reader, as far as it is needed here."""

    def passages(self, space: str, document: str) -> list[Passage]:
        """The whole current document; empty if it is gone or may not be read."""

    def newer(self, documents: Iterable[Named]) -> Mapping[Named, Newer]:
        """Which documents have been replaced, and by what."""


@dataclass(frozen=True)
class Recalled:
    """A turn and its answer, None where that may not be shown (any more). `changed`: a document
    that it quotes is not of the version that was quoted; `holds`: all that is quoted stands
    there still, word for word. `helped` is what its asker thought of it, `link` the id of the
    link that they made to it."""

    turn: TurnRecord
    answer: Answer | None
    changed: bool = False
    holds: bool = True
    helped: bool | None = None
    link: str | None = None


def recall(turn: TurnRecord, reader: Reads) -> Recalled:
    """The answer of a turn, where all its sources are still there and `reader` may read them."""
    answer = seen(turn)
    if _is_empty(answer):
        return Recalled(turn, None)
    documents = {
        named(citation): reader.passages(*named(citation)) for citation in answer.citations
    }
    if not all(documents.values()):
        return Recalled(turn, None)
    newer = {name: one.title for name, one in reader.newer(documents).items()}
    citations = tuple(replace(c, superseded_by=newer.get(named(c))) for c in answer.citations)
    changed = [c for c in citations if not _same_version(c, documents[named(c)])]
    return Recalled(
        turn,
        replace(answer, citations=citations),
        changed=bool(changed),
        holds=all(_stands(c.quote, documents[named(c)]) for c in changed),
    )


def sources(turn: TurnRecord) -> set[Named]:
    """The documents that the answer of a turn quotes."""
    return {named(citation) for citation in answer_of(turn).citations}


def named(citation: Citation) -> Named:
    return citation.space, citation.document


def _is_empty(answer: Answer) -> bool:
    """Whether what it quoted has been erased: an answer is made of its quotes."""
    return answer.status == "answered" and not answer.answer


def _same_version(citation: Citation, passages: list[Passage]) -> bool:
    """Passages get new numbers with every version; an answer that a person gave has none."""
    if not citation.passage:
        return _stands(citation.quote, passages)
    return any(passage.id == citation.passage for passage in passages)


def _stands(quote: str, passages: list[Passage]) -> bool:
    wanted = " ".join(quote.split())
    return any(wanted in " ".join(passage.text.split()) for passage in passages)
