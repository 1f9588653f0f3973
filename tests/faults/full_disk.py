"""A data folder on a disk of its own, which is made full and emptied again."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SIZE_MB = 96


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """A file system of its own in memory, of SIZE_MB; PermissionError for who may not mount."""
    folder.mkdir(parents=True)
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={SIZE_MB}m", "tmpfs", str(folder)],
        capture_output=True,
        text=True,
    )
    if mounted.returncode != 0:
        raise PermissionError(mounted.stderr.strip())
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@contextmanager
def full_but_for(disk: Path, kilobytes: int) -> Iterator[None]:
    """The disk has only so much room while the block runs."""
    ballast = disk / "ballast"
    found = os.statvfs(disk)
    room = found.f_bavail * found.f_frsize - kilobytes * 1024
    with open(ballast, "wb") as file:
        os.posix_fallocate(file.fileno(), 0, max(4096, room))
    try:
        yield
    finally:
        ballast.unlink()
