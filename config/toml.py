"""Settings written as lines of kilde.toml."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from config.settings import Source, Space


def space_lines(space: Space) -> str:
    """A whole [[space]] with its sources; keys that are as they are by default are left out."""
    parts = ["[[space]]", *_changed(space, ("source",))]
    for source in space.source:
        parts += ["[[space.source]]", *_changed(source, ())]
    return "\n".join(parts)


def key_lines(values: Mapping[str, Any]) -> str:
    """Keys with their values, a line each."""
    return "\n".join(f"{key} = {_value(value)}" for key, value in values.items())


def _changed(section: Space | Source, besides: tuple[str, ...]) -> list[str]:
    return [
        key_lines({key: getattr(section, key)})
        for key in type(section).model_fields
        if key not in besides and getattr(section, key) != type(section).model_fields[key].default
    ]


def _value(value: Any) -> str:
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_value, value))}]"
    # What JSON writes of texts, numbers and truth is TOML, too.
    return json.dumps(value, ensure_ascii=False)
