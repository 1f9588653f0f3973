"""What tells a right answer from a wrong one, as numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from answering.coverage import Terms, Wanted
from answering.reader import Reading
from vectorstore import Found, least
from vectorstore.analysis import content_words, grams, stems
from vectorstore.language import told

# Languages whose readers understand each other, and whose words look alike.
_SCANDINAVIAN = frozenset({"nb", "nn", "no", "da", "sv"})
_MANY_WORDS = 12


@dataclass(frozen=True)
class Signals:
    """Taken from one search and from what is shown for it.

    None depends on how many passages were searched, nor on anything outside them, so that
    they mean the same in a company's first ten documents and in its ten thousandth.

    cosine, cosine_lead: the closest hit's, and how far the last of ten is behind it.
    fused, fused_lead: the same of the fused score.
    stems_score, grams_score: the first hit's BM25 for each unit of the question's IDF.
    passage_, sentence_, shown_ + stems, grams: the share of the question's stems and 5-grams,
        weighted by IDF, that the first passage, the best sentence and the text shown hold.
    sentence_cosine: of the sentence closest to the question.
    sure: the chance, as the sentences' scores see it, that the answer is in what is shown
        if it is in what was read.
    agreement: how many of meaning, stems and 5-grams put the first hit first, by 3.
    other_language: 1 if the question is in another language than the first passage.
    words: how many words tell what the question is about, by 12, at most 1.

    read: how much speaks for the answer to stand in the first passage rather than nowhere, as
        the trained readers see it together; 0 where there are none.
    close: the same as the close reader sees it, in the passage where it sees most; 0 where
        none was read so.
    """

    cosine: float
    cosine_lead: float
    fused: float
    fused_lead: float
    stems_score: float
    grams_score: float
    passage_stems: float
    passage_grams: float
    sentence_stems: float
    sentence_grams: float
    shown_stems: float
    shown_grams: float
    sentence_cosine: float
    sure: float
    agreement: float
    other_language: float
    words: float
    read: float = 0.0
    close: float = 0.0


# The signals that need the trained reader.
OF_READER = ("read", "close")


@dataclass(frozen=True)
class Read:
    """A sentence that was scored: its terms, and its cosine to the question."""

    terms: Terms
    cosine: float


def signals(
    found: Found, read: Sequence[Read], shown: Terms, sure: float, readings: Sequence[Reading] = ()
) -> Signals:
    """The signals of a search with a hit, of the sentences read (the best first), of the
    terms shown, of how sure the choice was, and of the trained reader's readings."""
    wanted = Wanted.in_all(found)
    best = found.hits[0]
    scores = [hit.scores for hit in found.hits]
    cosines = [score.cosine for score in scores]
    fused = [score.fused for score in scores]
    firsts = (
        scores[0].cosine == max(cosines),
        0 < scores[0].stems == max(score.stems for score in scores),
        0 < scores[0].grams == max(score.grams for score in scores),
    )
    # What a heading says is said of all that stands under it.
    headed = "\n".join([*best.passage.headings, best.passage.text])
    passage_stems, passage_grams = wanted.covered(Terms.of(headed))
    sentence_stems, sentence_grams = wanted.covered(read[0].terms) if read else (0.0, 0.0)
    shown_stems, shown_grams = wanted.covered(shown)
    return Signals(
        cosine=max(cosines),
        cosine_lead=max(cosines) - cosines[-1],
        fused=fused[0],
        fused_lead=fused[0] - fused[-1],
        stems_score=scores[0].stems
        / (least(found.stems, map(stems, found.wordings)).weight or 1.0),
        grams_score=scores[0].grams
        / (least(found.grams, map(grams, found.wordings)).weight or 1.0),
        passage_stems=passage_stems,
        passage_grams=passage_grams,
        sentence_stems=sentence_stems,
        sentence_grams=sentence_grams,
        shown_stems=shown_stems,
        shown_grams=shown_grams,
        sentence_cosine=max((sentence.cosine for sentence in read), default=0.0),
        sure=sure,
        agreement=sum(firsts) / len(firsts),
        other_language=float(across_languages(found)),
        words=min(len(content_words(found.question)), _MANY_WORDS) / _MANY_WORDS,
        read=readings[0].total if readings else 0.0,
        close=max((one.close for one in readings if one.close is not None), default=0.0),
    )


def across_languages(found: Found) -> bool:
    """Whether the first hit is in another language than the question's."""
    return not same_language(asked_in(found), found.hits[0].passage.language)


def asked_in(found: Found) -> str:
    """The language of the question; the first hit's where the question's words do not tell."""
    return told(found.question) or found.hits[0].passage.language


def same_language(one: str, other: str) -> bool:
    """Whether readers of one understand the other."""
    return one == other or {one, other} <= _SCANDINAVIAN
