"""Who may do what on the pages and through the API."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

import answering
from config import EVERYONE, Settings, Space
from records import Case, CaseAsker, Person


@dataclass(frozen=True)
class Visitor:
    """Who is at the browser or calls the API.

    `groups` is None for the one local user of an installation without sign-in, who may do
    everything; `address` is empty where nobody vouches for one.
    """

    id: str
    name: str
    address: str
    groups: tuple[str, ...] | None

    @property
    def person(self) -> answering.Person:
        """The visitor as somebody who asks and answers."""
        return answering.Person(self.id, self.name, self.address)


LOCAL = Visitor("local", "", "", None)


def visitor_of(person: Person) -> Visitor:
    return Visitor(person.id, person.name, person.address, person.groups)


def is_administrator(settings: Settings, groups: tuple[str, ...] | None) -> bool:
    """Whether a person runs this installation: sees its runs, starts them, confirms removals.

    `groups` are the person's; None is the local user of an installation without sign-in.
    """
    return groups is None or not {*groups}.isdisjoint(settings.auth.admins)


def is_auditor(settings: Settings, groups: tuple[str, ...] | None) -> bool:
    """Whether a person reads the audit log: who did what, and no content. Without sign-in the
    local user does."""
    return groups is None or not {*groups}.isdisjoint(settings.auth.auditors)


def spaces_worked_in(settings: Settings, visitor: Visitor) -> frozenset[str | None] | None:
    """The spaces whose cases a visitor sees and answers: those that they are an expert of, and
    those that they own; None among them stands for what fits nowhere. Administrators see, too,
    what fits nowhere and the cases of spaces that they may read: of others they have the
    command line, which is audited. None: all, the local user's.
    """
    if visitor.groups is None:
        return None
    mine: set[str | None] = {space.name for space in settings.space if _works_in(space, visitor)}
    if is_administrator(settings, visitor.groups):
        mine |= {None, *(space.name for space in settings.space if _reads(space, visitor))}
    if _is_one_of(visitor.address, settings.fallback):
        mine |= {None, *(space.name for space in settings.space if not space.experts)}
    return frozenset(mine)


def spaces_owned(settings: Settings, visitor: Visitor) -> tuple[str, ...]:
    """The spaces whose knowledge a visitor mends: as one of their owners, or as administrator."""
    everything = is_administrator(settings, visitor.groups)
    mine = {*(visitor.groups or ())}
    return tuple(
        space.name for space in settings.space if everything or not mine.isdisjoint(space.owners)
    )


def spaces_mended(settings: Settings, visitor: Visitor) -> tuple[str, ...]:
    """The spaces of which a visitor sees and mends what was said for everyone: those that they
    own, and as an administrator those of the others that they may read."""
    mine = {*(visitor.groups or ())}
    return tuple(
        space.name
        for space in settings.space
        if space.name in spaces_owned(settings, visitor)
        if _reads(space, visitor) or not mine.isdisjoint(space.owners)
    )


def spaces_answered_for(settings: Settings, visitor: Visitor) -> frozenset[str] | None:
    """The spaces whose figures a visitor sees: those that they own; None: all of it, the
    administrators'."""
    if is_administrator(settings, visitor.groups):
        return None
    return frozenset(spaces_owned(settings, visitor))


def may_answer(settings: Settings, visitor: Visitor, case: Case) -> bool:
    """Whether a visitor may see a case as its experts do, answer it, pass it on and close it."""
    spaces = spaces_worked_in(settings, visitor)
    mine = _is_one_of(visitor.address, [case.assignee])
    return spaces is None or case.space in spaces or mine


def may_withdraw(askers: Collection[CaseAsker]) -> bool:
    """Whether one of the askers may close a case: only where nobody else waits for it."""
    return len(askers) == 1


def _reads(space: Space, visitor: Visitor) -> bool:
    return visitor.groups is None or not {*visitor.groups, EVERYONE}.isdisjoint(space.readers)


def _works_in(space: Space, visitor: Visitor) -> bool:
    owns = not {*(visitor.groups or ())}.isdisjoint(space.owners)
    return owns or _is_one_of(visitor.address, (*space.experts, *space.urgent))


def _is_one_of(address: str, addresses: Iterable[str | None]) -> bool:
    return bool(address) and address.lower() in {(one or "").lower() for one in addresses}


def takes_cases(settings: Settings, visitor: Visitor) -> bool:
    """Whether a visitor is among those who answer cases."""
    return spaces_worked_in(settings, visitor) != frozenset()
