"""What a browser gets before Kilde's page is there: Streamlit's shell, under Kilde's name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from pathlib import Path

import streamlit
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import Route

from chat_app.look import DARK, LIGHT
from config import Settings, nearest_language

SHELL = Path(streamlit.__file__).parent / "static" / "index.html"
_FAVICON = Path(__file__).parent / "pages" / "favicon.png"

# Only as long as the page holds nothing else.
_OPENING = (
    "#root > p { margin: 38vh 0 0; text-align: center; "
    f"font: 1rem system-ui, sans-serif; color: {LIGHT['grayTextColor']}; }} "
    f"html:has(#root > p) {{ background: {LIGHT['backgroundColor']}; }} "
    "@media (prefers-color-scheme: dark) { "
    f"#root > p {{ color: {DARK['grayTextColor']}; }} "
    f"html:has(#root > p) {{ background: {DARK['backgroundColor']}; }} }}"
)


def routes(settings: Settings, pages: Iterable[str] = ()) -> list[Route]:
    """The shell, at the address of each page too, and its icon, in front of Streamlit's own."""
    shell = SHELL.read_text(encoding="utf-8")

    def page(request: Request) -> Response:
        language = nearest_language(request.headers.get("accept-language", "en").split(",")[0])
        return HTMLResponse(
            _named(shell, settings, language), headers={"Cache-Control": "no-cache"}
        )

    def favicon(_: Request) -> Response:
        return FileResponse(_FAVICON)

    addresses = ["/", *(f"/{key}" for key in pages)]
    return [*(Route(at, page) for at in addresses), Route("/favicon.png", favicon)]


def _named(shell: str, settings: Settings, language: str) -> str:
    title = settings.title
    told = settings.texts(language)("page.no_script", title=title)
    shell = shell.replace('<html lang="en">', f'<html lang="{language}">')
    shell = re.sub(r"<title>.*?</title>", lambda _: f"<title>{escape(title)}</title>", shell)
    # Until the scripts are here: no white page, above all not in the dark.
    opening = escape(settings.texts(language)("page.opening", title=title))
    shell = shell.replace("</head>", f"<style>{_OPENING}</style></head>")
    shell = shell.replace('<div id="root"></div>', f'<div id="root"><p>{opening}</p></div>')
    # What it says to those without scripts, and to programs, is about Streamlit.
    shell = re.sub(r'<link rel="service-desc"[^>]*>', "", shell)
    return re.sub(
        r"<noscript>.*?</noscript>",
        lambda _: f"<noscript><p>{escape(told)}</p></noscript>",
        shell,
        flags=re.S,
    )
