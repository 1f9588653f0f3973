"""How much one document may cost."""

from __future__ import annotations

from dataclasses import dataclass

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """What a child process may use for one document, and for how many it is kept.

    `seconds` are of the clock, `cpu_seconds` of computing. `memory_bytes` is its whole
    address space, `output_bytes` the text that it hands back, `file_bytes` the file's size.
    """

    seconds: float = 180.0
    cpu_seconds: int = 120
    memory_bytes: int = 1536 * MEBIBYTE
    output_bytes: int = 32 * MEBIBYTE
    file_bytes: int = 150 * MEBIBYTE
    documents_per_child: int = 200
