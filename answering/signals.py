"""What tells a good answer from a guess, as numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from answering.coverage import Wanted
from vectorstore import Found
from vectorstore.analysis import content_words

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Signals:
    """Taken from one search and the sentences chosen from it; see `signals`."""

    cosine: float
    cosine_lead_2: float
    cosine_lead_5: float
    cosine_lead_10: float
    fused: float
    fused_lead_2: float
    fused_lead_5: float
    fused_lead_10: float
    stems_score: float
    grams_score: float
    passage_stems: float
    passage_grams: float
    sentence_stems: float
    sentence_grams: float
    shown_stems: float
    shown_grams: float
    sentence_cosine: float
    sentence_score: float
    sentence_lead: float
    words: float


@dataclass(frozen=True)
class Read:
    """A sentence that was scored: its text, its cosine to the question and its score."""

    text: str
    cosine: float
    score: float


def signals(found: Found, read: Sequence[Read], shown: str) -> Signals:
    """The signals of a search, the sentences read (best first) and the text shown.

    Leads over the second, fifth and tenth hit are over the last where there are fewer, and
    0 where there is one. BM25 scores are per unit of the question's IDF.
    """
    wanted = Wanted.of(found)
    cosines = [hit.scores.cosine for hit in found.hits]
    fused = [hit.scores.fused for hit in found.hits]
    best = found.hits[0]
    stem_weight = sum(found.stems.idf(term) for term in found.stems.frequencies) or 1.0
    gram_weight = sum(found.grams.idf(term) for term in found.grams.frequencies) or 1.0
    passage_stems, passage_grams = wanted.covered(best.passage.text)
    sentence_stems, sentence_grams = wanted.covered(read[0].text) if read else (0.0, 0.0)
    shown_stems, shown_grams = wanted.covered(shown)
    return Signals(
        cosine=max(cosines),
        cosine_lead_2=_lead(cosines, 2),
        cosine_lead_5=_lead(cosines, 5),
        cosine_lead_10=_lead(cosines, 10),
        fused=fused[0],
        fused_lead_2=_lead(fused, 2),
        fused_lead_5=_lead(fused, 5),
        fused_lead_10=_lead(fused, 10),
        stems_score=best.scores.stems / stem_weight,
        grams_score=best.scores.grams / gram_weight,
        passage_stems=passage_stems,
        passage_grams=passage_grams,
        sentence_stems=sentence_stems,
        sentence_grams=sentence_grams,
        shown_stems=shown_stems,
        shown_grams=shown_grams,
        sentence_cosine=max((sentence.cosine for sentence in read), default=0.0),
        sentence_score=read[0].score if read else 0.0,
        sentence_lead=read[0].score - read[min(3, len(read) - 1)].score if read else 0.0,
        words=min(len(content_words(found.question)), 12) / 12,
    )


def _lead(values: Sequence[float], rank: int) -> float:
    return values[0] - values[min(rank, len(values)) - 1]
