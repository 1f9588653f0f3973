"""What holds for the text of an RTF file at a place in it."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class State:
    """What a closing brace takes back."""

    into: str = "text"
    encoding: str = "cp1252"
    symbols: bool = False
    skip: int = 1
    hidden: bool = False
    deleted: bool = False
    bold: bool = False
    size: int = 24


@dataclass
class Paragraph:
    """What `\\pard` takes back."""

    style: int = 0
    level: int | None = None
    in_table: bool = False
    listed: bool = False
    depth: int = 0


@dataclass
class Run:
    """What was said since the last paragraph's end, in which looks, after which marker."""

    texts: list[str] = field(default_factory=list)
    marker: list[str] = field(default_factory=list)
    looks: set[tuple[bool, int]] = field(default_factory=set)
