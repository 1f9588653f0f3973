"""Plain text: what its lines are is told by their lengths, their signs and the blank ones."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.elements import Element, Parsed
from ingest.parsers.encodings import decode

_LONGEST_HEADING = 100
_WIDEST_WRAP = 110
_UNDERLINES = {"=": 1, "-": 2, "~": 2, "*": 1}
_ITEM = re.compile(r"[ \t]*(?:([-*•+‣◦▪■●])|([–—])|(\(?(?:\d{1,3}|[a-z])[.)]))[ \t]+(?=\S)")
_NUMBERED = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,4})\.?[ \t]+(?=[^\W\d_])")
_CELLS = re.compile(r"\t+| {2,}")
_ENDS = ".:;,…"

Lines = Sequence[str]


def read(path: Path) -> Parsed:
    """The file's elements; its first line is the title if it looks like one."""
    text = decode(path.read_bytes())
    lines = [line.rstrip() for line in re.split(r"\r\n|[\r\n\f\v\x85]", text)]
    blocks = list(_blocks(lines))
    title = _title(blocks)
    wrap = max((len(line) for line in lines), default=0)
    elements = list(_elements(blocks, wrap if wrap <= _WIDEST_WRAP else 0, title is not None))
    if title is None and elements and elements[0].kind == "heading":
        tops = sum(e.kind == "heading" and e.level == elements[0].level for e in elements)
        title = elements[0].text if tops == 1 else None
    return Parsed(title, None, tuple(elements))


@dataclass(frozen=True)
class _Block:
    """Lines between blank ones; `level` is set for a heading."""

    lines: tuple[str, ...]
    level: int = 0


def _blocks(lines: Lines) -> Iterator[_Block]:
    current: list[str] = []
    for line in [*lines, ""]:
        level = _underlines(line, current)
        if level:
            if current[:-1] and not (len(current) == 2 and _is_rule(current[0])):
                yield _Block(tuple(current[:-1]))
            yield _Block((current[-1].strip(),), level)
            current = []
        elif line.strip():
            current.append(line)
        elif current:
            yield _Block(tuple(current))
            current = []


def _is_rule(line: str) -> bool:
    body = line.strip()
    return len(body) >= 3 and body[0] in _UNDERLINES and set(body) == {body[0]}


def _underlines(line: str, above: Lines) -> int:
    """The level of the heading that the line underlines, 0 if it underlines none."""
    if not above or not _is_rule(line) or _is_rule(above[-1]):
        return 0
    title, rule = above[-1].strip(), line.strip()
    alone = len(above) == 1 or (len(above) == 2 and _is_rule(above[0]))
    fits = 0.6 * len(title) <= len(rule) <= 1.6 * len(title) + 3
    if alone and fits and len(title) <= _LONGEST_HEADING and not _cells(title)[1:]:
        return _UNDERLINES[rule[0]]
    return 0


def _title(blocks: Sequence[_Block]) -> str | None:
    """The first line if it is short, ends no sentence, and text follows."""
    if not blocks:
        return None
    first = blocks[0].lines[0].strip()
    if blocks[0].level:
        return first if len(blocks) > 1 else None
    more = len(blocks) > 1 or len(blocks[0].lines) > 1
    item = _ITEM.match(first)
    plain = (item is None or item.group(2)) and len(_cells(first)) == 1 and any(map(str.isalpha, first))
    if not more or not plain or len(first) > _LONGEST_HEADING or first[-1] in _ENDS:
        return None
    if len(blocks[0].lines) > 1:
        # Where the line below could have begun on it, the first line was ended on purpose.
        longest = max(len(line) for line in blocks[0].lines)
        below = blocks[0].lines[1].split()[0]
        if len(first) + 1 + len(below) > longest or below[0].islower():
            return None
    return first


