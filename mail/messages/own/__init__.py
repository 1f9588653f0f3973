"""The author's own text, told from what is quoted and from signatures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mail.messages.contents import Text


@dataclass(frozen=True)
class Own:
    """The text, its HTML where that says more, whether it has a forwarded message in it, and
    the content ids of pictures that stand in it and in what was left out."""

    text: str
    html: str | None = None
    forwarded: bool = False
    shown: frozenset[str] = frozenset()
    left_out: frozenset[str] = frozenset()


def own_text(texts: Sequence[Text], subject: str, names: Sequence[str]) -> Own:
    """The author's own text of a message with this subject, by an author of these names."""
    import lxml.html

    parts = []
    for text in texts:
        plain = text.plain or str(lxml.html.fromstring(text.html or "<p>").text_content())
        parts.append(plain.strip())
    return Own("\n\n".join(parts))
