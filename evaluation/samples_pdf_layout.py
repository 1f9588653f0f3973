"""How the sample company's PDFs look: styles, running headers and footers, blocks on the page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from reportlab.lib.colors import Color, HexColor, black, white
from reportlab.lib.enums import TA_JUSTIFY, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)
from reportlab.platypus.tableofcontents import TableOfContents

from evaluation.samples_pdf_drawings import draw_mark, draw_saw

PAGE_WIDTH, PAGE_HEIGHT = A4
LONGEST_WHOLE_TABLE = 14  # rows; a longer one may run over the page's end

Hyphenator = Callable[[str], Iterator[tuple[str, str]]]


@dataclass(frozen=True)
class Theme:
    """One look. Fonts are of the standard fourteen, which every reader has, so none is embedded:
    an embedded font would make the bytes depend on the fonts of the machine."""

    font: str
    bold: str
    italic: str
    accent: Color
    size: float
    margin: float
    letterhead: bool


THEMES = {
    "policy": Theme(
        "Helvetica", "Helvetica-Bold", "Helvetica-Oblique", HexColor("#1d5c4f"), 10.6, 24 * mm, True
    ),
    "price": Theme(
        "Helvetica", "Helvetica-Bold", "Helvetica-Oblique", HexColor("#24507a"), 9.4, 20 * mm, True
    ),
    "manual": Theme("Times-Roman", "Times-Bold", "Times-Italic", black, 11, 33 * mm, False),
}

PAGE_WORDS = {
    "nb": ("Side", "av"),
    "de": ("Seite", "von"),
    "en": ("Page", "of"),
}


@dataclass(frozen=True)
class Furniture:
    """What stands on every page beside the text, and in the file's metadata."""

    title: str
    subject: str
    author: str
    company: str
    date: str
    lang: str
    header: str
    footer: str


class DatedCanvas(Canvas):  # type: ignore[misc]  # reportlab has no types
    """A canvas whose bytes depend on what is drawn only: no compression, whose output varies with
    the zlib at hand, and a date that the document states instead of the clock's."""

    def __init__(self, *args: Any, furniture: Furniture, **kwargs: Any) -> None:
        kwargs |= {"invariant": 1, "pageCompression": 0, "lang": furniture.lang}
        super().__init__(*args, **kwargs)
        stamp = f"D:{furniture.date.replace('-', '')}090000+01'00'"
        self.setDateFormatter(lambda *_: stamp)


class Heading(Paragraph):  # type: ignore[misc]
    """A heading that enters the outline, and the table of contents where there is one."""

    def __init__(self, markup: str, style: ParagraphStyle, level: int, key: str) -> None:
        super().__init__(markup, style)
        self.level, self.key = level, key


class SampleTemplate(BaseDocTemplate):  # type: ignore[misc]
    """Pages with running header and footer; `pages` is the count to print, 0 while unknown."""

    def __init__(self, to: BinaryIO, theme: Theme, furniture: Furniture, pages: int) -> None:
        super().__init__(
            to,
            pagesize=A4,
            title=furniture.title,
            author=furniture.author,
            subject=furniture.subject,
            creator=furniture.company,
        )
        self.theme, self.furniture, self.pages = theme, furniture, pages
        frame = Frame(
            theme.margin,
            24 * mm,
            PAGE_WIDTH - 2 * theme.margin,
            PAGE_HEIGHT - 52 * mm,
            leftPadding=0,
            rightPadding=0,
        )
        self.addPageTemplates(
            [
                PageTemplate("cover", [frame], onPage=lambda canvas, _: draw_saw(canvas)),
                PageTemplate("text", [frame], onPage=self.draw_page),
            ]
        )

    def draw_page(self, canvas: Canvas, _: BaseDocTemplate) -> None:
        theme, page = self.theme, canvas.getPageNumber()
        left, right = theme.margin, PAGE_WIDTH - theme.margin
        top, bottom = PAGE_HEIGHT - 18 * mm, 15 * mm
        canvas.saveState()
        if theme.letterhead:
            draw_mark(canvas, left, top - 1.2 * mm, theme.accent)
            canvas.setFillColor(theme.accent)
            canvas.setFont(theme.bold, 9)
            canvas.drawString(left + 7 * mm, top, self.furniture.company)
        else:
            canvas.setFont(theme.italic, 9.5)
            canvas.drawString(left, top, self.furniture.company)
        canvas.setFillColor(black)
        canvas.setFont(theme.italic, 8.5 if theme.letterhead else 9.5)
        canvas.drawRightString(right, top, self.furniture.header)
        canvas.setStrokeColor(theme.accent)
        canvas.setLineWidth(0.6)
        canvas.line(left, top - 3 * mm, right, top - 3 * mm)
        canvas.line(left, bottom + 4 * mm, right, bottom + 4 * mm)
        canvas.setFont(theme.font, 8.5)
        canvas.drawString(left, bottom, self.furniture.footer)
        word, of = PAGE_WORDS[self.furniture.lang]
        canvas.drawRightString(right, bottom, f"{word} {page} {of} {self.pages}")
        canvas.restoreState()

    def afterFlowable(self, flowable: Flowable) -> None:
        if isinstance(flowable, Heading):
            text = flowable.getPlainText()
            self.canv.bookmarkPage(flowable.key)
            self.canv.addOutlineEntry(text, flowable.key, flowable.level, closed=False)
            self.notify("TOCEntry", (flowable.level, text, self.page, flowable.key))


