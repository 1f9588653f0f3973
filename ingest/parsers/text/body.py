"""A block of lines to tables, lists and paragraphs."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from ingest.elements import Element
from ingest.parsers.text.signs import ITEM, cells, indent

_WIDEST_WRAP = 110
_LONGEST_PHRASE = 100
_SLACK = 3
_HANGING = 4
_SENTENCE_ENDS = frozenset(".!?…")
_CLOSING = "»”\"')"
_OPENING = " \t(«„“\"'["

Lines = Sequence[str]


def wrap_width(lines: Lines) -> int:
    """The column at which the file's lines were wrapped, 0 if they were not.

    They were if none but a few are longer than a screen is wide, and more than once a full
    line goes on with a small letter.
    """
    lengths = sorted(len(line) for line in lines if line)
    width = lengths[int(0.97 * (len(lengths) - 1))] if lengths else 0
    if width > _WIDEST_WRAP:
        return 0
    pairs = [(a, b) for a, b in itertools.pairwise(lines) if a and b]
    broken = sum(_wraps(a, b, width - _SLACK) and b.lstrip()[0].islower() for a, b in pairs)
    return width if broken >= 2 and broken >= 0.05 * len(lengths) else 0


def elements_of(lines: Lines, wrap: int, after: str) -> Iterator[Element]:
    """A block's elements; `after` is the list that it may go on with."""
    table = _table(lines)
    if table is not None:
        yield table
        return
    marks = _markers(lines, after)
    indented = len(lines) > 1 and all(line.startswith(("    ", "\t")) for line in lines)
    spaced = len(lines) > 1 and not wrap and any(cells(line)[1:] for line in lines)
    if not any(marks) and (indented or spaced):
        yield Element("paragraph", _undented(lines))
        return
    width = wrap or (max(map(len, lines)) if len(lines) > 2 else 0)
    items: list[str] = []
    indents: list[int] = []
    loose: list[str] = []
    for index, (line, mark) in enumerate(zip(lines, marks, strict=True)):
        if mark:
            yield from (Element("paragraph", text) for text in _paragraphs(loose, wrap))
            loose = []
            items.append(_item(line, mark, indents))
        elif items and (indent(line) > indents[-1] or _wraps(lines[index - 1], line, width)):
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
    matches = [ITEM.match(line) for line in lines]
    dashed = [line for line, m in zip(lines, matches, strict=True) if m and m.group(2)]
    phrases = len(dashed) >= 3 and all(
        len(line) <= _LONGEST_PHRASE and line[-1] not in ".!?»”" for line in dashed
    )
    last = ITEM.match(after.rpartition("\n")[2])
    number = last.group(3) if last else None
    made: list[str] = []
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
    depth = indent(line)
    while indents and indents[-1] > depth:
        indents.pop()
    if not indents or depth > indents[-1]:
        indents.append(depth)
    match = ITEM.match(line)
    text = line[match.end() :] if match else line
    return "  " * (len(indents) - 1) + f"{mark} {text.strip()}"


def _wraps(above: str, below: str, width: int) -> bool:
    """Would the first word of the line below not have fitted on the line above?"""
    return width <= _WIDEST_WRAP and len(above) + 1 + len(below.split()[0]) > width


def _undented(lines: Lines) -> str:
    expanded = [line.expandtabs(4) for line in lines]
    depth = min(len(line) - len(line.lstrip()) for line in expanded)
    return "\n".join(line[depth:] for line in expanded)


def _paragraphs(lines: Lines, wrap: int) -> list[str]:
    """Wrapped lines joined; lines that were ended on purpose each a paragraph of their own."""
    if not lines:
        return []
    go_on = _wrapped(lines, wrap) if wrap else _set_full(lines)
    base = indent(lines[0])
    made = [lines[0].strip()]
    for line, joined in zip(lines[1:], go_on, strict=True):
        if joined or indent(line) >= base + _HANGING:
            made[-1] = _join(made[-1], line.strip())
        else:
            made.append(line.strip())
    return made


def _wrapped(lines: Lines, wrap: int) -> list[bool]:
    """For each line but the first, in a file of wrapped lines: does it go on with the one above?"""
    return [
        _wraps(above, line, wrap - _SLACK) or (len(above) > wrap / 2 and _open(above, line))
        for above, line in itertools.pairwise(lines)
    ]


def _open(above: str, below: str) -> bool:
    """Does a sentence go on from one line to the other?"""
    first = below.lstrip(_OPENING)[:1]
    return above[-1] == "," or (first.islower() and not _ends(above))


def _set_full(lines: Lines) -> list[bool]:
    """The same in any other file: only a block whose lines are nearly all full is wrapped."""
    width = max(map(len, lines))
    wraps = [_wraps(above, line, width) for above, line in itertools.pairwise(lines)]
    if sum(wraps) < 0.75 * len(wraps) or all(map(_ends, lines)):
        return [False] * len(wraps)
    return [
        wrapped or above[-1] not in ".!?:" for wrapped, above in zip(wraps, lines, strict=False)
    ]


def _ends(line: str) -> bool:
    return line.rstrip(_CLOSING)[-1:] in _SENTENCE_ENDS


def _join(above: str, below: str) -> str:
    if above[-1:] in "-\u00ad" and above[-2:-1].isalpha() and below[:1].isalpha():
        return f"{above[:-1]}\ufffe{below}"
    return f"{above} {below}"


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
        rows = [cells(line) for line in lines if not _is_frame(line)]
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
