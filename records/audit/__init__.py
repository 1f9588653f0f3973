"""The audit log: who did what and when, without a word of a question or the name of a person.

`Audit.record` is the one call: it notes a change at once, and what was only read a moment
later, many in one transaction, so that nobody who reads waits for the disk. `note` is for
whoever has a transaction of their own: what is done and that it was done stand or fall
together. `events` names everything that is noted.
"""

from records.audit.aliases import COMMAND_LINE, LOCAL, acting, alias
from records.audit.events import EVENTS, KINDS, Kind, kind_of
from records.audit.log import Audit, AuditEntry, AuditState, Wanted, cut, note

__all__ = [
    "COMMAND_LINE",
    "EVENTS",
    "KINDS",
    "LOCAL",
    "Audit",
    "AuditEntry",
    "AuditState",
    "Kind",
    "Wanted",
    "acting",
    "alias",
    "cut",
    "kind_of",
    "note",
]
