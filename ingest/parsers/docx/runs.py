"""What a paragraph says: the text of its runs, and the notes and text boxes anchored in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from ingest.parsers.docx.names import W, child, value
from ingest.parsers.docx.styles import Style, Styles, with_run
from ingest.parsers.ooxml import is_on, local

# Deleted or moved away, and what a person does not see of controls, fields and comments.
_GONE = frozenset({"del", "moveFrom", "instrText", "delText", "delInstrText", "rt", "Fallback",
                   "annotationRef", "sdtPr", "pPr", "rPr"})  # fmt: skip
# Of Wingdings and Symbol, what stands for a word in forms and tables.
_SYMBOLS = {
    0xFC: "✓", 0xFB: "✗", 0xFD: "☒", 0xFE: "☑", 0xA8: "☐", 0x6F: "☐", 0x78: "☒", 0xE0: "→",
    0xE8: "→", 0xB7: "•", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xA3: "≤", 0xB4: "×",
}  # fmt: skip


@dataclass
class Said:
    """A paragraph's text; `bold` and `size` (half points) hold for all of it."""

    text: str = ""
    bold: bool = False
    size: int = 0
    notes: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    drawings: list[str] = field(default_factory=list)


def said(paragraph: etree._Element, style: Style, styles: Styles) -> Said:
    """What the paragraph says to one who reads it with all changes accepted."""
    made = Said()
    parts: list[str] = []
    looks: set[tuple[bool, int]] = set()
    for text, look in _pieces(paragraph, style, styles, made):
        parts.append(text)
        if text.strip():
            looks.add((look.bold, look.size))
    lines = (" ".join(line.split()) for line in "".join(parts).split("\n"))
    made.text = "\n".join(line for line in lines if line)
    made.bold = bool(looks) and all(bold for bold, _ in looks)
    made.size = min((size for _, size in looks), default=0)
    return made


def _pieces(
    node: etree._Element, style: Style, styles: Styles, made: Said
) -> Iterator[tuple[str, Style]]:
    for part in node:
        name = local(part)
        if name == "r":
            look = with_run(style, child(part, "rPr"), styles)
            if not look.hidden:
                yield from ((text, look) for text in _run(part, made))
        elif name == "sdt":
            control = child(part, "sdtPr")
            placeholder = child(control, "showingPlcHdr")
            if placeholder is None or not is_on(placeholder.get(W + "val")):
                yield from _pieces(part, style, styles, made)
        elif name == "oMath" or name == "oMathPara":
            words = (str(t.text or "") for t in part.iter("{*}t"))
            yield "".join(words), style
        elif name not in _GONE and name != "p":
            yield from _pieces(part, style, styles, made)


def _run(run: etree._Element, made: Said) -> Iterator[str]:
    for part in run:
        name = local(part)
        if name == "t":
            yield part.text or ""
        elif name == "tab" or name == "ptab":
            yield "\t"
        elif name == "br" or name == "cr":
            yield "\n"
        elif name == "noBreakHyphen":
            yield "-"
        elif name == "sym":
            code = int(part.get(W + "char") or "0", 16) & 0xFF
            yield _SYMBOLS.get(code, "")
        elif name in ("footnoteReference", "endnoteReference"):
            made.notes.append((name.removesuffix("Reference"), part.get(W + "id") or ""))
        elif name in ("drawing", "pict", "object", "AlternateContent"):
            _anchored(part, made)


def _anchored(node: etree._Element, made: Said) -> None:
    """Text boxes and charts in a drawing, each once though it is there in two forms."""
    for part in node:
        name = local(part)
        if name == "txbxContent":
            made.boxes.append(part)
        elif name in ("chart", "relIds"):
            made.drawings += [str(v) for k, v in part.attrib.items() if k.endswith(("}id", "}dm"))]
        elif name != "Fallback":
            _anchored(part, made)


def is_deleted(paragraph: etree._Element) -> bool:
    """Is the paragraph's end deleted, so that its text goes on in the next one?"""
    mark = child(paragraph, "pPr", "rPr")
    return child(mark, "del") is not None or child(mark, "moveFrom") is not None


def style_id(paragraph: etree._Element) -> str | None:
    """The id of the paragraph's style."""
    return value(paragraph, "pPr", "pStyle")
