"""Elements to passages: what is embedded, found and shown.

A passage never crosses a heading. Within a section it ends at the end of a sentence, a list
item or a table row, a paragraph's end preferred, and begins with what makes it readable
alone: the last sentences of the passage before, the table's header line, or the sentence
that introduces the list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.elements import Element, Parsed
from vectorstore.sentences import spans

# Characters. A section is cut into pieces of about SIZE; one that is a little longer, and a
# piece that would else break a paragraph, may have up to LONGEST.
SIZE = 1000
LONGEST = 1200
OVERLAP = 200
# A table's header, and the name of a section in it, are repeated up to this length.
LONGEST_HEADER = 400
# Scripts of which the embedding model, which sees 512 tokens, needs half as many characters.
_DENSE = frozenset({"zh", "ja", "ko", "th", "lo", "km", "my"})

_CELL = " | "

Turns = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Piece:
    """A passage's text with its heading path.

    `overlap` is how many characters at the beginning of `text` repeat what stands before:
    the end of the piece before, a table's header, a list's introduction. `turns` are
    (offset in `text`, page), the first at offset 0; empty where the format has no pages.
    """

    text: str
    headings: tuple[str, ...]
    overlap: int = 0
    turns: Turns = ()


@dataclass(frozen=True)
class _Unit:
    """What is never cut: a sentence, an item or a row, and what stands before it.

    `gap` parts it from the unit before. `lead` is the unit that must be read before it: a
    row's header, an item's introduction. `ends` is true where a paragraph, list or table
    ends with it, `glued` where the next unit should follow in the same piece.
    """

    text: str
    gap: str
    turns: Turns = ()
    lead: _Unit | None = None
    ends: bool = False
    glued: bool = False


def passages(parsed: Parsed, language: str) -> tuple[Piece, ...]:
    """The document's passages in reading order.

    `language` (ISO 639-1) decides how long they are: about 1,000 characters, half of it in
    scripts where a character is about a word.
    """
    share = 0.5 if language in _DENSE else 1.0
    size, longest = int(SIZE * share), int(LONGEST * share)
    return tuple(
        piece
        for headings, elements in _sections(parsed)
        for piece in _pieces(_units(elements, longest), headings, size, longest)
    )


def _sections(parsed: Parsed) -> Iterator[tuple[tuple[str, ...], list[Element]]]:
    """Heading paths and what stands under each; a heading with nothing under it, itself."""
    path: list[Element] = []
    body: list[Element] = []
    for element in (*parsed.elements, None):
        if element is not None and element.kind != "heading":
            if element.text.strip():
                body.append(element)
            continue
        level = element.level if element else 0
        if body:
            yield _headings(parsed.title, path), body
        elif path and level <= path[-1].level:
            yield _headings(parsed.title, path), [replace(path[-1], kind="paragraph")]
        body = []
        if element is not None and element.text.strip():
            path = [*(above for above in path if above.level < level), element]


def _headings(title: str | None, path: Sequence[Element]) -> tuple[str, ...]:
    headings = tuple(" ".join(element.text.split()) for element in path)
    own = " ".join((title or "").split())
    if own and (not headings or headings[0].casefold() != own.casefold()):
        return own, *headings
    return headings


def _units(elements: Sequence[Element], longest: int) -> list[_Unit]:
    units: list[_Unit] = []
    for element in elements:
        before = units[-1] if units else None
        if element.kind == "table":
            made = _rows(element, longest)
        elif element.kind == "list":
            made = _lines(element)
        else:
            made = _sentences(element)
        if before is not None and before.text.endswith(":"):
            units[-1] = replace(before, glued=True)
            if element.kind == "list":
                made = [made[0], *(replace(unit, lead=before) for unit in made[1:])]
        made = [part for unit in made for part in _cut(unit, longest)]
        made[-1] = replace(made[-1], ends=True)
        units += made
    return units


def _rows(element: Element, longest: int) -> list[_Unit]:
    """The rows, each led by the header and by the name of its section, a row of one cell.

    Where the header is too long to be repeated, each row has it between its cells.
    """
    rows = _lines(element)
    if not element.header or len(rows) == 1:
        return rows
    names = _cells(rows[0])
    if len(names) > 1 and len(rows[0].text) > min(LONGEST_HEADER, longest // 2):
        return [part for row in rows[1:] for part in _labelled(row, names, longest)]
    header = lead = replace(rows[0], glued=True)
    made = [header]
    for row in rows[1:]:
        if len(names) > 1 and _CELL not in row.text:
            made.append(replace(row, lead=header, glued=True))
            lead = replace(header, text=f"{header.text}\n{row.text}")
            if len(lead.text) > LONGEST_HEADER:
                lead = header
        else:
            made.append(replace(row, lead=lead))
    return made


def _labelled(row: _Unit, names: Sequence[str], longest: int) -> Iterator[_Unit]:
    """The row with each cell's name before it; a long one in parts that begin with its label."""
    cells = _cells(row)
    if len(cells) != len(names):
        yield row
        return
    named = [
        f"{name}: {cell}" if name else cell for name, cell in zip(names, cells, strict=True) if cell
    ]
    label = named[0][:OVERLAP] if named else ""
    text = ""
    for part in named:
        if text and len(text) + len(_CELL) + len(part) > longest:
            yield replace(row, text=text)
            text = label
        text = f"{text}{_CELL}{part}" if text else part
    if text:
        yield replace(row, text=text)


