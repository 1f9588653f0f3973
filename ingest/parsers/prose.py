"""What word processors' documents share: paragraphs in their looks to headings, lists and text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.elements import Element
from ingest.parsers.tables import Cell, Rows, table
from ingest.parsers.trees import Item, list_text

_HEADING = re.compile(r"(?:heading|overskrift|überschrift)[\s_]*([1-9])", re.IGNORECASE)
_TITLE = re.compile(r"title|tittel|titel", re.IGNORECASE)
_CONTENTS = re.compile(
    r"(?:toc|contents|verzeichnis|innhold|index|user index|illustration index|table index)"
    r"(?: heading| overskrift)?\s*\d*|inhaltsverzeichnis.*|innholdsfortegnelse.*|"
    r"table of (?:figures|authorities)|(?:figure|bibliography) (?:index )?heading",
    re.IGNORECASE,
)
# Typed by hand, or left by a program that knew no lists; the latter are Symbol and Wingdings.
_TYPED_BULLET = re.compile(r"[-•●○▪■◦‣·\uf0b7\uf0a7\uf0d8\uf0fc\uf02d]\s+(?=\S)")
_LABELLED = re.compile(r"[^\W\d_][\w ./-]{1,30}:\s*\S")
_PAGE = re.compile(r"\b(?:side|seite|page)\b\s*:?\s*\d*(?:\s*(?:av|von|of|/)\s*\d*)?", re.I)
_OF_CONTENTS = re.compile(
    r"(?:\d+\.? )?(?:innhold(?:sfortegnelse)?|inhalt(?:sverzeichnis)?|(?:table of )?contents):?",
    re.IGNORECASE,
)
_LONGEST_HEADING = 200
_LONGEST_LOOKALIKE = 90
_BEGINNING = 12
# A cell with more than this is one of a table that lays out a page.
_LONGEST_CELL = 1500


@dataclass(frozen=True)
class Block:
    """A paragraph: a heading if it has a level, an item if it has a marker, in its look.

    `size` is that of its letters, in half points.
    """

    text: str
    level: int = 0
    title: bool = False
    item: Item | None = None
    bold: bool = False
    size: int = 0


Part = Block | Element


def heading_level(style: str) -> int:
    """The level of headings in the style of that name, 0 for a style of something else."""
    found = _HEADING.fullmatch(style)
    return int(found.group(1)) if found else 0


def is_title(style: str) -> bool:
    """Is the style of that name the one for a document's title?"""
    return _TITLE.fullmatch(style) is not None


def is_contents(style: str) -> bool:
    """Is it a style of lists of contents, of figures and the like?"""
    return _CONTENTS.fullmatch(style) is not None


def block(
    text: str, level: int, marker: str | None, depth: int, *, title: bool, bold: bool, size: int
) -> Block:
    """The paragraph with what its style and its list make of it.

    `level` is that of a heading, 0 for none; `marker` the list's, None or "" for none.
    """
    if len(text) > _LONGEST_HEADING:
        level, title = 0, False
    if title or level:
        number = "" if marker in (None, "", "-") else f"{marker} "
        return Block(number + text, level, title)
    typed = None if marker else _TYPED_BULLET.match(text)
    if typed and "\n" not in text:
        marker, text = "-", text[typed.end() :]
    if marker:
        return Block(text, item=Item(depth, marker, text.replace("\n", " ")))
    return Block(text, bold=bold, size=size)


def document(parts: Sequence[Part]) -> tuple[str | None, tuple[Element, ...]]:
    """The title that stands in the text, if one does, and the document's elements."""
    title, placed = _titled(_with_lookalikes(list(parts)))
    return title, tuple(_without_contents(list(elements_of(placed))))


def _without_contents(elements: Sequence[Element]) -> Iterator[Element]:
    """The elements without the heading of a list of contents, which itself was left out."""
    for at, element in enumerate(elements):
        after = elements[at + 1] if at + 1 < len(elements) else None
        alone = after is None or (after.kind == "heading" and after.level <= element.level)
        if not (element.kind == "heading" and alone and _OF_CONTENTS.fullmatch(element.text)):
            yield element


def labelled(texts: Iterable[str]) -> Iterator[Element]:
    """What headers and footers state with a label ("Dokumentansvarlig: Kari"), as a paragraph.

    Companies with a quality system keep number, owner, revision and validity there; whatever
    else stands in them repeats on every page.
    """
    lines = [line.strip(" |·-–") for text in texts for line in re.split(r"[\n\t]", text)]
    stated = (_PAGE.sub("", line).strip(" |·-–") for line in lines)
    kept = dict.fromkeys(line for line in stated if _LABELLED.search(line))
    if kept:
        yield Element("paragraph", "\n".join(kept))


