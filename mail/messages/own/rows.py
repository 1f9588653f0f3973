"""HTML as lines, with what mail programs mark in it: quotes, signatures, earlier messages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import lxml.etree
from lxml.html import HtmlElement

from mail.messages.own.lines import Line, line_of

_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol p pre section "
    "table tbody td tfoot th thead tr ul".split()
)
_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]+")
_SPACE = re.compile(r"[ \t\r\n\f\xa0]+")

_QUOTES = re.compile(
    r"(^|\s)(gmail_quote(?!_)|yahoo_quoted|protonmail_quote|tutanota_quote|moz-quote|zmail_extra|"
    r"bloop_original_html|freebirdquote|crm_quote|front-blockquote)(\s|$)"
)
_SIGNATURES = re.compile(
    r"(^|\s)(gmail_signature|moz-signature|protonmail_signature_block|ms-outlook-mobile-signature|"
    r"yahoo-signature|zmail_signature|tutanota_signature|applemailsignature|mobile-?signature|"
    r"ms-outlook-ios-signature|ymail-?signature\w*|x_signature|(x_)*signature)(\s|$)",
    re.I,
)
_CUTS = re.compile(
    r"(^|\s)((x_)*(divrplyfwdmsg|appendonsend|olk_src_body_section|stopspelling)|"
    r"mail-editor-reference-message-container|ms-outlook-mobile-reference-message|"
    r"(x_)*outlookmessageheader|skypequote|replyforwardmessage|isreplycontent|quoted-?message)(\s|$)",
    re.I,
)
_ATTRIBUTIONS = re.compile(
    r"(^|\s)(gmail_attr|moz-cite-prefix|yahoo_quoted_header|zmail_extra_hr)(\s|$)"
)
_RULED_BLOCK = re.compile(
    r"border(?:-left|-inline-start)?(?:-width)?\s*:|margin-left\s*:\s*0\.8ex", re.I
)


@dataclass
class Row:
    """A line with the places in the tree that its text comes from."""

    line: Line
    places: list[tuple[HtmlElement, str]] = field(default_factory=list)
    images: list[HtmlElement] = field(default_factory=list)
    item: bool = False


def rows_of(root: HtmlElement, *, answers: bool) -> Iterator[Row]:
    """The lines as they are read, blank ones where there is an empty line.

    In a message that `answers` another, a block with a rule beside it is a quote; elsewhere the
    author may have set it off.
    """
    walk = _Walk(answers)
    for event, node in lxml.etree.iterwalk(root, events=("start", "end")):
        if isinstance(node.tag, str):
            yield from walk.start(node) if event == "start" else walk.end(node)
    yield from walk.flush(always=False)


class _Walk:
    """What is known on the way through the tree: quotes and signatures around, an open line."""

    def __init__(self, answers: bool) -> None:
        self._answers = answers
        self._row = Row(Line(""))
        self._text: list[str] = []
        self._quotes: list[HtmlElement] = []
        self._indents: list[HtmlElement] = []
        self._signatures: list[HtmlElement] = []
        self._attributions: list[HtmlElement] = []
        self._cut = False
        self._item = False

    def start(self, node: HtmlElement) -> Iterator[Row]:
        """Entering a node: the line that it ends, if any."""
        if node.tag in _BLOCKS:
            yield from self.flush(always=False)
        name = f"{node.get('class') or ''} {node.get('id') or ''}"
        self._mark(node, name)
        if node.tag == "li":
            self._item = True
        if node.tag == "img" and (node.get("src") or "").lower().startswith("cid:"):
            self._row.images.append(node)
        if node.tag == "br":
            yield from self.flush(always=True)
        elif node.text:
            self._add(node, "text", node.text)

    def end(self, node: HtmlElement) -> Iterator[Row]:
        """Leaving a node."""
        if node.tag in _BLOCKS:
            empty = node.tag == "p" and not "".join(self._text).strip() and not len(node)
            yield from self.flush(always=empty)
        for marks in (self._quotes, self._indents, self._signatures, self._attributions):
            if marks and marks[-1] is node:
                marks.pop()
        if node.tail:
            self._add(node, "tail", node.tail)

    def flush(self, *, always: bool) -> Iterator[Row]:
        """The open line, if it has text or a picture; with `always`, also an empty one."""
        text = _UNSEEN.sub("", _SPACE.sub(" ", "".join(self._text))).strip()
        if not (text or self._row.images or always):
            return
        cut = self._cut and bool(text)
        marked = line_of(text)
        self._row.line = Line(
            marked.text,
            depth=len(self._quotes) + marked.depth,
            indented=bool(self._indents),
            cut=cut,
            attribution=bool(self._attributions),
            signature=bool(self._signatures),
        )
        self._row.item = self._item and bool(text)
        if text:
            self._cut = self._item = False
        yield self._row
        self._row, self._text = Row(Line("")), []

    def _add(self, node: HtmlElement, place: str, text: str) -> None:
        self._text.append(text)
        self._row.places.append((node, place))

    def _mark(self, node: HtmlElement, name: str) -> None:
        if _CUTS.search(name):
            self._cut = True
        if _ATTRIBUTIONS.search(name):
            self._attributions.append(node)
        if _SIGNATURES.search(name):
            self._signatures.append(node)
        if node.tag == "blockquote":
            style = node.get("style") or ""
            cites = (node.get("type") or "").lower() == "cite" or node.get("cite") is not None
            ruled = self._answers and _RULED_BLOCK.search(style)
            if cites or _QUOTES.search(name) or ruled:
                self._quotes.append(node)
            else:
                self._indents.append(node)
        elif _QUOTES.search(name) and "gmail_quote" not in name:
            self._quotes.append(node)
