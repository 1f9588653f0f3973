"""HTML less those of its lines that are not the author's."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

import lxml.etree
import lxml.html
from lxml.html import HtmlElement

from mail.messages.own.quotations import Context, Leniency, own_lines
from mail.messages.own.rows import rows_of

_NEVER = frozenset(
    "script style head title noscript template iframe object embed applet canvas svg audio video "
    "select button textarea input map area base link meta".split()
)
_RENAMED = dict.fromkeys("header footer nav aside main article section form".split(), "div")
_STRUCTURE = frozenset("li h1 h2 h3 h4 h5 h6 dl".split())
_KEPT_ATTRIBUTES = frozenset("colspan rowspan start type lang".split())
_PREFORMATTED = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.I)
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|max-height\s*:\s*0(?:px)?\s*(;|$)",
    re.I,
)
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_DECLARATION = re.compile(r"\A\s*(?:<\?xml[^>]{0,200}\?>)?", re.IGNORECASE)
_SUPPORT = re.compile(r"<!\[(?:if|endif)[^\]>]{0,80}\]>", re.I)
_LIST_STYLE = re.compile(r"mso-list\s*:\s*(?!ignore)(?:l\d+\s+level(\d+))?", re.I)
_IGNORED = re.compile(r"mso-list\s*:\s*ignore", re.I)
_LONGEST_LINK = 200


@dataclass(frozen=True)
class OwnMarkup:
    """HTML less what is not the author's, and its text. `structured` says that it has lists,
    tables, headings or links that say more than their text; `shown` and `left_out` are the
    content ids of its pictures."""

    text: str
    html: str
    structured: bool
    forwarded: bool
    shown: frozenset[str]
    left_out: frozenset[str]


def own_markup(markup: str, context: Context, leniency: Leniency = "own") -> OwnMarkup | None:
    """The author's part of HTML; None where there is nothing in it."""
    root = _tree(markup)
    if root is None:
        return None
    _prepare(root)
    rows = list(rows_of(root, answers=context.answers))
    kept = own_lines([row.line for row in rows], context, leniency)
    shown: set[str] = set()
    left_out: set[str] = set()
    texts = []
    for row, keep in zip(rows, kept.lines, strict=True):
        ids = {(image.get("src") or "")[4:].strip("<>") for image in row.images}
        (shown if keep else left_out).update(ids)
        if keep:
            texts.append(f"- {row.line.text}" if row.item else row.line.text)
        else:
            for node, place in row.places:
                setattr(node, place, "")
    linked = _links(root)
    structured = linked or _is_structured(root)
    _strip(root)
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(texts)).strip("\n")
    html = lxml.html.tostring(root, encoding="unicode")
    return OwnMarkup(
        text, html, structured, kept.forwarded, frozenset(shown), frozenset(left_out - shown)
    )


def _tree(markup: str) -> HtmlElement | None:
    text = _SUPPORT.sub("", _NO_XML.sub("", _DECLARATION.sub("", markup)))
    parser = lxml.html.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
    )
    try:
        root = lxml.html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (lxml.etree.ParserError, lxml.etree.XMLSyntaxError):
        return None
    return root


def _prepare(root: HtmlElement) -> None:
    """Take out what is never read, and make lists of what Outlook writes as paragraphs."""
    for node in list(root.iter()):
        if not isinstance(node.tag, str):
            continue
        style = node.get("style") or ""
        hidden = _HIDDEN.search(style) or node.get("hidden") is not None
        if node is not root and (node.tag in _NEVER or hidden or _IGNORED.search(style)):
            if node.getparent() is not None:
                node.drop_tree()
        elif node.tag in _RENAMED:
            node.tag = _RENAMED[node.tag]
    for node in list(root.iter()):
        if node.tag == "pre" or _PREFORMATTED.search(node.get("style") or ""):
            _break_lines(node)
    for node in list(root.iter("p")):
        match = _LIST_STYLE.search(node.get("style") or "")
        if match:
            _listed(node)


def _break_lines(node: HtmlElement) -> None:
    """Make the ends of lines in preformatted text elements, as they are elsewhere."""
    for inner in list(node.iter()):
        if inner.text and "\n" in inner.text:
            first, *rest = inner.text.split("\n")
            inner.text = first
            for line in reversed(rest):
                inner.insert(0, _line_break(line))
        if inner is not node and inner.tail and "\n" in inner.tail:
            first, *rest = inner.tail.split("\n")
            inner.tail = first
            for line in reversed(rest):
                inner.addnext(_line_break(line))
                # What was the tail moved behind the new element.
                made = inner.getnext()
                if made is not None and inner.tail is None:
                    inner.tail, made.tail = first, line


def _line_break(text: str) -> HtmlElement:
    made = lxml.html.Element("br")
    made.tail = text
    return made


def _listed(node: HtmlElement) -> None:
    """The paragraph as an item, in the list that stands before it or in one of its own."""
    before = node.getprevious()
    node.tag = "li"
    node.attrib.pop("style", None)
    tail, node.tail = node.tail or "", None
    if before is not None and before.tag == "ul" and not (before.tail or "").strip():
        before.append(node)
        before.tail = tail
        return
    around = lxml.html.Element("ul")
    parent = node.getparent()
    if parent is None:
        return
    parent.replace(node, around)
    around.append(node)
    around.tail = tail


def _links(root: HtmlElement) -> bool:
    """Write where links lead behind their text; is there one that the text does not say?"""
    found = False
    for link in root.iter("a"):
        target = _target(link.get("href") or "")
        text = " ".join(str(link.text_content()).split())
        if not target or not text or len(target) > _LONGEST_LINK:
            continue
        bare = re.sub(r"^https?://(www\.)?|/$", "", target)
        if bare.casefold() in text.casefold() or text.casefold().startswith(("http", "www.")):
            continue
        last = link[-1] if len(link) else None
        if last is None:
            link.text = f"{link.text} ({target})"
        else:
            last.tail = f"{last.tail or ''} ({target})"
        found = True
    return found


def _target(href: str) -> str:
    """The address of a link on the web, without what a mail server wrapped around it."""
    if not href.lower().startswith(("http://", "https://")):
        return ""
    try:
        parts = urlsplit(href)
        if parts.netloc.lower().endswith("safelinks.protection.outlook.com"):
            return _NO_XML.sub("", (parse_qs(parts.query).get("url") or [""])[0])
    except ValueError:
        return ""
    return href


def _is_structured(root: HtmlElement) -> bool:
    """Has the text lists, headings or a table of more than one column and row?"""
    if any(str(node.text_content()).strip() for node in root.iter(*_STRUCTURE)):
        return True
    for table in root.iter("table"):
        if table.find(".//table") is not None:
            continue
        rows = [
            sum(1 for cell in row if cell.tag in ("td", "th") and _says(cell))
            for row in table.iter("tr")
        ]
        if sum(count >= 2 for count in rows) >= 2:
            return True
    return False


def _says(cell: HtmlElement) -> bool:
    return bool(str(cell.text_content()).strip())


def _strip(root: HtmlElement) -> None:
    """Leave no attribute by which the text could be hidden, named or fetched."""
    for node in list(root.iter()):
        if not isinstance(node.tag, str):
            continue
        if node.tag == "img":
            node.drop_tree()
            continue
        kept = {name: node.get(name) for name in _KEPT_ATTRIBUTES if node.get(name) is not None}
        # One by one they cannot be removed: HTML's names may be none of XML's.
        node.attrib.clear()
        node.attrib.update(kept)
