"""Numbers of lists and headings, which OpenDocument counts and does not write down."""

from __future__ import annotations

from lxml import etree

from ingest.parsers.numerals import written
from ingest.parsers.opendocument.names import STYLE, TEXT, times

_FORMS = {
    "1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman",
}  # fmt: skip


class Counter:
    """Counts the items of one list, or all headings, by level from 1."""

    def __init__(self, style: etree._Element | None) -> None:
        self._levels: dict[int, etree._Element] = {}
        for node in style if style is not None else ():
            self._levels[times(node, TEXT + "level", 10)] = node
        self._counts: dict[int, int] = {}

    def next(self, level: int, start: str | None = None) -> str:
        """The next number at a level as it is printed, "-" for a bullet, "" for none at all."""
        node = self._levels.get(level)
        if node is None:
            return ""
        for deeper in [at for at in self._counts if at > level]:
            del self._counts[deeper]
        if start and start.isdecimal():
            self._counts[level] = int(start) - 1
        self._counts.setdefault(level, _start(node) - 1)
        self._counts[level] += 1
        if not str(node.tag).endswith(("number", "outline-level-style")):
            return "-"
        if not node.get(STYLE + "num-format"):
            return ""
        parts = []
        for above in range(level - times(node, TEXT + "display-levels", level) + 1, level + 1):
            styled = self._levels.get(above)
            form = (
                _FORMS.get(styled.get(STYLE + "num-format") or "") if styled is not None else None
            )
            if styled is not None and form:
                parts.append(written(self._counts.get(above, _start(styled)), form))
        before, after = node.get(STYLE + "num-prefix") or "", node.get(STYLE + "num-suffix") or ""
        return f"{before}{'.'.join(parts)}{after}".strip()


def _start(node: etree._Element) -> int:
    text = node.get(TEXT + "start-value") or ""
    return int(text[:9]) if text.isdecimal() else 1
