"""What an ingest tells while it works; the command line and the pages show it."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Told as things happen; every method may be called often and must return at once."""

    def begin(self, space: str, files: int) -> None:
        """`files` are to be looked at in this space."""

    def file_done(self, name: str) -> None:
        """A file has been read, found unchanged, or failed."""

    def passages_done(self, count: int) -> None:
        """`count` more passages have been embedded."""

    def note(self, message: str) -> None:
        """Something that a person should know."""


class Silent:
    """Progress that nobody watches."""

    def begin(self, space: str, files: int) -> None:
        return

    def file_done(self, name: str) -> None:
        return

    def passages_done(self, count: int) -> None:
        return

    def note(self, message: str) -> None:
        return
