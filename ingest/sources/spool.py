"""A message that is no file of its own, as a file for as long as it is read."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def spooled(chunks: Iterable[bytes]) -> Iterator[Path]:
    """The chunks as a file. It has no name in any folder, so nothing of it can be left behind,
    however this process ends. Raises OSError where there is no room."""
    with tempfile.TemporaryFile(prefix="kilde-") as file:
        for chunk in chunks:
            file.write(chunk)
        file.flush()
        yield Path(f"/dev/fd/{file.fileno()}")
