"""Groups, people and keys, as the `admin` component shows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from chat_app.show.figures import Clock, counted
from config import EVERYONE, Settings, Texts, writing
from records import ApiKey, Person


def groups(
    own: Mapping[str, Sequence[str]], settings: Settings, signed_in: bool, texts: Texts
) -> dict[str, Any]:
    """Kilde's own groups and those that kilde.toml names; what each is for."""
    uses = _uses(settings, texts)
    names = sorted({*own, *uses} - {EVERYONE})
    return {
        "intro": texts("admin.groups_intro" if signed_in else "admin.groups_nobody"),
        "groups": [
            {
                "name": name,
                "uses": "; ".join(uses.get(name, [])) or texts("admin.group_unused"),
                "members": [
                    {
                        "address": address,
                        "label": texts("admin.leave_label", address=address, group=name),
                    }
                    for address in own.get(name, ())
                ],
                "none": texts("admin.group_empty"),
            }
            for name in names
        ],
    }


def _uses(settings: Settings, texts: Texts) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name in settings.auth.admins:
        found.setdefault(name, []).append(texts("admin.use_admins"))
    for name in settings.auth.auditors:
        found.setdefault(name, []).append(texts("admin.use_auditors"))
    for space in settings.space:
        title = space.title or space.name
        narrower = {group for source in space.source for group in source.readers}
        for group in sorted({*space.readers, *narrower}):
            found.setdefault(group, []).append(texts("admin.use_readers", space=title))
        for group in space.owners:
            found.setdefault(group, []).append(texts("admin.use_owners", space=title))
    return found


def people(
    known: Sequence[tuple[Person, int]], me: str, clock: Clock, texts: Texts
) -> dict[str, Any]:
    """Who has signed in, with how many sessions they have now."""
    return {
        "intro": texts("admin.people_intro" if known else "admin.people_none"),
        "people": [
            {
                "id": person.id,
                "name": person.name or person.address or texts("autonomy.somebody"),
                "address": person.address,
                "lines": [
                    texts("admin.seen", at=clock.shown(person.seen, texts)),
                    counted(sessions, "sessions", texts),
                    writing.listed(person.groups, texts.language)
                    if person.groups
                    else texts("admin.no_groups"),
                ],
                "signed_in": sessions > 0,
                "me": person.id == me,
                "out_label": texts("admin.sign_out_label", name=person.name or person.address),
                "erase_label": texts("admin.erase_label", name=person.name or person.address),
            }
            for person, sessions in known
        ],
    }


def keys(
    known: Sequence[ApiKey], made: str, mine: Sequence[str] | None, clock: Clock, texts: Texts
) -> dict[str, Any]:
    """The keys of the API; `made` is the secret of one that was just made, shown this once."""
    hint = (
        texts("admin.key_groups_any")
        if mine is None
        else texts("admin.key_groups_mine", groups=", ".join(sorted({*mine, EVERYONE})))
    )
    return {
        "intro": texts("admin.keys_intro" if known else "admin.keys_none"),
        "made": made,
        "groups_hint": hint,
        "keys": [
            {
                "name": key.name,
                "lines": [_rights(key, texts), *_moments(key, clock, texts)],
                "ended": key.expired(clock.now),
                "label": texts("admin.revoke_label", name=key.name),
            }
            for key in known
        ],
    }


def _rights(key: ApiKey, texts: Texts) -> str:
    reads = texts("admin.key_reads", groups=", ".join(key.groups or (EVERYONE,)))
    more = [("on_behalf_of", key.on_behalf_of), ("ingest", key.ingest)]
    return " · ".join([reads, *(texts(f"admin.key_{name}") for name, has in more if has)])


def _moments(key: ApiKey, clock: Clock, texts: Texts) -> list[str]:
    lines = [texts("admin.key_made", at=clock.shown(key.created, texts))]
    lines.append(
        texts("admin.key_used", at=clock.shown(key.used, texts))
        if key.used
        else texts("admin.key_unused")
    )
    if key.expires:
        ended = key.expired(clock.now)
        told = "admin.key_ended" if ended else "admin.key_ends"
        lines.append(texts(told, at=clock.shown(key.expires, texts)))
    return lines
