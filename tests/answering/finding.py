"""Searches by hand: passages, a question, and what a search over them would give."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from answering.reader import TrainedReader, open_reader
from config import ROOT
from records import Passage
from vectorstore import Embedder, Found, Hit, Statistics
from vectorstore.analysis import grams, stems
from vectorstore.embedding import TokenVectors, load, token_vectors
from vectorstore.fusion import fuse


@cache
def embedder() -> Embedder:
    return load("multilingual-e5-small", ROOT / "models")


@cache
def vectors() -> TokenVectors:
    found = token_vectors("multilingual-e5-small", ROOT / "models")
    assert found is not None, "run make setup"
    return found


@cache
def trained() -> TrainedReader:
    found = open_reader("multilingual-e5-small", ROOT / "models")
    assert found is not None, "run make setup"
    return found


def search(question: str, *texts: str, headings: Sequence[str] = (), language: str = "en") -> Found:
    """The passages with these texts, in the order of their scores.

    A term's BM25 is here its weight, whatever the passage's length.
    """
    model = embedder()
    vector = model.queries([question])[0]
    cosines = dict(enumerate((model.passages(list(texts)) @ vector).tolist()))
    stem_pool, by_stems = _lexical(question, texts, stems)
    gram_pool, by_grams = _lexical(question, texts, grams)
    ranked = fuse(cosines, by_stems, by_grams, stem_pool, gram_pool, model.unrelated)
    hits = tuple(
        Hit(_passage(number, texts[number], headings, language), found)
        for number, found in ranked.items()
    )
    return Found(question, (question,), hits, stem_pool, gram_pool, vector)


def _lexical(
    question: str, texts: Sequence[str], terms_of: Callable[[str], list[str]]
) -> tuple[Statistics, dict[int, float]]:
    terms = [set(terms_of(text)) for text in texts]
    asked = set(terms_of(question))
    pool = Statistics(len(texts), {t: sum(t in held for held in terms) for t in asked})
    return pool, {n: sum(map(pool.weight_of, asked & held)) for n, held in enumerate(terms)}


def _passage(number: int, text: str, headings: Sequence[str], language: str) -> Passage:
    return Passage(
        id=number,
        version_id=1,
        ordinal=number,
        space="hr",
        source="docs",
        document=f"docs/{number}.md",
        title="",
        date=None,
        language=language,
        headings=tuple(headings),
        text=text,
    )
