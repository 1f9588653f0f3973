"""Reading hostile files safely: each in a child process that can harm nobody.

A `Guard` hands a file's name to a child with limits on time, memory and output, without
network and without the right to write, and gets back its elements, cleaned, or the picture
of a page with quotes marked. Children are reused, and replaced when they fail.
"""

from ingest.guard.guard import Guard
from ingest.guard.images import Box, PageImage
from ingest.guard.limits import Limits
from ingest.parsers.errors import Unreadable

__all__ = ["Box", "Guard", "Limits", "PageImage", "Unreadable"]
