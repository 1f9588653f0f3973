"""Parent and child processes that do not outlive each other, however one of them ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

_GRACE_SECONDS = 10.0


def spawn(
    config: Path, arguments: Sequence[str], output: int = subprocess.DEVNULL
) -> subprocess.Popen[bytes]:
    """`kilde` with these arguments, in a process that ends when this one does.

    `output` is where its standard output goes.

    What it says goes where this process's errors go. Its standard input is a pipe that
    nothing is written to: the kernel closes it with this process, whatever ended it.
    """
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "commands", "--config", str(config), *arguments],
        stdin=subprocess.PIPE,
        stdout=output,
        # A terminal's Ctrl+C is for the parent, which then ends its children.
        start_new_session=True,
    )


def end(process: subprocess.Popen[bytes]) -> None:
    """End a child, at once if it does not go by itself."""
    if process.stdin is not None:
        with suppress(OSError):
            process.stdin.close()
    try:
        process.wait(_GRACE_SECONDS + 2)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def end_with_parent() -> None:
    """In the child: from now on, end as by Ctrl+C when the parent has gone."""
    threading.Thread(target=_wait_for_parent, name="parent", daemon=True).start()


def _wait_for_parent() -> None:
    with suppress(OSError):
        while os.read(0, 1024):
            pass
    os.kill(os.getpid(), signal.SIGINT)
    time.sleep(_GRACE_SECONDS)
    os._exit(130)
