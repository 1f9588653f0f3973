"""The sentences that carry the answer, verbatim, in reading order.

The sentences, list items and table rows of the first passages are scored by the trained
reader, how much of the question they hold, and how high their passage ranks; where there is
no reader, by how close they are to the question in meaning in its place. The best are shown
until little doubt is left or the space is used up. An item is read and shown with what
introduces it, a row with its table's header, and neither of these is shown alone.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import or_
from typing import Protocol

from answering.coverage import Terms, Wanted
from answering.reader import Reading, Unread
from answering.signals import Read, Signals, across_languages, signals
from records import Vectors
from vectorstore import Found, Hit
from vectorstore.sentences import Span, is_item, is_row, spans

# Passages read: 98 of 100 answers that were found are among the first four.
PASSAGES = 4
# Sentences whose meaning is compared, and the characters of each: what costs the time.
EMBEDDED = 10
EMBEDDED_CHARACTERS = 300
# Where the trained reader has chosen, the meaning is a second opinion on its first choices.
COMPARED = 2
# Characters shown, the marks of the citations included, and how sure is sure enough to show
# less: the chance, as the scores see it, that the answer is in what is chosen already.
SHOWN = 410
SURE = 0.98
# The same where the trained reader has read: it knows better when little is enough.
SHOWN_READ = 500
SURE_READ = 0.93
_MARK = len("\n\n [1]")
# A numbered list longer than this is not shown whole.
_LONGEST_STEPS = 700
_STEP = re.compile(r"\d{1,2}[.)]\s")
# An introduction or header longer than this is left out.
_LONGEST_LEAD = 150
# Rows between two of a table's that are shown are shown too up to so many characters: one quote
# reads better than two.
_LONGEST_BETWEEN = 60
# A name in quotation marks, with a code or without, that stands for a heading of its line:
# '"Device not compliant" (error 64).'
_LEAD_IN = re.compile(
    r"""(?:[-–•*]\s+|\d{1,3}[.)]\s+)?["“„”«»][^"“„”«»\n]{2,80}["“”«»](?:\s\([^()\n]{1,40}\))?[.…]"""
)


class EmbedsPassages(Protocol):
    """An embedding model, as far as it is needed here."""

    def passages(self, texts: Sequence[str]) -> Vectors:
        """float32 [n, dim], rows of length one."""
        ...


class ReadsPassages(Protocol):
    """The trained reader, as far as it is needed here."""

    def read(self, question: str, passages: Sequence[Unread]) -> list[Reading]:
        """A reading of each passage."""
        ...


@dataclass(frozen=True)
class Quote:
    """Text of one hit that carries the answer: `found.hits[hit].passage.text[start:end]`.

    `best` is where its best sentence begins: a quote that runs over a page is cited there.
    """

    hit: int
    start: int
    end: int
    score: float
    best: int


@dataclass(frozen=True)
class Quotation:
    """What is shown for a question, and the signals that say how far to trust it."""

    quotes: tuple[Quote, ...]
    signals: Signals


@dataclass(frozen=True)
class Sentence:
    """A sentence, item or row of a hit, with what was measured of it.

    `number` is its place among its passage's, `led_by` that of the header or lead-in that it has
    taken the place of. `weight` is what the trained reader says for it (see
    `Reading.sentences`), where there is one.

    `text` is its own after that of its `lead`, which introduces it. `covered` is how much
    of the question it holds (stems and 5-grams, 0 to 2), `context` its terms and those of the
    headings above it, which are said of every sentence under them; `before` how much the sentence
    before it does; `passage` is its passage's fused score. `meaning` is by how many standard
    deviations its cosine to the question is above the mean of those compared.
    """

    hit: int
    span: Span
    lead: Span | None
    text: str
    terms: Terms
    context: Terms
    passage: float
    covered: float = 0.0
    before: float = 0.0
    cosine: float = 0.0
    meaning: float = 0.0
    number: int = 0
    led_by: int | None = None
    weight: float | None = None

    # Both were fitted as a softmax over a question's sentences on Norwegian, German and
    # English questions together, then rounded.

    @property
    def at_first_sight(self) -> float:
        """The score without the meaning, where words must count for more."""
        return 4 * self.covered + 1.4 * self.before + 31 * self.passage

    @property
    def score(self) -> float:
        if self.weight is not None:
            length = len(self.text) / 400
            return 0.8 * self.weight + 1.4 * self.before + 5.8 * self.passage - length
        return 2.1 * self.covered + 1.4 * self.before + 16 * self.passage + 1.25 * self.meaning


