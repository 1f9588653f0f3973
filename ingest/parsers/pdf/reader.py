"""A PDF file to a `Parsed`."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pypdfium2 as pdfium

from ingest.elements import Element, Parsed
from ingest.parsers.errors import Unreadable
from ingest.parsers.pdf import glyphs
from ingest.parsers.pdf.blocks import Block, blocks_of
from ingest.parsers.pdf.contents import key
from ingest.parsers.pdf.document import date_of, language_of, opened, outline_of, title_of
from ingest.parsers.pdf.furniture import body_size, without_furniture
from ingest.parsers.pdf.glyphs import Glyphs
from ingest.parsers.pdf.headings import (
    Entry,
    levels,
    looks_like_heading,
    outlined,
    style_of,
)
from ingest.parsers.pdf.layout import Page, arrange
from ingest.parsers.pdf.nesting import Nesting
from ingest.parsers.pdf.scans import better, needs_recognition, odd_share, picture_of
from ingest.parsers.pdf.shapes import Line, Table
from ingest.parsers.recogniser import Recogniser

_MOST_BROKEN_IN_A_ROW = 50
_LABEL_TIMES = 4
_CHAPTER = re.compile(
    r"(chapter|part|appendix|kapittel|kapitel|del|teil|vedlegg|anhang|anlage)\s+\S{1,6}", re.I
)


def read(path: Path) -> Parsed:
    """The document's elements with their pages; Unreadable where it has no text to read."""
    recogniser = Recogniser()
    with opened(path) as document:
        entries = outline_of(document)
        titles = frozenset(key(entry.title) for entry in entries)
        count = len(document)
        pages = [_light(page) for page in _pages(document, titles, recogniser)]
        title, date, language = title_of(document), date_of(document), language_of(document)
    if not any(page.regions for page in pages):
        raise Unreadable(recogniser.unread or _without_text(count, len(pages)))
    _check_letters(pages)
    pages = recogniser.evened(pages)
    return replace(
        document_of(pages, count, entries, recogniser.unread, title),
        date=date,
        language=language,
    )


def document_of(
    pages: Sequence[Page],
    count: int,
    entries: Sequence[Entry] = (),
    unread: str | None = None,
    title: str | None = None,
) -> Parsed:
    """What pages in reading order say; `count` is how many the document has.

    `entries` are those of its outline, `unread` says which of its pages could not be read.
    """
    blocks = _blocks(pages, entries)
    if title is None:
        title = _title(blocks)
    _demote(blocks)
    return Parsed(title, None, tuple(_elements(blocks)), count, unread=unread)


def _pages(
    document: pdfium.PdfDocument, titles: frozenset[str], recogniser: Recogniser
) -> Iterator[Page]:
    broken = 0
    for index in range(len(document)):
        try:
            with closing(document[index]) as page:
                seen = seen_on(page, index + 1, recogniser)
        except pdfium.PdfiumError:
            broken += 1
            if broken > _MOST_BROKEN_IN_A_ROW:
                return
            continue
        broken = 0
        yield arrange(seen, index + 1, titles, len(document))


def seen_on(page: pdfium.PdfPage, number: int, recogniser: Recogniser) -> Glyphs:
    """The words that the page holds, or those on its picture where it holds none."""
    held = glyphs.read(page)
    if not needs_recognition(page, held):
        return held
    shown = recogniser.read(number, lambda: picture_of(page))
    return shown if shown is not None and better(shown, held) else held


def _light(page: Page) -> Page:
    """The page with two words a line, which is what the blocks are found by."""
    return replace(page, regions=tuple(tuple(map(_few_words, r)) for r in page.regions))


def _few_words(line: Line) -> Line:
    if line.table is not None:
        return line._replace(table=replace(line.table, words=()))
    return line._replace(words=line.words[:2])


def _without_text(count: int, read: int) -> str:
    if not read:
        return "has no page that can be read; save it again as PDF"
    pages = "its page" if count == 1 else f"its {count} pages"
    return f"has no text on {pages}, nor a picture of any; leave it out"


