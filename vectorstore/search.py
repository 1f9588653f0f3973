"""Finding passages: dense and lexical search in each readable partition, pooled and fused."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np

from records import Catalogue, Narrowing, Partition, Passage, Vectors, indexed_text
from vectorstore.access import Scope
from vectorstore.analysis import grams, stems
from vectorstore.dense import CollectionMissing, VectorStore
from vectorstore.embedding import Embedder, load
from vectorstore.fusion import Scores, fuse
from vectorstore.glossary import Glossary
from vectorstore.language import told
from vectorstore.lexical import (
    Field,
    LexicalError,
    LexicalIndex,
    LexicalMissing,
)
from vectorstore.server import ChromaError
from vectorstore.spelling import doubtful, errors, nearest
from vectorstore.statistics import Statistics, least, pooled
from vectorstore.within import Within

CANDIDATES = 50
# Passages of a partition that are looked into for what a misspelt word was meant to be.
LOOKED_AT = 40
LONGEST_QUESTION = 2000
# How often a search is begun again because the knowledge changed under it.
_ATTEMPTS = 4


class QuestionError(Exception):
    """The question cannot be searched for; the message says why."""


@dataclass(frozen=True)
class Hit:
    """A passage that was found, with its scores."""

    passage: Passage
    scores: Scores


@dataclass(frozen=True)
class Found:
    """What a search gave: the hits, best first, and what their scores were made from.

    `question` is as it was searched for, typing errors mended.
    `wordings` are the question and, where the glossary knows abbreviations in it, the
    question in their other forms; the statistics are of the stems and 5-grams of all
    wordings over all that was searched. `vector` [dim] embeds the question by `model`.
    """

    question: str
    wordings: tuple[str, ...]
    hits: tuple[Hit, ...]
    stems: Statistics
    grams: Statistics
    vector: Vectors
    model: str = ""


class Search:
    """Search over the partitions of one installation. Safe to share between threads."""

    def __init__(
        self,
        catalogue: Catalogue,
        vectors: VectorStore,
        lexical: Path,
        models: Path,
        glossary: Callable[[], Glossary] = Glossary,
    ) -> None:
        self._catalogue = catalogue
        self._vectors = vectors
        self._lexical = lexical
        self._models = models
        self._glossary = glossary
        self._embedders: dict[str, Embedder] = {}
        self._indexes: dict[int, tuple[Path, LexicalIndex]] = {}
        self._lock = threading.Lock()
        self._threads = ThreadPoolExecutor(max_workers=8, thread_name_prefix="search")

    def embedder(self, name: str) -> Embedder:
        """The model called `name`, loaded once; raises ModelMissing."""
        with self._lock:
            if name not in self._embedders:
                self._embedders[name] = load(name, self._models)
            return self._embedders[name]

    def find(
        self,
        question: str,
        scopes: Sequence[Scope],
        limit: int = 10,
        narrowing: Narrowing = Narrowing(),  # noqa: B008 (frozen)
    ) -> Found:
        """The best `limit` passages of the scopes for a question.

        `narrowing` decides among which documents. Raises QuestionError for a question that is
        empty or too long. What is found is of one moment: where a version became current or
        an index was built anew meanwhile, the indexes may have been asked before and the
        catalogue after it, so that a document would be found in neither version; the search
        is then begun again.
        """
        question = checked_question(question)
        for last in (*[False] * (_ATTEMPTS - 1), True):
            before = self._catalogue.holdings.changes()
            try:
                found = self._find(question, self._today(scopes), limit, narrowing)
            except (ChromaError, LexicalError):
                if last or self._catalogue.holdings.changes() == before:
                    raise
                continue
            if self._catalogue.holdings.changes() == before:
                break
        return found

    def _today(self, scopes: Sequence[Scope]) -> tuple[Scope, ...]:
        """The same scopes with the indexes that searches are to ask now."""
        partitions = {partition.id: partition for partition in self._catalogue.partitions()}
        today = []
        for scope in scopes:
            now = partitions.get(scope.partition.id, scope.partition)
            same = (now.generation, now.collection) == (
                scope.partition.generation,
                scope.partition.collection,
            )
            today.append(scope if same else replace(scope, partition=now))
        return tuple(today)

    def _find(
        self, question: str, scopes: Sequence[Scope], limit: int, narrowing: Narrowing
    ) -> Found:
        within = self._within(scopes, narrowing)
        depth = max(CANDIDATES, limit)
        question = self._respelt(question, scopes)
        glossary = self._glossary()
        wordings, expanded = glossary.wordings(question), glossary.expand(question)
        # One embedding a model and one call a collection, while Tantivy is asked here. The
        # first time, Chroma's client is loaded while the model is.
        if scopes:
            self._threads.submit(self._vectors.connect)
        for scope in scopes:
            self._follow(scope.partition)
        names = {scope.partition.model for scope in scopes}
        queries = {name: self._threads.submit(self._embed, name, expanded) for name in names}
        near = [
            self._threads.submit(
                self._nearest,
                scope.partition,
                queries[scope.partition.model],
                depth,
                within.get(scope.partition.id),
            )
            for scope in scopes
        ]
        among = {number: one.versions for number, one in within.items()}
        by = partial(self._by_terms, scopes=scopes, depth=depth, among=among)
        stem_pool, by_stems = by("stems", list(map(stems, wordings)))
        gram_pool, by_grams = by("grams", list(map(grams, wordings)))
        cosines: dict[int, float] = {}
        query, unrelated, model = np.zeros(0, dtype=np.float32), 0.0, ""
        for scope, future in zip(scopes, near, strict=True):
            partition = scope.partition
            model = partition.model
            query = queries[model].result()
            unrelated = self.embedder(model).unrelated
            candidates = {*future.result(), *by_stems[partition.id], *by_grams[partition.id]}
            vectors = self._catalogue.vectors.of_passages(candidates, partition.fingerprint)
            cosines |= {number: float(vector @ query) for number, vector in vectors.items()}
        scores = fuse(
            cosines,
            _known(by_stems, cosines),
            _known(by_grams, cosines),
            least(stem_pool, map(stems, wordings)),
            least(gram_pool, map(grams, wordings)),
            unrelated,
        )
        hits = self._hits(scores, scopes, limit)
        return Found(question, wordings, hits, stem_pool, gram_pool, query, model)

    def _respelt(self, question: str, scopes: Sequence[Scope]) -> str:
        """The question with its typing errors mended, as far as what may be read tells.

        Only a word that occurs nowhere is changed, and only into one that does.
        """
        if not scopes:
            return question
        pieces = self.embedder(scopes[0].partition.model).pieces
        words = doubtful(question, pieces)
        if not words:
            return question
        indexes = self._lexical_of([scope.partition for scope in scopes])
        # "Frau" is no misspelt "fra"; a keyword may be a word of any language.
        language = told(question)
        asked = [stems(word[0]) for word in words]
        every = [stem for forms in asked for stem in forms]
        pool = pooled(index.statistics("stems", every) for index in indexes.values())
        allowed = {scope.partition.id: scope.sources for scope in scopes}
        for word, forms in zip(reversed(words), reversed(asked), strict=True):
            if any(pool.frequencies.get(form) for form in forms):
                continue
            near = {
                passage
                for index in indexes.values()
                for form in set(forms)
                for passage in index.like(form, errors(word[0]), LOOKED_AT)
            }
            texts = [
                indexed_text(passage.headings, passage.text)
                for passage in self._catalogue.passages(near, allowed).values()
                if language in (None, passage.language)
            ]
            meant = nearest(word[0], texts, pieces)
            if meant:
                if word[0].islower() and language != "de":
                    meant = meant.lower()
                question = question[: word.start()] + meant + question[word.end() :]
        return question

    def _hits(
        self, scores: dict[int, Scores], scopes: Sequence[Scope], limit: int
    ) -> tuple[Hit, ...]:
        allowed = {scope.partition.id: scope.sources for scope in scopes}
        ranked = list(scores)
        # A little more than wanted: older versions that wait for the sweep fall out here. All
        # anew where that is not enough, so that every hit is of one moment.
        texts = self._catalogue.passages(ranked[: 2 * limit], allowed)
        if len(texts) < limit and 2 * limit < len(ranked):
            texts = self._catalogue.passages(ranked, allowed)
        hits = [Hit(texts[number], scores[number]) for number in ranked if number in texts]
        return tuple(hits[:limit])

    def _follow(self, partition: Partition) -> None:
        """Load a model again that was built anew under its name since it was loaded."""
        loaded = self.embedder(partition.model)
        if loaded.fingerprint != partition.fingerprint:
            built = load(partition.model, self._models)
            if built.fingerprint != loaded.fingerprint:
                with self._lock:
                    self._embedders[partition.model] = built

    def _embed(self, model: str, question: str) -> Vectors:
        query: Vectors = self.embedder(model).queries([question])[0]
        return query

    def _within(self, scopes: Sequence[Scope], narrowing: Narrowing) -> dict[int, Within]:
        """By partition, what is looked among; nothing where nothing is narrowed."""
        if not narrowing:
            return {}
        allowed = {scope.partition.id: scope.sources for scope in scopes}
        shelves = self._catalogue.shelves
        found = shelves.versions(allowed, narrowing)
        return {number: Within(shelves, versions) for number, versions in found.items()}

    def _nearest(
        self, partition: Partition, query: Future[Vectors], depth: int, within: Within | None
    ) -> list[int]:
        def ask(limit: int) -> list[int]:
            return self._vectors.nearest(partition.collection, query.result(), limit)

        try:
            if within is None:
                return ask(depth)
            return within.nearest(self.lexical(partition).passages, depth, ask)
        except CollectionMissing:
            if self._catalogue.holdings.is_empty(partition.id):
                return []
            raise

    def _by_terms(
        self,
        field: Field,
        wordings: Sequence[list[str]],
        scopes: Sequence[Scope],
        depth: int,
        among: Mapping[int, Mapping[int, int]],
    ) -> tuple[Statistics, dict[int, dict[int, float]]]:
        """The pool of all wordings' terms, and by partition each passage's best BM25.

        The wordings count alike: a long form has more terms than its abbreviation, and is
        not asked for more.
        """
        indexes = self._lexical_of([scope.partition for scope in scopes])
        terms = [term for wording in wordings for term in wording]
        pool = pooled(index.statistics(field, terms) for index in indexes.values())
        least_weight = least(pool, wordings).weight
        found: dict[int, dict[int, float]] = {scope.partition.id: {} for scope in scopes}
        for wording in wordings:
            share = least_weight / (pool.of(wording).weight or 1.0)
            for number, index in indexes.items():
                versions = among.get(number)
                for passage, score in index.search(field, wording, pool, depth, versions):
                    best = found[number].get(passage, 0.0)
                    found[number][passage] = max(best, share * score)
        return pool, found

    def _lexical_of(self, partitions: Sequence[Partition]) -> dict[int, LexicalIndex]:
        """The lexical indexes; a partition that has held nothing yet has none."""
        found = {}
        for partition in partitions:
            try:
                found[partition.id] = self.lexical(partition)
            except LexicalMissing:
                if not self._catalogue.holdings.is_empty(partition.id):
                    raise
        return found

    def lexical(self, partition: Partition) -> LexicalIndex:
        """The lexical index of a partition, opened once; raises LexicalMissing."""
        folder = lexical_folder(self._lexical, partition)
        with self._lock:
            opened, index = self._indexes.get(partition.id, (None, None))
            if index is None or opened != folder:
                index = LexicalIndex.existing(folder)
                self._indexes[partition.id] = folder, index
            return index


def _known(
    by_partition: Mapping[int, Mapping[int, float]], cosines: Mapping[int, float]
) -> dict[int, float]:
    """One mapping of all partitions' scores, less passages that the catalogue dropped."""
    return {
        number: score
        for part in by_partition.values()
        for number, score in part.items()
        if number in cosines
    }


def lexical_folder(lexical: Path, partition: Partition) -> Path:
    """Where a partition's lexical index lies under the folder of all of them."""
    generation = f"-{partition.generation}" if partition.generation else ""
    return lexical / f"{partition.id}{generation}"


def checked_question(question: str) -> str:
    """The question with its white space folded; QuestionError where it cannot be asked."""
    folded = " ".join(question.split())
    if not folded:
        raise QuestionError("the question is empty; write what you want to know")
    if len(folded) > LONGEST_QUESTION:
        raise QuestionError(
            f"the question has {len(folded):,} characters and the longest allowed is "
            f"{LONGEST_QUESTION:,}; ask what you want to know in a few sentences"
        )
    return folded
