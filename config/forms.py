"""How headings become questions for people who are new, and what those need on which day."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

Day = Literal["day", "week", "month"]
DAYS: tuple[Day, ...] = ("day", "week", "month")


@dataclass(frozen=True)
class Forms:
    """One language's forms. `about`, `how`, `do` and `if_` hold a {thing}; `verbs` begin
    headings that say what to do, `happened` follow the subject of those that say what is.

    No name of a thing begins with one of `openers`, and one of `labels` names nothing by
    itself; a question begins with one of `asks`. `self_` turns words for the reader into the
    reader's own; `days` are questions of the first day, the first week and the first month.
    """

    about: str
    how: str
    do: str
    if_: str
    verbs: frozenset[str]
    happened: frozenset[str]
    openers: frozenset[str]
    labels: frozenset[str]
    asks: tuple[str, ...]
    self_: dict[str, str]
    days: dict[Day, tuple[str, ...]]


@cache
def forms(language: str) -> Forms | None:
    """The forms of nb, de and en; None for another language: it makes no questions."""
    file = Path(__file__).parent / "starting" / f"{language}.toml"
    if not file.is_file():
        return None
    read = tomllib.loads(file.read_text(encoding="utf-8"))
    return Forms(
        read["about"],
        read["how"],
        read["do"],
        read["if"],
        frozenset(read["verbs"].split()),
        frozenset(read["happened"].split()),
        frozenset(read["openers"].split()),
        frozenset(read["labels"].split()),
        tuple(read["asks"].split()),
        read["self"],
        {day: tuple(read["days"][day]) for day in DAYS},
    )
