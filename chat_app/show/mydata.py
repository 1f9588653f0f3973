"""What is kept of one person, as the `mydata` component draws it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from chat_app.show.figures import grouped
from chat_app.show.privacy import kept_for
from config import Settings, Texts, writing
from records.own import OwnPart, Row

# By which key of [retention] a part goes, or the text that says when.
_GOES = {
    "account": "people", "questions": "conversations", "opinions": "feedback", "cases": "cases",
    "written": "cases", "ticked": "people", "mail": "outbox", "held": "replies",
    "absence": "replies", "log": "audit",
}  # fmt: skip
_ENDS = {
    "sessions": "while_signed_in", "groups": "while_member", "published": "as_knowledge",
    "starting": "as_knowledge",
}  # fmt: skip
_MOMENTS = ("asked", "at", "joined", "created", "arrived", "noted", "begun")


def table(parts: Sequence[OwnPart], settings: Settings, texts: Texts) -> dict[str, Any]:
    """`head` and `rows`, a row a kind of which something is kept."""
    return {
        "head": [texts(f"mydata.{key}") for key in ("what", "many", "since", "kept")],
        "rows": [
            [
                texts(f"mydata.{part.kind}"),
                grouped(len(part.rows), texts),
                _since(part.rows, texts),
                _kept(part.kind, settings, texts),
            ]
            for part in parts
            if part.rows
        ],
    }


def mydata(
    parts: Sequence[OwnPart], settings: Settings, signed_in: bool, texts: Texts
) -> dict[str, Any]:
    """Data for the component, without what an administrator may do."""
    title = settings.title
    shown = table(parts, settings, texts)
    nothing = {"paragraphs": [texts("mydata.nothing")]}
    return {
        "title": texts("mydata.title"),
        "intro": texts("mydata.intro" if signed_in else "mydata.local", title=title),
        "sections": [shown if shown["rows"] else nothing],
        "download": shown["rows"]
        and {
            "title": texts("mydata.download_title"),
            "means": texts("mydata.download_means"),
            "label": texts("mydata.download"),
            "address": f"/api/v1/me/download?language={texts.language}",
        },
        "erase": shown["rows"]
        and {
            "title": texts("mydata.erase_title"),
            "means": texts("mydata.erase_means", title=title),
            "stays": texts("mydata.erase_stays"),
            "sure": texts("mydata.erase_sure"),
            "now": texts("mydata.erase_now"),
        },
        "other": None,
        "texts": {"unsure": texts("mydata.erase_unsure")},
    }


def other(
    given: str, parts: Sequence[OwnPart] | None, settings: Settings, texts: Texts
) -> dict[str, Any]:
    """What an administrator may do about somebody; `parts` None: nobody was named yet."""
    shown = table(parts or (), settings, texts)
    return shown | {
        "given": given,
        "title": texts("mydata.other_title"),
        "means": texts("mydata.other_means"),
        "who": texts("mydata.other_who"),
        "look": texts("mydata.other_look"),
        "none": texts("mydata.other_none", who=given)
        if parts is not None and not shown["rows"]
        else "",
        "sure": texts("mydata.other_sure", who=given),
        "now": texts("mydata.other_now"),
    }


def _since(rows: Sequence[Row], texts: Texts) -> str:
    moments = [row[key] for row in rows for key in _MOMENTS if row.get(key)]
    return (
        writing.day(datetime.fromisoformat(min(moments)).date(), texts.language) if moments else ""
    )


def _kept(kind: str, settings: Settings, texts: Texts) -> str:
    if kind in _GOES:
        return kept_for(settings, _GOES[kind], texts)
    return texts(f"mydata.{_ENDS.get(kind, 'for_ever')}")
