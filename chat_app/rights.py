"""Who may do what on the pages and through the API."""

from __future__ import annotations

from config import Settings


def is_administrator(settings: Settings, groups: tuple[str, ...] | None) -> bool:
    """Whether a person runs this installation: sees its runs, starts them, confirms removals.

    `groups` are the person's; None is the local user of an installation without sign-in.
    """
    return groups is None or not {*groups}.isdisjoint(settings.auth.admins)
