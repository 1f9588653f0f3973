"""What an ingest of a space came to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from records import RunDocument, What


@dataclass
class Report:
    """Gathered while the run goes on.

    `documents` are those that are not as they were, and why where something is wrong with
    one; `expired` were erased for their age, or not taken in for it; `errors` stopped a
    source or the run; `other_kinds` are files that no parser reads, by suffix; `left_out`
    is what mailboxes hold that is no document, by what it is.
    """

    space: str
    documents: list[RunDocument] = field(default_factory=list)
    expired: int = 0
    unchanged: int = 0
    passages: int = 0
    embedded: int = 0
    seconds: float = 0.0
    errors: list[str] = field(default_factory=list)
    other_kinds: dict[str, int] = field(default_factory=dict)
    left_out: dict[str, int] = field(default_factory=dict)

    def note(self, what: What, name: str, reason: str | None = None) -> None:
        """Something has been done to a document; see RunDocument for `reason`."""
        self.documents.append(RunDocument(what, name, reason))

    def leave_out(self, what: str) -> None:
        """An item of a mailbox is no document."""
        self.left_out[what] = self.left_out.get(what, 0) + 1

    @property
    def added(self) -> int:
        return self._count("added")

    @property
    def changed(self) -> int:
        return self._count("changed")

    @property
    def renamed(self) -> int:
        return self._count("renamed")

    @property
    def removed(self) -> int:
        return self._count("removed")

    @property
    def waiting(self) -> int:
        """How many are gone from their sources and stay until a person confirms it."""
        return self._count("waiting")

    @property
    def failures(self) -> dict[str, str]:
        """Why documents could not be read, by name."""
        return {d.name: d.reason or "" for d in self.documents if d.what == "failed"}

    def counts(self) -> Mapping[str, int]:
        """The figures that the records keep of a run."""
        return {
            "added": self.added,
            "changed": self.changed,
            "renamed": self.renamed,
            "removed": self.removed,
            "expired": self.expired,
            "unchanged": self.unchanged,
            "failed": len(self.failures),
            "waiting": self.waiting,
            "passages": self.passages,
        }

    def _count(self, what: What) -> int:
        return sum(document.what == what for document in self.documents)
