"""Logging that holds no word of a question."""

from __future__ import annotations

import logging
import traceback

_LOGGER = logging.getLogger("kilde")


def log_reason(error: Exception) -> None:
    """Log an error's own message: for those that are made of settings, never of a question."""
    _LOGGER.error("%s", error)


def log_error(error: Exception) -> bool:
    """Log an error's kind and where it came from, without its message; always True.

    The message may hold what somebody asked: databases and parsers quote what they got.
    """
    places = "".join(traceback.format_tb(error.__traceback__))
    _LOGGER.error("%s in the pages or the API:\n%s", type(error).__name__, places)
    return True
