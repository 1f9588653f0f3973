"""One child process and the talk with it."""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import Executor
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ingest.guard import frames, scratch
from ingest.guard.limits import MEBIBYTE, Limits

_CHILD = Path(__file__).with_name("child.py")
_START_SECONDS = 30.0
NONSENSE = "made its reader answer nonsense, as an attack would; leave it out of the source"
_SLACK_BYTES = 4096
_ENVIRONMENT = {
    # One document is read on one core, and leaves the other ones to everybody else.
    "OMP_THREAD_LIMIT": "1",
    "OPENBLAS_NUM_THREADS": "1",
    # Nothing is told to anybody.
    "DO_NOT_TRACK": "true",
    "SCARF_NO_ANALYTICS": "true",
    "UNSTRUCTURED_DISABLE_NOTICE": "1",
}


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
    that must be a thread that lasts. The child gets next to no environment, no open files
    but its end of a pair of sockets, and ends when that closes. `room` is the folder it may
    write in; it is emptied after each answer, and removed at the end.
    """

    def __init__(self, limits: Limits, spawner: Executor, room: Path) -> None:
        self._limits = limits
        self._room = room
        self._answered = 0
        self._socket, theirs = socket.socketpair()
        with theirs:
            self._process = spawner.submit(_start, limits, room, theirs.fileno()).result()
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
        return self._answered >= self._limits.documents_per_child or self._has_ended()

    def ask(self, request: dict[str, Any], file: int) -> tuple[dict[str, Any], bytes]:
        """The answer to a request about an open file; Died where there is none.

        The child is ended then, and where it says that it had better not go on.
        """
        self._answered += 1
        last = True
        try:
            frame = frames.pack(request)
            socket.send_fds(self._socket, [frame[: frames.HEADER_BYTES]], [file])
            self._socket.sendall(frame[frames.HEADER_BYTES :])
            message, blob = self._answer()
            last = bool(message.get("last"))
        except (BrokenPipeError, ConnectionResetError):
            raise self._ended() from None
        finally:
            if last:
                self.end()
            else:
                scratch.empty(self._room)
        return message, blob

    def _answer(self) -> tuple[dict[str, Any], bytes]:
        most = self._limits.output_bytes + _SLACK_BYTES
        latest = time.monotonic() + self._limits.seconds + self._limits.recognition_seconds
        while True:
            deadline = min(time.monotonic() + self._limits.seconds, latest)
            message, blob = self._receive(deadline, most)
            if not message.get("gets_on"):
                return message, blob

    def end(self) -> None:
        """End the child and all that it has started, whatever they are doing."""
        if self._process.returncode is not None:
            return
        with contextlib.suppress(ProcessLookupError):
            # It leads a group that none of them can leave; until it is waited for, no other
            # process can have its number.
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._socket.close()
        scratch.remove(self._room)

    def _has_ended(self) -> bool:
        if self._process.returncode is not None:
            return True
        look = os.WEXITED | os.WNOHANG | os.WNOWAIT
        return os.waitid(os.P_PID, self._process.pid, look) is not None

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
        poller = select.poll()
        poller.register(self._socket, select.POLLIN | select.POLLHUP)
        data = bytearray()
        while len(data) < count:
            left = deadline - time.monotonic()
            if left <= 0 or not poller.poll(left * 1000):
                raise Died(_too_long(self._limits.seconds, "seconds"))
            chunk = self._socket.recv(min(count - len(data), MEBIBYTE))
            if not chunk:
                raise self._ended()
            data += chunk
        return bytes(data)

    def _ended(self) -> Died:
        """Why the child ended by itself."""
        self.end()
        if self._process.returncode == -signal.SIGXCPU:
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


def _start(limits: Limits, room: Path, channel: int) -> subprocess.Popen[bytes]:
    environment = {
        "PATH": os.environ.get("PATH", os.defpath),
        "LANG": "C.UTF-8",
        "HOME": str(room),
        "TMPDIR": str(room),
        **_ENVIRONMENT,
    }
    return subprocess.Popen(
        [sys.executable, "-I", str(_CHILD), json.dumps(asdict(limits)), str(room)],
        stdin=channel,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment,
        cwd="/",
        close_fds=True,
        start_new_session=True,
    )


def _too_long(amount: float, unit: str) -> str:
    return f"took more than {amount:g} {unit} to read; split it, or save it in a simpler form"


def _too_much_text(limits: Limits) -> str:
    return f"holds more than {limits.output_bytes // MEBIBYTE} MB of text; split it"
