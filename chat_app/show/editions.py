"""Which documents replace which, as the `editions` component draws them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from chat_app.show.dates import shown_date
from chat_app.show.figures import Clock
from config import Texts
from records import Replacement


def editions(
    found: Sequence[Replacement], titles: Mapping[str, str], clock: Clock, texts: Texts
) -> dict[str, Any]:
    """Data for the component; `titles` are those of the spaces that the visitor owns."""
    return {
        "title": texts("editions.title"),
        "about": texts("editions.about"),
        "none": texts("editions.none"),
        "editions": [_edition(one, titles, clock, texts) for one in found],
        "spaces": [{"name": name, "title": title} for name, title in titles.items()],
        "texts": {
            key: texts(f"editions.{key}")
            for key in ("undo", "restore", "add", "space", "older", "newer", "hint", "save")
        },
    }


def _edition(
    one: Replacement, titles: Mapping[str, str], clock: Clock, texts: Texts
) -> dict[str, Any]:
    told = [titles[one.space], texts(f"editions.why_{one.why}"), clock.shown(one.at, texts)]
    if one.undone is not None:
        told.append(texts("editions.undone", at=clock.shown(one.undone, texts)))
    return {
        "id": one.id,
        "newer": _document(one.newer_title, one.newer, one.newer_date, texts),
        "older": _document(one.older_title, one.older, one.older_date, texts),
        "told": " · ".join(told),
        "in_force": one.undone is None,
        "replaces": texts("editions.replaces"),
        "label": texts(
            "editions.undo_of" if one.undone is None else "editions.restore_of",
            newer=one.newer_title,
            older=one.older_title,
        ),
    }


def _document(title: str, name: str, date: str | None, texts: Texts) -> dict[str, str]:
    dated = shown_date(date, texts)
    return {"title": title, "place": " · ".join(part for part in (name, dated) if part)}
