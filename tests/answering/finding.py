"""Searches by hand: passages, a question, and what a search over them would give."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from config import ROOT
from records import Passage
from vectorstore import Embedder, Found, Hit, Statistics
from vectorstore.analysis import grams, stems
from vectorstore.embedding import load
from vectorstore.fusion import fuse


@cache
def embedder() -> Embedder:
    return load("multilingual-e5-small", ROOT / "models")


def search(question: str, *texts: str, headings: Sequence[str] = (), language: str = "en") -> Found:
    """The passages with these texts, in the order of their scores.

    A term's BM25 is here its IDF, whatever the passage's length.
    """
    model = embedder()
    vector = model.queries([question])[0]
    cosines = dict(enumerate((model.passages(list(texts)) @ vector).tolist()))
    pools, scores = [], []
    for terms_of in (stems, grams):
        terms = [set(terms_of(text)) for text in texts]
        asked = set(terms_of(question))
        pool = Statistics(len(texts), {t: sum(t in held for held in terms) for t in asked})
        pools.append(pool)
        scores.append({n: sum(map(pool.idf, asked & held)) for n, held in enumerate(terms)})
    ranked = fuse(cosines, *scores, *pools)
    hits = tuple(
        Hit(_passage(number, texts[number], headings, language), found)
        for number, found in ranked.items()
    )
    return Found(question, hits, *pools, vector)


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
