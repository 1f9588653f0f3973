"""The ASGI application of pages and API, and the server that runs it."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from answering import Kilde
from chat_app import look
from chat_app.documents import finish_erasures
from chat_app.quiet import log_error
from chat_app.shared import Shared, share
from config import ConfigError, Settings
from ingest import Guard
from ingest.guard import Limits
from ingest.schedule import Keeper

if TYPE_CHECKING:
    from streamlit.starlette import App

# Not beside the folder `pages`: Streamlit would take every module in it for a page.
_SCRIPT = Path(__file__).parent / "pages" / "main.py"


def _nobody() -> None:
    return


def serve(
    settings: Settings,
    host: str = "127.0.0.1",
    port: int = 8501,
    started: Callable[[], None] = _nobody,
) -> None:
    """Serve pages and API until the process is told to end; `started` is called as it begins.

    Raises ConfigError where `host` may not be served, RecordsError where the records cannot
    be opened, OSError where the port cannot be had.
    """
    _checked(settings, host)
    # A page is drawn for somebody who waits; a document of an ingest stands back.
    with Guard(Limits(niceness=0)) as guard, Keeper(settings, _tell):
        app = build(Shared(Kilde.open(settings), guard), host, port, started)
        _run(app, host, port)


def _tell(message: str) -> None:
    print(f"kilde: {message}", file=sys.stderr, flush=True)


def _run(app: App, host: str, port: int) -> None:
    import uvicorn

    server = uvicorn.Server(
        uvicorn.Config(
            app,
            host=host,
            port=port,
            log_level="warning",
            access_log=False,
            server_header=False,
            # A header that anybody can send must not decide who is local.
            proxy_headers=False,
            ws="websockets-sansio",
            timeout_graceful_shutdown=3,
        )
    )
    # The server lets a signal pass on when it has closed: what stands around it must end too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    server.run()


def build(
    shared: Shared,
    host: str = "127.0.0.1",
    port: int = 8501,
    started: Callable[[], None] = _nobody,
) -> App:
    """The application, once a process: Streamlit keeps its options in the process."""
    # Streamlit reads its options when it is imported.
    os.environ.setdefault("STREAMLIT_BROWSER_GATHER_USAGE_STATS", "false")
    import streamlit as st
    from starlette.middleware import Middleware
    from starlette.routing import Mount
    from streamlit.web import bootstrap

    # The pages too, though Streamlit imports them itself, so that the first visitor need not wait.
    from chat_app import api, front, pages
    from chat_app.gate import LOOPBACK_NAMES, Gate

    bootstrap.load_config_options(look.options(host, port))
    share(shared)
    return st.App(
        _SCRIPT,
        routes=[
            *front.routes(shared.kilde.settings.title, (page.key for page in pages.PAGES)),
            Mount("/api/v1", app=api.build(shared.kilde)),
        ],
        middleware=[Middleware(Gate, hosts={*LOOPBACK_NAMES, host})],
        lifespan=lambda _: _lifespan(shared, started),
        on_script_error=log_error,
    )


@asynccontextmanager
async def _lifespan(shared: Shared, started: Callable[[], None]) -> AsyncIterator[None]:
    shared.warm_up()
    finish_erasures(shared.kilde)
    started()
    yield


def _checked(settings: Settings, host: str) -> None:
    from chat_app.gate import is_loopback

    if settings.auth.provider != "none":
        raise ConfigError(
            f'auth.provider: "{settings.auth.provider}" cannot be served yet; set it to "none", '
            "which serves this machine only"
        )
    if not is_loopback(host):
        raise ConfigError(
            f'--host {host}: with auth.provider = "none" everybody who reaches the address could '
            "read everything, so only this machine is served; leave --host out"
        )
