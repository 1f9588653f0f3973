"""`kilde serve` in a process of its own, for tests that look at its pages."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from config import ROOT
from tests.mail.post_office import free_port

# Seconds that `kilde serve` may take to load its models on two busy cores.
STARTING = 180


@dataclass
class Serving:
    """A running `kilde serve`; what it wrote is in `output` once it has ended."""

    address: str
    pid: int
    output: list[str] = field(default_factory=list)


@contextmanager
def serving(
    folder: Path,
    port: int | None = None,
    before: Sequence[str] = (),
    environment: Mapping[str, str] | None = None,
    key: str = "",
) -> Iterator[Serving]:
    """Serve the company in a folder, from when it is ready until the block ends.

    `before` are arguments before `serve`; `key` is one for the API, where it needs one.
    """
    port = port or free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "commands", *before, "serve", "--port", str(port)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), **(environment or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    running = Serving(f"http://127.0.0.1:{port}", process.pid)
    try:
        _wait_until_ready(running.address, process, key)
        yield running
    finally:
        process.terminate()
        running.output.append(process.communicate(timeout=60)[0])
        assert "Traceback" not in running.output[0], running.output[0]


def _wait_until_ready(address: str, process: subprocess.Popen[str], key: str) -> None:
    request = urllib.request.Request(f"{address}/api/v1/ready")
    if key:
        request.add_header("Authorization", f"Bearer {key}")
    deadline = time.monotonic() + STARTING
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(request, timeout=5) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("kilde serve did not become ready")
