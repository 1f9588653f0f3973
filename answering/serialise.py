"""Answers, hits and cases as JSON objects; DESIGN fixes those of answers and hits."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from answering.cases import CaseView
from answering.models import Answer
from answering.reasons import in_words
from config import Settings
from vectorstore import Hit


def answer_json(answer: Answer, settings: Settings) -> dict[str, Any]:
    """`kilde ask --json` and `POST ask`."""
    fields = asdict(answer)
    del fields["small_talk"], fields["basis"]
    for citation in fields["citations"]:
        del citation["passage"]
    fields["citations"] = list(fields["citations"])
    told = settings.texts(answer.language)
    fields["reasons"] = [
        {"kind": reason.kind, "values": dict(reason.values), "text": in_words(reason, told)}
        for reason in answer.reasons
    ]
    return fields


def hit_json(hit: Hit, superseded_by: str | None = None) -> dict[str, Any]:
    """One of the passages of `kilde search --json` and `POST search`; `superseded_by` is the
    title of the document that has replaced its own."""
    passage = hit.passage
    return {
        "space": passage.space,
        "document": passage.document,
        "title": passage.title,
        "page": passage.page,
        "heading": passage.heading,
        "date": passage.date,
        "text": passage.text,
        "score": round(hit.scores.fused, 4),
        "superseded_by": superseded_by,
    }


def case_json(settings: Settings, view: CaseView, entries: bool = True) -> dict[str, Any]:
    """A case as one person may see it, for `kilde cases --json` and the API; without `entries`
    as in a list. Moments are ISO 8601."""
    case = view.case
    title = next((space.title for space in settings.space if space.name == case.space), "")
    fields: dict[str, Any] = {
        "case": case.id,
        "space": case.space,
        "title": title or case.space,
        "state": case.state,
        "kind": case.kind,
        "urgency": case.urgency,
        "personal": case.personal,
        "language": case.language,
        "question": case.question,
        "opened": _moment(case.opened),
        "changed": _moment(case.changed),
        "answered": _moment(case.answered),
        "closed": _moment(case.closed),
        "assignee": case.assignee,
        "link": f"{settings.public_address}/inbox?case={case.id}",
    }
    if entries:
        fields["askers"] = [
            {"name": asker.name, "address": asker.address, "anonymous": asker.anonymous,
             "language": asker.language}
            for asker in view.askers
        ]  # fmt: skip
        fields["entries"] = [
            {"id": entry.id, "at": _moment(entry.at), "kind": entry.kind, "author": entry.author,
             "name": entry.name, "text": entry.text}
            for entry in view.entries
        ]  # fmt: skip
    return fields


def _moment(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None
