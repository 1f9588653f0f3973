"""What is kept of the person at the browser: seen, taken along, and erased."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import datetime
from html import escape
from typing import Any

from answering import Kilde
from chat_app.documents import PATIENCE_SECONDS
from chat_app.rights import Visitor
from chat_app.show.figures import Clock, grouped
from config import Texts
from ingest import Erasing
from records.forgetting import Doomed, People, Person
from records.own import OwnPart, own_data


def person_of(kilde: Kilde, visitor: Visitor) -> Person:
    """A visitor as somebody of whom records are kept."""
    people = People(kilde.catalogue.engine)
    return people.signed_in(visitor.id, visitor.name, visitor.address)


def somebody(kilde: Kilde, words: str) -> Person:
    """Whom an administrator means by a mail address, a name or an id."""
    people = People(kilde.catalogue.engine)
    known = kilde.people.named(words)
    return people.signed_in(known.id, known.name, known.address) if known else people.person(words)


def kept_of(kilde: Kilde, visitor: Visitor) -> tuple[OwnPart, ...]:
    """All that is kept of a visitor."""
    kilde.audit.flush()
    return own_data(kilde.catalogue.engine, person_of(kilde, visitor))


def erase_person(kilde: Kilde, person: Person, actor: str) -> dict[str, Any]:
    """Erase all that is kept of a person, but no document: `erased` lists it, `finished` says
    whether its bytes are gone from the files. Where an ingest is long at one thing that follows.
    """
    kilde.audit.flush()
    doomed = Doomed((), person, records_only=True)
    erasing = Erasing.of(kilde.settings, kilde.catalogue, kilde.vectors)
    listed = erasing.forgetting.listing(doomed)
    numbers = erasing.forgetting.erase(doomed, actor, "person")
    finished = erasing.finish_or_wait(numbers, lambda _: None, PATIENCE_SECONDS)
    return {"erased": listed, "finished": finished}


def taken_along(parts: tuple[OwnPart, ...], clock: Clock, texts: Texts) -> bytes:
    """A ZIP of the data as JSON, for programs, and as a page, for people."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        everything = {part.kind: part.rows for part in parts}
        archive.writestr("data.json", json.dumps(everything, ensure_ascii=False, indent=1))
        archive.writestr(f"{texts('mydata.file')}.html", _page(parts, clock, texts))
    return file.getvalue()


def _page(parts: tuple[OwnPart, ...], clock: Clock, texts: Texts) -> str:
    title = escape(texts("mydata.title"))
    body = "".join(_part(part, clock, texts) for part in parts)
    return (
        f'<!doctype html><html lang="{texts.language}"><meta charset="utf-8"><title>{title}</title>'
        "<style>body{font:1rem/1.5 system-ui,sans-serif;max-width:48rem;margin:2rem auto;"
        "padding:0 1rem}dl{border-top:1px solid #999;padding-top:.6rem}dt{font-weight:600}"
        "dd{margin:0 0 .4rem;white-space:pre-line;overflow-wrap:anywhere}</style>"
        f"<h1>{title}</h1><p>{escape(clock.shown(clock.now, texts))}</p>{body}</html>"
    )


def _part(part: OwnPart, clock: Clock, texts: Texts) -> str:
    rows = "".join(f"<dl>{_fields(row, clock, texts)}</dl>" for row in part.rows)
    count = grouped(len(part.rows), texts)
    return f"<h2>{escape(texts(f'mydata.{part.kind}'))} ({count})</h2>{rows}"


def _fields(row: dict[str, Any], clock: Clock, texts: Texts) -> str:
    return "".join(
        f"<dt>{escape(texts(f'mydata_field.{name}'))}</dt><dd>{_value(value, clock, texts)}</dd>"
        for name, value in row.items()
        if value not in ("", None, [])
    )


def _value(value: Any, clock: Clock, texts: Texts) -> str:
    if isinstance(value, bool):
        return escape(texts("mydata.yes" if value else "mydata.no"))
    if isinstance(value, list):
        return "".join(
            f"<dl>{_fields(one, clock, texts)}</dl>"
            if isinstance(one, dict)
            else f"{escape(str(one))}\n"
            for one in value
        )
    try:
        return escape(clock.shown(datetime.fromisoformat(value), texts))
    except (TypeError, ValueError):
        return escape(str(value))
