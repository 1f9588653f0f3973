"""What a person is offered, and what goes wrong with cases."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from records import Case, CaseAsker, Entry


@dataclass(frozen=True)
class Choice:
    """Somebody who may be asked: the experts of a space, or, where `space` is None, those who
    run the installation. `addressee` is who gets it first, "" where no address is known and
    the case is only on the Inbox page."""

    space: str | None
    title: str
    addressee: str
    may_be_anonymous: bool


@dataclass(frozen=True)
class Proposal:
    """A case as it would be opened, to be seen and edited first.

    `question` is what the person asked, `text` what would be sent. `choices` are all who may
    be asked, the one who fits best first. `joins` is the number of an open case with the same
    question. `urgency` is the key of the reason why it is urgent; `personal`: it is about
    somebody's health or conduct. `auto`: the space sends it without asking.
    """

    turn_id: str | None
    question: str
    text: str
    language: str
    choices: tuple[Choice, ...]
    joins: int | None = None
    urgency: str | None = None
    personal: bool = False
    auto: bool = False

    @property
    def choice(self) -> Choice:
        """Who would get it."""
        return self.choices[0]


@dataclass(frozen=True)
class Care:
    """An answer is to be put before the experts of a space, before it is shown ("approval") or
    after ("review")."""

    kind: Literal["approval", "review"]
    space: str


@dataclass(frozen=True)
class CaseView:
    """A case as one person may see it."""

    case: Case
    entries: tuple[Entry, ...]
    askers: tuple[CaseAsker, ...]


class CaseError(Exception):
    """Something that cannot be done with a case; the message says why and what to do.

    `kind` is "worthless" (small talk or no question), "off" (nobody takes cases there),
    "unknown" (no such case, or none of this person's), "closed", "empty", "address", "personal",
    "unpublished" or "forbidden"; texts/*.toml has words for each under `case_error`.
    """

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind
