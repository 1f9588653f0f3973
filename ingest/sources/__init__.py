"""Where documents come from: each kind of source lists what it has now.

`list_files` chooses the kind. A source that cannot be listed raises SourceError, which is
never the same as a source that is empty: its documents stay.
"""

from __future__ import annotations

from config import Settings, Source
from ingest.sources.base import Listing, SourceError, SourceFile
from ingest.sources.folder import list_folder

__all__ = ["Listing", "SourceError", "SourceFile", "list_files"]


def list_files(settings: Settings, source: Source, suffixes: frozenset[str]) -> Listing:
    """What `source` holds now of the kinds in `suffixes`; raises SourceError."""
    if source.folder:
        return list_folder(settings.folder(source), source, suffixes)
    raise SourceError(
        f"the source {source.name!r} is a mailbox and this version reads folders only; "
        "save its messages as text or HTML in a folder, or take the source out of kilde.toml"
    )
