"""A person's earlier conversations, as the `earlier` component lists them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from answering.earlier import LONGEST_NAME, FoundConversation
from chat_app.show.figures import Clock, counted
from config import Texts

_LISTED = 100
_SHORT = 140


def earlier(
    conversations: Sequence[FoundConversation],
    words: str,
    current: str,
    said: str,
    done: int,
    clock: Clock,
    texts: Texts,
) -> dict[str, Any]:
    """Data for the component. `conversations` are all, or those in which `words` were found,
    the newest first; `current` is the id of the one that is open; `said` is what has just been
    done, and `done` how often something was."""
    shown = conversations[:_LISTED]
    today = clock.now.astimezone(clock.zone).date()

    def period(one: FoundConversation) -> str:
        return _period(one.head.asked.astimezone(clock.zone).date(), today)

    return {
        "title": texts("conversations.title"),
        "status": said or _status(len(conversations), words, texts),
        "groups": [
            {
                "label": texts(f"conversations.{key}"),
                "rows": [_row(one, current, clock, texts) for one in rows],
            }
            for key, rows in groupby(shown, period)
        ],
        "more": texts("conversations.more") if len(conversations) > len(shown) else "",
        "words": words,
        "done": done,
        "longest": LONGEST_NAME,
        "texts": {
            key: texts(f"conversations.{key}")
            for key in (
                "close", "find", "name", "save", "cancel", "remove_sure", "remove_yes",
                "remove_all", "remove_all_sure", "remove_all_yes",
            )
        },
    }  # fmt: skip


def renamed(name: str, texts: Texts) -> str:
    """What is said once a conversation was given a name: an empty one brings back the first."""
    return texts("conversations.renamed" if name.strip() else "conversations.renamed_first")


def _period(day: date, today: date) -> str:
    if day >= today:
        return "today"
    if day == today - timedelta(days=1):
        return "yesterday"
    monday = today - timedelta(days=today.weekday())
    return "this_week" if day >= monday else "older"


def _row(one: FoundConversation, current: str, clock: Clock, texts: Texts) -> dict[str, Any]:
    title = _short(one.head.title)
    said = _short(one.said)
    return {
        "id": one.head.id,
        "title": title,
        "name": one.head.title[:LONGEST_NAME],
        "said": said if said != title else "",
        "at": clock.shown(one.head.asked, texts),
        "current": one.head.id == current,
        "rename": texts("conversations.rename", title=title),
        "remove": texts("conversations.remove", title=title),
    }


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHORT else line[:_SHORT].rsplit(" ", 1)[0] + " …"


def _status(count: int, words: str, texts: Texts) -> str:
    if words and not count:
        return texts("conversations.not_found", words=words)
    return counted(count, "conversations", texts) if count else texts("conversations.none")
