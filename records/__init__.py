"""The SQL database: documents, versions, passages' text, vectors by content, runs, keys, audit.

It is the truth about what Kilde knows, and the only place that holds passages' text; either
index can be made again from it. `open_database` opens it at the newest schema, `Catalogue`
reads and writes the knowledge and its `VectorCache`, `Keys` the API's keys, `Audit` who did what.
"""

from records.audit import Audit
from records.catalogue import Catalogue, indexed_text
from records.database import RecordsError, open_database
from records.keys import Keys
from records.models import (
    ApiKey,
    Document,
    NewPassage,
    NewVersion,
    Partition,
    Passage,
    Run,
    SpaceCounts,
)
from records.vectors import VectorCache, Vectors

__all__ = [
    "ApiKey",
    "Audit",
    "Catalogue",
    "Document",
    "Keys",
    "NewPassage",
    "NewVersion",
    "Partition",
    "Passage",
    "RecordsError",
    "Run",
    "SpaceCounts",
    "VectorCache",
    "Vectors",
    "indexed_text",
    "open_database",
]
