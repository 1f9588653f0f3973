"""From sources to stores: list, compare, read in a guarded child, clean, cut, embed, commit.

`Ingest.run` brings one space up to date and gives a `Report`; `Stores` are the three stores
it writes to, in the order that a crash cannot hurt; `Guard` reads files, and renders pages
for the app, in children that can harm nobody; `ingest_lock` lets one ingest run at a time,
`stores_lock` one at a time change the indexes; `examine` and `repair` see to their agreement;
`fail_run` records a run that could not begin.
"""

from ingest.agreement import Problem, examine, repair
from ingest.erasing import Erasing, not_vouched_for
from ingest.guard import Guard, PageImage, Unreadable
from ingest.lock import IngestBusy, ingest_lock, lock_holder, stores_lock
from ingest.progress import Progress, Silent
from ingest.recording import fail_run
from ingest.report import Report
from ingest.run import Confirmed, Ingest
from ingest.store import Stores

__all__ = [
    "Confirmed",
    "Erasing",
    "Guard",
    "Ingest",
    "IngestBusy",
    "PageImage",
    "Problem",
    "Progress",
    "Report",
    "Silent",
    "Stores",
    "Unreadable",
    "examine",
    "fail_run",
    "ingest_lock",
    "lock_holder",
    "not_vouched_for",
    "repair",
    "stores_lock",
]
