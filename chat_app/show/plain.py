"""A page for a browser that asked for something else and gets a reason instead."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from chat_app.show.report import STYLE


def plain_page(title: str, language: str, heading: str, body: str, links: Mapping[str, str]) -> str:
    """An HTML document without scripts: what is the matter, and where to go on, addresses by
    their labels; `title` is the installation's name."""
    ways = " · ".join(
        f'<a href="{escape(address)}">{escape(label)}</a>' for label, address in links.items()
    )
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{escape(title)}</title>'
        f"<style>{STYLE}</style></head><body><main><h1>{escape(heading)}</h1>"
        f"<p>{escape(body)}</p><p>{ways}</p></main></body></html>"
    )
