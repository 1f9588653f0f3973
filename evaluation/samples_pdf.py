"""Makes the sample company's PDFs from the texts in `evaluation/pdf_sources`.

    python -m evaluation.samples_pdf

writes each PDF where its source's `target` says, the same bytes every time. A source is Markdown
after a head of `key: value` lines; `<!-- widths: 30 70 -->` before a table gives the widths of its
columns in per cent, and `---` begins a page. Needs reportlab, which Kilde itself does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from html import escape
from io import BytesIO
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from reportlab.platypus import Flowable, NextPageTemplate, PageBreak, Paragraph, Spacer

from evaluation.samples_pdf_layout import (
    THEMES,
    Blocks,
    DatedCanvas,
    Furniture,
    Hyphenator,
    SampleTemplate,
)

SOURCES = Path(__file__).parent / "pdf_sources"
ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Source:
    """One document as it is written: where it goes, how it looks, what it says."""

    target: str
    theme: str
    contents: str
    furniture: Furniture
    body: str


def read_source(path: Path) -> Source:
    """The head and the body of a source; ValueError names a key that its head lacks."""
    _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
    values = dict(line.split(": ", 1) for line in head.splitlines())
    furniture_keys = Furniture.__dataclass_fields__
    missing = {"target", "theme", "contents", *furniture_keys} - values.keys()
    if missing:
        raise ValueError(f"{path.name}: its head lacks {', '.join(sorted(missing))}; add them.")
    contents = "" if values["contents"] == "no" else values["contents"]
    furniture = Furniture(**{key: values[key] for key in furniture_keys})
    return Source(values["target"], values["theme"], contents, furniture, body)


def read_hyphens(path: Path) -> dict[str, list[int]]:
    """For each word, case folded, the offsets at which it may be broken."""
    breaks = {}
    for word in path.read_text(encoding="utf-8").split():
        parts = word.split("-")
        ends = [len("".join(parts[: n + 1])) for n in range(len(parts) - 1)]
        breaks["".join(parts).lower()] = ends
    return breaks


def hyphenator(breaks: dict[str, list[int]]) -> Hyphenator:
    """What reportlab asks for a word's possible (head, tail), the longest head first."""

    def split(word: str) -> Iterator[tuple[str, str]]:
        known = re.match(r"[^\W\d_]+", word)
        for offset in reversed(breaks.get(known.group().lower(), []) if known else []):
            yield word[:offset], word[offset:]

    return split


def inline_markup(node: SyntaxTreeNode) -> str:
    """A node's text in reportlab's paragraph markup; ValueError for what has no such markup."""
    if node.type == "text":
        return escape(node.content, quote=False)
    inner = "".join(map(inline_markup, node.children))
    match node.type:
        case "inline" | "paragraph" | "link":
            return inner
        case "strong":
            return f"<b>{inner}</b>"
        case "em":
            return f"<i>{inner}</i>"
        case "softbreak":
            return " "
    raise ValueError(f"A PDF source holds {node.type!r}, which has no layout; write it otherwise.")


def cell_texts(row: SyntaxTreeNode) -> list[str]:
    return ["".join(map(inline_markup, cell.children)) for cell in row.children]


def flowables(source: Source, blocks: Blocks) -> list[Flowable]:
    """The body's blocks in order, each as one or more flowables."""
    parser = MarkdownIt("commonmark").enable("table")
    made: list[Flowable] = []
    percents: list[int] = []
    for number, node in enumerate(SyntaxTreeNode(parser.parse(source.body)).children):
        match node.type:
            case "heading":
                text = inline_markup(node.children[0])
                made.append(blocks.heading(text, int(node.tag[1]) - 1, f"heading-{number}"))
            case "paragraph":
                made.append(blocks.paragraph(inline_markup(node)))
            case "bullet_list" | "ordered_list":
                items = ["".join(map(inline_markup, item.children)) for item in node.children]
                made += blocks.items(items, numbered=node.type == "ordered_list")
            case "blockquote":
                made += blocks.boxed("".join(map(inline_markup, node.children)))
            case "hr":
                made.append(PageBreak())
            case "html_block":
                percents = [int(digits) for digits in re.findall(r"\d+", node.content)]
            case "table":
                head = node.children[0].children[0]
                right = ["right" in str(cell.attrs.get("style", "")) for cell in head.children]
                rows = [cell_texts(row) for row in node.children[1].children]
                made += blocks.table(cell_texts(head), rows, right, percents)
            case other:
                raise ValueError(f"{source.target}: {other!r} has no layout; write it otherwise.")
    return made


def opening(source: Source, blocks: Blocks) -> list[Flowable]:
    """The title, on a cover of its own with a table of contents after it where one is asked for."""
    furniture = source.furniture
    if not source.contents:
        return [NextPageTemplate("text"), Paragraph(furniture.title, blocks.title)]
    kind, _, machine = furniture.title.partition(" ")
    return [
        Paragraph(furniture.company, blocks.headings[1]),
        Spacer(1, 70),
        Paragraph(kind, blocks.title),
        Paragraph(machine, blocks.title),
        Spacer(1, 12),
        Paragraph(furniture.subject, blocks.body),
        Paragraph(furniture.footer, blocks.body),
        NextPageTemplate("text"),
        PageBreak(),
        *blocks.contents(source.contents),
    ]


def make_pdf(source: Source, hyphens: Hyphenator) -> bytes:
    """The document's bytes; it is laid out twice, since page one names the number of pages."""
    theme = THEMES[source.theme]
    pages = 0
    for _ in range(2):
        blocks, buffer = Blocks(theme, hyphens), BytesIO()
        template = SampleTemplate(buffer, theme, source.furniture, pages)
        if not source.contents:
            template.pageTemplates.reverse()
        story = [*opening(source, blocks), *flowables(source, blocks)]
        template.multiBuild(story, canvasmaker=partial(DatedCanvas, furniture=source.furniture))
        pages = template.page
    return buffer.getvalue()


def main() -> None:
    hyphens = hyphenator(read_hyphens(SOURCES / "hyphens.txt"))
    for path in sorted(SOURCES.glob("*.md")):
        source = read_source(path)
        target = ROOT / source.target
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(make_pdf(source, hyphens))
        print(source.target)


if __name__ == "__main__":
    main()
