"""The glossary, as the `glossary` component draws it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from chat_app.show.figures import counted
from config import Texts
from records import Pair, TermChanges

_TEXTS = (
    "glossary_short", "glossary_long", "glossary_add", "glossary_save", "glossary_change",
    "glossary_remove", "glossary_back", "cancel", "glossary_search", "glossary_missing",
    "glossary_none",
)  # fmt: skip


def glossary(base: Sequence[Pair], changes: TermChanges, texts: Texts) -> dict[str, Any]:
    """Every pair that holds, and those of the file that were left out, by short form."""
    file = set(base)
    pairs = sorted({*base, *changes.added}, key=lambda pair: (pair[0].casefold(), pair[1]))
    return {
        "title": texts("knowledge.tabs.glossary"),
        "about": texts("knowledge.glossary_about"),
        "counted": counted(len(changes.applied(base)), "terms", texts),
        "terms": [
            {
                "short": short,
                "long": long,
                "holds": (short, long) not in changes.removed,
                "also": texts("knowledge.glossary_also", short=short, long=long),
                "note": _note((short, long), file, changes, texts),
            }
            for short, long in pairs
        ],
        "texts": {key.removeprefix("glossary_"): texts(f"knowledge.{key}") for key in _TEXTS},
    }


def _note(pair: Pair, file: set[Pair], changes: TermChanges, texts: Texts) -> str:
    if pair in changes.removed:
        return texts("knowledge.glossary_removed")
    return "" if pair in file else texts("knowledge.glossary_added")
