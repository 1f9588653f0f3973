"""Documents with all their versions, passages, vectors and failures."""

from __future__ import annotations

from sqlalchemy import Connection, delete, select

from records.database import in_chunks
from records.forgetting.doomed import Doomed
from records.schema import documents, passages, versions


def listing(connection: Connection, doomed: Doomed) -> list[str]:
    # The documents are listed one by one, by whoever asks.
    return []


def erase(connection: Connection, doomed: Doomed) -> None:
    for chunk in in_chunks(doomed.ids):
        of_documents = select(versions.c.id).where(versions.c.document_id.in_(chunk))
        connection.execute(delete(passages).where(passages.c.version_id.in_(of_documents)))
        connection.execute(delete(versions).where(versions.c.document_id.in_(chunk)))
        # Their vectors wait for the slow part: a run that is under way may be about to use
        # one that another document shares.
        connection.execute(delete(documents).where(documents.c.id.in_(chunk)))
