"""An OpenDocument file: its content, its styles, its title and date."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from lxml import etree

from ingest.parsers.archive import Archive, text_of
from ingest.parsers.errors import Unreadable
from ingest.parsers.opendocument.names import FO, OFFICE, PRESENTATION, STYLE, TABLE, TEXT
from ingest.parsers.properties import date_of, title_of

_DEEPEST = 25
_HALF_POINTS = 24


@dataclass(frozen=True)
class Style:
    """A style with what it takes over from its parents; `size` is in half points."""

    name: str = ""
    names: tuple[str, ...] = ()
    level: int = 0
    bold: bool = False
    size: int = _HALF_POINTS
    hidden: bool = False
    list_style: str = ""


class OpenDocument:
    """A file's parts; a context manager. `body` is what is in `office:body`."""

    def __init__(self, path: Path) -> None:
        self.archive = Archive(path)
        if "content.xml" not in self.archive:
            raise Unreadable("has no document in it; open it in LibreOffice and save it again")
        manifest = "META-INF/manifest.xml"
        if manifest in self.archive and b"encryption-data" in self.archive.read(manifest):
            raise Unreadable("is protected by a password; save it without one")
        self.content = self.archive.tree("content.xml")
        found = self.content.find(f"{OFFICE}body/*")
        if found is None:
            raise Unreadable("has no document in it; open it in LibreOffice and save it again")
        self.body = found
        self._masters: etree._Element | None = None
        roots = [self.content]
        if "styles.xml" in self.archive:
            roots.insert(0, self.archive.tree("styles.xml"))
            self._masters = roots[0].find(OFFICE + "master-styles")
        self._nodes: dict[tuple[str, str], etree._Element] = {}
        self._made: dict[tuple[str, str], Style] = {}
        self.list_styles: dict[str, etree._Element] = {}
        self.outline: etree._Element | None = None
        for root in roots:
            for node in root.iter(STYLE + "style"):
                key = node.get(STYLE + "family") or "", node.get(STYLE + "name") or ""
                self._nodes[key] = node
            for node in root.iter(TEXT + "list-style"):
                self.list_styles[node.get(STYLE + "name") or ""] = node
            for node in root.iter(TEXT + "outline-style"):
                self.outline = node

    def __enter__(self) -> OpenDocument:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.archive.__exit__(kind, error, trace)

    def properties(self) -> tuple[str | None, str | None]:
        """The title, where the author gave one, and the date of the last change."""
        if "meta.xml" not in self.archive:
            return None, None
        root = self.archive.tree("meta.xml")
        found: dict[str, str] = {}
        for node in root.iter(etree.Element):
            found.setdefault(str(node.tag).rpartition("}")[2], text_of(node))
        return title_of(found.get("title")), date_of(found.get("date"), found.get("creation-date"))

    def header_texts(self) -> Iterator[str]:
        """The texts of headers' and footers' paragraphs."""
        for node in self._masters.iter(TEXT + "p") if self._masters is not None else ():
            yield text_of(node)

    def style(self, family: str, name: str | None) -> Style:
        """The style of that name in a family ("paragraph", "text", "table-cell", …)."""
        return self._style(family, name or "", 0)

    def properties_of(self, family: str, name: str | None, kind: str, attribute: str) -> str | None:
        """An attribute of a style itself, in its properties of a kind."""
        node = self._nodes.get((family, name or ""))
        found = node.find(f"{STYLE}{kind}-properties") if node is not None else None
        return found.get(attribute) if found is not None else None

    def is_hidden(self, family: str, name: str | None) -> bool:
        """Does the style hide a table, a section or a slide?"""
        if family == "drawing-page":
            shown = self.properties_of(family, name, "drawing-page", PRESENTATION + "visibility")
            return shown == "hidden"
        return self.properties_of(family, name, family, f"{TABLE}display") == "false"

    def _style(self, family: str, name: str, depth: int) -> Style:
        key = family, name
        if key in self._made:
            return self._made[key]
        node = self._nodes.get(key)
        if node is None or depth > _DEEPEST:
            return Style(name, (name,) if name else ())
        parent = node.get(STYLE + "parent-style-name") or ""
        base = self._style(family, parent, depth + 1) if parent else Style()
        shown = node.get(STYLE + "display-name") or name
        outline = node.get(STYLE + "default-outline-level")
        words = node.find(STYLE + "text-properties")
        size, weight, display = base.size, None, None
        if words is not None:
            weight, display = words.get(FO + "font-weight"), words.get(TEXT + "display")
            size = _half_points(words.get(FO + "font-size"), base.size)
        listed = node.get(STYLE + "list-style-name")
        made = Style(
            name,
            (shown, *base.names),
            int(outline) if outline and outline.isdecimal() else base.level,
            base.bold if weight is None else weight == "bold" or weight[:1] in "6789",
            size,
            base.hidden if display is None else display == "none",
            base.list_style if listed is None else listed,
        )
        self._made[key] = made
        return made


def _half_points(text: str | None, base: int) -> int:
    try:
        if text and text.endswith("pt"):
            return round(2 * float(text[:-2]))
        if text and text.endswith("%"):
            return round(base * float(text[:-1]) / 100)
    except ValueError:
        pass
    return base
