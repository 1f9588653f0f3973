"""Documents through the API: what is known of one, and erasing it."""

from __future__ import annotations

import threading
from contextlib import suppress
from typing import Any

from answering import Kilde, Reader
from chat_app.shared import UNAVAILABLE
from ingest import Erasing, IngestBusy, ingest_lock, not_vouched_for
from ingest.uploads import Uploads
from records.forgetting import Finding

# How long a caller waits for an ingest that is under way to take the bytes out.
PATIENCE_SECONDS = 60


def document_json(reader: Reader, space: str, name: str) -> dict[str, Any] | None:
    """A document with its passages in order; None where there is none that may be read."""
    passages = reader.passages(space, name)
    if not passages:
        return None
    first = passages[0]
    return {
        "space": space,
        "document": name,
        "title": first.title,
        "date": first.date,
        "language": first.language,
        "passages": [
            {"page": passage.page, "heading": passage.heading, "text": passage.text}
            for passage in passages
        ],
    }


def waiting_json(kilde: Kilde, space: str, name: str) -> dict[str, Any] | None:
    """An upload that could not be read, or not yet; None where there is none. For readers of
    the space."""
    if Uploads(kilde.settings.data_folder).file(space, name) is None:
        return None
    known = kilde.catalogue.document(space, name)
    failure = known.failure if known else None
    state = "failed" if failure else "waiting"
    return {"space": space, "document": name, "state": state, "failure": failure, "passages": []}


def erase(kilde: Kilde, space: str, name: str, actor: str) -> dict[str, Any] | None:
    """Erase a document, as `kilde erase --yes`; None where there is none.

    `finished` says whether its bytes are gone from the files: where an ingest is long at
    one thing, that follows. It cannot be found any more in any case.
    """
    # What waits to be written of it is still known by its id.
    kilde.audit.flush()
    kilde.verified.prepare_erasing(space, [name])
    doomed = Finding(kilde.catalogue.engine).document(space, [name])
    if not doomed.documents:
        # One that no run has read yet is nowhere but in its file.
        if not Uploads(kilde.settings.data_folder).remove(space, name):
            return None
        kilde.audit.note(actor, "upload.removed", space=space)
        return {"erased": [name], "finished": True, "not_vouched_for": []}
    erasing = Erasing.of(kilde.settings, kilde.catalogue, kilde.vectors)
    numbers = erasing.forgetting.erase(doomed, actor, "document")
    finished = erasing.finish_or_wait(numbers, lambda _: None, PATIENCE_SECONDS)
    return {
        "erased": [document.name for document in doomed.documents],
        "finished": finished,
        "not_vouched_for": not_vouched_for(kilde.settings),
    }


def finish_erasures(kilde: Kilde) -> threading.Thread:
    """Finish in the background what an erasure that was interrupted left to be done."""

    def finish() -> None:
        # Where an ingest is running, it does it.
        with suppress(IngestBusy, *UNAVAILABLE), ingest_lock(kilde.settings.data_folder):
            Erasing.of(kilde.settings, kilde.catalogue, kilde.vectors).finish()

    thread = threading.Thread(target=finish, name="finish-erasures", daemon=True)
    thread.start()
    return thread
