"""The lexical index of a partition: Tantivy over stems and 5-grams, holding no text."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Literal, cast

import tantivy

from vectorstore.analysis import grams, is_of_function_word, stems

Field = Literal["stems", "grams"]
_WRITER_MEMORY = 64_000_000
# Chosen on questions in three languages to documents in one of them and in all.
_OF_FUNCTION_WORDS = 0.25


class LexicalError(Exception):
    """The lexical index cannot be used; the message names it, the reason and the next step."""


@dataclass(frozen=True)
class Statistics:
    """How many passages there are, and in how many of them each term occurs."""

    passages: int
    frequencies: Mapping[str, int]

    def idf(self, term: str) -> float:
        """BM25's inverse document frequency (Robertson and Spärck Jones), never negative."""
        found = self.frequencies.get(term, 0)
        total = max(self.passages, found)
        return math.log(1 + (total - found + 0.5) / (found + 0.5))

    def of(self, terms: Iterable[str]) -> Statistics:
        """The same for some of the terms."""
        return Statistics(self.passages, {t: self.frequencies.get(t, 0) for t in set(terms)})

    def weight_of(self, term: str) -> float:
        """The term's IDF, less where it is one of a function word.

        Among passages in several languages such words are rare, but their rarity says which
        language a passage is in, not what it is about.
        """
        return _OF_FUNCTION_WORDS * self.idf(term) if is_of_function_word(term) else self.idf(term)

    @property
    def weight(self) -> float:
        """The terms' weights together."""
        return sum(map(self.weight_of, self.frequencies))


def least(pool: Statistics, wordings: Iterable[Iterable[str]]) -> Statistics:
    """The statistics of that wording of a question whose terms weigh least.

    A passage need hold one of them only to hold all that was asked for.
    """
    return min((pool.of(terms) for terms in wordings), key=lambda asked: asked.weight)


def pooled(statistics: Iterable[Statistics]) -> Statistics:
    """The statistics of several partitions as if they were one."""
    passages, frequencies = 0, dict[str, int]()
    for part in statistics:
        passages += part.passages
        for term, found in part.frequencies.items():
            frequencies[term] = frequencies.get(term, 0) + found
    return Statistics(passages, frequencies)


class LexicalIndex:
    """One partition's index in one folder. Any number of readers, one writer at a time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._schema = _schema()
        folder.mkdir(parents=True, exist_ok=True)
        try:
            self._index = tantivy.Index(self._schema, path=str(folder))
        except ValueError as error:
            raise LexicalError(
                f"the lexical index {folder} cannot be read ({error}); "
                "make it again with: kilde check --repair"
            ) from error
        self._seen = self._state()

    def _state(self) -> tuple[int, int]:
        try:
            meta = (self._folder / "meta.json").stat()
        except FileNotFoundError:
            raise LexicalError(
                f"the lexical index {self._folder} is gone; "
                "make it again with: kilde check --repair"
            ) from None
        return meta.st_mtime_ns, meta.st_ino

    def _searcher(self) -> tantivy.Searcher:
        # Another process may have committed: its meta.json is a new file.
        state = self._state()
        if state != self._seen:
            self._index.reload()
            self._seen = state
        return self._index.searcher()

    def statistics(self, field: Field, terms: Iterable[str]) -> Statistics:
        searcher = self._searcher()
        return Statistics(
            searcher.num_docs, {term: searcher.doc_freq(field, term) for term in set(terms)}
        )

    def search(
        self, field: Field, terms: Iterable[str], pool: Statistics, limit: int
    ) -> list[tuple[int, float]]:
        """The best passages as (id, BM25), best first.

        Tantivy weighs a term by how rare it is in its own index. Each term is boosted by
        the ratio of the pool's weight to that, so that scores of several partitions compare.
        """
        searcher = self._searcher()
        own = self.statistics(field, terms)
        clauses = []
        for term, found in own.frequencies.items():
            if found:
                query = tantivy.Query.term_query(self._schema, field, term, "freq")
                boost = pool.weight_of(term) / own.idf(term)
                clauses.append((tantivy.Occur.Should, tantivy.Query.boost_query(query, boost)))
        if not clauses:
            return []
        hits = searcher.search(tantivy.Query.boolean_query(clauses), limit, count=False).hits
        addresses = [address for _, address in hits]
        ids = _passages(searcher, addresses)
        return [(number, float(score)) for number, (score, _) in zip(ids, hits, strict=True)]

    def ids(self) -> set[int]:
        """Every passage id in the index."""
        searcher = self._searcher()
        total = max(1, searcher.num_docs)
        hits = searcher.search(tantivy.Query.all_query(), total, count=False).hits
        return set(_passages(searcher, [address for _, address in hits]))

    def writer(self) -> Writer:
        return Writer(self._index, self._schema, self._folder)


class Writer(AbstractContextManager["Writer"]):
    """Adds passages and deletes versions; `commit` makes them seen by all processes."""

    def __init__(self, index: tantivy.Index, schema: tantivy.Schema, folder: Path) -> None:
        self._schema = schema
        try:
            self._writer = index.writer(heap_size=_WRITER_MEMORY, num_threads=1)
        except ValueError as error:
            raise LexicalError(
                f"the lexical index {folder} is being written by another process ({error}); "
                "wait until its ingest has ended"
            ) from error

    def add(self, passage: int, version: int, text: str) -> None:
        document = tantivy.Document()
        document.add_unsigned("passage", passage)
        document.add_unsigned("version", version)
        document.add_text("stems", " ".join(stems(text)))
        document.add_text("grams", " ".join(grams(text)))
        self._writer.add_document(document)

    def delete_version(self, version: int) -> None:
        # By query: deletion by term takes the number for a signed one and finds nothing.
        self._writer.delete_documents_by_query(
            tantivy.Query.term_query(self._schema, "version", version)
        )

    def commit(self) -> None:
        self._writer.commit()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is not None:
            self._writer.rollback()
        # Frees the lock that lets one writer in at a time.
        self._writer.wait_merging_threads()


def _passages(searcher: tantivy.Searcher, addresses: list[tantivy.DocAddress]) -> list[int]:
    return cast(list[int], searcher.fast_field_values("passage", addresses))


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("passage", stored=False, indexed=True, fast=True)
    builder.add_unsigned_field("version", stored=False, indexed=True)
    for field in ("stems", "grams"):
        builder.add_text_field(
            field, stored=False, tokenizer_name="whitespace", index_option="freq"
        )
    return builder.build()
