"""What an ingest of a space came to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass
class Report:
    """Counted while the run goes on. `failures` are reasons by document; `errors` stopped
    a source or the run; `other_kinds` are files that no parser reads, by suffix."""

    space: str
    added: int = 0
    changed: int = 0
    renamed: int = 0
    removed: int = 0
    unchanged: int = 0
    passages: int = 0
    embedded: int = 0
    seconds: float = 0.0
    failures: dict[str, str] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    other_kinds: dict[str, int] = field(default_factory=dict)

    def counts(self) -> Mapping[str, int]:
        """The figures that the catalogue keeps of a run."""
        return {
            "added": self.added,
            "changed": self.changed,
            "renamed": self.renamed,
            "removed": self.removed,
            "unchanged": self.unchanged,
            "failed": len(self.failures),
            "passages": self.passages,
        }
