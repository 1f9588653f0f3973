"""The lexical index of a partition: Tantivy over stems and 5-grams, holding no text."""

from __future__ import annotations

import contextlib
import json
import struct
import time
import zlib
from collections.abc import Collection, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Literal, cast

import tantivy

from vectorstore.analysis import grams, stems
from vectorstore.statistics import Statistics

Field = Literal["stems", "grams"]
_WRITER_MEMORY = 64_000_000
# A batch of an ingest takes a second or two.
_WRITER_SECONDS = 60.0
_MAGIC = 1337


class LexicalError(Exception):
    """The lexical index cannot be used; the message names it, the reason and the next step."""


class LexicalMissing(LexicalError):
    """There is no such index."""


class LexicalIndex:
    """One partition's index in one folder, made if there is none. Any number of readers, one
    writer at a time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._schema = _schema()
        # Before the index: a commit of another process in between is then seen as news.
        self._seen = _state(folder)
        with _in_words(folder):
            folder.mkdir(parents=True, exist_ok=True)
            self._index = tantivy.Index(self._schema, path=str(folder))

    @classmethod
    def existing(cls, folder: Path) -> LexicalIndex:
        """The index in `folder`; raises LexicalMissing where there is none."""
        if _state(folder) is None:
            raise LexicalMissing(
                f"the lexical index {folder} is missing; make it again with: kilde check --repair"
            )
        return cls(folder)

    def _searcher(self) -> tantivy.Searcher:
        # Another process may have committed: its meta.json is a new file.
        state = _state(self._folder)
        if state is None:
            raise LexicalMissing(
                f"the lexical index {self._folder} has gone; "
                "make it again with: kilde check --repair"
            )
        if state != self._seen:
            self._index.reload()
            self._seen = state
        return self._index.searcher()

    @property
    def passages(self) -> int:
        """How many passages it holds."""
        with _in_words(self._folder):
            return int(self._searcher().num_docs)

    def statistics(self, field: Field, terms: Iterable[str]) -> Statistics:
        with _in_words(self._folder):
            searcher = self._searcher()
            return Statistics(
                searcher.num_docs, {term: searcher.doc_freq(field, term) for term in set(terms)}
            )

    def search(
        self,
        field: Field,
        terms: Iterable[str],
        pool: Statistics,
        limit: int,
        versions: Collection[int] | None = None,
    ) -> list[tuple[int, float]]:
        """The best passages as (id, BM25), best first; only of some `versions` where given.

        Tantivy weighs a term by how rare it is in its own index. Each term is boosted by
        the ratio of the pool's weight to that, so that scores of several partitions compare.
        """
        with _in_words(self._folder):
            searcher = self._searcher()
            own = self.statistics(field, terms)
            clauses = []
            for term, found in own.frequencies.items():
                if found:
                    query = tantivy.Query.term_query(self._schema, field, term, "freq")
                    boost = pool.weight_of(term) / own.idf(term)
                    clauses.append((tantivy.Occur.Should, tantivy.Query.boost_query(query, boost)))
            if not clauses or (versions is not None and not versions):
                return []
            query = tantivy.Query.boolean_query(clauses)
            if versions is not None:
                query = self._within(query, versions)
            hits = searcher.search(query, limit, count=False).hits
            ids = _passages(searcher, [address for _, address in hits])
            return [(number, float(score)) for number, (score, _) in zip(ids, hits, strict=True)]

    def _within(self, query: tantivy.Query, versions: Collection[int]) -> tantivy.Query:
        """The query among some versions, its scores unchanged."""
        among = tantivy.Query.term_set_query(self._schema, "version", list(versions))
        return tantivy.Query.boolean_query(
            [
                (tantivy.Occur.Must, query),
                (tantivy.Occur.Must, tantivy.Query.const_score_query(among, 0.0)),
            ]
        )

    def like(self, stem: str, errors: int, limit: int) -> list[int]:
        """Passages with a stem that is at most so many typing errors away, at most `limit`."""
        with _in_words(self._folder):
            searcher = self._searcher()
            query = tantivy.Query.fuzzy_term_query(
                self._schema, "stems", stem, distance=errors, transposition_cost_one=True
            )
            hits = searcher.search(query, limit, count=False).hits
            return _passages(searcher, [address for _, address in hits])

    def ids(self) -> set[int]:
        """Every passage id in the index."""
        return set(self.all_ids())

    def all_ids(self) -> list[int]:
        """The passage id of every entry: one that is there twice is twice in it."""
        with _in_words(self._folder):
            searcher = self._searcher()
            total = max(1, searcher.num_docs)
            hits = searcher.search(tantivy.Query.all_query(), total, count=False).hits
            return _passages(searcher, [address for _, address in hits])

    def holds(self, passage: int, version: int, text: str) -> bool:
        """Whether a passage is here under its version with every term of its text."""
        terms: list[tuple[str, int | str]] = [("passage", passage), ("version", version)]
        terms += [("stems", term) for term in set(stems(text))]
        terms += [("grams", term) for term in set(grams(text))]
        clauses = [
            (tantivy.Occur.Must, tantivy.Query.term_query(self._schema, field, term))
            for field, term in terms
        ]
        with _in_words(self._folder):
            searcher = self._searcher()
            return len(searcher.search(tantivy.Query.boolean_query(clauses), 2).hits) == 1

    def writer(self, wait: float = _WRITER_SECONDS) -> Writer:
        """The writer, after waiting for another's to end for at most so many seconds."""
        return Writer(self._index, self._schema, self._folder, wait)


