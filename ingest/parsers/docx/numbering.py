"""Numbers of lists and headings, which Word counts and does not write down."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from ingest.parsers.docx.names import W, child, number, value
from ingest.parsers.numerals import written
from ingest.parsers.ooxml import is_on

_PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True)
class _Level:
    format: str = "decimal"
    pattern: str = "%1."
    start: int = 1
    style: str = ""
    legal: bool = False


@dataclass
class _List:
    levels: dict[int, _Level] = field(default_factory=dict)
    counts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts the numbered paragraphs in their order."""

    def __init__(self, root: etree._Element | None) -> None:
        self._lists: dict[str, _List] = {}
        self._instances: dict[str, tuple[_List, dict[int, int]]] = {}
        if root is None:
            return
        linked: dict[str, str] = {}
        for node in root.iterchildren(W + "abstractNum"):
            made = _List(dict(map(_level, node.iter(W + "lvl"))))
            self._lists[node.get(W + "abstractNumId") or ""] = made
            if name := value(node, "styleLink"):
                linked[name] = node.get(W + "abstractNumId") or ""
        for node in root.iterchildren(W + "abstractNum"):
            target = linked.get(value(node, "numStyleLink") or "")
            if target:
                self._lists[node.get(W + "abstractNumId") or ""] = self._lists[target]
        for node in root.iterchildren(W + "num"):
            kept = self._lists.get(value(node, "abstractNumId") or "")
            if kept is None:
                continue
            starts = {}
            for override in node.iterchildren(W + "lvlOverride"):
                level = number(override.get(W + "ilvl"))
                start = number(value(override, "startOverride"))
                if level is not None and start is not None:
                    starts[level] = start
            self._instances[node.get(W + "numId") or ""] = (kept, starts)

    def depth_of(self, num_id: str, style: str) -> int:
        """The level of the list that belongs to a style."""
        kept = self._instances.get(num_id)
        levels = kept[0].levels.items() if kept else ()
        return next((depth for depth, level in levels if level.style == style), 0)

    def next(self, num_id: str, depth: int) -> str | None:
        """The paragraph's number as it is printed, "-" for a bullet, "" for none at all.

        None where there is no such list.
        """
        kept = self._instances.get(num_id)
        if kept is None:
            return None
        counted, starts = kept
        level = counted.levels.get(depth, _Level())
        if depth in starts:
            counted.counts[depth] = starts.pop(depth) - 1
        counted.counts[depth] = counted.counts.get(depth, level.start - 1) + 1
        for deeper in [at for at in counted.counts if at > depth]:
            del counted.counts[deeper]
        if level.format == "bullet":
            return "-"
        if level.format == "none" and not _PLACE.search(level.pattern):
            return level.pattern.strip()

        def place(match: re.Match[str]) -> str:
            at = int(match.group(1)) - 1
            of = counted.levels.get(at, _Level())
            count = counted.counts.get(at, of.start)
            return written(count, "decimal" if level.legal else of.format)

        return _PLACE.sub(place, level.pattern).strip()


def _level(node: etree._Element) -> tuple[int, _Level]:
    legal = child(node, "isLgl")
    start = number(value(node, "start"))
    pattern = value(node, "lvlText")
    return number(node.get(W + "ilvl")) or 0, _Level(
        value(node, "numFmt") or "decimal",
        "%1." if pattern is None else pattern,
        1 if start is None else start,
        value(node, "pStyle") or "",
        legal is not None and is_on(legal.get(W + "val")),
    )
