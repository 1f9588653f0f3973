"""Who may do what on the pages and through the API."""

from __future__ import annotations

from dataclasses import dataclass

from config import Settings
from records import Person


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


LOCAL = Visitor("local", "", "", None)


def visitor_of(person: Person) -> Visitor:
    return Visitor(person.id, person.name, person.address, person.groups)


def is_administrator(settings: Settings, groups: tuple[str, ...] | None) -> bool:
    """Whether a person runs this installation: sees its runs, starts them, confirms removals.

    `groups` are the person's; None is the local user of an installation without sign-in.
    """
    return groups is None or not {*groups}.isdisjoint(settings.auth.admins)
