"""The names in OpenDocument's XML, and how many times a thing is to be repeated."""

from __future__ import annotations

from lxml import etree

_NAMES = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
OFFICE = _NAMES % "office"
TEXT = _NAMES % "text"
TABLE = _NAMES % "table"
DRAW = _NAMES % "drawing"
STYLE = _NAMES % "style"
PRESENTATION = _NAMES % "presentation"
FO = _NAMES % "xsl-fo-compatible"
SVG = _NAMES % "svg-compatible"
XLINK = "{http://www.w3.org/1999/xlink}"


def times(node: etree._Element, name: str, most: int) -> int:
    """A whole number in an attribute, from 1 to `most`; 1 where there is none."""
    text = node.get(name) or ""
    return max(1, min(int(text[:9]), most)) if text.isdecimal() else 1