def elements_of(parts: Iterable[Part]) -> Iterator[Element]:
    """The parts as elements, items that follow each other as one list."""
    items: list[Item] = []
    for part in parts:
        if isinstance(part, Block) and part.item is not None:
            items.append(part.item)
            continue
        if items:
            yield Element("list", list_text(_from_the_left(items)))
            items = []
        if isinstance(part, Element):
            yield part
        elif part.level or part.title:
            yield Element("heading", " ".join(part.text.split()), max(part.level, 1))
        else:
            yield Element("paragraph", part.text)
    if items:
        yield Element("list", list_text(_from_the_left(items)))


def table_of(rows: Rows, cells: Sequence[Sequence[Part]], heads: int | None) -> Iterator[Part]:
    """A table, or, where it only lays out a page, what is in its cells, one after the other."""
    if _lays_out(rows, cells):
        for parts in cells:
            yield from parts
    else:
        yield from table(rows, heads)


def cell_of(parts: Sequence[Part], across: int = 1, down: int = 1) -> Cell:
    """A cell's parts as one line."""
    texts = []
    for part in parts:
        marker = part.item.marker if isinstance(part, Block) and part.item else "-"
        text = part.text
        if isinstance(part, Element) and part.kind == "table":
            text = text.replace(" | ", ", ").replace("\n", "; ")
        texts.append(text if marker == "-" else f"{marker} {text}")
    bold = bool(parts) and all(
        part.bold or bool(part.level) for part in parts if isinstance(part, Block)
    )
    return Cell(" ".join(" ".join(texts).split()), across, down, bold)


def _lays_out(rows: Rows, cells: Sequence[Sequence[Part]]) -> bool:
    """Does the table lay out a page, rather than hold data?

    It does if it has one cell, or a cell holds headings, or, in one of few rows, a table or a
    page of text.
    """
    if sum(1 for parts in cells if parts) <= 1:
        return True
    if any(
        len(parts) > 1 and any(isinstance(part, Block) and part.level for part in parts)
        for parts in cells
    ):
        return True
    if len(rows) > 2 and max(map(len, rows)) > 1:
        return False
    tables = any(isinstance(p, Element) and p.kind == "table" for parts in cells for p in parts)
    return tables or any(len(cell.text) > _LONGEST_CELL for row in rows for cell in row)


def _titled(parts: Sequence[Part]) -> tuple[str | None, list[Part]]:
    """The title at the beginning, and the parts with it above all headings."""
    titles = [at for at, part in enumerate(parts[:_BEGINNING]) if _is_titled(part)]
    if not titles:
        return None, list(parts)
    first = last = titles[0]
    while last + 1 < len(parts) and _is_titled(parts[last + 1]):  # a title of several lines
        last += 1
    title = " ".join(" ".join(part.text for part in parts[first : last + 1]).split())
    lower: list[Part] = [
        replace(part, level=part.level + 1, title=False)
        if isinstance(part, Block) and (part.level or part.title)
        else part
        for part in parts[last + 1 :]
    ]
    return title, [*parts[:first], Block(title, level=1), *lower]


def _is_titled(part: Part) -> bool:
    return isinstance(part, Block) and part.title


def _with_lookalikes(parts: list[Part]) -> list[Part]:
    """Where no paragraph has a heading's style, short ones that stand out are headings."""
    if any(isinstance(part, Block) and part.level for part in parts):
        return parts
    sizes: Counter[int] = Counter()
    for part in parts:
        if isinstance(part, Block) and not part.bold:
            sizes[part.size] += len(part.text)
    usual = sizes.most_common(1)[0][0] if sizes else 0
    found: dict[int, int] = {}
    for at, part in enumerate(parts):
        after = parts[at + 1] if at + 1 < len(parts) else None
        if isinstance(part, Block) and _stands_out(part, after, usual):
            found[at] = part.size
    order = sorted(set(found.values()), reverse=True)
    made = list(parts)
    for at, size in found.items():
        made[at] = Block(parts[at].text, level=order.index(size) + 1)
    return made


def _stands_out(part: Block, after: Part | None, usual: int) -> bool:
    if part.title or part.item or after is None or not usual:
        return False
    text = part.text
    if len(text) > _LONGEST_LOOKALIKE or "\n" in text or text[-1] in ".,;:!" or text.isdigit():
        return False
    return (part.bold and part.size >= usual) or part.size >= usual + 4


def _from_the_left(items: Sequence[Item]) -> Iterator[Item]:
    least = min(item.depth for item in items)
    return (item._replace(depth=item.depth - least) for item in items)
