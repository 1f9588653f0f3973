"""A text that somebody typed, without the signature under it."""

from __future__ import annotations

from mail.messages.contents import Text
from mail.messages.own import Context, own_text


def unsigned(text: str, name: str = "") -> str:
    """The text without a signature; its author may be called `name`."""
    return own_text([Text(text)], Context((name,) if name else ())).text
