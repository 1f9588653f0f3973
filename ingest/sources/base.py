"""What every kind of source gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


class SourceError(Exception):
    """A source cannot be listed; the message names it, the reason and the next step."""


@dataclass(frozen=True)
class SourceFile:
    """A file as its source lists it. `path` is within the source, forward slashes, NFC."""

    path: str
    file: Path
    size: int
    modified_ns: int


@dataclass(frozen=True)
class Listing:
    """A source's files; what cannot be a document (path -> reason); what was left out
    because no parser reads its kind (suffix -> count)."""

    files: tuple[SourceFile, ...]
    refused: Mapping[str, str] = field(default_factory=dict)
    other_kinds: Mapping[str, int] = field(default_factory=dict)
