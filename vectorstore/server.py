"""The Chroma server on loopback: started by whoever needs it first, shared by all.

A note in the data folder says where it listens; a lock beside it lets one process at a time
start or stop it. A server that died is started again by the next one who asks.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

_START_SECONDS = 60
# Chroma's command is this one call; its console script first imports all of chromadb,
# which takes seconds where the server itself is up in a tenth of one.
_PROGRAM = "import sys, chromadb_rust_bindings as rust; rust.cli(['chroma', *sys.argv[1:]])"


class ChromaError(Exception):
    """The Chroma server cannot be used; the message says where, why and what to do."""


@dataclass(frozen=True)
class Server:
    """A running server, as the note in the data folder names it.

    `file` is the inode of the database that it has open; 0 until it answers.
    """

    pid: int
    port: int
    file: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


def ensure(data: Path) -> Server:
    """The server of this data folder, started if it does not answer."""
    server = running(data)
    if server:
        return server
    with _lock(data):
        return running(data) or _start(data)


def running(data: Path) -> Server | None:
    """The server that the note names, if it is ours, answers, and its files are still there.

    One whose files were deleted or replaced goes on answering from those that are gone.
    """
    server, file = _answering(data), _inode(data)
    return server if server and file and server.file in (0, file) else None


def stop(data: Path) -> bool:
    """End the server; whether there was one."""
    with _lock(data):
        return _stop(data)


@contextmanager
def paused(data: Path) -> Iterator[None]:
    """While this lasts there is no server, and whoever wants one waits."""
    with _lock(data):
        if not _stop(data) and _note(data).exists():
            distrust(data)
            _end_silent_one(data)
            _note(data).unlink()
        yield


def wait_for_pause(data: Path) -> None:
    """Return when nobody is starting, ending or pausing the server."""
    with _lock(data):
        return


def suspect(data: Path) -> int | None:
    """When (as a mark) a server ended otherwise than by `stop`; None where none did."""
    try:
        return _suspect(data).stat().st_mtime_ns
    except OSError:
        return None


def distrust(data: Path) -> None:
    """What the server holds, or the server itself, is not to be relied on until `trust`."""
    # On a full disk even this may fail; then it is found out at the next write.
    with contextlib.suppress(OSError):
        _suspect(data).touch()


def replace(data: Path) -> None:
    """End a server that is not to be relied on, so that the next who asks starts another."""
    with _lock(data):
        distrust(data)
        _end_silent_one(data)


def trust(data: Path, mark: int) -> None:
    """Forget the mark, unless another server has ended badly since."""
    with _lock(data):
        if suspect(data) == mark:
            _suspect(data).unlink()


def has_folder(data: Path) -> bool:
    """Whether there is anything that a server could be started on."""
    return (_folder(data) / "chroma.sqlite3").exists()


def make_durable(data: Path) -> None:
    """Bring the server's files to the disk: it writes its graph without waiting for that."""
    for path in (_folder(data), *_folder(data).rglob("*")):
        with contextlib.suppress(FileNotFoundError):
            descriptor = os.open(path, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)


def begin_again(data: Path) -> None:
    """Delete all that a server holds, when it can no longer be started on it."""
    stop(data)
    with _lock(data):
        shutil.rmtree(_folder(data), ignore_errors=True)
        for note in (_note(data), _suspect(data)):
            note.unlink(missing_ok=True)


def _answering(data: Path) -> Server | None:
    try:
        server = Server(**json.loads(_note(data).read_text()))
    except (OSError, ValueError, TypeError):
        return None
    return server if _is_ours(server.pid, data) and _answers(server.url) else None


def _stop(data: Path) -> bool:
    """End the server that answers; whether there was one."""
    server = _answering(data)
    if server is None:
        return False
    before = suspect(data)
    distrust(data)
    if _end(server.pid, data) and before is None:
        _suspect(data).unlink(missing_ok=True)
    _note(data).unlink(missing_ok=True)
    return True


