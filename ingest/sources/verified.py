"""A space's verified answers, as documents: what is found for other questions too.

Those with readers narrower than the space's are found for their own question only, so that
one source is one partition's.
"""

from __future__ import annotations

import hashlib
from contextlib import AbstractContextManager
from pathlib import Path

from config import Source
from ingest.sources.base import Item, Listing
from ingest.sources.spool import spooled
from records import VerifiedRecord
from records.verified import SOURCE

# A source that no kilde.toml has: its name is Kilde's own.
VERIFIED = Source.model_construct(name=SOURCE, readers=(), automatic=False)


def list_verified(records: list[VerifiedRecord]) -> Listing:
    """The answers that are current and that every reader of the space may read."""
    return Listing(tuple(_item(one) for one in records if not one.readers))


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
