"""Names for attachments: safe for a path, and each once in its message."""

from __future__ import annotations

import mimetypes
import re
import unicodedata
from collections.abc import Iterable

_FORBIDDEN = re.compile('[\x00-\x1f\x7f-\x9f<>:"/\\\\|?*\u200b-\u200f\u202a-\u202e\u2066-\u2069]+')
_LONGEST = 120
_ENDINGS = {
    "message/rfc822": ".eml",
    "text/calendar": ".ics",
    "text/plain": ".txt",
    "text/html": ".html",
    "text/csv": ".csv",
    "image/jpeg": ".jpg",
    "image/tiff": ".tif",
    "application/pdf": ".pdf",
    "application/rtf": ".rtf",
    "application/vnd.ms-outlook": ".msg",
    "application/octet-stream": ".bin",
}


def unique_names(given: Iterable[tuple[str, str]]) -> list[str]:
    """A name for each (name as it was sent, media type), in their order.

    Of a path the last part is taken. What says no kind by its ending gets one by its type; a
    second of the same name gets a number before its ending.
    """
    taken: set[str] = set()
    made = []
    for stated, media_type in given:
        stem, ending = _parts(stated, media_type)
        name, count = stem + ending, 1
        while name.casefold() in taken:
            count += 1
            name = f"{stem}-{count}{ending}"
        taken.add(name.casefold())
        made.append(name)
    return made


def _parts(stated: str, media_type: str) -> tuple[str, str]:
    name = re.split(r"[/\\]", unicodedata.normalize("NFC", stated))[-1]
    name = " ".join(_FORBIDDEN.sub(" ", name).split()).strip(" .")
    stem, dot, ending = name.rpartition(".")
    known = bool(dot) and re.fullmatch(r"[A-Za-z0-9]{1,10}", ending) is not None
    if not known or not stem:
        stem, ending = name or "attachment", _ending(media_type).lstrip(".")
    if media_type == "message/rfc822" and ending.lower() != "eml":
        stem, ending = name, "eml"
    return stem[:_LONGEST].strip(" .") or "attachment", f".{ending}"


def _ending(media_type: str) -> str:
    return _ENDINGS.get(media_type) or mimetypes.guess_extension(media_type) or ".bin"
