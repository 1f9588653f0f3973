"""How much one document may cost."""

from __future__ import annotations

from dataclasses import dataclass

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """What a child process may use for one document, and for how many it is kept.

    `seconds` are of the clock, `cpu_seconds` of computing; where a scan is read, both are for
    one page, and `recognition_seconds` for all of them. `memory_bytes` is its whole
    address space, and that of each program it runs; `output_bytes` is the text that it hands
    back, `file_bytes` the file's size, `scratch_bytes` that of a file it makes of it.
    `niceness` is how far it stands back behind other processes, as nice(1) counts.
    """

    seconds: float = 180.0
    cpu_seconds: int = 120
    recognition_seconds: float = 3700.0
    memory_bytes: int = 1536 * MEBIBYTE
    output_bytes: int = 32 * MEBIBYTE
    file_bytes: int = 150 * MEBIBYTE
    scratch_bytes: int = 400 * MEBIBYTE
    niceness: int = 10
    documents_per_child: int = 200
