"""What has to be done so that the catalogue holds what a source holds."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ingest.sources import SourceFile
from records import Document

# A run that would take away more than this share of a space of so many documents or more
# looks like a folder that was not mounted or a mistake in kilde.toml: it waits for a person.
LARGEST_REMOVAL = 1 / 3
SMALLEST_GUARDED_SPACE = 20


@dataclass(frozen=True)
class Candidate:
    """A file that is new or may have changed. `known` is what the catalogue has of it."""

    file: SourceFile
    name: str
    known: Document | None


@dataclass(frozen=True)
class Hashed:
    """A candidate whose content is known: a file to be parsed."""

    candidate: Candidate
    content_hash: str


@dataclass
class Plan:
    """What to do for one source."""

    unchanged: list[Document] = field(default_factory=list)
    touched: list[tuple[Document, SourceFile]] = field(default_factory=list)
    renamed: list[tuple[Document, Hashed]] = field(default_factory=list)
    read: list[Hashed] = field(default_factory=list)
    removed: list[Document] = field(default_factory=list)
    unreadable: list[tuple[Candidate, str]] = field(default_factory=list)


def plan(
    source: str,
    files: Sequence[SourceFile],
    known: Iterable[Document],
    is_current: Callable[[Document], bool],
    refused: frozenset[str],
) -> Plan:
    """Compare a source's files with the catalogue's documents of that source.

    A file of the same size and time is not opened, one of the same content is not parsed,
    and one that has only moved keeps its document. `is_current` says whether a document was
    read by today's parsers into the right partition. Documents at `refused` paths stay.
    """
    documents = {document.name: document for document in known}
    result = Plan()
    found: list[Hashed] = []
    for file in files:
        name = f"{source}/{file.path}"
        document = documents.pop(name, None)
        if document and is_current(document) and _same_stat(document, file):
            result.unchanged.append(document)
            continue
        candidate = Candidate(file, name, document)
        try:
            content_hash = hash_file(file.file)
        except OSError as error:
            reason = f"cannot be read: {error.strerror}; check the file and its owner"
            result.unreadable.append((candidate, reason))
            continue
        if document and is_current(document) and document.content_hash == content_hash:
            result.touched.append((document, file))
        else:
            found.append(Hashed(candidate, content_hash))
    for path in refused:
        documents.pop(f"{source}/{path}", None)
    vanished = {
        document.content_hash: document for document in documents.values() if is_current(document)
    }
    for new in found:
        moved = vanished.pop(new.content_hash, None) if new.candidate.known is None else None
        if moved:
            result.renamed.append((moved, new))
            documents.pop(moved.name)
        else:
            result.read.append(new)
    result.removed = list(documents.values())
    return result


def removes_too_much(removed: int, documents: int) -> bool:
    """Whether a person must confirm the removal of so many of a space's documents."""
    return documents >= SMALLEST_GUARDED_SPACE and removed > documents * LARGEST_REMOVAL


def hash_file(file: Path) -> str:
    """SHA-256 of the content."""
    with open(file, "rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _same_stat(document: Document, file: SourceFile) -> bool:
    return document.size == file.size and document.modified_ns == file.modified_ns
