"""Links out of the pages."""

from __future__ import annotations

from urllib.parse import urlsplit


def safe_link(link: str | None) -> str | None:
    """The link, if it opens a web page; None for javascript: and anything else."""
    return link if link and urlsplit(link).scheme in ("http", "https") else None
