"""The programs that read what no library of Python's does: LibreOffice and tesseract.

They run in the guard's child, under its limits, each with a module that says how it is asked
and what to install where it is missing. `run` starts one and waits for it.
"""

from __future__ import annotations

import ctypes
import os
import platform
import resource
import signal
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

_PR_SET_PDEATHSIG = 1

Finished = subprocess.CompletedProcess[bytes]


def run(
    command: Sequence[str | Path],
    folder: Path,
    cpu_seconds: int,
    before: Callable[[], object] = lambda: None,
) -> Finished:
    """What the program wrote and how it ended, `folder` being where it works.

    It is ended by SIGXCPU when it has computed for `cpu_seconds`, and with this process.
    `before` is called in its process before it begins.
    """

    def prepare() -> None:
        if platform.system() == "Linux":
            ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        # Past the first it is asked to end, past the second it is not asked.
        resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 1))
        before()

    return subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "HOME": str(folder), "TMPDIR": str(folder)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        preexec_fn=prepare,
        check=False,
    )


def ran_too_long(finished: Finished) -> bool:
    """Was it ended for computing longer than it might?"""
    return finished.returncode in (-signal.SIGXCPU, -signal.SIGKILL)