def _cells(row: _Unit) -> list[str]:
    return [cell.strip() for cell in re.split(r" ?\|(?: |$)", row.text)]


def _lines(element: Element) -> list[_Unit]:
    return [
        _unit(element, line.start(), line.end(), "\n")
        for line in re.finditer(r"[^\n]*\S", element.text)
    ]


def _sentences(element: Element) -> list[_Unit]:
    units: list[_Unit] = []
    last = 0
    for start, end in spans(element.text):
        gap = "\n" if "\n" in element.text[last:start] else " "
        units.append(_unit(element, start, end, gap if units else "\n"))
        last = end
    return units


def _unit(element: Element, start: int, end: int, gap: str) -> _Unit:
    if element.page is None:
        return _Unit(element.text[start:end], gap)
    first = element.page
    later = []
    for offset, page in element.turns:
        if offset <= start:
            first = page
        elif offset < end:
            later.append((offset - start, page))
    return _Unit(element.text[start:end], gap, ((0, first), *later))


def _cut(unit: _Unit, longest: int) -> Iterator[_Unit]:
    """A unit that is longer than a passage in parts, between words where it has any."""
    text, at = unit.text, 0
    while len(text) - at > longest:
        space = max(text.rfind(white, at + 1, at + longest + 1) for white in " \n\t")
        end = space if space > at else at + longest
        yield _part(unit, at, end)
        at = end + 1 if space > at else end
    yield _part(unit, at, len(text)) if at else unit


def _part(unit: _Unit, start: int, end: int) -> _Unit:
    first = next((page for offset, page in reversed(unit.turns) if offset <= start), None)
    later = ((offset - start, page) for offset, page in unit.turns if start < offset < end)
    turns = () if first is None else ((0, first), *later)
    gap = " " if start else unit.gap
    return replace(unit, text=unit.text[start:end], gap=gap, turns=turns, glued=False)


def _pieces(
    units: Sequence[_Unit], headings: tuple[str, ...], size: int, longest: int
) -> Iterator[Piece]:
    begin = 0
    for end in _ends(units, size, longest):
        before = _before(units, begin)
        while before and _length([*before, *units[begin:end]]) > longest:
            before = before[1:]
        overlap = _length(before) + len(units[begin].gap) if before else 0
        text, turns = _joined([*before, *units[begin:end]])
        yield Piece(text, headings, overlap, turns)
        begin = end


def _ends(units: Sequence[_Unit], size: int, longest: int) -> list[int]:
    """Where the pieces end: of all ways to cut, the one with the evenest pieces and the
    fewest paragraphs, lists and tables cut through, by dynamic programming."""
    total = _length(units)
    if total <= longest:
        return [len(units)]
    goal = total / -(-total // (size - OVERLAP))
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(units) + 1):
        options = []
        length = 0
        for begin in range(end - 1, -1, -1):
            length += len(units[begin].text) + len(units[begin].gap)
            if length > longest and begin < end - 1:
                break
            options.append((best[begin][0] + ((length - goal) / goal) ** 2, begin))
        cost, begin = min(options)
        best.append((cost + _cost_of_cut(units[end - 1]), begin))
    ends = [len(units)]
    while best[ends[-1]][1]:
        ends.append(best[ends[-1]][1])
    return ends[::-1]


def _cost_of_cut(last: _Unit) -> float:
    """What it costs to end a piece here, beside an uneven length of 10 % (0.01)."""
    if last.glued:
        return 10.0
    return 0.0 if last.ends else 0.05


def _before(units: Sequence[_Unit], begin: int) -> list[_Unit]:
    """The units that a piece beginning at `begin` repeats."""
    if begin == 0:
        return []
    lead = units[begin].lead
    if lead is not None:
        # Its page is that of what it introduces here.
        most = LONGEST_HEADER if _CELL in lead.text else OVERLAP
        return [replace(lead, turns=units[begin].turns[:1])] if len(lead.text) <= most else []
    start = begin
    while (
        start and units[start - 1].lead is None and (_length(units[start - 1 : begin]) <= OVERLAP)
    ):
        start -= 1
    return list(units[start:begin])


def _length(units: Sequence[_Unit]) -> int:
    return sum(len(unit.text) + len(unit.gap) for unit in units) - len(units[0].gap)


def _joined(units: Sequence[_Unit]) -> tuple[str, Turns]:
    text = ""
    turns: list[tuple[int, int]] = []
    for unit in units:
        text += unit.gap if text else ""
        for offset, page in unit.turns:
            if not turns or turns[-1][1] != page:
                turns.append((len(text) + offset, page))
        text += unit.text
    return text, tuple(turns)
