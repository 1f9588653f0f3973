"""Which document is open beside what is read."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field

from answering import Citation
from answering.models import VerifiedNote
from ingest import PageImage


@dataclass
class Opened:
    """The citation whose document is open, the others of the same answer, and the page that is
    shown. `of` is the number of the turn or case that it was opened from, `note` is there where
    it is no document but what a person answered earlier."""

    citation: Citation
    others: tuple[Citation, ...]
    page: int | None
    opening: int
    of: int
    note: VerifiedNote | None = None
    # What the audit log has of it: the document (None), and pages of which a picture was shown.
    audited: set[int | None] = field(default_factory=set)
    # What is searched for in the document, and the number of the hit, from 0; without a search of
    # the quote, None for the citation's own.
    sought: str = ""
    at: int | None = None
    # The picture that was drawn last, and of what.
    drawn: tuple[Hashable, PageImage] | None = None


@dataclass
class Beside:
    """The place beside: one open document, or none."""

    opened: Opened | None = None
    openings: int = 0

    def toggle(
        self,
        citation: Citation,
        others: Sequence[Citation],
        of: int,
        note: VerifiedNote | None = None,
    ) -> None:
        """Open a citation's document; a second time closes it."""
        if self.opened and (self.opened.citation, self.opened.of) == (citation, of):
            self.opened = None
            return
        self.openings += 1
        mine = (citation.space, citation.document)
        rest = tuple(o for o in others if (o.space, o.document) == mine and o is not citation)
        self.opened = Opened(citation, rest, citation.page, self.openings, of, note)
