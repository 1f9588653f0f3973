"""The page's own components, each a style sheet and a script beside this file.

They get plain data and put every string of it into the page as text. What a person does
comes back as a trigger, which the page reads in a callback.
"""

from chat_app.components.mount import (
    admin,
    audit,
    autonomy,
    casework,
    differences,
    document,
    earlier,
    editions,
    entry,
    figures,
    glossary,
    guide,
    inbox,
    knowledge,
    masthead,
    mine,
    mydata,
    operations,
    privacy,
    search,
    start,
    verified,
)

__all__ = [
    "admin",
    "audit",
    "autonomy",
    "casework",
    "differences",
    "document",
    "earlier",
    "editions",
    "entry",
    "figures",
    "glossary",
    "guide",
    "inbox",
    "knowledge",
    "masthead",
    "mine",
    "mydata",
    "operations",
    "privacy",
    "search",
    "start",
    "verified",
]
