"""Why a file is not taken in."""

from __future__ import annotations

from typing import Literal

Kind = Literal[
    "name", "signs", "edges", "device", "long", "suffix", "large", "content", "empty", "erased"
]  # fmt: skip


class UploadError(Exception):
    """A file cannot be taken in; the message is why and what to do, `kind` is which reason."""

    def __init__(self, kind: Kind, reason: str) -> None:
        super().__init__(reason)
        self.kind = kind
