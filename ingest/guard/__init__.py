"""Reading hostile files safely: each in a child process that can harm nobody.

A `Guard` hands an open file to a child with limits on time, memory and output, without
network, with a scratch folder of its own and no access to other files, and gets back its
elements, cleaned, or the picture of a page with quotes marked. Children are reused, and
replaced when they fail. What runs in a child may use `tempfile`, and run programs: they are
under the same limits, and end with it.
"""

from ingest.guard.guard import Guard
from ingest.guard.images import Box, PageImage
from ingest.guard.limits import Limits
from ingest.parsers.errors import NoText, Unreadable

__all__ = ["Box", "Guard", "Limits", "NoText", "PageImage", "Unreadable"]
