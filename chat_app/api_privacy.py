"""The API's calls about people's own data, and the audit log for auditors."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Query, Response
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException

from answering import Kilde
from chat_app.callers import Caller, Taker, Who
from chat_app.persons import erase_person, kept_of, person_of, somebody, taken_along
from chat_app.rights import is_administrator, is_auditor
from chat_app.show.figures import Clock
from config import nearest_language, texts
from records import AuditEntry, Wanted
from records.audit import KINDS, Kind
from records.forgetting import Doomed

_AT_ONCE = 1000
_COLUMNS = ("n", "at", "actor", "kind", "event", "detail")


class Asked(BaseModel):
    """What of the log is looked for; days are inclusive, in UTC."""

    model_config = ConfigDict(extra="forbid")

    kind: list[Kind] = Field(default=[], max_length=len(KINDS))
    person: str = Field(default="", max_length=320)
    space: str = Field(default="", max_length=64)
    since: date | None = None
    until: date | None = None

    def wanted(self) -> Wanted:
        kinds = tuple(self.kind)
        return Wanted.days(self.since, self.until, UTC, kinds, self.person, self.space)


def entry_json(entry: AuditEntry, names: Mapping[str, str]) -> dict[str, Any]:
    """An entry for an auditor: people by name while they are known, documents by their ids."""
    actor = entry.actor
    number = actor.removeprefix("person ")
    return {
        "n": entry.number,
        "at": entry.at.isoformat(timespec="seconds"),
        "actor": names.get(number, actor) if number != actor else actor,
        "kind": entry.kind,
        "event": entry.action,
        "detail": {
            key: names.get(value, value) if key == "person" and isinstance(value, str) else value
            for key, value in entry.detail.items()
        },
    }


def routes(kilde: Kilde) -> APIRouter:
    """The calls, to be included in the API."""
    api = APIRouter()

    @api.get("/me")
    def me(who: Who) -> dict[str, Any]:
        """All that is kept of the caller."""
        mine = _somebody(who)
        kilde.audit.record(who.actor, "person.exported", channel="api")
        return {part.kind: list(part.rows) for part in kept_of(kilde, mine.visitor)}

    @api.get("/me/download")
    def download(who: Taker, language: str = "en") -> Response:
        """The same as a ZIP, to be read by people and by programs."""
        mine = _somebody(who)
        kilde.audit.record(who.actor, "person.exported", channel="api")
        zone = kilde.settings.timezone
        clock = Clock(datetime.now(UTC), ZoneInfo(zone) if zone else None)
        says = texts(nearest_language(language))
        name = f"{says('mydata.file')}.zip"
        return Response(
            taken_along(kept_of(kilde, mine.visitor), clock, says),
            media_type="application/zip",
            headers={
                "Content-Disposition": f'attachment; filename="{name}"',
                "Cache-Control": "no-store",
            },
        )

    @api.delete("/me")
    def forget_me(who: Who, response: Response) -> dict[str, Any]:
        """Erase all that is kept of the caller, and sign them out; 202 while bytes still go."""
        mine = _somebody(who)
        outcome = erase_person(kilde, person_of(kilde, mine.visitor), who.visitor.id)
        response.status_code = 200 if outcome["finished"] else 202
        return outcome

    @api.delete("/people/{person}")
    def forget(person: str, who: Who, response: Response) -> dict[str, Any]:
        """Erase all that is kept of somebody, by mail address or id; for administrators.

        Documents stay: `kilde erase --person` looks through those, too.
        """
        if not is_administrator(kilde.settings, who.groups):
            raise HTTPException(403, "Authorization: only administrators may erase other people")
        found = somebody(kilde, person)
        if not kilde.forgetting.listing(Doomed((), found)):
            raise HTTPException(404, f"person: nothing is kept of {person!r}")
        outcome = erase_person(kilde, found, who.actor)
        response.status_code = 200 if outcome["finished"] else 202
        return outcome

    @api.get("/audit")
    def audit(
        who: Who,
        wanted: Annotated[Asked, Query()],
        limit: Annotated[int, Query(ge=1, le=_AT_ONCE)] = 100,
        offset: Annotated[int, Query(ge=0)] = 0,
    ) -> dict[str, Any]:
        """Entries of the audit log, the newest first; for auditors."""
        _auditor(kilde, who)
        looked = wanted.wanted()
        found = kilde.audit.found(looked, limit, offset)
        kilde.audit.record(who.actor, "audit.read", channel="api", entries=len(found))
        names = kilde.audit.names()
        return {
            "count": kilde.audit.count(looked),
            "entries": [entry_json(entry, names) for entry in found],
        }

    @api.get("/audit/verify")
    def verify(who: Who, head: str = "") -> dict[str, Any]:
        """Whether the log is whole, as `kilde audit verify`; for auditors."""
        _auditor(kilde, who)
        state = kilde.audit.verify(head)
        kilde.audit.record(who.actor, "audit.verified", channel="api")
        return vars(state)

    @api.get("/audit.csv")
    def export(who: Taker, wanted: Annotated[Asked, Query()]) -> StreamingResponse:
        """All entries that are looked for as CSV; for auditors, and itself in the log."""
        _auditor(kilde, who)
        looked = wanted.wanted()
        # What is written while it is read is not in it, this line included.
        looked = replace(looked, until=min(looked.until or _now(), _now()))
        entries = kilde.audit.count(looked)
        kilde.audit.record(who.actor, "audit.exported", channel="api", entries=entries)
        return StreamingResponse(
            _lines(kilde, looked, entries),
            media_type="text/csv; charset=utf-8",
            headers={
                "Content-Disposition": 'attachment; filename="audit.csv"',
                "Cache-Control": "no-store",
            },
        )

    return api


def _lines(kilde: Kilde, looked: Wanted, entries: int) -> Iterator[str]:
    names = kilde.audit.names()
    yield _line(_COLUMNS)
    for offset in range(0, entries, _AT_ONCE):
        for entry in kilde.audit.found(looked, min(_AT_ONCE, entries - offset), offset):
            told = entry_json(entry, names)
            told["detail"] = json.dumps(told["detail"], ensure_ascii=False)
            yield _line([told[column] for column in _COLUMNS])


def _line(values: Sequence[object]) -> str:
    file = io.StringIO()
    csv.writer(file).writerow([_safe(str(value)) for value in values])
    return file.getvalue()


def _safe(text: str) -> str:
    """A cell that no spreadsheet takes for a formula: names are what people call themselves."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def _somebody(who: Caller) -> Caller:
    if who.visitor.id.startswith("key "):
        raise HTTPException(403, "Authorization: a key is nobody; a person does this signed in")
    return who


def _auditor(kilde: Kilde, who: Caller) -> None:
    if not is_auditor(kilde.settings, who.groups):
        raise HTTPException(
            403, "Authorization: the audit log is for auditors: groups named in auth.auditors"
        )


def _now() -> datetime:
    return datetime.now(UTC)
