"""From what a document says to its new version in the catalogue."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime
from pathlib import PurePosixPath

from ingest.elements import Envelope, Parsed
from ingest.passages import passages
from ingest.store import embedding_key
from records import Correspondent, Message, NewPassage, NewVersion
from vectorstore.language import detect


def new_version(
    document_id: int,
    partition_id: int,
    content_hash: str,
    parsed: Parsed,
    title: str,
    date: str | None,
) -> NewVersion:
    """The version; `title` and `date` (ISO 8601) are for a document without its own."""
    text = "\n".join(element.text for element in parsed.elements)
    language = parsed.language or detect(text)
    return NewVersion(
        document_id=document_id,
        partition_id=partition_id,
        content_hash=content_hash,
        title=parsed.title or title,
        date=(parsed.date or date or "")[:10] or None,
        language=language,
        pages=parsed.pages,
        passages=tuple(
            NewPassage(
                text=piece.text,
                headings=piece.headings,
                language=language,
                embedding=embedding_key(piece.headings, piece.text),
                overlap=piece.overlap,
                turns=piece.turns,
            )
            for piece in passages(parsed, language)
        ),
    )


def title_of(path: str) -> str:
    """A readable title out of a file's name: `ferie_2026-v2.pdf` is `Ferie 2026-v2`."""
    stem = PurePosixPath(path).stem
    words = re.sub(r"[_\s]+", " ", stem).strip() or stem
    return words[0].upper() + words[1:]


def day_of(modified_ns: int) -> str | None:
    """The day of a time in nanoseconds since 1970, ISO 8601; None for 0, which is none."""
    return (
        datetime.fromtimestamp(modified_ns / 1e9, UTC).date().isoformat() if modified_ns else None
    )


def message_of(envelope: Envelope, parsed: Parsed) -> Message:
    """What the catalogue keeps of a message's head.

    A message without an id gets one of what it says, so that it keeps its name.
    """
    content = _content(envelope, parsed)
    key = envelope.message_id or content[:32]
    return Message(
        message_id=key,
        thread=envelope.thread or key,
        subject=envelope.subject,
        sent=envelope.sent,
        content=content,
        correspondents=tuple(
            Correspondent(p.role, p.name, p.address) for p in envelope.correspondents
        ),
    )


def _content(envelope: Envelope, parsed: Parsed) -> str:
    """The hash of what a message says: the same for a copy that came another way."""
    said = [
        envelope.sent or "",
        *(p.address for p in envelope.correspondents if p.role == "from"),
        *(" ".join(element.text.split()) for element in parsed.elements),
        *(attachment.content_hash for attachment in parsed.attachments),
    ]
    return hashlib.sha256("\x00".join(said).encode()).hexdigest()
