"""The quotes of an answer held against what else was found."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from answering.differences.finding import Disagreement, Told, disagreements
from answering.models import Difference
from answering.quoting import Quote, with_leads
from records import Passage
from vectorstore import Found, Hit
from vectorstore.analysis import STOP_WORDS, words
from vectorstore.sentences import Span

# Before sentences are taken apart: so many of the words of the shorter must be the other's.
_AT_FIRST_SIGHT = 0.5
# An answer that names more than this many differences is not read.
_MOST = 3


@dataclass(frozen=True)
class Compared:
    """The quotes with those that disagree with them, and the differences, by the numbers that
    their citations will have."""

    quotes: tuple[Quote, ...]
    differences: tuple[Difference, ...]


@dataclass(frozen=True)
class _Place:
    """A sentence of a hit."""

    hit: int
    span: Span
    lead: Span | None
    words: frozenset[str]


def compared(
    found: Found, quotes: Sequence[Quote], authority: Callable[[Passage], int]
) -> Compared:
    """Every quoted sentence against those of other documents that were found.

    Of two that disagree both are quoted, that of the higher authority first, then of the
    newer; the other quotes keep their places.
    """
    places = [place for number, hit in enumerate(found.hits) for place in _places(number, hit)]
    disagreeing: list[tuple[Quote, Quote, Disagreement]] = []
    held = list(quotes)
    for quote in quotes:
        own = [place for place in places if _inside(place, quote)]
        for place in own:
            for other in places:
                if len(disagreeing) >= _MOST or not _may_disagree(found, place, other):
                    continue
                for one in disagreements(_told(found, place), _told(found, other)):
                    against = _quote_of(held, other, quote.score)
                    pair = (quote, against, one)
                    if (against, quote) not in [(a, b) for a, b, _ in disagreeing]:
                        disagreeing.append(pair)
                    if against not in held:
                        held.append(against)
    if not disagreeing:
        return Compared(tuple(quotes), ())

    def rank(quote: Quote) -> tuple[int, list[int]]:
        passage = found.hits[quote.hit].passage
        return -authority(passage), [-ord(letter) for letter in passage.date or ""] or [0]

    concerned = {quote for first, second, _ in disagreeing for quote in (first, second)}
    slots = [number for number, quote in enumerate(held) if quote in concerned]
    # The one that counts more stands where the first of them stood, the other right after.
    ordered = sorted((held[number] for number in slots), key=rank)
    rest = [quote for quote in held if quote not in concerned]
    final = [*rest[: slots[0]], *ordered, *rest[slots[0] :]]
    differences = []
    for first, second, one in disagreeing:
        values = one.values
        if final.index(first) > final.index(second):
            first, second, values = second, first, (values[1], values[0])
        numbers = final.index(first) + 1, final.index(second) + 1
        differences.append(Difference(*numbers, one.kind, values))
    return Compared(tuple(final), tuple(dict.fromkeys(differences)))


def _places(number: int, hit: Hit) -> Iterator[_Place]:
    text = hit.passage.text
    for span, lead in with_leads(text):
        told = frozenset(word for word in words(text[slice(*span)]) if word not in STOP_WORDS)
        yield _Place(number, span, lead, told)


def _inside(place: _Place, quote: Quote) -> bool:
    return place.hit == quote.hit and quote.start <= place.span[0] and place.span[1] <= quote.end


def _may_disagree(found: Found, one: _Place, other: _Place) -> bool:
    first, second = found.hits[one.hit].passage, found.hits[other.hit].passage
    if (first.space, first.document) == (second.space, second.document):
        return False
    least = min(len(one.words), len(other.words))
    return least > 0 and len(one.words & other.words) >= _AT_FIRST_SIGHT * least


def _told(found: Found, place: _Place) -> Told:
    passage = found.hits[place.hit].passage
    return Told(
        text=passage.text[slice(*place.span)],
        title=passage.title,
        heading=passage.headings[-1] if len(passage.headings) > 1 else "",
        language=passage.language,
        lead=passage.text[slice(*place.lead)] if place.lead else "",
    )


def _quote_of(held: Sequence[Quote], place: _Place, score: float) -> Quote:
    """The quote that holds the sentence already, or one of it alone, with what introduces it."""
    for quote in held:
        if _inside(place, quote):
            return quote
    start = place.lead[0] if place.lead and _adjoins(place) else place.span[0]
    return Quote(place.hit, start, place.span[1], score, place.span[0])


def _adjoins(place: _Place) -> bool:
    return place.lead is not None and place.span[0] - place.lead[1] <= 1
