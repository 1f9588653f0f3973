"""Charts and diagrams of Office files: the figures and words that are drawn."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from ingest.elements import Element
from ingest.parsers.archive import text_of
from ingest.parsers.ooxml import Package, Relation
from ingest.parsers.trees import Item, list_text, table_text

_MOST_POINTS = 500
_DEEPEST = 20


def elements_of(package: Package, relation: Relation, page: int | None = None) -> Iterator[Element]:
    """A chart as its title and the table that it is drawn from, a diagram as a list."""
    if relation.kind == "chart":
        made = _chart(package.tree(relation.target))
    elif relation.kind == "diagramData":
        made = diagram(package.tree(relation.target))
    else:
        return
    yield from (replace(element, page=page) for element in made)


def _chart(root: etree._Element) -> Iterator[Element]:
    title = root.find(".//{*}chart/{*}title")
    words = " ".join(text_of(p) for p in title.iter("{*}p")) if title is not None else ""
    names: list[str] = []
    columns: list[dict[int, str]] = []
    labels: dict[int, str] = {}
    for series in root.iter("{*}ser"):
        names.append(text_of(series.find("{*}tx//{*}v")))
        labels = labels or _points(series.find("{*}cat"), series.find("{*}xVal"))
        columns.append(_points(series.find("{*}val"), series.find("{*}yVal")))
    count = max((max(column, default=-1) for column in columns), default=-1) + 1
    if not 0 < count <= _MOST_POINTS:
        if words:
            yield Element("paragraph", words)
        return
    if words:
        yield Element("paragraph", words)
    header = ["", *names]
    rows = [[labels.get(at, ""), *(c.get(at, "") for c in columns)] for at in range(count)]
    yield Element("table", table_text([header, *rows]), header=any(names))


def _points(*sources: etree._Element | None) -> dict[int, str]:
    for source in sources:
        if source is not None:
            made = {}
            for point in source.iter("{*}pt"):
                index = point.get("idx") or ""
                if index.isdecimal():
                    made[int(index)] = _rounded(text_of(point.find("{*}v")))
            return made
    return {}


def _rounded(text: str) -> str:
    try:
        return format(float(text), ".10g") if "." in text or "E" in text else text
    except ValueError:
        return text


def diagram(root: etree._Element) -> Iterator[Element]:
    """The words of a diagram, an organisation chart say, as a list nested as they are drawn."""
    words = {}
    for point in root.iter("{*}pt"):
        if point.get("type") in (None, "node", "asst"):
            paragraphs = (text_of(p) for p in point.iter("{*}p"))
            words[point.get("modelId") or ""] = " ".join(filter(None, paragraphs))
    children: dict[str, list[tuple[int, str]]] = defaultdict(list)
    below = set()
    for link in root.iter("{*}cxn"):
        if link.get("type") in (None, "parOf"):
            order = int(link.get("srcOrd") or 0)
            children[link.get("srcId") or ""].append((order, link.get("destId") or ""))
            if link.get("srcId") in words:
                below.add(link.get("destId") or "")
    items: list[Item] = []
    seen: set[str] = set()

    def add(point: str, depth: int) -> None:
        if point in seen or depth > _DEEPEST:
            return
        seen.add(point)
        if words.get(point):
            items.append(Item(depth, "-", words[point]))
            depth += 1
        for _, lower in sorted(children[point]):
            add(lower, depth)

    for point in words:
        if point not in below:
            add(point, 0)
    if items:
        yield Element("list", list_text(items))
