"""`python -m tests.offline.alone [--world NOTES] COMMAND…`: a command in a network of its own.

It has loopback and nothing else. With `--world` it believes that there is a network: an address,
a name server and a way out, behind which a second one refuses everything and writes down, in the
file NOTES, one line for each place that was spoken to: `tcp 10.99.0.2:25`.
"""

from __future__ import annotations

import ctypes
import fcntl
import os
import socket
import struct
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NoReturn

HERE, WORLD = "10.99.0.1", "10.99.0.2"
_NEW_USER, _NEW_NET, _NEW_MOUNTS = 0x10000000, 0x40000000, 0x00020000
_BIND, _PRIVATE = 4096, 1 << 18 | 16384
_ALL_PROTOCOLS = 0x0003
_SET_FLAGS, _UP = 0x8914, 1
_TCP, _UDP = 6, 17
_libc = ctypes.CDLL(None, use_errno=True)


def main(arguments: list[str]) -> int:
    notes = Path(arguments[1]) if arguments[0] == "--world" else None
    _leave()
    _loopback_up()
    if notes is None:
        return subprocess.run(arguments).returncode
    ours, theirs = socket.socketpair()
    world = os.fork()
    if not world:
        _world(notes, theirs)
    ours.recv(1)
    _way_out(world)
    ours.send(b"!")
    ours.recv(1)
    try:
        return subprocess.run(arguments[2:]).returncode
    finally:
        os.kill(world, 15)
        os.waitpid(world, 0)


def _leave() -> None:
    """This process and what it starts have a network, and mounts, of their own."""
    user, group = os.geteuid(), os.getegid()
    _unshare(_NEW_NET | _NEW_MOUNTS | (_NEW_USER if user else 0))
    if user:
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
        Path("/proc/self/gid_map").write_text(f"{group} {group} 1")


def _unshare(what: int) -> None:
    if _libc.unshare(what):
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


def _loopback_up() -> None:
    with socket.socket() as any_socket:
        request = struct.pack("16sh14x", b"lo", _UP)
        fcntl.ioctl(any_socket, _SET_FLAGS, request)


def _way_out(world: int) -> None:
    """An interface to the other network, and its address as the one name server."""
    _ip("link add up0 type veth peer name out0")
    _ip(f"link set out0 netns {world}")
    _ip(f"addr add {HERE}/24 dev up0")
    _ip("link set up0 up")
    _ip(f"route add default via {WORLD}")
    with tempfile.NamedTemporaryFile("w", suffix=".conf", delete=False) as servers:
        servers.write(f"nameserver {WORLD}\noptions timeout:1 attempts:1\n")
    Path(servers.name).chmod(0o644)
    mounts = ((b"none", b"/", _PRIVATE), (servers.name.encode(), b"/etc/resolv.conf", _BIND))
    for source, target, flags in mounts:
        if _libc.mount(source, target, None, flags, None):
            raise OSError(ctypes.get_errno(), f"mount {target!r}")


def _world(notes: Path, parent: socket.socket) -> NoReturn:
    """What lies beyond the way out; told by `parent` when that is there, and tells it when
    everything is seen."""
    _unshare(_NEW_NET)
    parent.send(b"!")
    parent.recv(1)
    _ip(f"addr add {WORLD}/24 dev out0")
    _ip("link set out0 up")
    _loopback_up()
    seen: set[str] = set()
    with socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, socket.htons(_ALL_PROTOCOLS)) as wire:
        wire.bind(("out0", _ALL_PROTOCOLS))
        with notes.open("w", encoding="utf-8") as file:
            parent.send(b"!")
            while True:
                packet, (*_, kind, _, _) = wire.recvfrom(65535)
                place = _place(packet)
                if kind != socket.PACKET_OUTGOING and place and place not in seen:
                    seen.add(place)
                    file.write(f"{place}\n")
                    file.flush()


def _place(packet: bytes) -> str:
    """Where a packet of IP goes to; empty for what the kernel sends by itself."""
    if packet[0] >> 4 == 4:
        protocol, rest = packet[9], packet[(packet[0] & 15) * 4 :]
        address = socket.inet_ntop(socket.AF_INET, packet[16:20])
    elif packet[0] >> 4 == 6:
        protocol, rest = packet[6], packet[40:]
        address = socket.inet_ntop(socket.AF_INET6, packet[24:40])
    else:
        return ""
    if protocol not in (_TCP, _UDP):
        return ""
    port = int.from_bytes(rest[2:4])
    asked = f" {_name(rest[20:])}" if (protocol, port) == (_UDP, 53) else ""
    return f"{'tcp' if protocol == _TCP else 'udp'} {address}:{port}{asked}"


def _name(question: bytes) -> str:
    """The name that a name server is asked for (RFC 1035, 4.1.2)."""
    labels = []
    while question and question[0]:
        labels.append(question[1 : question[0] + 1].decode("latin-1"))
        question = question[question[0] + 1 :]
    return ".".join(labels)


def _ip(arguments: str) -> None:
    subprocess.run(["ip", *arguments.split()], check=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