def _elements(blocks: Sequence[_Block], wrap: int, titled: bool) -> Iterator[Element]:
    listed: list[str] = []
    for index, block in enumerate(blocks):
        lines = block.lines
        if index == 0 and titled and not block.level:
            yield Element("heading", lines[0].strip(), 1)
            lines = lines[1:]
        level = block.level or _heads(blocks, index)
        made: list[Element] = []
        if level and lines:
            made = [Element("heading", lines[0].strip(), level)]
        elif lines:
            made = list(_body(lines, wrap, after=listed[-1] if listed else ""))
        for element in made:
            # A list whose items stand between blank lines is one all the same.
            if element.kind == "list":
                listed.append(element.text)
                continue
            if listed:
                yield Element("list", "\n".join(listed))
                listed = []
            yield element
    if listed:
        yield Element("list", "\n".join(listed))


def _heads(blocks: Sequence[_Block], index: int) -> int:
    """The level of a heading that stands alone between blank lines, in capitals or numbered."""
    block = blocks[index]
    if len(block.lines) != 1 or block.level or index + 1 >= len(blocks):
        return 0
    text, after = block.lines[0].strip(), blocks[index + 1]
    if len(text) > _LONGEST_HEADING or text[-1] in _ENDS or _cells(text)[1:]:
        return 0
    number = _NUMBERED.match(text)
    if number and text[number.end()].isupper():
        depth = 1 + number.group(1).count(".")
        beside = [blocks[i].lines[0] for i in (index - 1, index + 1) if i >= 0]
        alike = any(_NUMBERED.match(line) and len(line) <= _LONGEST_HEADING for line in beside)
        return min(depth, 6) if depth > 1 or not alike else 0
    letters = [c for c in text if c.isalpha()]
    capitals = len(letters) >= 4 and all(c.isupper() or c == "ß" for c in letters)
    return 1 if capitals and len(letters) > 0.6 * len(text) and not after.level else 0


def _body(lines: Lines, wrap: int, after: str) -> Iterator[Element]:
    """A table, lines as they stand, or lists and paragraphs; `after` is the list before."""
    table = _table(lines)
    if table is not None:
        yield table
        return
    marks = _markers(lines, after)
    indented = len(lines) > 1 and all(line.startswith(("    ", "\t")) for line in lines)
    spaced = len(lines) > 1 and not wrap and any(_cells(line)[1:] for line in lines)
    if not any(marks) and (indented or spaced):
        yield Element("paragraph", _undented(lines))
        return
    width = max(len(line) for line in lines) if len(lines) > 2 else wrap
    items: list[str] = []
    indents: list[int] = []
    loose: list[str] = []
    for index, (line, mark) in enumerate(zip(lines, marks, strict=True)):
        if mark:
            yield from (Element("paragraph", text) for text in _paragraphs(loose, wrap))
            loose = []
            items.append(_item(line, mark, indents))
        elif items and (_indent(line) > indents[-1] or _wraps(lines[index - 1], line, width)):
            items[-1] = _join(items[-1], line.strip())
        else:
            if items:
                yield Element("list", "\n".join(items))
                items, indents = [], []
            loose.append(line)
    if items:
        yield Element("list", "\n".join(items))
    yield from (Element("paragraph", text) for text in _paragraphs(loose, wrap))


def _markers(lines: Lines, after: str) -> list[str]:
    """For each line the marker of the list item that it begins, or "".

    A number begins an item if it is the first or the next one: a line may begin with a date.
    A long dash does in a list of phrases: before a sentence it says that somebody speaks.
    """
    matches = [_ITEM.match(line) for line in lines]
    dashed = [line for line, m in zip(lines, matches, strict=True) if m and m.group(2)]
    phrases = len(dashed) >= 3 and all(
        len(line) <= _LONGEST_HEADING and line[-1] not in ".!?»”" for line in dashed
    )
    last = _ITEM.match(after.rpartition("\n")[2])
    number = last.group(3) if last else None
    made = []
    for match in matches:
        mark = ""
        if match and match.group(1):
            mark = "-"
        elif match and match.group(2):
            mark = "-" if phrases else ""
        elif match and (_next(number, match.group(3)) or (made and made[-1] not in ("", "-"))):
            mark = number = match.group(3)
        made.append(mark)
    return made


