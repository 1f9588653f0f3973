"""One child process and the talk with it."""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import subprocess
import sys
import time
from concurrent.futures import Executor
from pathlib import Path
from typing import IO, Any

from ingest.guard import frames
from ingest.guard.limits import MEBIBYTE, Limits

_CHILD = Path(__file__).with_name("child.py")
_START_SECONDS = 30.0
NONSENSE = "made its reader answer nonsense, as an attack would; leave it out of the source"
_SLACK_BYTES = 4096


class Died(Exception):
    """The child did not answer; the message is why, as a reason why the file is not read.

    `again` says that the fault may be with what the child read before: ask a new one.
    """

    def __init__(self, reason: str, *, again: bool = False) -> None:
        super().__init__(reason)
        self.again = again


class Worker:
    """A child that answers one request at a time.

    `spawner` starts it: the kernel ends a child when the thread that started it ends, so
    that must be a thread that lasts. The child gets no environment but PATH, no open files
    but its pipes, and ends when they close.
    """

    def __init__(self, limits: Limits, spawner: Executor) -> None:
        self._limits = limits
        self._answered = 0
        self._process = spawner.submit(_start, limits).result()
        try:
            message, _ = self._receive(time.monotonic() + _START_SECONDS, MEBIBYTE)
        except Died as died:
            self.end()
            raise RuntimeError(
                "The process that reads documents does not start; run make setup, and see "
                "whether there is memory left."
            ) from died
        self.missing: list[str] = list(message.get("missing", []))

    @property
    def worn(self) -> bool:
        """Has the child answered as often as it should, or ended?"""
        return (
            self._answered >= self._limits.documents_per_child or self._process.poll() is not None
        )

    def ask(self, request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
        """The answer to a request; Died where there is none, and the child is ended then."""
        self._answered += 1
        try:
            stdin = _open(self._process.stdin)
            stdin.write(frames.pack(request))
            stdin.flush()
            deadline = time.monotonic() + self._limits.seconds
            message, blob = self._receive(deadline, self._limits.output_bytes + _SLACK_BYTES)
        except BrokenPipeError:
            died = self._ended()
            self.end()
            raise died from None
        except Died:
            self.end()
            raise
        if message.get("out_of_memory"):
            self.end()
        return message, blob

    def end(self) -> None:
        """End the child, whatever it is doing."""
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with contextlib.suppress(BrokenPipeError):
                    stream.close()

    def _receive(self, deadline: float, most: int) -> tuple[dict[str, Any], bytes]:
        def read(count: int) -> bytes:
            return self._exactly(count, deadline)

        try:
            return frames.unpack(read, most)
        except frames.TooLong:
            raise Died(_too_much_text(self._limits)) from None
        except ValueError:
            raise Died(NONSENSE) from None

    def _exactly(self, count: int, deadline: float) -> bytes:
        descriptor = _open(self._process.stdout).fileno()
        poller = select.poll()
        poller.register(descriptor, select.POLLIN | select.POLLHUP)
        data = bytearray()
        while len(data) < count:
            left = deadline - time.monotonic()
            if left <= 0 or not poller.poll(left * 1000):
                raise Died(_too_long(self._limits.seconds, "seconds"))
            chunk = os.read(descriptor, min(count - len(data), MEBIBYTE))
            if not chunk:
                raise self._ended()
            data += chunk
        return bytes(data)

    def _ended(self) -> Died:
        """Why the child ended by itself."""
        try:
            code = self._process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            code = 0
        if code == -signal.SIGXCPU:
            return Died(_too_long(self._limits.cpu_seconds, "seconds of computing"))
        memory = self._limits.memory_bytes // MEBIBYTE
        return Died(
            f"made its reader fail, or needs more than {memory} MB of memory; "
            "save it again, or split it",
            again=self._answered > 1,
        )


def refused(message: dict[str, Any], limits: Limits) -> str | None:
    """The reason in an answer that is a refusal, None in one that is not."""
    if message.get("too_long"):
        return _too_much_text(limits)
    if message.get("out_of_memory"):
        return f"needs more than {limits.memory_bytes // MEBIBYTE} MB of memory; split it"
    reason = message.get("unreadable")
    return str(reason) if reason is not None else None


def _start(limits: Limits) -> subprocess.Popen[bytes]:
    allowed = {
        "memory_bytes": limits.memory_bytes,
        "cpu_seconds": limits.cpu_seconds,
        "output_bytes": limits.output_bytes,
    }
    return subprocess.Popen(
        [sys.executable, "-I", str(_CHILD), json.dumps(allowed)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"PATH": os.environ.get("PATH", os.defpath), "LANG": "C.UTF-8"},
        cwd="/",
        close_fds=True,
        start_new_session=True,
    )


def _open(stream: IO[bytes] | None) -> IO[bytes]:
    assert stream is not None  # both pipes are asked for in _start
    return stream


def _too_long(amount: float, unit: str) -> str:
    return f"took more than {amount:g} {unit} to read; split it, or save it in a simpler form"


def _too_much_text(limits: Limits) -> str:
    return f"holds more than {limits.output_bytes // MEBIBYTE} MB of text; split it"
