"""Whose a question is that was handed to people: by the id, and by the address that was left."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Select, func, or_, select

from records.forgetting.doomed import Doomed
from records.schema import case_askers, people


def is_asker(doomed: Doomed) -> ColumnElement[bool]:
    """Whether a row of `case_askers` is of the person."""
    named = []
    if doomed.person is not None and doomed.person.by_name:
        named = [func.lower(case_askers.c.name).in_(doomed.known_as)]
    return or_(func.lower(case_askers.c.person).in_(doomed.known_as), left_address(doomed), *named)


def left_address(doomed: Doomed) -> ColumnElement[bool]:
    """Whether somebody left the person's address and is the person: anybody may type one, so
    that of whoever has signed in is the one that their provider vouches for."""
    addresses = doomed.person.addresses if doomed.person else ()
    others = select(people.c.id).where(people.c.address != "", people.c.address.not_in(addresses))
    return func.lower(case_askers.c.address).in_(addresses) & case_askers.c.person.not_in(others)


def other_ids(doomed: Doomed) -> Select[tuple[str]]:
    """Further ids of the person, by which a key named them together with the address.

    One that many share, or that stood with another address too, says nothing about who asked,
    and an id that is itself an address is of whoever has that.
    """
    addresses = doomed.person.addresses if doomed.person else ()
    shared = select(case_askers.c.person).where(
        case_askers.c.address != "", func.lower(case_askers.c.address).not_in(addresses)
    )
    return select(case_askers.c.person).where(
        left_address(doomed),
        case_askers.c.person != "local",
        ~case_askers.c.person.startswith("key "),
        ~case_askers.c.person.contains("@"),
        case_askers.c.person.not_in(shared),
    )
