"""What a child gives up before it opens a file: the network, writing, and most of the machine.

Linux only, by its own calls: seccomp denies sockets (and looking into other processes),
Landlock denies writing anywhere, resource limits cap memory and forbid files that grow. All
of it is inherited by whatever the child might start, and none of it can be taken back.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import platform
import resource
import signal
import struct

_PR_SET_PDEATHSIG, _PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS = 1, 22, 38
_SECCOMP_MODE_FILTER = 2
_LANDLOCK_CREATE, _LANDLOCK_RESTRICT = 444, 446

# By machine: the number that the kernel knows the architecture by, and those of the calls
# socket, socketpair, ptrace, process_vm_readv, process_vm_writev, kill, unshare, setns,
# bpf, perf_event_open, keyctl, add_key and request_key.
_MACHINES = {
    "x86_64": (0xC000003E, (41, 53, 101, 310, 311, 62, 272, 308, 321, 298, 250, 248, 249)),
    "aarch64": (0xC00000B7, (198, 199, 117, 270, 271, 129, 97, 268, 280, 241, 219, 217, 218)),
}
# The same everywhere: pidfd_send_signal, io_uring_setup, pidfd_open, pidfd_getfd.
_EVERYWHERE = (424, 425, 434, 438)
_X32_CALLS = 0x40000000

# WRITE_FILE, REMOVE_DIR, REMOVE_FILE and the MAKE_* of all kinds; since version 2 of
# Landlock REFER, since 3 TRUNCATE.
_WRITING = (1 << 1) | sum(1 << bit for bit in range(4, 13))
_WRITING_SINCE = {2: 1 << 13, 3: 1 << 14}


def confine(memory_bytes: int) -> list[str]:
    """Give up what reading does not need; returns what the system did not let it give up."""
    missing = []
    with contextlib.suppress(OSError), open("/proc/self/oom_score_adj", "w") as file:
        file.write("1000")  # if memory runs out all the same, this process goes first
    for name, amount in (
        (resource.RLIMIT_AS, memory_bytes),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 64),
    ):
        try:
            resource.setrlimit(name, (amount, amount))
        except (OSError, ValueError):
            missing.append(f"resource limit {name}")
    if platform.system() != "Linux":
        return [*missing, "no network", "no writing"]
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    if not _deny_writing(libc):
        missing.append("no writing (Landlock)")
    if not _deny_calls(libc):
        missing.append("no network (seccomp)")
    return missing


def limit_cpu(seconds: int) -> None:
    """End this process by SIGXCPU when it has computed for so many seconds from now."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    used = int(usage.ru_utime + usage.ru_stime) + 1
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (used + seconds, hard))


def _deny_writing(libc: ctypes.CDLL) -> bool:
    version = libc.syscall(_LANDLOCK_CREATE, None, ctypes.c_size_t(0), 1)
    if version < 1:
        return False
    handled = _WRITING
    for since, bit in _WRITING_SINCE.items():
        if version >= since:
            handled |= bit
    # struct landlock_ruleset_attr { __u64 handled_access_fs; } and no rule that allows any.
    attributes = struct.pack("=Q", handled)
    ruleset = libc.syscall(_LANDLOCK_CREATE, attributes, ctypes.c_size_t(len(attributes)), 0)
    if ruleset < 0:
        return False
    try:
        return bool(libc.syscall(_LANDLOCK_RESTRICT, ruleset, 0) == 0)
    finally:
        os.close(ruleset)


def _deny_calls(libc: ctypes.CDLL) -> bool:
    machine = _MACHINES.get(platform.machine())
    if machine is None:
        return False
    architecture, calls = machine
    program = _filter(architecture, (*calls, *_EVERYWHERE))
    buffer = ctypes.create_string_buffer(program, len(program))
    # struct sock_fprog { unsigned short len; struct sock_filter *filter; }
    fprog = struct.pack("@HP", len(program) // 8, ctypes.addressof(buffer))
    return bool(libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, fprog, 0, 0) == 0)


def _filter(architecture: int, calls: tuple[int, ...]) -> bytes:
    """A program for the kernel's packet filter: the calls fail with EACCES, all else runs."""
    load, equal, at_least, answer = 0x20, 0x15, 0x35, 0x06
    kill, allow = 0x80000000, 0x7FFF0000
    deny = 0x00050000 | errno.EACCES

    def step(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
        return struct.pack("=HBBI", code, if_true, if_false, value)

    steps = [
        step(load, 4),  # struct seccomp_data: the architecture
        step(equal, architecture, 1, 0),
        step(answer, kill),
        step(load, 0),  # the call's number
        step(at_least, _X32_CALLS, len(calls) + 1, 0),
    ]
    for index, call in enumerate(calls):
        steps.append(step(equal, call, len(calls) - index, 0))
    return b"".join([*steps, step(answer, allow), step(answer, deny)])
