"""Who looks after which verified answers: all of a space they who mend it, elsewhere each their
own, as long as they may read it."""

from __future__ import annotations

from collections.abc import Sequence

from answering import Kilde
from answering.verified import NotPublished
from chat_app.rights import Visitor, spaces_mended, spaces_owned
from records import Edition, VerifiedRecord


def keeps_any(kilde: Kilde, visitor: Visitor) -> bool:
    """Whether a visitor has the page of verified answers."""
    return bool(spaces_owned(kilde.settings, visitor)) or bool(_own(kilde, visitor))


def kept(kilde: Kilde, visitor: Visitor) -> list[VerifiedRecord]:
    """The verified answers that a visitor sees, edits, confirms and takes back, the newest
    first; among them those that have been taken back."""
    mended = kilde.verified.listed(spaces_mended(kilde.settings, visitor), retired=True)
    found = {one.id: one for one in (*mended, *_own(kilde, visitor))}
    return sorted(found.values(), key=lambda one: -one.id)


def kept_one(kilde: Kilde, visitor: Visitor, number: int | None) -> VerifiedRecord | None:
    """The one of this number, where it is among them."""
    record = kilde.verified.get(number) if number else None
    if record is None or record.space in spaces_mended(kilde.settings, visitor):
        return record
    return next((one for one in _own(kilde, visitor) if one.id == number), None)


def history(kilde: Kilde, visitor: Visitor, record: VerifiedRecord) -> list[Edition]:
    """What was done with one, the newest first. Who mends only their own sees what they wrote
    themselves: what others did may stem from documents that they may not read."""
    found = kilde.verified.history(record.id)
    if record.space in spaces_mended(kilde.settings, visitor):
        return found
    address = visitor.address.lower()
    return [one for one in found if one.by == visitor.id or (one.by.lower() == address != "")]


def follows_from(
    kilde: Kilde,
    visitor: Visitor,
    record: VerifiedRecord | None,
    named: Sequence[tuple[str, str]],
) -> tuple[tuple[str, str], ...]:
    """The (space, document) that an answer follows from once a visitor has named these; raises
    NotPublished for one that is new and may not be linked.

    Those behind it already stay; what the visitor may not link themselves stays even where it
    is named no more: without it more people could read the answer.
    """
    before = [(one.space, one.document) for one in record.documents] if record else []
    for pair in named:
        if pair not in before and not may_link(kilde, visitor, *pair):
            raise NotPublished("document", pair[1])
    stays = [one for one in before if one not in named and not may_link(kilde, visitor, *one)]
    return (*named, *stays)


def may_link(kilde: Kilde, visitor: Visitor, space: str, name: str) -> bool:
    """Whether a document is there that a visitor may say an answer follows from."""
    if space in spaces_mended(kilde.settings, visitor):
        return kilde.catalogue.document(space, name) is not None
    return kilde.reader(visitor.groups).may_read([(space, name)])


def _own(kilde: Kilde, visitor: Visitor) -> list[VerifiedRecord]:
    own = kilde.verified.owned(visitor.id, visitor.address)
    reader = kilde.reader(visitor.groups) if own else None
    return [one for one in own if reader is not None and reader.may_read_record(one)]
