"""LibreOffice: old formats of office programs to the new ones."""

from __future__ import annotations

import ctypes
import platform
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from ingest.kernel.seccomp import deny_asking_to_write
from ingest.parsers.errors import Unreadable
from ingest.programs import Finished, ran_too_long, run

_CPU_SECONDS = 100
# What it ends with when it has made itself a new profile and wants to be started again.
_AGAIN = 81


@contextmanager
def converted(path: Path, suffix: str) -> Iterator[Path]:
    """The file as one of the format that `suffix` names ("docx"); it is removed afterwards.

    Raises Unreadable where LibreOffice is not installed, or cannot read the file.
    """
    program = _program()
    if program is None:
        raise Unreadable(
            "is of a format that is read through LibreOffice, which is not installed; "
            "install libreoffice-writer-nogui, -calc-nogui and -impress-nogui, or save it in "
            "a newer format"
        )
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        given = folder / f"given{path.suffix}"
        shutil.copyfile(path, given)
        finished = _convert(program, given, suffix, folder)
        result = folder / "out" / f"given.{suffix}"
        if not result.exists():
            raise Unreadable(_reason(finished))
        yield result


@cache
def _program() -> Path | None:
    """The program itself, as the script that starts it needs more than a child may do."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found is None:
        return None
    program = Path(found).resolve().with_name("soffice.bin")
    return program if program.exists() else None


def _convert(program: Path, given: Path, suffix: str, folder: Path) -> Finished:
    command: list[str | Path] = [
        program,
        # A profile of its own: what one document does to it must not reach the next.
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        # Where it works, as a whole path may be longer than a socket's may be.
        "-env:OSL_SOCKET_PATH=.",
        "--headless",
        "--norestore",
        "--nologo",
        "--nodefault",
        "--nolockcheck",
        "--convert-to",
        suffix,
        "--outdir",
        folder / "out",
        given,
    ]
    finished = run(command, folder, _CPU_SECONDS, before=_socket_where_told)
    if finished.returncode == _AGAIN:
        finished = run(command, folder, _CPU_SECONDS, before=_socket_where_told)
    return finished


def _socket_where_told() -> None:
    if platform.system() == "Linux":
        deny_asking_to_write(ctypes.CDLL(None))


def _reason(finished: Finished) -> str:
    if ran_too_long(finished):
        return (
            f"took LibreOffice more than {_CPU_SECONDS} seconds of computing; split it, or save "
            "it in a newer format"
        )
    return (
        "is damaged, protected by a password, or of a format that LibreOffice does not know; "
        "open it and save it in a newer format"
    )
