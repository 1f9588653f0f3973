"""A space's uploads, as a source: what people put into it by hand, for all its readers."""

from __future__ import annotations

from pathlib import Path

from config import UPLOADS, Source
from ingest.sources.base import Listing, SourceError
from ingest.sources.folder import list_folder

OF_UPLOADS = Source.model_construct(name=UPLOADS, readers=(), automatic=False)


def list_uploads(folder: Path, suffixes: frozenset[str], known: bool) -> Listing:
    """The files in a space's folder of uploads; `known` where documents of it are.

    Raises SourceError where they are and the folder is not: it was not restored or mounted.
    """
    if not folder.is_dir() and not known:
        return Listing(())
    if not folder.is_dir():
        raise SourceError(
            f"the uploads: {folder} is not there; restore it from a backup, with the rest of the "
            "data folder (its documents stay as they were)"
        )
    return list_folder(folder, OF_UPLOADS, suffixes)
