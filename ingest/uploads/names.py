"""Under which names files are taken in: such as every system can keep, and none that misleads."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath

from ingest.parsers import SUFFIXES
from ingest.uploads.errors import Kind, UploadError

# File systems take 255 bytes a part; some is left for what programs put behind a name.
LONGEST_PART_BYTES, LONGEST_BYTES, MOST_PARTS = 200, 600, 8
_SIGNS = frozenset('<>:"\\|?*')
# Controls, marks that turn the direction of writing, and what no font shows.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
# Windows takes these for devices, with whatever ending.
_DEVICES = re.compile(r"(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)")
# The folder's own reading leaves these out, as what office programs and systems leave behind.
_LITTER = (".", "~$")


def safe_name(name: str) -> str:
    """The name, a path with forward slashes, as the file is kept: in NFC, otherwise unchanged.

    A name is refused rather than changed: who uploads it must find it again. Raises
    UploadError.

    >>> safe_name("avtaler/Ferie 2026.pdf")
    'avtaler/Ferie 2026.pdf'
    """
    name = unicodedata.normalize("NFC", name)
    parts = name.split("/")
    for part in parts:
        wrong = _wrong(part)
        if wrong:
            kind, reason = wrong
            raise UploadError(kind, f"the name {reason}; rename the file")
    if len(parts) > MOST_PARTS:
        raise UploadError("name", f"the name has more than {MOST_PARTS} folders; use fewer")
    if len(name.encode()) > LONGEST_BYTES:
        raise UploadError("long", "the name with its folders is too long; shorten it")
    if PurePosixPath(name).suffix.lower() not in SUFFIXES:
        known = ", ".join(sorted(SUFFIXES))
        raise UploadError("suffix", f"its kind is not read; those that are end in {known}")
    return name


def _wrong(part: str) -> tuple[Kind, str] | None:
    """What is wrong with one part of a name; None where nothing is."""
    if not part:
        return "name", "is empty, or has an empty folder in it"
    if part in (".", ".."):
        return "name", "leads out of its folder"
    if any(unicodedata.category(sign) in _UNSEEN for sign in part):
        return "signs", "has signs in it that cannot be seen"
    wrong = sorted(_SIGNS & {*part})
    if wrong:
        return "signs", f"has {' '.join(wrong)} in it, which not every system can keep"
    if part.startswith(_LITTER):
        return "edges", "begins like a hidden or temporary file"
    if part != part.strip() or part.endswith("."):
        return "edges", "begins or ends with a space, or ends with a dot"
    if _DEVICES.match(part):
        return "device", "is one that Windows keeps for a device"
    if len(part.encode()) > LONGEST_PART_BYTES:
        return "long", f"is longer than {LONGEST_PART_BYTES} bytes"
    return None
