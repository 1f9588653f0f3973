"""The pages, a module each, with a function `page` that draws it.

A new page is a module here, a line in `PAGES` and a text `page.<key>`.
"""

from collections.abc import Callable

from chat_app.pages import ask

PAGES: tuple[tuple[str, Callable[[], None]], ...] = (("ask", ask.page),)

__all__ = ["PAGES"]
