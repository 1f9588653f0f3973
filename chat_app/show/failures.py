"""Why a document could not be read, in the reader's language, and what to do about it."""

from __future__ import annotations

from config import Texts
from ingest.failures import kind_of


def failure(reason: str, texts: Texts) -> dict[str, str]:
    """`title`, what is wrong; `advice`, the next step; `detail`, as it was noted."""
    kind = kind_of(reason)
    return {
        "title": texts(f"knowledge.failures.{kind}"),
        "advice": texts(f"knowledge.failures.{kind}_next"),
        "detail": reason,
    }
