"""Runs that nobody has to start: by cron, by watching, and each in a process of its own.

`follow` is the loop, which does other rooms' duties too; `kilde serve` keeps it running as a
child (`Keeper`), and `kilde follow` is it by itself. `launch` starts one run now, for the page
and the API; `next_run` says when a space comes next and `following` who follows the schedules.
"""

from ingest.schedule.cron import Cron, next_run
from ingest.schedule.follow import Duty, follow
from ingest.schedule.keeper import Keeper
from ingest.schedule.launch import Launched, launch
from ingest.schedule.note import Following, following

__all__ = [
    "Cron",
    "Duty",
    "Following",
    "Keeper",
    "Launched",
    "follow",
    "following",
    "launch",
    "next_run",
]
