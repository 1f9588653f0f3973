"""`kilde serve` and `kilde stop`."""

from __future__ import annotations

import errno
import socket
import sys

import click

from commands.console import say, settings

DEFAULT_PORT = 8501


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, metavar="H")
@click.option("--port", default=DEFAULT_PORT, show_default=True, type=click.IntRange(1, 65535))
@click.pass_obj
def serve(file: str | None, host: str, port: int) -> None:
    """Serve the pages and the API until interrupted."""
    known = settings(file)
    _refuse_taken_port(host, port)
    from chat_app import serve as serve_app

    serve_app(known, host, port, lambda: say(f"Kilde is at {_address(host, port)} (end: Ctrl+C)"))


@click.command()
@click.pass_obj
def stop(file: str | None) -> None:
    """End the Chroma server that Kilde started."""
    from vectorstore import server

    ended = server.stop(settings(file).data_folder)
    say("The Chroma server has been ended." if ended else "No Chroma server was running.")


def _address(host: str, port: int) -> str:
    name = "localhost" if host == "127.0.0.1" else f"[{host}]" if ":" in host else host
    return f"http://{name}:{port}/"


def _refuse_taken_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            reason = {
                errno.EADDRINUSE: "is in use by another program",
                errno.EACCES: "may not be used by this user",
            }.get(error.errno or 0, f"cannot be used ({error.strerror})")
            say(f"kilde: port {port} on {host} {reason}; choose another with --port")
            sys.exit(1)
