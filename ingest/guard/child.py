"""The process that reads: it is handed names of files, and hands back what they say.

Run as a script by the guard, with the limits as JSON for its argument; requests come on
standard input, answers go to standard output, both in frames. It ends when its input does.
"""

from __future__ import annotations

import json
import os
import sys
import types
from dataclasses import astuple
from pathlib import Path
from typing import Any, BinaryIO

_ROOT = Path(__file__).resolve().parents[2]


def _stand_alone() -> None:
    """Make `ingest` importable without what its room offers to others.

    Its `__init__` brings the stores with it, which this process neither needs nor may reach.
    """
    sys.path.insert(0, str(_ROOT))
    for name in ("ingest", "ingest.guard"):
        package = types.ModuleType(name)
        package.__path__ = [str(_ROOT.joinpath(*name.split(".")))]
        sys.modules[name] = package


def main() -> None:
    """Confine this process, say so, then answer requests until the input ends."""
    _stand_alone()
    from ingest.guard import frames
    from ingest.guard.confine import confine, limit_cpu

    limits = json.loads(sys.argv[1])
    answers, requests = os.fdopen(os.dup(1), "wb"), os.fdopen(os.dup(0), "rb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)  # whatever a library prints must not be taken for an answer
    parent = os.getppid()
    missing = confine(limits["memory_bytes"])
    if os.getppid() != parent:
        return
    _send(answers, frames.pack({"missing": missing}))
    while True:
        try:
            request, _ = frames.unpack(lambda count: _exactly(requests, count), 1 << 24)
        except EOFError:
            return
        limit_cpu(limits["cpu_seconds"])
        message, blob, sound = _answer(request)
        frame = frames.pack(message, blob)
        if len(frame) > limits["output_bytes"]:
            frame = frames.pack({"too_long": True})
        _send(answers, frame)
        if not sound:
            return


def _exactly(stream: BinaryIO, count: int) -> bytes:
    data = stream.read(count)
    if len(data) < count:
        raise EOFError
    return data


def _send(stream: BinaryIO, frame: bytes) -> None:
    stream.write(frame)
    stream.flush()


def _answer(request: dict[str, Any]) -> tuple[dict[str, Any], bytes, bool]:
    """The answer, the bytes beside it, and whether this process is sound enough to go on."""
    from ingest.parsers.errors import Unreadable

    try:
        if request["do"] == "render":
            return (*_render(request), True)
        return _parse(request), b"", True
    except Unreadable as error:
        return {"unreadable": str(error)}, b"", True
    except MemoryError:
        return {"out_of_memory": True}, b"", False
    except RecursionError:
        reason = "is nested more deeply than can be read; save it in a simpler form"
        return {"unreadable": reason}, b"", True
    except PermissionError:
        reason = "may not be opened by the user that Kilde runs as; change its permissions"
        return {"unreadable": reason}, b"", True
    except OSError as error:
        reason = f"could not be opened ({error.strerror}); see whether it is still there"
        return {"unreadable": reason}, b"", True
    except Exception as error:
        # Anything may come out of a library that meets a broken file.
        reason = f"is damaged, or made in a way that is not understood ({type(error).__name__})"
        return {"unreadable": f"{reason}; save it again, or in another format"}, b"", True


def _parse(request: dict[str, Any]) -> dict[str, Any]:
    from ingest.cleaning import clean, tidy
    from ingest.parsers import parse

    parsed = parse(Path(request["path"]), request["name"], tuple(request["part"]))
    elements = [
        [e.kind, e.text, e.level, e.page, e.header, e.turns] for e in clean(parsed.elements)
    ]
    return {
        "title": " ".join(tidy(parsed.title or "").split()) or None,
        "date": parsed.date,
        "pages": parsed.pages,
        "language": parsed.language,
        "elements": elements,
        "envelope": astuple(parsed.envelope) if parsed.envelope else None,
        "attachments": [astuple(attachment) for attachment in parsed.attachments],
    }


def _render(request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    from ingest.guard.rendering import render

    picture = render(Path(request["path"]), request["page"], request["quotes"], request["width"])
    described = {
        "width": picture.width,
        "height": picture.height,
        "text": picture.text,
        "boxes": [list(box) for box in picture.boxes],
        "pages": picture.pages,
    }
    return described, picture.png


if __name__ == "__main__":
    main()