class Writer(AbstractContextManager["Writer"]):
    """Adds passages and deletes versions; `commit` makes them seen by all processes."""

    def __init__(
        self, index: tantivy.Index, schema: tantivy.Schema, folder: Path, wait: float
    ) -> None:
        self._schema = schema
        self._folder = folder
        deadline = time.monotonic() + wait
        while True:
            try:
                self._writer = index.writer(heap_size=_WRITER_MEMORY, num_threads=1)
                return
            except ValueError as error:
                if "LockBusy" not in str(error):
                    raise _unusable(folder, error) from error
                if time.monotonic() > deadline:
                    raise LexicalError(
                        f"the lexical index {folder} is being written by another process; "
                        "wait until its ingest or its erasing has ended"
                    ) from error
            time.sleep(0.05)

    def add(self, passage: int, version: int, text: str) -> None:
        document = tantivy.Document()
        document.add_unsigned("passage", passage)
        document.add_unsigned("version", version)
        document.add_text("stems", " ".join(stems(text)))
        document.add_text("grams", " ".join(grams(text)))
        with _in_words(self._folder):
            self._writer.add_document(document)

    def delete_version(self, version: int) -> None:
        # By query: deletion by term takes the number for a signed one and finds nothing.
        with _in_words(self._folder):
            self._writer.delete_documents_by_query(
                tantivy.Query.term_query(self._schema, "version", version)
            )

    def delete_all(self) -> None:
        """Begin again: after the commit nothing is left, in no file, of what was there."""
        with _in_words(self._folder):
            self._writer.delete_all_documents()

    def commit(self) -> None:
        with _in_words(self._folder):
            self._writer.commit()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None:
            # Frees the lock that lets one writer in at a time.
            with _in_words(self._folder):
                self._writer.wait_merging_threads()
            return
        # What was not committed is not there, whatever becomes of this: the first error counts.
        with contextlib.suppress(LexicalError), _in_words(self._folder):
            self._writer.rollback()
        with contextlib.suppress(LexicalError), _in_words(self._folder):
            self._writer.wait_merging_threads()


def damage(folder: Path) -> list[str]:
    """Which of an index's files are not as they were written: names with what is wrong.

    Every file but the few of JSON ends with its own checksum: a footer, the footer's length
    and a magic number.
    """
    wrong = []
    live = {name.split(".")[0] for name in _segments(folder)}
    for file in sorted(folder.iterdir()):
        if file.name.split(".")[0] not in live:
            continue
        content = file.read_bytes()
        try:
            length, magic = struct.unpack("<II", content[-8:])
            footer = json.loads(content[-8 - length : -8])
            if magic != _MAGIC or zlib.crc32(content[: -8 - length]) != footer["crc"]:
                raise ValueError
        except (struct.error, ValueError, KeyError, TypeError):
            wrong.append(f"{file.name} is damaged")
    return wrong


def _segments(folder: Path) -> list[str]:
    try:
        found = json.loads((folder / "meta.json").read_text(encoding="utf-8"))["segments"]
        return [str(segment["segment_id"]).replace("-", "") for segment in found]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _unusable(folder, error) from error


def _state(folder: Path) -> tuple[int, int] | None:
    """What changes with every commit; None where there is no index."""
    try:
        meta = (folder / "meta.json").stat()
    except OSError:
        return None
    return meta.st_mtime_ns, meta.st_ino


@contextmanager
def _in_words(folder: Path) -> Iterator[None]:
    try:
        yield
    except (ValueError, OSError) as error:
        raise _unusable(folder, error) from error
    except BaseException as error:
        # What Tantivy's own code gives up on; no class of the package's names it.
        if type(error).__name__ != "PanicException":
            raise
        raise _unusable(folder, error) from error


def _unusable(folder: Path, error: BaseException) -> LexicalError:
    reason = str(error).splitlines()[0] if str(error) else type(error).__name__
    if "No space left" in str(error) or "StorageFull" in str(error):
        return LexicalError(
            f"the lexical index {folder} cannot be written: the disk is full; make room on it"
        )
    return LexicalError(
        f"the lexical index {folder} cannot be used ({reason}); "
        "make it again with: kilde check --repair"
    )


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
