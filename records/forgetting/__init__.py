"""Forgetting: what is erased leaves the database in one commit, and stays out.

`Finding` and `People` say which documents an erasure concerns, `Forgetting.erase` takes them out of
every store of text (`stores/`, a module each) and puts a tombstone there instead: keyed
hashes, kept in the database and in the `Ledger` outside the data folder, by which a run
knows what is `Barred`. What the files of SQLite, Chroma and Tantivy still hold of deleted
rows is for `ingest.erasing`; `unfinished` remembers that it is to be done.
"""

from records.forgetting.doomed import Doomed, DoomedDocument, Person
from records.forgetting.finding import Finding
from records.forgetting.forgetting import Forgetting
from records.forgetting.ledger import Ledger
from records.forgetting.people import People
from records.forgetting.scrub import empty_log, scrub
from records.forgetting.tombstones import Barred, Reason, expired

__all__ = [
    "Barred",
    "Doomed",
    "DoomedDocument",
    "Finding",
    "Forgetting",
    "Ledger",
    "People",
    "Person",
    "Reason",
    "empty_log",
    "expired",
    "scrub",
]
