"""Tesseract: the picture of a page to its words and their places, as hOCR."""

from __future__ import annotations

import re
import shutil
import tempfile
from functools import cache
from pathlib import Path

from PIL import Image

from ingest.programs import ran_too_long, run

MISSING = "tesseract is not installed; run make setup"
"""Why nothing is recognised on a machine without it, and what to do."""

_LANGUAGES = ("nor", "deu", "eng")
_CPU_SECONDS = 60


class NotRecognised(Exception):
    """The text of a picture cannot be found; the message follows "is a scan and"."""


def hocr(picture: Image.Image, dpi: int, *, turned: bool) -> bytes:
    """What tesseract reads on a grey picture, an HTML page with places in pixels.

    With `turned` it also finds out whether the picture stands on its side or its head.
    Raises NotRecognised where it is not installed, fails, or takes too long.
    """
    program = shutil.which("tesseract")
    if program is None:
        raise NotRecognised(MISSING)
    languages = _installed(program)
    if not languages:
        raise NotRecognised("tesseract has none of its languages nor, deu and eng; run make setup")
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        picture.save(folder / "page.pgm")
        # With orientation it needs a file of its own beside the languages'.
        layout = "1" if turned and "osd" in languages else "3"
        wanted = "+".join(name for name in _LANGUAGES if name in languages)
        options = ["-l", wanted, "--psm", layout, "--oem", "1", "--dpi", str(dpi)]
        finished = run(
            [program, "page.pgm", "page", *options, "hocr"], folder, cpu_seconds=_CPU_SECONDS
        )
        try:
            return (folder / "page.hocr").read_bytes()
        except FileNotFoundError:
            if ran_too_long(finished):
                reason = f"took more than {_CPU_SECONDS} seconds to recognise; split the page"
            else:
                reason = "tesseract fails on it; scan it again, or leave it out"
            raise NotRecognised(reason) from None


@cache
def _installed(program: str) -> frozenset[str]:
    """The languages that it can read, and "osd" where it can tell how a page is turned."""
    folder = Path(tempfile.gettempdir())
    listed = run([program, "--list-langs"], folder, cpu_seconds=_CPU_SECONDS).stdout
    found = frozenset(re.findall(r"^(\w+)$", listed.decode("utf-8", "replace"), re.MULTILINE))
    return found & {*_LANGUAGES, "osd"} if found & set(_LANGUAGES) else frozenset()
