"""Taking out of the local Chroma server's files what its deleted collections left there.

Chroma 1.5.9 keeps for good the folder of a dropped collection's vectors and free pages in
its database. And the files of a new collection have room for more vectors than there are,
filled with whatever the server's memory held there: vectors of the old one, often.
"""

from __future__ import annotations

import shutil
import sqlite3
import struct
from contextlib import closing
from pathlib import Path

from vectorstore import server
from vectorstore.server import ChromaError

_PATIENCE_SECONDS = 60
# hnswlib's header as Chroma writes it: its version, then the offset of the lowest level, the
# most elements there is room for, how many there are, and the bytes of each.
_HEADER = struct.Struct("<iQQQQ")
_HEADER_BYTES = 100
_LENGTH = 4


def purge(data: Path) -> None:
    """Delete it all. The server is ended for it and started again, so that its memory goes
    too; searches wait for that moment.

    The caller holds the ingest lock. Raises ChromaError where something could not be done.
    """
    folder = data / "chroma"
    if not (folder / "chroma.sqlite3").exists():
        return
    try:
        with server.paused(data):
            used = _vacuum(folder / "chroma.sqlite3")
            for segment in [one for one in folder.iterdir() if one.is_dir()]:
                if segment.name in used:
                    _blank_spare_room(segment)
                else:
                    shutil.rmtree(segment)
            server.make_durable(data)
    except (sqlite3.Error, OSError, struct.error) as error:
        raise ChromaError(
            f"{folder} still holds vectors that were erased ({error}); see to it that Kilde may "
            "write there, then run: kilde erase --finish"
        ) from error
    server.ensure(data)


def _vacuum(file: Path) -> set[str]:
    """Rewrite the database without its free pages; the ids of the segments it knows."""
    with closing(sqlite3.connect(file, _PATIENCE_SECONDS, isolation_level=None)) as connection:
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("VACUUM")
        return {row[0] for row in connection.execute("SELECT id FROM segments")}


def _blank_spare_room(segment: Path) -> None:
    """Fill the room for vectors that are not there yet with zeros."""
    if not (segment / "header.bin").exists():
        return
    header = (segment / "header.bin").read_bytes()
    _, _, room, count, size = _HEADER.unpack_from(header)
    for file, each in ((segment / "data_level0.bin", size), (segment / "length.bin", _LENGTH)):
        used, held = count * each, file.stat().st_size
        if len(header) != _HEADER_BYTES or not used <= held <= room * each:
            raise ChromaError(
                f"{file} is not laid out as Chroma 1.5.9 does it, so it cannot be said what it "
                "still holds; install the version that Kilde names, then run: "
                "kilde erase --finish"
            )
        with open(file, "r+b") as opened:
            opened.seek(used)
            opened.write(bytes(held - used))
