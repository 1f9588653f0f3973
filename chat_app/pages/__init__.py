"""The pages, a module each, with a function `page` that draws it.

A new page is a module here, a line in `PAGES` and a text `page.<key>`.
"""

from collections.abc import Callable
from dataclasses import dataclass

from chat_app.pages import ask, autonomy, inbox, operations


@dataclass(frozen=True)
class Page:
    """A page, by the key that is its address; some are for administrators only, or for those
    who take cases."""

    key: str
    draw: Callable[[], None]
    for_administrators: bool = False
    for_experts: bool = False


PAGES = (
    Page("ask", ask.page),
    Page("inbox", inbox.page, for_experts=True),
    Page("autonomy", autonomy.page, for_administrators=True),
    Page("operations", operations.page, for_administrators=True),
)

__all__ = ["PAGES", "Page"]
