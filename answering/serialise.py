"""Answers and hits as the JSON objects that DESIGN fixes for the command line and the API."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from answering.models import Answer
from answering.reasons import in_words
from config import texts
from vectorstore import Hit


def answer_json(answer: Answer) -> dict[str, Any]:
    """`kilde ask --json` and `POST ask`."""
    fields = asdict(answer)
    del fields["small_talk"], fields["basis"]
    for citation in fields["citations"]:
        del citation["passage"]
    fields["citations"] = list(fields["citations"])
    told = texts(answer.language)
    fields["reasons"] = [
        {"kind": reason.kind, "values": dict(reason.values), "text": in_words(reason, told)}
        for reason in answer.reasons
    ]
    return fields


def hit_json(hit: Hit) -> dict[str, Any]:
    """One of the passages of `kilde search --json` and `POST search`."""
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
    }
