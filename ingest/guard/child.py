"""The process that reads: it is handed open files, and hands back what they say.

Run as a script by the guard, with the limits as JSON and its scratch folder for arguments;
requests and answers go in frames through the socket that is its standard input, each request
with its file's descriptor. It ends when its input does.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import socket
import sys
import types
from dataclasses import astuple
from pathlib import Path, PurePath
from typing import Any

_ROOT = Path(__file__).resolve().parents[2]


def _stand_alone() -> None:
    """Make `ingest` importable without what its room offers to others, and `mail`.

    The `__init__` of `ingest` brings the stores with it, which this process neither needs nor
    may reach. Where `mail` lies is settled here too: once confined, this process can no longer
    list the folder that holds the rooms, as an import would after anything there has changed.
    """
    sys.path.insert(0, str(_ROOT))
    for name in ("ingest", "ingest.guard", "mail"):
        package = types.ModuleType(name)
        package.__path__ = [str(_ROOT.joinpath(*name.split(".")))]
        sys.modules[name] = package


def main() -> None:
    """Confine this process, say so, then answer requests until the input ends."""
    _stand_alone()
    from ingest.guard import frames
    from ingest.guard.confine import confine, is_alone, limit_cpu
    from ingest.parsers import pace

    limits, scratch = json.loads(sys.argv[1]), Path(sys.argv[2])
    parent = socket.socket(fileno=os.dup(0))
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)  # what a program that is run says must not be taken for an answer
    number = os.getppid()
    missing = confine(scratch, limits["memory_bytes"], limits["scratch_bytes"], limits["niceness"])
    if os.getppid() != number:
        return
    parent.sendall(frames.pack({"missing": missing}))

    def get_on() -> None:
        limit_cpu(limits["cpu_seconds"])
        parent.sendall(frames.pack({"gets_on": True}))

    pace.listen(get_on)
    while True:
        try:
            request, file = _request(parent)
        except EOFError:
            return
        limit_cpu(limits["cpu_seconds"])
        message, blob, sound = _answer(request, file, scratch)
        if not sound or not is_alone():
            message["last"] = True
        frame = frames.pack(message, blob)
        if len(frame) > limits["output_bytes"]:
            frame = frames.pack({"too_long": True, "last": True})
        parent.sendall(frame)


def _request(parent: socket.socket) -> tuple[dict[str, Any], int]:
    """The next request, and the open file that it is about; EOFError where none comes."""
    from ingest.guard import frames

    files: list[int] = []

    def read(count: int) -> bytes:
        data, passed, _, _ = socket.recv_fds(parent, count, 1, socket.MSG_WAITALL)
        files.extend(passed)
        if len(data) < count:
            raise EOFError
        return data

    request, _ = frames.unpack(read, 1 << 24)
    return request, files[0]


def _answer(
    request: dict[str, Any], file: int, scratch: Path
) -> tuple[dict[str, Any], bytes, bool]:
    """The answer, the bytes beside it, and whether this process is sound enough to go on."""
    from ingest.parsers.errors import NoText, Unreadable

    try:
        path = _copied(file, scratch / f"document{_suffix(request.get('name', ''))}")
        if request["do"] == "render":
            return (*_render(request, path), True)
        if request["do"] == "look":
            from ingest.parsers import parser_of

            parser_of(path, request["name"])
            return {}, b"", True
        return _parse(request, path), b"", True
    except Unreadable as error:
        return {"unreadable": str(error), "no_text": isinstance(error, NoText)}, b"", True
    except MemoryError:
        return {"out_of_memory": True}, b"", False
    except RecursionError:
        reason = "is nested more deeply than can be read; save it in a simpler form"
        return {"unreadable": reason}, b"", True
    except OSError as error:
        return {"unreadable": _failed(error)}, b"", True
    except Exception as error:
        # Anything may come out of a library that meets a broken file.
        reason = f"is damaged, or made in a way that is not understood ({type(error).__name__})"
        return {"unreadable": f"{reason}; save it again, or in another format"}, b"", True


def _copied(file: int, path: Path) -> Path:
    """The open file's content as a file of the scratch folder, for parsers that open it."""
    with open(file, "rb") as source, path.open("wb") as target:
        shutil.copyfileobj(source, target, 1 << 20)
    return path


def _suffix(name: str) -> str:
    suffix = PurePath(name).suffix.lower()
    return suffix if suffix[1:].isalnum() and len(suffix) < 16 else ""


def _failed(error: OSError) -> str:
    if error.errno in (errno.EFBIG, errno.ENOSPC, errno.EDQUOT):
        return (
            "needs more working space on disk than there is for one document "
            f"({error.strerror}); split it, or make room"
        )
    if error.errno in (errno.EACCES, errno.EPERM):
        return "asks its reader for other files or for the network; save it again without that"
    return f"could not be read ({error.strerror}); see whether it is still there"


def _parse(request: dict[str, Any], path: Path) -> dict[str, Any]:
    from ingest.cleaning import clean, tidy
    from ingest.parsers import parse

    parsed = parse(path, request["name"], tuple(request["part"]))
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
        "unread": parsed.unread,
        "attachments": [astuple(attachment) for attachment in parsed.attachments],
    }


def _render(request: dict[str, Any], path: Path) -> tuple[dict[str, Any], bytes]:
    from ingest.guard.rendering import render

    wanted = request["page"], request["quotes"], request["width"]
    if request["part"]:
        from ingest.parsers.message import attached

        path.write_bytes(attached(path, tuple(request["part"])))
    picture = render(path, *wanted)
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
