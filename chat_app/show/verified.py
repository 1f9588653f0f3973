"""Verified answers as the `verified` component draws them, for those who look after them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from answering.verified import REVIEW, given, overdue
from chat_app.show.dates import shown_date
from config import Space, Texts
from records import Edition, VerifiedRecord


def listing(
    records: Sequence[VerifiedRecord],
    titles: Mapping[str, str],
    may_add: bool,
    done: str,
    texts: Texts,
) -> dict[str, Any]:
    """The list: what needs a look first; `titles` are the spaces'."""
    ordered = sorted(records, key=lambda one: (_state(one, texts)[0] != "warn", -one.id))
    return {
        "title": texts("verified.title"),
        "about": texts("verified.about"),
        "none": texts("verified.none"),
        "done": done,
        "rows": [_row(one, titles, texts) for one in ordered],
        "form": None,
        "texts": {"add": texts("verified.add") if may_add else None},
    }


def editing(
    record: VerifiedRecord | None,
    values: dict[str, str],
    history: Sequence[Edition],
    spaces: Sequence[Space],
    error: str,
    texts: Texts,
) -> dict[str, Any]:
    """The form for one, or for a new one; `values` are what was typed and refused."""
    kind, state = _state(record, texts) if record else ("", "")
    return {
        "spaces": [[space.name, space.title or space.name] for space in spaces],
        "texts": _texts(texts),
        "form": {
            "id": record.id if record else 0,
            "title": texts("verified.edit" if record else "verified.new"),
            "state": state,
            "kind": kind,
            "current": record is not None and record.state == "current",
            "changes": _changes(record, texts) if record else [],
            "history": [_edition(one, texts) for one in history],
            "error": error,
            **(_values(record, spaces) | values),
        },
    }


def _values(record: VerifiedRecord | None, spaces: Sequence[Space]) -> dict[str, str]:
    if record is None:
        day = (datetime.now(UTC).date() + REVIEW).isoformat()
        return {"space": spaces[0].name, "review": day}
    return {
        "space": record.space,
        "question": record.question,
        "answer": record.answer,
        "questions": "\n".join(record.questions),
        "documents": "\n".join(one.document for one in record.documents),
        "readers": ", ".join(record.readers),
        "owner": record.owner,
        "review": record.review_on.isoformat(),
    }


def linked(
    names: Sequence[str], space: str, record: VerifiedRecord | None
) -> list[tuple[str, str]]:
    """The (space, document) that are meant by names in the form: of the answer's space, unless
    it follows from one of that name in another already."""
    before = [(one.space, one.document) for one in record.documents] if record else []
    found = []
    for name in names:
        found += [pair for pair in before if pair[1] == name] or [(space, name)]
    return found


def _row(record: VerifiedRecord, titles: Mapping[str, str], texts: Texts) -> dict[str, Any]:
    kind, state = _state(record, texts)
    review = shown_date(record.review_on.isoformat(), texts)
    parts = [
        titles.get(record.space, record.space),
        record.name or record.owner,
        texts("verified.review_by", date=review),
    ]
    return {
        "id": record.id,
        "question": record.question,
        "kind": kind,
        "state": state,
        "meta": " · ".join(part for part in parts if part),
    }


def _state(record: VerifiedRecord, texts: Texts) -> tuple[str, str]:
    if record.state == "retired":
        return "", texts("verified.retired")
    if not given(record):
        return "warn", texts("verified.not_given")
    if record.flagged:
        return "warn", texts("verified.flagged")
    if overdue(record):
        return "warn", texts("verified.overdue")
    return "good", texts("verified.current")


def _changes(record: VerifiedRecord, texts: Texts) -> list[str]:
    words = {
        "changed": texts("verified.was_changed"),
        "removed": texts("verified.was_removed"),
        "superseded": texts("verified.was_superseded"),
    }
    return [f"{one.title}: {words[one.change]}" for one in record.documents if one.change]


def _edition(edition: Edition, texts: Texts) -> dict[str, str]:
    acts = {
        "published": texts("verified.act_published"),
        "edited": texts("verified.act_edited"),
        "retired": texts("verified.act_retired"),
        "looked": texts("verified.act_looked"),
    }
    date = shown_date(edition.at.date().isoformat(), texts)
    return {"title": f"{acts[edition.act]} · {date} · {edition.by}", "answer": edition.answer}


def _texts(texts: Texts) -> dict[str, str]:
    return {
        "space": texts("verified.space"),
        "question": texts("verified.question"),
        "questions": texts("verified.questions"),
        "questions_hint": texts("verified.questions_hint"),
        "documents": texts("verified.documents"),
        "documents_hint": texts("verified.documents_hint"),
        "answer": texts("verified.answer"),
        "answer_hint": texts("verified.answer_hint"),
        "owner": texts("verified.owner"),
        "readers": texts("verified.readers"),
        "readers_hint": texts("verified.readers_hint"),
        "review": texts("verified.review"),
        "save": texts("verified.save"),
        "back": texts("verified.back"),
        "looked": texts("verified.looked"),
        "retire": texts("verified.retire"),
        "retire_sure": texts("verified.retire_sure"),
        "missing": texts("verified.missing"),
        "changes": texts("verified.changes"),
        "history": texts("verified.history"),
    }
