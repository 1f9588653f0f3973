"""A space's documents against each other: where two of them say the same with another value."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from answering.differences.finding import Disagreement, Told, disagreements
from answering.differences.values import Kind
from answering.quoting import with_leads
from records import Catalogue, Passage, Vectors
from vectorstore.analysis import STOP_WORDS, words

# The space's newest passages; each is held against those of other documents nearest to it.
MOST_PASSAGES, NEIGHBOURS = 20_000, 5
# Passages that are less alike (cosine) speak of other things.
ALIKE = 0.86
MOST_FOUND = 200
SECONDS = 120.0
_AT_FIRST_SIGHT = 0.5
_BLOCK = 512


@dataclass(frozen=True)
class Side:
    """One of two sentences that disagree: where it stands in its passage, and its value."""

    passage: int
    start: int
    end: int
    value: str


@dataclass(frozen=True)
class Between:
    """Two sentences of different documents that disagree, and in what kind of value."""

    kind: Kind
    sides: tuple[Side, Side]


def between(
    catalogue: Catalogue, space: str, allowed: Mapping[int, frozenset[str]]
) -> tuple[Between, ...]:
    """Where the documents of a space that `allowed` gives by partition disagree, at most
    MOST_FOUND times, found within SECONDS. What has been replaced is left out.

    A sentence is told once of each other document.
    """
    replaced = {edition.older for edition in catalogue.editions.all([space]) if not edition.undone}
    passages: list[Passage] = []
    vectors: list[Vectors] = []
    for partition in catalogue.partitions(space):
        if partition.id in allowed:
            ids = sorted(catalogue.holdings.current(partition.id))[-MOST_PASSAGES:]
            mine = {partition.id: allowed[partition.id]}
            told = catalogue.passages(ids, mine)
            made = catalogue.vectors.of_passages(told, partition.fingerprint)
            known = [p for n, p in told.items() if n in made and p.document not in replaced]
            passages += known
            vectors += [made[passage.id] for passage in known]
    deadline = time.monotonic() + SECONDS
    found: dict[tuple[object, ...], Between] = {}
    for one, other in _near(passages, vectors):
        for kind, sides in _compared(one, other):
            key = (one.document, sides[0].start, sides[0].passage, other.document)
            found.setdefault(key, Between(kind, sides))
        if len(found) >= MOST_FOUND or time.monotonic() > deadline:
            break
    return tuple(found.values())[:MOST_FOUND]


def _near(
    passages: Sequence[Passage], vectors: Sequence[Vectors]
) -> Iterator[tuple[Passage, Passage]]:
    """Pairs of passages of different documents that are alike, each once."""
    if not passages:
        return
    made = np.stack(vectors)
    made = made / np.maximum(np.linalg.norm(made, axis=1, keepdims=True), 1e-9)
    names = [passage.document for passage in passages]
    seen: set[tuple[int, int]] = set()
    for start in range(0, len(passages), _BLOCK):
        scores = made[start : start + _BLOCK] @ made.T
        for row, line in enumerate(scores, start=start):
            best = np.argsort(-line)[: 4 * NEIGHBOURS]
            others = [int(n) for n in best if line[n] >= ALIKE and names[n] != names[row]]
            for number in others[:NEIGHBOURS]:
                pair = min(row, number), max(row, number)
                if pair not in seen:
                    seen.add(pair)
                    yield passages[pair[0]], passages[pair[1]]


def _compared(one: Passage, other: Passage) -> Iterator[tuple[Kind, tuple[Side, Side]]]:
    for first_span, first_words, first in _sentences(one):
        for second_span, second_words, second in _sentences(other):
            least = min(len(first_words), len(second_words))
            if not least or len(first_words & second_words) < _AT_FIRST_SIGHT * least:
                continue
            differences: Collection[Disagreement] = disagreements(first(), second())
            for difference in differences:
                left, right = difference.values
                yield (
                    difference.kind,
                    (
                        Side(one.id, *first_span, left),
                        Side(other.id, *second_span, right),
                    ),
                )


class _Sentence:
    """A sentence that is taken apart when it is first needed."""

    def __init__(self, passage: Passage, span: tuple[int, int], lead: tuple[int, int] | None):
        self._of = passage, span, lead
        self._told: Told | None = None

    def __call__(self) -> Told:
        if self._told is None:
            passage, span, lead = self._of
            self._told = Told(
                text=passage.text[slice(*span)],
                title=passage.title,
                heading=passage.headings[-1] if len(passage.headings) > 1 else "",
                language=passage.language,
                lead=passage.text[slice(*lead)] if lead else "",
            )
        return self._told


def _sentences(
    passage: Passage,
) -> Iterator[tuple[tuple[int, int], frozenset[str], _Sentence]]:
    for span, lead in with_leads(passage.text):
        # What is repeated of the passage before is compared there.
        if span[0] >= passage.overlap:
            said = frozenset(w for w in words(passage.text[slice(*span)]) if w not in STOP_WORDS)
            yield span, said, _Sentence(passage, span, lead)
