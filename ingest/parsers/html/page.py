"""A page of HTML as a whole: its tree, what it says of itself, and where its content is."""

from __future__ import annotations

import re
from collections.abc import Iterator

import lxml.etree
import lxml.html
from lxml.html import HtmlElement

from ingest.parsers.dates import iso
from ingest.parsers.encodings import decode

_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.I)
_DECLARATION = re.compile(
    r"\A\s*(?:<\?xml[^>]{0,200}\?>)?\s*(?:<!DOCTYPE[^>\[]{0,300}\[[^\]]*\]\s*>)?", re.IGNORECASE
)
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NEVER = frozenset(
    "script style noscript template nav head iframe object embed applet canvas svg audio video "
    "select button textarea input dialog datalist map area base link meta".split()
)
_ROLES = frozenset(
    "navigation banner contentinfo complementary search dialog alertdialog menu menubar "
    "tooltip".split()
)
_SEPARATOR = re.compile(r"\s+[-–—|·•»:]\s+|:\s+")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_UNSEEN = re.compile(
    r"(^|[\s_-])(sr-only|visually-hidden|visuallyhidden|skip-link|skiplink|screen-reader-text|"
    r"headerlink|edit-?section|printfooter|navheader|navfooter)($|\s)",
    re.I,
)
_LINKS = re.compile(
    r"(^|[\s_-])(nav|navbar|navigation|menu|sidebar|breadcrumbs?|toc|"
    r"table-of-contents|contents|pagination|pager|share|social|related|tags)($|[\s_-])",
    re.I,
)
_COOKIES = re.compile(r"cookie|consent|gdpr", re.I)
_CONTENT_IDS = "content main main-content maincontent page-content innhold inhalt".split()
_MODIFIED = (
    "article:modified_time og:updated_time dcterms.modified dc.date.modified last-modified "
    "datemodified revised dcterms.date dc.date article:published_time datepublished date "
    "dcterms.created pubdate"
).split()


def tree(data: bytes) -> HtmlElement | None:
    """The document's root; None where there is nothing in it."""
    declared = _CHARSET.search(data[:2048])
    text = decode(data, declared.group(1).decode("ascii") if declared else None)
    text = _NO_XML.sub("", _DECLARATION.sub("", text))
    parser = lxml.html.HTMLParser(
        encoding="utf-8",
        no_network=True,
        remove_comments=True,
        remove_pis=True,
        huge_tree=True,  # or what stands below the 256th element is left out without a word
    )
    try:
        return lxml.html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except lxml.etree.ParserError:
        return None


def title_of(root: HtmlElement) -> str | None:
    """The page's title, less the site's name where a top heading shows which part that is."""
    titles = [" ".join(node.text_content().split()) for node in root.iter("title")][:1]
    tops = [top for node in root.iter("h1") if (top := " ".join(node.text_content().split()))]
    title = next(filter(None, titles), None)
    if title is None:
        return tops[0] if len(tops) == 1 else None
    parts = tuple(part for part in _SEPARATOR.split(title) if len(part) > 3)
    return next((top for top in tops if top.startswith(parts)), title) if parts else title


def language_of(root: HtmlElement) -> str | None:
    """The ISO 639-1 code that the page declares."""
    declared = root.get("lang") or root.get("xml:lang") or root.get("{*}lang") or ""
    if not declared:
        metas = root.xpath("//meta[translate(@http-equiv, 'CL', 'cl') = 'content-language']")
        declared = next((meta.get("content") or "" for meta in metas), "")
    code = re.split(r"[-_,]", declared.strip())[0].lower()
    return code if len(code) == 2 and code.isalpha() and code.isascii() else None


def date_of(root: HtmlElement) -> str | None:
    """When the content was changed, else published, in ISO 8601."""
    stated: dict[str, str] = {}
    for meta in root.iter("meta"):
        names = map(meta.get, ("property", "name", "itemprop", "http-equiv"))
        for name in filter(None, names):
            stated.setdefault(name.lower(), meta.get("content") or "")
    for node in root.xpath("//*[@itemprop='dateModified' or @itemprop='datePublished']"):
        stated.setdefault(node.get("itemprop").lower(), node.get("datetime") or "")
    for name in _MODIFIED:
        date = iso(stated.get(name, ""))
        if date is not None:
            return date
    times = (iso(node.get("datetime") or "") for node in root.iter("time"))
    return next(filter(None, times), None)


def content_of(root: HtmlElement) -> HtmlElement:
    """The element that holds the content, with what is not content removed from the tree."""
    body = root.find("body")
    body = root if body is None else body
    for node in [node for node in body.iter() if _left_out(node, body)]:
        if node.getparent() is not None:
            node.drop_tree()
    whole = _length(body)
    for node in [node for node in body.iter() if _surrounds(node, body, whole)]:
        if node.getparent() is not None:
            node.drop_tree()
    whole = _length(body)
    for candidate in _candidates(body):
        if _length(candidate) >= 0.5 * whole:
            return candidate
    return body


def _candidates(body: HtmlElement) -> Iterator[HtmlElement]:
    yield from sorted(body.xpath(".//main | .//*[@role='main']"), key=_length, reverse=True)
    articles = body.xpath(".//article")
    if len(articles) == 1:
        yield articles[0]
    for name in _CONTENT_IDS:
        yield from body.xpath(".//*[@id=$name]", name=name)


def _left_out(node: HtmlElement, body: HtmlElement) -> bool:
    """Is the element never content: machinery, navigation by its name, or hidden?"""
    if not isinstance(node.tag, str) or node.tag in _NEVER:
        return True
    if node is body:
        return False
    role = (node.get("role") or "").lower()
    if role in _ROLES or node.get("hidden") is not None or node.get("aria-hidden") == "true":
        return True
    if _COOKIES.search(_name(node)) and _asks(node):
        return True
    if _HIDDEN.search(node.get("style") or "") or _UNSEEN.search(node.get("class") or ""):
        return True
    if node.tag in ("header", "footer", "aside"):
        inside = {above.tag for above in node.iterancestors()} & {"main", "article", "section"}
        if node.tag == "aside":
            return not (inside and ("note" in (node.get("class") or "") or role == "note"))
        return not inside or node.tag == "footer"
    return False


def _surrounds(node: HtmlElement, body: HtmlElement, whole: int) -> bool:
    """Is the element, by its class, a bar of links or a banner about cookies?"""
    name = _name(node)
    if not name or node is body or node.tag in ("main", "article"):
        return False
    if _COOKIES.search(name):
        return _length(node) < 0.3 * whole
    if not _LINKS.search(name):
        return False
    linked = sum(_length(link) for link in node.iter("a"))
    return linked >= 0.6 * _length(node)


def _name(node: HtmlElement) -> str:
    return f"{node.get('class') or ''} {node.get('id') or ''}".strip()


def _asks(node: HtmlElement) -> bool:
    """Does the element have something to press, and no content of the page's in it?"""
    inside = {below.tag for below in node.iterdescendants()}
    return bool(inside & {"button", "input"}) and not inside & {"main", "article", "h1", "body"}


def _length(node: HtmlElement) -> int:
    return sum(len(text.strip()) for text in node.itertext())
