"""Lists of contents: they repeat every heading, and would be found before the sections."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from ingest.parsers.pdf.lines import merged, rows_of
from ingest.parsers.pdf.shapes import Line

_DOTS = frozenset(".·…_‥․")
_TITLES = frozenset(
    "innhold innholdsfortegnelse innhald inhalt inhaltsverzeichnis inhaltsübersicht contents "
    "tableofcontents indhold indholdsfortegnelse innehåll innehållsförteckning sommaire "
    "tabledesmatières índice inhoud inhoudsopgave".split()
)
_NO_LETTERS = re.compile(r"[\W_]+")
_ROMAN = frozenset("ivxlcIVXLC")
_FEWEST_IN_ORDER = 5
_LONG_DOCUMENT = 30
_FRONT_PAGES = 20


def without_contents(lines: Sequence[Line], titles: frozenset[str], count: int = 0) -> list[Line]:
    """The page's lines less a list of contents.

    `titles` are the outline's, by `key`; `count` is how many pages the document has.
    """
    rows = rows_of(lines)
    whole = [merged(row) for row in rows]
    leaders = [_leader(line.text) for line in whole]
    numbered = [_page_number(line) is not None for line in whole]
    titled = [numbered[i] and key(_without_number(line)) in titles for i, line in enumerate(whole)]
    listed = [leader or title for leader, title in zip(leaders, titled, strict=True)]
    begun = next((i for i, line in enumerate(whole) if key(line.text) in _TITLES), None)
    if begun is None and sum(titled) < 3 and not _rise_to(count, whole, listed):
        return list(lines)  # dots lead to prices, too
    # Entries without dots, such as chapters, end at the same edge as those with them.
    entries = {i for i, is_listed in enumerate(listed) if is_listed}
    if begun is not None and not entries:
        entries = _rising(whole, begun)
    if len(entries) < 3:
        return list(lines)
    edge = median(whole[i].x1 for i in entries)
    first, last = min(entries), max(entries)
    for i in range(0 if begun is None else begun + 1, len(whole)):
        if numbered[i] and abs(whole[i].x1 - edge) < 4:
            entries.add(i)
    first, last = min(entries), max(entries)
    # Entries of several lines have their number on the last one, or on the next page.
    for before, after in pairwise(sorted(entries)):
        if after - before <= 3:
            entries.update(range(before, after))
    rest = range(last + 1, len(whole))
    if 0 < len(rest) <= 3 and whole[rest[0]].text[0].isdigit():
        entries.update(rest)
    if begun is not None and begun == first - 1:
        entries.add(begun)
    return [line for i, row in enumerate(rows) if i not in entries for line in row]


def key(text: str) -> str:
    """The letters and digits of a title without its number, to compare two writings of it."""
    return _NO_LETTERS.sub("", text.casefold()).lstrip("0123456789")


def _leader(text: str) -> bool:
    """Does the line end in a row of dots, with or without a page number?"""
    body = text.rstrip("0123456789ivxlcIVXLC ")
    dots = len(body) - len(body.rstrip(" .·…_‥․"))
    return sum(c in _DOTS for c in body[len(body) - dots :]) >= 4 if dots else False


def _page_number(line: Line) -> str | None:
    last = line.text.rpartition(" ")[2]
    if len(last) > 5 or last == line.text:
        return None
    return last if last.isdigit() or set(last) <= _ROMAN else None


def _without_number(line: Line) -> str:
    body = line.text.rpartition(" ")[0]
    return body.rstrip(" .·…_‥․")


def _rise_to(count: int, whole: Sequence[Line], listed: Sequence[bool]) -> bool:
    """Are the numbers at the ends of the listed lines pages of the document, in order?"""
    numbers = [
        _page_number(line) for line, is_listed in zip(whole, listed, strict=True) if is_listed
    ]
    pages = [int(number) for number in numbers if number and number.isdigit()]
    in_order = all(before <= after for before, after in pairwise(pages))
    fewest = _FEWEST_IN_ORDER if count < _LONG_DOCUMENT else 3
    return len(pages) >= fewest and in_order and pages[-1] <= count + _FRONT_PAGES


def _rising(whole: Sequence[Line], begun: int) -> set[int]:
    """The lines under a contents heading that end in page numbers, none before the last."""
    entries: set[int] = set()
    page = 0
    for index in range(begun + 1, len(whole)):
        number = _page_number(whole[index])
        if number is None or not number.isdigit():
            if entries and index - max(entries) > 2:
                break
            continue
        if int(number) < page:
            break
        page = int(number)
        entries.add(index)
    return entries