def _check_letters(pages: Sequence[Page]) -> None:
    """Unreadable where the fonts do not say which letters their shapes are."""
    if odd_share("".join(line.text for page in pages[:50] for line in page.lines)) > 0.3:
        raise Unreadable(
            "does not say which letters its text is made of; print it to PDF again, "
            "or run text recognition (OCR) on it"
        )


def _blocks(pages: Sequence[Page], entries: Sequence[Entry]) -> list[Block]:
    """All blocks in reading order, those that are headings with their level."""
    body = body_size(pages)
    by_page: dict[int, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_page[entry.page].append(entry)
    made: list[Block] = []
    for page in without_furniture(pages, body):
        named = outlined(page.regions, by_page[page.number])
        for region in page.regions:
            made += blocks_of(region, page.number, named, made)
    made = [block for block in made if not _is_note_mark(block, body)]
    likely = _without_labels([b for b in made if looks_like_heading(b, body)], body)
    outline = [(style_of(block), block.level) for block in made if block.named]
    ranks = levels([style_of(block) for block in likely], outline)
    for block in likely:
        block.level = ranks[style_of(block)]
    return made


def _without_labels(blocks: Sequence[Block], body: float) -> list[Block]:
    """The blocks less those that say "Note" or "Tip" all over the document."""
    times = Counter(block.text.casefold() for block in blocks)
    return [
        block
        for block in blocks
        if times[block.text.casefold()] < _LABEL_TIMES
        or block.size > 1.15 * body
        or len(block.text.split()) > 3
    ]


def _is_note_mark(block: Block, body: float) -> bool:
    """Is it the mark of a footnote that stands alone, raised, at the end of a paragraph?"""
    return bool(block.lines) and block.size < 0.8 * body and block.text.isdecimal()


def _title(blocks: Sequence[Block]) -> str | None:
    """The largest heading on the first page that has text."""
    if not blocks:
        return None
    first = [block for block in blocks if block.level and block.page == blocks[0].page]
    return max(first, key=lambda block: block.size).text if first else None


def _demote(blocks: Sequence[Block]) -> None:
    """Make text of the headings, by their look only, that head nothing: those of a cover."""
    for block, after in zip(blocks, [*blocks[1:], None], strict=True):
        heads = after is not None and (not after.level or after.level > block.level)
        if block.page == blocks[0].page and after is not None and after.page > block.page:
            heads = False
        if block.level and not (heads or block.named or _CHAPTER.fullmatch(block.text)):
            block.level = 0


def _elements(blocks: Sequence[Block]) -> Iterator[Element]:
    index = 0
    table: Table | None = None
    nesting = Nesting(blocks)
    while index < len(blocks):
        block = blocks[index]
        index += 1
        nesting.pass_by(block)
        if block.table is not None:
            before = blocks[index - 2] if index > 1 else None
            runs_on = before is not None and before.table is not None and before.page < block.page
            table = _carried(table if runs_on else None, block.table)
            if table.caption:
                yield Element("paragraph", table.caption, page=block.page)
            text = "\n".join(" | ".join(row) for row in table.rows)
            yield Element("table", text, page=block.page, header=table.header)
        elif block.level:
            text = block.text
            if _CHAPTER.fullmatch(text) and index < len(blocks) and blocks[index].level:
                block = blocks[index]
                text = f"{text} {block.text}"
                index += 1
            yield Element("heading", text, block.level, block.page)
        elif block.kind == "item":
            items = [block]
            while index < len(blocks) and blocks[index].kind == "item":
                if blocks[index].page != block.page:
                    break
                items.append(blocks[index])
                index += 1
            yield Element("list", nesting.text(items), page=block.page)
        else:
            yield Element("paragraph", block.text, page=block.page)


def _carried(before: Table | None, table: Table) -> Table:
    """The table with the header of the one before it, if it is that table's next part."""
    if before is None or not before.header or len(before.edges) != len(table.edges):
        return table
    if any(abs(a - b) > 12 for a, b in zip(before.edges, table.edges, strict=True)):
        return table
    if table.rows[0] == before.rows[0]:
        return replace(table, header=True)
    if table.header:
        return table
    return replace(table, header=True, rows=(before.rows[0], *table.rows))
