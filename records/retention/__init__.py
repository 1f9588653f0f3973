"""Keeping for a time: what is older than `[retention]` in kilde.toml is deleted, daily.

`kinds` knows each kind of record and what of it is too old; `Retention` counts it, deletes it
in one transaction with a line in the audit log, and has the database's files give it up.
"""

from records.retention.kinds import KINDS, Kind
from records.retention.retention import Expired, Retention, keep

__all__ = ["KINDS", "Expired", "Kind", "Retention", "keep"]
