"""The one way in which a file is refused."""

from __future__ import annotations


class Unreadable(Exception):
    """The file cannot be read; the message is the reason and the next step, without its name.

    It continues a sentence that begins with the file's name, after a colon:
    "is protected by a password; save it without one".
    """


class NoText(Unreadable):
    """The file is well, and there is nothing to read in it: a photograph, an empty sheet."""
