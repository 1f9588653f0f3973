"""A reason in the words of a language: the texts under `reason`."""

from __future__ import annotations

from answering.models import Reason
from config import Texts, writing


def in_words(reason: Reason, texts: Texts) -> str:
    """A sentence, with its full stop."""
    values = dict(reason.values)
    kind = reason.kind
    named = values.pop("words", None)
    if isinstance(named, (tuple, list)):
        quoted = [texts("reason.quoted", word=word) for word in named]
        kind += f"_{writing.plural(len(quoted), texts.language)}"
        denied = reason.kind == "not_here"
        values["words"] = (
            texts("reason.or").join(quoted) if denied else writing.listed(quoted, texts.language)
        )
    if reason.kind == "same":
        count = str(values["documents"])
        known = f"reason.count.{count}" in texts.entries
        values["documents"] = texts(f"reason.count.{count}") if known else count
    if reason.kind == "other_language":
        for side in ("question", "passage"):
            code = str(values[side])
            known = f"language.{code}" in texts.entries
            values[side] = texts(f"language.{code}" if known else "language.other")
    return texts(f"reason.{kind}", **values)