def _start(data: Path) -> Server:
    if _note(data).exists():
        # Its server was not ended by `stop`: killed, or the machine went down.
        distrust(data)
    _end_silent_one(data)
    try:
        return _started(data)
    except OSError as error:
        raise ChromaError(
            f"the Chroma server on {_folder(data)} cannot be started: {error.strerror}; "
            "see that the disk is not full and the data folder can be written"
        ) from error


def _started(data: Path) -> Server:
    port = _free_port()
    log = data / "chroma.log"
    with open(log, "w") as output:
        process = subprocess.Popen(
            [sys.executable, "-c", _PROGRAM, "run", "--path", str(_folder(data)),
             "--host", "127.0.0.1", "--port", str(port)],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd=data,
            start_new_session=True,
            env={**_quiet_environment(), "RUST_LOG": "error"},
        )  # fmt: skip
    server = Server(process.pid, port)
    # Written before it answers, so that a starter who is killed leaves no unknown server.
    try:
        _write_note(data, server)
    except OSError:
        process.kill()
        process.wait()
        raise
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline:
        if _answers(server.url):
            server = Server(server.pid, server.port, _inode(data))
            with contextlib.suppress(OSError):
                _write_note(data, server)
            return server
        if process.poll() is not None:
            break
        time.sleep(0.03)
    _end(process.pid, data)
    raise ChromaError(
        f"the Chroma server on {_folder(data)} did not start: {_last_line(log)}; "
        f"the whole of it stands in {log}"
    )


def _quiet_environment() -> dict[str, str]:
    """The environment less what is secret: the server needs none of it."""
    return {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("KILDE_") and not name.startswith("CHROMA_")
    }


def _end_silent_one(data: Path) -> None:
    """End a server that the note names and that does not answer: it holds the files."""
    try:
        pid = int(json.loads(_note(data).read_text())["pid"])
    except (OSError, ValueError, KeyError, TypeError):
        return
    _end(pid, data)


def _end(pid: int, data: Path) -> bool:
    """End the server; whether it ended when it was asked to."""
    for kind, seconds in ((signal.SIGTERM, 5), (signal.SIGKILL, 5)):
        if not _is_ours(pid, data):
            return kind == signal.SIGKILL
        os.kill(pid, kind)
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and _is_ours(pid, data):
            _reap(pid)
            time.sleep(0.02)
    return False


def _reap(pid: int) -> None:
    try:
        os.waitpid(pid, os.WNOHANG)
    except ChildProcessError:
        return  # another process started it


def _is_ours(pid: int, data: Path) -> bool:
    """Whether `pid` is a Chroma server on this data folder, and not a number used again."""
    import psutil

    try:
        process = psutil.Process(pid)
        return process.status() != psutil.STATUS_ZOMBIE and str(_folder(data)) in process.cmdline()
    except psutil.Error:
        return False


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/api/v2/heartbeat", timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _folder(data: Path) -> Path:
    return data / "chroma"


def _note(data: Path) -> Path:
    return data / "chroma.json"


def _write_note(data: Path, server: Server) -> None:
    """Written whole or not at all: others read it meanwhile."""
    new = _note(data).with_suffix(".new")
    new.write_text(json.dumps(asdict(server)))
    new.replace(_note(data))


def _inode(data: Path) -> int:
    """Of the database on the disk; 0 where there is none."""
    try:
        return (_folder(data) / "chroma.sqlite3").stat().st_ino
    except OSError:
        return 0


def _suspect(data: Path) -> Path:
    return data / "chroma.suspect"


@contextmanager
def _lock(data: Path) -> Iterator[None]:
    data.mkdir(parents=True, exist_ok=True)
    with open(data / "chroma.lock", "w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _last_line(log: Path) -> str:
    lines = [line.strip() for line in log.read_text(errors="replace").splitlines()]
    return next((line for line in reversed(lines) if line), "it said nothing")