def _next(before: str | None, now: str) -> bool:
    value = now.strip("().")
    if value in {"1", "a"}:
        return True
    known = before.strip("().") if before else ""
    if known.isdigit() and value.isdigit():
        return int(value) == int(known) + 1
    return len(known) == 1 and known.isalpha() and value == chr(ord(known) + 1)


def _item(line: str, mark: str, indents: list[int]) -> str:
    """The line as an item, indented by two spaces for each item that it is nested in."""
    indent = _indent(line)
    while indents and indents[-1] > indent:
        indents.pop()
    if not indents or indent > indents[-1]:
        indents.append(indent)
    text = line.strip().partition(" ")[2] if " " in line.strip() else line.strip()
    return "  " * (len(indents) - 1) + f"{mark} {text.strip()}"


def _indent(line: str) -> int:
    expanded = line.expandtabs(4)
    return len(expanded) - len(expanded.lstrip())


def _wraps(above: str, below: str, width: int) -> bool:
    """Would the first word of the line below not have fitted on the line above?"""
    return width <= _WIDEST_WRAP and len(above) + 1 + len(below.split()[0]) > width


def _undented(lines: Lines) -> str:
    expanded = [line.expandtabs(4) for line in lines]
    indent = min(len(line) - len(line.lstrip()) for line in expanded)
    return "\n".join(line[indent:] for line in expanded)


def _paragraphs(lines: Lines, wrap: int) -> list[str]:
    """Wrapped lines joined; lines that were ended on purpose each a paragraph of their own."""
    if not lines:
        return []
    width = max(wrap if len(lines) == 2 else 0, max(len(line) for line in lines))
    wraps = [
        _wraps(line, after, width) for line, after in zip(lines, lines[1:], strict=False)
    ]
    if sum(wraps) < 0.75 * len(wraps):
        return [line.strip() for line in lines]
    made = [lines[0].strip()]
    for line, wrapped in zip(lines[1:], wraps, strict=True):
        if wrapped or made[-1][-1] not in ".!?:":
            made[-1] = _join(made[-1], line.strip())
        else:
            made.append(line.strip())
    return made


def _join(above: str, below: str) -> str:
    if above[-1:] in "-\u00ad" and above[-2:-1].isalpha() and below[:1].isalpha():
        return f"{above[:-1]}\ufffe{below}"
    return f"{above} {below}"


def _cells(line: str) -> list[str]:
    return [cell for cell in _CELLS.split(line.strip()) if cell]


def _table(lines: Lines) -> Element | None:
    """The lines as a table if they agree on two cells or more, by tabs, bars or wide gaps."""
    if len(lines) < 2:
        return None
    if all(line.count("|") >= 1 for line in lines if not _is_frame(line)):
        rows = [line.strip().strip("|").split("|") for line in lines if not _is_frame(line)]
        header = len(lines) > 1 and any(_is_frame(line) for line in lines[1:3])
    elif all("\t" in line.strip() for line in lines):
        rows, header = [line.split("\t") for line in lines], False
    else:
        rows = [_cells(line) for line in lines if not _is_frame(line)]
        header = len(lines) > 2 and _is_frame(lines[1])
        if len(rows) < 3 or sum(len(row) >= 2 for row in rows) < len(rows):
            return None
    widths = {len(row) for row in rows}
    if not rows or len(widths) > 2 or max(widths) < 2 or max(widths) - min(widths) > 1:
        return None
    text = "\n".join(" | ".join(cell.strip() for cell in row) for row in rows)
    return Element("table", text, header=header)


def _is_frame(line: str) -> bool:
    body = line.strip()
    return len(body) >= 3 and set(body) <= set("-=+|: _") and any(c in "-=_" for c in body)
