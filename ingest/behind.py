"""Verified answers whose documents have changed: flagged at the end of a run, and told.

What a document says now is compared by its content's hash, so a run that changed nothing
costs one small query.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime

from config import Settings
from ingest.uploads import Uploads
from mail.letters import Letter, outgoing
from records import Catalogue, Change, LinkedDocument, Outgoing, VerifiedRecord, VerifiedTable


def flag_changed(settings: Settings, catalogue: Catalogue, space: str) -> int:
    """Flag the verified answers that follow from a document of the space which has changed,
    is gone, or has been replaced; how many links that were. Their owners are told by mail."""
    table = VerifiedTable(catalogue.engine)
    found: dict[tuple[int, str, str], Change] = {}
    told: dict[int, VerifiedRecord] = {}
    # Whoever looks after an answer sees to every edition that replaces a document behind it.
    sources = frozenset(source.name for source in settings.named(space).source)
    allowed = {partition.id: sources for partition in catalogue.partitions(space)}
    for record in table.all():
        for one in record.documents:
            change = _change(catalogue, one, allowed) if one.space == space else ""
            if change and change != one.change:
                found[record.id, one.space, one.document] = change
                if record.flagged is None:
                    told[record.id] = record
    if found:
        table.flag(found, _letters(settings, told.values(), "flagged"))
    return len(found)


def published(catalogue: Catalogue, spaces: Iterable[str]) -> str | None:
    """One of the spaces with a verified answer that no run has read yet."""
    newest = VerifiedTable(catalogue.engine).newest()
    for space in spaces:
        if space in newest:
            last = catalogue.runs.last(space)
            if last is None or last.started < newest[space]:
                return space
    return None


def uploaded(catalogue: Catalogue, uploads: Uploads, spaces: Iterable[str]) -> str | None:
    """One of the spaces whose uploads have changed since its last run began."""
    for space in spaces:
        changed = uploads.changed(space)
        if changed:
            last = catalogue.runs.last(space)
            if last is None or last.started.timestamp() < changed:
                return space
    return None


def remind(settings: Settings, catalogue: Catalogue, today: date | None = None) -> int:
    """Tell the owners of verified answers whose day of review has come, once; how many."""
    table = VerifiedTable(catalogue.engine)
    due = table.due(today or datetime.now(UTC).date())
    if due:
        table.reminded([one.id for one in due], _letters(settings, due, "due"))
    return len(due)


def _change(
    catalogue: Catalogue, linked: LinkedDocument, allowed: Mapping[int, frozenset[str]]
) -> Change:
    document = catalogue.document(linked.space, linked.document)
    if document is None or document.version_id is None:
        return "removed"
    if document.content_hash != linked.content_hash:
        return "changed"
    named = (linked.space, linked.document)
    return "superseded" if catalogue.editions.superseded([named], allowed) else ""


def _letters(settings: Settings, records: Iterable[VerifiedRecord], what: str) -> list[Outgoing]:
    """A letter to the owner of each, where there is an address and mail goes out."""
    if not settings.mail.smtp:
        return []
    letters = []
    for record in records:
        if "@" not in record.owner:
            continue
        say = settings.texts(record.language)
        values = {
            "title": settings.title,
            "question": record.question,
            "day": record.review_on.isoformat(),
            "link": f"{settings.public_address}/verified?answer={record.id}",
        }
        body = {"flagged": say("verified_mail.flagged_body", **values),
                "due": say("verified_mail.due_body", **values)}[what]  # fmt: skip
        subject = {"flagged": say("verified_mail.flagged_subject", **values),
                   "due": say("verified_mail.due_subject", **values)}[what]  # fmt: skip
        letters.append(outgoing(settings.mail, Letter(record.owner, subject, body)))
    return letters
