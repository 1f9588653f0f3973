"""Which words of a passage are what somebody looked for, and the part of it to show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import normalize

from vectorstore.analysis import content_words, word_spans, word_stems
from vectorstore.sentences import spans

Span = tuple[int, int]
# From this length a word of the question is looked for inside compounds too.
_PART = 5


@dataclass(frozen=True)
class Excerpt:
    """A part of a passage: where it begins and ends in the text, and the marked stretches
    within it, as offsets from its beginning."""

    start: int
    end: int
    marks: tuple[Span, ...]


def wanted(wordings: Sequence[str]) -> frozenset[str]:
    """The stems that say what a question, in all its wordings, is about."""
    return frozenset(
        stem for wording in wordings for word in content_words(wording) for stem in word_stems(word)
    )


def marks(text: str, stems: frozenset[str]) -> tuple[Span, ...]:
    """The words of a text that have one of the stems, or hold one within a compound."""
    long = tuple(stem for stem in stems if len(stem) >= _PART)
    found = []
    for start, end in word_spans(text):
        word = normalize("NFC", text[start:end]).casefold()
        if not stems.isdisjoint(word_stems(word)) or any(stem in word for stem in long):
            found.append((start, end))
    return tuple(found)


def excerpt(text: str, stems: frozenset[str], longest: int) -> Excerpt:
    """The sentences around those with the most different marked words, at most `longest`
    characters where a sentence is not longer by itself."""
    sentences = spans(text)
    if not sentences:
        return Excerpt(0, len(text), ())
    marked = marks(text, stems)
    worth = [
        len({text[a:b].casefold() for a, b in marked if start <= a < end})
        for start, end in sentences
    ]
    first = last = max(range(len(sentences)), key=lambda n: (worth[n], -n))
    # What follows explains more than what came before.
    while last + 1 < len(sentences) and sentences[last + 1][1] - sentences[first][0] <= longest:
        last += 1
    while first > 0 and sentences[last][1] - sentences[first - 1][0] <= longest:
        first -= 1
    start, end = sentences[first][0], sentences[last][1]
    within = tuple((a - start, b - start) for a, b in marked if start <= a and b <= end)
    return Excerpt(start, end, within)


def best_sentence(text: str, stems: frozenset[str]) -> Span:
    """Where the sentence with the most different marked words stands."""
    marked = marks(text, stems)
    return max(
        spans(text) or [(0, len(text))],
        key=lambda span: len({text[a:b].casefold() for a, b in marked if span[0] <= a < span[1]}),
    )
