"""Titles and dates that programs write into files, and which of them mean something."""

from __future__ import annotations

import re

from ingest.parsers.dates import iso

# What programs write of their own accord, and names of files that became titles.
_NO_TITLE = re.compile(
    r"(?:microsoft (?:office )?(?:word|excel|powerpoint)\b.*|(?:word|excel) ?(?:document|dokument)|"
    r"power ?point[- ]?(?:presentation|presentasjon|präsentation)|"
    r"(?:untitled|uten (?:navn|tittel)|unbenannt|ohne titel|no title|title|tittel|titel)\s*\d*|"
    r"(?:document|dokument|presentation|presentasjon|präsentation|book|bok|mappe|slide|lysbilde|"
    r"folie) ?\d*|.*\.(?:docx?|dotx?|odt|rtf|pptx?|potx?|xlsx?|xltx?|ods|odp))",
    re.IGNORECASE,
)
# The days of the templates that python-docx and python-pptx begin with.
_TEMPLATES = frozenset({"2013-12-23", "2013-01-27"})


def title_of(given: str | None) -> str | None:
    """The title in a file's properties, None for what no person wrote there."""
    title = " ".join((given or "").split())
    return None if not title or _NO_TITLE.fullmatch(title) else title


def date_of(*given: str | None) -> str | None:
    """The first of the dates that is one, in ISO 8601; those of templates are none."""
    for text in given:
        if text and text.strip()[:10] not in _TEMPLATES:
            found = iso(text)
            # Older is a program's zero: 1601, 1900, 1970, 1980.
            if found and found[:10] > "1980-01-01":
                return found
    return None