def quote(found: Found, embedder: EmbedsPassages, reader: ReadsPassages | None = None) -> Quotation:
    """Choose quotes from the first hits of a search, which must have found something.

    With the trained reader, where there is one; by words and meaning else.
    """
    sentences = read_sentences(found)
    readings: list[Reading] = []
    if reader is not None:
        readings = reader.read(found.question, [unread(hit) for hit in found.hits[:PASSAGES]])
        read = with_weights(sentences, readings)
    else:
        read = sorted(sentences, key=lambda s: -s.at_first_sight)[:EMBEDDED]
        read = with_meaning(read, found, embedder)
    read = sorted(read, key=lambda s: -s.score)
    if readings:
        read[:COMPARED] = with_meaning(read[:COMPARED], found, embedder)
    # What is written in another language than the question's takes longer to read.
    own = SHOWN_READ if readings and not across_languages(found) else SHOWN
    chosen, sure = choose(read, own, SURE_READ if readings else SURE)
    chosen = with_all_steps(found, chosen, sentences, own)
    told = [Read(sentence.context, sentence.cosine) for sentence in read]
    shown = reduce(or_, (sentence.context for sentence in chosen), Terms.of(""))
    return Quotation(_merged(found, chosen), signals(found, told, shown, sure, readings))


def best_sentence(found: Found, quotes: Sequence[Quote]) -> str:
    """The sentence of the quotes that answers best; empty where there are none."""
    best = max(quotes, key=lambda part: part.score, default=None)
    if best is None:
        return ""
    text = found.hits[best.hit].passage.text
    end = next((end for start, end in spans(text) if start >= best.best), best.end)
    return text[best.best : end]


def unread(hit: Hit) -> Unread:
    """A hit's passage, as the trained reader takes it."""
    passage = hit.passage
    return Unread(tuple(passage.headings), passage.text, tuple(spans(passage.text)))


def read_sentences(found: Found) -> list[Sentence]:
    """The sentences of the first hits; one that several passages hold, once."""
    sentences: dict[str, Sentence] = {}
    previous: dict[str, str] = {}
    contexts: list[Terms] = []
    for number, hit in enumerate(found.hits[:PASSAGES]):
        text, last = hit.passage.text, ""
        headings = Terms.of(" ".join(hit.passage.headings))
        parts = with_leads(text)
        leading = _never_alone(text, parts)
        for place, (span, lead) in enumerate(parts):
            own = text[slice(*span)]
            whole = f"{text[slice(*lead)]}\n{own}" if lead else own
            # What ends in a colon only introduces: alone it would promise and not tell.
            if whole not in sentences and not own.endswith(":") and span not in leading:
                terms = Terms.of(whole)
                sentences[whole] = Sentence(
                    number,
                    span,
                    lead,
                    whole,
                    terms,
                    terms | headings,
                    hit.scores.fused,
                    number=place,
                    led_by=leading.get(lead) if lead else None,
                )
                previous[whole] = last
                contexts.append(terms | headings)
            last = whole
    wanted = Wanted.among(found.wordings, contexts)
    covered = {text: sum(wanted.covered(s.terms)) for text, s in sentences.items()}
    return [
        replace(s, covered=covered[text], before=covered.get(previous[text], 0.0) / 2)
        for text, s in sentences.items()
    ]


def _never_alone(text: str, parts: Sequence[tuple[Span, Span | None]]) -> dict[Span, int]:
    """The places of the table headers and lead-ins that something follows."""
    leads = {lead for _, lead in parts if lead}
    return {
        span: place
        for place, (span, _) in enumerate(parts)
        if span in leads and (is_row(own := text[slice(*span)]) or _LEAD_IN.fullmatch(own))
    }


def with_weights(sentences: Sequence[Sentence], readings: Sequence[Reading]) -> list[Sentence]:
    """The sentences with what the trained reader says for them.

    What it says for a lead-in holds for all that this leads; what it says for a table's header
    for the best of the rows.
    """
    own = [replace(s, weight=readings[s.hit].sentences[s.number]) for s in sentences]
    # The last of those with the same key is kept: the best.
    best = {(s.hit, s.led_by): s for s in sorted(own, key=lambda s: s.score)}

    def weighed(one: Sentence) -> Sentence:
        if one.led_by is None or (is_row(one.text) and one is not best[one.hit, one.led_by]):
            return one
        said = readings[one.hit].sentences
        return replace(one, weight=max(said[one.number], said[one.led_by]))

    return [weighed(one) for one in own]


def with_meaning(
    sentences: Sequence[Sentence], found: Found, embedder: EmbedsPassages
) -> list[Sentence]:
    """The sentences with their cosines to the question."""
    if not sentences:
        return []
    texts = [sentence.text[:EMBEDDED_CHARACTERS] for sentence in sentences]
    cosines = (embedder.passages(texts) @ found.vector).tolist()
    mean = sum(cosines) / len(cosines)
    # The floor keeps few and like sentences from being told apart by noise.
    spread = max(math.sqrt(sum((c - mean) ** 2 for c in cosines) / len(cosines)), 0.005)
    return [
        replace(sentence, cosine=cosine, meaning=(cosine - mean) / spread)
        for sentence, cosine in zip(sentences, cosines, strict=True)
    ]


