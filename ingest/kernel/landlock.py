"""Landlock: which parts of the file system a process may read and write from now on.

By the kernel's own calls, as no library of Python's speaks to it.
"""

from __future__ import annotations

import ctypes
import os
import stat
import struct
from collections.abc import Iterable
from pathlib import Path

_CREATE, _ADD_RULE, _RESTRICT = 444, 445, 446
_VERSION = 1
_PATH_BENEATH = 1

_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = (1 << bit for bit in range(4))
_MAKE_DEVICES = (1 << 6) | (1 << 11)
_FIRST_VERSION = (1 << 13) - 1
_REFER, _TRUNCATE, _IOCTL = 1 << 13, 1 << 14, 1 << 15
_SINCE = {2: _REFER, 3: _TRUNCATE, 5: _IOCTL}
_OF_FILES = _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE | _IOCTL
_ALL_TCP = 3
_ALL_SCOPES = 3


def restrict(
    libc: ctypes.CDLL, readable: Iterable[Path], writable: Path, devices: Iterable[Path]
) -> bool:
    """Leave this process, and all that it starts, only these; False where that cannot be.

    What lies beneath `readable` may be read and run, what lies beneath `writable` read and
    written but not run, `devices` read and written. What does not exist is passed over.
    Newer kernels also keep it from TCP, and from sockets and processes outside it.
    """
    version = libc.syscall(_CREATE, None, ctypes.c_size_t(0), _VERSION)
    if version < 1:
        return False
    handled = _FIRST_VERSION
    for since, bit in _SINCE.items():
        handled |= bit if version >= since else 0
    # struct landlock_ruleset_attr { __u64 handled_access_fs, handled_access_net, scoped; }
    attributes = struct.pack("=QQQ", handled, _ALL_TCP, _ALL_SCOPES)
    attributes = attributes[: 24 if version >= 6 else 16 if version >= 4 else 8]
    ruleset = libc.syscall(_CREATE, attributes, ctypes.c_size_t(len(attributes)), 0)
    if ruleset < 0:
        return False
    try:
        reading = _EXECUTE | _READ_FILE | _READ_DIR
        rules = [(path, reading) for path in readable]
        rules += [(path, _READ_FILE | _WRITE_FILE | _TRUNCATE) for path in devices]
        rules.append((writable, ~(_EXECUTE | _MAKE_DEVICES | _IOCTL)))
        if not all(_allow(libc, ruleset, path, rights & handled) for path, rights in rules):
            return False
        return bool(libc.syscall(_RESTRICT, ruleset, 0) == 0)
    finally:
        os.close(ruleset)


def _allow(libc: ctypes.CDLL, ruleset: int, path: Path, rights: int) -> bool:
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return True
    try:
        if not stat.S_ISDIR(os.fstat(place).st_mode):
            rights &= _OF_FILES
        # struct landlock_path_beneath_attr { __u64 allowed_access; __s32 parent_fd; }
        rule = struct.pack("=Qi", rights, place)
        return bool(libc.syscall(_ADD_RULE, ruleset, _PATH_BENEATH, rule, 0) == 0)
    finally:
        os.close(place)
