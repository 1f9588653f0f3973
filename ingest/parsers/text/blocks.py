"""What blank lines divide, and which lines head what follows them.

A wrong heading cuts a text in two, so a line must show that it is one: by a line under it,
by capitals or a number between blank lines, or by its place in a numbered series.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.parsers.dates import stated
from ingest.parsers.text.signs import ITEM, NUMBERED, cells, is_rule

_LONGEST = 100
_LONGEST_IN_SERIES = 70
_SHORTEST_SERIES = 3
_UNDERLINES = {"=": 1, "-": 2, "~": 2, "*": 1}
_ENDS = ".:;,…"

Lines = Sequence[str]


@dataclass(frozen=True)
class Block:
    """Lines between blank ones; `level` is set for a heading."""

    lines: tuple[str, ...]
    level: int = 0


def blocks_of(lines: Lines) -> list[Block]:
    """The blocks of a file, headings by themselves."""
    return list(_blocks(lines))


def _blocks(lines: Lines) -> Iterator[Block]:
    series = _series(lines)
    current: list[str] = []
    for index, line in enumerate([*lines, ""]):
        level = _underlines(line, current, lines[index + 1 : index + 2])
        if level:
            if current[:-1] and not (len(current) == 2 and is_rule(current[0])):
                yield Block(tuple(current[:-1]))
            yield Block((current[-1].strip(),), level)
            current = []
        elif line.strip() and index not in series:
            current.append(line)
        else:
            if current:
                yield Block(tuple(current))
                current = []
            if index in series:
                yield Block((line,), 1)


def _underlines(line: str, above: Lines, after: Lines) -> int:
    """The level of the heading that the line underlines, 0 if it underlines none."""
    if not above or not is_rule(line) or is_rule(above[-1]):
        return 0
    title, rule = above[-1].strip(), line.strip()
    alone = len(above) == 1 or (len(above) == 2 and is_rule(above[0]))
    fits = 0.6 * len(title) <= len(rule) <= 1.6 * len(title) + 3
    heads_table = len(cells(title)) > 1 and any(len(cells(text)) > 1 for text in after)
    if alone and fits and len(title) <= _LONGEST and not heads_table:
        return _UNDERLINES[rule[0]]
    return 0


def _series(lines: Lines) -> set[int]:
    """The lines "1) Figures", "2) Orders", … that have text of their own below each."""
    found: list[int] = []
    for index, line in enumerate(lines):
        number = NUMBERED.match(line)
        if number is None or number.group(1) != str(len(found) + 1):
            continue
        if _heads_text(line, lines[index - 1 : index] if index else [], lines[index + 1 :][:2]):
            found.append(index)
    return set(found) if len(found) >= _SHORTEST_SERIES else set()


def _heads_text(line: str, before: Lines, after: Lines) -> bool:
    text = next((below for below in after if below.strip()), "")
    apart = not "".join(before).strip()
    titled = len(line) <= _LONGEST_IN_SERIES and line[-1] not in _ENDS
    item = ITEM.match(text)
    begins = not item and (text[:1].isupper() or text[:1].isdigit())
    lists = bool(item and item.group(1)) and _capitals(line)
    return apart and titled and (begins or lists) and not is_rule(text)


def title_of(blocks: Sequence[Block]) -> str | None:
    """The file's first line if it is short, ends no sentence, and text follows."""
    if not blocks:
        return None
    first = blocks[0].lines[0].strip()
    if blocks[0].level:
        return first if len(blocks) > 1 and not NUMBERED.match(first) else None
    more = len(blocks) > 1 or len(blocks[0].lines) > 1
    item = ITEM.match(first)
    plain = (item is None or item.group(2)) and len(cells(first)) == 1
    if not any(map(str.isalpha, first)) or not more or not plain:
        return None
    if len(first) > _LONGEST or first[-1] in _ENDS or stated([first]):
        return None
    if len(blocks[0].lines) > 1:
        # Where the line below could have begun on it, the first line was ended on purpose.
        longest = max(len(line) for line in blocks[0].lines)
        below = blocks[0].lines[1].split()[0]
        if len(first) + 1 + len(below) > longest or below[0].islower():
            return None
    return first


def heads(blocks: Sequence[Block], index: int) -> int:
    """The level of a heading that stands alone between blank lines, in capitals or numbered."""
    block = blocks[index]
    if len(block.lines) != 1 or block.level or index + 1 >= len(blocks):
        return 0
    text, after = block.lines[0].strip(), blocks[index + 1]
    if len(text) > _LONGEST or text[-1] in _ENDS or cells(text)[1:]:
        return 0
    number = NUMBERED.match(text)
    if number and text[number.end()].isupper():
        depth = 1 + number.group(1).count(".")
        beside = [blocks[i].lines[0] for i in (index - 1, index + 1) if i >= 0]
        alike = any(NUMBERED.match(line) and len(line) <= _LONGEST for line in beside)
        return min(depth, 6) if depth > 1 or not alike else 0
    letters = sum(map(str.isalpha, text))
    return 1 if _capitals(text) and letters > 0.6 * len(text) and not after.level else 0


def _capitals(text: str) -> bool:
    letters = [character for character in text if character.isalpha()]
    return len(letters) >= 4 and all(c.isupper() or c == "ß" for c in letters)
