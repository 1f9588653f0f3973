"""The audit log, as the `audit` component draws it: no content, and names only while known."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from chat_app.show.figures import Clock, counted, grouped
from config import Texts
from records import AuditEntry, AuditState
from records.audit import COMMAND_LINE, KINDS, LOCAL

PAGE = 50


@dataclass(frozen=True)
class Looking:
    """What an auditor looks for, as in the page's form; empty: all. `page` counts from 0."""

    kind: str = ""
    person: str = ""
    space: str = ""
    since: str = ""
    until: str = ""
    page: int = 0

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> Looking:
        """As the browser sends it; what makes no sense is left out."""
        days = {key: _day(str(given.get(key, ""))) for key in ("since", "until")}
        kind = str(given.get("kind", ""))
        page = str(given.get("page", "0"))
        return cls(
            kind if kind in KINDS else "",
            str(given.get("person", ""))[:100],
            str(given.get("space", ""))[:64],
            page=min(int(page), 100_000) if page.isdecimal() else 0,
            **days,
        )

    @property
    def query(self) -> str:
        """For the same through the API."""
        asked = {key: value for key, value in vars(self).items() if value and key != "page"}
        return urlencode(asked)


def audit(
    looking: Looking,
    entries: Sequence[AuditEntry],
    count: int,
    names: Mapping[str, str],
    documents: Mapping[str, str],
    spaces: Mapping[str, str],
    state: AuditState | None,
    clock: Clock,
    texts: Texts,
) -> dict[str, Any]:
    """Data for the component. `names` are of people and `documents` of what the auditor may
    read, by ids; `spaces` are titles by name."""
    people = sorted(names.items(), key=lambda one: one[1].casefold())
    first = looking.page * PAGE
    return {
        "title": texts("audit.title"),
        "intro": texts("audit.intro"),
        "filters": {
            "kind": _choice(
                looking.kind,
                texts("audit.any_kind"),
                [(kind, texts(f"audit.kind_{kind}")) for kind in KINDS],
            ),
            "person": _choice(looking.person, texts("audit.any_person"), people),
            "space": _choice(looking.space, texts("audit.any_space"), list(spaces.items())),
            "since": {"value": looking.since},
            "until": {"value": looking.until},
        },
        "page": looking.page,
        "more": first + len(entries) < count,
        "shown": texts(
            "audit.shown",
            first=grouped(first + 1, texts),
            last=grouped(first + len(entries), texts),
            count=counted(count, "entries", texts),
        )
        if entries
        else counted(count, "entries", texts),
        "address": f"/api/v1/audit.csv?{looking.query}",
        "state": _state(state, texts) if state else None,
        "head": [texts(f"audit.{key}") for key in ("when", "who", "kind", "event", "detail")],
        "rows": [
            [
                clock.shown(entry.at, texts),
                _who(entry.actor, names, texts),
                texts(f"audit.kind_{entry.kind}"),
                _said(f"events.{entry.action}", entry.action, texts),
                _detail(entry, names, documents, spaces, texts),
            ]
            for entry in entries
        ],
        "texts": {
            key: texts(f"audit.{key}")
            for key in (
                "kind", "person", "space", "since", "until", "newer", "older", "verify",
                "export", "none",
            )
        },
    }  # fmt: skip


def _choice(value: str, any_: str, options: Sequence[tuple[str, str]]) -> dict[str, Any]:
    return {"value": value, "options": [["", any_], *(list(option) for option in options)]}


def _said(key: str, otherwise: str, texts: Texts) -> str:
    """A text of the log in words; what has none, as the log has it."""
    return texts.entries.get(f"audit.{key}", otherwise)


def _who(actor: str, names: Mapping[str, str], texts: Texts) -> str:
    if actor == LOCAL:
        return texts("audit.local")
    if actor == "kilde":
        return "Kilde"
    command_line, key = (actor.removeprefix(kind) for kind in (COMMAND_LINE, "key "))
    if command_line != actor:
        return texts("audit.command_line", who=command_line)
    if key != actor:
        return texts("audit.key", name=key)
    number = actor.removeprefix("person ")
    if number == actor:
        return actor
    return names.get(number) or texts("audit.erased", number=number[:6])


def _detail(
    entry: AuditEntry,
    names: Mapping[str, str],
    documents: Mapping[str, str],
    spaces: Mapping[str, str],
    texts: Texts,
) -> str:
    told = []
    for key, value in entry.detail.items():
        if key == "person" and isinstance(value, str):
            value = names.get(value) or texts("audit.erased", number=value[:6])
        elif key == "document" and isinstance(value, str):
            value = documents.get(value, value[:6])
        elif key in ("space", "template"):
            value = spaces.get(str(value), value)
        elif key in ("turn", "answer"):
            value = str(value)[:6]
        elif key == "spaces" and isinstance(value, list):
            value = ", ".join(spaces.get(str(one), str(one)) for one in value)
        elif entry.action == "setting" and key == "key":
            value = _said_of_setting(str(value), texts)
        if isinstance(value, bool):
            shown = texts(f"admin.{'yes' if value else 'no'}")
        elif isinstance(value, str):
            shown = _said(f"values.{key}.{value}", value, texts)
        else:
            shown = json.dumps(value, ensure_ascii=False)
        told += [f"{_said(f'details.{key}', key, texts)} {shown}"] if shown else []
    return " · ".join(told)


def _said_of_setting(key: str, texts: Texts) -> str:
    return texts.entries.get(f"admin.key_of_{key}", key)


def _state(state: AuditState, texts: Texts) -> dict[str, Any]:
    if state.broken is not None:
        number = grouped(state.broken, texts)
        return {"broken": True, "text": texts("audit.broken", number=number), "head": ""}
    text = texts("audit.whole", count=counted(state.entries, "entries", texts))
    if state.cut_before:
        text = f"{texts('audit.cut', number=grouped(state.cut_before, texts))} {text}"
    return {"broken": False, "text": text, "head": state.head}


def _day(given: str) -> str:
    try:
        return date.fromisoformat(given).isoformat()
    except ValueError:
        return ""
