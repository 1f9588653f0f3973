"""Styles of a Word document: what a paragraph is because of its style."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from lxml import etree

from ingest.parsers import prose
from ingest.parsers.docx.names import W, child, number, value
from ingest.parsers.ooxml import is_on

_LIST = re.compile(r"list (?:bullet|number)\s*(\d?)|punktliste\s*(\d?)", re.IGNORECASE)
_DEEPEST = 25
_HALF_POINTS = 22


@dataclass(frozen=True)
class Style:
    """`level` is that of a heading, 0 for none; `size` is in half points."""

    id: str = ""
    name: str = ""
    level: int = 0
    bold: bool = False
    size: int = _HALF_POINTS
    hidden: bool = False
    num_id: str | None = None
    depth: int | None = None

    @property
    def is_title(self) -> bool:
        return prose.is_title(self.name)

    @property
    def is_contents(self) -> bool:
        return prose.is_contents(self.name)

    @property
    def list_depth(self) -> int | None:
        """How deep a list the style's name says, None where it names none."""
        found = _LIST.match(self.name)
        return max(int(found.group(1) or found.group(2) or 1) - 1, 0) if found else None


class Styles:
    """The styles by id, each with what it takes over from the one that it is based on."""

    def __init__(self, root: etree._Element | None) -> None:
        self._nodes: dict[str, etree._Element] = {}
        self._made: dict[str, Style] = {}
        self._default = ""
        self._base = Style()
        if root is None:
            return
        run = child(root, "docDefaults", "rPrDefault", "rPr")
        self._base = _with_run(self._base, run)
        for node in root.iterchildren(W + "style"):
            style_id = node.get(W + "styleId") or ""
            self._nodes[style_id] = node
            if node.get(W + "type") == "paragraph" and node.get(W + "default") in ("1", "true"):
                self._default = style_id

    def paragraph(self, style_id: str | None) -> Style:
        """A paragraph's style; the default one where the id is None or unknown."""
        known = style_id if style_id in self._nodes else self._default
        return self._style(known or "", 0)

    def run(self, style_id: str | None, base: Style) -> Style:
        """`base` as a character style changes it."""
        node = self._nodes.get(style_id or "")
        return _with_run(base, child(node, "rPr")) if node is not None else base

    def _style(self, style_id: str, depth: int) -> Style:
        if style_id in self._made:
            return self._made[style_id]
        node = self._nodes.get(style_id)
        if node is None or depth > _DEEPEST:
            return self._base
        based_on = value(node, "basedOn")
        style = self._style(based_on, depth + 1) if based_on else self._base
        style = _with_run(style, child(node, "rPr"))
        name = value(node, "name") or style_id
        outline = number(value(node, "pPr", "outlineLvl"))
        level = style.level
        if outline is not None:
            level = outline + 1 if 0 <= outline < 9 else 0
        level = prose.heading_level(name) or level
        style = replace(style, id=style_id, name=name, level=level)
        numbering = child(node, "pPr", "numPr")
        if numbering is not None:
            style = replace(
                style,
                num_id=value(numbering, "numId") or style.num_id,
                depth=number(value(numbering, "ilvl")),
            )
        self._made[style_id] = style
        return style


def with_run(style: Style, properties: etree._Element | None, styles: Styles) -> Style:
    """The style as a run's own properties change it."""
    if properties is None:
        return style
    return _with_run(styles.run(value(properties, "rStyle"), style), properties)


def _with_run(style: Style, properties: etree._Element | None) -> Style:
    if properties is None:
        return style
    bold, hidden = child(properties, "b"), child(properties, "vanish")
    size = number(value(properties, "sz"))
    return replace(
        style,
        bold=is_on(bold.get(W + "val")) if bold is not None else style.bold,
        hidden=is_on(hidden.get(W + "val")) if hidden is not None else style.hidden,
        size=size or style.size,
    )
