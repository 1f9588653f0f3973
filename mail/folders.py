"""Folders of a mailbox that hold nothing which somebody sent and keeps."""

from __future__ import annotations

import re

_PASSING = re.compile(
    r"(.*[./])?(trash|bin|deleted( items| messages)?|junk( e-?mail)?|spam|drafts?|outbox"
    r"|papierkorb|gelöscht|gelöschte (elemente|objekte|nachrichten)|junk-e-mail|entwürfe"
    r"|postausgang|søppelpost|søppel|papirkurv|slettet|slettede elementer|utkast|kladder|utboks)",
    re.I,
)


def is_passing(name: str) -> bool:
    """Is it the trash, junk or drafts by its name, in English, German or Norwegian?"""
    return _PASSING.fullmatch(name) is not None
