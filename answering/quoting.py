"""The sentences that carry the answer, verbatim, in reading order."""

from __future__ import annotations

from dataclasses import dataclass, replace

from answering.coverage import Wanted
from answering.signals import Read, Signals, signals
from vectorstore import Embedder, Found
from vectorstore.sentences import spans

# Passages read, sentences embedded, and characters shown.
PASSAGES = 4
EMBEDDED = 16
BUDGET = 370


@dataclass(frozen=True)
class Quote:
    """Text of one hit that carries the answer: `found.hits[hit].passage.text[start:end]`."""

    hit: int
    start: int
    end: int
    score: float


@dataclass(frozen=True)
class Quotation:
    """What is shown for a question, and the signals that say how far to trust it."""

    quotes: tuple[Quote, ...]
    signals: Signals


@dataclass(frozen=True)
class _Sentence:
    hit: int
    start: int
    end: int
    text: str
    stems: float
    grams: float
    fused: float
    cosine: float = 0.0

    @property
    def cheap(self) -> float:
        return self.stems + self.grams / 2 + 2 * self.fused

    @property
    def score(self) -> float:
        return self.cheap + 10 * self.cosine


def quote(found: Found, embedder: Embedder) -> Quotation:
    """Choose quotes from the first hits of a search. `found` must have a hit."""
    sentences = sorted(_sentences(found), key=lambda s: -s.cheap)[:EMBEDDED]
    vectors = embedder.passages([sentence.text for sentence in sentences])
    scored = [
        replace(sentence, cosine=float(vector @ found.vector))
        for sentence, vector in zip(sentences, vectors, strict=True)
    ]
    scored.sort(key=lambda s: -s.score)
    chosen: list[_Sentence] = []
    left = BUDGET
    for sentence in scored:
        if not chosen or len(sentence.text) <= left:
            chosen.append(sentence)
            left -= len(sentence.text)
    quotes = _merged(found, chosen)
    shown = "\n".join(found.hits[q.hit].passage.text[q.start : q.end] for q in quotes)
    read = [Read(s.text, s.cosine, s.score) for s in scored]
    return Quotation(quotes, signals(found, read, shown))


def _sentences(found: Found) -> list[_Sentence]:
    wanted = Wanted.of(found)
    seen: set[str] = set()
    sentences = []
    for number, hit in enumerate(found.hits[:PASSAGES]):
        text = hit.passage.text
        for start, end in spans(text):
            if text[start:end] not in seen:
                seen.add(text[start:end])
                stems, grams = wanted.covered(text[start:end])
                sentences.append(
                    _Sentence(number, start, end, text[start:end], stems, grams, hit.scores.fused)
                )
    return sentences


def _merged(found: Found, chosen: list[_Sentence]) -> tuple[Quote, ...]:
    """In reading order, those that follow each other in a passage as one quote."""
    quotes: list[Quote] = []
    for sentence in sorted(chosen, key=lambda s: (s.hit, s.start)):
        last = quotes[-1] if quotes else None
        text = found.hits[sentence.hit].passage.text
        if last and last.hit == sentence.hit and not text[last.end : sentence.start].strip():
            score = max(last.score, sentence.score)
            quotes[-1] = Quote(last.hit, last.start, sentence.end, score)
        else:
            quotes.append(Quote(sentence.hit, sentence.start, sentence.end, sentence.score))
    return tuple(quotes)
