"""The names in Word's XML."""

from __future__ import annotations

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def child(node: etree._Element | None, *names: str) -> etree._Element | None:
    """The first child of that name, or the child of that child, and so on."""
    for name in names:
        node = node.find(W + name) if node is not None else None
    return node


def value(node: etree._Element | None, *names: str) -> str | None:
    """The attribute `val` of the element that `child` finds."""
    found = child(node, *names)
    return found.get(W + "val") if found is not None else None


def number(text: str | None) -> int | None:
    """The whole number in an attribute, None where there is none."""
    try:
        return int(text) if text else None
    except ValueError:
        return None
