"""What an administrator changes on the page Admin: checked, audited, and in force at once.

What an administrator may do here is not a way to read what they may not: nobody puts
themselves into a group or among the experts or owners of a space that they may not read, a
key reads no more than who makes it, and a new space has the documents of none that there is.
Who must do it all the same does it on the command line of
the machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from answering import Kilde
from chat_app.persons import erase_person, somebody
from chat_app.rights import Visitor
from config import EVERYONE, ConfigError, Space
from ingest.uploads import Uploads

# What the fields of a space hold: words apart by commas or white space, or one text.
LISTS = ("readers", "owners", "experts", "urgent")
TEXTS = ("name", "title", "escalate", "schedule")
CHOICES = ("watch", "uploads")


class Refused(Exception):
    """`reason` is the key of a text; `values` go into it."""

    def __init__(self, reason: str, **values: str) -> None:
        super().__init__(reason)
        self.reason, self.values = reason, values


def change_space(kilde: Kilde, me: Visitor, name: str, given: Mapping[str, Any]) -> bool:
    """Set what is different from now; whether there was anything. ConfigError names what
    cannot be so; what came before it is set."""
    now = kilde.settings.named(name)
    values = {key: _read(key, value) for key, value in given.items()}
    different = {key: value for key, value in values.items() if value != getattr(now, key)}
    _no_way_in(me, now.readers, now, different)
    for key, value in different.items():
        kilde.departures.change(name, key, value, me.id)
    return bool(different)


def reset(kilde: Kilde, me: Visitor, name: str, key: str) -> None:
    """A key of a space as kilde.toml has it, or as the space was added."""
    kilde.departures.change(name, key, getattr(kilde.departures.unchanged(name), key), me.id)


def add_space(kilde: Kilde, me: Visitor, given: Mapping[str, Any]) -> Space:
    """A space as `template` is, but for its title and what else is not left empty; `folder` is
    where its documents lie."""
    read = {key: _read(key, given[key]) for key in (*LISTS, *TEXTS, *CHOICES) if key in given}
    table = {key: value for key, value in read.items() if key == "title" or value not in ("", ())}
    folder = str(given.get("folder") or "").strip()
    if folder:
        table["source"] = [{"folder": folder}]
    template = str(given.get("template") or "")
    before = kilde.settings.named(template) if template else Space(name="new")
    _no_way_in(me, table.get("readers", before.readers), before, table)
    return kilde.departures.add(table, template, me.id)


def remove_space(kilde: Kilde, me: Visitor, name: str) -> None:
    """Take back a space that was added, as long as it is empty."""
    counts, uploads = kilde.catalogue.counts(name), Uploads(kilde.settings.data_folder)
    # Those that no run has read yet, or could read, would be the next space's of this name.
    if counts.documents or counts.failures or any(uploads.files(name)):
        raise Refused("not_empty", space=name)
    kilde.departures.remove(name, me.id)


def join(kilde: Kilde, me: Visitor, group: str, address: str) -> None:
    """Put somebody else into one of Kilde's own groups."""
    group, address = group.strip(), address.strip()
    if not group or len(group) > 200 or group == EVERYONE:
        raise Refused("group")
    if "@" not in address.strip("@") or len(address) > 320:
        raise Refused("address", address=address)
    _not_oneself(me, address)
    kilde.people.join(group, address, me.id)


def leave(kilde: Kilde, me: Visitor, group: str, address: str) -> None:
    """Take somebody else out of one of Kilde's own groups."""
    _not_oneself(me, address)
    kilde.people.leave(group, address, me.id)


def sign_out(kilde: Kilde, me: Visitor, person: str) -> None:
    """End every session of a person, by id."""
    ended = kilde.people.end_all(person)
    kilde.audit.note(me.id, "session.revoked", person=person, sessions=ended)


def erase(kilde: Kilde, me: Visitor, person: str) -> None:
    """Erase all that is kept of somebody, by id, but no document."""
    if person == me.id:
        raise Refused("oneself_erased")
    if kilde.people.named(person) is not None:
        erase_person(kilde, somebody(kilde, person), me.id)


def make_key(kilde: Kilde, me: Visitor, given: Mapping[str, Any]) -> str:
    """A new key of the API; its secret."""
    name = str(given.get("name") or "").strip()
    if not name or len(name) > 90:
        raise Refused("key_name")
    if name in {one.name for one in kilde.keys.all()}:
        raise Refused("key_taken", name=name)
    groups = _words(given.get("groups"))
    if me.groups is not None and not {*groups} <= {*me.groups, EVERYONE}:
        beyond = sorted({*groups} - {*me.groups, EVERYONE})
        raise Refused("key_groups", groups=", ".join(beyond))
    days = str(given.get("days") or "").strip()
    if days and not (days.isdecimal() and 0 < int(days) <= 3650):
        raise Refused("key_days")
    expires = datetime.now(UTC) + timedelta(days=int(days)) if days else None
    on_behalf, ingest = bool(given.get("on_behalf_of")), bool(given.get("ingest"))
    # Whoever holds it reads what was asked under its name.
    person = f"key {name}"
    before = kilde.conversations.turns.recent(person, 1) or kilde.cases.list(person=person)
    if before and me.groups is not None:
        raise Refused("key_used", name=name)
    if on_behalf and me.groups is not None:
        raise Refused("key_on_behalf")
    token = kilde.keys.make(name, groups, on_behalf, ingest, expires)
    kilde.audit.note(me.id, "key.make", name=name, groups=",".join(groups), days=days)
    return token


def revoke_key(kilde: Kilde, me: Visitor, name: str) -> None:
    """Make a key useless from now on."""
    if kilde.keys.revoke(name):
        kilde.audit.note(me.id, "key.revoke", name=name)


def _not_oneself(me: Visitor, address: str) -> None:
    if me.address and address.strip().lower() == me.address.lower():
        raise Refused("oneself")


def _no_way_in(
    me: Visitor, readers: Iterable[str], before: Space, values: Mapping[str, Any]
) -> None:
    """Refuse to make oneself an expert or owner of a space that one may not read: they read its
    cases and what was put into it."""
    if me.groups is None or {*me.groups, EVERYONE} & {*readers}:
        return
    for key in ("experts", "urgent"):
        new = _lower(values.get(key, ())) - _lower(getattr(before, key))
        if me.address.lower() in new:
            raise Refused("oneself_in_space")
    if ({*values.get("owners", ())} - {*before.owners}) & {*me.groups, EVERYONE}:
        raise Refused("oneself_in_space")


def _lower(addresses: Iterable[str]) -> set[str]:
    return {address.lower() for address in addresses}


def _read(key: str, given: Any) -> Any:
    """What was typed or chosen in a field, as kilde.toml would hold it."""
    if key in LISTS:
        return _words(given)
    if key in CHOICES:
        return bool(given)
    if key in TEXTS:
        return str(given).strip()
    raise ConfigError(f"{key}: cannot be changed here; change it in kilde.toml")


def _words(given: Any) -> tuple[str, ...]:
    parts = str(given or "").replace(",", "\n").splitlines()
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))
