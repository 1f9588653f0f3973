"""The reasons why documents are not read, by kind: a run notes them as sentences for a log."""

from __future__ import annotations

import re

# The first that fits; what fits none is told as it was noted.
_KINDS = (
    ("password", r"protected by a password|\(DRM\)"),
    ("empty", r"^is empty"),
    ("scan", r"\bscan\b|tesseract|recogni"),
    ("no_text", r"no text in it|no document in it|without a page"),
    ("large", r"(MB|pixels) large|larger than|MB of (memory|text)|took more than|working space"),
    ("mismatch", r"^is (?!damaged).*, not (a|an) "),
    ("kind", r"of a kind that is not read"),
    ("missing", r"no longer there|link that leads out|is a pipe"),
    ("closed", r"^cannot be read|may not be opened|could not be opened|could not be read"),
    (
        "damaged",
        r"damaged|not complete|files inside|made its reader|nested more deeply|asks its reader",
    ),
)


def kind_of(reason: str) -> str:
    """Which kind of reason it is: a key of the texts `knowledge.failures`.

    >>> kind_of("is empty; copy it again from where it came, or leave it out")
    'empty'
    """
    return next((name for name, pattern in _KINDS if re.search(pattern, reason)), "other")
