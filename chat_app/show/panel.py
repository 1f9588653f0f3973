"""The open document, as the `document` component draws it beside the conversation."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from typing import Any

from answering import Citation
from answering.models import VerifiedNote
from chat_app.show.blocks import blocks
from chat_app.show.dates import shown_date
from chat_app.show.documents import Wanted, searched
from chat_app.show.links import safe_link
from chat_app.show.seeking import LONGEST, on_pages
from config import Texts
from ingest import PageImage
from records import Passage


def panel(
    citation: Citation,
    others: Sequence[Citation],
    passages: Sequence[Passage],
    picture: PageImage | None,
    page: int | None,
    opening: int,
    texts: Texts,
    sought: str = "",
    at: int = 0,
) -> dict[str, Any]:
    """Data for the component: a page's picture where there is one, else the whole text.

    `others` are the answer's further citations of the same document, marked more lightly.
    A new `opening` makes the component take the focus. `sought` is searched for in the document,
    `at` the number of the hit that is looked at, from 0; without it the quotes are the hits.
    """
    data = {
        "opening": opening,
        "title": citation.title,
        "meta": _dated(citation, texts),
        "link": safe_link(citation.link),
        "link_label": texts("answer.original_of", title=citation.title),
        "lang": passages[0].language if passages else texts.language,
        "note": None,
        "page": None,
        "picture": None,
        "blocks": [],
        "seek": None,
        "texts": {
            "label": texts("document.label"),
            "close": texts("document.close"),
            "original": texts("answer.original"),
        },
    }
    if not passages:
        return data | {"note": texts("document.gone")}
    quotes = in_order(citation, others, passages)
    if picture is not None and page is not None:
        count = len(on_pages(passages, sought)) if sought else len(quotes)
        data |= {"seek": _seek(sought, at, count, texts)}
        return data | _picture(citation, others, picture, page, texts)
    now = citation if sought else quotes[at % len(quotes)]
    wanted = [Wanted(one.quote, one.passage, 2 if one is now else 1) for one in quotes]
    drawn, count = searched(passages, wanted, sought, at)
    data |= {"seek": _seek(sought, at, count if sought else len(quotes), texts)}
    if drawn and drawn[0].get("runs") == [[citation.title, 0]]:
        drawn = drawn[1:]  # it stands above already
    if page is not None:
        data["note"] = texts("document.no_picture")
    elif not any(strength == 2 for block in drawn for strength in _strengths(block)):
        data["note"] = texts("document.changed")
    return data | {"blocks": drawn}


def in_order(
    citation: Citation, others: Sequence[Citation], passages: Sequence[Passage]
) -> list[Citation]:
    """The quotes as they stand in the document."""
    places = {passage.id: number for number, passage in enumerate(passages)}
    texts = {passage.id: passage.text for passage in passages}

    def place(one: Citation) -> tuple[int, int]:
        return places.get(one.passage, len(places)), texts.get(one.passage, "").find(one.quote)

    return sorted((citation, *others), key=place)


def _seek(sought: str, at: int, count: int, texts: Texts) -> dict[str, Any]:
    """The row in which the document is searched and its hits gone through."""
    if sought and not count:
        said = texts("document.no_hit", sought=sought)
    elif not sought and count < 2:
        said = ""
    else:
        key = "document.hit" if sought else "document.quote"
        said = texts(key, n=at % count + 1, count=count)
    return {
        "sought": sought,
        "at": at % count if count else 0,
        "count": count,
        "said": said,
        "longest": LONGEST,
        "texts": {
            key: texts(f"document.{key}")
            for key in ("seek", "seek_next", "seek_previous", "seek_clear")
        },
    }


def earlier(citation: Citation, note: VerifiedNote, opening: int, texts: Texts) -> dict[str, Any]:
    """Data for the component: what a person answered earlier, with the question it was for."""
    return {
        "opening": opening,
        "title": note.question,
        "meta": given_by(note, texts),
        "link": None,
        "link_label": "",
        "lang": note.language,
        "note": None,
        "page": None,
        "picture": None,
        "blocks": blocks(citation.quote),
        "seek": None,
        "texts": {
            "label": texts("document.label"),
            "close": texts("document.close"),
            "original": texts("answer.original"),
        },
    }


def given_by(note: VerifiedNote, texts: Texts) -> str:
    """Who answered and when; where names are not shown, only when."""
    day = shown_date(note.date, texts)
    return texts("earlier.by", who=note.by, date=day) if note.by else texts("earlier.on", date=day)


def _dated(citation: Citation, texts: Texts) -> str:
    date = shown_date(citation.date, texts)
    return texts("document.dated", date=date) if date else texts("answer.undated")


def _picture(
    citation: Citation, others: Sequence[Citation], picture: PageImage, page: int, texts: Texts
) -> dict[str, Any]:
    quotes = [c.quote for c in (citation, *others) if c.page == page]
    return {
        "page": page,
        "pages": picture.pages,
        "picture": base64.b64encode(picture.png).decode(),
        "width": picture.width,
        "height": picture.height,
        "boxes": [list(box) for box in picture.boxes],
        "alt": texts("document.picture", page=page, title=citation.title),
        "text": picture.text,
        "marked": [texts("document.marked", quote=quote) for quote in quotes],
        "texts": {
            "label": texts("document.label"),
            "close": texts("document.close"),
            "original": texts("answer.original"),
            "previous": texts("document.previous"),
            "next": texts("document.next"),
            "position": texts("document.position", page=page, pages=picture.pages),
            "page_text": texts("document.page_text"),
        },
    }


def _strengths(block: dict[str, Any]) -> list[int]:
    rows = block.get("rows", [[block.get("runs", [])]])
    return [strength for row in rows for runs in row for _, strength in runs]