class Blocks:
    """Makes the flowables of one document in its theme; widths are in points."""

    def __init__(self, theme: Theme, hyphens: Hyphenator) -> None:
        self.theme = theme
        self.width = PAGE_WIDTH - 2 * theme.margin
        size = theme.size
        self.body = ParagraphStyle(
            "body",
            fontName=theme.font,
            fontSize=size,
            leading=size * 1.36,
            spaceAfter=size * 0.6,
            alignment=TA_JUSTIFY,
            hyphenationLang=hyphens,
            bulletFontName=theme.font,
            bulletFontSize=size,
            allowWidows=0,
            allowOrphans=0,
        )
        self.lead_in = ParagraphStyle("lead-in", self.body, keepWithNext=1)
        self.cell = ParagraphStyle(
            "cell", fontName=theme.font, fontSize=size - 0.8, leading=(size - 0.8) * 1.24
        )
        self.number = ParagraphStyle("number", self.cell, alignment=TA_RIGHT)
        white_on = {"fontName": theme.bold, "textColor": white if theme.letterhead else black}
        self.cell_head = ParagraphStyle("cell head", self.cell, **white_on)
        self.number_head = ParagraphStyle("number head", self.number, **white_on)
        self.note = ParagraphStyle("note", self.body, spaceAfter=0)
        self.title = ParagraphStyle(
            "title",
            fontName=theme.bold,
            fontSize=20,
            leading=25,
            textColor=theme.accent,
            spaceAfter=8,
        )
        self.headings = [
            ParagraphStyle(
                f"heading {level}",
                fontName=theme.bold,
                fontSize=size * scale,
                leading=size * scale * 1.25,
                textColor=theme.accent,
                spaceBefore=size * 1.1,
                spaceAfter=size * 0.45,
                keepWithNext=1,
            )
            for level, scale in enumerate((1.36, 1.1))
        ]

    def heading(self, markup: str, level: int, key: str) -> Flowable:
        return Heading(markup, self.headings[level], level, key)

    def paragraph(self, markup: str) -> Flowable:
        return Paragraph(markup, self.lead_in if markup.endswith(":") else self.body)

    def items(self, markups: list[str], numbered: bool) -> list[Flowable]:
        style = ParagraphStyle(
            "item", self.body, leftIndent=16, bulletIndent=2, spaceAfter=self.theme.size * 0.25
        )
        made: list[Flowable] = [
            Paragraph(markup, style, bulletText=f"{n}." if numbered else "•")
            for n, markup in enumerate(markups, start=1)
        ]
        return [*made, Spacer(1, self.theme.size * 0.4)]

    def boxed(self, markup: str) -> list[Flowable]:
        box = Table([[Paragraph(markup, self.note)]], colWidths=[self.width])
        tint = HexColor("#eef4f2") if self.theme.letterhead else white
        box.setStyle(
            TableStyle(
                [
                    ("BACKGROUND", (0, 0), (-1, -1), tint),
                    ("BOX", (0, 0), (-1, -1), 0.8, self.theme.accent),
                    ("LEFTPADDING", (0, 0), (-1, -1), 8),
                    ("RIGHTPADDING", (0, 0), (-1, -1), 8),
                ]
            )
        )
        return [box, Spacer(1, self.theme.size * 0.8)]

    def table(
        self, head: list[str], rows: list[list[str]], right: list[bool], percents: list[int]
    ) -> list[Flowable]:
        """A grid; an empty head gives a table without one. `percents` are of the text's width."""
        has_head = any(head)
        styles = [self.number if r else self.cell for r in right]
        head_styles = [self.number_head if r else self.cell_head for r in right]
        cells = [[Paragraph(m, s) for m, s in zip(row, styles, strict=True)] for row in rows]
        if has_head:
            cells.insert(0, [Paragraph(m, s) for m, s in zip(head, head_styles, strict=True)])
        grid = Table(
            cells,
            colWidths=[self.width * p / 100 for p in percents],
            repeatRows=int(has_head),
            splitByRow=int(len(rows) > LONGEST_WHOLE_TABLE),
        )
        line = HexColor("#9aaba6") if self.theme.letterhead else black
        look: list[Any] = [
            ("GRID", (0, 0), (-1, -1), 0.4, line),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("TOPPADDING", (0, 0), (-1, -1), 2.6),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 3.2),
        ]
        if has_head and self.theme.letterhead:
            look.append(("BACKGROUND", (0, 0), (-1, 0), self.theme.accent))
            look.append(("ROWBACKGROUNDS", (0, 1), (-1, -1), [white, HexColor("#f1f5f4")]))
        elif has_head:
            look.append(("BACKGROUND", (0, 0), (-1, 0), HexColor("#dddddd")))
        grid.setStyle(TableStyle(look))
        return [grid, Spacer(1, self.theme.size * 0.9)]

    def contents(self, word: str) -> list[Flowable]:
        plain = {"fontName": self.theme.font, "fontSize": self.theme.size}
        listing = TableOfContents(dotsMinLevel=0)
        listing.tableStyle = TableStyle(
            [
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
                ("RIGHTPADDING", (0, 0), (-1, -1), 0),
                ("TOPPADDING", (0, 0), (-1, -1), 0.5),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 0.5),
            ]
        )
        listing.levelStyles = [
            ParagraphStyle("contents 0", spaceBefore=4, leading=13, **plain),
            ParagraphStyle("contents 1", leftIndent=14, leading=13, **plain),
        ]
        return [Paragraph(word, self.headings[0]), Spacer(1, 6), listing, PageBreak()]
