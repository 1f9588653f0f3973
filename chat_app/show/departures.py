"""What is changed against kilde.toml, in words: what holds, what the file says, who and when."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from chat_app.show.figures import Clock
from config import Space, Texts, writing
from records import Departure
from records.departures import ADDED


def departure(
    one: Departure, before: Space, names: Mapping[str, str], clock: Clock, texts: Texts
) -> dict[str, str]:
    """A change, and what taking it back is called. `before` is the space as the file has it, or
    as it was added; `names` are people's, by their ids."""
    who = names.get(one.by) or one.by or texts("autonomy.somebody")
    at = clock.shown(one.at, texts)
    if one.key == ADDED:
        return {"key": "", "text": texts("admin.added", who=who, at=at), "reset": ""}
    what = texts(f"admin.key_of_{one.key}")
    return {
        "key": one.key,
        "text": texts(
            "autonomy.departure",
            what=what,
            now=_value(one.key, one.value, texts),
            file=_value(one.key, getattr(before, one.key), texts),
            who=who,
            at=at,
        ),
        "reset": texts("autonomy.reset_key", what=what),
    }


def _value(key: str, value: Any, texts: Texts) -> str:
    if isinstance(value, tuple):
        return ", ".join(value) or texts("autonomy.nobody")
    if isinstance(value, bool):
        return texts("admin.yes" if value else "admin.no")
    if isinstance(value, float):
        return writing.number(value, texts.language, 2)
    if key in ("autonomy", "escalate"):
        return texts(f"autonomy.{'level' if key == 'autonomy' else key}_{value}")
    return str(value) or texts("admin.nothing")
