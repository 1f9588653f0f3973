"""The ledger: a file outside the data folder that remembers what was erased.

A backup of the data folder is from before the erasure; the ledger is not in it, so what
was erased is known again when the backup is restored. It only grows, a line of JSON an
erasure, and holds hashes, never a name.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from records.database import RecordsError
from records.forgetting.tombstones import Lifting, Tombstone

Line = Tombstone | Lifting


class Ledger:
    """The ledger at a path; it need not exist yet. `data` is the folder that it is to survive."""

    def __init__(self, file: Path, data: Path) -> None:
        self.file = file
        self._data = data

    def size(self) -> int:
        """Its length in bytes; 0 where there is none."""
        try:
            return self.file.stat().st_size
        except FileNotFoundError:
            return 0

    def lines(self) -> list[Line]:
        """All that was noted, oldest first. Raises RecordsError where it is damaged."""
        try:
            data = self.file.read_bytes()
        except FileNotFoundError:
            return []
        except OSError as error:
            raise RecordsError(
                f"the ledger of erasures {self.file} cannot be read: {error.strerror}; give "
                "Kilde the right to read it: it keeps out what was erased"
            ) from error
        # A line without its end was being written when the machine stopped; what it was to
        # note had not begun.
        *whole, _ = data.split(b"\n")
        return [self._line(number, line) for number, line in enumerate(whole, start=1) if line]

    def append(self, lines: Sequence[Line]) -> tuple[int, int]:
        """Note lines, on the disk when this returns: the length before and after.

        Raises RecordsError where that cannot be done: nothing may be erased then.
        """
        if self.file.resolve().is_relative_to(self._data.resolve()):
            raise RecordsError(
                f"the ledger of erasures {self.file} lies in the data folder, with which it would "
                "be lost or restored; nothing was erased. Name a place outside it with `ledger` "
                "in kilde.toml"
            )
        text = "".join(json.dumps(_fields(line), ensure_ascii=False) + "\n" for line in lines)
        try:
            with self._locked() as (descriptor, before):
                data = text.encode()
                while data:
                    data = data[os.write(descriptor, data) :]
                os.fsync(descriptor)
                after = os.fstat(descriptor).st_size
        except OSError as error:
            raise RecordsError(
                f"the ledger of erasures {self.file} cannot be written: {error.strerror}; nothing "
                "was erased. Make its folder writable, or name another place with `ledger` in "
                "kilde.toml (outside the data folder)"
            ) from error
        return before, after

    @contextmanager
    def _locked(self) -> Iterator[tuple[int, int]]:
        """The open file, locked, ending with a whole line, and its length."""
        existed = self.file.exists()
        descriptor = os.open(self.file, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            before = os.fstat(descriptor).st_size
            if before and os.pread(descriptor, 1, before - 1) != b"\n":
                whole = os.pread(descriptor, before, 0).rfind(b"\n") + 1
                os.ftruncate(descriptor, whole)
                before = whole
            yield descriptor, before
            if not existed:
                folder = os.open(self.file.parent, os.O_RDONLY)
                os.fsync(folder)
                os.close(folder)
        finally:
            os.close(descriptor)

    def _line(self, number: int, line: bytes) -> Line:
        try:
            fields = json.loads(line)
            if "lifts" in fields:
                return Lifting(**{**fields, "lifts": tuple(fields["lifts"])})
            return Tombstone(**{**fields, "marks": tuple(fields["marks"])})
        except (ValueError, TypeError, KeyError) as error:
            raise RecordsError(
                f"the ledger of erasures {self.file} is damaged in line {number}; restore it from "
                "a copy, or take that line out: what it kept out could then come back"
            ) from error


def _fields(line: Line) -> dict[str, object]:
    return {name: value for name, value in asdict(line).items() if value is not None}
