"""A reason in the words of a language: the texts under `reason`."""

from __future__ import annotations

from answering.models import Reason
from config import Texts


def in_words(reason: Reason, texts: Texts) -> str:
    """A sentence, with its full stop."""
    values = dict(reason.values)
    kind = reason.kind
    named = values.pop("words", None)
    if isinstance(named, (tuple, list)):
        quoted = [texts("reason.quoted", word=word) for word in named]
        kind += "_one" if len(quoted) == 1 else "_more"
        joint = texts("reason.or" if reason.kind == "not_here" else "reason.and")
        values["words"] = joint.join(quoted)
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
