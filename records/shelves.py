"""How the documents lie: by source, kind, language and date, to count them and to look among
some of them only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from sqlalchemy import ColumnElement, Engine, and_, case, exists, func, or_, select

from records.database import in_chunks
from records.readable import readable
from records.schema import documents, messages, passages, versions
from records.verified import SOURCE

Kind = Literal[
    "pdf", "word", "sheet", "slides", "web", "text", "picture", "mail", "verified", "other"
]
_ENDINGS: dict[Kind, tuple[str, ...]] = {
    "pdf": ("pdf",),
    "word": ("docx", "docm", "dotx", "dotm", "doc", "dot", "odt", "ott", "rtf"),
    "sheet": (
        "xlsx", "xlsm", "xltx", "xltm", "xlsb", "xls", "xlt", "ods", "ots", "csv", "tsv", "tab",
    ),
    "slides": (
        "pptx", "pptm", "ppsx", "ppsm", "potx", "potm", "ppt", "pps", "pot", "odp", "otp",
    ),
    "web": ("html", "htm", "xhtml", "mht", "mhtml"),
    "text": ("txt", "text", "md", "markdown"),
    "picture": ("png", "jpg", "jpeg", "jpe", "tif", "tiff", "webp", "bmp", "gif"),
}  # fmt: skip
KINDS: tuple[Kind, ...] = (*_ENDINGS, "mail", "verified", "other")


@dataclass(frozen=True)
class Narrowing:
    """Which documents are looked among; a field that is empty narrows nothing.

    `sources` are their names, or `space/name` where those of several spaces share one.
    `since` and `until` are days, both included: a document without a date is left out.
    `languages` are those that documents are mostly written in, as ISO 639-1 codes.
    """

    sources: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    kinds: tuple[Kind, ...] = ()
    languages: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self != Narrowing()


@dataclass(frozen=True)
class Shelf:
    """How many documents of one source are of one kind and in one language."""

    space: str
    source: str
    kind: Kind
    language: str
    documents: int

    @property
    def name(self) -> str:
        """The source's name, with its space's."""
        return f"{self.space}/{self.source}"


class Shelves:
    """Reads of the catalogue; `allowed` gives the sources that may be read by partition."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def counts(self, allowed: Mapping[int, frozenset[str]]) -> tuple[Shelf, ...]:
        """What there is for somebody with `allowed`."""
        kind = kind_column().label("kind")
        by = (documents.c.space, documents.c.source, kind, versions.c.language)
        query = (
            select(*by, func.count())
            .join(versions, versions.c.id == documents.c.version_id)
            .where(readable(allowed, versions.c.partition_id))
            .group_by(*by)
            .order_by(documents.c.space, documents.c.source)
        )
        with self._engine.connect() as connection:
            return tuple(Shelf(*row) for row in connection.execute(query))

    def versions(
        self, allowed: Mapping[int, frozenset[str]], narrowing: Narrowing
    ) -> dict[int, dict[int, int]]:
        """The current versions that are looked among: {partition: {version: its passages}}."""
        query = (
            select(versions.c.partition_id, versions.c.id, func.count())
            .join(documents, documents.c.version_id == versions.c.id)
            .join(passages, passages.c.version_id == versions.c.id)
            .where(readable(allowed, versions.c.partition_id), *_conditions(narrowing))
            .group_by(versions.c.partition_id, versions.c.id)
        )
        found: dict[int, dict[int, int]] = {number: {} for number in allowed}
        with self._engine.connect() as connection:
            for partition, version, count in connection.execute(query):
                found[partition][version] = count
        return found

    def newest(
        self, allowed: Mapping[int, frozenset[str]], narrowing: Narrowing, limit: int
    ) -> list[int]:
        """The documents that are looked among, by the ids of their first passages: the newest
        first, undated ones last, at most `limit`."""
        query = (
            select(passages.c.id)
            .join(versions, versions.c.id == passages.c.version_id)
            .join(documents, documents.c.version_id == versions.c.id)
            .where(
                passages.c.ordinal == 0,
                readable(allowed, versions.c.partition_id),
                *_conditions(narrowing),
            )
            .order_by(func.coalesce(versions.c.date, "").desc(), documents.c.name)
            .limit(limit)
        )
        with self._engine.connect() as connection:
            return list(connection.execute(query).scalars())

    def passages(self, version_ids: Iterable[int]) -> list[int]:
        """The ids of all passages of some versions."""
        found: list[int] = []
        with self._engine.connect() as connection:
            for chunk in in_chunks(list(version_ids)):
                query = select(passages.c.id).where(passages.c.version_id.in_(chunk))
                found += connection.execute(query).scalars()
        return found


def _conditions(narrowing: Narrowing) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if narrowing.sources:
        found.append(or_(*map(_of_source, narrowing.sources)))
    if narrowing.since:
        found.append(versions.c.date >= narrowing.since.isoformat())
    if narrowing.until:
        found.append(versions.c.date <= narrowing.until.isoformat())
    if narrowing.kinds:
        found.append(kind_column().in_(narrowing.kinds))
    if narrowing.languages:
        found.append(versions.c.language.in_(narrowing.languages))
    return found


def _of_source(name: str) -> ColumnElement[bool]:
    space, slash, source = name.partition("/")
    if not slash:
        return documents.c.source == name
    return and_(documents.c.space == space, documents.c.source == source)


def kind_column() -> ColumnElement[Kind]:
    """What a document is by its name: a message without an ending is mail like any other."""
    name = func.lower(documents.c.name)
    return case(
        (documents.c.source == SOURCE, "verified"),
        (exists().where(messages.c.document_id == documents.c.id), "mail"),
        *(
            (or_(*(name.like(f"%.{ending}") for ending in endings)), kind)
            for kind, endings in _ENDINGS.items()
        ),
        else_="other",
    )
