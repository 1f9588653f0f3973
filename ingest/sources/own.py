"""Whose mailbox an account is: a person's own one is no source."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Engine

from config import Settings, Source
from ingest.sources.base import SourceError
from mail.imap import Account, account_of
from records import People


def refuse_own(source: Source, settings: Settings, engine: Engine) -> None:
    """Raises SourceError where a source is the mailbox of a person that Kilde knows, and does
    not say that several share it."""
    if not source.imap or source.shared:
        return
    whose = owner(account_of(source.imap), persons(settings, People(engine)))
    if whose:
        raise SourceError(
            f"the source {source.name!r} is the own mailbox of {whose}, which is never read: what "
            "is written to one person is not for others to search; name a mailbox that several "
            "people share, or, where this is one, write shared = true beside imap"
        )


def persons(settings: Settings, people: People) -> set[str]:
    """The addresses of those that Kilde knows: who has signed in, is in a group of Kilde's own,
    or gets cases."""
    known = {person.address for person, _ in people.all() if person.address}
    known |= {address for members in people.groups().values() for address in members}
    known |= {*settings.fallback}
    return known.union(*({*space.experts, *space.urgent} for space in settings.space))


def owner(account: Account, people: Iterable[str]) -> str:
    """The address among those of `people` that the account belongs to; empty for none.

    A user without a domain, such as `kari` at `mail.example.com`, is `kari@example.com` too.
    """
    user = account.user.lower()
    name, at, _ = user.partition("@")
    for address in people:
        mine, _, domain = address.lower().partition("@")
        if user == f"{mine}@{domain}":
            return address
        here = account.host.lower() == domain or account.host.lower().endswith(f".{domain}")
        if not at and name == mine and domain and here:
            return address
    return ""
