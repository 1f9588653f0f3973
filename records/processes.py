"""Which process does something, in words that another process can check."""

from __future__ import annotations

import os
import socket
from functools import cache

import psutil


def process_name(pid: int) -> str:
    """`host:pid:time of start`, which no later process shares. The process must be alive."""
    return f"{socket.gethostname()}:{pid}:{psutil.Process(pid).create_time():.2f}"


@cache
def _named(pid: int) -> str:
    return process_name(pid)


def this_process() -> str:
    """The name of the process that calls."""
    return _named(os.getpid())


def is_alive(name: str) -> bool | None:
    """Whether a named process is running; None where it is another machine's."""
    host, pid, started = name.rsplit(":", 2)
    if host != socket.gethostname():
        return None
    try:
        process = psutil.Process(int(pid))
        return (
            f"{process.create_time():.2f}" == started and process.status() != psutil.STATUS_ZOMBIE
        )
    except psutil.Error:
        return False
