"""What a child gives up before it opens a file: the network, other files, most of the machine.

Linux only, by its own calls: seccomp denies connections (and looking into other processes),
Landlock leaves the programs to read and one folder to write in, resource limits cap memory
and the size of files. All of it is inherited by whatever the child starts, and none of it
can be taken back.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import platform
import resource
import shutil
import signal
import sys
from pathlib import Path

from ingest.kernel.landlock import restrict
from ingest.kernel.seccomp import deny_calls

_PR_SET_PDEATHSIG, _PR_SET_CHILD_SUBREAPER, _PR_SET_NO_NEW_PRIVS = 1, 36, 38
_ROOT = Path(__file__).resolve().parents[2]
_OWN = ("ingest", "mail", "config")
_PROGRAMS = ("soffice", "tesseract")
# Programs and libraries, fonts, and what they ask of the machine; nothing of its users.
_SYSTEM = """
    /usr /bin /sbin /lib /lib32 /lib64 /nix/store /etc/ld.so.cache /etc/ld.so.conf
    /etc/ld.so.conf.d /etc/fonts /etc/libreoffice /etc/localtime /etc/mime.types
    /etc/nsswitch.conf /etc/papersize /var/cache/fontconfig /var/lib/libreoffice
    /var/spool/libreoffice /proc/cpuinfo /proc/meminfo /proc/stat /proc/sys
    /sys/devices/system /dev/urandom /dev/random /dev/zero
""".split()
_DEVICES = (Path("/dev/null"),)
_MOST_OPEN_FILES = 256


def confine(scratch: Path, memory_bytes: int, file_bytes: int, niceness: int) -> list[str]:
    """Give up what reading does not need; returns what the system did not let it give up.

    `scratch` is the only folder that may be written in. `memory_bytes` is the address space
    of this process and of each that it starts, `file_bytes` the size of a file they write.
    """
    missing = []
    with contextlib.suppress(OSError), open("/proc/self/oom_score_adj", "w") as file:
        file.write("1000")  # if memory runs out all the same, this process goes first
    for name, amount in (
        (resource.RLIMIT_AS, memory_bytes),
        (resource.RLIMIT_FSIZE, file_bytes),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, _MOST_OPEN_FILES),
    ):
        try:
            resource.setrlimit(name, (amount, amount))
        except (OSError, ValueError):
            missing.append(f"resource limit {name}")
    with contextlib.suppress(OSError):
        os.nice(niceness)
    if platform.system() != "Linux":
        return [*missing, "no network", "no writing"]
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    libc.prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    if not restrict(libc, _readable(), scratch, _DEVICES):
        missing.append("no reading and writing of other files (Landlock)")
    if not deny_calls(libc):
        missing.append("no network (seccomp)")
    return missing


def _readable() -> list[Path]:
    """Where programs and libraries lie; Python's own and Kilde's among them."""
    places: list[str | Path] = [*_SYSTEM, sys.prefix, sys.base_prefix]
    places += [_ROOT / name for name in _OWN]
    for program in _PROGRAMS:
        found = shutil.which(program)
        if found:
            # …/program/soffice has what it needs beside …/program.
            places.append(Path(found).resolve().parents[1])
    return [Path(place) for place in places]


def is_alone() -> bool:
    """Is nothing running any more that this process has started, directly or not?"""
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
        return False
    return True


def limit_cpu(seconds: int) -> None:
    """End this process by SIGXCPU when it has computed for so many seconds from now."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    used = int(usage.ru_utime + usage.ru_stime) + 1
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (used + seconds, hard))
