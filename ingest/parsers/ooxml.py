"""What Word, Excel and PowerPoint files share: parts, what they refer to, title and date."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from lxml import etree

from ingest.parsers import archive
from ingest.parsers.archive import Archive
from ingest.parsers.errors import Unreadable
from ingest.parsers.properties import date_of, title_of

STRICT = (
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships/metadata/core-properties",
     b"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships",
     b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
    (b"http://purl.oclc.org/ooxml/officeDocument/math",
     b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main",
     b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main",
     b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
    (b"http://purl.oclc.org/ooxml/presentationml/main",
     b"http://schemas.openxmlformats.org/presentationml/2006/main"),
    (b"http://purl.oclc.org/ooxml/drawingml/",
     b"http://schemas.openxmlformats.org/drawingml/2006/"),
)  # fmt: skip
"""Names in the strict form, and the usual ones for the same."""


@dataclass(frozen=True)
class Relation:
    """What a part refers to: the last word of the relation's type, and the other part's name."""

    kind: str
    target: str


class Package:
    """An Office file's parts; a context manager."""

    def __init__(self, path: Path) -> None:
        self.archive = Archive(path)
        mains = [r.target for r in self.relations("").values() if r.kind == "officeDocument"]
        if not mains or mains[0] not in self.archive:
            raise Unreadable("has no document in it; open it in Office and save it again")
        self.main = mains[0]

    def __enter__(self) -> Package:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.archive.__exit__(kind, error, trace)

    def tree(self, part: str) -> etree._Element:
        """The part's root, strict names made the usual ones; KeyError if it is not there."""
        data = self.archive.read(part)
        if b"purl.oclc.org/ooxml" in data:
            for strict, usual in STRICT:
                data = data.replace(strict, usual)
        return archive.tree(data)

    def relations(self, part: str) -> dict[str, Relation]:
        """What the part refers to inside the file, by id; what lies outside is left out."""
        folder, name = posixpath.split(part)
        listed = posixpath.join(folder, "_rels", f"{name}.rels")
        if listed not in self.archive:
            return {}
        made = {}
        for item in self.archive.tree(listed):
            target = item.get("Target") or ""
            if item.get("TargetMode") == "External" or not target:
                continue
            within = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}"
            kind = (item.get("Type") or "").rpartition("/")[2]
            made[item.get("Id") or ""] = Relation(kind, posixpath.normpath(within.lstrip("/")))
        return made

    def related(self, part: str, kind: str) -> etree._Element | None:
        """The first part of a kind that this one refers to, None where there is none."""
        for relation in self.relations(part).values():
            if relation.kind == kind and relation.target in self.archive:
                return self.tree(relation.target)
        return None

    def properties(self) -> tuple[str | None, str | None]:
        """The title, where the author gave one, and the date of the last change."""
        root = self.related("", "core-properties")
        if root is None:
            return None, None
        found = {
            str(node.tag).rpartition("}")[2]: archive.text_of(node)
            for node in root.iter(etree.Element)
        }
        return title_of(found.get("title")), date_of(found.get("modified"), found.get("created"))


def local(node: etree._Element) -> str:
    """The element's name without its namespace."""
    tag = node.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def is_on(value: str | None) -> bool:
    """Does an attribute of the type "on or off" say on, given that its element is there?"""
    return value is None or re.fullmatch(r"(?i)1|true|on", value) is not None
