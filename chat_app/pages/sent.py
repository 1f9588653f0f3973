"""What a browser sent, which may be anything."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def whole(given: Any) -> int | None:
    """A whole number from 0 on, such as that of a document; None where it can be none."""
    return int(given) if isinstance(given, int | float) and 0 <= given < 2**53 else None


def fields(given: Any) -> Mapping[str, Any]:
    """What was filled in, by name; nothing where it is no form."""
    return given if isinstance(given, dict) else {}
