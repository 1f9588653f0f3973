"""A space's verified answers, as documents: what is found for other questions too.

Those with readers narrower than the space's are found for their own question only, so that
one source is one partition's.
"""

from __future__ import annotations

import hashlib
from contextlib import AbstractContextManager
from pathlib import Path

from config import EVERYONE, Settings, Source, Space
from ingest.sources.base import Item, Listing
from ingest.sources.spool import spooled
from records import VerifiedRecord
from records.verified import SOURCE
from vectorstore import partition_readers

# A source that no kilde.toml has: its name is Kilde's own.
VERIFIED = Source.model_construct(name=SOURCE, readers=(), automatic=False)


def open_to_all(record: VerifiedRecord, settings: Settings) -> bool:
    """Whether every reader of its space may read it: as it was published, and as the documents
    that it follows from may be read now."""
    if record.readers:
        return False
    home = settings.named(record.space)
    return all(_is_open(one.space, one.document, home, settings) for one in record.documents)


def _is_open(space: str, document: str, home: Space, settings: Settings) -> bool:
    there = next((one for one in settings.space if one.name == space), None)
    if there is None:
        return True  # it is gone with its space
    if there != home and EVERYONE not in there.readers and not {*home.readers} <= {*there.readers}:
        return False
    name = document.partition("/")[0]
    return not any(one.name == name and partition_readers(there, one) for one in there.source)


def list_verified(records: list[VerifiedRecord]) -> Listing:
    """These answers, which every reader of the space may read."""
    return Listing(tuple(_item(one) for one in records))


def _item(record: VerifiedRecord) -> Item:
    words = [f"# {record.question}", *record.questions, record.answer]
    content = "\n\n".join(words).encode()

    def opened() -> AbstractContextManager[Path]:
        return spooled([content])

    return Item(
        place=str(record.id),
        path=str(record.id),
        file_name=f"{record.id}.md",
        size=len(content),
        modified_ns=int(record.changed.timestamp()) * 10**9,
        open=opened,
        identity=hashlib.sha256(content).hexdigest(),
    )
