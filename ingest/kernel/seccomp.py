"""Seccomp: the system calls that a process may not make from now on.

A program for the kernel's packet filter, put together by hand, as the library for it is not
on every machine.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct

_PR_SET_SECCOMP = 22
_SECCOMP_MODE_FILTER = 2

# By machine: the number that the kernel knows the architecture by, that of socket, and those
# of connect, ptrace, process_vm_readv, process_vm_writev, kill, unshare, setns, bpf,
# perf_event_open, keyctl, add_key, request_key, setpgid and setsid.
_MACHINES = {
    "x86_64": (
        0xC000003E,
        41,
        (42, 101, 310, 311, 62, 272, 308, 321, 298, 250, 248, 249, 109, 112),
    ),
    "aarch64": (
        0xC00000B7,
        198,
        (203, 117, 270, 271, 129, 97, 268, 280, 241, 219, 217, 218, 154, 157),
    ),
}
# The same everywhere: pidfd_send_signal, io_uring_setup, pidfd_open, pidfd_getfd.
_EVERYWHERE = (424, 425, 434, 438)
_X32_CALLS = 0x40000000

_LOAD, _EQUAL, _AT_LEAST, _AND, _ANSWER = 0x20, 0x15, 0x35, 0x54, 0x06
_KILL, _ALLOW, _DENY = 0x80000000, 0x7FFF0000, 0x00050000 | errno.EACCES
# Where struct seccomp_data has the call's number, its architecture and its arguments.
_NUMBER, _ARCHITECTURE, _FIRST, _SECOND, _THIRD = 0, 4, 16, 24, 32
_AF_UNIX, _SOCK_STREAM, _SOCKET_TYPES = 1, 1, 0xF


def deny_calls(libc: ctypes.CDLL) -> bool:
    """Make the calls fail with EACCES, here and in all that is started; False if impossible.

    Denied are the network, other processes, and leaving the process group. LibreOffice will
    not start without a socket to listen on, so those of the file system remain, but nothing
    can be connected to.
    """
    machine = _MACHINES.get(platform.machine())
    if machine is None:
        return False
    return _install(libc, _filter(*machine))


def _install(libc: ctypes.CDLL, program: bytes) -> bool:
    buffer = ctypes.create_string_buffer(program, len(program))
    # struct sock_fprog { unsigned short len; struct sock_filter *filter; }
    fprog = struct.pack("@HP", len(program) // 8, ctypes.addressof(buffer))
    return bool(libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, fprog, 0, 0) == 0)


def _filter(architecture: int, socket: int, denied: tuple[int, ...]) -> bytes:
    calls = (*denied, *_EVERYWHERE)
    listening = [
        _step(_LOAD, _FIRST),
        _step(_EQUAL, _AF_UNIX, 0, 4),
        _step(_LOAD, _SECOND),
        _step(_AND, _SOCKET_TYPES),
        _step(_EQUAL, _SOCK_STREAM, 0, 1),
        _step(_ANSWER, _ALLOW),
        _step(_ANSWER, _DENY),
    ]
    steps = [
        _step(_LOAD, _ARCHITECTURE),
        _step(_EQUAL, architecture, 1, 0),
        _step(_ANSWER, _KILL),
        _step(_LOAD, _NUMBER),
        _step(_EQUAL, socket, 0, len(listening)),
        *listening,
        _step(_AT_LEAST, _X32_CALLS, len(calls) + 1, 0),
    ]
    for index, call in enumerate(calls):
        steps.append(_step(_EQUAL, call, len(calls) - index, 0))
    return b"".join([*steps, _step(_ANSWER, _ALLOW), _step(_ANSWER, _DENY)])


def deny_asking_to_write(libc: ctypes.CDLL) -> bool:
    """Make every question whether a place may be written be answered with no.

    LibreOffice puts its socket into /tmp wherever that can be written, whatever it is told;
    so it puts it where it is told.
    """
    access = {"x86_64": (21, _SECOND), "aarch64": (48, _THIRD)}.get(platform.machine())
    if access is None:
        return False
    call, mode = access
    steps = [
        _step(_LOAD, _NUMBER),
        _step(_EQUAL, call, 0, 2),
        _step(_LOAD, mode),
        _step(_EQUAL, os.W_OK, 1, 0),
        _step(_ANSWER, _ALLOW),
        _step(_ANSWER, _DENY),
    ]
    return _install(libc, b"".join(steps))


def _step(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("=HBBI", code, if_true, if_false, value)
