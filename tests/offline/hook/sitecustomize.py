"""Loaded by every Python process of the job: notes to whom it speaks beyond this machine."""

import ipaddress
import os
import sys
from typing import Any

_NOTES = os.environ.get("KILDE_TEST_SPOKEN_TO")


def _elsewhere(host: object) -> bool:
    try:
        return not ipaddress.ip_address(str(host).partition("%")[0]).is_loopback
    except ValueError:
        return host not in (None, "", "localhost", b"", b"localhost")


def _hook(event: str, arguments: tuple[Any, ...]) -> None:
    if event in ("socket.gethostbyname", "socket.gethostbyaddr"):
        host, port = arguments[0], "name"
    elif event == "socket.getaddrinfo":
        host, port = arguments[0], arguments[1]
    elif event in ("socket.connect", "socket.sendto") and isinstance(arguments[1], tuple):
        host, port = arguments[1][:2]
    else:
        return
    if _elsewhere(host):
        with open(str(_NOTES), "a", encoding="utf-8") as notes:
            notes.write(f"{host}:{port}\n")


if _NOTES:
    sys.addaudithook(_hook)
