"""What has to be done so that the catalogue holds what a source holds."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ingest.sources import Item, ItemGone
from records import Document, Skipped

# A run that would take away more than this share of a space of so many documents or more
# looks like a folder that was not mounted or a mistake in kilde.toml: it waits for a person.
LARGEST_REMOVAL = 1 / 3
SMALLEST_GUARDED_SPACE = 20


@dataclass(frozen=True)
class Known:
    """The documents that the catalogue has of one place: a message, say, and its attachments."""

    document: Document
    attachments: tuple[Document, ...] = ()

    @property
    def all(self) -> tuple[Document, ...]:
        return (self.document, *self.attachments)


@dataclass(frozen=True)
class Candidate:
    """An item that is new or may have changed. `known` is what the catalogue has of it."""

    item: Item
    known: Known | None


@dataclass(frozen=True)
class Hashed:
    """A candidate whose content is known by its hash: an item to be read."""

    candidate: Candidate
    content_hash: str


@dataclass
class Plan:
    """What to do for one source. `copies` are items and the place of the same content."""

    unchanged: list[Known] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    touched: list[tuple[Known, Item]] = field(default_factory=list)
    moved: list[tuple[Known, Hashed]] = field(default_factory=list)
    copies: list[tuple[Hashed, str]] = field(default_factory=list)
    read: list[Hashed] = field(default_factory=list)
    removed: list[Known] = field(default_factory=list)
    forgotten: list[Skipped] = field(default_factory=list)
    unreadable: list[tuple[Candidate, str]] = field(default_factory=list)


def plan(
    items: Sequence[Item],
    documents: Iterable[Document],
    skipped: Iterable[Skipped],
    is_current: Callable[[Document | Skipped], bool],
    refused: frozenset[str],
) -> Plan:
    """Compare a source's items with what the catalogue has of that source.

    An item of the same size and time is not opened, one of the same content is not parsed,
    and one that has only moved keeps its documents. `is_current` says whether a document was
    read by today's parsers into the right partition. Documents at `refused` places stay.
    """
    result = Plan()
    known = by_place(documents)
    over = {row.place: row for row in skipped}
    found: list[Hashed] = []
    copies: list[tuple[Item, Skipped]] = []
    for item in items:
        have, row = known.pop(item.place, None), over.pop(item.place, None)
        if row is not None and have is None and is_current(row) and _same_stat(row, item):
            if row.document_id is None:
                result.skipped.append(row)
            else:
                copies.append((item, row))
            continue
        _compare(Candidate(item, have), is_current, result, found)
        if row is not None:
            result.forgotten.append(row)
    vanished = {have.document.id: have for place, have in known.items() if place not in refused}
    _settle_copies(copies, vanished, result, found)
    _settle_found(found, vanished, is_current, result)
    result.removed = list(vanished.values())
    result.forgotten += [row for place, row in over.items() if place not in refused]
    return result


def by_place(documents: Iterable[Document]) -> dict[str, Known]:
    """Documents by the place that they come from, each message with its attachments."""
    places: dict[str, list[Document]] = {}
    for document in documents:
        places.setdefault(document.place, []).append(document)
    found = {}
    for place, together in places.items():
        # A stable sort: the one that is attached to nothing first.
        first, *others = sorted(together, key=lambda document: document.parent_id is not None)
        found[place] = Known(first, tuple(others))
    return found


def places_as_they_should_be(
    documents: Iterable[Document],
    skipped: Iterable[Skipped],
    is_current: Callable[[Document | Skipped], bool],
) -> frozenset[str]:
    """The places of which everything is known that there is to know while nothing changes."""
    places = {
        place for place, known in by_place(documents).items() if all(map(is_current, known.all))
    }
    return frozenset(places | {row.place for row in skipped if is_current(row)})


def removes_too_much(removed: int, documents: int) -> bool:
    """Whether a person must confirm the removal of so many of a space's documents."""
    return documents >= SMALLEST_GUARDED_SPACE and removed > documents * LARGEST_REMOVAL


def hash_file(file: Path) -> str:
    """SHA-256 of the content."""
    with open(file, "rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _compare(
    candidate: Candidate,
    is_current: Callable[[Document], bool],
    result: Plan,
    found: list[Hashed],
) -> None:
    item, known = candidate.item, candidate.known
    current = known is not None and all(map(is_current, known.all))
    if known is not None and current and _same_stat(known.document, item):
        result.unchanged.append(known)
        return
    try:
        content_hash = item.identity or _hash(item)
    except ItemGone:
        return
    except OSError as error:
        reason = f"cannot be read: {error.strerror}; check the file and its owner"
        result.unreadable.append((candidate, reason))
        return
    if known is not None and current and known.document.content_hash == content_hash:
        result.touched.append((known, item))
    else:
        found.append(Hashed(candidate, content_hash))


def _settle_copies(
    copies: Sequence[tuple[Item, Skipped]],
    vanished: dict[int, Known],
    result: Plan,
    found: list[Hashed],
) -> None:
    """Copies stay copies while their original is what it was, and take its place when it goes."""
    intact = {known.document.id for known in result.unchanged}
    intact |= {known.document.id for known, _ in result.touched}
    for item, row in copies:
        number = row.document_id
        if number in intact:
            result.skipped.append(row)
            continue
        result.forgotten.append(row)
        new = Hashed(Candidate(item, None), row.content_hash)
        if number in vanished:
            result.moved.append((vanished.pop(number), new))
            intact.add(number)
        else:
            found.append(new)


def _settle_found(
    found: Sequence[Hashed],
    vanished: dict[int, Known],
    is_current: Callable[[Document], bool],
    result: Plan,
) -> None:
    """What has only moved, what lies elsewhere too, and what is to be read."""
    lost = {
        known.document.content_hash: known
        for known in vanished.values()
        if all(map(is_current, known.all))
    }
    originals = {known.document.content_hash: known.document.place for known in result.unchanged}
    originals |= {known.document.content_hash: item.place for known, item in result.touched}
    for new in found:
        item, content_hash = new.candidate.item, new.content_hash
        if new.candidate.known is None and content_hash in lost:
            known = lost.pop(content_hash)
            vanished.pop(known.document.id)
            result.moved.append((known, new))
        # Two files of one content are two documents, two messages are the same message.
        elif new.candidate.known is None and item.path is None and content_hash in originals:
            result.copies.append((new, originals[content_hash]))
            continue
        else:
            result.read.append(new)
        originals.setdefault(content_hash, item.place)


def _hash(item: Item) -> str:
    with item.opened() as file:
        return hash_file(file)


def _same_stat(known: Document | Skipped, item: Item) -> bool:
    return item.size is None or (known.size == item.size and known.modified_ns == item.modified_ns)
