"""A mailbox on disk: an mbox, a Maildir, or a folder of messages saved each as a file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from config import Source
from ingest.sources.base import NO_FILE, Item, Listing, SourceError, file_item
from ingest.sources.folder import list_folder
from ingest.sources.maildir import is_maildir, list_maildir
from ingest.sources.mbox import list_mbox

MESSAGES = frozenset({".eml", ".msg"})


def list_mailbox(path: Path, source: Source) -> Listing:
    """The messages at `path`, each of which is called by its own id. Raises SourceError."""
    try:
        if path.is_dir():
            if is_maildir(path):
                return Listing(tuple(list_maildir(path, source.name, source.folders)))
            return _folder(path, source)
        if path.exists() and not path.is_file():
            raise SourceError(
                f"the source {source.name!r}: {path} {NO_FILE}; correct `mailbox` in kilde.toml "
                "(its messages stay as they were)"
            )
        if path.suffix.lower() in MESSAGES:
            found = path.stat()
            item = file_item(path.name, path, found.st_size, found.st_mtime_ns)
            return Listing((_by_id(item),))
        return Listing(tuple(list_mbox(path, source.name)))
    except FileNotFoundError:
        reason = "does not exist; mount or restore it, or correct `mailbox` in kilde.toml"
    except OSError as error:
        reason = f"cannot be read: {error.strerror}; give Kilde the right to read it"
    raise SourceError(
        f"the source {source.name!r}: {path} {reason} (its messages stay as they were)"
    )


def _folder(path: Path, source: Source) -> Listing:
    """Messages saved as files; those in mbox files beside them too."""
    listing = list_folder(path, source, MESSAGES | {".mbox"})
    items: dict[str, Item] = {}
    refused = dict(listing.refused)
    for item in listing.items:
        if not item.place.lower().endswith(".mbox"):
            items[item.place] = _by_id(item)
            continue
        try:
            with item.opened() as file:
                for message in list_mbox(file, source.name):
                    items.setdefault(message.place, message)
        except SourceError as error:
            refused[item.place] = str(error)
    return Listing(tuple(items.values()), refused, listing.other_kinds)


def _by_id(item: Item) -> Item:
    return replace(item, path=None)
