"""The ASGI application of pages and API, and the server that runs it."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from answering import Kilde
from chat_app import look
from chat_app.documents import finish_erasures
from chat_app.quiet import log_error
from chat_app.shared import UNAVAILABLE, Shared, share
from chat_app.throttle import Throttle
from config import ConfigError, Settings
from ingest import Guard
from ingest.guard import Limits
from ingest.schedule import Keeper
from records.retention import keep

if TYPE_CHECKING:
    from fastapi import FastAPI
    from starlette.middleware import Middleware
    from streamlit.starlette import App

    from chat_app.signin import SignIn

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
    if not settings.address:
        # Letters that this process and its children write lead here.
        name = "localhost" if host == "127.0.0.1" else f"[{host}]" if ":" in host else host
        os.environ["KILDE_ADDRESS"] = f"http://{name}:{port}"
    # A page is drawn for somebody who waits; a document of an ingest stands back.
    kilde = Kilde.open(settings)
    kilde.departures.forget_filed()
    with Guard(Limits(niceness=0)) as guard, Keeper(kilde.departures, _tell):
        throttle = Throttle(settings.limits)
        sign_in = _sign_in(kilde, throttle) if settings.auth.provider == "oidc" else None
        app = build(Shared(kilde, guard, sign_in, throttle), host, port, started)
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
            # The largest that a page sends is an answer that somebody has written.
            ws_max_size=1 << 20,
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
    from chat_app import front, pages
    from chat_app.gate import Gate

    bootstrap.load_config_options(look.options(host, port))
    share(shared)
    return st.App(
        _SCRIPT,
        routes=[
            *front.routes(shared.kilde.settings, (page.key for page in pages.PAGES)),
            *(shared.sign_in.routes() if shared.sign_in else ()),
            Mount("/api/v1", app=_api(shared)),
        ],
        middleware=[
            Middleware(Gate, hosts=_hosts(shared.kilde.settings, host), secure=_secure(shared)),
            *_doorway(shared),
        ],
        lifespan=lambda _: _lifespan(shared, started),
        on_script_error=log_error,
    )


def _api(shared: Shared) -> FastAPI:
    from chat_app import api

    return api.build(shared.kilde, shared.sign_in, shared.guard, shared.throttle)


def _hosts(settings: Settings, host: str) -> set[str]:
    """The names that this server goes by."""
    from chat_app.gate import LOOPBACK_NAMES

    return {*LOOPBACK_NAMES, host, urlsplit(settings.address).hostname or host}


def _doorway(shared: Shared) -> list[Middleware]:
    if shared.sign_in is None:
        return []
    from starlette.middleware import Middleware

    from chat_app.signin import Doorway

    return [Middleware(Doorway, sign_in=shared.sign_in)]


def _secure(shared: Shared) -> bool:
    return shared.kilde.settings.address.startswith("https:")


def _sign_in(kilde: Kilde, throttle: Throttle) -> SignIn:
    """The sign-in; what is wrong with the provider is said, and mended while Kilde runs."""
    from chat_app.signin import ProviderError, SignIn

    sign_in = SignIn(kilde.settings, kilde.people, kilde.audit, throttle)
    try:
        sign_in.check()
    except ProviderError as error:
        _tell(f"nobody can sign in: {error}")
    return sign_in


@asynccontextmanager
async def _lifespan(shared: Shared, started: Callable[[], None]) -> AsyncIterator[None]:
    shared.warm_up()
    finish_erasures(shared.kilde)
    stop = threading.Event()
    keeping = [shared.kilde.catalogue.engine, shared.kilde.departures, stop]
    threading.Thread(target=_keep, args=keeping, name="retention", daemon=True).start()
    started()
    yield
    shared.kilde.starting.end()
    stop.set()


def _keep(engine: Engine, current: Callable[[], Settings], stop: threading.Event) -> None:
    """Delete daily what is too old; where that fails it is tried again in an hour."""
    while not stop.is_set():
        try:
            keep(engine, current, stop)
        except (*UNAVAILABLE, SQLAlchemyError) as error:
            log_error(error)
            stop.wait(3600)


def _checked(settings: Settings, host: str) -> None:
    from chat_app.gate import is_loopback
    from chat_app.signin.provider import safe

    if settings.auth.provider == "oidc":
        if not settings.address:
            raise ConfigError(
                'address: is needed when auth.provider is "oidc": where people reach the pages, '
                'such as "https://kilde.example.com"'
            )
        if not safe(settings.address):
            raise ConfigError(
                f"address: {settings.address} is not https, and sessions could be read on the "
                "way; put a reverse proxy with TLS in front, as docs/sign-in.md shows"
            )
    elif not is_loopback(host):
        raise ConfigError(
            f'--host {host}: with auth.provider = "none" everybody who reaches the address could '
            "read everything, so only this machine is served; leave --host out"
        )
