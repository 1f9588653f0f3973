"""Where documents come from: each kind of source lists what it has now.

`listed` chooses the kind. A source that cannot be listed raises SourceError, which is never
the same as a source that is empty: its documents stay.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from config import Settings, Source
from ingest.sources.base import Item, ItemGone, Listing, SourceError
from ingest.sources.folder import list_folder
from ingest.sources.imap import list_account
from ingest.sources.mailbox import list_mailbox
from ingest.sources.own import refuse_own
from ingest.sources.uploads import OF_UPLOADS, list_uploads
from ingest.sources.verified import VERIFIED, list_verified, open_to_all

__all__ = [
    "OF_UPLOADS",
    "VERIFIED",
    "Item",
    "ItemGone",
    "Listing",
    "SourceError",
    "list_uploads",
    "list_verified",
    "listed",
    "open_to_all",
    "refuse_own",
]


@contextmanager
def listed(
    settings: Settings, source: Source, suffixes: frozenset[str], known: frozenset[str]
) -> Iterator[Listing]:
    """What `source` holds now of the kinds in `suffixes`; raises SourceError.

    `known` are the places that the catalogue knows. The items can be opened while the
    context lasts.
    """
    if source.folder:
        yield list_folder(settings.folder(source), source, suffixes)
    elif source.mailbox:
        yield list_mailbox(settings.mailbox(source), source)
    else:
        with list_account(source, settings.base, known) as listing:
            yield listing