def choose(sentences: Sequence[Sentence], room: int, enough: float) -> tuple[list[Sentence], float]:
    """Those to show, of sentences in the order of their scores, and how sure they make.

    As many as fit into `room` characters are taken until the chance that the answer is among
    them, if it is in any of the sentences, is `enough`.
    """
    odds = [math.exp(sentence.score - sentences[0].score) for sentence in sentences]
    chosen: list[Sentence] = []
    left, sure = room, 0.0
    for sentence, odd in zip(sentences, odds, strict=True):
        length = len(sentence.text) + _MARK
        if not chosen or length <= left:
            chosen.append(sentence)
            left -= length
            sure += odd / sum(odds)
            if sure >= enough:
                break
    return chosen, sure


def with_all_steps(
    found: Found, chosen: Sequence[Sentence], sentences: Sequence[Sentence], room: int
) -> list[Sentence]:
    """The chosen ones, and where two or more are steps of one numbered list, all its steps.

    Half a procedure misleads. What was chosen beside it gives way, the last first, where
    there is no room for both.
    """
    for steps in _numbered_lists(found, sentences):
        inside = [s for s in chosen if (s.hit, s.span) in {(step.hit, step.span) for step in steps}]
        if len(inside) < 2 or sum(len(step.text) for step in steps) > _LONGEST_STEPS:
            continue
        # The measured ones keep what was measured; the others come with the best of it.
        known = {s.span: s for s in inside}
        last = inside[-1]
        whole = [
            known.get(step.span, replace(step, meaning=last.meaning, weight=last.weight))
            for step in steps
        ]
        left = room - sum(len(step.text) for step in whole)
        for sentence in chosen:
            left -= 0 if sentence in inside else len(sentence.text) + _MARK
            if sentence not in inside and left >= 0:
                whole.append(sentence)
        return whole
    return list(chosen)


def _numbered_lists(found: Found, sentences: Sequence[Sentence]) -> list[list[Sentence]]:
    """Runs of steps that follow each other in one passage, each with all its sentences."""
    runs: list[list[Sentence]] = []
    last: Sentence | None = None
    for sentence in sorted(sentences, key=lambda s: (s.hit, s.span)):
        text = found.hits[sentence.hit].passage.text
        follows = last is not None and last.hit == sentence.hit
        if _STEP.match(text, sentence.span[0]):
            if not follows:
                runs.append([])
        elif not follows or last is None or "\n" in text[last.span[1] : sentence.span[0]]:
            last = None
            continue
        runs[-1].append(sentence)
        last = sentence
    return runs


def with_leads(text: str) -> list[tuple[Span, Span | None]]:
    """Every span with the span that must be read before it.

    That is the sentence ending in a colon before it, or before the list that it is in; the
    lead-in of its line, or alone on the line before; or the first row of the table that it
    is in.
    """
    found: list[tuple[Span, Span | None]] = []
    lead: Span | None = None
    last: Span | None = None
    lead_in: Span | None = None
    kind = ""
    for span in spans(text):
        own = text[slice(*span)]
        now = "row" if is_row(own) else "item" if is_item(own) else "sentence"
        begins = last is None or "\n" in text[last[1] : span[0]]
        if begins and last != lead_in:
            lead_in = None
        if begins and now != "row" and _LEAD_IN.fullmatch(own):
            lead, lead_in = None, span
        elif lead_in is not None and now == "sentence":
            lead = lead_in
        elif last is not None and text[last[1] - 1] == ":":
            lead = last
        elif now == "sentence" or now != kind:
            lead = None
        found.append((span, lead if lead and lead[1] - lead[0] <= _LONGEST_LEAD else None))
        if now == "row" and kind != "row":
            lead = span
        last, kind = span, now
    return found


def _merged(found: Found, chosen: Sequence[Sentence]) -> tuple[Quote, ...]:
    """In reading order, spans that follow each other in a passage, or nearly so in a table,
    as one quote."""
    scores = {(s.hit, *s.span): s.score for s in chosen}
    leads = {(s.hit, *s.lead) for s in chosen if s.lead}
    quotes: list[Quote] = []
    for hit, start, end in sorted(scores.keys() | leads):
        now = Quote(hit, start, end, scores.get((hit, start, end), -math.inf), start)
        last = quotes[-1] if quotes else None
        text = found.hits[hit].passage.text
        if last and last.hit == hit and _goes_on(text, last.end, start):
            best = max(last, now, key=lambda part: part.score)
            quotes[-1] = Quote(hit, last.start, end, best.score, best.best)
        else:
            quotes.append(now)
    return tuple(quotes)


def _goes_on(text: str, end: int, start: int) -> bool:
    """Whether nothing stands between, or a few rows of the table that both ends are in."""
    between = text[end:start].strip()
    if not between:
        return True
    before, after = text[:end].rpartition("\n")[2], text[start:].partition("\n")[0]
    rows = [before, *between.split("\n"), after]
    return len(between) <= _LONGEST_BETWEEN and all(map(is_row, rows))
