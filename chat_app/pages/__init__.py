"""The pages, a module each, with a function `page` that draws it.

A new page is a module here, a line in `PAGES` and a text `page.<key>`.
"""

from collections.abc import Callable
from dataclasses import dataclass

from chat_app.pages import (
    admin,
    ask,
    audit,
    autonomy,
    editions,
    figures,
    inbox,
    knowledge,
    mydata,
    operations,
    privacy,
    search,
    start,
    verified,
)


@dataclass(frozen=True)
class Page:
    """A page, by the key that is its address; some are for administrators only, for those who
    take cases, for owners of spaces, for them and those who own a verified answer (keepers), or
    for auditors. What is `below` is reached from the foot of every page."""

    key: str
    draw: Callable[[], None]
    for_administrators: bool = False
    for_experts: bool = False
    for_owners: bool = False
    for_keepers: bool = False
    for_auditors: bool = False
    below: bool = False


PAGES = (
    Page("ask", ask.page),
    Page("start", start.page),
    Page("search", search.page),
    Page("inbox", inbox.page, for_experts=True),
    Page("knowledge", knowledge.page, for_owners=True),
    Page("verified", verified.page, for_keepers=True),
    Page("editions", editions.page, for_owners=True),
    Page("figures", figures.page, for_owners=True),
    Page("admin", admin.page, for_administrators=True),
    Page("autonomy", autonomy.page, for_administrators=True),
    Page("operations", operations.page, for_administrators=True),
    Page("audit", audit.page, for_auditors=True),
    Page("mydata", mydata.page, below=True),
    Page("privacy", privacy.page, below=True),
)

__all__ = ["PAGES", "Page"]
